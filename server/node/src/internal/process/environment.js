'use strict';
/*! `process.env`: an object whose values are strings, as the operating system has them. */


const list = lode.native('process').environment();
const variables = {};
for (let i = 0; i < list.length; i += 2) variables[list[i]] = list[i + 1];

function assign(target, name, value) {
  if (typeof name === 'symbol' || typeof value === 'symbol') throw new TypeError('Cannot convert a Symbol value to a string');
  // The system has no variable without a name.
  if (name !== '') target[name] = `${value}`;
  return true;
}

const env = new Proxy(variables, {
  __proto__: null,
  get(target, name) {
    return typeof name === 'symbol' || Object.hasOwn(target, name) ? target[name] : Object.prototype[name];
  },
  set: assign,
  has: (target, name) => Object.hasOwn(target, name),
  defineProperty(target, name, descriptor) {
    const { codes: { ERR_INVALID_OBJECT_DEFINE_PROPERTY } } = require('internal/errors');
    if ('get' in descriptor || 'set' in descriptor) {
      throw new ERR_INVALID_OBJECT_DEFINE_PROPERTY("'process.env' does not accept an accessor(getter/setter) descriptor");
    }
    if (!('value' in descriptor)) {
      throw new ERR_INVALID_OBJECT_DEFINE_PROPERTY("'process.env' only accepts a configurable, writable, and enumerable data descriptor");
    }
    if (!descriptor.configurable || !descriptor.writable || !descriptor.enumerable) {
      throw new ERR_INVALID_OBJECT_DEFINE_PROPERTY("'process.env' only accepts a configurable, writable, and enumerable data descriptor");
    }
    return assign(target, name, descriptor.value);
  },
});

module.exports = { env };
