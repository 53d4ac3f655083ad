'use strict';
// util.inspect: each option, custom inspect functions, styles.
const assert = require('node:assert');
const util = require('node:util');
const { inspect } = util;

const deep = { a: { b: { c: { d: 1 } } } };
assert.strictEqual(inspect(deep, { depth: 0 }), '{ a: [Object] }');
assert.strictEqual(inspect(deep, { depth: null, breakLength: Infinity, compact: 10 }), '{ a: { b: { c: { d: 1 } } } }');
assert.strictEqual(inspect(deep, false, 0), '{ a: [Object] }');
assert.strictEqual(inspect({ a: 1 }, { compact: false }), '{\n  a: 1\n}');
assert.strictEqual(inspect({ a: { b: 1 } }, { compact: true }), '{ a: { b: 1 } }');
assert.strictEqual(inspect({ a: 1, b: 'x' }, { colors: true }), "{ a: \u001b[33m1\u001b[39m, b: \u001b[32m'x'\u001b[39m }");
assert.strictEqual(inspect([undefined, null], { colors: true }), '[ \u001b[90mundefined\u001b[39m, \u001b[1mnull\u001b[22m ]');
assert.strictEqual(inspect({ b: 1, a: 2 }, { sorted: true }), '{ a: 2, b: 1 }');
assert.strictEqual(inspect({ a: 1, b: 2 }, { sorted: (x, y) => (x < y ? 1 : -1) }), '{ b: 2, a: 1 }');
assert.strictEqual(inspect({ get a() { return { b: 1 }; } }, { getters: true }), '{ a: [Getter] { b: 1 } }');
assert.strictEqual(inspect({ get a() { throw new Error('no'); } }, { getters: true }), '{ a: [Getter: <Inspection threw (no)>] }');
assert.strictEqual(inspect({ get a() { return 1; }, get b() { return 2; }, set b(v) {} }, { getters: 'get' }), '{ a: [Getter: 1], b: [Getter/Setter] }');
assert.strictEqual(inspect([1, 2, 3], { maxArrayLength: 1 }), '[ 1, ... 2 more items ]');
assert.strictEqual(inspect([1, 2, 3], { maxArrayLength: 0 }), '[ ... 3 more items ]');
assert.strictEqual(inspect(new Set([1, 2]), { maxArrayLength: 1 }), 'Set(2) { 1, ... 1 more item }');
assert.strictEqual(inspect(Object.defineProperty({}, 'a', { value: 1 }), { showHidden: true }), '{ [a]: 1 }');
assert.strictEqual(inspect([1], { showHidden: true }), '[ 1, [length]: 1 ]');
assert.strictEqual(inspect(new Proxy({ a: 1 }, {}), { showProxy: true }), 'Proxy [ { a: 1 }, {} ]');
const { proxy, revoke } = Proxy.revocable({}, {});
revoke();
assert.strictEqual(inspect(proxy), '<Revoked Proxy>');
assert.strictEqual(inspect({ a: 'x'.repeat(40), b: 'y'.repeat(40) }, { breakLength: 40 }).split('\n').length, 4);
assert.strictEqual(inspect({ a: 1 }, { stylize: (text, type) => `<${type}:${text}>` }), '{ <name:a>: <number:1> }');

// Custom functions.
const custom = { [inspect.custom](depth, options, inner) { return `${depth} ${options.depth} ${options.mine} ${inner === inspect}`; } };
assert.strictEqual(inspect(custom, { mine: 'm' }), '2 2 m true');
assert.strictEqual(inspect({ custom }), '{ custom: 1 2 undefined true }');
assert.strictEqual(inspect(custom, { customInspect: false }).startsWith('{'), true);
assert.strictEqual(inspect({ [inspect.custom]: () => ({ other: 1 }) }), '{ other: 1 }');
assert.strictEqual(inspect({ a: { [inspect.custom]: () => 'two\nlines' } }), '{\n  a: two\n  lines\n}');
assert.strictEqual(inspect.custom, Symbol.for('nodejs.util.inspect.custom'));

// Defaults.
assert.throws(() => { inspect.defaultOptions = null; }, { code: 'ERR_INVALID_ARG_TYPE' });
inspect.defaultOptions.depth = 0;
assert.strictEqual(inspect(deep), '{ a: [Object] }');
inspect.defaultOptions = { depth: 2 };
assert.strictEqual(inspect.colors.grey, inspect.colors.gray);
assert.strictEqual(inspect.styles.string, 'green');

// A structure without an end does not exhaust the memory.
const last = {};
let tail = last;
for (let i = 0; i < 200; i++) { tail.next = { head: last, tail, i }; tail = tail.next; last[i] = tail; }
assert.strictEqual(typeof inspect(last, { depth: Infinity }), 'string');
