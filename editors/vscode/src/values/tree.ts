//! The view of values: those of the file that is being edited, in the order of the code, their members when they are opened.

import {
  type Command,
  commands,
  type Disposable,
  EventEmitter,
  ThemeColor,
  ThemeIcon,
  type TextDocument,
  type TreeDataProvider,
  TreeItem,
  TreeItemCollapsibleState,
  Uri,
  window,
} from 'vscode';
import { isProgram } from '../languages';
import type { Member } from '../protocol';
import type { Server } from '../server';
import { nameOf, textOf } from './shown';
import type { Value, ValueReference, ValueStore } from './store';

const PAGE = 100;

const ICONS: Record<string, string> = {
  variable: 'symbol-variable',
  expression: 'symbol-operator',
  assignment: 'symbol-variable',
  return: 'arrow-left',
  parameter: 'symbol-parameter',
  loop: 'sync',
  log: 'output',
  error: 'error',
  right: 'pass',
  wrong: 'error',
};

const COLORS: Record<string, string> = {
  error: 'lode.errorForeground',
  wrong: 'lode.errorForeground',
  right: 'lode.rightForeground',
};

/** A value of a line, a member of one, or what stands for the members that are not shown yet. */
export type Node =
  | { what: 'value'; key: string; reference: ValueReference; value: Value; name: string; document: Uri }
  | { what: 'member'; reference: ValueReference; path: number[]; member: Member }
  | { what: 'more'; parent: Opened; start: number };

type Opened = Extract<Node, { what: 'value' | 'member' }>;

export interface ValuesTree extends Disposable {
  /** Shows only values that have the text in their name or value; all without one. */
  filter(text: string | undefined): void;
  readonly filterText: string | undefined;
}

export function showTree(server: Server, values: ValueStore): ValuesTree {
  const provider = new Provider(server, values);
  const view = window.createTreeView('lode.values', { treeDataProvider: provider, showCollapseAll: true });
  const refresh = () => {
    provider.refresh();
    const document = provider.document;
    const file = values.get(document?.uri);
    view.description = file ? `${document?.uri.path.split('/').at(-1)}` : '';
    const search = provider.filterText === undefined ? undefined : `Search: ${provider.filterText}`;
    view.message = [search, file?.message].filter(Boolean).join(' · ');
  };
  const listeners = [
    view,
    window.onDidChangeActiveTextEditor((editor) => {
      // The output and other things that are no files leave the view as it is.
      if (!editor || isProgram(editor.document)) {
        provider.document = editor?.document;
        refresh();
      }
    }),
    values.onDidChange((uri) => {
      if (uri.toString() === provider.document?.uri.toString()) {
        refresh();
      }
    }),
  ];
  return {
    get filterText() {
      return provider.filterText;
    },
    filter(text) {
      provider.filterText = text || undefined;
      void commands.executeCommand('setContext', 'lode.isFiltered', provider.filterText !== undefined);
      refresh();
    },
    dispose: () => listeners.forEach((listener) => listener.dispose()),
  };
}

class Provider implements TreeDataProvider<Node> {
  private readonly changed = new EventEmitter<void>();
  readonly onDidChangeTreeData = this.changed.event;
  document: TextDocument | undefined = window.activeTextEditor?.document;
  filterText: string | undefined;

  constructor(
    private readonly server: Server,
    private readonly values: ValueStore,
  ) {}

  refresh(): void {
    this.changed.fire();
  }

  async getChildren(node?: Node): Promise<Node[]> {
    if (!node) {
      return this.roots();
    }
    return node.what === 'more' ? this.members(node.parent, node.start) : this.members(node, 0);
  }

  getTreeItem(node: Node): TreeItem {
    if (node.what === 'more') {
      return new TreeItem('more', TreeItemCollapsibleState.Collapsed);
    }
    if (node.what === 'member') {
      const item = new TreeItem(node.member.name, collapsible(node.member.hasMembers ?? false));
      item.description = node.member.text;
      item.tooltip = `${node.member.name}: ${node.member.text}`;
      item.contextValue = 'member';
      return item;
    }
    const { value } = node;
    const item = new TreeItem(node.name, collapsible(value.hasMembers));
    item.id = node.key;
    // Where a line has values of more than one name, the text says which.
    const text = textOf(value).replace(`${node.name} = `, '');
    item.description = text;
    item.tooltip = `${node.name}: ${text}${value.count > 1 ? `\n${value.count} times` : ''}\nline ${value.range.start.line + 1}`;
    const color = value.isStale ? 'lode.staleForeground' : COLORS[value.kind];
    item.iconPath = new ThemeIcon(ICONS[value.kind] ?? 'symbol-misc', color ? new ThemeColor(color) : undefined);
    item.contextValue = value.count > 1 ? 'value.repeated' : 'value';
    item.command = reveal(node.document, value);
    return item;
  }

  private roots(): Node[] {
    const document = this.document;
    const file = this.values.get(document?.uri);
    if (!document || !file) {
      return [];
    }
    const uri = this.server.uri(document.uri);
    const all = [...file.values.values()].sort((one, other) => one.range.start.compareTo(other.range.start));
    const seen = new Map<string, number>();
    const nodes = all.map((value): Node => {
      const name = nameOf(document, value);
      // The same value of the next run stays open, though its number is another: it is the first, the second, … of its name.
      const before = seen.get(name) ?? 0;
      seen.set(name, before + 1);
      const key = `${uri} ${name} ${before}`;
      return { what: 'value', key, reference: { uri, runId: value.runId, id: value.id }, value, name, document: document.uri };
    });
    const wanted = this.filterText?.toLowerCase();
    return nodes.filter((node) => !wanted || (node.what === 'value' && `${node.name} ${node.value.text}`.toLowerCase().includes(wanted)));
  }

  private async members(parent: Opened, start: number): Promise<Node[]> {
    const path = parent.what === 'value' ? [] : parent.path;
    const answer = await this.server.look('lode/value/expand', { ...parent.reference, path, start, count: PAGE });
    const members = answer?.members ?? [];
    const nodes = members.map((member, index): Node => ({
      what: 'member',
      reference: parent.reference,
      path: [...path, start + index],
      member,
    }));
    return answer?.more ? [...nodes, { what: 'more', parent, start: start + members.length }] : nodes;
  }
}

function reveal(document: Uri, value: Value): Command {
  return { title: 'Show', command: 'vscode.open', arguments: [document, { selection: value.range, preserveFocus: true }] };
}

function collapsible(hasMembers: boolean): TreeItemCollapsibleState {
  return hasMembers ? TreeItemCollapsibleState.Collapsed : TreeItemCollapsibleState.None;
}
