'use strict';
/*! `new Function('...', 'return import(x)')`: how packages that were compiled to CommonJS reach `import()`. The engine has no hook for
 * it, so a text with `import(` is compiled as a file's is; every other goes to the engine's own constructor.
 */

const { defineProperty, getPrototypeOf } = Object;
const { construct } = Reflect;
const IMPORT = /\bimport\s*\(/;

function wrap(sample, head) {
  const { constructor: Native } = getPrototypeOf(sample);
  const { name } = Native;
  const Wrapper = {
    [name]: function(...args) {
      const body = args.length === 0 ? '' : `${args.at(-1)}`;
      if (!IMPORT.test(body)) return construct(Native, args, new.target ?? Wrapper);
      return require('internal/commonjs/helpers').dynamicFunction(head, args);
    },
  }[name];
  defineProperty(Wrapper, 'length', { __proto__: null, value: 1, configurable: true });
  defineProperty(Wrapper, 'prototype', { __proto__: null, value: Native.prototype, writable: false, enumerable: false, configurable: false });
  defineProperty(Native.prototype, 'constructor', { __proto__: null, value: Wrapper, writable: name === 'Function', enumerable: false, configurable: true });
  return Wrapper;
}

/** Replaces the four function constructors. */
function install() {
  const Function = wrap(() => {}, 'function');
  defineProperty(globalThis, 'Function', { __proto__: null, value: Function, writable: true, enumerable: false, configurable: true });
  for (const [sample, head] of [[async () => {}, 'async function'], [function* () {}, 'function*'], [async function* () {}, 'async function*']]) {
    Object.setPrototypeOf(wrap(sample, head), Function);
  }
}

module.exports = { install };
