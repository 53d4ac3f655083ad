'use strict';

// Writable: a queue before a sink (`_write`, `_writev`, `_final`). One write is under way at a time; what comes meanwhile
// waits. Callbacks of writes that were done at once run in a later tick, so that a caller sees one order always.

const EE = require('events');
const { Buffer } = require('buffer');
const { Stream, viewToBuffer } = require('internal/streams/legacy');
const destroyImpl = require('internal/streams/destroy');
const { addAbortSignal } = require('internal/streams/add-abort-signal');
const { AbortError, codes } = require('internal/errors');
const { ERR_INVALID_ARG_TYPE, ERR_METHOD_NOT_IMPLEMENTED, ERR_MULTIPLE_CALLBACK, ERR_STREAM_ALREADY_FINISHED,
        ERR_STREAM_CANNOT_PIPE, ERR_STREAM_DESTROYED, ERR_STREAM_NULL_VALUES, ERR_STREAM_WRITE_AFTER_END,
        ERR_UNKNOWN_ENCODING } = codes;
const { SymbolAsyncDispose } = require('internal/util');
const {
  kState, kObjectMode, kErrorEmitted, kAutoDestroy, kDestroyed, kCloseEmitted, kErrored, kConstructed, kOnConstructed,
} = require('internal/streams/utils');
const {
  WritableState, nop, kSync, kFinalCalled, kNeedDrain, kEnding, kFinished, kDecodeStrings, kWriting, kBufferProcessing,
  kPrefinished, kAllBuffers, kAllNoop, kOnFinished, kCorked, kWriteCallback, kExpectWriteCallback, kAfterWriteTickInfo,
  kAfterWritePending, kBuffered, kEnded, kWriteCallbackValue, kAfterWriteTickInfoValue, kBufferedValue,
} = require('internal/streams/writable_state');

const { errorOrDestroy } = destroyImpl;
// Callbacks given to end().
const kOnFinishedValue = Symbol('kOnFinishedValue');

module.exports = Writable;
Writable.WritableState = WritableState;

Object.setPrototypeOf(Writable.prototype, Stream.prototype);
Object.setPrototypeOf(Writable, Stream);

function Writable(options) {
  if (!(this instanceof Writable)) return new Writable(options);
  this._events ??= { close: undefined, error: undefined, prefinish: undefined, finish: undefined, drain: undefined };
  this._writableState = new WritableState(options, this, false);
  if (options) {
    if (typeof options.write === 'function') this._write = options.write;
    if (typeof options.writev === 'function') this._writev = options.writev;
    if (typeof options.destroy === 'function') this._destroy = options.destroy;
    if (typeof options.final === 'function') this._final = options.final;
    if (typeof options.construct === 'function') this._construct = options.construct;
    if (options.signal) addAbortSignal(options.signal, this);
  }
  Stream.call(this, options);
  if (this._construct != null) destroyImpl.construct(this, () => this[kOnConstructed]());
}

// A Duplex inherits from Readable only, and is a Writable nevertheless.
Object.defineProperty(Writable, Symbol.hasInstance, {
  __proto__: null,
  value(object) {
    if (Function.prototype[Symbol.hasInstance].call(this, object)) return true;
    return this === Writable && !!object && object._writableState instanceof WritableState;
  },
});

Object.defineProperty(Writable.prototype, kOnConstructed, {
  __proto__: null, configurable: true, writable: true, enumerable: false,
  value() {
    const state = this._writableState;
    if ((state[kState] & kWriting) === 0) writeBuffered(this, state);
    if ((state[kState] & kEnding) !== 0) finishMaybe(this, state);
  },
});

Writable.prototype.pipe = function() {
  errorOrDestroy(this, new ERR_STREAM_CANNOT_PIPE());
};

// Writing ----------------------------------------------------------------------------------------------------------

// What became of a chunk: true (go on), false (wait for 'drain'), or the error that refused it.
function writeChunk(stream, chunk, encoding, callback) {
  if (typeof callback !== 'function') callback = nop;
  if (chunk === null) throw new ERR_STREAM_NULL_VALUES();
  const state = stream._writableState;
  if ((state[kState] & kObjectMode) === 0) {
    if (!encoding) encoding = state.defaultEncoding;
    else if (encoding !== 'buffer' && !Buffer.isEncoding(encoding)) throw new ERR_UNKNOWN_ENCODING(encoding);
    if (typeof chunk === 'string') {
      if ((state[kState] & kDecodeStrings) !== 0) {
        chunk = Buffer.from(chunk, encoding);
        encoding = 'buffer';
      }
    } else if (chunk instanceof Buffer) {
      encoding = 'buffer';
    } else if (ArrayBuffer.isView(chunk)) {
      chunk = viewToBuffer(chunk);
      encoding = 'buffer';
    } else {
      throw new ERR_INVALID_ARG_TYPE('chunk', ['string', 'Buffer', 'TypedArray', 'DataView'], chunk);
    }
  }

  let error;
  if ((state[kState] & kEnding) !== 0) error = new ERR_STREAM_WRITE_AFTER_END();
  else if ((state[kState] & kDestroyed) !== 0) error = new ERR_STREAM_DESTROYED('write');
  if (error) {
    process.nextTick(callback, error);
    errorOrDestroy(stream, error, true);
    return error;
  }
  state.pendingcb++;
  return writeOrBuffer(stream, state, chunk, encoding, callback);
}

Writable.prototype.write = function(chunk, encoding, cb) {
  if (encoding != null && typeof encoding === 'function') {
    cb = encoding;
    encoding = null;
  }
  return writeChunk(this, chunk, encoding, cb) === true;
};

function writeOrBuffer(stream, state, chunk, encoding, callback) {
  // Hot: the bits are read once and written once.
  let bits = state[kState];
  const length = (bits & kObjectMode) !== 0 ? 1 : chunk.length;
  const fits = (state.length += length) < state.highWaterMark;
  // Only a write that said 'wait' is followed by 'drain'.
  if (!fits) bits |= kNeedDrain;

  if ((bits & (kWriting | kErrored | kCorked | kConstructed)) !== kConstructed) {
    if ((bits & kBuffered) === 0) {
      bits |= kBuffered;
      state[kBufferedValue] = [];
    }
    state[kBufferedValue].push({ chunk, encoding, callback });
    if (encoding !== 'buffer') bits &= ~kAllBuffers;
    if (callback !== nop) bits &= ~kAllNoop;
    state[kState] = bits;
    return fits && (bits & (kDestroyed | kErrored)) === 0;
  }

  state.writelen = length;
  if (callback !== nop) {
    state[kWriteCallbackValue] = callback;
    bits |= kWriteCallback;
  }
  state[kState] = bits | kWriting | kSync | kExpectWriteCallback;
  stream._write(chunk, encoding, state.onwrite);
  bits = state[kState] & ~kSync;
  state[kState] = bits;
  return fits && (bits & (kDestroyed | kErrored)) === 0;
}

function setWriteCallback(state, callback) {
  if (callback !== nop) {
    state[kWriteCallbackValue] = callback;
    state[kState] |= kWriteCallback;
  }
}

// Hands buffered data to the sink: one chunk, or all of them through `_writev`.
function doWrite(stream, state, isVector, length, chunk, encoding, callback) {
  state.writelen = length;
  setWriteCallback(state, callback);
  state[kState] |= kWriting | kSync | kExpectWriteCallback;
  if ((state[kState] & kDestroyed) !== 0) state.onwrite(new ERR_STREAM_DESTROYED('write'));
  else if (isVector) stream._writev(chunk, state.onwrite);
  else stream._write(chunk, encoding, state.onwrite);
  state[kState] &= ~kSync;
}

// The sink's answer to `_write` or `_writev`.
WritableState.onwrite = function onwrite(stream, error) {
  const state = stream._writableState;
  if ((state[kState] & kExpectWriteCallback) === 0) {
    errorOrDestroy(stream, new ERR_MULTIPLE_CALLBACK());
    return;
  }
  const bits = state[kState];
  const sync = (bits & kSync) !== 0;
  const callback = (bits & kWriteCallback) !== 0 ? state[kWriteCallbackValue] : nop;
  if (callback !== nop) state[kWriteCallbackValue] = null;
  state[kState] = bits & ~(kWriting | kExpectWriteCallback | kWriteCallback);
  state.length -= state.writelen;
  state.writelen = 0;

  if (error) {
    error.stack; // eslint-disable-line no-unused-expressions
    if ((state[kState] & kErrored) === 0) state.errored = error;
    // A Duplex stops reading too.
    if (stream._readableState && !stream._readableState.errored) stream._readableState.errored = error;
    if (sync) process.nextTick(onwriteError, stream, state, error, callback);
    else onwriteError(stream, state, error, callback);
    return;
  }

  if ((state[kState] & kBuffered) !== 0) writeBuffered(stream, state);
  if (!sync) {
    afterWrite(stream, state, 1, callback);
    return;
  }
  // Most often the same callback, or none, is given for many writes of one tick: they share one later call.
  const drains = (state[kState] & kNeedDrain) !== 0 && state.length === 0;
  const needsTick = drains || (state[kState] & kDestroyed) !== 0 || callback !== nop;
  if (callback === nop) {
    if ((state[kState] & kAfterWritePending) === 0 && needsTick) {
      process.nextTick(afterWrite, stream, state, 1, callback);
      state[kState] |= kAfterWritePending;
    } else {
      state.pendingcb--;
      if ((state[kState] & kEnding) !== 0) finishMaybe(stream, state, true);
    }
  } else if ((state[kState] & kAfterWriteTickInfo) !== 0 && state[kAfterWriteTickInfoValue].cb === callback) {
    state[kAfterWriteTickInfoValue].count++;
  } else {
    const info = { count: 1, cb: callback, stream, state };
    state[kAfterWriteTickInfoValue] = info;
    state[kState] |= kAfterWritePending | kAfterWriteTickInfo;
    process.nextTick(afterWriteTick, info);
  }
};

function onwriteError(stream, state, error, callback) {
  --state.pendingcb;
  callback(error);
  failBuffered(state);
  errorOrDestroy(stream, error);
}

function afterWriteTick({ stream, state, count, cb }) {
  state[kState] &= ~kAfterWriteTickInfo;
  state[kAfterWriteTickInfoValue] = null;
  afterWrite(stream, state, count, cb);
}

function afterWrite(stream, state, count, callback) {
  state[kState] &= ~kAfterWritePending;
  if ((state[kState] & (kEnding | kNeedDrain | kDestroyed)) === kNeedDrain && state.length === 0) {
    state[kState] &= ~kNeedDrain;
    stream.emit('drain');
  }
  while (count-- > 0) {
    state.pendingcb--;
    callback(null);
  }
  if ((state[kState] & kDestroyed) !== 0) failBuffered(state);
  if ((state[kState] & kEnding) !== 0) finishMaybe(stream, state, true);
}

// Tells everybody who waits that it will not happen.
function failBuffered(state) {
  if ((state[kState] & kWriting) !== 0) return;
  if ((state[kState] & kBuffered) !== 0) {
    const buffered = state[kBufferedValue];
    for (let i = state.bufferedIndex; i < buffered.length; i++) {
      const { chunk, callback } = buffered[i];
      state.length -= (state[kState] & kObjectMode) !== 0 ? 1 : chunk.length;
      callback(state.errored ?? new ERR_STREAM_DESTROYED('write'));
    }
  }
  callOnFinished(state, state.errored ?? new ERR_STREAM_DESTROYED('end'));
  resetBuffer(state);
}

function resetBuffer(state) {
  state[kBufferedValue] = null;
  state.bufferedIndex = 0;
  state[kState] |= kAllBuffers | kAllNoop;
  state[kState] &= ~kBuffered;
}

const KEEP_WRITTEN = 256;

// Goes on with what was buffered while a write was under way, the stream corked or under construction.
function writeBuffered(stream, state) {
  const mask = kDestroyed | kBufferProcessing | kCorked | kBuffered | kConstructed;
  if ((state[kState] & mask) !== (kBuffered | kConstructed)) return;
  const buffered = state[kBufferedValue];
  const objectMode = (state[kState] & kObjectMode) !== 0;
  let i = state.bufferedIndex;
  const count = buffered.length - i;
  if (!count) return;

  state[kState] |= kBufferProcessing;
  if (count > 1 && stream._writev) {
    state.pendingcb -= count - 1;
    const callback = (state[kState] & kAllNoop) !== 0 ? nop : (error) => {
      for (let n = i; n < buffered.length; ++n) buffered[n].callback(error);
    };
    // `_writev` may keep the list; a new one is begun below.
    const chunks = (state[kState] & kAllNoop) !== 0 && i === 0 ? buffered : buffered.slice(i);
    chunks.allBuffers = (state[kState] & kAllBuffers) !== 0;
    doWrite(stream, state, true, state.length, chunks, '', callback);
    resetBuffer(state);
  } else {
    do {
      const { chunk, encoding, callback } = buffered[i];
      buffered[i++] = null;
      doWrite(stream, state, false, objectMode ? 1 : chunk.length, chunk, encoding, callback);
    } while (i < buffered.length && (state[kState] & kWriting) === 0);
    if (i === buffered.length) {
      resetBuffer(state);
    } else if (i > KEEP_WRITTEN) {
      buffered.splice(0, i);
      state.bufferedIndex = 0;
    } else {
      state.bufferedIndex = i;
    }
  }
  state[kState] &= ~kBufferProcessing;
}

Writable.prototype.cork = function() {
  const state = this._writableState;
  state[kState] |= kCorked;
  state.corked++;
};

Writable.prototype.uncork = function() {
  const state = this._writableState;
  if (!state.corked) return;
  state.corked--;
  if (!state.corked) state[kState] &= ~kCorked;
  if ((state[kState] & kWriting) === 0) writeBuffered(this, state);
};

Writable.prototype.setDefaultEncoding = function setDefaultEncoding(encoding) {
  if (typeof encoding === 'string') encoding = encoding.toLowerCase();
  if (!Buffer.isEncoding(encoding)) throw new ERR_UNKNOWN_ENCODING(encoding);
  this._writableState.defaultEncoding = encoding;
  return this;
};

Writable.prototype._write = function(chunk, encoding, cb) {
  if (!this._writev) throw new ERR_METHOD_NOT_IMPLEMENTED('_write()');
  this._writev([{ chunk, encoding }], cb);
};
Writable.prototype._writev = null;

// Ending -------------------------------------------------------------------------------------------------------------

Writable.prototype.end = function(chunk, encoding, cb) {
  const state = this._writableState;
  if (typeof chunk === 'function') {
    cb = chunk;
    chunk = null;
    encoding = null;
  } else if (typeof encoding === 'function') {
    cb = encoding;
    encoding = null;
  }

  let error;
  if (chunk !== null && chunk !== undefined) {
    const result = writeChunk(this, chunk, encoding);
    if (typeof result !== 'boolean') error = result;
  }
  // However often it was corked.
  if ((state[kState] & kCorked) !== 0) {
    state.corked = 1;
    this.uncork();
  }

  if (error) {
    // The write was refused and has told of it.
  } else if ((state[kState] & (kErrored | kEnding)) === 0) {
    // Several calls are an error only when the first is through, so that ending a stream from two places is harmless.
    state[kState] |= kEnding;
    finishMaybe(this, state, true);
    state[kState] |= kEnded;
  } else if ((state[kState] & kFinished) !== 0) {
    error = new ERR_STREAM_ALREADY_FINISHED('end');
  } else if ((state[kState] & kDestroyed) !== 0) {
    error = new ERR_STREAM_DESTROYED('end');
  }

  if (typeof cb === 'function') {
    if (error) {
      process.nextTick(cb, error);
    } else if ((state[kState] & kErrored) !== 0) {
      process.nextTick(cb, state.errored);
    } else if ((state[kState] & kFinished) !== 0) {
      process.nextTick(cb, null);
    } else {
      if ((state[kState] & kOnFinished) === 0) state[kOnFinishedValue] = [];
      state[kState] |= kOnFinished;
      state[kOnFinishedValue].push(cb);
    }
  }
  return this;
};

function isReadyToFinish(state) {
  return (state[kState] & (kEnding | kDestroyed | kConstructed | kFinished | kWriting | kErrorEmitted | kCloseEmitted |
    kErrored | kBuffered)) === (kEnding | kConstructed) && state.length === 0;
}

function callFinal(stream, state) {
  let called = false;
  function onFinish(error) {
    if (called) {
      errorOrDestroy(stream, error ?? new ERR_MULTIPLE_CALLBACK());
      return;
    }
    called = true;
    state.pendingcb--;
    if (error) {
      callOnFinished(state, error);
      errorOrDestroy(stream, error, (state[kState] & kSync) !== 0);
    } else if (isReadyToFinish(state)) {
      state[kState] |= kPrefinished;
      stream.emit('prefinish');
      // Later, so that the event comes after what the final chunk set off.
      state.pendingcb++;
      process.nextTick(finish, stream, state);
    }
  }
  state[kState] |= kSync;
  state.pendingcb++;
  try {
    stream._final(onFinish);
  } catch (error) {
    onFinish(error);
  }
  state[kState] &= ~kSync;
}

function prefinish(stream, state) {
  if ((state[kState] & (kPrefinished | kFinalCalled)) !== 0) return;
  if (typeof stream._final === 'function' && (state[kState] & kDestroyed) === 0) {
    state[kState] |= kFinalCalled;
    callFinal(stream, state);
  } else {
    state[kState] |= kPrefinished;
    stream.emit('prefinish');
  }
}

function finishMaybe(stream, state, sync) {
  if (!isReadyToFinish(state)) return;
  prefinish(stream, state);
  if (state.pendingcb !== 0) return;
  if (sync) {
    state.pendingcb++;
    process.nextTick(finishNT, stream, state);
  } else if (isReadyToFinish(state)) {
    state.pendingcb++;
    finish(stream, state);
  }
}

function finishNT(stream, state) {
  if (isReadyToFinish(state)) finish(stream, state);
  else state.pendingcb--;
}

function finish(stream, state) {
  state.pendingcb--;
  state[kState] |= kFinished;
  callOnFinished(state, null);
  stream.emit('finish');
  if ((state[kState] & kAutoDestroy) !== 0) {
    const readable = stream._readableState;
    if (!readable || (readable.autoDestroy && (readable.endEmitted || readable.readable === false))) stream.destroy();
  }
}

function callOnFinished(state, error) {
  if ((state[kState] & kOnFinished) === 0) return;
  const callbacks = state[kOnFinishedValue];
  state[kOnFinishedValue] = null;
  state[kState] &= ~kOnFinished;
  for (let i = 0; i < callbacks.length; i++) callbacks[i](error);
}

// Properties, destruction ----------------------------------------------------------------------------------------------

Object.defineProperties(Writable.prototype, require('internal/streams/writable_properties'));

Writable.prototype.destroy = function(error, callback) {
  const state = this._writableState;
  if ((state[kState] & (kBuffered | kOnFinished)) !== 0 && (state[kState] & kDestroyed) === 0) {
    process.nextTick(failBuffered, state);
  }
  destroyImpl.destroy.call(this, error, callback);
  return this;
};
Writable.prototype._undestroy = destroyImpl.undestroy;
Writable.prototype._destroy = function(error, callback) {
  callback(error);
};

Writable.prototype[EE.captureRejectionSymbol] = function(error) {
  this.destroy(error);
};

Writable.fromWeb = function(writableStream, options) {
  return require('internal/webstreams/adapters').newStreamWritableFromWritableStream(writableStream, options);
};
Writable.toWeb = function(streamWritable) {
  return require('internal/webstreams/adapters').newWritableStreamFromStreamWritable(streamWritable);
};

Writable.prototype[SymbolAsyncDispose] = function() {
  let error;
  if (!this.destroyed) {
    error = this.writableFinished ? null : new AbortError();
    this.destroy(error);
  }
  return new Promise((resolve, reject) => {
    require('internal/streams/end-of-stream')(this, (err) => (err && err.name !== 'AbortError' ? reject(err) : resolve(null)));
  });
};
