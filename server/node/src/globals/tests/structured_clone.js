'use strict';
const assert = require('node:assert');

const same = (value) => assert.deepStrictEqual(structuredClone(value), value);

// Values.
for (const value of [undefined, null, true, 0, -0, NaN, 1n, 'x', new Date(5), /a/gi, [1, , 3], {}, { a: { b: [1] } }]) {
  same(value);
}
assert.ok(Number.isNaN(structuredClone(new Date(NaN)).getTime()));
for (const value of [Object(1), Object('x'), Object(false), Object(1n)]) same(value);
same(new Map([[{ a: 1 }, [2]], ['x', new Set([1, new Map()])]]));
same(new Set([1, 'x', { y: 1 }]));
assert.strictEqual(structuredClone(Object.assign(/x/g, { lastIndex: 3 })).lastIndex, 0);
assert.deepStrictEqual(structuredClone(Object.assign([1, 2], { x: 1 })), Object.assign([1, 2], { x: 1 }));
assert.strictEqual(structuredClone(new Array(3)).length, 3);
{
  const long = Array.from({ length: 3000 }, (_, i) => i);
  long.columns = ['a'];
  assert.deepStrictEqual(structuredClone(long).columns, ['a']);
  assert.strictEqual(structuredClone(long)[2999], 2999);
}

// Identity.
{
  const shared = { x: 1 };
  const value = { a: shared, b: shared, list: [] };
  value.self = value;
  value.list.push(value.list);
  value.map = new Map([[value, value]]);
  const copy = structuredClone(value);
  assert.strictEqual(copy.a, copy.b);
  assert.notStrictEqual(copy.a, shared);
  assert.strictEqual(copy.self, copy);
  assert.strictEqual(copy.list[0], copy.list);
  assert.strictEqual(copy.map.get(copy), copy);
}

// Objects: own enumerable string keys, getters read, prototypes dropped.
{
  class Point { constructor() { this.x = 1; } get hidden() { return 1; } }
  const copy = structuredClone(new Point());
  assert.strictEqual(Object.getPrototypeOf(copy), Object.prototype);
  assert.deepStrictEqual(copy, { x: 1 });
  assert.deepStrictEqual(structuredClone({ get a() { return 5; }, [Symbol('s')]: 1 }), { a: 5 });
  assert.throws(() => structuredClone({ get a() { throw new RangeError('g'); } }), RangeError);
  const own = JSON.parse('{"__proto__": 1}');
  assert.strictEqual(Object.hasOwn(structuredClone(own), '__proto__'), true);
  assert.deepStrictEqual(structuredClone(new (class extends Map { x = 1; })([[1, 2]])), new Map([[1, 2]]));
}

// Errors.
{
  const error = new TypeError('boom', { cause: { code: 1 } });
  error.extra = 1;
  const copy = structuredClone(error);
  assert.ok(copy instanceof TypeError);
  assert.deepStrictEqual([copy.message, copy.name, copy.cause, copy.extra], ['boom', 'TypeError', { code: 1 }, undefined]);
  assert.strictEqual(copy.stack, error.stack);
  class Own extends Error { name = 'Own'; }
  assert.deepStrictEqual([structuredClone(new Own('x')).name, structuredClone(new Own('x')).constructor], ['Error', Error]);
  const exception = structuredClone(new DOMException('m', 'AbortError'));
  assert.ok(exception instanceof DOMException);
  assert.deepStrictEqual([exception.name, exception.message, exception.code], ['AbortError', 'm', 20]);
}

// Binary data.
{
  const buffer = new Uint8Array([1, 2, 3, 4]).buffer;
  const copy = structuredClone({ buffer, view: new Uint16Array(buffer, 2, 1), data: new DataView(buffer, 1, 2) });
  assert.notStrictEqual(copy.buffer, buffer);
  assert.strictEqual(copy.view.buffer, copy.buffer);
  assert.strictEqual(copy.data.buffer, copy.buffer);
  assert.deepStrictEqual([copy.view.byteOffset, copy.view.length, copy.data.byteOffset, copy.data.byteLength], [2, 1, 1, 2]);
  assert.strictEqual(structuredClone(Buffer.from('x')).constructor, Uint8Array);
  const resizable = structuredClone(new ArrayBuffer(4, { maxByteLength: 8 }));
  assert.deepStrictEqual([resizable.resizable, resizable.maxByteLength], [true, 8]);

  const moved = structuredClone({ view: new Uint8Array(buffer, 1, 2), other: 1 }, { transfer: [buffer] });
  assert.deepStrictEqual([...moved.view], [2, 3]);
  assert.strictEqual(buffer.byteLength, 0);
  assert.throws(() => structuredClone(buffer), { name: 'DataCloneError' });
  // Nothing is moved when the clone fails.
  const kept = new ArrayBuffer(4);
  assert.throws(() => structuredClone({ kept, f() {} }, { transfer: [kept] }), { name: 'DataCloneError' });
  assert.strictEqual(kept.byteLength, 4);
  assert.throws(() => structuredClone(kept, { transfer: [kept, kept] }), { message: 'Transfer list contains duplicate ArrayBuffer' });
}

// What can't be cloned.
for (const [value, message] of [
  [() => {}, '() => {} could not be cloned.'],
  [Symbol('s'), 'Symbol(s) could not be cloned.'],
  [new WeakMap(), '#<WeakMap> could not be cloned.'],
  [new WeakSet(), '#<WeakSet> could not be cloned.'],
  [Promise.resolve(), '#<Promise> could not be cloned.'],
  [new WeakRef({}), '#<WeakRef> could not be cloned.'],
  [new Proxy({}, {}), '#<Object> could not be cloned.'],
  [(function() { return arguments; })(), '#<Object> could not be cloned.'],
  [(function* () {})(), '[object Generator] could not be cloned.'],
  [[].values(), '[object Array Iterator] could not be cloned.'],
  [new Map().entries(), '[object Map Iterator] could not be cloned.'],
  [new Intl.NumberFormat(), '#<NumberFormat> could not be cloned.'],
]) {
  assert.throws(() => structuredClone(value), { name: 'DataCloneError', code: 25, message });
  assert.throws(() => structuredClone([{ value }]), { name: 'DataCloneError' });
}
assert.throws(() => structuredClone(), { code: 'ERR_MISSING_ARGS' });
assert.throws(() => structuredClone(1, 2), { code: 'ERR_INVALID_ARG_TYPE' });
assert.throws(() => structuredClone(1, { transfer: 1 }), { code: 'ERR_INVALID_ARG_TYPE' });
assert.throws(() => structuredClone(1, { transfer: [{}] }), { name: 'DataCloneError' });
assert.strictEqual(structuredClone(1, null), 1);

// The environment is an object like any other.
process.env.CLONED = 'yes';
const { env } = structuredClone({ env: process.env });
assert.strictEqual(env.CLONED, 'yes');
assert.notStrictEqual(env, process.env);
