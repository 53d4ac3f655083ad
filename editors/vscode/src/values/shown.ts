//! How values read, wherever they are shown: the same signs as at a terminal.

import type { TextDocument } from 'vscode';
import type { Value } from './store';

const SIGNS: Record<string, string> = { log: '» ', error: '✗ ', right: '✓', wrong: '✗ it is ' };

/** Longer names are cut. */
const LONGEST_NAME = 60;

export function textOf(value: Value): string {
  return `${SIGNS[value.kind] ?? ''}${value.text}`;
}

/** What it is the value of, in the words of the code, in one line. */
export function nameOf(document: TextDocument, value: Value): string {
  if (value.kind === 'log' || value.kind === 'error') {
    return value.kind;
  }
  const code = document.getText(value.range).replace(/\s+/g, ' ').trim();
  const isGiven = value.kind === 'variable' || value.kind === 'assignment';
  const name = isGiven ? code.replace(/\s*[-+*/%&|^?<>]*=(?![=>]).*/, '') : code;
  return name.length > LONGEST_NAME ? `${name.slice(0, LONGEST_NAME - 1)}…` : name || value.kind;
}
