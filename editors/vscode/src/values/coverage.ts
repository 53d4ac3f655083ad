//! A mark beside the numbers of lines that were not reached, and a fainter one where only a part of the line was not.

import { type Disposable, OverviewRulerLane, type TextEditor, ThemeColor, Uri, window, workspace } from 'vscode';
import type { ValueStore } from './store';

/** Readable on light and dark: pictures in the gutter know no theme. */
const MARKS = {
  missed: '<rect x="6" y="3" width="3" height="10" rx="1.5" fill="#c8833a"/>',
  partly: '<rect x="6" y="3" width="3" height="4" rx="1.5" fill="#c8833a" opacity="0.6"/>',
} as const;

type Part = keyof typeof MARKS;

export function showCoverage(values: ValueStore): Disposable {
  const parts = Object.keys(MARKS) as Part[];
  const types = parts.map((part) =>
    window.createTextEditorDecorationType({
      isWholeLine: true,
      gutterIconPath: Uri.parse(`data:image/svg+xml;utf8,${encodeURIComponent(picture(MARKS[part]))}`),
      gutterIconSize: 'contain',
      // Whoever looks for what was not reached looks for whole lines first.
      ...(part === 'missed' ? { overviewRulerColor: new ThemeColor('lode.missedForeground'), overviewRulerLane: OverviewRulerLane.Left } : {}),
    }),
  );
  const draw = (editor: TextEditor) => {
    const isWanted = workspace.getConfiguration('lode').get('values.coverage', true);
    const file = values.get(editor.document.uri);
    parts.forEach((part, index) => {
      const type = types[index];
      if (type) {
        editor.setDecorations(type, isWanted ? (file?.[part] ?? []) : []);
      }
    });
  };
  const drawAll = () => window.visibleTextEditors.forEach(draw);
  const listeners = [
    values.onDidChange(drawAll),
    window.onDidChangeVisibleTextEditors(drawAll),
    workspace.onDidChangeConfiguration((event) => {
      if (event.affectsConfiguration('lode.values')) {
        drawAll();
      }
    }),
  ];
  return { dispose: () => [...listeners, ...types].forEach((each) => each.dispose()) };
}

function picture(shape: string): string {
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16">${shape}</svg>`;
}
