'use strict';

// Construction and destruction, the same for both sides of a stream. Invariants: `_destroy` runs once; 'error' is
// emitted at most once and before 'close'; both come in a later tick than the call that caused them.

const { aggregateTwoErrors, AbortError, codes: { ERR_MULTIPLE_CALLBACK } } = require('internal/errors');
const {
  kIsDestroyed, isDestroyed, isFinished, isServerRequest, isRequest,
  kState, kErrorEmitted, kAutoDestroy, kEmitClose, kDestroyed, kClosed, kCloseEmitted, kConstructed,
} = require('internal/streams/utils');

const kDestroy = Symbol('kDestroy');
const kConstruct = Symbol('kConstruct');

// The states of other implementations (npm's readable-stream mixed in) have plain properties and no bits.
function has(state, bit, name) {
  if (!state) return false;
  return state[kState] !== undefined ? (state[kState] & bit) !== 0 : !!state[name];
}

function set(state, bit, name) {
  if (!state) return;
  if (state[kState] !== undefined) state[kState] |= bit;
  else state[name] = true;
}

function recordError(error, writable, readable) {
  if (!error) return;
  // Materialise the stack now: where it was made is what the user wants to see.
  error.stack; // eslint-disable-line no-unused-expressions
  if (writable && !writable.errored) writable.errored = error;
  if (readable && !readable.errored) readable.errored = error;
}

// The public `destroy()` of every stream.
function destroy(error, callback) {
  const readable = this._readableState;
  const writable = this._writableState;
  if (has(writable, kDestroyed, 'destroyed') || has(readable, kDestroyed, 'destroyed')) {
    if (typeof callback === 'function') callback();
    return this;
  }
  recordError(error, writable, readable);
  set(writable, kDestroyed, 'destroyed');
  set(readable, kDestroyed, 'destroyed');
  if (has(writable || readable, kConstructed, 'constructed')) {
    runDestroy(this, error, callback);
  } else {
    this.once(kDestroy, (constructError) => runDestroy(this, aggregateTwoErrors(constructError, error), callback));
  }
  return this;
}

function runDestroy(stream, error, callback) {
  let called = false;
  function onDestroy(err) {
    if (called) return;
    called = true;
    const readable = stream._readableState;
    const writable = stream._writableState;
    recordError(err, writable, readable);
    set(writable, kClosed, 'closed');
    set(readable, kClosed, 'closed');
    if (typeof callback === 'function') callback(err);
    if (err) process.nextTick(emitErrorCloseNT, stream, err);
    else process.nextTick(emitCloseNT, stream);
  }
  try {
    stream._destroy(error || null, onDestroy);
  } catch (err) {
    onDestroy(err);
  }
}

function emitErrorCloseNT(stream, error) {
  emitErrorNT(stream, error);
  emitCloseNT(stream);
}

function emitCloseNT(stream) {
  const readable = stream._readableState;
  const writable = stream._writableState;
  set(writable, kCloseEmitted, 'closeEmitted');
  set(readable, kCloseEmitted, 'closeEmitted');
  if (has(writable, kEmitClose, 'emitClose') || has(readable, kEmitClose, 'emitClose')) stream.emit('close');
}

function emitErrorNT(stream, error) {
  const readable = stream._readableState;
  const writable = stream._writableState;
  if (has(writable, kErrorEmitted, 'errorEmitted') || has(readable, kErrorEmitted, 'errorEmitted')) return;
  set(writable, kErrorEmitted, 'errorEmitted');
  set(readable, kErrorEmitted, 'errorEmitted');
  stream.emit('error', error);
}

// Makes a destroyed stream usable again (net.Socket reconnects with it).
function undestroy() {
  const readable = this._readableState;
  const writable = this._writableState;
  if (readable) {
    Object.assign(readable, {
      constructed: true, closed: false, closeEmitted: false, destroyed: false, errored: null, errorEmitted: false,
      reading: false, ended: readable.readable === false, endEmitted: readable.readable === false,
    });
  }
  if (writable) {
    const off = writable.writable === false;
    Object.assign(writable, {
      constructed: true, destroyed: false, closed: false, closeEmitted: false, errored: null, errorEmitted: false,
      finalCalled: false, prefinished: false, ended: off, ending: off, finished: off,
    });
  }
}

// An error inside the stream: destroys it, or without `autoDestroy` only tells of the error. `sync` says that the user's
// own call is still on the stack, so that the event has to wait.
function errorOrDestroy(stream, error, sync) {
  const readable = stream._readableState;
  const writable = stream._writableState;
  if (has(writable, kDestroyed, 'destroyed') || has(readable, kDestroyed, 'destroyed')) return this;
  if (has(readable, kAutoDestroy, 'autoDestroy') || has(writable, kAutoDestroy, 'autoDestroy')) {
    stream.destroy(error);
  } else if (error) {
    recordError(error, writable, readable);
    if (sync) process.nextTick(emitErrorNT, stream, error);
    else emitErrorNT(stream, error);
  }
}

// Runs `_construct` in the next tick; nothing is read or written before it has called back.
function construct(stream, callback) {
  if (typeof stream._construct !== 'function') return;
  if (stream._readableState) stream._readableState.constructed = false;
  if (stream._writableState) stream._writableState.constructed = false;
  stream.once(kConstruct, callback);
  // A Duplex asks once for each side.
  if (stream.listenerCount(kConstruct) > 1) return;
  process.nextTick(constructNT, stream);
}

function constructNT(stream) {
  let called = false;
  function onConstruct(error) {
    if (called) {
      errorOrDestroy(stream, error ?? new ERR_MULTIPLE_CALLBACK());
      return;
    }
    called = true;
    const readable = stream._readableState;
    const writable = stream._writableState;
    set(readable, kConstructed, 'constructed');
    set(writable, kConstructed, 'constructed');
    if (has(writable || readable, kDestroyed, 'destroyed')) stream.emit(kDestroy, error);
    else if (error) errorOrDestroy(stream, error, true);
    else stream.emit(kConstruct);
  }
  try {
    stream._construct((error) => process.nextTick(onConstruct, error));
  } catch (error) {
    process.nextTick(onConstruct, error);
  }
}

function emitCloseLegacy(stream) {
  stream.emit('close');
}

function emitErrorCloseLegacy(stream, error) {
  stream.emit('error', error);
  process.nextTick(emitCloseLegacy, stream);
}

// Destroys anything that looks like a stream; without an error, an unfinished one gets an AbortError.
function destroyer(stream, error) {
  if (!stream || isDestroyed(stream)) return;
  if (!error && !isFinished(stream)) error = new AbortError();
  if (isServerRequest(stream)) {
    stream.socket = null;
    stream.destroy(error);
  } else if (isRequest(stream)) {
    stream.abort();
  } else if (isRequest(stream.req)) {
    stream.req.abort();
  } else if (typeof stream.destroy === 'function') {
    stream.destroy(error);
  } else if (typeof stream.close === 'function') {
    stream.close();
  } else if (error) {
    process.nextTick(emitErrorCloseLegacy, stream, error);
  } else {
    process.nextTick(emitCloseLegacy, stream);
  }
  if (!stream.destroyed) stream[kIsDestroyed] = true;
}

module.exports = { construct, destroyer, destroy, undestroy, errorOrDestroy };
