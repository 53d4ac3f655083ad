'use strict';
// The order of ticks, microtasks, immediates and timers, and what an exception changes.
const assert = require('node:assert');

const seen = [];
const log = (name) => () => seen.push(name);

setImmediate(() => {
  seen.push('immediate 1');
  process.nextTick(log('tick of immediate 1'));
  queueMicrotask(log('microtask of immediate 1'));
  setImmediate(log('immediate of the next turn'));
});
setImmediate(log('immediate 2'));
Promise.resolve().then(() => {
  seen.push('promise');
  process.nextTick(log('tick of promise'));
  Promise.resolve().then(log('promise of promise'));
});
process.nextTick(() => {
  seen.push('tick');
  process.nextTick(log('tick of tick'));
  Promise.resolve().then(log('promise of tick'));
});
queueMicrotask(log('microtask'));
process.nextTick((...args) => seen.push(args.join()), 'tick with', 'arguments');
seen.push('main');

setTimeout(() => {
  const timers = [];
  for (let i = 0; i < 3; i++) {
    setTimeout(() => {
      timers.push(`timer ${i}`);
      process.nextTick(() => timers.push(`tick ${i}`));
      Promise.resolve().then(() => timers.push(`promise ${i}`));
    }, 1);
  }
  setTimeout(() => {
    assert.deepStrictEqual(timers, [
      'timer 0', 'tick 0', 'promise 0', 'timer 1', 'tick 1', 'promise 1', 'timer 2', 'tick 2', 'promise 2',
    ]);
    assert.deepStrictEqual(seen, [
      'main', 'tick', 'tick with,arguments', 'tick of tick', 'promise', 'microtask', 'promise of tick', 'promise of promise',
      'tick of promise', 'immediate 1', 'tick of immediate 1', 'microtask of immediate 1', 'immediate 2',
      'immediate of the next turn',
    ]);
    exceptions();
  }, 10);
}, 10);

// An uncaught exception that is handled: the others of its phase run all the same.
function exceptions() {
  const after = [];
  process.on('uncaughtException', (error, origin) => {
    assert.strictEqual(origin, 'uncaughtException');
    after.push(error);
  });
  process.nextTick(() => { throw 'tick'; });
  process.nextTick(() => after.push('next tick'));
  queueMicrotask(() => { throw 'microtask'; });
  queueMicrotask(() => after.push('next microtask'));
  setTimeout(() => { throw 'timer'; }, 1);
  setTimeout(() => after.push('next timer'), 1);
  setTimeout(() => {
    setImmediate(() => { throw 'immediate'; });
    setImmediate(() => after.push('next immediate'));
  }, 10);
  process.on('exit', () => {
    assert.deepStrictEqual(after.toSorted(), [
      'immediate', 'microtask', 'next immediate', 'next microtask', 'next tick', 'next timer', 'tick', 'timer',
    ]);
    assert.ok(after.indexOf('timer') < after.indexOf('next timer'));
    assert.ok(after.indexOf('tick') < after.indexOf('next tick'));
    assert.ok(after.indexOf('microtask') < after.indexOf('next microtask'));
  });
}
for (const start of [process.nextTick, queueMicrotask]) {
  assert.throws(() => start(1), { code: 'ERR_INVALID_ARG_TYPE' });
}
