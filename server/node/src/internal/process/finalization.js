'use strict';
/*! `process.finalization`: callbacks for objects that are still there when the process ends. */

const { codes: { ERR_INVALID_ARG_TYPE } } = require('internal/errors');

/** The event by which the callbacks are called -> the registered, as `{ ref, callback }`. */
const registered = { __proto__: null, exit: [], beforeExit: [] };
/** Drops the entries of objects that were collected. */
const registry = new FinalizationRegistry((entry) => remove((known) => known === entry));

function remove(test) {
  for (const event of Object.keys(registered)) registered[event] = registered[event].filter((entry) => !test(entry));
}

function call(event) {
  for (const { ref, callback } of registered[event].splice(0)) {
    const object = ref.deref();
    if (object !== undefined) callback(object, event);
  }
}

const watched = new Set();
function add(object, callback, event) {
  if ((typeof object !== 'object' || object === null) && typeof object !== 'function') {
    throw new ERR_INVALID_ARG_TYPE('ref', ['object', 'function'], object);
  }
  if (!watched.has(event)) {
    watched.add(event);
    process.on(event, () => call(event));
  }
  const entry = { ref: new WeakRef(object), callback };
  registered[event].push(entry);
  registry.register(object, entry);
}

module.exports = {
  register: (object, callback) => add(object, callback, 'exit'),
  registerBeforeExit: (object, callback) => add(object, callback, 'beforeExit'),
  unregister: (object) => remove(({ ref }) => ref.deref() === object),
};
