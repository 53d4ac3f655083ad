'use strict';

// WritableStream, its writer and its controller: the classes of the Streams standard over `writable_operations`.

const { codes: { ERR_ILLEGAL_CONSTRUCTOR, ERR_INVALID_ARG_TYPE, ERR_INVALID_ARG_VALUE, ERR_INVALID_STATE, ERR_INVALID_THIS } } =
  require('internal/errors');
const { customInspectSymbol: kInspect, kEmptyObject, kEnumerableProperty } = require('internal/util');
const { validateObject, kValidateObjectAllowObjects, kValidateObjectAllowObjectsAndNull } = require('internal/validators');
const {
  kType, kState, Queue, Deferred, resolvedUndefined, nop, bindStart, createPromiseCallback, customInspect, extractHighWaterMark,
  extractSizeAlgorithm, isBrandCheck, resetQueue,
} = require('internal/webstreams/util');
const { kIsClosedPromise, kControllerErrorFunction, kIsErrored, kIsWritable } = require('internal/streams/utils');
const {
  kAbort, kError, isWritableStreamLocked, setupWritableStreamDefaultWriter, writableStreamAbort, writableStreamClose,
  writableStreamCloseQueuedOrInFlight, writableStreamDefaultWriterAbort, writableStreamDefaultWriterClose,
  writableStreamDefaultWriterGetDesiredSize, writableStreamDefaultWriterRelease, writableStreamDefaultWriterWrite,
  setupWritableStreamDefaultController, writableStreamDefaultControllerClearAlgorithms, writableStreamDefaultControllerErrorIfNeeded,
} = require('internal/webstreams/writable_operations');

const kSkipThrow = Symbol('kSkipThrow');

const isWritableStream = isBrandCheck('WritableStream');
const isWritableStreamDefaultWriter = isBrandCheck('WritableStreamDefaultWriter');
const isWritableStreamDefaultController = isBrandCheck('WritableStreamDefaultController');

class WritableStream {
  constructor(sink = kEmptyObject, strategy = kEmptyObject) {
    this[kType] = 'WritableStream';
    validateObject(sink, 'sink', kValidateObjectAllowObjects);
    validateObject(strategy, 'strategy', kValidateObjectAllowObjectsAndNull);
    if (sink?.type !== undefined) throw new ERR_INVALID_ARG_VALUE.RangeError('type', sink.type);
    initializeWritableStream(this);
    const size = extractSizeAlgorithm(strategy?.size);
    const highWaterMark = extractHighWaterMark(strategy?.highWaterMark, 1);
    setupWritableStreamDefaultControllerFromSink(this, sink, highWaterMark, size);
  }

  get [kIsErrored]() { return this[kState].state === 'errored'; }
  get [kIsWritable]() { return this[kState].state === 'writable'; }

  get locked() {
    if (!isWritableStream(this)) throw new ERR_INVALID_THIS('WritableStream');
    return isWritableStreamLocked(this);
  }

  abort(reason = undefined) {
    if (!isWritableStream(this)) return Promise.reject(new ERR_INVALID_THIS('WritableStream'));
    if (isWritableStreamLocked(this)) return Promise.reject(new ERR_INVALID_STATE.TypeError('WritableStream is locked'));
    return writableStreamAbort(this, reason);
  }

  close() {
    if (!isWritableStream(this)) return Promise.reject(new ERR_INVALID_THIS('WritableStream'));
    if (isWritableStreamLocked(this)) return Promise.reject(new ERR_INVALID_STATE.TypeError('WritableStream is locked'));
    if (writableStreamCloseQueuedOrInFlight(this)) {
      return Promise.reject(new ERR_INVALID_STATE.TypeError('Failure to close WritableStream'));
    }
    return writableStreamClose(this);
  }

  getWriter() {
    if (!isWritableStream(this)) throw new ERR_INVALID_THIS('WritableStream');
    return new WritableStreamDefaultWriter(this);
  }

  [kInspect](depth, options) {
    return customInspect.call(this, depth, options, this.constructor.name, { locked: this.locked, state: this[kState].state });
  }
}

function initializeWritableStream(stream) {
  stream[kState] = {
    state: 'writable',
    storedError: undefined,
    controller: undefined,
    writer: undefined,
    writeRequests: new Queue(),
    inFlightWriteRequest: undefined,
    closeRequest: undefined,
    inFlightCloseRequest: undefined,
    pendingAbortRequest: undefined,
    backpressure: false,
  };
  stream[kIsClosedPromise] = new Deferred();
  stream[kControllerErrorFunction] = nop;
}

class WritableStreamDefaultWriter {
  constructor(stream) {
    if (!isWritableStream(stream)) throw new ERR_INVALID_ARG_TYPE('stream', 'WritableStream', stream);
    this[kType] = 'WritableStreamDefaultWriter';
    this[kState] = { stream: undefined, ready: undefined, close: undefined };
    setupWritableStreamDefaultWriter(this, stream);
  }

  get closed() {
    if (!isWritableStreamDefaultWriter(this)) return Promise.reject(new ERR_INVALID_THIS('WritableStreamDefaultWriter'));
    return this[kState].close.promise;
  }

  get desiredSize() {
    if (!isWritableStreamDefaultWriter(this)) throw new ERR_INVALID_THIS('WritableStreamDefaultWriter');
    if (this[kState].stream === undefined) throw unboundWriter();
    return writableStreamDefaultWriterGetDesiredSize(this);
  }

  get ready() {
    if (!isWritableStreamDefaultWriter(this)) return Promise.reject(new ERR_INVALID_THIS('WritableStreamDefaultWriter'));
    return this[kState].ready.promise;
  }

  abort(reason = undefined) {
    if (!isWritableStreamDefaultWriter(this)) return Promise.reject(new ERR_INVALID_THIS('WritableStreamDefaultWriter'));
    if (this[kState].stream === undefined) return Promise.reject(unboundWriter());
    return writableStreamDefaultWriterAbort(this, reason);
  }

  close() {
    if (!isWritableStreamDefaultWriter(this)) return Promise.reject(new ERR_INVALID_THIS('WritableStreamDefaultWriter'));
    const { stream } = this[kState];
    if (stream === undefined) return Promise.reject(unboundWriter());
    if (writableStreamCloseQueuedOrInFlight(stream)) {
      return Promise.reject(new ERR_INVALID_STATE.TypeError('Failure to close WritableStream'));
    }
    return writableStreamDefaultWriterClose(this);
  }

  releaseLock() {
    if (!isWritableStreamDefaultWriter(this)) throw new ERR_INVALID_THIS('WritableStreamDefaultWriter');
    if (this[kState].stream !== undefined) writableStreamDefaultWriterRelease(this);
  }

  write(chunk = undefined) {
    if (!isWritableStreamDefaultWriter(this)) return Promise.reject(new ERR_INVALID_THIS('WritableStreamDefaultWriter'));
    if (this[kState].stream === undefined) return Promise.reject(unboundWriter());
    return writableStreamDefaultWriterWrite(this, chunk);
  }

  [kInspect](depth, options) {
    return customInspect.call(this, depth, options, this.constructor.name, {
      stream: this[kState].stream,
      close: this[kState].close.promise,
      ready: this[kState].ready.promise,
      desiredSize: this.desiredSize,
    });
  }
}

function unboundWriter() {
  return new ERR_INVALID_STATE.TypeError('Writer is not bound to a WritableStream');
}

class WritableStreamDefaultController {
  constructor(skipThrowSymbol = undefined) {
    if (skipThrowSymbol !== kSkipThrow) throw new ERR_ILLEGAL_CONSTRUCTOR();
    this[kType] = 'WritableStreamDefaultController';
    this[kState] = {};
  }

  [kAbort](reason) {
    const result = this[kState].abortAlgorithm(reason);
    writableStreamDefaultControllerClearAlgorithms(this);
    return result;
  }

  [kError]() {
    resetQueue(this);
  }

  get signal() {
    if (!isWritableStreamDefaultController(this)) throw new ERR_INVALID_THIS('WritableStreamDefaultController');
    return this[kState].abortController.signal;
  }

  error(error = undefined) {
    if (!isWritableStreamDefaultController(this)) throw new ERR_INVALID_THIS('WritableStreamDefaultController');
    writableStreamDefaultControllerErrorIfNeeded(this, error);
  }

  [kInspect](depth, options) {
    return customInspect.call(this, depth, options, this.constructor.name, { stream: this[kState].stream });
  }
}

function setupController(stream, start, write, close, abort, highWaterMark, size) {
  const controller = new WritableStreamDefaultController(kSkipThrow);
  stream[kControllerErrorFunction] = controller.error.bind(controller);
  setupWritableStreamDefaultController(stream, controller, () => start(controller), write, close, abort, highWaterMark, size);
}

function setupWritableStreamDefaultControllerFromSink(stream, sink, highWaterMark, size) {
  const controller = new WritableStreamDefaultController(kSkipThrow);
  const start = sink?.start;
  const write = sink?.write;
  const close = sink?.close;
  const abort = sink?.abort;
  const startAlgorithm = bindStart(start, sink, controller);
  const writeAlgorithm = write === undefined ? nopPromise : createPromiseCallback('sink.write', write, sink);
  const closeAlgorithm = close === undefined ? nopPromise : createPromiseCallback('sink.close', close, sink);
  const abortAlgorithm = abort === undefined ? nopPromise : createPromiseCallback('sink.abort', abort, sink);
  stream[kControllerErrorFunction] = controller.error.bind(controller);
  setupWritableStreamDefaultController(
    stream, controller, startAlgorithm, writeAlgorithm, closeAlgorithm, abortAlgorithm, highWaterMark, size);
}

function nopPromise() {
  return resolvedUndefined;
}

// A WritableStream of our own (a TransformStream's side): its algorithms are not user code.
function createWritableStream(start, write, close, abort, highWaterMark = 1, size = () => 1) {
  const stream = Object.create(WritableStream.prototype);
  stream[kType] = 'WritableStream';
  initializeWritableStream(stream);
  setupController(stream, start, write, close, abort, highWaterMark, size);
  return stream;
}

const tag = (value) => ({ __proto__: null, configurable: true, enumerable: false, value, writable: false });
Object.defineProperties(WritableStream.prototype, {
  locked: kEnumerableProperty, abort: kEnumerableProperty, close: kEnumerableProperty, getWriter: kEnumerableProperty,
  [Symbol.toStringTag]: tag('WritableStream'),
});
Object.defineProperties(WritableStreamDefaultWriter.prototype, {
  closed: kEnumerableProperty, ready: kEnumerableProperty, desiredSize: kEnumerableProperty, abort: kEnumerableProperty,
  close: kEnumerableProperty, releaseLock: kEnumerableProperty, write: kEnumerableProperty,
  [Symbol.toStringTag]: tag('WritableStreamDefaultWriter'),
});
Object.defineProperties(WritableStreamDefaultController.prototype, {
  error: kEnumerableProperty, signal: kEnumerableProperty,
  [Symbol.toStringTag]: tag('WritableStreamDefaultController'),
});

module.exports = {
  WritableStream, WritableStreamDefaultWriter, WritableStreamDefaultController,
  isWritableStream, isWritableStreamDefaultWriter, isWritableStreamDefaultController, createWritableStream,
  ...require('internal/webstreams/writable_operations'),
};
