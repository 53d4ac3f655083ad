'use strict';

// `for await (const chunk of readable)`, and wrap(): the two ways of reading something through another protocol.

const destroyImpl = require('internal/streams/destroy');
const { validateObject } = require('internal/validators');
const { aggregateTwoErrors } = require('internal/errors');

function asyncIterator() {
  return toAsyncIterator(this);
}

function iterator(options) {
  if (options !== undefined) validateObject(options, 'options');
  return toAsyncIterator(this, options);
}

function toAsyncIterator(stream, options) {
  if (typeof stream.read !== 'function') {
    stream = require('internal/streams/readable').wrap(stream, { objectMode: true });
  }
  const iter = readChunks(stream, options);
  iter.stream = stream;
  return iter;
}

async function* readChunks(stream, options) {
  let wake = () => {};
  // Called as a listener (the stream has something) and as a promise's executor (there is nothing: wait).
  function next(resolve) {
    if (this === stream) {
      wake();
      wake = () => {};
    } else {
      wake = resolve;
    }
  }
  stream.on('readable', next);

  let error;
  const cleanup = require('internal/streams/end-of-stream')(stream, { writable: false }, (err) => {
    error = err ? aggregateTwoErrors(error, err) : null;
    wake();
    wake = () => {};
  });

  try {
    while (true) {
      const chunk = stream.destroyed ? null : stream.read();
      if (chunk !== null) yield chunk;
      else if (error) throw error;
      else if (error === null) return;
      else await new Promise(next);
    }
  } catch (err) {
    error = aggregateTwoErrors(error, err);
    throw error;
  } finally {
    if ((error || options?.destroyOnReturn !== false) && (error === undefined || stream._readableState.autoDestroy)) {
      destroyImpl.destroyer(stream, null);
    } else {
      stream.off('readable', next);
      cleanup();
    }
  }
}

// Reads from an old-style stream ('data', 'end', pause, resume) into this one.
function wrap(source) {
  let paused = false;
  source.on('data', (chunk) => {
    if (!this.push(chunk) && source.pause) {
      paused = true;
      source.pause();
    }
  });
  source.on('end', () => this.push(null));
  source.on('error', (error) => destroyImpl.errorOrDestroy(this, error));
  source.on('close', () => this.destroy());
  source.on('destroy', () => this.destroy());

  this._read = () => {
    if (paused && source.resume) {
      paused = false;
      source.resume();
    }
  };
  for (const key of Object.keys(source)) {
    if (this[key] === undefined && typeof source[key] === 'function') this[key] = source[key].bind(source);
  }
  return this;
}

module.exports = { asyncIterator, iterator, wrap };
