import { fromB, callA, readLexical } from './cycle_b.mjs';
import { helper } from './receiver_free.mjs';
export let lexical = 'initialized';
export const constant = 1;
export var variable = 'v';
export function hoisted() {
  return `hoisted ${typeof helper}`;
}
export class Klass {}
export default class {}
export const results = { fromB, early: callA, later: readLexical() };
lexical = 'changed';
results.changed = readLexical();
