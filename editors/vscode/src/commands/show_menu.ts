//! What can be done, behind the item in the status bar.

import { commands, type QuickPickItem, window, workspace } from 'vscode';
import type { Parts } from '../commands';

interface Choice extends QuickPickItem {
  command: string;
  arguments?: unknown[];
}

export function showMenu({ server, values }: Parts) {
  return async () => {
    const file = values.get(window.activeTextEditor?.document.uri);
    const isBusy = file?.state === 'running' || file?.state === 'live';
    const choices: (Choice | false)[] = [
      isBusy && { label: '$(debug-stop) Stop the running program', command: 'lode.stop' },
      file
        ? { label: '$(eye-closed) Hide values', command: 'lode.liveOff' }
        : workspace.isTrusted && { label: '$(eye) Show values while typing', command: 'lode.live' },
      workspace.isTrusted && { label: '$(play) Run and show values', command: 'lode.run' },
      workspace.isTrusted && { label: '$(terminal) Run in the terminal', command: 'lode.runInTerminal' },
      !workspace.isTrusted && { label: '$(shield) Trust this folder, so that its code can be run', command: 'workbench.trust.manage' },
      { label: '$(output) Show output', command: 'lode.showOutput' },
      { label: '$(refresh) Restart the language server', command: 'lode.restart' },
      { label: '$(gear) Settings', command: 'workbench.action.openSettings', arguments: ['@ext:lode.lode'] },
    ];
    const chosen = await window.showQuickPick(choices.filter((choice) => choice !== false), {
      title: `Lode ${server.version ?? ''}`,
      placeHolder: file?.message ?? 'What is to be done?',
    });
    if (chosen) {
      await commands.executeCommand(chosen.command, ...(chosen.arguments ?? []));
    }
  };
}
