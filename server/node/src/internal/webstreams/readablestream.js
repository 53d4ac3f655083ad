'use strict';

// ReadableStream, its readers and its controllers: the classes of the Streams standard over `readable_operations`,
// `readable_byte_operations` and `readable_pipe`.

const { codes } = require('internal/errors');
const { ERR_ILLEGAL_CONSTRUCTOR, ERR_INVALID_ARG_TYPE, ERR_INVALID_ARG_VALUE, ERR_INVALID_STATE, ERR_INVALID_THIS,
        ERR_OUT_OF_RANGE } = codes;
const { customInspectSymbol: kInspect, kEmptyObject, kEnumerableProperty } = require('internal/util');
const {
  validateAbortSignal, validateBuffer, validateNumber, validateObject, kValidateObjectAllowObjects, kValidateObjectAllowObjectsAndNull,
} = require('internal/validators');
const {
  kType, kState, AsyncIterator, Deferred, resolvedUndefined, nop, onSettled, bindStart, createPromiseCallback, customInspect,
  extractHighWaterMark, extractSizeAlgorithm, isBrandCheck, isDetachedBuffer, setPromiseHandled,
} = require('internal/webstreams/util');
const { kIsClosedPromise, kControllerErrorFunction, kIsDisturbed, kIsErrored, kIsReadable } = require('internal/streams/utils');
const operations = require('internal/webstreams/readable_operations');
const {
  kCancel, kPull, kRelease, kChunk, kClose, kError,
  isReadableStreamLocked, readableStreamCancel, readableStreamReaderGenericInitialize, readableStreamReaderGenericCancel,
  readableStreamReaderGenericRelease, readableStreamDefaultReaderRead, setupReadableStreamDefaultController,
  readableStreamDefaultControllerClose, readableStreamDefaultControllerEnqueue, readableStreamDefaultControllerError,
  readableStreamDefaultControllerCanCloseOrEnqueue, readableStreamDefaultControllerGetDesiredSize,
  readableStreamDefaultControllerCancelSteps, readableStreamDefaultControllerTakeChunk, readableStreamDefaultControllerPullSteps,
} = operations;
const byteOperations = require('internal/webstreams/readable_byte_operations');
const {
  setupReadableByteStreamController, readableByteStreamControllerGetDesiredSize, readableByteStreamControllerError,
  readableByteStreamControllerClose, readableByteStreamControllerCancelSteps, readableByteStreamControllerReleaseSteps,
  readableByteStreamControllerPullSteps, readableByteStreamControllerEnqueue, readableByteStreamControllerPullInto,
  readableByteStreamControllerRespond, readableByteStreamControllerRespondWithNewView,
} = byteOperations;

const kSkipThrow = Symbol('kSkipThrow');

const isReadableStream = isBrandCheck('ReadableStream');
const isReadableByteStreamController = isBrandCheck('ReadableByteStreamController');
const isReadableStreamBYOBRequest = isBrandCheck('ReadableStreamBYOBRequest');
const isReadableStreamDefaultReader = isBrandCheck('ReadableStreamDefaultReader');
const isReadableStreamBYOBReader = isBrandCheck('ReadableStreamBYOBReader');
const isReadableStreamDefaultController = isBrandCheck('ReadableStreamDefaultController');

class ReadableStream {
  constructor(source = kEmptyObject, strategy = kEmptyObject) {
    this[kType] = 'ReadableStream';
    validateObject(source, 'source', kValidateObjectAllowObjects);
    validateObject(strategy, 'strategy', kValidateObjectAllowObjectsAndNull);
    initializeReadableStream(this);
    // Read in this order: each may be a getter.
    const type = source?.type;
    const size = strategy?.size;
    const highWaterMark = strategy?.highWaterMark;
    if (`${type}` === 'bytes') {
      if (size !== undefined) throw new ERR_INVALID_ARG_VALUE.RangeError('strategy.size', size);
      setupByteControllerFromSource(this, source, extractHighWaterMark(highWaterMark, 0));
    } else {
      if (type !== undefined) throw new ERR_INVALID_ARG_VALUE('source.type', type);
      setupDefaultControllerFromSource(this, source, extractHighWaterMark(highWaterMark, 1), extractSizeAlgorithm(size));
    }
  }

  get [kIsDisturbed]() { return this[kState].disturbed; }
  get [kIsErrored]() { return this[kState].state === 'errored'; }
  get [kIsReadable]() { return this[kState].state === 'readable'; }

  static from(iterable) {
    return require('internal/webstreams/readable_pipe').readableStreamFromIterable(iterable);
  }

  get locked() {
    if (!isReadableStream(this)) throw new ERR_INVALID_THIS('ReadableStream');
    return isReadableStreamLocked(this);
  }

  cancel(reason = undefined) {
    if (!isReadableStream(this)) return Promise.reject(new ERR_INVALID_THIS('ReadableStream'));
    if (isReadableStreamLocked(this)) return Promise.reject(new ERR_INVALID_STATE.TypeError('ReadableStream is locked'));
    return readableStreamCancel(this, reason);
  }

  getReader(options = kEmptyObject) {
    if (!isReadableStream(this)) throw new ERR_INVALID_THIS('ReadableStream');
    validateObject(options, 'options', kValidateObjectAllowObjectsAndNull);
    const mode = options?.mode;
    if (mode === undefined) return new ReadableStreamDefaultReader(this);
    if (`${mode}` !== 'byob') throw new ERR_INVALID_ARG_VALUE('options.mode', mode);
    return new ReadableStreamBYOBReader(this);
  }

  pipeThrough(transform, options = kEmptyObject) {
    if (!isReadableStream(this)) throw new ERR_INVALID_THIS('ReadableStream');
    const readable = transform?.readable;
    if (!isReadableStream(readable)) throw new ERR_INVALID_ARG_TYPE('transform.readable', 'ReadableStream', readable);
    const writable = transform?.writable;
    requireWritableStream(writable);
    const { preventAbort, preventCancel, preventClose, signal } = readPipeOptions(options);
    if (isReadableStreamLocked(this)) throw new ERR_INVALID_STATE.TypeError('The ReadableStream is locked');
    if (writable.locked) throw new ERR_INVALID_STATE.TypeError('The WritableStream is locked');
    const { readableStreamPipeTo } = require('internal/webstreams/readable_pipe');
    setPromiseHandled(readableStreamPipeTo(this, writable, !!preventClose, !!preventAbort, !!preventCancel, signal));
    return readable;
  }

  pipeTo(destination, options = kEmptyObject) {
    try {
      if (!isReadableStream(this)) throw new ERR_INVALID_THIS('ReadableStream');
      requireWritableStream(destination);
      const { preventAbort, preventCancel, preventClose, signal } = readPipeOptions(options);
      if (isReadableStreamLocked(this)) throw new ERR_INVALID_STATE.TypeError('The ReadableStream is locked');
      if (destination.locked) throw new ERR_INVALID_STATE.TypeError('The WritableStream is locked');
      const { readableStreamPipeTo } = require('internal/webstreams/readable_pipe');
      return readableStreamPipeTo(this, destination, !!preventClose, !!preventAbort, !!preventCancel, signal);
    } catch (error) {
      return Promise.reject(error);
    }
  }

  tee() {
    if (!isReadableStream(this)) throw new ERR_INVALID_THIS('ReadableStream');
    if (isReadableStreamLocked(this)) throw new ERR_INVALID_STATE.TypeError('ReadableStream is locked');
    return readableStreamTee(this, false);
  }

  values(options = kEmptyObject) {
    if (!isReadableStream(this)) throw new ERR_INVALID_THIS('ReadableStream');
    validateObject(options, 'options', kValidateObjectAllowObjectsAndNull);
    const preventCancel = !!options?.preventCancel;
    return iterate(new ReadableStreamDefaultReader(this), preventCancel);
  }

  [kInspect](depth, options) {
    return customInspect.call(this, depth, options, this.constructor.name, {
      locked: this.locked,
      state: this[kState].state,
      supportsBYOB: isReadableByteStreamController(this[kState].controller),
    });
  }
}

function requireWritableStream(value) {
  if (!require('internal/webstreams/writablestream').isWritableStream(value)) {
    throw new ERR_INVALID_ARG_TYPE('transform.writable', 'WritableStream', value);
  }
}

function readPipeOptions(options) {
  validateObject(options, 'options', kValidateObjectAllowObjectsAndNull);
  // Alphabetically, as Web IDL reads a dictionary.
  const preventAbort = options?.preventAbort;
  const preventCancel = options?.preventCancel;
  const preventClose = options?.preventClose;
  const signal = options?.signal;
  if (signal !== undefined) validateAbortSignal(signal, 'options.signal');
  return { preventAbort, preventCancel, preventClose, signal };
}

function readableStreamTee(stream, cloneForBranch2) {
  const { readableByteStreamTee, readableStreamDefaultTee } = require('internal/webstreams/readable_pipe');
  return isReadableByteStreamController(stream[kState].controller) ?
    readableByteStreamTee(stream) : readableStreamDefaultTee(stream, cloneForBranch2);
}

const kEndOfIteration = Symbol('kEndOfIteration');

function toIteratorResult(value) {
  return value === kEndOfIteration ? { value: undefined, done: true } : { value, done: false };
}

// The async iterator of a stream. Its calls are answered one after the other.
function iterate(reader, preventCancel) {
  const request = {
    deferred: undefined,
    [kChunk](value) {
      current = undefined;
      this.deferred.resolve(value);
    },
    [kClose]() {
      current = undefined;
      done = true;
      readableStreamReaderGenericRelease(reader);
      this.deferred.resolve(kEndOfIteration);
    },
    [kError](error) {
      current = undefined;
      done = true;
      readableStreamReaderGenericRelease(reader);
      this.deferred.reject(error);
    },
  };
  let current;
  let done = false;

  function nextSteps() {
    if (done) return Promise.resolve({ value: undefined, done: true });
    if (reader[kState].stream === undefined) {
      return Promise.reject(new ERR_INVALID_STATE.TypeError('The reader is not bound to a ReadableStream'));
    }
    request.deferred = Promise.withResolvers();
    const { promise } = request.deferred;
    readableStreamDefaultReaderRead(reader, request);
    // A turn later, as the standard has it: the source is asked for its next chunk first.
    return onSettled(promise, toIteratorResult);
  }

  async function returnSteps(value) {
    if (done) return { value, done: true };
    done = true;
    if (reader[kState].stream === undefined) {
      throw new ERR_INVALID_STATE.TypeError('The reader is not bound to a ReadableStream');
    }
    if (preventCancel) {
      readableStreamReaderGenericRelease(reader);
    } else {
      const result = readableStreamReaderGenericCancel(reader, value);
      readableStreamReaderGenericRelease(reader);
      await result;
    }
    return { value, done: true };
  }

  return Object.setPrototypeOf({
    next() {
      current = current !== undefined ? onSettled(current, nextSteps, nextSteps) : nextSteps();
      return current;
    },
    return(error) {
      const steps = () => returnSteps(error);
      current = current !== undefined ? onSettled(current, steps, steps) : steps();
      return current;
    },
    [Symbol.asyncIterator]() { return this; },
  }, AsyncIterator);
}

function initializeReadableStream(stream) {
  stream[kState] = { disturbed: false, reader: undefined, state: 'readable', storedError: undefined, controller: undefined };
  stream[kIsClosedPromise] = new Deferred();
  stream[kControllerErrorFunction] = nop;
}

// Readers --------------------------------------------------------------------------------------------------------------

class DefaultReadRequest {
  constructor() {
    this[kState] = Promise.withResolvers();
  }

  get promise() { return this[kState].promise; }
  [kChunk](value) { this[kState].resolve({ value, done: false }); }
  [kClose]() { this[kState].resolve({ value: undefined, done: true }); }
  [kError](error) { this[kState].reject(error); }
}

class ReadIntoRequest {
  constructor() {
    this[kState] = Promise.withResolvers();
  }

  get promise() { return this[kState].promise; }
  [kChunk](value) { this[kState].resolve({ value, done: false }); }
  [kClose](value) { this[kState].resolve({ value, done: true }); }
  [kError](error) { this[kState].reject(error); }
}

function unattachedReader() {
  return new ERR_INVALID_STATE.TypeError('The reader is not attached to a stream');
}

class ReadableStreamDefaultReader {
  constructor(stream) {
    if (!isReadableStream(stream)) throw new ERR_INVALID_ARG_TYPE('stream', 'ReadableStream', stream);
    this[kType] = 'ReadableStreamDefaultReader';
    this[kState] = { readRequests: undefined, stream: undefined, close: undefined };
    setupReadableStreamDefaultReader(this, stream);
  }

  read() {
    if (!isReadableStreamDefaultReader(this)) return Promise.reject(new ERR_INVALID_THIS('ReadableStreamDefaultReader'));
    const { stream } = this[kState];
    if (stream === undefined) return Promise.reject(unattachedReader());
    const { controller, state } = stream[kState];
    // The common case needs no request: a chunk waits.
    if (state === 'readable' && isReadableStreamDefaultController(controller) && controller[kState].queue.length > 0) {
      stream[kState].disturbed = true;
      return Promise.resolve({ value: readableStreamDefaultControllerTakeChunk(controller), done: false });
    }
    const request = new DefaultReadRequest();
    readableStreamDefaultReaderRead(this, request);
    return request.promise;
  }

  releaseLock() {
    if (!isReadableStreamDefaultReader(this)) throw new ERR_INVALID_THIS('ReadableStreamDefaultReader');
    if (this[kState].stream !== undefined) readableStreamReaderGenericRelease(this);
  }

  get closed() {
    if (!isReadableStreamDefaultReader(this)) return Promise.reject(new ERR_INVALID_THIS('ReadableStreamDefaultReader'));
    return this[kState].close.promise;
  }

  cancel(reason = undefined) {
    if (!isReadableStreamDefaultReader(this)) return Promise.reject(new ERR_INVALID_THIS('ReadableStreamDefaultReader'));
    if (this[kState].stream === undefined) return Promise.reject(unattachedReader());
    return readableStreamReaderGenericCancel(this, reason);
  }

  [kInspect](depth, options) {
    return customInspect.call(this, depth, options, this.constructor.name, {
      stream: this[kState].stream,
      readRequests: this[kState].readRequests.length,
      close: this[kState].close.promise,
    });
  }
}

class ReadableStreamBYOBReader {
  constructor(stream) {
    if (!isReadableStream(stream)) throw new ERR_INVALID_ARG_TYPE('stream', 'ReadableStream', stream);
    this[kType] = 'ReadableStreamBYOBReader';
    this[kState] = { stream: undefined, readRequests: undefined, close: undefined };
    setupReadableStreamBYOBReader(this, stream);
  }

  async read(view, options = kEmptyObject) {
    if (!isReadableStreamBYOBReader(this)) throw new ERR_INVALID_THIS('ReadableStreamBYOBReader');
    if (!ArrayBuffer.isView(view)) throw new ERR_INVALID_ARG_TYPE('view', ['Buffer', 'TypedArray', 'DataView'], view);
    validateObject(options, 'options', kValidateObjectAllowObjectsAndNull);
    const { buffer } = view;
    if (buffer instanceof SharedArrayBuffer) {
      throw new ERR_INVALID_ARG_VALUE('view', view, 'must not be backed by a SharedArrayBuffer');
    }
    if (view.byteLength === 0 || buffer.byteLength === 0) {
      throw new ERR_INVALID_STATE.TypeError('View or Viewed ArrayBuffer is zero-length or detached');
    }
    const min = options?.min ?? 1;
    if (typeof min !== 'number') throw new ERR_INVALID_ARG_TYPE('options.min', 'number', min);
    if (!Number.isInteger(min)) throw new ERR_INVALID_ARG_VALUE('options.min', min, 'must be an integer');
    if (min <= 0) throw new ERR_INVALID_ARG_VALUE('options.min', min, 'must be greater than 0');
    if (view instanceof DataView) {
      if (min > view.byteLength) throw new ERR_OUT_OF_RANGE('options.min', '<= view.byteLength', min);
    } else if (min > view.length) {
      throw new ERR_OUT_OF_RANGE('options.min', '<= view.length', min);
    }
    const { stream } = this[kState];
    if (stream === undefined) throw unattachedReader();
    const request = new ReadIntoRequest();
    const state = stream[kState];
    state.disturbed = true;
    if (state.state === 'errored') request[kError](state.storedError);
    else readableByteStreamControllerPullInto(state.controller, view, min, request);
    return request.promise;
  }

  releaseLock() {
    if (!isReadableStreamBYOBReader(this)) throw new ERR_INVALID_THIS('ReadableStreamBYOBReader');
    if (this[kState].stream !== undefined) readableStreamReaderGenericRelease(this);
  }

  get closed() {
    if (!isReadableStreamBYOBReader(this)) return Promise.reject(new ERR_INVALID_THIS('ReadableStreamBYOBReader'));
    return this[kState].close.promise;
  }

  cancel(reason = undefined) {
    if (!isReadableStreamBYOBReader(this)) return Promise.reject(new ERR_INVALID_THIS('ReadableStreamBYOBReader'));
    if (this[kState].stream === undefined) return Promise.reject(unattachedReader());
    return readableStreamReaderGenericCancel(this, reason);
  }

  [kInspect](depth, options) {
    return customInspect.call(this, depth, options, this.constructor.name, {
      stream: this[kState].stream,
      readIntoRequests: this[kState].readRequests.length,
      close: this[kState].close.promise,
    });
  }
}

function setupReadableStreamDefaultReader(reader, stream) {
  if (isReadableStreamLocked(stream)) throw new ERR_INVALID_STATE.TypeError('ReadableStream is locked');
  readableStreamReaderGenericInitialize(reader, stream);
}

function setupReadableStreamBYOBReader(reader, stream) {
  if (isReadableStreamLocked(stream)) throw new ERR_INVALID_STATE.TypeError('ReadableStream is locked');
  if (!isReadableByteStreamController(stream[kState].controller)) {
    throw new ERR_INVALID_ARG_VALUE('stream', stream, 'must be a byte stream');
  }
  readableStreamReaderGenericInitialize(reader, stream);
}

// Controllers ----------------------------------------------------------------------------------------------------------

class ReadableStreamBYOBRequest {
  constructor(skipThrowSymbol = undefined) {
    if (skipThrowSymbol !== kSkipThrow) throw new ERR_ILLEGAL_CONSTRUCTOR();
  }

  get view() {
    if (!isReadableStreamBYOBRequest(this)) throw new ERR_INVALID_THIS('ReadableStreamBYOBRequest');
    return this[kState].view;
  }

  respond(bytesWritten) {
    if (!isReadableStreamBYOBRequest(this)) throw new ERR_INVALID_THIS('ReadableStreamBYOBRequest');
    const { view, controller } = this[kState];
    if (controller === undefined) throw new ERR_INVALID_STATE.TypeError('This BYOB request has been invalidated');
    if (view.byteLength === 0 || view.buffer.byteLength === 0) {
      throw new ERR_INVALID_STATE.TypeError('Viewed ArrayBuffer is zero-length or detached');
    }
    validateNumber(bytesWritten = toByteCount(bytesWritten), 'bytesWritten', 0);
    readableByteStreamControllerRespond(controller, bytesWritten);
  }

  respondWithNewView(view) {
    if (!isReadableStreamBYOBRequest(this)) throw new ERR_INVALID_THIS('ReadableStreamBYOBRequest');
    const { controller } = this[kState];
    if (controller === undefined) throw new ERR_INVALID_STATE.TypeError('This BYOB request has been invalidated');
    validateBuffer(view, 'view');
    if (isDetachedBuffer(view.buffer)) throw new ERR_INVALID_STATE.TypeError('Viewed ArrayBuffer is detached');
    readableByteStreamControllerRespondWithNewView(controller, view);
  }

  [kInspect](depth, options) {
    return customInspect.call(this, depth, options, this.constructor.name, {
      view: this[kState].view,
      controller: this[kState].controller,
    });
  }
}

function toByteCount(value) {
  return typeof value === 'bigint' ? value : Number(value);
}

class ReadableStreamDefaultController {
  constructor(skipThrowSymbol = undefined) {
    if (skipThrowSymbol !== kSkipThrow) throw new ERR_ILLEGAL_CONSTRUCTOR();
    this[kType] = 'ReadableStreamDefaultController';
    this[kState] = {};
  }

  get desiredSize() {
    if (!isReadableStreamDefaultController(this)) throw new ERR_INVALID_THIS('ReadableStreamDefaultController');
    return readableStreamDefaultControllerGetDesiredSize(this);
  }

  close() {
    if (!isReadableStreamDefaultController(this)) throw new ERR_INVALID_THIS('ReadableStreamDefaultController');
    if (!readableStreamDefaultControllerCanCloseOrEnqueue(this)) {
      throw new ERR_INVALID_STATE.TypeError('Controller is already closed');
    }
    readableStreamDefaultControllerClose(this);
  }

  enqueue(chunk = undefined) {
    if (!isReadableStreamDefaultController(this)) throw new ERR_INVALID_THIS('ReadableStreamDefaultController');
    if (!readableStreamDefaultControllerCanCloseOrEnqueue(this)) {
      throw new ERR_INVALID_STATE.TypeError('Controller is already closed');
    }
    readableStreamDefaultControllerEnqueue(this, chunk);
  }

  error(error = undefined) {
    if (!isReadableStreamDefaultController(this)) throw new ERR_INVALID_THIS('ReadableStreamDefaultController');
    readableStreamDefaultControllerError(this, error);
  }

  [kCancel](reason) { return readableStreamDefaultControllerCancelSteps(this, reason); }
  [kPull](request) { readableStreamDefaultControllerPullSteps(this, request); }
  [kRelease]() {}

  [kInspect](depth, options) {
    return customInspect.call(this, depth, options, this.constructor.name, {});
  }
}

class ReadableByteStreamController {
  constructor(skipThrowSymbol = undefined) {
    if (skipThrowSymbol !== kSkipThrow) throw new ERR_ILLEGAL_CONSTRUCTOR();
    this[kType] = 'ReadableByteStreamController';
    this[kState] = {};
  }

  get byobRequest() {
    if (!isReadableByteStreamController(this)) throw new ERR_INVALID_THIS('ReadableByteStreamController');
    const state = this[kState];
    if (state.byobRequest === null && state.pendingPullIntos.length > 0) {
      const { buffer, byteOffset, bytesFilled, byteLength } = state.pendingPullIntos.peek();
      const request = new ReadableStreamBYOBRequest(kSkipThrow);
      request[kType] = 'ReadableStreamBYOBRequest';
      request[kState] = { controller: this, view: new Uint8Array(buffer, byteOffset + bytesFilled, byteLength - bytesFilled) };
      state.byobRequest = request;
    }
    return state.byobRequest;
  }

  get desiredSize() {
    if (!isReadableByteStreamController(this)) throw new ERR_INVALID_THIS('ReadableByteStreamController');
    return readableByteStreamControllerGetDesiredSize(this);
  }

  close() {
    if (!isReadableByteStreamController(this)) throw new ERR_INVALID_THIS('ReadableByteStreamController');
    requireOpen(this);
    readableByteStreamControllerClose(this);
  }

  enqueue(chunk) {
    if (!isReadableByteStreamController(this)) throw new ERR_INVALID_THIS('ReadableByteStreamController');
    validateBuffer(chunk);
    if (chunk.byteLength === 0 || chunk.buffer.byteLength === 0) {
      throw new ERR_INVALID_STATE.TypeError('chunk ArrayBuffer is zero-length or detached');
    }
    requireOpen(this);
    readableByteStreamControllerEnqueue(this, chunk);
  }

  error(error = undefined) {
    if (!isReadableByteStreamController(this)) throw new ERR_INVALID_THIS('ReadableByteStreamController');
    readableByteStreamControllerError(this, error);
  }

  [kCancel](reason) { return readableByteStreamControllerCancelSteps(this, reason); }
  [kPull](request) { readableByteStreamControllerPullSteps(this, request); }
  [kRelease]() { readableByteStreamControllerReleaseSteps(this); }

  [kInspect](depth, options) {
    return customInspect.call(this, depth, options, this.constructor.name, {});
  }
}

function requireOpen(controller) {
  const { closeRequested, stream } = controller[kState];
  if (closeRequested) throw new ERR_INVALID_STATE.TypeError('Controller is already closed');
  if (stream[kState].state !== 'readable') throw new ERR_INVALID_STATE.TypeError('ReadableStream is already closed');
}

function nopPromise() {
  return resolvedUndefined;
}

function setupDefaultControllerFromSource(stream, source, highWaterMark, size) {
  const controller = new ReadableStreamDefaultController(kSkipThrow);
  const start = source?.start;
  const pull = source?.pull;
  const cancel = source?.cancel;
  stream[kControllerErrorFunction] = controller.error.bind(controller);
  setupReadableStreamDefaultController(
    stream, controller, bindStart(start, source, controller),
    pull === undefined ? nopPromise : createPromiseCallback('source.pull', pull, source),
    cancel === undefined ? nopPromise : createPromiseCallback('source.cancel', cancel, source),
    highWaterMark, size);
}

function setupByteControllerFromSource(stream, source, highWaterMark) {
  const controller = new ReadableByteStreamController(kSkipThrow);
  const start = source?.start;
  const pull = source?.pull;
  const cancel = source?.cancel;
  const autoAllocateChunkSize = source?.autoAllocateChunkSize;
  const startAlgorithm = bindStart(start, source, controller);
  const pullAlgorithm = pull === undefined ? nopPromise : createPromiseCallback('source.pull', pull, source);
  const cancelAlgorithm = cancel === undefined ? nopPromise : createPromiseCallback('source.cancel', cancel, source);
  if (autoAllocateChunkSize === 0) throw new ERR_INVALID_ARG_VALUE('source.autoAllocateChunkSize', autoAllocateChunkSize);
  stream[kControllerErrorFunction] = controller.error.bind(controller);
  setupReadableByteStreamController(
    stream, controller, startAlgorithm, pullAlgorithm, cancelAlgorithm, highWaterMark, autoAllocateChunkSize);
}

// Streams of our own (a TransformStream's side, a branch of tee()): their algorithms are not user code.
function createReadableStream(start, pull, cancel, highWaterMark = 1, size = () => 1) {
  const stream = Object.create(ReadableStream.prototype);
  stream[kType] = 'ReadableStream';
  initializeReadableStream(stream);
  const controller = new ReadableStreamDefaultController(kSkipThrow);
  stream[kControllerErrorFunction] = controller.error.bind(controller);
  setupReadableStreamDefaultController(stream, controller, () => start(controller), pull, cancel, highWaterMark, size);
  return stream;
}

function createReadableByteStream(start, pull, cancel, highWaterMark = 0) {
  const stream = Object.create(ReadableStream.prototype);
  stream[kType] = 'ReadableStream';
  initializeReadableStream(stream);
  const controller = new ReadableByteStreamController(kSkipThrow);
  stream[kControllerErrorFunction] = controller.error.bind(controller);
  setupReadableByteStreamController(stream, controller, () => start(controller), pull, cancel, highWaterMark, undefined);
  return stream;
}

const tag = (value) => ({ __proto__: null, configurable: true, enumerable: false, value, writable: false });
const enumerable = (names) => Object.fromEntries(names.map((name) => [name, kEnumerableProperty]));
Object.defineProperties(ReadableStream.prototype, {
  [Symbol.asyncIterator]: {
    __proto__: null, configurable: true, enumerable: false, writable: true, value: ReadableStream.prototype.values,
  },
  ...enumerable(['locked', 'cancel', 'getReader', 'pipeThrough', 'pipeTo', 'tee', 'values']),
  [Symbol.toStringTag]: tag('ReadableStream'),
});
Object.defineProperties(ReadableStream, { from: kEnumerableProperty });
Object.defineProperties(ReadableStreamDefaultReader.prototype, {
  ...enumerable(['closed', 'read', 'releaseLock', 'cancel']),
  [Symbol.toStringTag]: tag('ReadableStreamDefaultReader'),
});
Object.defineProperties(ReadableStreamBYOBReader.prototype, {
  ...enumerable(['closed', 'read', 'releaseLock', 'cancel']),
  [Symbol.toStringTag]: tag('ReadableStreamBYOBReader'),
});
Object.defineProperties(ReadableStreamBYOBRequest.prototype, {
  ...enumerable(['view', 'respond', 'respondWithNewView']),
  [Symbol.toStringTag]: tag('ReadableStreamBYOBRequest'),
});
Object.defineProperties(ReadableStreamDefaultController.prototype, {
  ...enumerable(['close', 'enqueue', 'error', 'desiredSize']),
  [Symbol.toStringTag]: tag('ReadableStreamDefaultController'),
});
Object.defineProperties(ReadableByteStreamController.prototype, {
  ...enumerable(['byobRequest', 'desiredSize', 'close', 'enqueue', 'error']),
  [Symbol.toStringTag]: tag('ReadableByteStreamController'),
});

module.exports = {
  ...operations,
  ...byteOperations,
  ReadableStream, ReadableStreamDefaultReader, ReadableStreamBYOBReader, ReadableStreamBYOBRequest,
  ReadableByteStreamController, ReadableStreamDefaultController,
  isReadableStream, isReadableByteStreamController, isReadableStreamBYOBRequest, isReadableStreamDefaultReader,
  isReadableStreamBYOBReader, readableStreamTee, setupReadableStreamDefaultReader, setupReadableStreamBYOBReader,
  createReadableStream, createReadableByteStream,
};
