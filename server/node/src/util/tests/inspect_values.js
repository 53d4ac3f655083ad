'use strict';
// util.inspect: primitives, functions, boxed values, dates, buffers.
const assert = require('node:assert');
const { inspect } = require('node:util');

const cases = [
  [1, '1'], [-0, '-0'], [NaN, 'NaN'], [1e21, '1e+21'], [10n, '10n'], [true, 'true'], [undefined, 'undefined'], [null, 'null'],
  ['text', "'text'"], ["it's", '"it\'s"'], ['"\'', '`"\'`'], ['`"\'', "'`\"\\''"], ['a\nb\t\u0007', "'a\\nb\\t\\x07'"],
  ['\ud800', "'\\ud800'"], [Symbol('x'), 'Symbol(x)'], [Symbol(), 'Symbol()'],
  [() => {}, '[Function (anonymous)]'], [function named() {}, '[Function: named]'],
  [async () => {}, '[AsyncFunction (anonymous)]'], [function* gen() {}, '[GeneratorFunction: gen]'],
  [async function* gen() {}, '[AsyncGeneratorFunction: gen]'],
  [class {}, '[class (anonymous)]'], [class A {}, '[class A]'], [class B extends Map {}, '[class B extends Map]'],
  [class { static x = 1; }, '[class (anonymous)] { x: 1 }'],
  [Object.assign(function f() {}, { a: 1 }), '[Function: f] { a: 1 }'],
  [new Number(-0), '[Number: -0]'], [new String('abc'), "[String: 'abc']"], [Object(1n), '[BigInt: 1n]'],
  [Object(Symbol('s')), '[Symbol: Symbol(s)]'], [new Boolean(false), '[Boolean: false]'],
  [Object.assign(new String('ab'), { x: 1 }), "[String: 'ab'] { x: 1 }"],
  [new Date(0), '1970-01-01T00:00:00.000Z'], [new Date(NaN), 'Invalid Date'],
  [Object.assign(new Date(0), { x: 1 }), '1970-01-01T00:00:00.000Z { x: 1 }'],
  [/a/gi, '/a/gi'], [Object.assign(/a/, { x: 1 }), '/a/ { x: 1 }'],
  [new ArrayBuffer(2), 'ArrayBuffer { [Uint8Contents]: <00 00>, [byteLength]: 2 }'],
  [new Uint8Array([1, 2]), 'Uint8Array(2) [ 1, 2 ]'], [new Float64Array(1), 'Float64Array(1) [ 0 ]'],
  [new BigInt64Array(1), 'BigInt64Array(1) [ 0n ]'],
  [new DataView(new ArrayBuffer(1)),
    'DataView {\n  [byteLength]: 1,\n  [byteOffset]: 0,\n  [buffer]: ArrayBuffer { [Uint8Contents]: <00>, [byteLength]: 1 }\n}'],
  [Promise.resolve(1), 'Promise { 1 }'], [new Promise(() => {}), 'Promise { <pending> }'],
  [new WeakMap(), 'WeakMap { <items unknown> }'], [new WeakSet(), 'WeakSet { <items unknown> }'],
  [(function* () {})(), 'Object [Generator] {}'], [Math, 'Object [Math] {}'], [JSON, 'Object [JSON] {}'],
];
for (const [value, expected] of cases) assert.strictEqual(inspect(value), expected);

const rejected = Promise.reject(3);
rejected.catch(() => {});
assert.strictEqual(inspect(rejected), 'Promise { <rejected> 3 }');
assert.strictEqual(inspect((function () { return arguments; })(1, 'a')), "[Arguments] { '0': 1, '1': 'a' }");

// Long strings over several lines.
assert.strictEqual(inspect(`${'a'.repeat(80)}\nb`), `'${'a'.repeat(80)}\\n' +\n  'b'`);
assert.strictEqual(inspect('x'.repeat(12), { maxStringLength: 10 }), "'xxxxxxxxxx'... 2 more characters");
assert.strictEqual(inspect('xy', { maxStringLength: 1 }), "'x'... 1 more character");
assert.strictEqual(inspect([1234567.8912345, 1000n, 1000], { numericSeparator: true }), '[ 1_234_567.891_234_5, 1_000n, 1_000 ]');
