'use strict';
// Messages of failed assertions, to the letter.
const assert = require('node:assert');

const messageOf = (fn) => {
  try {
    fn();
  } catch (error) {
    assert.strictEqual(error.name, 'AssertionError');
    assert.strictEqual(error.code, 'ERR_ASSERTION');
    return error.message;
  }
  throw new Error('nothing was thrown');
};
const check = (fn, message) => assert.strictEqual(messageOf(fn), message);
const numbers = (change) => Array.from({ length: 60 }, (_, i) => (i === 30 ? change : i));

check(() => assert.strictEqual(1, 2), 'Expected values to be strictly equal:\n\n1 !== 2\n');
check(() => assert.strictEqual('apple', 'pear'), "Expected values to be strictly equal:\n\n'apple' !== 'pear'\n");
check(() => assert.strictEqual(-0, 0), 'Expected values to be strictly equal:\n+ actual - expected\n\n+ -0\n- 0\n');
check(() => assert.strictEqual('hello world this is', 'hello world that is'),
  "Expected values to be strictly equal:\n+ actual - expected\n\n+ 'hello world this is'\n- 'hello world that is'\n                 ^\n");
check(() => assert.strictEqual({ a: 1 }, { a: 1 }), 'Values have same structure but are not reference-equal:\n\n{\n  a: 1\n}\n');
check(() => assert.strictEqual([1], [2]), 'Expected "actual" to be reference-equal to "expected":\n+ actual - expected\n\n  [\n+   1\n-   2\n  ]\n');
check(() => assert.strictEqual(1, 2, 'mine'), 'mine\n\n1 !== 2\n');
check(() => assert.deepStrictEqual({ a: 1, b: { c: 2 } }, { a: 1, b: { c: 3 } }),
  'Expected values to be strictly deep-equal:\n+ actual - expected\n\n  {\n    a: 1,\n    b: {\n+     c: 2\n-     c: 3\n    }\n  }\n');
check(() => assert.deepStrictEqual(numbers(30), numbers(99)),
  'Expected values to be strictly deep-equal:\n+ actual - expected\n... Skipped lines\n\n  [\n    0,\n    1,\n    2,\n    3,\n...\n    29,\n+   30,\n-   99,\n    31,\n    32,\n    33,\n    34,\n    35,\n');
check(() => assert.deepStrictEqual([1], [1, 2]), 'Expected values to be strictly deep-equal:\n+ actual - expected\n\n  [\n    1,\n-   2\n  ]\n');
check(() => assert.deepEqual([1], [2]), 'Expected values to be loosely deep-equal:\n\n[\n  1\n]\n\nshould loosely deep-equal\n\n[\n  2\n]');
check(() => assert.notDeepStrictEqual({ a: 1 }, { a: 1 }), 'Expected "actual" not to be strictly deep-equal to:\n\n{\n  a: 1\n}\n');
check(() => assert.notStrictEqual(1, 1), 'Expected "actual" to be strictly unequal to: 1');
check(() => assert.notDeepEqual(1, 1), 'Expected "actual" not to be loosely deep-equal to:\n\n1');
check(() => assert.partialDeepStrictEqual({ a: 1 }, { a: 2 }),
  'Expected values to be partially and strictly deep-equal:\n+ actual - expected\n\n  {\n+   a: 1\n-   a: 2\n  }\n');
check(() => assert.equal(1, 2), '1 == 2');
check(() => assert.notEqual(1, 1), '1 != 1');
check(() => assert.equal(1, 2, 'mine'), 'mine');
check(() => assert.fail(), 'Failed');
check(() => assert.fail('why'), 'why');
check(() => assert.ok(0 > 1), 'The expression evaluated to a falsy value:\n\n  assert.ok(0 > 1)\n');
check(() => assert(typeof 1 === 'string'), "The expression evaluated to a falsy value:\n\n  assert(typeof 1 === 'string')\n");
check(() => assert.ok(), 'No value argument passed to `assert.ok()`');
check(() => assert.ok(false, 'mine'), 'mine');
check(() => assert.match('abc', /x/), "The input did not match the regular expression /x/. Input:\n\n'abc'\n");
check(() => assert.doesNotMatch('abc', /a/), "The input was expected to not match the regular expression /a/. Input:\n\n'abc'\n");
check(() => assert.match(1, /x/), 'The "string" argument must be of type string. Received type number (1)');
check(() => assert.ifError(new Error('x')), 'ifError got unwanted exception: x');
check(() => assert.ifError('x'), "ifError got unwanted exception: 'x'");
assert.ifError(null);
assert.ifError(undefined);

const own = new TypeError('own');
for (const fn of [() => assert.equal(1, 2, own), () => assert.ok(0, own), () => assert.fail(own), () => assert.match('a', /b/, own)]) {
  assert.throws(fn, (error) => error === own);
}

// AssertionError
const error = new assert.AssertionError({ actual: 1, expected: 2, operator: 'strictEqual' });
assert.deepStrictEqual(Object.keys(error), ['generatedMessage', 'code', 'actual', 'expected', 'operator', 'diff']);
assert.strictEqual(error.generatedMessage, true);
assert.strictEqual(String(error), 'AssertionError [ERR_ASSERTION]: Expected values to be strictly equal:\n\n1 !== 2\n');
assert.ok(error.stack.startsWith('AssertionError [ERR_ASSERTION]: Expected'));
assert.throws(() => new assert.AssertionError(), { code: 'ERR_INVALID_ARG_TYPE' });

// Assert
assert.throws(() => assert.Assert(), { code: 'ERR_CONSTRUCT_CALL_REQUIRED' });
assert.throws(() => new assert.Assert({ diff: 'x' }), { code: 'ERR_INVALID_ARG_VALUE' });
assert.throws(() => new assert.Assert().equal(1, '1'), { operator: 'strictEqual' });
new assert.Assert({ strict: false }).equal(1, '1');
assert.throws(() => new assert.Assert({ diff: 'full' }).equal(1, 2), { diff: 'full' });
