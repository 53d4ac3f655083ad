'use strict';

// util.promisify, apart from the other helpers: node:fs needs no more of them.

const { codes: { ERR_INVALID_ARG_TYPE, ERR_INVALID_ARG_VALUE } } = require('internal/errors');

const { defineProperty, getOwnPropertyDescriptors, getPrototypeOf, setPrototypeOf } = Object;
const { apply } = Reflect;

const kCustomPromisifiedSymbol = Symbol.for('nodejs.util.promisify.custom');
const customPromisifyArgs = Symbol('customPromisifyArgs');

// A function with a callback as its last argument -> a function that returns a promise.
function promisify(original) {
  if (typeof original !== 'function') throw new ERR_INVALID_ARG_TYPE('original', 'Function', original);
  const custom = original[kCustomPromisifiedSymbol];
  if (custom) {
    if (typeof custom !== 'function') throw new ERR_INVALID_ARG_TYPE('util.promisify.custom', 'Function', custom);
    return defineProperty(custom, kCustomPromisifiedSymbol, { __proto__: null, value: custom, enumerable: false, writable: false, configurable: true });
  }
  // Names for the values of a callback that gets several: ['stdout', 'stderr'].
  const names = original[customPromisifyArgs];
  function fn(...args) {
    return new Promise((resolve, reject) => {
      args.push((error, ...values) => {
        if (error) return reject(error);
        if (names !== undefined && values.length > 1) {
          const result = {};
          for (let index = 0; index < names.length; index++) result[names[index]] = values[index];
          resolve(result);
        } else resolve(values[0]);
      });
      const returned = apply(original, this, args);
      if (typeof returned === 'object' && returned !== null && lode.internals.isPromise(returned)) {
        process.emitWarning('Calling promisify on a function that returns a Promise is likely a mistake.', 'DeprecationWarning', 'DEP0174');
      }
    });
  }
  setPrototypeOf(fn, getPrototypeOf(original));
  defineProperty(fn, kCustomPromisifiedSymbol, { __proto__: null, value: fn, enumerable: false, writable: false, configurable: true });
  const descriptors = getOwnPropertyDescriptors(original);
  for (const key of Reflect.ownKeys(descriptors)) {
    // A class's or function's `prototype` can't be redefined as it is.
    try {
      defineProperty(fn, key, descriptors[key]);
    } catch {
      if (key !== 'prototype') throw new ERR_INVALID_ARG_VALUE('original', original);
      fn.prototype = original.prototype;
    }
  }
  return fn;
}
promisify.custom = kCustomPromisifiedSymbol;

module.exports = { customPromisifyArgs, promisify };
