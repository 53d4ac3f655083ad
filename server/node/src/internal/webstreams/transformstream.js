'use strict';

// TransformStream and its controller, after the Streams standard: a writable side whose chunks are transformed into those
// of a readable side. While the readable side has enough ("backpressure"), writes wait.

const { codes } = require('internal/errors');
const { ERR_ILLEGAL_CONSTRUCTOR, ERR_INVALID_ARG_VALUE, ERR_INVALID_STATE, ERR_INVALID_THIS } = codes;
const { customInspectSymbol: kInspect, kEmptyObject, kEnumerableProperty } = require('internal/util');
const { validateObject, kValidateObjectAllowObjects, kValidateObjectAllowObjectsAndNull } = require('internal/validators');
const {
  kType, kState, resolvedUndefined, onSettled, createPromiseCallback, customInspect, extractHighWaterMark, extractSizeAlgorithm,
  isBrandCheck,
} = require('internal/webstreams/util');
const {
  createReadableStream, readableStreamDefaultControllerCanCloseOrEnqueue, readableStreamDefaultControllerClose,
  readableStreamDefaultControllerEnqueue, readableStreamDefaultControllerError, readableStreamDefaultControllerGetDesiredSize,
  readableStreamDefaultControllerHasBackpressure,
} = require('internal/webstreams/readablestream');
const { createWritableStream, writableStreamDefaultControllerErrorIfNeeded } = require('internal/webstreams/writablestream');

const kSkipThrow = Symbol('kSkipThrow');
const isTransformStream = isBrandCheck('TransformStream');
const isTransformStreamDefaultController = isBrandCheck('TransformStreamDefaultController');

class TransformStream {
  constructor(transformer = kEmptyObject, writableStrategy = kEmptyObject, readableStrategy = kEmptyObject) {
    this[kType] = 'TransformStream';
    validateObject(transformer, 'transformer', kValidateObjectAllowObjects);
    validateObject(writableStrategy, 'writableStrategy', kValidateObjectAllowObjectsAndNull);
    validateObject(readableStrategy, 'readableStrategy', kValidateObjectAllowObjectsAndNull);
    const readableType = transformer?.readableType;
    const writableType = transformer?.writableType;
    const start = transformer?.start;
    if (readableType !== undefined) throw new ERR_INVALID_ARG_VALUE.RangeError('transformer.readableType', readableType);
    if (writableType !== undefined) throw new ERR_INVALID_ARG_VALUE.RangeError('transformer.writableType', writableType);

    const readableHighWaterMark = readableStrategy?.highWaterMark;
    const readableSize = readableStrategy?.size;
    const writableHighWaterMark = writableStrategy?.highWaterMark;
    const writableSize = writableStrategy?.size;
    const actualReadableHighWaterMark = extractHighWaterMark(readableHighWaterMark, 0);
    const actualReadableSize = extractSizeAlgorithm(readableSize);
    const actualWritableHighWaterMark = extractHighWaterMark(writableHighWaterMark, 1);
    const actualWritableSize = extractSizeAlgorithm(writableSize);

    const started = Promise.withResolvers();
    initializeTransformStream(this, started, actualWritableHighWaterMark, actualWritableSize,
                              actualReadableHighWaterMark, actualReadableSize);
    setupControllerFromTransformer(this, transformer);
    if (start !== undefined) started.resolve(Reflect.apply(start, transformer, [this[kState].controller]));
    else started.resolve();
  }

  get readable() {
    if (!isTransformStream(this)) throw new ERR_INVALID_THIS('TransformStream');
    return this[kState].readable;
  }

  get writable() {
    if (!isTransformStream(this)) throw new ERR_INVALID_THIS('TransformStream');
    return this[kState].writable;
  }

  [kInspect](depth, options) {
    return customInspect.call(this, depth, options, this.constructor.name, {
      readable: this.readable,
      writable: this.writable,
      backpressure: this[kState].backpressure,
    });
  }
}

class TransformStreamDefaultController {
  constructor(skipThrowSymbol = undefined) {
    if (skipThrowSymbol !== kSkipThrow) throw new ERR_ILLEGAL_CONSTRUCTOR();
    this[kType] = 'TransformStreamDefaultController';
    this[kState] = {};
  }

  get desiredSize() {
    if (!isTransformStreamDefaultController(this)) throw new ERR_INVALID_THIS('TransformStreamDefaultController');
    return readableStreamDefaultControllerGetDesiredSize(this[kState].stream[kState].readable[kState].controller);
  }

  enqueue(chunk = undefined) {
    if (!isTransformStreamDefaultController(this)) throw new ERR_INVALID_THIS('TransformStreamDefaultController');
    enqueue(this, chunk);
  }

  error(reason = undefined) {
    if (!isTransformStreamDefaultController(this)) throw new ERR_INVALID_THIS('TransformStreamDefaultController');
    transformStreamError(this[kState].stream, reason);
  }

  terminate() {
    if (!isTransformStreamDefaultController(this)) throw new ERR_INVALID_THIS('TransformStreamDefaultController');
    const { stream } = this[kState];
    readableStreamDefaultControllerClose(stream[kState].readable[kState].controller);
    errorWritableAndUnblockWrite(stream, new ERR_INVALID_STATE.TypeError('TransformStream has been terminated'));
  }

  [kInspect](depth, options) {
    return customInspect.call(this, depth, options, this.constructor.name, { stream: this[kState].stream });
  }
}

function initializeTransformStream(stream, started, writableHighWaterMark, writableSize, readableHighWaterMark, readableSize) {
  const start = () => started.promise;
  stream[kState] = {
    readable: undefined,
    writable: undefined,
    controller: undefined,
    backpressure: undefined,
    backpressureChange: undefined,
  };
  stream[kState].writable = createWritableStream(
    start, (chunk) => sinkWrite(stream, chunk), () => sinkClose(stream), (reason) => sinkAbort(stream, reason),
    writableHighWaterMark, writableSize);
  stream[kState].readable = createReadableStream(
    start, () => sourcePull(stream), (reason) => sourceCancel(stream, reason), readableHighWaterMark, readableSize);
  setBackpressure(stream, true);
}

function setupControllerFromTransformer(stream, transformer) {
  const controller = new TransformStreamDefaultController(kSkipThrow);
  const transform = transformer?.transform;
  const flush = transformer?.flush;
  const cancel = transformer?.cancel;
  const nopPromise = () => resolvedUndefined;
  controller[kState] = {
    stream,
    transformAlgorithm: transform !== undefined ? createPromiseCallback('transformer.transform', transform, transformer) : passOn,
    flushAlgorithm: flush !== undefined ? createPromiseCallback('transformer.flush', flush, transformer) : nopPromise,
    cancelAlgorithm: cancel !== undefined ? createPromiseCallback('transformer.cancel', cancel, transformer) : nopPromise,
    // Of the one that comes first: closing, aborting or cancelling.
    finishPromise: undefined,
  };
  stream[kState].controller = controller;
}

function passOn(chunk, controller) {
  try {
    enqueue(controller, chunk);
    return resolvedUndefined;
  } catch (error) {
    return Promise.reject(error);
  }
}

function enqueue(controller, chunk) {
  const { stream } = controller[kState];
  const { readable } = stream[kState];
  const readableController = readable[kState].controller;
  if (!readableStreamDefaultControllerCanCloseOrEnqueue(readableController)) {
    throw new ERR_INVALID_STATE.TypeError('Unable to enqueue');
  }
  try {
    readableStreamDefaultControllerEnqueue(readableController, chunk);
  } catch (error) {
    errorWritableAndUnblockWrite(stream, error);
    throw readable[kState].storedError;
  }
  const backpressure = readableStreamDefaultControllerHasBackpressure(readableController);
  if (backpressure !== stream[kState].backpressure) setBackpressure(stream, true);
}

function setBackpressure(stream, backpressure) {
  stream[kState].backpressureChange?.resolve();
  stream[kState].backpressureChange = Promise.withResolvers();
  stream[kState].backpressure = backpressure;
}

function transformStreamError(stream, error) {
  readableStreamDefaultControllerError(stream[kState].readable[kState].controller, error);
  errorWritableAndUnblockWrite(stream, error);
}

function errorWritableAndUnblockWrite(stream, error) {
  clearAlgorithms(stream[kState].controller);
  writableStreamDefaultControllerErrorIfNeeded(stream[kState].writable[kState].controller, error);
  unblockWrite(stream);
}

function unblockWrite(stream) {
  if (stream[kState].backpressure) setBackpressure(stream, false);
}

function clearAlgorithms(controller) {
  controller[kState].transformAlgorithm = undefined;
  controller[kState].flushAlgorithm = undefined;
  controller[kState].cancelAlgorithm = undefined;
}

function performTransform(controller, chunk) {
  const { transformAlgorithm, stream } = controller[kState];
  // Errored in the meantime: the writable side tells.
  if (transformAlgorithm === undefined) return resolvedUndefined;
  return onSettled(transformAlgorithm(chunk, controller), undefined, (error) => {
    transformStreamError(stream, error);
    throw error;
  });
}

// The writable side ----------------------------------------------------------------------------------------------------

function sinkWrite(stream, chunk) {
  const { controller, writable, backpressure, backpressureChange } = stream[kState];
  if (!backpressure) return performTransform(controller, chunk);
  return onSettled(backpressureChange.promise, () => {
    if (writable[kState].state === 'erroring') throw writable[kState].storedError;
    return performTransform(controller, chunk);
  });
}

function sinkAbort(stream, reason) {
  const { controller, readable } = stream[kState];
  if (controller[kState].finishPromise !== undefined) return controller[kState].finishPromise;
  const { promise, resolve, reject } = Promise.withResolvers();
  controller[kState].finishPromise = promise;
  const cancelPromise = controller[kState].cancelAlgorithm(reason);
  clearAlgorithms(controller);
  onSettled(cancelPromise, () => {
    if (readable[kState].state === 'errored') {
      reject(readable[kState].storedError);
    } else {
      readableStreamDefaultControllerError(readable[kState].controller, reason);
      resolve();
    }
  }, (error) => {
    readableStreamDefaultControllerError(readable[kState].controller, error);
    reject(error);
  });
  return promise;
}

function sinkClose(stream) {
  const { readable, controller } = stream[kState];
  if (controller[kState].finishPromise !== undefined) return controller[kState].finishPromise;
  const { promise, resolve, reject } = Promise.withResolvers();
  controller[kState].finishPromise = promise;
  const flushPromise = controller[kState].flushAlgorithm(controller);
  clearAlgorithms(controller);
  onSettled(flushPromise, () => {
    if (readable[kState].state === 'errored') {
      reject(readable[kState].storedError);
    } else {
      readableStreamDefaultControllerClose(readable[kState].controller);
      resolve();
    }
  }, (error) => {
    readableStreamDefaultControllerError(readable[kState].controller, error);
    reject(error);
  });
  return promise;
}

// The readable side ----------------------------------------------------------------------------------------------------

function sourcePull(stream) {
  setBackpressure(stream, false);
  return stream[kState].backpressureChange.promise;
}

function sourceCancel(stream, reason) {
  const { controller, writable } = stream[kState];
  if (controller[kState].finishPromise !== undefined) return controller[kState].finishPromise;
  const { promise, resolve, reject } = Promise.withResolvers();
  controller[kState].finishPromise = promise;
  const cancelPromise = controller[kState].cancelAlgorithm(reason);
  clearAlgorithms(controller);
  onSettled(cancelPromise, () => {
    if (writable[kState].state === 'errored') {
      reject(writable[kState].storedError);
    } else {
      writableStreamDefaultControllerErrorIfNeeded(writable[kState].controller, reason);
      unblockWrite(stream);
      resolve();
    }
  }, (error) => {
    writableStreamDefaultControllerErrorIfNeeded(writable[kState].controller, error);
    unblockWrite(stream);
    reject(error);
  });
  return promise;
}

const tag = (value) => ({ __proto__: null, configurable: true, enumerable: false, value, writable: false });
Object.defineProperties(TransformStream.prototype, {
  readable: kEnumerableProperty, writable: kEnumerableProperty, [Symbol.toStringTag]: tag('TransformStream'),
});
Object.defineProperties(TransformStreamDefaultController.prototype, {
  desiredSize: kEnumerableProperty, enqueue: kEnumerableProperty, error: kEnumerableProperty, terminate: kEnumerableProperty,
  [Symbol.toStringTag]: tag('TransformStreamDefaultController'),
});

module.exports = { TransformStream, TransformStreamDefaultController, isTransformStream, isTransformStreamDefaultController };
