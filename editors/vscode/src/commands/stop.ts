//! Ending the running program of a file. The file stays live.

import type { Uri } from 'vscode';
import type { Parts } from '../commands';
import { programOf } from './target';

export function stop({ server }: Parts) {
  return async (given?: Uri | string) => {
    const document = await programOf(given);
    if (document) {
      await server.ask('lode/stop', { uri: server.uri(document.uri) });
    }
  };
}
