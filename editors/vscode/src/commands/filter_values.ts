//! Searching in the view of values: it shows what is like the text while the text is typed.

import { commands, window } from 'vscode';
import type { Parts } from '../commands';

export function filterValues({ tree }: Parts) {
  return async () => {
    await commands.executeCommand('lode.values.focus');
    const input = window.createInputBox();
    input.title = 'Search Values';
    input.placeholder = 'A name or a value; nothing shows all';
    input.value = tree.filterText ?? '';
    input.onDidChangeValue((text) => tree.filter(text));
    input.onDidAccept(() => input.hide());
    input.onDidHide(() => input.dispose());
    input.show();
  };
}

export function clearFilter({ tree }: Parts) {
  return () => tree.filter(undefined);
}
