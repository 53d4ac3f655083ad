'use strict';
/*! What runs first in a realm: the internal `require`, the process object, the trampoline, the globals.
 *
 * `lode` comes from Rust with `runBuiltin`, `native`, `drainMicrotasks`, `tickInfo` and the realm's options. This file is not a
 * builtin itself: of a builtin's variables it has `process`, still empty, and `lode`. Everything here is paid for by an empty program, so it loads the least.
 */

const { apply } = Reflect;
for (const name of ['dispose', 'asyncDispose']) {
  if (Symbol[name] === undefined) Object.defineProperty(Symbol, name, { __proto__: null, value: Symbol(`Symbol.${name}`) });
}
const modules = new Map();

function requireBuiltin(id) {
  const module = modules.get(id);
  return module === undefined ? load(id) : module.exports;
}

function load(id) {
  const module = { exports: {}, id, loaded: false };
  modules.set(id, module);
  try {
    lode.runBuiltin(id, { exports: module.exports, require: requireBuiltin, module, process, lode });
  } catch (error) {
    // For want of stack or memory: the next one who asks may have more.
    modules.delete(id);
    throw error;
  }
  module.loaded = true;
  if (id === 'events') lode.onEvents(module.exports);
  return module.exports;
}

const natives = new Map();
const makeNative = lode.native;
lode.native = function native(id) {
  let object = natives.get(id);
  if (object === undefined) natives.set(id, object = makeNative(id));
  return object;
};

lode.require = requireBuiltin;
lode.process = process;
let internals;
Object.defineProperty(lode, 'internals', {
  __proto__: null,
  get: () => internals ??= requireBuiltin('internal/internals'),
});

const { tickInfo, drainMicrotasks } = lode;
let ticks;
function processTicksAndRejections() {
  ticks ??= requireBuiltin('internal/process/task_queues');
  ticks.processTicksAndRejections();
}

let context;
/** The trampoline: every entry from the event loop comes through here. */
function enter(callback, self, a, b, c, d) {
  if (tickInfo[2] !== 0) (context ??= requireBuiltin('internal/async_context')).leaveCallback();
  let result;
  try {
    switch (arguments.length) {
      case 2: result = apply(callback, self, []); break;
      case 3: result = apply(callback, self, [a]); break;
      case 4: result = apply(callback, self, [a, b]); break;
      case 5: result = apply(callback, self, [a, b, c]); break;
      case 6: result = apply(callback, self, [a, b, c, d]); break;
      default: result = apply(callback, self, Array.prototype.slice.call(arguments, 2));
    }
  } catch (error) {
    requireBuiltin('internal/process/execution').uncaughtException(error, false);
  }
  // Ticks, or reported rejections that may have been handled meanwhile. Microtasks would run by themselves after the return, but
  // outside of JavaScript, where the engine enters it anew for each of them.
  if (tickInfo[0] !== 0 || tickInfo[5] !== 0) processTicksAndRejections();
  else drainMicrotasks?.();
  return result;
}

/** A callback that native work keeps for later runs in the async context of its caller. */
function bindCallback(callback) {
  return (context ??= requireBuiltin('internal/async_context')).bindCallback(callback);
}

lode.setEntrance(enter, processTicksAndRejections, bindCallback);
requireBuiltin('internal/stack');
requireBuiltin('internal/json');
requireBuiltin('internal/process/bootstrap');
requireBuiltin('globals').installGlobals(globalThis);
