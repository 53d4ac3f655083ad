//! Running a program that the person starts: with its values beside the code, or as at a terminal.

import { dirname } from 'node:path';
import { type Uri, window, workspace } from 'vscode';
import type { Parts } from '../commands';
import { programOf } from './target';

export function run({ server }: Parts) {
  return async (given?: Uri | string) => {
    const document = await programOf(given);
    if (document) {
      server.prints.clear();
      server.prints.show(true);
      await server.ask('lode/run', { uri: server.uri(document.uri) });
    }
  };
}

export function runInTerminal({ server }: Parts) {
  return async (given?: Uri | string) => {
    const document = await programOf(given);
    if (!document || (document.isDirty && !(await document.save()))) {
      return;
    }
    if (document.isUntitled) {
      void window.showInformationMessage('Lode: the terminal runs files, so save this text first.');
      return;
    }
    const path = document.uri.fsPath;
    const folder = workspace.getWorkspaceFolder(document.uri)?.uri.fsPath ?? dirname(path);
    const terminal = window.createTerminal({ name: 'Lode', cwd: folder });
    terminal.show(true);
    terminal.sendText([server.program?.path ?? 'lode', 'run', path].map(quoted).join(' '));
  };
}

function quoted(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}
