'use strict';
const assert = require('node:assert');

const seen = [];
process.on('unhandledRejection', (reason, promise) => {
  assert.ok(promise instanceof Promise);
  seen.push(`unhandled ${reason}`);
});
process.on('rejectionHandled', () => seen.push('handled'));
process.on('uncaughtExceptionMonitor', (error, origin) => seen.push(`monitor ${error} ${origin}`));
process.on('uncaughtException', (error, origin) => seen.push(`uncaught ${error} ${origin}`));

// Handled in time: by a later microtask, and by a tick.
Promise.reject('in time').catch(() => {});
const byMicrotask = Promise.reject('by microtask');
queueMicrotask(() => byMicrotask.catch(() => {}));
const byTick = Promise.reject('by tick');
process.nextTick(() => byTick.catch(() => {}));
// Not handled.
const late = Promise.reject('late');
new Promise((_, reject) => reject('never'));
(async () => { throw 'async'; })();
setTimeout(() => {
  assert.deepStrictEqual(seen, ['unhandled late', 'unhandled never', 'unhandled async']);
  late.catch(() => {});
  setTimeout(() => {
    assert.deepStrictEqual(seen.splice(0), ['unhandled late', 'unhandled never', 'unhandled async', 'handled']);
    setImmediate(() => {
      throw 'thrown';
    });
    process.on('exit', () => {
      assert.deepStrictEqual(seen, ['monitor thrown uncaughtException', 'uncaught thrown uncaughtException']);
    });
  }, 5);
}, 5);
