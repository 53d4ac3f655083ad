'use strict';
const assert = require('node:assert');
const { executionAsyncId } = require('node:async_hooks');
const EventEmitter = require('node:events');
const { EventEmitterAsyncResource, captureRejectionSymbol, getEventListeners, getMaxListeners, setMaxListeners } = EventEmitter;

let pending = 0;
function called(fn) {
  pending++;
  return function(...args) {
    pending--;
    return fn.apply(this, args);
  };
}
process.on('exit', () => assert.strictEqual(pending, 0));

// Rejected listeners become 'error', or go to the symbol's method.
{
  const e = new EventEmitter({ captureRejections: true });
  const error = new Error('boom');
  e.on('x', async () => { throw error; });
  e.on('error', called((given) => assert.strictEqual(given, error)));
  e.emit('x');

  const other = new EventEmitter({ captureRejections: true });
  other[captureRejectionSymbol] = called((given, name, ...args) => {
    assert.strictEqual(given, error);
    assert.strictEqual(name, 'y');
    assert.deepStrictEqual(args, [1]);
  });
  other.on('y', async () => { throw error; });
  other.emit('y', 1);
}
assert.strictEqual(captureRejectionSymbol, Symbol.for('nodejs.rejection'));
assert.strictEqual(EventEmitter.captureRejections, false);
assert.throws(() => { EventEmitter.captureRejections = 1; }, { code: 'ERR_INVALID_ARG_TYPE' });

// EventEmitterAsyncResource.
{
  const e = new EventEmitterAsyncResource({ name: 'Quux' });
  assert.strictEqual(e.asyncResource.eventEmitter, e);
  assert.strictEqual(e.asyncId, e.asyncResource.asyncId());
  e.on('x', called(() => assert.strictEqual(executionAsyncId(), e.asyncId)));
  e.emit('x');
  e.emitDestroy();
  assert.throws(() => new EventEmitterAsyncResource(), { code: 'ERR_INVALID_ARG_TYPE' });
  assert.throws(() => EventEmitterAsyncResource.prototype.emit.call({}, 'x'), { code: 'ERR_INVALID_THIS' });
  class Own extends EventEmitterAsyncResource {}
  assert.ok(new Own().asyncId > 0);
}

// Functions on emitters and targets.
{
  const e = new EventEmitter();
  const target = new EventTarget();
  const f = () => {};
  e.on('x', f);
  target.addEventListener('x', f);
  assert.deepStrictEqual(getEventListeners(e, 'x'), [f]);
  assert.deepStrictEqual(getEventListeners(target, 'x'), [f]);
  assert.strictEqual(getMaxListeners(e), 10);
  assert.strictEqual(getMaxListeners(target), 10);
  setMaxListeners(5, e, target);
  assert.strictEqual(getMaxListeners(e), 5);
  assert.strictEqual(getMaxListeners(target), 5);
  assert.throws(() => getEventListeners('x', 'x'), { code: 'ERR_INVALID_ARG_TYPE' });
  assert.throws(() => getMaxListeners({}), { code: 'ERR_INVALID_ARG_TYPE' });
  assert.throws(() => setMaxListeners(-1, e), { code: 'ERR_OUT_OF_RANGE' });
  assert.throws(() => setMaxListeners(1, {}), { code: 'ERR_INVALID_ARG_TYPE' });
}
