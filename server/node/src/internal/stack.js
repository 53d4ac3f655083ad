'use strict';
/*! Stacks in V8's form, which programs from npm read and print: `Error: message\n    at name (file:line:column)`.
 *
 * JavaScriptCore's `stack` has lines `name@file:line:column`, no head, and knows no `Error.prepareStackTrace`. The error constructors
 * are therefore wrapped: each keeps the engine's lines at construction and formats them when `stack` is first read. Errors that
 * the engine itself throws don't come through a constructor; they get V8's form where they are shown (`stackOf`). How the lines are
 * read and written stands in `internal/stack_frames`, which the first stack that is read loads.
 */

const { defineProperty, setPrototypeOf } = Object;
const { construct } = Reflect;
const NativeError = globalThis.Error;

/** What each lazily formatted stack is made of, by its object. */
const pending = new WeakMap();

function readStack() {
  const record = pending.get(this);
  if (record === undefined) return undefined;
  if (record.value !== undefined) return record.value;
  const value = require('internal/stack_frames').format(this, record);
  writeStack.call(this, value);
  return value;
}
function writeStack(value) {
  if ((typeof this !== 'object' && typeof this !== 'function') || this === null) return;
  try {
    defineProperty(this, 'stack', { __proto__: null, value, writable: true, configurable: true, enumerable: false });
    pending.delete(this);
  } catch {
    // Frozen since: it keeps the accessor, and the first text.
    const record = pending.get(this);
    if (record !== undefined) record.value ??= value;
  }
}
const stackProperty = { __proto__: null, get: readStack, set: writeStack, configurable: true, enumerable: false };

/** The engine's lines without the wrapper's own and, for a class, those of its constructors, as V8 leaves them out. */
function afterConstructors(raw, newTarget, wrapper) {
  let start = raw.indexOf('\n') + 1;
  if (start === 0) return '';
  if (newTarget !== wrapper) {
    const mark = `${newTarget.name}@`;
    let from = start;
    for (let i = 0; i < 6; i++) {
      const end = raw.indexOf('\n', from);
      const found = raw.startsWith(mark, from);
      if (found) {
        start = end === -1 ? raw.length : end + 1;
        break;
      }
      if (end === -1) break;
      from = end + 1;
    }
  }
  return raw.slice(start);
}

/** Wraps the error constructors of a realm whose global object is `target`; gives its `Error`. */
function wrapErrors(target) {
  const { Error: Native, Function: { prototype: functionPrototype } } = target;
  const nativeCapture = Native.captureStackTrace;

  /** How many frames the engine keeps; V8's own limit is applied when a stack is formatted. */
  let nativeLimit = 50;
  Native.stackTraceLimit = nativeLimit;

  function limitNow() {
    const limit = currentError.stackTraceLimit;
    if (typeof limit !== 'number') return undefined;
    if (limit > nativeLimit) {
      nativeLimit = limit;
      Native.stackTraceLimit = limit === Infinity ? 1000 : limit;
    }
    return limit;
  }

  /** Gives an object a stack that is formatted when it is read. */
  function setLazyStack(object, raw, limit) {
    pending.set(object, { raw, limit, Error: currentError });
    defineProperty(object, 'stack', stackProperty);
  }

  function wrap(name, parent) {
    const Native = target[name];
    const isAggregate = name === 'AggregateError';
    const holder = {
      [name]: function(message, options) {
        const newTarget = new.target ?? wrapper;
        const limit = limitNow();
        const error = isAggregate || arguments.length > 2 ? construct(Native, arguments, newTarget)
          : arguments.length === 0 ? construct(Native, [], newTarget)
            : construct(Native, [message, options], newTarget);
        if (limit === undefined) delete error.stack;
        else setLazyStack(error, afterConstructors(error.stack, newTarget, wrapper), limit);
        // V8's errors have no such properties.
        delete error.line;
        delete error.column;
        delete error.sourceURL;
        return error;
      },
    };
    const wrapper = holder[name];
    defineProperty(wrapper, 'length', { __proto__: null, value: isAggregate ? 2 : 1, configurable: true });
    defineProperty(wrapper, 'prototype', { __proto__: null, value: Native.prototype, writable: false, enumerable: false, configurable: false });
    defineProperty(Native.prototype, 'constructor', { __proto__: null, value: wrapper, writable: true, enumerable: false, configurable: true });
    setPrototypeOf(wrapper, parent);
    defineProperty(target, name, { __proto__: null, value: wrapper, writable: true, enumerable: false, configurable: true });
    return wrapper;
  }

  const currentError = wrap('Error', functionPrototype);
  for (const name of ['TypeError', 'RangeError', 'SyntaxError', 'ReferenceError', 'EvalError', 'URIError', 'AggregateError']) {
    wrap(name, currentError);
  }
  const method = (name, value) => defineProperty(currentError, name, { __proto__: null, value, writable: true, enumerable: false, configurable: true });
  method('captureStackTrace', function captureStackTrace(object, constructor) {
    const limit = limitNow();
    if (limit === undefined) return;
    const holder = {};
    if (typeof constructor === 'function') nativeCapture(holder, constructor);
    else nativeCapture(holder);
    setLazyStack(object, holder.stack, limit);
  });
  method('isError', Native.isError);
  defineProperty(currentError, 'stackTraceLimit', { __proto__: null, value: 10, writable: true, enumerable: true, configurable: true });
  return currentError;
}

module.exports = {
  Error: wrapErrors(globalThis), NativeError, pending, readStack, wrapErrors,
};

/** Where an error that has no frames of the program's (a syntax error) happened: `{ file, line, column }`. */
lode.kPlace = Symbol('place');
