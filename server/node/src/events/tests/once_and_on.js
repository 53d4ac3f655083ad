'use strict';
const assert = require('node:assert');
const { EventEmitter, once, on, addAbortListener } = require('node:events');

async function onceTests() {
  const e = new EventEmitter();
  process.nextTick(() => e.emit('x', 1, 2));
  assert.deepStrictEqual(await once(e, 'x'), [1, 2]);
  assert.strictEqual(e.listenerCount('x'), 0);
  assert.strictEqual(e.listenerCount('error'), 0);

  const error = new Error('boom');
  process.nextTick(() => e.emit('error', error));
  await assert.rejects(once(e, 'x'), error);
  assert.strictEqual(e.listenerCount('x'), 0);

  process.nextTick(() => e.emit('error', error));
  assert.deepStrictEqual(await once(e, 'error'), [error]);

  const controller = new AbortController();
  process.nextTick(() => controller.abort('why'));
  await assert.rejects(once(e, 'x', { signal: controller.signal }), { name: 'AbortError', code: 'ABORT_ERR', cause: 'why' });
  assert.strictEqual(e.listenerCount('x'), 0);
  await assert.rejects(once(e, 'x', { signal: AbortSignal.abort() }), { name: 'AbortError' });
  await assert.rejects(once(e, 'x', { signal: 1 }), { code: 'ERR_INVALID_ARG_TYPE' });
  await assert.rejects(once(e, 'x', 1), { code: 'ERR_INVALID_ARG_TYPE' });

  const target = new EventTarget();
  const event = new Event('x');
  process.nextTick(() => target.dispatchEvent(event));
  assert.deepStrictEqual(await once(target, 'x'), [event]);
}

async function onTests() {
  const e = new EventEmitter();
  process.nextTick(() => {
    e.emit('x', 1);
    e.emit('x', 2, 3);
  });
  const seen = [];
  for await (const args of on(e, 'x')) {
    seen.push(args);
    if (seen.length === 2) break;
  }
  assert.deepStrictEqual(seen, [[1], [2, 3]]);
  assert.strictEqual(e.listenerCount('x'), 0);
  assert.strictEqual(e.listenerCount('error'), 0);

  const error = new Error('boom');
  process.nextTick(() => e.emit('error', error));
  await assert.rejects(async () => {
    for await (const _ of on(e, 'x'));
  }, error);

  // An end that an event announces.
  process.nextTick(() => {
    e.emit('x', 'a');
    e.emit('end');
  });
  const list = [];
  for await (const [value] of on(e, 'x', { close: ['end'] })) list.push(value);
  assert.deepStrictEqual(list, ['a']);

  const controller = new AbortController();
  process.nextTick(() => controller.abort());
  await assert.rejects(async () => {
    for await (const _ of on(e, 'x', { signal: controller.signal }));
  }, { name: 'AbortError' });

  const iterator = on(e, 'x');
  assert.strictEqual(iterator[Symbol.asyncIterator](), iterator);
  assert.throws(() => iterator.throw(), { code: 'ERR_INVALID_ARG_TYPE' });
  iterator.throw(error);
  await assert.rejects(iterator.next(), error);
  assert.deepStrictEqual(await iterator.next(), { value: undefined, done: true });
  assert.throws(() => on({}, 'x'), { code: 'ERR_INVALID_ARG_TYPE' });
  assert.throws(() => on(e, 'x', { highWaterMark: 0 }), { code: 'ERR_OUT_OF_RANGE' });

  // Water marks.
  let paused = 0;
  let resumed = 0;
  const source = Object.assign(new EventEmitter(), { pause() { paused++; }, resume() { resumed++; } });
  const marked = on(source, 'x', { highWaterMark: 2, lowWaterMark: 1 });
  for (let i = 0; i < 3; i++) source.emit('x', i);
  assert.strictEqual(paused, 1);
  for (let i = 0; i < 3; i++) assert.deepStrictEqual((await marked.next()).value, [i]);
  assert.strictEqual(resumed, 1);
}

function abortListenerTests() {
  const controller = new AbortController();
  let called = 0;
  controller.signal.addEventListener('abort', (event) => event.stopImmediatePropagation());
  addAbortListener(controller.signal, () => called++);
  const removed = addAbortListener(controller.signal, () => called++);
  removed[Symbol.dispose]();
  controller.abort();
  assert.strictEqual(called, 1);
  addAbortListener(controller.signal, () => called++);
  queueMicrotask(() => assert.strictEqual(called, 2));
  assert.throws(() => addAbortListener(), { code: 'ERR_INVALID_ARG_TYPE' });
  assert.throws(() => addAbortListener(new AbortController().signal, 1), { code: 'ERR_INVALID_ARG_TYPE' });
}

let done = false;
(async () => {
  await onceTests();
  await onTests();
  abortListenerTests();
  done = true;
})();
process.on('exit', () => assert.ok(done));
