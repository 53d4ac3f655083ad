'use strict';
const assert = require('node:assert');
const {
  BroadcastChannel: FromModule, MessageChannel, MessagePort, getEnvironmentData, isMainThread, isMarkedAsUntransferable,
  markAsUncloneable, markAsUntransferable, parentPort, receiveMessageOnPort, setEnvironmentData, threadId, workerData,
} = require('node:worker_threads');

let pending = 0;
function called(fn, times = 1) {
  pending += times;
  return function(...args) {
    pending--;
    return fn.apply(this, args);
  };
}
process.on('exit', () => assert.strictEqual(pending, 0));

assert.deepStrictEqual([isMainThread, threadId, parentPort, workerData], [true, 0, null, null]);
assert.strictEqual(FromModule, BroadcastChannel);
assert.strictEqual(MessageChannel, globalThis.MessageChannel);

// Both styles of listening.
{
  const { port1, port2 } = new MessageChannel();
  assert.ok(port1 instanceof MessagePort && port1 instanceof EventTarget);
  port2.on('message', called((value) => {
    assert.deepStrictEqual(value, { a: [1, 2] });
    port2.close();
  }));
  port1.on('close', called(() => {}));
  port2.on('close', called(() => {}));
  assert.strictEqual(port1.postMessage({ a: [1, 2] }), true);
}
{
  const { port1, port2 } = new MessageChannel();
  port2.onmessage = called((event) => {
    assert.ok(event instanceof MessageEvent);
    assert.deepStrictEqual([event.data, event.target, event.ports], ['x', port2, []]);
    port1.close();
  });
  port1.postMessage('x');
}

// References.
{
  const { port1 } = new MessageChannel();
  assert.strictEqual(port1.hasRef(), false);
  port1.ref();
  assert.strictEqual(port1.hasRef(), true);
  port1.unref();
  const listener = () => {};
  port1.on('message', listener);
  assert.strictEqual(port1.hasRef(), true);
  port1.off('message', listener);
  assert.strictEqual(port1.hasRef(), false);
}

// Messages wait for the start, and can be taken without events.
{
  const { port1, port2 } = new MessageChannel();
  port1.postMessage(1);
  port1.postMessage(undefined);
  assert.deepStrictEqual(receiveMessageOnPort(port2), { message: 1 });
  assert.deepStrictEqual(receiveMessageOnPort(port2), { message: undefined });
  assert.strictEqual(receiveMessageOnPort(port2), undefined);
  assert.throws(() => receiveMessageOnPort({}), { code: 'ERR_INVALID_ARG_TYPE' });
}

// Transfers: buffers and ports.
{
  const { port1, port2 } = new MessageChannel();
  const inner = new MessageChannel();
  const bytes = new Uint8Array([1, 2, 3]);
  port2.on('message', called(({ port, bytes: received }) => {
    assert.deepStrictEqual([...received], [1, 2, 3]);
    port.on('message', called((value) => {
      assert.strictEqual(value, 'through');
      port.close();
      port2.close();
    }));
  }));
  inner.port2.postMessage('through');
  port1.postMessage({ port: inner.port1, bytes }, [inner.port1, bytes.buffer]);
  assert.strictEqual(bytes.length, 0);

  const { port1: open } = new MessageChannel();
  assert.throws(() => port1.postMessage(open), { name: 'DataCloneError' });
  assert.throws(() => port1.postMessage(port1, [port1]), { name: 'DataCloneError', message: 'Transfer list contains source port' });
  assert.throws(() => port1.postMessage(1, [open, open]), { message: 'Transfer list contains duplicate MessagePort' });
  assert.throws(() => port1.postMessage(() => {}), { name: 'DataCloneError', code: 25 });
  assert.throws(() => port1.postMessage(), { code: 'ERR_MISSING_ARGS' });
  assert.throws(() => port1.postMessage(1, 2), { code: 'ERR_INVALID_ARG_TYPE' });
  assert.throws(() => port1.postMessage(1, { transfer: 2 }), { code: 'ERR_INVALID_ARG_TYPE' });
}
assert.throws(() => new MessagePort(), { code: 'ERR_CONSTRUCT_CALL_INVALID' });
assert.throws(() => MessageChannel(), { code: 'ERR_CONSTRUCT_CALL_REQUIRED' });

// Marks.
{
  const buffer = new ArrayBuffer(4);
  markAsUntransferable(buffer);
  assert.strictEqual(isMarkedAsUntransferable(buffer), true);
  assert.throws(() => structuredClone(buffer, { transfer: [buffer] }), { name: 'DataCloneError' });
  const object = {};
  markAsUncloneable(object);
  assert.throws(() => structuredClone({ object }), { name: 'DataCloneError' });
}

// MessageEvent.
{
  const event = new MessageEvent('x', { data: 1, origin: 'o', lastEventId: 'l' });
  assert.deepStrictEqual([event.data, event.origin, event.lastEventId, event.source, event.ports], [1, 'o', 'l', null, []]);
  assert.throws(() => new MessageEvent(), TypeError);
  assert.throws(() => new MessageEvent('x', { source: 1 }), /Expected eventInitDict\.source \("1"\)/);
  assert.throws(() => new MessageEvent('x', { ports: 1 }), /is not iterable/);
}

// Broadcasts.
{
  const [a, b, c] = [new BroadcastChannel('name'), new BroadcastChannel('name'), new BroadcastChannel('other')];
  assert.strictEqual(a.name, 'name');
  b.onmessage = called((event) => {
    assert.deepStrictEqual(event.data, { x: 1 });
    for (const channel of [a, b, c]) channel.close();
    assert.throws(() => a.postMessage(1), { name: 'InvalidStateError' });
  });
  a.onmessage = c.onmessage = () => assert.fail('neither the sender nor another name');
  a.postMessage({ x: 1 });
  assert.throws(() => a.postMessage(), { code: 'ERR_MISSING_ARGS' });
  assert.throws(() => new BroadcastChannel(), { code: 'ERR_MISSING_ARGS' });
  assert.throws(() => BroadcastChannel.prototype.close.call({}), { code: 'ERR_INVALID_THIS' });
}

setEnvironmentData('key', 'value');
assert.strictEqual(getEnvironmentData('key'), 'value');
setEnvironmentData('key', undefined);
assert.strictEqual(getEnvironmentData('key'), undefined);
