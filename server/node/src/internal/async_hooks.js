'use strict';
/*! Async ids, the stack of what is executing, and the hooks of `async_hooks.createHook`.
 *
 * Invariants: `executionId`, `triggerId` and `resource` describe the innermost entry (0 when nothing is executing);
 * `outer` holds the others. Hook lists are replaced, never changed in place, so a hook that enables or disables hooks while one is being
 * emitted does not disturb that emission.
 */

const { apply } = Reflect;

const async_id_symbol = Symbol('async_id_symbol');
const trigger_async_id_symbol = Symbol('trigger_async_id_symbol');
const owner_symbol = Symbol('owner_symbol');
const init_symbol = Symbol('init');
const before_symbol = Symbol('before');
const after_symbol = Symbol('after');
const destroy_symbol = Symbol('destroy');
const promise_resolve_symbol = Symbol('promiseResolve');

// The main script runs as id 1, which nothing triggered.
let executionId = 1;
let triggerId = 0;
const topLevelResource = {};
let resource = topLevelResource;
let lastId = 1;
let defaultTrigger = -1;

// Triples: execution id, trigger id, resource.
const outer = [];

let hooks = [];
let initHooks = [];
let beforeHooks = [];
let afterHooks = [];
let destroyHooks = [];

function newAsyncId() {
  return ++lastId;
}

function executionAsyncId() {
  return executionId;
}

function triggerAsyncId() {
  return triggerId;
}

function executionAsyncResource() {
  return resource;
}

function getOrSetAsyncId(object) {
  if (Object.hasOwn(object, async_id_symbol)) return object[async_id_symbol];
  return (object[async_id_symbol] = newAsyncId());
}

function getDefaultTriggerAsyncId() {
  return defaultTrigger < 0 ? executionId : defaultTrigger;
}

function defaultTriggerAsyncIdScope(trigger, block, ...args) {
  if (trigger === undefined) return apply(block, null, args);
  const prior = defaultTrigger;
  defaultTrigger = trigger;
  try {
    return apply(block, null, args);
  } finally {
    defaultTrigger = prior;
  }
}

function pushAsyncContext(id, trigger, current) {
  // Callbacks from the loop start on an empty stack: nothing to keep.
  if (executionId !== 0) outer.push(executionId, triggerId, resource);
  executionId = id;
  triggerId = trigger;
  resource = current;
}

function popAsyncContext(id) {
  // An exception may have left inner entries behind; an uncaught one clears the stack.
  if (id > 0 && id !== executionId) return executionId !== 0;
  if (outer.length === 0) {
    executionId = 0;
    triggerId = 0;
    resource = topLevelResource;
    return false;
  }
  resource = outer.pop();
  triggerId = outer.pop();
  executionId = outer.pop();
  return true;
}

function clearAsyncIdStack() {
  outer.length = 0;
  executionId = 0;
  triggerId = 0;
  resource = topLevelResource;
}

function hasAsyncIdStack() {
  return executionId !== 0;
}

// Hooks.

function fatalError(error) {
  // A hook that throws leaves no way to go on in a known state.
  const { inspect } = require('internal/util/inspect');
  let text;
  try {
    text = typeof error?.stack === 'string' ? error.stack : inspect(error);
  } catch {
    text = String(error);
  }
  process._rawDebug(text);
  process.exit(1);
}

function emit(list, id) {
  try {
    for (let i = 0; i < list.length; i++) list[i](id);
  } catch (error) {
    fatalError(error);
  }
}

function emitInitScript(id, type, trigger, target) {
  if (initHooks.length === 0) return;
  trigger ??= getDefaultTriggerAsyncId();
  const list = initHooks;
  try {
    for (let i = 0; i < list.length; i++) list[i](id, type, trigger, target);
  } catch (error) {
    fatalError(error);
  }
}

function emitBeforeScript(id, trigger, target) {
  pushAsyncContext(id, trigger, target);
  // The runtime's own work has the id 0 and is nobody's business.
  if (beforeHooks.length > 0 && id > 0) emit(beforeHooks, id);
}

function emitAfterScript(id) {
  if (afterHooks.length > 0 && id > 0) emit(afterHooks, id);
  popAsyncContext(id);
}

// `destroy` is told later, never from inside the code that let go of the resource.
let destroyed = [];

function emitDestroyScript(id) {
  if (destroyHooks.length === 0 || id <= 0) return;
  if (destroyed.length === 0) require('internal/timers').setInternalImmediate(flushDestroyed, true);
  destroyed.push(id);
}

function flushDestroyed() {
  while (destroyed.length > 0) {
    const ids = destroyed;
    destroyed = [];
    for (let i = 0; i < ids.length; i++) emit(destroyHooks, ids[i]);
  }
}

function rebuild() {
  const pick = (key) => hooks.filter((hook) => hook[key] !== undefined).map((hook) => hook[key].bind(hook));
  initHooks = pick(init_symbol);
  beforeHooks = pick(before_symbol);
  afterHooks = pick(after_symbol);
  destroyHooks = pick(destroy_symbol);
}

function enableHook(hook) {
  if (hooks.includes(hook)) return;
  hooks = [...hooks, hook];
  rebuild();
}

function disableHook(hook) {
  if (!hooks.includes(hook)) return;
  hooks = hooks.filter((other) => other !== hook);
  rebuild();
}

let registry;

/** Emits `destroy` for `target` when it is collected, unless `state.destroyed` says that it was told already. */
function registerDestroyHook(target, id, state) {
  registry ??= new FinalizationRegistry(({ id, state }) => {
    if (state?.destroyed !== true) emitDestroyScript(id);
  });
  registry.register(target, { id, state });
}

module.exports = {
  symbols: {
    async_id_symbol,
    trigger_async_id_symbol,
    init_symbol,
    before_symbol,
    after_symbol,
    destroy_symbol,
    promise_resolve_symbol,
    owner_symbol,
  },
  newAsyncId,
  executionAsyncId,
  triggerAsyncId,
  executionAsyncResource,
  getOrSetAsyncId,
  getDefaultTriggerAsyncId,
  defaultTriggerAsyncIdScope,
  pushAsyncContext,
  popAsyncContext,
  clearAsyncIdStack,
  hasAsyncIdStack,
  enabledHooksExist: () => hooks.length > 0,
  initHooksExist: () => initHooks.length > 0,
  beforeHooksExist: () => beforeHooks.length > 0,
  afterHooksExist: () => afterHooks.length > 0,
  destroyHooksExist: () => destroyHooks.length > 0,
  emitInit: emitInitScript,
  emitBefore: emitBeforeScript,
  emitAfter: emitAfterScript,
  emitDestroy: emitDestroyScript,
  emitInitScript,
  emitBeforeScript,
  emitAfterScript,
  emitDestroyScript,
  registerDestroyHook,
  enableHook,
  disableHook,
};
