'use strict';
// util.inspect: objects, prototypes, circular structures, layout.
const assert = require('node:assert');
const { inspect } = require('node:util');

class Foo { constructor() { this.x = 1; } }
class Bar extends Foo { get [Symbol.toStringTag]() { return 'tag'; } }

const cases = [
  [{}, '{}'], [{ a: 1, 'b-c': 2, [Symbol('s')]: 3 }, "{ a: 1, 'b-c': 2, [Symbol(s)]: 3 }"],
  [{ ['__proto__']: 1 }, "{ ['__proto__']: 1 }"],
  [new Foo(), 'Foo { x: 1 }'], [new Bar(), 'Bar [tag] { x: 1 }'],
  [Object.create(null), '[Object: null prototype] {}'],
  [Object.create(Object.create(null)), 'Object <[Object: null prototype] {}> {}'],
  [Object.create(Foo.prototype), 'Foo {}'], [{ [Symbol.toStringTag]: 'x' }, "{ [Symbol(Symbol.toStringTag)]: 'x' }"],
  [{ a: { b: { c: {} } } }, '{ a: { b: { c: {} } } }'], [{ a: { b: { c: { d: 1 } } } }, '{ a: { b: { c: [Object] } } }'],
  [{ get a() { return 1; }, set a(v) {}, get b() { return 1; }, set c(v) {} }, '{ a: [Getter/Setter], b: [Getter], c: [Setter] }'],
  [new Proxy({ a: 1 }, {}), '{ a: 1 }'], [new Proxy(function f() {}, {}), '[Function: f]'],
  [[], '[]'], [[1, , 3], '[ 1, <1 empty item>, 3 ]'], [new Array(3), '[ <3 empty items> ]'],
  [Object.assign([1], { k: 2, '-1': 3 }), "[ 1, k: 2, '-1': 3 ]"],
  [new Map([['a', { b: 1 }]]), "Map(1) { 'a' => { b: 1 } }"], [new Set([1, 'a']), "Set(2) { 1, 'a' }"],
  [new Map(), 'Map(0) {}'], [new (class M extends Map {})([[1, 2]]), 'M(1) [Map] { 1 => 2 }'],
  [new Map([[1, 2]]).entries(), '[Map Entries] { [ 1, 2 ] }'], [new Map([[1, 2]]).keys(), '[Map Iterator] { 1 }'],
  [new Set([1]).values(), '[Set Iterator] { 1 }'], [new Set([1]).entries(), '[Set Entries] { [ 1, 1 ] }'],
  [[1].values(), 'Object [Array Iterator] {}'],
];
for (const [value, expected] of cases) assert.strictEqual(inspect(value), expected);

const circular = { a: {} };
circular.a.b = circular;
circular.c = circular.a;
assert.strictEqual(inspect(circular), '<ref *1> { a: { b: [Circular *1] }, c: { b: [Circular *1] } }');
const self = [1];
self.push(self, { self });
assert.strictEqual(inspect(self), '<ref *1> [ 1, [Circular *1], { self: [Circular *1] } ]');

// Long arrays stand in columns; numbers are aligned to the right.
assert.strictEqual(
  inspect(Array.from({ length: 30 }, (_, i) => i)),
  '[\n   0,  1,  2,  3,  4,  5,  6,  7,  8,\n   9, 10, 11, 12, 13, 14, 15, 16, 17,\n  18, 19, 20, 21, 22, 23, 24, 25, 26,\n  27, 28, 29\n]',
);
assert.strictEqual(inspect(Array.from({ length: 102 }, () => 1)).endsWith('... 2 more items\n]'), true);
assert.strictEqual(
  inspect(['one', 'two', 'three', 'four', 'five', 'six', 'seven']),
  "[\n  'one',   'two',\n  'three', 'four',\n  'five',  'six',\n  'seven'\n]",
);
