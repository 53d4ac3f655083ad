'use strict';

// finished(stream): calls back once when a stream, of whatever make, is done or has failed.

const { AbortError, codes: { ERR_INVALID_ARG_TYPE, ERR_STREAM_PREMATURE_CLOSE } } = require('internal/errors');
const { bindCallback } = require('internal/async_context');
const { kEmptyObject, once, SymbolDispose } = require('internal/util');
const { validateAbortSignal, validateBoolean, validateFunction, validateObject } = require('internal/validators');
const {
  isClosed, isReadable, isReadableNodeStream, isReadableStream, isReadableFinished, isReadableErrored, isRequest,
  isWritable, isWritableNodeStream, isWritableStream, isWritableFinished, isWritableErrored, isNodeStream,
  willEmitClose: promisesClose, kIsClosedPromise,
} = require('internal/streams/utils');

const nop = () => {};

function eos(stream, options, callback) {
  if (arguments.length === 2) {
    callback = options;
    options = kEmptyObject;
  } else if (options == null) {
    options = kEmptyObject;
  } else {
    validateObject(options, 'options');
  }
  validateFunction(callback, 'callback');
  validateAbortSignal(options.signal, 'options.signal');
  // The callback runs with the caller's AsyncLocalStorage values, whoever ends the stream.
  callback = once(bindCallback(callback));

  if (isReadableStream(stream) || isWritableStream(stream)) return eosWeb(stream, options, callback);
  if (!isNodeStream(stream)) throw new ERR_INVALID_ARG_TYPE('stream', ['ReadableStream', 'WritableStream', 'Stream'], stream);

  const readable = options.readable ?? isReadableNodeStream(stream);
  const writable = options.writable ?? isWritableNodeStream(stream);
  const writableState = stream._writableState;
  const readableState = stream._readableState;

  // A stream that will emit 'close' is done then and not before, provided that both of its sides are watched.
  let waitsForClose = promisesClose(stream) &&
    isReadableNodeStream(stream) === readable && isWritableNodeStream(stream) === writable;
  let writableFinished = isWritableFinished(stream, false);
  let readableFinished = isReadableFinished(stream, false);
  let closed = isClosed(stream);

  function onfinish() {
    writableFinished = true;
    // Destroyed by somebody else: its 'close' may be over already.
    if (stream.destroyed) waitsForClose = false;
    if (waitsForClose && (!stream.readable || readable)) return;
    if (!readable || readableFinished) callback.call(stream);
  }
  function onend() {
    readableFinished = true;
    if (stream.destroyed) waitsForClose = false;
    if (waitsForClose && (!stream.writable || writable)) return;
    if (!writable || writableFinished) callback.call(stream);
  }
  function onlegacyfinish() {
    if (!stream.writable) onfinish();
  }
  function onerror(error) {
    callback.call(stream, error);
  }
  function recordedError() {
    const error = isWritableErrored(stream) || isReadableErrored(stream);
    return error && typeof error !== 'boolean' ? error : null;
  }
  function onclose() {
    closed = true;
    const error = recordedError();
    if (error) return callback.call(stream, error);
    if (readable && !readableFinished && isReadableNodeStream(stream, true) && !isReadableFinished(stream, false)) {
      return callback.call(stream, new ERR_STREAM_PREMATURE_CLOSE());
    }
    if (writable && !writableFinished && !isWritableFinished(stream, false)) {
      return callback.call(stream, new ERR_STREAM_PREMATURE_CLOSE());
    }
    callback.call(stream);
  }
  // It was over before anybody asked.
  function onclosed() {
    closed = true;
    const error = recordedError();
    if (error) callback.call(stream, error);
    else callback.call(stream);
  }
  function onrequest() {
    stream.req.on('finish', onfinish);
  }

  if (isRequest(stream)) {
    stream.on('complete', onfinish);
    if (!waitsForClose) stream.on('abort', onclose);
    if (stream.req) onrequest();
    else stream.on('request', onrequest);
  } else if (writable && !writableState) {
    stream.on('end', onlegacyfinish);
    stream.on('close', onlegacyfinish);
  }
  if (!waitsForClose && typeof stream.aborted === 'boolean') stream.on('aborted', onclose);
  stream.on('end', onend);
  stream.on('finish', onfinish);
  if (options.error !== false) stream.on('error', onerror);
  stream.on('close', onclose);

  if (closed) {
    process.nextTick(onclose);
  } else if (writableState?.errorEmitted || readableState?.errorEmitted) {
    if (!waitsForClose) process.nextTick(onclosed);
  } else if (!readable && (!waitsForClose || isReadable(stream)) &&
             (writableFinished || isWritable(stream) === false) &&
             (writableState == null || writableState.pendingcb === undefined || writableState.pendingcb === 0)) {
    process.nextTick(onclosed);
  } else if (!writable && (!waitsForClose || isWritable(stream)) &&
             (readableFinished || isReadable(stream) === false)) {
    process.nextTick(onclosed);
  } else if (readableState && stream.req && stream.aborted) {
    process.nextTick(onclosed);
  }

  function cleanup() {
    callback = nop;
    stream.removeListener('aborted', onclose);
    stream.removeListener('complete', onfinish);
    stream.removeListener('abort', onclose);
    stream.removeListener('request', onrequest);
    if (stream.req) stream.req.removeListener('finish', onfinish);
    stream.removeListener('end', onlegacyfinish);
    stream.removeListener('close', onlegacyfinish);
    stream.removeListener('finish', onfinish);
    stream.removeListener('end', onend);
    stream.removeListener('error', onerror);
    stream.removeListener('close', onclose);
  }

  if (options.signal && !closed) {
    const abort = () => {
      // The callback is replaced by cleanup().
      const done = callback;
      cleanup();
      done.call(stream, new AbortError(undefined, { cause: options.signal.reason }));
    };
    callback = untilAborted(stream, options.signal, abort, callback);
  }
  return cleanup;
}

// Runs `abort` when the signal fires; returns the callback that also stops listening for that.
function untilAborted(stream, signal, abort, callback) {
  if (signal.aborted) {
    process.nextTick(abort);
    return callback;
  }
  const disposable = require('internal/events/abort_listener').addAbortListener(signal, abort);
  return once((...args) => {
    disposable[SymbolDispose]();
    callback.apply(stream, args);
  });
}

function eosWeb(stream, options, callback) {
  let aborted = false;
  if (options.signal) {
    const abort = () => {
      aborted = true;
      callback.call(stream, new AbortError(undefined, { cause: options.signal.reason }));
    };
    callback = untilAborted(stream, options.signal, abort, callback);
  }
  const settle = (...args) => {
    if (!aborted) process.nextTick(() => callback.apply(stream, args));
  };
  Promise.prototype.then.call(stream[kIsClosedPromise].promise, settle, settle);
  return nop;
}

function finished(stream, options) {
  let autoCleanup = false;
  if (options === null) options = kEmptyObject;
  if (options?.cleanup) {
    validateBoolean(options.cleanup, 'cleanup');
    autoCleanup = options.cleanup;
  }
  return new Promise((resolve, reject) => {
    const cleanup = eos(stream, options, (error) => {
      if (autoCleanup) cleanup();
      if (error) reject(error);
      else resolve();
    });
  });
}

module.exports = eos;
eos.finished = finished;
