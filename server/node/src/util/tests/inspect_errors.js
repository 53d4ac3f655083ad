'use strict';
// util.inspect: errors, their causes and properties.
const assert = require('node:assert');
const { inspect } = require('node:util');

const firstLine = (value, options) => inspect(value, options).split('\n')[0];
class FooError extends TypeError {}
class Plain extends Error {}

assert.strictEqual(firstLine(new Error('x')), 'Error: x');
assert.match(inspect(new Error('x')), /^Error: x\n {4}at /);
assert.match(firstLine(new Plain('x')), /^Plain\b.*: x$/);
assert.match(firstLine(new FooError('x')), /^FooError\b.*: x$/);

const noStack = new Error('msg');
noStack.stack = '';
assert.strictEqual(inspect(noStack), '[Error: msg]');
const framed = new Error('msg');
framed.stack = 'Error: msg\n    at foo (x.js:1:2)';
assert.strictEqual(inspect(framed), 'Error: msg\n    at foo (x.js:1:2)');
framed.code = 'E';
assert.strictEqual(inspect(framed), "Error: msg\n    at foo (x.js:1:2) {\n  code: 'E'\n}");
assert.strictEqual(inspect({ a: noStack }), '{ a: [Error: msg] }');
assert.strictEqual(inspect([framed]), "[\n  Error: msg\n      at foo (x.js:1:2) {\n    code: 'E'\n  }\n]");

const cause = new Error('inner');
cause.stack = '';
const outer = new Error('outer', { cause });
outer.stack = '';
assert.strictEqual(inspect(outer), '[Error: outer] { [cause]: [Error: inner] }');
const aggregate = new AggregateError([noStack, 1], 'many');
aggregate.stack = '';
assert.strictEqual(inspect(aggregate), '[AggregateError: many] { [errors]: [ [Error: msg], 1 ] }');

// Frames that the cause has too are said once.
const frames = ['a', 'b', 'c', 'd', 'e'].map((name) => `    at ${name} (x.js:1:1)`).join('\n');
const inner = new Error('inner');
inner.stack = `Error: inner\n    at only (y.js:1:1)\n${frames}`;
const shared = new Error('outer', { cause: inner });
shared.stack = `Error: outer\n    at other (y.js:2:2)\n${frames}`;
assert.match(inspect(shared), /at a \(x\.js:1:1\)\n {4}\.\.\. 3 lines matching cause stack trace \.\.\.\n {4}at e/);

assert.strictEqual(inspect(Object.assign(Object.create(Error.prototype), { stack: 'Fake: x' })), '[Fake: x]');
const bare = new Error('q');
bare.stack = 'Error: q\n    at foo (x.js:1:2)';
Object.setPrototypeOf(bare, null);
assert.strictEqual(firstLine(bare), '[Error: null prototype]: q');

// Getters that throw.
const broken = new Error('b');
Object.defineProperty(broken, 'message', { get() { throw new Error('z'); } });
assert.strictEqual(typeof inspect(broken), 'string');

const coloured = new Error('c');
coloured.stack = 'Error: c\n    at a (/x/node_modules/foo/i.js:1:2)\n    at b (node:fs:1:2)';
assert.strictEqual(
  inspect(coloured, { colors: true }),
  'Error: c\n    at a (/x/node_modules/\u001b[4mfoo\u001b[24m/i.js:1:2)\n\u001b[90m    at b (node:fs:1:2)\u001b[39m',
);
