'use strict';

// The controllers of a ReadableStream: the classes of the Streams standard over `readable_operations` and
// `readable_byte_operations`.

const { codes: { ERR_ILLEGAL_CONSTRUCTOR, ERR_INVALID_STATE, ERR_INVALID_THIS } } = require('internal/errors');
const { customInspectSymbol: kInspect, kEnumerableProperty } = require('internal/util');
const { validateBuffer, validateNumber } = require('internal/validators');
const { kType, kState, customInspect, isBrandCheck, isDetachedBuffer } = require('internal/webstreams/util');
const {
  kCancel, kPull, kRelease, readableStreamDefaultControllerClose, readableStreamDefaultControllerEnqueue,
  readableStreamDefaultControllerError, readableStreamDefaultControllerCanCloseOrEnqueue,
  readableStreamDefaultControllerGetDesiredSize, readableStreamDefaultControllerCancelSteps,
  readableStreamDefaultControllerPullSteps,
} = require('internal/webstreams/readable_operations');
const {
  readableByteStreamControllerGetDesiredSize, readableByteStreamControllerError, readableByteStreamControllerClose,
  readableByteStreamControllerCancelSteps, readableByteStreamControllerReleaseSteps, readableByteStreamControllerPullSteps,
  readableByteStreamControllerEnqueue, readableByteStreamControllerRespond, readableByteStreamControllerRespondWithNewView,
} = require('internal/webstreams/readable_byte_operations');

// What our own code passes to the constructors, which nobody else may call.
const kSkipThrow = Symbol('kSkipThrow');

const isReadableByteStreamController = isBrandCheck('ReadableByteStreamController');
const isReadableStreamBYOBRequest = isBrandCheck('ReadableStreamBYOBRequest');
const isReadableStreamDefaultController = isBrandCheck('ReadableStreamDefaultController');

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

const tag = (value) => ({ __proto__: null, configurable: true, enumerable: false, value, writable: false });
const enumerable = (names) => Object.fromEntries(names.map((name) => [name, kEnumerableProperty]));
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
  kSkipThrow, ReadableStreamBYOBRequest, ReadableStreamDefaultController, ReadableByteStreamController,
  isReadableByteStreamController, isReadableStreamBYOBRequest, isReadableStreamDefaultController,
};
