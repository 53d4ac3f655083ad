//! Tasks that run Lode as at a terminal. Those of `lode lint` fill the list of problems, by the problem matcher of package.json.

import {
  type Disposable,
  ProcessExecution,
  Task,
  type TaskDefinition,
  tasks,
  TaskScope,
  workspace,
  type WorkspaceFolder,
} from 'vscode';
import type { Server } from './server';

interface LodeTask extends TaskDefinition {
  type: 'lode';
  command: 'lint' | 'run' | 'fmt';
  arguments?: string[];
}

const OFFERED: { name: string; task: LodeTask }[] = [
  { name: 'lint', task: { type: 'lode', command: 'lint' } },
  { name: 'lint and fix', task: { type: 'lode', command: 'lint', arguments: ['--fix'] } },
  { name: 'check formatting', task: { type: 'lode', command: 'fmt', arguments: ['--check'] } },
];

export function registerTasks(server: Server): Disposable {
  return tasks.registerTaskProvider('lode', {
    provideTasks: () =>
      (workspace.workspaceFolders ?? []).flatMap((folder) => OFFERED.map(({ name, task }) => taskOf(server, name, task, folder))),
    resolveTask: (task) => taskOf(server, task.name, task.definition as LodeTask, task.scope),
  });
}

/** The task that lints a folder. */
export function lintTask(server: Server, folder: WorkspaceFolder): Task {
  return taskOf(server, 'lint', { type: 'lode', command: 'lint' }, folder);
}

function taskOf(server: Server, name: string, task: LodeTask, scope: Task['scope']): Task {
  // The matcher reads one line for each problem.
  const format = task.command === 'lint' ? ['--format', 'compact'] : [];
  const execution = new ProcessExecution(server.program?.path ?? 'lode', [task.command, ...format, ...(task.arguments ?? [])]);
  return new Task(task, scope ?? TaskScope.Workspace, name, 'lode', execution, task.command === 'lint' ? ['$lode'] : []);
}
