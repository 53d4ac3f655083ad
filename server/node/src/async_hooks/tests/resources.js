'use strict';
const assert = require('node:assert');
const {
  AsyncResource, asyncWrapProviders, createHook, executionAsyncId, executionAsyncResource, triggerAsyncId,
} = require('node:async_hooks');

// AsyncResource.
{
  const resource = new AsyncResource('Test');
  assert.ok(resource.asyncId() > 1);
  assert.strictEqual(resource.triggerAsyncId(), executionAsyncId());
  const result = resource.runInAsyncScope(function(a, b) {
    assert.strictEqual(executionAsyncId(), resource.asyncId());
    assert.strictEqual(triggerAsyncId(), resource.triggerAsyncId());
    assert.strictEqual(executionAsyncResource(), resource);
    return [this, a, b];
  }, 'this', 1, 2);
  assert.deepStrictEqual(result.slice(1), [1, 2]);
  assert.throws(() => resource.runInAsyncScope(() => { throw new Error('x'); }), /x/);
  assert.strictEqual(resource.emitDestroy(), resource);
  assert.strictEqual(new AsyncResource('Test', { triggerAsyncId: 5 }).triggerAsyncId(), 5);
  assert.strictEqual(new AsyncResource('Test', 5).triggerAsyncId(), 5);
  assert.throws(() => new AsyncResource(), { code: 'ERR_INVALID_ARG_TYPE' });
  assert.throws(() => new AsyncResource('x', -3), { code: 'ERR_INVALID_ASYNC_ID' });
  const bound = resource.bind(function named(a, b) { return [executionAsyncId(), a, b]; });
  assert.strictEqual(bound.length, 2);
  assert.deepStrictEqual(bound(1, 2), [resource.asyncId(), 1, 2]);
  assert.strictEqual(resource.bind(function() { return this; }, 'given')().toString(), 'given');
  assert.throws(() => resource.bind(1), { code: 'ERR_INVALID_ARG_TYPE' });
  assert.notStrictEqual(AsyncResource.bind(() => executionAsyncId())(), executionAsyncId());
}
assert.strictEqual(asyncWrapProviders.NONE, 0);
assert.ok(Object.isFrozen(asyncWrapProviders));
assert.throws(() => createHook({ init: 1 }), { code: 'ERR_ASYNC_CALLBACK' });

// Hooks of what the runtime makes.
const events = [];
const kinds = new Map();
const hook = createHook({
  init(id, type, trigger, resource) {
    if (!['Timeout', 'Immediate', 'TickObject', 'Test'].includes(type)) return;
    kinds.set(id, type);
    events.push(`init ${type} ${typeof trigger} ${typeof resource}`);
  },
  before(id) { if (kinds.has(id)) events.push(`before ${kinds.get(id)}`); },
  after(id) { if (kinds.has(id)) events.push(`after ${kinds.get(id)}`); },
  destroy(id) { if (kinds.has(id)) events.push(`destroy ${kinds.get(id)}`); },
});
assert.strictEqual(hook.enable(), hook);
const timeout = setTimeout(() => {
  assert.strictEqual(executionAsyncResource(), timeout);
  events.push('run');
}, 1);
new AsyncResource('Test').runInAsyncScope(() => {});
hook.disable();
new AsyncResource('Test').runInAsyncScope(() => {});
hook.enable();
// On a busy machine both timers run in one round, and what the first leaves behind is destroyed after it.
setTimeout(() => setTimeout(() => {
  hook.disable();
  // When a resource is collected is the engine's affair.
  assert.deepStrictEqual(events.filter((event) => event !== 'destroy Test').slice(0, 7), [
    'init Timeout number object', 'init Test number object', 'before Test', 'after Test', 'init Timeout number object',
    'before Timeout', 'run',
  ]);
  assert.ok(events.includes('after Timeout'));
  assert.ok(events.includes('destroy Timeout'));
}, 1), 20);
