'use strict';

// Readable.from(): a stream of an iterable's values.

const { Buffer } = require('buffer');
const { ERR_INVALID_ARG_TYPE, ERR_STREAM_NULL_VALUES } = require('internal/errors').codes;

function from(Readable, iterable, options) {
  if (typeof iterable === 'string' || iterable instanceof Buffer) {
    return new Readable({
      objectMode: true,
      ...options,
      read() {
        this.push(iterable);
        this.push(null);
      },
    });
  }

  let iterator;
  let isAsync = false;
  if (iterable?.[Symbol.asyncIterator]) {
    isAsync = true;
    iterator = iterable[Symbol.asyncIterator]();
  } else if (iterable?.[Symbol.iterator]) {
    iterator = iterable[Symbol.iterator]();
  } else {
    throw new ERR_INVALID_ARG_TYPE('iterable', ['Iterable'], iterable);
  }

  // One value ahead at most: making values may cost something.
  const readable = new Readable({ objectMode: true, highWaterMark: 1, ...options });
  let reading = false;
  readable._read = function() {
    if (reading) return;
    reading = true;
    if (isAsync) nextAsync();
    else nextSync();
  };
  readable._destroy = function(error, cb) {
    close(error).then(() => process.nextTick(cb, error), (err) => process.nextTick(cb, err || error));
  };

  // Lets a generator run its `catch` and `finally`.
  async function close(error) {
    if (error != null && typeof iterator.throw === 'function') {
      const { value, done } = await iterator.throw(error);
      await value;
      if (done) return;
    }
    if (typeof iterator.return === 'function') {
      const { value } = await iterator.return();
      await value;
    }
  }

  // Returns whether to go on.
  function pushValue(value) {
    if (value === null) {
      reading = false;
      throw new ERR_STREAM_NULL_VALUES();
    }
    if (readable.push(value)) return true;
    reading = false;
    return false;
  }

  function nextSync() {
    try {
      while (true) {
        const { value, done } = iterator.next();
        if (done) {
          readable.push(null);
          return;
        }
        if (value && typeof value.then === 'function') {
          nextPromise(value);
          return;
        }
        if (!pushValue(value)) return;
      }
    } catch (error) {
      readable.destroy(error);
    }
  }

  // A synchronous iterable of promises: each is waited for.
  async function nextPromise(value) {
    try {
      if (!pushValue(await value)) return;
    } catch (error) {
      readable.destroy(error);
      return;
    }
    nextSync();
  }

  async function nextAsync() {
    try {
      while (true) {
        const { value, done } = await iterator.next();
        if (done) {
          readable.push(null);
          return;
        }
        if (!pushValue(value)) return;
      }
    } catch (error) {
      readable.destroy(error);
    }
  }

  return readable;
}

module.exports = from;
