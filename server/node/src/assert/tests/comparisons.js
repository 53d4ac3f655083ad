'use strict';
// equal, deepEqual, deepStrictEqual, partialDeepStrictEqual and their opposites.
const assert = require('node:assert');

const { deepEqual, deepStrictEqual, partialDeepStrictEqual } = assert;
const holds = (check, a, b) => {
  try {
    check(a, b);
    return true;
  } catch (error) {
    assert.strictEqual(error.code, 'ERR_ASSERTION');
    return false;
  }
};

class A { constructor(x) { this.x = x; } }
class B extends A {}
const symbol = Symbol('s');
const cyclic = () => { const o = { a: 1 }; o.self = o; return o; };

// [a, b, loose, strict, partial]
const cases = [
  [1, 1, true, true, true], [1, '1', true, false, false], [NaN, NaN, true, true, true], [0, -0, true, false, false],
  [null, undefined, true, false, false], [{ a: 1 }, { a: 1 }, true, true, true], [{ a: 1 }, { a: '1' }, true, false, false],
  [{ a: 1, b: 2 }, { a: 1 }, false, false, true], [{ a: 1 }, { a: 1, b: undefined }, false, false, false],
  [[1, 2, 3], [1, 3], false, false, true], [[1, 2], [2, 1], false, false, false], [[1, , 2], [1, undefined, 2], false, false, false],
  [new A(1), new A(1), true, true, true], [new A(1), new B(1), true, false, true], [{}, Object.create(null), true, false, true],
  [{}, Object.create({}), true, true, true], [[], {}, false, false, false],
  [new Map([[{ k: 1 }, 'v']]), new Map([[{ k: 1 }, 'v']]), true, true, true], [new Map([[1, 1]]), new Map([['1', 1]]), true, false, false],
  [new Map([[1, 1], [2, 2]]), new Map([[1, 1]]), false, false, true], [new Set([1, { a: 1 }]), new Set([{ a: 1 }, 1]), true, true, true],
  [new Set([1]), new Set(['1']), true, false, false], [new Set([1, 2]), new Set([1]), false, false, true],
  [new Date(0), new Date(0), true, true, true], [new Date(0), new Date(1), false, false, false], [new Date(NaN), new Date(NaN), false, false, false],
  [/a/g, /a/g, true, true, true], [/a/g, /a/i, false, false, false], [new Error('a'), new Error('a'), true, true, true],
  [new Error('a'), new Error('b'), false, false, false], [new Error('a', { cause: 1 }), new Error('a'), false, false, true],
  [new Uint8Array([1]), new Uint8Array([1]), true, true, true], [new Uint8Array([1]), new Int8Array([1]), false, false, false],
  [new Float32Array([0]), new Float32Array([-0]), true, false, false], [new ArrayBuffer(1), new ArrayBuffer(1), true, true, true],
  [new Number(1), new Number(1), true, true, true], [new Number(1), new Number(2), false, false, false],
  [{ [symbol]: 1 }, { [symbol]: 1 }, true, true, true], [{ [symbol]: 1 }, { [symbol]: 2 }, true, false, false],
  [cyclic(), cyclic(), true, true, true], [() => 1, () => 1, false, false, false], [new WeakSet(), new WeakSet(), false, false, false],
  [new URL('http://a/'), new URL('http://a/'), true, true, true], [new URL('http://a/'), new URL('http://b/'), false, false, false],
];
for (const [a, b, loose, strict, partial] of cases) {
  assert.strictEqual(holds(deepEqual, a, b), loose);
  assert.strictEqual(holds(deepStrictEqual, a, b), strict);
  assert.strictEqual(holds(partialDeepStrictEqual, a, b), partial);
  assert.strictEqual(holds(assert.notDeepEqual, a, b), !loose);
  assert.strictEqual(holds(assert.notDeepStrictEqual, a, b), !strict);
}

assert.equal(1, '1');
assert.equal(NaN, NaN);
assert.notEqual(1, 2);
assert.strictEqual(NaN, NaN);
assert.notStrictEqual(1, '1');
for (const name of ['equal', 'notEqual', 'strictEqual', 'notStrictEqual', 'deepEqual', 'deepStrictEqual', 'partialDeepStrictEqual']) {
  assert.throws(() => assert[name](1), { code: 'ERR_MISSING_ARGS' });
}

// The strict set.
assert.strictEqual(assert.strict.equal, assert.strictEqual);
assert.strictEqual(assert.strict.strict, assert.strict);
assert.strictEqual(require('node:assert/strict'), assert.strict);
assert.throws(() => assert.strict.deepEqual([1], ['1']), { operator: 'deepStrictEqual' });
