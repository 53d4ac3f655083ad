//! The uses behind a lens that counts them, in the editor's own list.

import { commands } from 'vscode';
import type { Location, Position } from 'vscode-languageclient/node';
import type { Parts } from '../commands';

export function showReferences({ server }: Parts) {
  return async (uri: string, position: Position, locations: Location[]) => {
    const converter = server.converter;
    if (converter) {
      const [at, found] = [converter.asPosition(position), locations.map((location) => converter.asLocation(location))];
      await commands.executeCommand('editor.action.showReferences', converter.asUri(uri), at, found);
    }
  };
}
