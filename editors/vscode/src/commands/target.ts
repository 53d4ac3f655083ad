//! What a command is about: the file or the value that it was given, or else the one at the cursor.

import { type TextDocument, Uri, window, workspace } from 'vscode';
import type { Parts } from '../commands';
import { isProgram } from '../languages';
import { keyOf, type Value, type ValueReference } from '../values/store';
import type { Node } from '../values/tree';

/** A lens gives a string, a menu a Uri, a key nothing. */
export async function programOf(given: unknown): Promise<TextDocument | undefined> {
  const uri = given instanceof Uri ? given : typeof given === 'string' ? Uri.parse(given) : undefined;
  const document = uri ? await workspace.openTextDocument(uri) : window.activeTextEditor?.document;
  if (document && isProgram(document)) {
    return document;
  }
  void window.showInformationMessage('Lode: open a JavaScript or TypeScript file first.');
  return undefined;
}

/** A value with where it stands. */
export interface Chosen {
  document: TextDocument;
  reference: ValueReference;
  value: Value;
}

/** The hover gives a reference, the view of values its node, a key nothing: then it is the last value of the cursor's line. */
export function valueOf({ server, values }: Parts, given: ValueReference | Node | undefined): Chosen | undefined {
  const reference = given && ('what' in given ? ('reference' in given ? given.reference : undefined) : given);
  const uri = reference ? Uri.parse(reference.uri) : window.activeTextEditor?.document.uri;
  const document = workspace.textDocuments.find((document) => document.uri.toString() === uri?.toString());
  const file = values.get(document?.uri);
  if (!document || !file) {
    return undefined;
  }
  const line = window.activeTextEditor?.selection.active.line;
  const value = reference
    ? file.values.get(keyOf(reference))
    : [...file.values.values()].filter((value) => value.range.end.line === line).sort((one, other) => one.range.end.compareTo(other.range.end)).at(-1);
  if (!value) {
    void window.showInformationMessage('Lode: there is no value at this line.');
    return undefined;
  }
  return { document, value, reference: { uri: server.uri(document.uri), runId: value.runId, id: value.id } };
}
