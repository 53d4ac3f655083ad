//! What the selected code comes to, behind it, until the text or the selection changes.

import { type Disposable, Range, type TextEditor, type TextEditorDecorationType, ThemeColor, window, workspace } from 'vscode';
import type { Parts } from '../commands';
import { isProgram } from '../languages';

export interface Results extends Disposable {
  show(editor: TextEditor, range: Range, text: string, isError: boolean): void;
}

export function showResults(): Results {
  const look = (color: string): TextEditorDecorationType =>
    window.createTextEditorDecorationType({ after: { color: new ThemeColor(color), margin: '0 0 0 3ch', fontWeight: 'bold' } });
  const [value, error] = [look('lode.valueForeground'), look('lode.errorForeground')];
  let shownIn: TextEditor | undefined;
  const clear = () => {
    shownIn?.setDecorations(value, []);
    shownIn?.setDecorations(error, []);
    shownIn = undefined;
  };
  const listeners = [
    window.onDidChangeTextEditorSelection(({ textEditor }) => textEditor === shownIn && clear()),
    workspace.onDidChangeTextDocument(({ document }) => document === shownIn?.document && clear()),
  ];
  return {
    show(editor, range, text, isError) {
      clear();
      shownIn = editor;
      editor.setDecorations(isError ? error : value, [{ range, renderOptions: { after: { contentText: `= ${text}` } } }]);
    },
    dispose: () => [...listeners, value, error].forEach((each) => each.dispose()),
  };
}

export function evaluateSelection({ server }: Parts, results: Results) {
  return async () => {
    const editor = window.activeTextEditor;
    if (!editor || !isProgram(editor.document)) {
      return;
    }
    const { selection, document } = editor;
    const range = selection.isEmpty ? document.lineAt(selection.active.line).range : new Range(selection.start, selection.end);
    const answer = await server.ask('lode/evalSelection', {
      uri: server.uri(document.uri),
      range: { start: range.start, end: range.end },
      context: 'file',
    });
    // An answer about a text that is no more is not shown.
    if (answer && editor.selection.isEqual(selection)) {
      const end = document.lineAt(range.end.line).range.end;
      results.show(editor, new Range(end, end), answer.text, answer.kind === 'error');
    }
  };
}
