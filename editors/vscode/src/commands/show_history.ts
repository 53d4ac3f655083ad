//! All values that an expression had in a run, to search and to copy.

import { env, window } from 'vscode';
import type { Parts } from '../commands';
import { nameOf } from '../values/shown';
import type { ValueReference } from '../values/store';
import type { Node } from '../values/tree';
import { valueOf } from './target';

/** More than that nobody searches in a list. */
const MOST = 1000;

export function showHistory(parts: Parts) {
  return async (given?: ValueReference | Node) => {
    const chosen = valueOf(parts, given);
    const answer = chosen && (await parts.server.ask('lode/value/history', { ...chosen.reference, start: 0, count: MOST }));
    if (!answer) {
      return;
    }
    const left = answer.hits - answer.values.length;
    const picked = await window.showQuickPick(
      answer.values.map(({ hit, at, text }) => ({ label: text, description: `${hit}. · ${at.toFixed(1)} ms` })),
      {
        title: `${nameOf(chosen.document, chosen.value)}: ${answer.hits} times${left > 0 ? `, ${left} not kept` : ''}`,
        placeHolder: 'Search; Enter copies',
        matchOnDescription: true,
      },
    );
    if (picked) {
      await env.clipboard.writeText(picked.label);
    }
  };
}
