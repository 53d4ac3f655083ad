'use strict';
/*! `events.on`: the events of an emitter as an async iterator. */

const { AbortError, codes: { ERR_INVALID_ARG_TYPE } } = require('internal/errors');
const { validateAbortSignal, validateInteger, validateObject } = require('internal/validators');
const { listen, unlisten } = require('internal/events/listen');

const AsyncIteratorPrototype = Object.getPrototypeOf(Object.getPrototypeOf(async function* () {}).prototype);
const kWatermarkData = Symbol.for('nodejs.watermarkData');
// An option of our own (readline): the values are first arguments, not lists of them.
const kFirstEventParam = Symbol.for('nodejs.kFirstEventParam');

function on(emitter, event, options = {}) {
  validateObject(options, 'options');
  const { signal } = options;
  validateAbortSignal(signal, 'options.signal');
  if (signal?.aborted) throw new AbortError(undefined, { cause: signal.reason });
  // The names with a lower-case m are the older ones.
  const highWatermark = options.highWaterMark ?? options.highWatermark ?? Number.MAX_SAFE_INTEGER;
  validateInteger(highWatermark, 'options.highWaterMark', 1);
  const lowWatermark = options.lowWaterMark ?? options.lowWatermark ?? 1;
  validateInteger(lowWatermark, 'options.lowWaterMark', 1);

  // Events that nobody has asked for yet, or calls of `next` that no event has answered yet.
  let events = [];
  let readAt = 0;
  const waiting = [];
  let paused = false;
  let error = null;
  let finished = false;
  const listeners = [];

  const size = () => events.length - readAt;

  function listenTo(target, name, handler, flags) {
    listen(target, name, handler, flags);
    listeners.push([target, name, handler, flags]);
  }

  function take() {
    const value = events[readAt];
    events[readAt++] = undefined;
    if (readAt > 1024 || readAt === events.length) {
      events = events.slice(readAt);
      readAt = 0;
    }
    return value;
  }

  const iterator = {
    __proto__: AsyncIteratorPrototype,
    next() {
      if (size() > 0) {
        const value = take();
        if (paused && size() < lowWatermark) {
          emitter.resume();
          paused = false;
        }
        return Promise.resolve({ value, done: false });
      }
      if (error) {
        const rejected = Promise.reject(error);
        error = null;
        return rejected;
      }
      if (finished) return close();
      return new Promise((resolve, reject) => {
        waiting.push({ resolve, reject });
      });
    },
    return() {
      return close();
    },
    throw(reason) {
      if (!reason || !(reason instanceof Error)) {
        throw new ERR_INVALID_ARG_TYPE('EventEmitter.AsyncIterator', 'Error', reason);
      }
      fail(reason);
    },
    [Symbol.asyncIterator]() {
      return this;
    },
    [kWatermarkData]: {
      get size() { return size(); },
      get low() { return lowWatermark; },
      get high() { return highWatermark; },
      get isPaused() { return paused; },
    },
  };

  const onEvent = options[kFirstEventParam] ? receive : (...args) => receive(args);

  function receive(value) {
    const waiter = waiting.shift();
    if (waiter !== undefined) {
      waiter.resolve({ value, done: false });
      return;
    }
    events.push(value);
    if (!paused && size() > highWatermark) {
      paused = true;
      emitter.pause();
    }
  }

  function fail(reason) {
    const waiter = waiting.shift();
    if (waiter === undefined) error = reason;
    else waiter.reject(reason);
    close();
  }

  function close() {
    for (const [target, name, handler, flags] of listeners.splice(0)) unlisten(target, name, handler, flags);
    finished = true;
    const done = { value: undefined, done: true };
    while (waiting.length > 0) waiting.shift().resolve(done);
    return Promise.resolve(done);
  }

  listenTo(emitter, event, onEvent);
  if (event !== 'error' && typeof emitter.on === 'function') listenTo(emitter, 'error', fail);
  for (const name of options.close ?? []) listenTo(emitter, name, close);
  if (signal) {
    const { kResistStopPropagation } = require('internal/event_target');
    listenTo(signal, 'abort', () => fail(new AbortError(undefined, { cause: signal.reason })), {
      __proto__: null, once: true, [kResistStopPropagation]: true,
    });
  }
  return iterator;
}

module.exports = { on, kWatermarkData, kFirstEventParam };
