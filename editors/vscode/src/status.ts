//! Lode's item in the status bar: how the server is, what the file's program does, how far packages are read. And the context that
//! when-clauses of package.json ask for.

import { commands, type Disposable, MarkdownString, StatusBarAlignment, type TextDocument, ThemeColor, window } from 'vscode';
import { isProgram } from './languages';
import type { State } from './protocol';
import type { Server } from './server';
import type { FileValues, ValueStore } from './values/store';

const SHOWN: Record<State, string> = {
  running: '$(loading~spin) Lode',
  live: '$(broadcast) Lode',
  ok: '$(eye) Lode',
  error: '$(error) Lode',
  stopped: '$(debug-stop) Lode',
  stale: '$(eye) Lode',
  off: 'Lode',
};

const SAID: Record<State, string> = {
  running: 'The program is running.',
  live: 'The program has run, and waits for what may come.',
  ok: 'The program has run; values are shown.',
  error: 'The program ended with an error.',
  stopped: 'The program was stopped.',
  stale: 'The text is newer than the values.',
  off: 'No values are shown.',
};

export function showStatus(server: Server, values: ValueStore): Disposable {
  const item = window.createStatusBarItem('lode', StatusBarAlignment.Left, 0);
  item.name = 'Lode';
  item.command = 'lode.showMenu';
  const draw = () => {
    const document = documentInView();
    const file = values.get(document?.uri);
    setContexts(window.activeTextEditor?.document, values);
    item.text = text(server, file);
    item.tooltip = new MarkdownString(tooltip(server, file, document).join('\n\n'), true);
    const problem = server.state === 'missing' || file?.state === 'stopped' || file?.state === 'error';
    item.backgroundColor = problem
      ? new ThemeColor(server.state === 'missing' ? 'statusBarItem.errorBackground' : 'statusBarItem.warningBackground')
      : undefined;
    if (server.state === 'missing' || document) {
      item.show();
    } else {
      item.hide();
    }
  };
  const listeners = [server.onDidChange(draw), values.onDidChange(draw), window.onDidChangeActiveTextEditor(draw), window.onDidChangeVisibleTextEditors(draw)];
  draw();
  return { dispose: () => [...listeners, item].forEach((each) => each.dispose()) };
}

/** The program that the person works at: an output or a view that has the focus does not take the item away. */
function documentInView(): TextDocument | undefined {
  const active = window.activeTextEditor?.document;
  const seen = active && active.uri.scheme !== 'output' ? [active] : window.visibleTextEditors.map(({ document }) => document);
  return seen.find(isProgram);
}

function text(server: Server, file: FileValues | undefined): string {
  if (server.state === 'missing') {
    return '$(error) Lode';
  }
  if (server.state !== 'running') {
    return server.state === 'starting' ? '$(loading~spin) Lode' : '$(circle-slash) Lode';
  }
  if (!file) {
    return server.progress === undefined ? 'Lode' : `$(loading~spin) Lode ${server.progress}`;
  }
  // A sentence is for the bar when something has ended that the person did not end.
  const isWorthSaying = file.state === 'stopped' || file.state === 'error';
  // Figures behind it are for the tooltip: the bar cuts what is long.
  return isWorthSaying && file.message ? `${SHOWN[file.state]}: ${file.message.split(' · ')[0]}` : SHOWN[file.state];
}

function tooltip(server: Server, file: FileValues | undefined, document: TextDocument | undefined): string[] {
  const lines = [`**Lode** ${server.version ?? ''}`];
  if (server.state !== 'running') {
    lines.push(server.state === 'missing' ? 'There is no language server.' : `The language server is ${server.state}.`);
  }
  if (server.progress !== undefined) {
    lines.push(`Reading packages: ${server.progress}`);
  }
  if (document) {
    lines.push(SAID[file?.state ?? 'off'], ...(file?.message ? [file.message] : []));
  }
  return lines;
}

const contexts = new Map<string, boolean>();

function setContexts(document: TextDocument | undefined, values: ValueStore): void {
  const file = values.get(document?.uri);
  const set = (name: string, value: boolean) => {
    if (contexts.get(name) !== value) {
      contexts.set(name, value);
      void commands.executeCommand('setContext', name, value);
    }
  };
  set('lode.isProgram', document !== undefined && isProgram(document));
  set('lode.isLive', file !== undefined);
  set('lode.isRunning', file?.state === 'running' || file?.state === 'live');
  set('lode.hasValues', (file?.values.size ?? 0) > 0);
}
