'use strict';
const assert = require('node:assert');
const EventEmitter = require('node:events');

// Adding, order, removing.
{
  const e = new EventEmitter();
  const seen = [];
  e.on('newListener', (name, fn) => seen.push(`+${String(name)}:${fn.name}`));
  e.on('removeListener', (name, fn) => seen.push(`-${String(name)}:${fn.name}`));
  function a() { seen.push('a'); }
  function b() { seen.push('b'); }
  assert.strictEqual(e.on('x', a), e);
  e.prependListener('x', b);
  e.once('x', function c() { seen.push('c'); });
  assert.strictEqual(e.emit('x'), true);
  assert.strictEqual(e.emit('nothing'), false);
  e.off('x', a);
  assert.deepStrictEqual(seen, [
    '+removeListener:', '+x:a', '+x:b', '+x:c', 'b', 'a', '-x:bound onceWrapper', 'c', '-x:a',
  ]);
  assert.deepStrictEqual(e.listeners('x'), [b]);
  assert.deepStrictEqual(e.eventNames(), ['newListener', 'removeListener', 'x']);
}

// Listeners that change while they are emitted.
{
  const e = new EventEmitter();
  const seen = [];
  const late = () => seen.push('late');
  e.on('x', () => { seen.push(1); e.on('x', late); e.off('x', second); });
  function second() { seen.push(2); }
  e.on('x', second);
  e.emit('x');
  assert.deepStrictEqual(seen, [1, 2]);
  e.emit('x');
  assert.deepStrictEqual(seen, [1, 2, 1, 'late']);
}

// Arguments and `this`.
for (let count = 0; count < 6; count++) {
  const e = new EventEmitter();
  const args = Array.from({ length: count }, (_, i) => i);
  e.on('x', function(...got) {
    assert.strictEqual(this, e);
    assert.deepStrictEqual(got, args);
  });
  e.emit('x', ...args);
}

// once: listeners and rawListeners.
{
  const e = new EventEmitter();
  const f = () => {};
  e.once('x', f);
  assert.deepStrictEqual(e.listeners('x'), [f]);
  assert.notStrictEqual(e.rawListeners('x')[0], f);
  assert.strictEqual(e.rawListeners('x')[0].listener, f);
  assert.strictEqual(e.listenerCount('x'), 1);
  assert.strictEqual(e.listenerCount('x', f), 1);
  assert.strictEqual(e.listenerCount('x', () => {}), 0);
  e.off('x', f);
  assert.strictEqual(e.listenerCount('x'), 0);
}

// Symbols, '__proto__' and other names.
{
  const e = new EventEmitter();
  const s = Symbol('s');
  let count = 0;
  for (const name of [s, '__proto__', 'toString', 'constructor']) {
    e.on(name, () => count++);
    assert.strictEqual(e.emit(name), true);
  }
  assert.strictEqual(count, 4);
  assert.ok(e.eventNames().includes(s));
  e.removeAllListeners();
  assert.deepStrictEqual(e.eventNames(), []);
}

// 'error' without a listener.
{
  const e = new EventEmitter();
  const error = new Error('boom');
  assert.throws(() => e.emit('error', error), error);
  assert.throws(() => e.emit('error'), { code: 'ERR_UNHANDLED_ERROR', message: 'Unhandled error. (undefined)' });
  assert.throws(() => e.emit('error', { a: 1 }), {
    code: 'ERR_UNHANDLED_ERROR', message: 'Unhandled error. ({ a: 1 })', context: { a: 1 },
  });
  let seen;
  e.on(EventEmitter.errorMonitor, (given) => { seen = given; });
  assert.throws(() => e.emit('error', error), error);
  assert.strictEqual(seen, error);
}

// Checks.
{
  const e = new EventEmitter();
  for (const method of ['on', 'once', 'prependListener', 'prependOnceListener', 'removeListener', 'addListener', 'off']) {
    assert.throws(() => e[method]('x', null), { code: 'ERR_INVALID_ARG_TYPE' });
  }
  assert.throws(() => e.setMaxListeners(-1), { code: 'ERR_OUT_OF_RANGE' });
  assert.throws(() => e.setMaxListeners('x'), { code: 'ERR_INVALID_ARG_TYPE' });
  assert.throws(() => { EventEmitter.defaultMaxListeners = -1; }, { code: 'ERR_OUT_OF_RANGE' });
  assert.throws(() => new EventEmitter({ captureRejections: 'yes' }), { code: 'ERR_INVALID_ARG_TYPE' });
  assert.strictEqual(e.setMaxListeners(3), e);
  assert.strictEqual(e.getMaxListeners(), 3);
}

// Shape.
assert.strictEqual(EventEmitter.EventEmitter, EventEmitter);
assert.deepStrictEqual(Object.keys(EventEmitter).slice(0, 6), [
  'addAbortListener', 'once', 'on', 'getEventListeners', 'getMaxListeners', 'EventEmitter',
]);
assert.deepStrictEqual(Object.keys(EventEmitter.prototype), [
  '_events', '_eventsCount', '_maxListeners', 'setMaxListeners', 'getMaxListeners', 'emit', 'addListener', 'on',
  'prependListener', 'once', 'prependOnceListener', 'removeListener', 'off', 'removeAllListeners', 'listeners',
  'rawListeners', 'listenerCount', 'eventNames',
]);
assert.strictEqual(EventEmitter.prototype.on.name, 'addListener');
function Legacy() { EventEmitter.call(this); }
Object.setPrototypeOf(Legacy.prototype, EventEmitter.prototype);
assert.strictEqual(new Legacy().on('a', () => {}).emit('a'), true);

// The leak warning.
{
  const e = new EventEmitter();
  e.setMaxListeners(1);
  e.on('x', () => {});
  e.on('x', () => {});
  e.on('x', () => {});
  const warnings = [];
  process.on('warning', (warning) => warnings.push(warning));
  setImmediate(() => {
    assert.strictEqual(warnings.length, 1);
    assert.strictEqual(warnings[0].name, 'MaxListenersExceededWarning');
    assert.strictEqual(warnings[0].emitter, e);
    assert.strictEqual(warnings[0].type, 'x');
    assert.strictEqual(warnings[0].count, 2);
    assert.match(warnings[0].message, /^Possible EventEmitter memory leak detected\. 2 x listeners added to \[EventEmitter\]\./);
  });
}
