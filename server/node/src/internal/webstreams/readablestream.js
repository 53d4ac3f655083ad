'use strict';

// ReadableStream after the Streams standard; its readers and controllers have files of their own.

const { codes: { ERR_INVALID_ARG_TYPE, ERR_INVALID_ARG_VALUE, ERR_INVALID_STATE, ERR_INVALID_THIS } } = require('internal/errors');
const { customInspectSymbol: kInspect, kEmptyObject, kEnumerableProperty } = require('internal/util');
const {
  validateAbortSignal, validateObject, kValidateObjectAllowObjects, kValidateObjectAllowObjectsAndNull,
} = require('internal/validators');
const {
  kType, kState, AsyncIterator, Deferred, resolvedUndefined, nop, onSettled, bindStart, createPromiseCallback, customInspect,
  extractHighWaterMark, extractSizeAlgorithm, isBrandCheck, setPromiseHandled,
} = require('internal/webstreams/util');
const { kIsClosedPromise, kControllerErrorFunction, kIsDisturbed, kIsErrored, kIsReadable } = require('internal/streams/utils');
const operations = require('internal/webstreams/readable_operations');
const {
  kChunk, kClose, kError, isReadableStreamLocked, readableStreamCancel, readableStreamReaderGenericCancel,
  readableStreamReaderGenericRelease, readableStreamDefaultReaderRead, setupReadableStreamDefaultController,
} = operations;
const byteOperations = require('internal/webstreams/readable_byte_operations');
const { setupReadableByteStreamController } = byteOperations;
const readers = require('internal/webstreams/readable_readers');
const { ReadableStreamDefaultReader, ReadableStreamBYOBReader } = readers;
const {
  kSkipThrow, ReadableStreamBYOBRequest, ReadableStreamDefaultController, ReadableByteStreamController,
  isReadableByteStreamController, isReadableStreamBYOBRequest,
} = require('internal/webstreams/readable_controllers');

const isReadableStream = isBrandCheck('ReadableStream');

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

module.exports = {
  ...operations,
  ...byteOperations,
  ...readers,
  ReadableStream, ReadableStreamBYOBRequest, ReadableByteStreamController, ReadableStreamDefaultController,
  isReadableStream, isReadableByteStreamController, isReadableStreamBYOBRequest, readableStreamTee,
  createReadableStream, createReadableByteStream,
};
