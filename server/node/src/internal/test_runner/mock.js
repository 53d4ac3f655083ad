'use strict';
/*! Functions that remember their calls: `mock.fn`, `mock.method`. */

const { validateFunction, validateObject } = require('internal/validators');
const { codes: { ERR_INVALID_ARG_VALUE } } = require('internal/errors');

class MockFunctionContext {
  #calls = [];
  #implementation;
  #once = new Map();
  #restore;

  constructor(implementation, restore, times) {
    this.#implementation = implementation;
    this.#restore = restore;
    this.times = times;
  }

  get calls() {
    return this.#calls.slice();
  }

  callCount() {
    return this.#calls.length;
  }

  mockImplementation(implementation) {
    validateFunction(implementation, 'implementation');
    this.#implementation = implementation;
  }

  mockImplementationOnce(implementation, onCall = this.#calls.length) {
    validateFunction(implementation, 'implementation');
    this.#once.set(onCall, implementation);
  }

  resetCalls() {
    this.#calls = [];
  }

  restore() {
    this.#restore?.();
  }

  /** What is to be called now. */
  next() {
    const number = this.#calls.length;
    const once = this.#once.get(number);
    this.#once.delete(number);
    return once ?? this.#implementation;
  }

  track(call) {
    this.#calls.push(call);
    if (this.#calls.length === this.times) this.restore();
  }
}

class MockTracker {
  #mocks = [];

  fn(original = function() {}, implementation = original, options = {}) {
    if (original !== null && typeof original === 'object') [original, implementation, options] = [function() {}, undefined, original];
    if (implementation !== null && typeof implementation === 'object') [implementation, options] = [original, implementation];
    validateFunction(original, 'original');
    const context = new MockFunctionContext(implementation ?? original, () => context.mockImplementation(original), options.times);
    return this.#wrap(original, context);
  }

  method(object, name, implementation, options = {}) {
    if (implementation !== null && typeof implementation === 'object') [implementation, options] = [undefined, implementation];
    validateObject(options, 'options');
    let owner = object;
    let descriptor;
    while (owner !== null && descriptor === undefined) {
      descriptor = Object.getOwnPropertyDescriptor(owner, name);
      if (descriptor === undefined) owner = Object.getPrototypeOf(owner);
    }
    const part = options.getter ? 'get' : options.setter ? 'set' : 'value';
    const original = descriptor?.[part];
    if (typeof original !== 'function') throw new ERR_INVALID_ARG_VALUE('methodName', original, 'must be a method');
    const own = Object.getOwnPropertyDescriptor(object, name);
    const restore = () => {
      if (own === undefined) delete object[name];
      else Object.defineProperty(object, name, own);
    };
    const context = new MockFunctionContext(implementation ?? original, restore, options.times);
    const mocked = this.#wrap(original, context);
    Object.defineProperty(object, name, { ...descriptor, configurable: true, [part]: mocked });
    return mocked;
  }

  getter(object, name, implementation, options) {
    return this.method(object, name, implementation, { ...options, getter: true });
  }

  setter(object, name, implementation, options) {
    return this.method(object, name, implementation, { ...options, setter: true });
  }

  reset() {
    this.restoreAll();
    this.#mocks = [];
  }

  restoreAll() {
    for (const context of this.#mocks) context.restore();
  }

  get timers() {
    return { enable: () => missing('mock.timers.enable') };
  }

  module() {
    missing('mock.module');
  }

  #wrap(original, context) {
    this.#mocks.push(context);
    const mocked = new Proxy(original, {
      __proto__: null,
      apply(_, self, args) {
        return record(context, (implementation) => Reflect.apply(implementation, self, args), args, self, undefined);
      },
      construct(_, args, target) {
        return record(context, (implementation) => Reflect.construct(implementation, args, target === mocked ? implementation : target), args, undefined, target);
      },
      get(target, name, receiver) {
        return name === 'mock' ? context : Reflect.get(target, name, receiver);
      },
    });
    return mocked;
  }
}

function record(context, call, args, self, target) {
  let result;
  let error;
  const stack = new Error();
  try {
    result = call(context.next());
  } catch (thrown) {
    error = thrown;
  }
  context.track({ arguments: args, error, result, stack, target, this: self ?? result });
  if (error !== undefined) throw error;
  return result;
}

function missing(name) {
  const { codes: { ERR_NOT_IMPLEMENTED } } = require('internal/errors');
  throw ERR_NOT_IMPLEMENTED === undefined ? Object.assign(new Error(`node:test ${name} is not implemented`), { code: 'ERR_NOT_IMPLEMENTED' }) : new ERR_NOT_IMPLEMENTED(`node:test ${name}`);
}

module.exports = { MockTracker, missing };
