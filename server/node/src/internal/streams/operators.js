'use strict';

// The methods of Readable that work like an array's, over chunks and with promises.

const { AbortError, codes } = require('internal/errors');
const { ERR_INVALID_ARG_VALUE, ERR_MISSING_ARGS, ERR_OUT_OF_RANGE } = codes;
const { validateAbortSignal, validateFunction, validateInteger, validateObject } = require('internal/validators');
const { isWritable, isNodeStream } = require('internal/streams/utils');

const kEmpty = Symbol('kEmpty'); // this chunk has no result
const kEof = Symbol('kEof');

function validateOptions(options) {
  if (options != null) validateObject(options, 'options');
  if (options?.signal != null) validateAbortSignal(options.signal, 'options.signal');
}

function throwIfAborted(signal) {
  if (signal?.aborted) throw new AbortError(undefined, { cause: signal.reason });
}

function compose(stream, options) {
  validateOptions(options);
  if (isNodeStream(stream) && !isWritable(stream)) throw new ERR_INVALID_ARG_VALUE('stream', stream, 'must be writable');
  const composed = require('internal/streams/compose')(this, stream);
  if (options?.signal) require('internal/streams/add-abort-signal').addAbortSignalNoValidate(options.signal, composed);
  return composed;
}

function map(fn, options) {
  validateFunction(fn, 'fn');
  validateOptions(options);
  let concurrency = 1;
  if (options?.concurrency != null) concurrency = Math.floor(options.concurrency);
  let highWaterMark = concurrency - 1;
  if (options?.highWaterMark != null) highWaterMark = Math.floor(options.highWaterMark);
  validateInteger(concurrency, 'options.concurrency', 1);
  validateInteger(highWaterMark, 'options.highWaterMark', 0);
  highWaterMark += concurrency;

  // Results are yielded in the order of the chunks: promises of them wait in a queue, which a loop beside fills.
  return async function* map() {
    const signal = AbortSignal.any([options?.signal].filter(Boolean));
    const stream = this;
    const queue = [];
    const signalOptions = { signal };
    let wakeReader;
    let wakeFiller;
    let done = false;
    let running = 0;

    function onFailure() {
      done = true;
      onSettled();
    }
    function onSettled() {
      running -= 1;
      maybeFill();
    }
    function maybeFill() {
      if (wakeFiller && !done && running < concurrency && queue.length < highWaterMark) {
        wakeFiller();
        wakeFiller = null;
      }
    }

    async function fill() {
      try {
        for await (let value of stream) {
          if (done) return;
          throwIfAborted(signal);
          try {
            value = fn(value, signalOptions);
            if (value === kEmpty) continue;
            value = Promise.resolve(value);
          } catch (error) {
            value = Promise.reject(error);
          }
          running += 1;
          value.then(onSettled, onFailure);
          queue.push(value);
          if (wakeReader) {
            wakeReader();
            wakeReader = null;
          }
          if (!done && (queue.length >= highWaterMark || running >= concurrency)) {
            await new Promise((resolve) => {
              wakeFiller = resolve;
            });
          }
        }
        queue.push(kEof);
      } catch (error) {
        const value = Promise.reject(error);
        value.then(onSettled, onFailure);
        queue.push(value);
      } finally {
        done = true;
        if (wakeReader) {
          wakeReader();
          wakeReader = null;
        }
      }
    }
    fill();

    try {
      while (true) {
        while (queue.length > 0) {
          const value = await queue[0];
          if (value === kEof) return;
          throwIfAborted(signal);
          if (value !== kEmpty) yield value;
          queue.shift();
          maybeFill();
        }
        await new Promise((resolve) => {
          wakeReader = resolve;
        });
      }
    } finally {
      done = true;
      if (wakeFiller) {
        wakeFiller();
        wakeFiller = null;
      }
    }
  }.call(this);
}

async function some(fn, options = undefined) {
  for await (const unused of filter.call(this, fn, options)) return true; // eslint-disable-line no-unused-vars
  return false;
}

async function every(fn, options = undefined) {
  validateFunction(fn, 'fn');
  // None for which it does not hold.
  return !(await some.call(this, async (...args) => !(await fn(...args)), options));
}

async function find(fn, options) {
  for await (const result of filter.call(this, fn, options)) return result;
  return undefined;
}

async function forEach(fn, options) {
  validateFunction(fn, 'fn');
  async function forEachFn(value, signalOptions) {
    await fn(value, signalOptions);
    return kEmpty;
  }
  for await (const unused of map.call(this, forEachFn, options)); // eslint-disable-line no-unused-vars
}

function filter(fn, options) {
  validateFunction(fn, 'fn');
  async function filterFn(value, signalOptions) {
    return (await fn(value, signalOptions)) ? value : kEmpty;
  }
  return map.call(this, filterFn, options);
}

// The argument that is missing only when there turns out to be nothing to start from.
class ReduceAwareErrMissingArgs extends ERR_MISSING_ARGS {
  constructor() {
    super('reduce');
    this.message = 'Reduce of an empty stream requires an initial value';
  }
}

async function reduce(reducer, initialValue, options) {
  validateFunction(reducer, 'reducer');
  validateOptions(options);
  let hasValue = arguments.length > 1;
  if (options?.signal?.aborted) {
    const error = new AbortError(undefined, { cause: options.signal.reason });
    this.once('error', () => {});
    await require('internal/streams/end-of-stream').finished(this.destroy(error));
    throw error;
  }
  const controller = new AbortController();
  const { signal } = controller;
  options?.signal?.addEventListener('abort', () => controller.abort(), { once: true });
  let gotAny = false;
  try {
    for await (const value of this) {
      gotAny = true;
      if (options?.signal?.aborted) throw new AbortError();
      if (!hasValue) {
        initialValue = value;
        hasValue = true;
      } else {
        initialValue = await reducer(initialValue, value, { signal });
      }
    }
    if (!gotAny && !hasValue) throw new ReduceAwareErrMissingArgs();
  } finally {
    controller.abort();
  }
  return initialValue;
}

async function toArray(options) {
  validateOptions(options);
  const result = [];
  for await (const value of this) {
    throwIfAborted(options?.signal);
    result.push(value);
  }
  return result;
}

function flatMap(fn, options) {
  const values = map.call(this, fn, options);
  return async function* flatMap() {
    for await (const value of values) yield* value;
  }.call(this);
}

function toIntegerOrInfinity(number) {
  // As an array's methods do it, but negative counts make no sense here.
  number = Number(number);
  if (Number.isNaN(number)) return 0;
  if (number < 0) throw new ERR_OUT_OF_RANGE('number', '>= 0', number);
  return number;
}

function drop(number, options = undefined) {
  validateOptions(options);
  number = toIntegerOrInfinity(number);
  return async function* drop() {
    throwIfAborted(options?.signal);
    for await (const value of this) {
      throwIfAborted(options?.signal);
      if (number-- <= 0) yield value;
    }
  }.call(this);
}

function take(number, options = undefined) {
  validateOptions(options);
  number = toIntegerOrInfinity(number);
  return async function* take() {
    throwIfAborted(options?.signal);
    for await (const value of this) {
      throwIfAborted(options?.signal);
      if (number-- > 0) yield value;
      // Without waiting for a chunk that will not be used.
      if (number <= 0) return;
    }
  }.call(this);
}

module.exports = {
  streamReturningOperators: { drop, filter, flatMap, map, take, compose },
  promiseReturningOperators: { every, forEach, reduce, toArray, some, find },
};
