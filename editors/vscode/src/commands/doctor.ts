//! `lode doctor` in a terminal: what Lode needs, and whether it is there.

import { window } from 'vscode';
import type { Parts } from '../commands';

export function doctor({ server }: Parts) {
  return () => {
    const terminal = window.createTerminal({ name: 'Lode' });
    terminal.show();
    terminal.sendText(`'${server.program?.path ?? 'lode'}' doctor`);
  };
}
