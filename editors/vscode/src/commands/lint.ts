//! Lints a folder as at a terminal; what is found is among the problems.

import { tasks, window, workspace } from 'vscode';
import type { Parts } from '../commands';
import { lintTask } from '../tasks';

export function lint({ server }: Parts) {
  return async () => {
    const folders = workspace.workspaceFolders ?? [];
    const folder = folders.length > 1 ? await window.showWorkspaceFolderPick() : folders[0];
    if (folder) {
      await tasks.executeTask(lintTask(server, folder));
    }
  };
}
