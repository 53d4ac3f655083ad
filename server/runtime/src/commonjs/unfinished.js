'use strict';
/*! Modules that are required while they are being loaded: what they have exported so far, with a warning for names that are not there,
 * the sign of a cycle.
 */

const { codes: { ERR_REQUIRE_CYCLE_MODULE } } = require('internal/errors');
const { isProxy } = require('internal/util/types');
const { kEsmModule } = require('internal/commonjs/loader');

const { getOwnPropertyDescriptor, getPrototypeOf, hasOwn, setPrototypeOf } = Object;

/** The prototype of the exports until their module is loaded. */
const unfinished = new Proxy({}, {
  __proto__: null,
  get(target, name) {
    if (name in target || name === '__esModule') return target[name];
    warn(String(name));
    return undefined;
  },
  getOwnPropertyDescriptor(target, name) {
    if (hasOwn(target, name) || name === '__esModule') return getOwnPropertyDescriptor(target, name);
    warn(String(name));
    return undefined;
  },
});

function warn(name) {
  process.emitWarning(`Accessing non-existent property '${name}' of module exports inside circular dependency`);
}

function exportsOfUnfinished(module) {
  if (module[kEsmModule] !== undefined) {
    throw new ERR_REQUIRE_CYCLE_MODULE(`Cannot require() ES Module ${module.filename} in a cycle.`);
  }
  const { exports } = module;
  // A program's own proxy sees nothing of this.
  if (exports !== null && typeof exports === 'object' && !isProxy(exports) && getPrototypeOf(exports) === Object.prototype
    && !exports.__esModule) {
    setPrototypeOf(exports, unfinished);
  }
  return exports;
}

function finish({ exports }) {
  if (exports === null || typeof exports !== 'object' || isProxy(exports) || getPrototypeOf(exports) !== unfinished) return;
  setPrototypeOf(exports, Object.prototype);
}

module.exports = { exportsOfUnfinished, finish };
