//! Showing values of a file: while it is typed, when it is saved, once, or no more.

import type { Uri } from 'vscode';
import type { Parts } from '../commands';
import type { Mode } from '../protocol';
import { programOf } from './target';

/** A lens says how with its second argument; menus give other things there. */
export function live({ server }: Parts, usual: Mode) {
  return async (given?: Uri | string, mode?: unknown) => {
    const document = await programOf(given);
    if (document) {
      await server.ask('lode/live', { uri: server.uri(document.uri), mode: mode === 'on' || mode === 'off' ? mode : usual });
    }
  };
}

export function toggleLive({ server, values }: Parts) {
  return async (given?: Uri | string) => {
    const document = await programOf(given);
    if (document) {
      await server.ask('lode/live', { uri: server.uri(document.uri), mode: values.isLive(document.uri) ? 'off' : 'on' });
    }
  };
}
