//! The hover over a value: all that is known of it, its members, and what can be done with it.

import { Hover, type HoverProvider, MarkdownString, Range } from 'vscode';
import type { Server } from '../server';
import { textOf } from './shown';
import type { FileValues, Value, ValueReference, ValueStore } from './store';

/** So many members are shown; the view of values has the others. */
const MEMBERS = 20;

export function hoverOfValues(server: Server, values: ValueStore): HoverProvider {
  return {
    async provideHover(document, position) {
      const file = values.get(document.uri);
      const end = document.lineAt(position.line).range.end;
      if (!file || position.isBefore(end)) {
        return undefined;
      }
      const there = [...file.values.values()].filter((value) => value.range.end.line === position.line);
      if (there.length === 0) {
        return undefined;
      }
      const uri = server.uri(document.uri);
      const parts = await Promise.all(there.map((value) => shown(server, { uri, runId: value.runId, id: value.id }, value, file)));
      return new Hover(parts, new Range(end, end));
    },
  };
}

async function shown(server: Server, reference: ValueReference, value: Value, file: FileValues): Promise<MarkdownString> {
  const text = new MarkdownString(undefined, true);
  text.isTrusted = { enabledCommands: ['lode.copyValue', 'lode.showHistory', 'lode.insertValue'] };
  if (value.hover) {
    text.appendMarkdown(value.hover);
  } else {
    text.appendCodeblock(textOf(value), 'javascript');
    if (value.hasMembers) {
      const answer = await server.look('lode/value/expand', { ...reference, path: [], start: 0, count: MEMBERS });
      text.appendCodeblock((answer?.members ?? []).map(({ name, text }) => `${name}: ${text}`).join('\n'), 'javascript');
    }
  }
  const actions = [link('copy', 'Copy', 'lode.copyValue', reference)];
  if (value.count > 1) {
    actions.push(link('history', `History (${value.count})`, 'lode.showHistory', reference));
  }
  if (!['error', 'log'].includes(value.kind)) {
    actions.push(link('comment', 'Insert as Comment', 'lode.insertValue', reference));
  }
  text.appendMarkdown(`\n\n${actions.join(' &nbsp; ')}`);
  if (value.isStale || file.state === 'stale') {
    text.appendMarkdown(' &nbsp; *older than the text*');
  }
  return text;
}

function link(icon: string, title: string, command: string, reference: ValueReference): string {
  return `[$(${icon}) ${title}](command:${command}?${encodeURIComponent(JSON.stringify([reference]))})`;
}
