'use strict';

// The readers of a ReadableStream: the classes of the Streams standard over `readable_operations`.

const { codes } = require('internal/errors');
const { ERR_INVALID_ARG_TYPE, ERR_INVALID_ARG_VALUE, ERR_INVALID_STATE, ERR_INVALID_THIS, ERR_OUT_OF_RANGE } = codes;
const { customInspectSymbol: kInspect, kEmptyObject, kEnumerableProperty } = require('internal/util');
const { validateObject, kValidateObjectAllowObjectsAndNull } = require('internal/validators');
const { kType, kState, customInspect, isBrandCheck } = require('internal/webstreams/util');
const {
  kChunk, kClose, kError, isReadableStreamLocked, readableStreamReaderGenericInitialize, readableStreamReaderGenericCancel,
  readableStreamReaderGenericRelease, readableStreamDefaultReaderRead, readableStreamDefaultControllerTakeChunk,
} = require('internal/webstreams/readable_operations');
const { readableByteStreamControllerPullInto } = require('internal/webstreams/readable_byte_operations');

const isReadableStream = isBrandCheck('ReadableStream');
const isReadableStreamDefaultReader = isBrandCheck('ReadableStreamDefaultReader');
const isReadableStreamBYOBReader = isBrandCheck('ReadableStreamBYOBReader');
const isReadableByteStreamController = isBrandCheck('ReadableByteStreamController');

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
    if (state === 'readable' && controller[kType] === 'ReadableStreamDefaultController' && controller[kState].queue.length > 0) {
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

const tag = (value) => ({ __proto__: null, configurable: true, enumerable: false, value, writable: false });
const enumerable = (names) => Object.fromEntries(names.map((name) => [name, kEnumerableProperty]));
Object.defineProperties(ReadableStreamDefaultReader.prototype, {
  ...enumerable(['closed', 'read', 'releaseLock', 'cancel']),
  [Symbol.toStringTag]: tag('ReadableStreamDefaultReader'),
});
Object.defineProperties(ReadableStreamBYOBReader.prototype, {
  ...enumerable(['closed', 'read', 'releaseLock', 'cancel']),
  [Symbol.toStringTag]: tag('ReadableStreamBYOBReader'),
});

module.exports = {
  ReadableStreamDefaultReader, ReadableStreamBYOBReader, isReadableStreamDefaultReader, isReadableStreamBYOBReader,
  setupReadableStreamDefaultReader, setupReadableStreamBYOBReader,
};
