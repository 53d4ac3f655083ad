'use strict';
/*! AsyncLocalStorage over the frames of internal/async_context. */

const context = require('internal/async_context');
const { validateObject } = require('internal/validators');

const { is } = Object;
const { apply } = Reflect;
const { exchangeFrame, frameWith, getFrame, lookup, setFrame } = context;
const runInCurrent = (callback, ...args) => callback(...args);

class AsyncLocalStorage {
  static bind(fn) {
    return require('async_hooks').AsyncResource.bind(fn);
  }

  static snapshot() {
    return AsyncLocalStorage.bind(runInCurrent);
  }

  constructor(options = {}) {
    validateObject(options, 'options');
    this.kResourceStore = Symbol('kResourceStore');
    this.enabled = false;
  }

  disable() {
    this.enabled = false;
  }

  _enable() {
    this.enabled = true;
  }

  _propagate(resource, triggerResource, type) {}

  enterWith(store) {
    this.enabled = true;
    setFrame(frameWith(this, store));
  }

  run(store, callback, ...args) {
    if (is(store, this.getStore())) return apply(callback, null, args);
    this.enabled = true;
    const prior = getFrame();
    setFrame(frameWith(this, store));
    try {
      return apply(callback, null, args);
    } finally {
      exchangeFrame(prior);
    }
  }

  exit(callback, ...args) {
    if (!this.enabled || getFrame() === undefined) return apply(callback, null, args);
    // What is started inside must not see the store later either, so the frame changes, not only the flag.
    const prior = exchangeFrame(frameWith(this, undefined));
    try {
      return apply(callback, null, args);
    } finally {
      exchangeFrame(prior);
    }
  }

  getStore() {
    return this.enabled ? lookup(this) : undefined;
  }
}

module.exports = { AsyncLocalStorage };
