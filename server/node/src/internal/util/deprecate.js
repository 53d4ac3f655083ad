'use strict';

// Warnings about what is deprecated or experimental, once for each.

const { defineProperty, getOwnPropertyDescriptor, setPrototypeOf } = Object;
const { apply, construct } = Reflect;

const warnedCodes = new Set();

function isPendingDeprecation() {
  return process.execArgv?.includes('--pending-deprecation') === true || process.env.NODE_PENDING_DEPRECATION === '1';
}

// A function that warns the first time it is called, and once for each code.
function getDeprecationWarningEmitter(code, message, deprecated, useEmitSync = false, shouldEmit = () => true) {
  let warned = false;
  return function emitDeprecation() {
    if (warned || !shouldEmit()) return;
    warned = true;
    if (code === 'ExperimentalWarning') {
      process.emitWarning(message, code, deprecated);
    } else if (code !== undefined) {
      if (warnedCodes.has(code)) return;
      warnedCodes.add(code);
      if (useEmitSync) require('internal/process/warning').emitWarningSync(message, 'DeprecationWarning', code, deprecated);
      else process.emitWarning(message, 'DeprecationWarning', code, deprecated);
    } else {
      process.emitWarning(message, 'DeprecationWarning', deprecated);
    }
  };
}

function deprecate(fn, message, code = undefined, useEmitSync = false, modifyPrototype = true) {
  // Asked for by the `validators`: done here because they load this file.
  if (code !== undefined && typeof code !== 'string') {
    const { codes: { ERR_INVALID_ARG_TYPE } } = require('internal/errors');
    throw new ERR_INVALID_ARG_TYPE('code', 'string', code);
  }
  let warn;
  function deprecated(...args) {
    if (!process.noDeprecation) {
      warn ??= getDeprecationWarningEmitter(code, message, deprecated, useEmitSync);
      warn();
    }
    if (new.target) return construct(fn, args, new.target);
    return apply(fn, this, args);
  }
  if (modifyPrototype) {
    // So that `instanceof` and static members are those of the function itself.
    setPrototypeOf(deprecated, fn);
    if (fn.prototype) deprecated.prototype = fn.prototype;
  }
  defineProperty(deprecated, 'length', { __proto__: null, ...getOwnPropertyDescriptor(fn, 'length') });
  return deprecated;
}

function pendingDeprecate(fn, message, code) {
  let warn;
  function deprecated(...args) {
    warn ??= getDeprecationWarningEmitter(code, message, deprecated, false, isPendingDeprecation);
    warn();
    return apply(fn, this, args);
  }
  return deprecated;
}

function deprecateProperty(key, message, code, isPending = false) {
  const warn = getDeprecationWarningEmitter(code, message, undefined, false, isPending ? isPendingDeprecation : undefined);
  return {
    __proto__: null,
    get() {
      warn();
      return this[key];
    },
    set(value) {
      warn();
      this[key] = value;
    },
  };
}

const experimentalWarnings = new Set();

function emitExperimentalWarning(feature, message = `${feature} is an experimental feature and might change at any time`, code = undefined, ctor = undefined) {
  if (experimentalWarnings.has(feature)) return;
  experimentalWarnings.add(feature);
  process.emitWarning(message, 'ExperimentalWarning', code, ctor);
}

module.exports = {
  deprecate,
  deprecateProperty,
  emitExperimentalWarning,
  getDeprecationWarningEmitter,
  isPendingDeprecation,
  pendingDeprecate,
};
