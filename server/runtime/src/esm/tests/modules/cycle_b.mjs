import Default, { lexical, hoisted, variable, Klass, constant } from './cycle_a.mjs';
import * as a from './cycle_a.mjs';
export const fromB = attempt(hoisted);
export const callA = {
  variable,
  lexical: attempt(() => lexical),
  klass: attempt(() => new Klass()),
  default: attempt(() => Default),
  constant: attempt(() => constant),
  typeofLexical: attempt(() => typeof lexical),
  namespace: attempt(() => a.lexical),
  namespaceVariable: a.variable,
};
export function readLexical() {
  return `${lexical} ${a.lexical} ${variable} ${typeof Klass} ${constant}`;
}
function attempt(read) {
  try {
    return read();
  } catch (error) {
    return error.name;
  }
}
