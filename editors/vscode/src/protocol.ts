// What editor and server say to each other beyond LSP. Made by `cargo run -p xtask -- gen`. Don't edit.

import type { Range } from 'vscode-languageclient/node';

/** Where selected code is evaluated. */
export type Context = 'file' | 'fresh';

/** What was not reached. */
export interface Coverage {
  /** Lines of which nothing was: first and last, from 0. */
  missed: [number, number][];
  /** Lines of which something was: first and last, from 0. */
  partly: [number, number][];
}

export interface DocumentParams {
  uri: string;
}

export interface EvalSelectionParams {
  uri: string;
  range: Range;
  context: Context;
}

export interface EvalSelectionResult {
  text: string;
  kind: SelectedKind;
}

export interface ExpandParams {
  uri: string;
  /** As `lode/values` said. */
  runId: number;
  /** Of the item. */
  id: number;
  /** Which of its values; the last, if it is not said. */
  hit?: number;
  /** The number of the member at each level; empty for the value itself. */
  path: number[];
  start?: number;
  count?: number;
}

export interface ExpandResult {
  members: Member[];
  /** How many there are behind those, as far as the value was looked into or not. */
  more: number;
}

/** One value of many. */
export interface Historic {
  /** Which it was, from 1. */
  hit: number;
  /** Milliseconds since the program began. */
  at: number;
  text: string;
}

export interface HistoryParams {
  uri: string;
  /** As `lode/values` said. */
  runId: number;
  /** Of the item. */
  id: number;
  start?: number;
  count?: number;
}

export interface HistoryResult {
  /** How many there were, those that are not kept among them. */
  hits: number;
  values: Historic[];
}

/** A value at a place. */
export interface Item {
  /** Its name, as long as the run is the same. */
  id: number;
  /** The line at whose end it is shown: the one in which its range ends. */
  line: number;
  range: Range;
  /** `variable`, `expression`, `assignment`, `return`, `parameter`, `loop`, `log`, `error`, `right`, `wrong`. */
  kind: string;
  /** One line, at most 200 characters. */
  text: string;
  /** Markdown, where there is more to say than the text does. */
  hover?: string;
  /** How often there was one, if not once. */
  count?: number;
  /** It can be expanded. */
  hasMembers?: boolean;
  /** It belongs to an older text. */
  stale?: boolean;
}

export interface LiveParams {
  uri: string;
  mode: Mode;
}

export interface LiveResult {
  /** What it is now. */
  mode: Mode;
}

/** A property, an element, or an entry. */
export interface Member {
  name: string;
  text: string;
  /** What the value is: `plain`, `text`, `function`, `class`, `object`, `array`, `set`, `map`, `error`, `promise`, `proxy`, `circular`, `deep`. */
  kind: string;
  hasMembers?: boolean;
}

/** When a live file runs. */
export type Mode = 'on' | 'once' | 'onSave' | 'off';

export type SelectedKind = 'value' | 'error';

/** How a file's program is. */
export type State = 'running' | 'live' | 'ok' | 'error' | 'stopped' | 'stale' | 'off';

export interface ValuesParams {
  uri: string;
  /** Of the document that lines and ranges are in. */
  version: number;
  runId: number;
  state: State;
  /** A sentence for the status bar. */
  message?: string;
  /** The items take the place of all that were told before; otherwise they are those that are new or other than they were. */
  full?: boolean;
  items: Item[];
  /** Items that are gone, by their ids. */
  removed: number[];
  coverage?: Coverage;
}

export interface VisibleParams {
  uri: string;
  range: Range;
}

/** What is asked by its name: what that takes, and gives. */
export interface Requests {
  'lode/live': { params: LiveParams; result: LiveResult };
  'lode/run': { params: DocumentParams; result: null };
  'lode/stop': { params: DocumentParams; result: null };
  'lode/value/expand': { params: ExpandParams; result: ExpandResult };
  'lode/value/history': { params: HistoryParams; result: HistoryResult };
  'lode/evalSelection': { params: EvalSelectionParams; result: EvalSelectionResult };
}

/** What is told by its name. */
export interface Notifications {
  'lode/visible': VisibleParams;
  'lode/values': ValuesParams;
}
