//! Values at the ends of lines, in the order of the code; behind them what the program logged there, and what went wrong.

import { type DecorationOptions, DecorationRangeBehavior, type Disposable, Range, type TextEditor, ThemeColor, window, workspace } from 'vscode';
import { textOf } from './shown';
import type { Value, ValueStore } from './store';

/** What values are drawn as, in the order in which they stand behind a line. */
const LOOKS = ['value', 'log', 'right', 'error'] as const;
type Look = (typeof LOOKS)[number];

const STALE = new ThemeColor('lode.staleForeground');

const BETWEEN = '   ';

/** Behind a line blanks are drawn as one, if they are not those that don't break. */
const BLANK = '\u00a0';

export function showAtLineEnds(values: ValueStore): Disposable {
  const types = LOOKS.map((look) => window.createTextEditorDecorationType({
    after: { color: new ThemeColor(`lode.${look}Foreground`), margin: '0 0 0 3ch' },
    rangeBehavior: DecorationRangeBehavior.ClosedClosed,
  }));
  const draw = (editor: TextEditor) => {
    const file = values.get(editor.document.uri);
    const lines = file ? byLine([...file.values.values()]) : new Map<number, Value[]>();
    const length = workspace.getConfiguration('lode').get('values.length', 80);
    LOOKS.forEach((look, index) => {
      const drawn: DecorationOptions[] = [];
      for (const [line, there] of lines) {
        const alike = there.filter((value) => lookOf(value) === look);
        if (alike.length > 0 && line < editor.document.lineCount) {
          const end = editor.document.lineAt(line).range.end;
          // Of one type, dim or not: what goes from one type to another is gone for a moment.
          const dim = alike.some((value) => value.isStale) ? { color: STALE } : {};
          drawn.push({ range: new Range(end, end), renderOptions: { after: { contentText: lineOf(alike, length), ...dim } } });
        }
      }
      const type = types[index];
      if (type) {
        editor.setDecorations(type, drawn);
      }
    });
  };
  const listeners = [
    values.onDidChange((uri) => {
      for (const editor of window.visibleTextEditors) {
        if (editor.document.uri.toString() === uri.toString()) {
          draw(editor);
        }
      }
    }),
    window.onDidChangeVisibleTextEditors((editors) => editors.forEach(draw)),
    workspace.onDidChangeConfiguration((event) => {
      if (event.affectsConfiguration('lode.values')) {
        window.visibleTextEditors.forEach(draw);
      }
    }),
  ];
  return { dispose: () => [...listeners, ...types].forEach((each) => each.dispose()) };
}

/** Values by the line at whose end they stand, in the order of the code. */
export function byLine(values: Value[]): Map<number, Value[]> {
  const lines = new Map<number, Value[]>();
  for (const value of values.sort((one, other) => one.range.end.compareTo(other.range.end))) {
    const line = value.range.end.line;
    lines.set(line, [...(lines.get(line) ?? []), value]);
  }
  return lines;
}

function lookOf(value: Value): Look {
  if (value.kind === 'error' || value.kind === 'wrong') {
    return 'error';
  }
  return value.kind === 'right' || value.kind === 'log' ? value.kind : 'value';
}

function lineOf(values: Value[], length: number): string {
  const text = values.map(textOf).join(BETWEEN);
  return (text.length <= length ? text : `${text.slice(0, length - 1)}…`).replaceAll(' ', BLANK);
}
