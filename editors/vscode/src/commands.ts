//! The commands of package.json, each a file of its own.

import { commands, type Disposable } from 'vscode';
import { copyValue } from './commands/copy_value';
import { doctor } from './commands/doctor';
import { evaluateSelection, showResults } from './commands/evaluate_selection';
import { clearFilter, filterValues } from './commands/filter_values';
import { fixAll } from './commands/fix_all';
import { insertValue } from './commands/insert_value';
import { lint } from './commands/lint';
import { live, toggleLive } from './commands/live';
import { run, runInTerminal } from './commands/run';
import { showHistory } from './commands/show_history';
import { showMenu } from './commands/show_menu';
import { showReferences } from './commands/show_references';
import { stop } from './commands/stop';
import type { Server } from './server';
import type { ValueStore } from './values/store';
import type { ValuesTree } from './values/tree';

/** What commands work with. */
export interface Parts {
  server: Server;
  values: ValueStore;
  tree: ValuesTree;
}

export function registerCommands(parts: Parts): Disposable {
  const results = showResults();
  const all: Record<string, (...given: never[]) => unknown> = {
    'lode.run': run(parts),
    'lode.runInTerminal': runInTerminal(parts),
    'lode.live': live(parts, 'on'),
    'lode.liveOnSave': live(parts, 'onSave'),
    'lode.liveOnce': live(parts, 'once'),
    'lode.liveOff': live(parts, 'off'),
    'lode.toggleLive': toggleLive(parts),
    'lode.stop': stop(parts),
    'lode.evalSelection': evaluateSelection(parts, results),
    'lode.copyValue': copyValue(parts),
    'lode.showHistory': showHistory(parts),
    'lode.insertValue': insertValue(parts),
    'lode.filterValues': filterValues(parts),
    'lode.clearFilter': clearFilter(parts),
    'lode.fixAll': fixAll,
    'lode.lint': lint(parts),
    'lode.doctor': doctor(parts),
    'lode.restart': () => parts.server.restart(),
    'lode.showOutput': () => parts.server.output.show(),
    'lode.showTrace': () => parts.server.messages.show(),
    'lode.showMenu': showMenu(parts),
    'lode.showReferences': showReferences(parts),
  };
  const registered = Object.entries(all).map(([name, command]) => commands.registerCommand(name, command));
  return { dispose: () => [...registered, results].forEach((each) => each.dispose()) };
}
