'use strict';
// throws, doesNotThrow, rejects, doesNotReject, CallTracker.
const assert = require('node:assert');

const boom = () => { throw Object.assign(new TypeError('boom'), { code: 'E' }); };
const failsWith = (fn, message) => assert.throws(fn, { name: 'AssertionError', message });

assert.throws(boom);
assert.throws(boom, TypeError);
assert.throws(boom, /^TypeError: boom$/);
assert.throws(boom, { name: 'TypeError', message: 'boom', code: 'E' });
assert.throws(boom, { message: /bo+m/ });
assert.throws(boom, (error) => error.code === 'E');
assert.throws(boom, new TypeError('boom'));

failsWith(() => assert.throws(() => {}), 'Missing expected exception.');
failsWith(() => assert.throws(() => {}, TypeError), 'Missing expected exception (TypeError).');
failsWith(() => assert.throws(() => {}, 'why'), 'Missing expected exception: why');
failsWith(() => assert.throws(() => {}, TypeError, 'why'), 'Missing expected exception (TypeError): why');
// Only where keys are compared is an error that stands for the message thrown itself.
const own = new TypeError('own');
failsWith(() => assert.throws(() => {}, Error, own), 'Missing expected exception (Error): TypeError: own');
failsWith(() => assert.throws(boom, /x/, own), 'TypeError: own');
failsWith(() => assert.throws(boom, RangeError, own), 'TypeError: own');
assert.throws(() => assert.throws(boom, { code: 'F' }, own), (error) => error === own);
failsWith(() => assert.throws(boom, RangeError), 'The error is expected to be an instance of "RangeError". Received "TypeError"\n\nError message:\n\nboom');
failsWith(() => assert.throws(boom, /nope/), "The input did not match the regular expression /nope/. Input:\n\n'TypeError: boom'\n");
failsWith(() => assert.throws(boom, () => false), 'The validation function is expected to return "true". Received false\n\nCaught error:\n\nTypeError: boom');
failsWith(() => assert.throws(boom, { message: 'x' }), "Expected values to be strictly deep-equal:\n+ actual - expected\n\n  Comparison {\n+   message: 'boom'\n-   message: 'x'\n  }\n");
failsWith(() => assert.throws(boom, { message: 'x' }, 'why'), 'why');
assert.throws(() => assert.throws(boom, 'boom'), { code: 'ERR_AMBIGUOUS_ARGUMENT' });
assert.throws(() => assert.throws(boom, {}), { code: 'ERR_INVALID_ARG_VALUE' });
assert.throws(() => assert.throws(boom, 1), { code: 'ERR_INVALID_ARG_TYPE' });
assert.throws(() => assert.throws('x'), { code: 'ERR_INVALID_ARG_TYPE' });

assert.doesNotThrow(() => {});
failsWith(() => assert.doesNotThrow(boom), 'Got unwanted exception.\nActual message: "boom"');
failsWith(() => assert.doesNotThrow(boom, TypeError, 'why'), 'Got unwanted exception: why\nActual message: "boom"');
assert.throws(() => assert.doesNotThrow(boom, RangeError), TypeError);

(async () => {
  await assert.rejects(Promise.reject(new Error('x')), /x/);
  await assert.rejects(async () => boom(), { code: 'E' });
  await assert.rejects(assert.rejects(Promise.resolve(1)), { message: 'Missing expected rejection.' });
  await assert.rejects(assert.rejects(() => 1), { code: 'ERR_INVALID_RETURN_VALUE' });
  await assert.rejects(assert.rejects(1), { code: 'ERR_INVALID_ARG_TYPE' });
  await assert.doesNotReject(Promise.resolve(1));
  await assert.rejects(assert.doesNotReject(Promise.reject(new Error('x'))), { message: 'Got unwanted rejection.\nActual message: "x"' });
})().catch((error) => {
  console.error(error);
  process.exitCode = 1;
});
