//! What is known of each file's values. The server says what they are; between two of its messages they move along with the text, and those
//! of a line that was edited count as old. What the last run has said stays, as old, until the next one has something for its line or is over:
//! else all values would go out with each key.

import { type Disposable, EventEmitter, Range, type TextDocument, type TextDocumentChangeEvent, Uri, workspace } from 'vscode';
import type { Item, State, ValuesParams } from '../protocol';
import { moved, type Span } from './moved';

/** Which value of which run. */
export interface ValueReference {
  uri: string;
  runId: number;
  id: number;
}

export interface Value {
  runId: number;
  id: number;
  kind: string;
  text: string;
  /** Where in the text of now. */
  range: Range;
  hover: string | undefined;
  count: number;
  isStale: boolean;
  hasMembers: boolean;
}

export interface FileValues {
  state: State;
  message: string | undefined;
  /** By their keys. */
  values: Map<string, Value>;
  /** Lines of which nothing was reached. */
  missed: Range[];
  /** Lines of which something was not reached. */
  partly: Range[];
}

/** The name of a value among those of all runs. */
export function keyOf({ runId, id }: { runId: number; id: number }): string {
  return `${runId} ${id}`;
}

/** While a program is in one of these states, more values may come. */
const UNDECIDED: readonly State[] = ['running', 'stale'];

/** Edits that a message of the server may not know of yet. More than that in flight does not happen. */
const REMEMBERED_EDITS = 200;

export class ValueStore implements Disposable {
  private readonly files = new Map<string, FileValues>();
  private readonly edits = new Map<string, Edits>();
  private readonly changed = new EventEmitter<Uri>();
  /** Values of a file have changed or moved. */
  readonly onDidChange = this.changed.event;
  private readonly listeners: Disposable[];

  constructor() {
    this.listeners = [
      workspace.onDidChangeTextDocument((event) => this.edited(event)),
      workspace.onDidCloseTextDocument((document) => this.forget(document.uri)),
    ];
  }

  get(uri: Uri | undefined): FileValues | undefined {
    return uri && this.files.get(uri.toString());
  }

  /** Whether values of a file are shown as it is typed. */
  isLive(uri: Uri | undefined): boolean {
    return this.get(uri) !== undefined;
  }

  /** Takes a message of the server. */
  take(uri: Uri, params: ValuesParams): void {
    const key = uri.toString();
    if (params.state === 'off') {
      return this.forget(uri);
    }
    const document = workspace.textDocuments.find((document) => document.uri.toString() === key);
    if (!document) {
      return;
    }
    const before = this.files.get(key);
    const later = this.editsSince(document, params.version);
    const values = merged(before?.values ?? new Map<string, Value>(), params, later);
    const linesNow = (lines: [number, number][]) => lines.map(([first, last]) => follow(new Range(first, 0, last, 0), later).range);
    const { coverage } = params;
    this.files.set(key, {
      state: params.state,
      message: params.message,
      values,
      missed: coverage ? linesNow(coverage.missed) : (before?.missed ?? []),
      partly: coverage ? linesNow(coverage.partly ?? []) : (before?.partly ?? []),
    });
    this.changed.fire(uri);
  }

  clear(): void {
    for (const key of [...this.files.keys()]) {
      this.forget(Uri.parse(key));
    }
  }

  dispose(): void {
    for (const listener of this.listeners) {
      listener.dispose();
    }
    this.changed.dispose();
  }

  private forget(uri: Uri): void {
    this.edits.delete(uri.toString());
    if (this.files.delete(uri.toString())) {
      this.changed.fire(uri);
    }
  }

  private edited({ document, contentChanges }: TextDocumentChangeEvent): void {
    const key = document.uri.toString();
    const file = this.files.get(key);
    if (!file || contentChanges.length === 0) {
      return;
    }
    const edits = this.edits.get(key) ?? [];
    edits.push(contentChanges);
    this.edits.set(key, edits.slice(-REMEMBERED_EDITS));
    for (const [id, value] of file.values) {
      file.values.set(id, followed(value, [contentChanges]));
    }
    const moves = (range: Range) => follow(range, [contentChanges]).range;
    file.missed = file.missed.map(moves);
    file.partly = file.partly.map(moves);
    this.changed.fire(document.uri);
  }

  /** Each edit raises the version by one, so the last edits are those that a version does not have. */
  private editsSince(document: TextDocument, version: number): Edits {
    const missing = document.version - version;
    return missing > 0 ? (this.edits.get(document.uri.toString()) ?? []).slice(-missing) : [];
  }
}

function merged(before: ReadonlyMap<string, Value>, params: ValuesParams, later: Edits): Map<string, Value> {
  const { runId } = params;
  const isUndecided = UNDECIDED.includes(params.state);
  const items = params.items.map((item) => followed(value(runId, item), later));
  const lines = new Set(items.map(({ range }) => range.end.line));
  const removed = new Set(params.removed.map((id) => keyOf({ runId, id })));
  const values = new Map<string, Value>();
  for (const [key, known] of before) {
    if (known.runId === runId ? !params.full && !removed.has(key) : isUndecided && !lines.has(known.range.end.line)) {
      values.set(key, known.runId === runId ? known : { ...known, isStale: true });
    }
  }
  for (const item of items) {
    values.set(keyOf(item), item);
  }
  return values;
}

function value(runId: number, item: Item): Value {
  return {
    runId,
    id: item.id,
    kind: item.kind,
    text: item.text,
    range: rangeOf(item.range),
    hover: item.hover,
    count: item.count ?? 1,
    isStale: item.stale ?? false,
    hasMembers: item.hasMembers ?? false,
  };
}

type Edits = TextDocumentChangeEvent['contentChanges'][];

function followed(value: Value, edits: Edits): Value {
  const { range, isTouched } = follow(value.range, edits);
  return { ...value, range, isStale: value.isStale || isTouched };
}

function follow(range: Range, edits: Edits): { range: Range; isTouched: boolean } {
  let span: Span = range;
  let isTouched = false;
  for (const edit of edits.flat()) {
    const after = moved(span, edit);
    span = after.span;
    isTouched ||= after.isTouched;
  }
  return { range: rangeOf(span), isTouched };
}

function rangeOf({ start, end }: Span): Range {
  return new Range(start.line, start.character, end.line, end.character);
}
