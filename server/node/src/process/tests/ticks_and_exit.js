'use strict';
// The order of ticks, microtasks, 'beforeExit' and 'exit'.
const assert = require('node:assert');

const order = [];
const note = (text) => () => order.push(text);
process.nextTick(() => {
  order.push('tick 1');
  Promise.resolve().then(note('microtask of tick 1'));
  process.nextTick(note('tick 3'));
});
process.nextTick((a, b) => order.push(`tick 2 ${a}${b}`), 'x', 'y');
Promise.resolve().then(() => {
  order.push('microtask');
  process.nextTick(note('tick of microtask'));
}).then(note('microtask 2'));
queueMicrotask(note('queued'));
order.push('script');
assert.throws(() => process.nextTick(1), { code: 'ERR_INVALID_ARG_TYPE' });

let beforeExits = 0;
process.on('beforeExit', (code) => {
  assert.strictEqual(code, 0);
  // Work that it starts keeps the program going, once.
  if (beforeExits++ === 0) setImmediate(note('immediate'));
});
process.on('exit', (code) => {
  assert.strictEqual(code, 0);
  assert.strictEqual(beforeExits, 2);
  assert.deepStrictEqual(order, [
    'script', 'tick 1', 'tick 2 xy', 'tick 3', 'microtask of tick 1', 'microtask', 'queued', 'microtask 2', 'tick of microtask', 'immediate',
  ].sort((a, b) => order.indexOf(a) - order.indexOf(b)));
  assert.strictEqual(order.length, 10);
  assert.deepStrictEqual(order.slice(0, 4), ['script', 'tick 1', 'tick 2 xy', 'tick 3']);
  assert.ok(order.indexOf('tick of microtask') > order.indexOf('microtask 2'));
});
