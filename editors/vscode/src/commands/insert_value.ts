//! A value as a comment `//=> value` behind its line, which Lode checks from then on. One that is there is replaced.

import { Range, WorkspaceEdit, workspace } from 'vscode';
import type { Parts } from '../commands';
import type { ValueReference } from '../values/store';
import type { Node } from '../values/tree';
import { valueOf } from './target';

const EXPECTED = /\s*\/\/=>.*$/;

export function insertValue(parts: Parts) {
  return async (given?: ValueReference | Node) => {
    const chosen = valueOf(parts, given);
    if (!chosen) {
      return;
    }
    const line = chosen.document.lineAt(chosen.value.range.end.line);
    const code = line.text.replace(EXPECTED, '').trimEnd();
    const edit = new WorkspaceEdit();
    const behind = new Range(line.lineNumber, code.length, line.lineNumber, line.text.length);
    edit.replace(chosen.document.uri, behind, ` //=> ${chosen.value.text}`);
    await workspace.applyEdit(edit);
  };
}
