'use strict';
const assert = require('node:assert');
const { AsyncLocalStorage, AsyncResource } = require('node:async_hooks');
const { EventEmitter } = require('node:events');
const fs = require('node:fs');

let pending = 0;
function called(fn) {
  pending++;
  return (...args) => {
    pending--;
    return fn(...args);
  };
}
process.on('exit', () => assert.strictEqual(pending, 0));

const storage = new AsyncLocalStorage();
const other = new AsyncLocalStorage();
assert.strictEqual(storage.getStore(), undefined);

// run: result, arguments, nesting, exceptions.
assert.strictEqual(storage.run(1, (a, b) => a + b + storage.getStore(), 2, 3), 6);
storage.run('outer', () => {
  storage.run('inner', () => assert.strictEqual(storage.getStore(), 'inner'));
  assert.throws(() => storage.run('inner', () => { throw new Error('x'); }));
  assert.strictEqual(storage.getStore(), 'outer');
  other.run('other', () => assert.deepStrictEqual([storage.getStore(), other.getStore()], ['outer', 'other']));
  assert.strictEqual(other.getStore(), undefined);
  assert.strictEqual(storage.exit(() => storage.getStore()), undefined);
  assert.strictEqual(storage.getStore(), 'outer');
});
assert.strictEqual(storage.getStore(), undefined);

// It follows asynchronous work.
storage.run('kept', () => {
  const check = () => called(() => assert.strictEqual(storage.getStore(), 'kept'));
  setTimeout(check(), 1);
  setImmediate(check());
  process.nextTick(check());
  queueMicrotask(check());
  Promise.resolve().then(check());
  Promise.reject(new Error('x')).catch(check());
  Promise.resolve().finally(check());
  fs.stat(__filename, check());
  fs.promises.stat(__filename).then(check());
  let times = 0;
  const interval = setInterval(called(() => {
    assert.strictEqual(storage.getStore(), 'kept');
    clearInterval(interval);
  }), 1);
  assert.strictEqual(times, 0);
});

// Two runs at once do not mix, across await.
async function work(name) {
  for (let i = 0; i < 3; i++) {
    await new Promise((resolve) => setTimeout(resolve, 1));
    assert.strictEqual(storage.getStore(), name);
    await null;
    assert.strictEqual(storage.getStore(), name);
  }
  try {
    await Promise.reject(new Error('x'));
  } catch {
    assert.strictEqual(storage.getStore(), name);
  }
}
for (const name of ['a', 'b', 'c']) storage.run(name, () => work(name).then(called(() => {})));

// enterWith, disable.
setImmediate(called(() => {
  storage.enterWith('entered');
  assert.strictEqual(storage.getStore(), 'entered');
  setTimeout(called(() => assert.strictEqual(storage.getStore(), 'entered')), 1);
  other.enterWith(1);
  other.disable();
  assert.strictEqual(other.getStore(), undefined);
}));
setTimeout(called(() => assert.strictEqual(storage.getStore(), undefined)), 1);

// The end of a pipeline is told where it was made.
storage.run('pipeline', () => {
  const { pipeline, PassThrough, Readable } = require('node:stream');
  pipeline(Readable.from(['a']), new PassThrough({ objectMode: true }), async function*(source) {
    for await (const piece of source) assert.strictEqual(piece, 'a');
  }, called(() => assert.strictEqual(storage.getStore(), 'pipeline')));
});

// bind, snapshot, resources.
{
  const inside = storage.run('bound', () => ({
    bound: AsyncLocalStorage.bind((value) => [storage.getStore(), value]),
    snapshot: AsyncLocalStorage.snapshot(),
    resource: new AsyncResource('Test'),
  }));
  assert.deepStrictEqual(inside.bound(1), ['bound', 1]);
  storage.run('elsewhere', () => {
    assert.deepStrictEqual(inside.bound(2), ['bound', 2]);
    assert.strictEqual(inside.snapshot(() => storage.getStore()), 'bound');
    assert.strictEqual(inside.resource.runInAsyncScope(() => storage.getStore()), 'bound');
    // An emitter's listeners run where they are emitted.
    const e = new EventEmitter();
    e.on('x', () => assert.strictEqual(storage.getStore(), 'elsewhere'));
    e.emit('x');
  });
  assert.throws(() => AsyncLocalStorage.bind(1), { code: 'ERR_INVALID_ARG_TYPE' });
}
