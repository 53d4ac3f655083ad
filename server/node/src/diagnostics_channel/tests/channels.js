'use strict';
const assert = require('node:assert');
const { AsyncLocalStorage } = require('node:async_hooks');
const dc = require('node:diagnostics_channel');

// Publishing and subscribing.
{
  const channel = dc.channel('test');
  assert.strictEqual(dc.channel('test'), channel);
  assert.ok(channel instanceof dc.Channel);
  assert.strictEqual(channel.name, 'test');
  assert.strictEqual(channel.hasSubscribers, false);
  channel.publish('nobody');
  const seen = [];
  const subscriber = (message, name) => seen.push([message, name]);
  channel.subscribe(subscriber);
  assert.ok(channel instanceof dc.Channel);
  assert.strictEqual(channel.hasSubscribers, true);
  assert.strictEqual(dc.hasSubscribers('test'), true);
  channel.publish(1);
  assert.strictEqual(channel.unsubscribe(subscriber), true);
  assert.strictEqual(channel.unsubscribe(subscriber), false);
  channel.publish(2);
  assert.deepStrictEqual(seen, [[1, 'test']]);
  dc.subscribe('test', subscriber);
  channel.publish(3);
  assert.strictEqual(dc.unsubscribe('test', subscriber), true);
  assert.deepStrictEqual(seen, [[1, 'test'], [3, 'test']]);
  const symbol = Symbol('s');
  assert.strictEqual(dc.channel(symbol).name, symbol);
  assert.throws(() => dc.channel(1), { code: 'ERR_INVALID_ARG_TYPE' });
  assert.throws(() => channel.subscribe(1), { code: 'ERR_INVALID_ARG_TYPE' });
}

// A subscriber that throws does not reach the publisher.
{
  const errors = [];
  process.on('uncaughtException', (error) => errors.push(error.message));
  const channel = dc.channel('throwing');
  let second = false;
  channel.subscribe(() => { throw new Error('boom'); });
  channel.subscribe(() => { second = true; });
  channel.publish({});
  assert.strictEqual(second, true);
  process.on('exit', () => assert.deepStrictEqual(errors, ['boom']));
}

// Stores.
{
  const channel = dc.channel('stores');
  const storage = new AsyncLocalStorage();
  channel.bindStore(storage, (data) => ({ ...data, bound: true }));
  const result = channel.runStores({ a: 1 }, function(x) {
    assert.deepStrictEqual(storage.getStore(), { a: 1, bound: true });
    return [this, x];
  }, 'this', 2);
  assert.strictEqual(`${result[0]}`, 'this');
  assert.strictEqual(result[1], 2);
  assert.strictEqual(storage.getStore(), undefined);
  assert.strictEqual(channel.unbindStore(storage), true);
  assert.strictEqual(channel.unbindStore(storage), false);
  channel.runStores({}, () => assert.strictEqual(storage.getStore(), undefined));
}

// Tracing.
function record(tracing) {
  const seen = [];
  const handlers = {};
  for (const name of ['start', 'end', 'asyncStart', 'asyncEnd', 'error']) {
    handlers[name] = (context) => seen.push([name, context.result, context.error?.message]);
  }
  tracing.subscribe(handlers);
  return { seen, handlers };
}
{
  const tracing = dc.tracingChannel('sync');
  assert.strictEqual(tracing.start.name, 'tracing:sync:start');
  assert.strictEqual(tracing.hasSubscribers, false);
  const { seen, handlers } = record(tracing);
  assert.strictEqual(tracing.hasSubscribers, true);
  assert.strictEqual(tracing.traceSync((a, b) => a + b, {}, undefined, 1, 2), 3);
  assert.throws(() => tracing.traceSync(() => { throw new Error('x'); }), /x/);
  assert.deepStrictEqual(seen, [
    ['start', undefined, undefined], ['end', 3, undefined],
    ['start', undefined, undefined], ['error', undefined, 'x'], ['end', undefined, 'x'],
  ]);
  assert.strictEqual(tracing.unsubscribe(handlers), true);
  assert.strictEqual(tracing.unsubscribe(handlers), false);
}
{
  const tracing = dc.tracingChannel('promise');
  const { seen } = record(tracing);
  tracing.tracePromise(async (value) => value, {}, undefined, 'v').then((value) => {
    assert.strictEqual(value, 'v');
    assert.deepStrictEqual(seen.map(([name]) => name), ['start', 'end', 'asyncStart', 'asyncEnd']);
    return tracing.tracePromise(() => Promise.reject(new Error('x')));
  }).catch((error) => {
    assert.strictEqual(error.message, 'x');
    assert.deepStrictEqual(seen.slice(4).map(([name]) => name), ['start', 'end', 'error', 'asyncStart', 'asyncEnd']);
  });
}
{
  const tracing = dc.tracingChannel('callback');
  const { seen } = record(tracing);
  tracing.traceCallback((value, callback) => setImmediate(callback, null, value), -1, {}, undefined, 'v', (error, value) => {
    assert.strictEqual(error, null);
    assert.strictEqual(value, 'v');
    assert.deepStrictEqual(seen.map(([name]) => name), ['start', 'end', 'asyncStart']);
    setImmediate(() => assert.deepStrictEqual(seen.map(([name]) => name), ['start', 'end', 'asyncStart', 'asyncEnd']));
  });
  assert.throws(() => tracing.traceCallback(() => {}, 0, {}, undefined, 1), { code: 'ERR_INVALID_ARG_TYPE' });
}
assert.throws(() => dc.tracingChannel(1), { code: 'ERR_INVALID_ARG_TYPE' });
assert.throws(() => dc.tracingChannel({ start: 1 }), { code: 'ERR_INVALID_ARG_TYPE' });
