//! Tells the server what is on the screen: values there come first.

import { type Disposable, type TextEditor, window } from 'vscode';
import { isProgram } from '../languages';
import type { Server } from '../server';
import type { ValueStore } from './store';

/** Scrolling tells once it rests. */
const REST = 100;

export function tellWhatIsVisible(server: Server, values: ValueStore): Disposable {
  const waiting = new Map<string, NodeJS.Timeout>();
  const tell = (editor: TextEditor) => {
    const range = editor.visibleRanges[0];
    const uri = server.uri(editor.document.uri);
    if (!range || !isProgram(editor.document) || !values.isLive(editor.document.uri)) {
      return;
    }
    clearTimeout(waiting.get(uri));
    waiting.set(uri, setTimeout(() => server.tell('lode/visible', { uri, range: { start: range.start, end: range.end } }), REST));
  };
  const listeners = [
    window.onDidChangeTextEditorVisibleRanges(({ textEditor }) => tell(textEditor)),
    window.onDidChangeVisibleTextEditors((editors) => editors.forEach(tell)),
  ];
  return {
    dispose: () => {
      listeners.forEach((listener) => listener.dispose());
      waiting.forEach((timer) => clearTimeout(timer));
    },
  };
}
