//! A value, or a member of one, onto the clipboard. The server's own action gives the text.

import { env, window } from 'vscode';
import type { Parts } from '../commands';
import type { ValueReference } from '../values/store';
import type { Node } from '../values/tree';
import { valueOf } from './target';

export function copyValue(parts: Parts) {
  return async (given?: string | ValueReference | Node) => {
    const text = textOf(parts, given);
    if (text !== undefined) {
      await env.clipboard.writeText(text);
      window.setStatusBarMessage('Lode: copied', 2000);
    }
  };
}

function textOf(parts: Parts, given: string | ValueReference | Node | undefined): string | undefined {
  if (typeof given === 'string') {
    return given;
  }
  return given && 'what' in given && given.what === 'member' ? given.member.text : valueOf(parts, given)?.value.text;
}
