'use strict';
// A large file parsed and walked, tokens and comments, every edition's syntax, and where errors are.
const fs = require('fs');
const acorn = require('acorn');

const source = fs.readFileSync(require.resolve('lodash'), 'utf8');
const program = acorn.parse(source, { ecmaVersion: 2025, locations: true, ranges: true });
const counts = {};
(function walk(node) {
  if (Array.isArray(node)) return node.forEach(walk);
  if (!node || typeof node.type !== 'string') return;
  counts[node.type] = (counts[node.type] ?? 0) + 1;
  for (const key of Object.keys(node)) if (typeof node[key] === 'object') walk(node[key]);
})(program);
console.log(program.body.length, Object.entries(counts).sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).slice(0, 12), program.loc.end);
const comments = [];
const tokens = [...acorn.tokenizer('let x = `a${1 + /b/g.source}c`; // end\n/* block */ x ??= y?.z ** 2n', { ecmaVersion: 2025, onComment: comments })];
console.log(tokens.map((token) => `${token.type.label}:${token.value === undefined ? '' : String(token.value)}`).join(' '));
console.log(comments);
for (const [code, options] of [
  ['class A { #p = 1; static { this.x = 1 } get [k]() {} async *g() { for await (const x of y) yield* x } }', {}],
  ['import a, { b as c } from "d" with { type: "json" }; export * as n from "e"; await import.meta.url', { sourceType: 'module' }],
  ['a?.b?.[c]?.(d); a ||= b; 1_000; /(?<y>\\d)/dv', {}],
  ['return 1', { allowReturnOutsideFunction: true }],
  ['#!/usr/bin/env node\nx', {}],
]) console.log(JSON.stringify(acorn.parse(code, { ecmaVersion: 'latest', ...options }).body).length, acorn.parse(code, { ecmaVersion: 'latest', ...options }).body.map((node) => node.type));
for (const code of ['let a; let a', 'x = {', 'await 1', '"use strict"; with (a) {}', 'class A { constructor() {} constructor() {} }', 'a\n=> b', '`${', '/(/', 'for (let of x);', 'break', '\\u{110000}', 'import x from "y"', 'new.target', '08n', '({a: 1, a, __proto__: 1, __proto__: 2})']) {
  try {
    acorn.parse(code, { ecmaVersion: 2025 });
    console.log('fine', code);
  } catch (error) {
    console.log(error.name, error.message, error.pos, error.loc, error.raisedAt);
  }
}
console.log(acorn.parseExpressionAt('1 + (2 * 3) rest', 4, { ecmaVersion: 6 }), acorn.isIdentifierStart(0x61), acorn.isNewLine(0x2028), acorn.version);
const Extended = acorn.Parser.extend((Base) => class extends Base {
  parseExprAtom(...rest) {
    if (this.type === acorn.tokTypes.at ?? false) return null;
    return super.parseExprAtom(...rest);
  }
});
console.log(Extended.parse('1', { ecmaVersion: 6 }).body[0].expression);
