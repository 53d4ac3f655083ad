//! Where the extension begins and ends. Nothing is waited for: the editor goes on while the server starts.

import { type ExtensionContext, languages } from 'vscode';
import { registerCommands } from './commands';
import { LANGUAGES } from './languages';
import { Server } from './server';
import { showStatus } from './status';
import { registerTasks } from './tasks';
import { showCoverage } from './values/coverage';
import { hoverOfValues } from './values/hover';
import { showAtLineEnds } from './values/line_ends';
import { ValueStore } from './values/store';
import { showTree } from './values/tree';
import { tellWhatIsVisible } from './values/visible';

let server: Server | undefined;

export function activate(context: ExtensionContext): void {
  const values = new ValueStore();
  server = new Server(context, values);
  const tree = showTree(server, values);
  context.subscriptions.push(
    server,
    values,
    tree,
    showAtLineEnds(values),
    showCoverage(values),
    tellWhatIsVisible(server, values),
    languages.registerHoverProvider(LANGUAGES, hoverOfValues(server, values)),
    showStatus(server, values),
    registerCommands({ server, values, tree }),
    registerTasks(server),
  );
  void server.start();
}

export async function deactivate(): Promise<void> {
  await server?.stop();
}
