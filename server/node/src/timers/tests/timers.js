'use strict';
const assert = require('node:assert');
const timers = require('node:timers');
const { inspect, promisify } = require('node:util');

let pending = 0;
function called(fn, times = 1) {
  pending += times;
  return function(...args) {
    pending--;
    return fn.apply(this, args);
  };
}
process.on('exit', () => assert.strictEqual(pending, 0));
const never = () => assert.fail('must not be called');

assert.strictEqual(timers.setTimeout, setTimeout);
assert.strictEqual(timers.setImmediate, setImmediate);
assert.deepStrictEqual([setTimeout.length, setInterval.length, setImmediate.length, clearTimeout.length], [2, 2, 1, 1]);

// Arguments and `this`.
{
  const timeout = setTimeout(called(function(...args) {
    assert.strictEqual(this, timeout);
    assert.deepStrictEqual(args, [1, 2, 3]);
  }), 1, 1, 2, 3);
  const immediate = setImmediate(called(function(...args) {
    assert.strictEqual(this, immediate);
    assert.deepStrictEqual(args, ['a']);
  }), 'a');
}

// Clearing, by object, number and string.
clearTimeout(setTimeout(never, 1));
clearInterval(setTimeout(never, 1));
clearTimeout(setInterval(never, 1));
clearTimeout(+setTimeout(never, 1));
clearTimeout(`${+setTimeout(never, 1)}`);
clearImmediate(setImmediate(never));
for (const value of [undefined, null, {}, 'x', 1e9, false]) {
  clearTimeout(value);
  clearInterval(value);
  if (!value || typeof value === 'object') clearImmediate(value);
}
{
  const a = setTimeout(called(() => clearTimeout(b)), 1);
  const b = setTimeout(never, 1);
  const c = setImmediate(called(() => clearImmediate(d)));
  const d = setImmediate(never);
  assert.ok(a && c);
}

// Intervals, from inside too.
{
  let count = 0;
  const interval = setInterval(called(() => {
    if (++count === 3) clearInterval(interval);
  }, 3), 1);
}

// ref, unref, hasRef, refresh, close, dispose.
{
  const timeout = setTimeout(never, 1e6);
  assert.strictEqual(timeout.hasRef(), true);
  assert.strictEqual(timeout.unref(), timeout);
  assert.strictEqual(timeout.hasRef(), false);
  assert.strictEqual(timeout.ref(), timeout);
  assert.strictEqual(timeout.close(), timeout);
  const other = setTimeout(called(() => {}), 5);
  assert.strictEqual(other.refresh(), other);
  const third = setTimeout(never, 1);
  third[Symbol.dispose]();
  const immediate = setImmediate(never);
  assert.strictEqual(immediate.hasRef(), true);
  assert.strictEqual(immediate.unref(), immediate);
  assert.strictEqual(immediate.hasRef(), false);
  immediate[Symbol.dispose]();
  setTimeout(never, 1e5).unref();
  setInterval(() => {}, 1e5).unref();
}
{
  // Once it has run it can be started anew.
  let count = 0;
  const timeout = setTimeout(called(() => {
    if (++count === 1) timeout.refresh();
  }, 2), 1);
}

// Bad callbacks and delays.
for (const value of [undefined, null, 1, 'x', {}]) {
  for (const start of [setTimeout, setInterval, setImmediate]) {
    assert.throws(() => start(value), { name: 'TypeError', code: 'ERR_INVALID_ARG_TYPE' });
  }
}
{
  const warnings = [];
  process.on('warning', (warning) => warnings.push(`${warning.name}: ${warning.message}`));
  for (const delay of [-1, -2, NaN, 'x', 2 ** 31, Infinity, 0, undefined, null, '3']) clearTimeout(setTimeout(never, delay));
  assert.strictEqual(setTimeout(never, 1.5).unref().close()._idleTimeout, -1);
  setImmediate(called(() => assert.deepStrictEqual(warnings, [
    'TimeoutOverflowWarning: 2147483648 does not fit into a 32-bit signed integer.\nTimeout duration was set to 1.',
    'TimeoutOverflowWarning: Infinity does not fit into a 32-bit signed integer.\nTimeout duration was set to 1.',
  ])));
}

// Never before the delay, measured from the call.
{
  const start = performance.now();
  while (performance.now() - start < 5);
  const called5 = performance.now();
  setTimeout(called(() => assert.ok(performance.now() - called5 >= 8.9)), 10);
}

// What people see.
assert.match(inspect(setTimeout(never, 7e5).close()), /^Timeout \{\n {2}_idleTimeout: -1,\n {2}_idlePrev: null,\n {2}_idleNext: null,/);
assert.match(inspect(setTimeout(never, 7e5).unref()), /_repeat: null,\n {2}_destroyed: false,\n {2}\[Symbol\(refed\)\]: false,/);
assert.strictEqual(promisify(setTimeout), timers.promises.setTimeout);
assert.strictEqual(promisify(setImmediate), timers.promises.setImmediate);
