'use strict';

// What a stream, an HTTP message or a web stream says about itself, without knowing its class. Streams of
// `readable-stream` from npm are recognised too, which is why everything looks at shapes and registered symbols.
// A question that makes no sense for the value is answered with `null`, as `stream.isReadable()` documents.

const kIsDestroyed = Symbol.for('nodejs.stream.destroyed');
const kIsDisturbed = Symbol.for('nodejs.stream.disturbed');
const kIsErrored = Symbol.for('nodejs.stream.errored');
const kIsReadable = Symbol.for('nodejs.stream.readable');
const kIsWritable = Symbol.for('nodejs.stream.writable');
const kIsClosedPromise = Symbol.for('nodejs.webstream.isClosedPromise');
const kControllerErrorFunction = Symbol.for('nodejs.webstream.controllerErrorFunction');

const kOnConstructed = Symbol('kOnConstructed');

// Bits 0 to 8 mean the same in the state of both sides, so destroying can treat both alike.
const kState = Symbol('kState');
const kObjectMode = 1 << 0;
const kErrorEmitted = 1 << 1;
const kAutoDestroy = 1 << 2;
const kEmitClose = 1 << 3;
const kDestroyed = 1 << 4;
const kClosed = 1 << 5;
const kCloseEmitted = 1 << 6;
const kErrored = 1 << 7;
const kConstructed = 1 << 8;

// Defines on a state's prototype one boolean property for each bit.
function defineFlags(prototype, flags) {
  for (const name of Object.keys(flags)) {
    const bit = flags[name];
    Object.defineProperty(prototype, name, {
      __proto__: null,
      configurable: false,
      enumerable: false,
      get() { return (this[kState] & bit) !== 0; },
      set(value) {
        if (value) this[kState] |= bit;
        else this[kState] &= ~bit;
      },
    });
  }
}

// A rare value: a bit says whether the state has it, and only then does the state get a property for it.
function defineRare(prototype, name, bit, key, absent) {
  Object.defineProperty(prototype, name, {
    __proto__: null,
    configurable: false,
    enumerable: false,
    get() { return (this[kState] & bit) !== 0 ? this[key] : absent; },
    set(value) {
      if (value) {
        this[key] = value;
        this[kState] |= bit;
      } else {
        this[kState] &= ~bit;
      }
    },
  });
}

const isFunction = (value) => typeof value === 'function';
const isBoolean = (value) => typeof value === 'boolean';

function isReadableNodeStream(obj, strict = false) {
  return !!(obj && isFunction(obj.pipe) && isFunction(obj.on) &&
    (!strict || (isFunction(obj.pause) && isFunction(obj.resume))) &&
    (!obj._writableState || (obj._readableState && obj._readableState.readable !== false)));
}

function isWritableNodeStream(obj) {
  return !!(obj && isFunction(obj.write) && isFunction(obj.on) &&
    (!obj._readableState || obj._writableState?.writable !== false));
}

function isDuplexNodeStream(obj) {
  return !!(obj && obj._readableState && isFunction(obj.pipe) && isFunction(obj.on) && isFunction(obj.write));
}

function isNodeStream(obj) {
  return obj && (obj._readableState || obj._writableState ||
    (isFunction(obj.on) && (isFunction(obj.write) || isFunction(obj.pipe))));
}

function isReadableStream(obj) {
  return !!(obj && !isNodeStream(obj) && isFunction(obj.pipeThrough) && isFunction(obj.getReader) && isFunction(obj.cancel));
}

function isWritableStream(obj) {
  return !!(obj && !isNodeStream(obj) && isFunction(obj.getWriter) && isFunction(obj.abort));
}

function isTransformStream(obj) {
  return !!(obj && !isNodeStream(obj) && typeof obj.readable === 'object' && typeof obj.writable === 'object');
}

function isWebStream(obj) {
  return isReadableStream(obj) || isWritableStream(obj) || isTransformStream(obj);
}

function isIterable(obj, isAsync) {
  if (obj == null) return false;
  if (isAsync === true) return isFunction(obj[Symbol.asyncIterator]);
  if (isAsync === false) return isFunction(obj[Symbol.iterator]);
  return isFunction(obj[Symbol.asyncIterator]) || isFunction(obj[Symbol.iterator]);
}

function isDestroyed(stream) {
  if (!isNodeStream(stream)) return null;
  const state = stream._writableState || stream._readableState;
  return !!(stream.destroyed || stream[kIsDestroyed] || state?.destroyed);
}

// `end()` was called.
function isWritableEnded(stream) {
  if (!isWritableNodeStream(stream)) return null;
  if (stream.writableEnded === true) return true;
  const state = stream._writableState;
  if (state?.errored) return false;
  return isBoolean(state?.ended) ? state.ended : null;
}

// 'finish' was emitted, or (not strict) will certainly be.
function isWritableFinished(stream, strict) {
  if (!isWritableNodeStream(stream)) return null;
  if (stream.writableFinished === true) return true;
  const state = stream._writableState;
  if (state?.errored) return false;
  if (!isBoolean(state?.finished)) return null;
  return state.finished || (strict === false && state.ended === true && state.length === 0);
}

// The source said that nothing more comes.
function isReadableEnded(stream) {
  if (!isReadableNodeStream(stream)) return null;
  if (stream.readableEnded === true) return true;
  const state = stream._readableState;
  if (!state || state.errored) return false;
  return isBoolean(state.ended) ? state.ended : null;
}

// 'end' was emitted, or (not strict) will certainly be.
function isReadableFinished(stream, strict) {
  if (!isReadableNodeStream(stream)) return null;
  const state = stream._readableState;
  if (state?.errored) return false;
  if (!isBoolean(state?.endEmitted)) return null;
  return state.endEmitted || (strict === false && state.ended === true && state.length === 0);
}

function isReadable(stream) {
  if (stream && stream[kIsReadable] != null) return stream[kIsReadable];
  if (!isBoolean(stream?.readable)) return null;
  if (isDestroyed(stream)) return false;
  return isReadableNodeStream(stream) && stream.readable && !isReadableFinished(stream);
}

function isWritable(stream) {
  if (stream && stream[kIsWritable] != null) return stream[kIsWritable];
  if (!isBoolean(stream?.writable)) return null;
  if (isDestroyed(stream)) return false;
  return isWritableNodeStream(stream) && stream.writable && !isWritableEnded(stream);
}

function isFinished(stream, options) {
  if (!isNodeStream(stream)) return null;
  if (isDestroyed(stream)) return true;
  if (options?.readable !== false && isReadable(stream)) return false;
  return options?.writable === false || !isWritable(stream);
}

function isWritableErrored(stream) {
  if (!isNodeStream(stream)) return null;
  return stream.writableErrored || (stream._writableState?.errored ?? null);
}

function isReadableErrored(stream) {
  if (!isNodeStream(stream)) return null;
  return stream.readableErrored || (stream._readableState?.errored ?? null);
}

function isClosed(stream) {
  if (!isNodeStream(stream)) return null;
  if (isBoolean(stream.closed)) return stream.closed;
  const writable = stream._writableState;
  const readable = stream._readableState;
  if (isBoolean(writable?.closed) || isBoolean(readable?.closed)) return writable?.closed || readable?.closed;
  return isOutgoingMessage(stream) ? stream._closed : null;
}

function isOutgoingMessage(stream) {
  return isBoolean(stream._closed) && isBoolean(stream._defaultKeepAlive) &&
    isBoolean(stream._removedConnection) && isBoolean(stream._removedContLen);
}

function isServerResponse(stream) {
  return isBoolean(stream._sent100) && isOutgoingMessage(stream);
}

function isServerRequest(stream) {
  return isBoolean(stream._consuming) && isBoolean(stream._dumped) && stream.req?.upgradeOrConnect === undefined;
}

// A client request of the `request` package's kind: has `setHeader` and can be aborted.
function isRequest(stream) {
  return stream && stream.setHeader && isFunction(stream.abort);
}

// Whether 'close' is still to come.
function willEmitClose(stream) {
  if (!isNodeStream(stream)) return null;
  const state = stream._writableState || stream._readableState;
  if (!state) return isServerResponse(stream);
  return !!(state.autoDestroy && state.emitClose && state.closed === false);
}

function isDisturbed(stream) {
  return !!(stream && (stream[kIsDisturbed] ?? (stream.readableDidRead || stream.readableAborted)));
}

function isErrored(stream) {
  if (!stream) return false;
  const readable = stream._readableState;
  const writable = stream._writableState;
  return !!(stream[kIsErrored] ?? stream.readableErrored ?? stream.writableErrored ??
    readable?.errorEmitted ?? writable?.errorEmitted ?? readable?.errored ?? writable?.errored);
}

module.exports = {
  kOnConstructed, kIsDestroyed, kIsDisturbed, kIsErrored, kIsReadable, kIsWritable, kIsClosedPromise, kControllerErrorFunction,
  kState, kObjectMode, kErrorEmitted, kAutoDestroy, kEmitClose, kDestroyed, kClosed, kCloseEmitted, kErrored, kConstructed,
  defineFlags, defineRare,
  isDestroyed, isDisturbed, isErrored, isFinished, isIterable, isClosed,
  isReadable, isReadableNodeStream, isReadableStream, isReadableEnded, isReadableFinished, isReadableErrored,
  isWritable, isWritableNodeStream, isWritableStream, isWritableEnded, isWritableFinished, isWritableErrored,
  isDuplexNodeStream, isNodeStream, isTransformStream, isWebStream,
  isOutgoingMessage, isRequest, isServerRequest, isServerResponse, willEmitClose,
};
