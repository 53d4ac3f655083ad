'use strict';

// The byte controller of the Streams standard: chunks are pieces of memory, and a reader may bring the memory into which
// they are to be written. Memory changes hands by transfer, so that nobody sees it change.
//
// A pull-into descriptor is a read that waits for bytes: { buffer, bufferByteLength, byteOffset, byteLength, bytesFilled,
// minimumFill, elementSize, ctor, type }, its type being 'byob', 'default' (memory of ours) or 'none' (its reader is gone).

const { codes: { ERR_INVALID_ARG_VALUE, ERR_INVALID_STATE, ERR_INTERNAL_ASSERTION } } = require('internal/errors');
const {
  kState, Queue, promiseResolvedWith, onSettled, resetQueue, transferArrayBuffer, isDetachedBuffer, canCopyArrayBuffer,
} = require('internal/webstreams/util');
const {
  kChunk, kClose, kError,
  isReadableStreamLocked, readableStreamClose, readableStreamError, readableStreamHasDefaultReader, readableStreamHasBYOBReader,
  readableStreamGetNumReadRequests, readableStreamAddReadRequest, readableStreamFulfillReadRequest,
} = require('internal/webstreams/readable_operations');

const { slice } = ArrayBuffer.prototype;

function setupReadableByteStreamController(
  stream, controller, startAlgorithm, pullAlgorithm, cancelAlgorithm, highWaterMark, autoAllocateChunkSize) {
  controller[kState] = {
    stream, pullAlgorithm, cancelAlgorithm, highWaterMark, autoAllocateChunkSize,
    byobRequest: null, queue: new Queue(), queueTotalSize: 0, pendingPullIntos: new Queue(),
    started: false, closeRequested: false, pulling: false, pullAgain: false,
  };
  stream[kState].controller = controller;
  const startResult = startAlgorithm();
  onSettled(promiseResolvedWith(startResult), () => {
    controller[kState].started = true;
    callPullIfNeeded(controller);
  }, (error) => readableByteStreamControllerError(controller, error));
}

function readableByteStreamControllerGetDesiredSize(controller) {
  const { stream, highWaterMark, queueTotalSize } = controller[kState];
  switch (stream[kState].state) {
    case 'errored': return null;
    case 'closed': return 0;
    default: return highWaterMark - queueTotalSize;
  }
}

function shouldCallPull(controller) {
  const { stream, closeRequested, started } = controller[kState];
  if (stream[kState].state !== 'readable' || closeRequested || !started) return false;
  if (isReadableStreamLocked(stream) && readableStreamGetNumReadRequests(stream) > 0) return true;
  return readableByteStreamControllerGetDesiredSize(controller) > 0;
}

function callPullIfNeeded(controller) {
  if (!shouldCallPull(controller)) return;
  const state = controller[kState];
  if (state.pulling) {
    state.pullAgain = true;
    return;
  }
  state.pulling = true;
  onSettled(state.pullAlgorithm(controller), () => {
    state.pulling = false;
    if (state.pullAgain) {
      state.pullAgain = false;
      callPullIfNeeded(controller);
    }
  }, (error) => readableByteStreamControllerError(controller, error));
}

function clearAlgorithms(controller) {
  controller[kState].pullAlgorithm = undefined;
  controller[kState].cancelAlgorithm = undefined;
}

// The request object that the source may hold stops working: its descriptor has gone or changed.
function invalidateBYOBRequest(controller) {
  const { byobRequest } = controller[kState];
  if (byobRequest === null) return;
  byobRequest[kState].controller = undefined;
  byobRequest[kState].view = null;
  controller[kState].byobRequest = null;
}

function clearPendingPullIntos(controller) {
  invalidateBYOBRequest(controller);
  controller[kState].pendingPullIntos.clear();
}

function readableByteStreamControllerError(controller, error) {
  const { stream } = controller[kState];
  if (stream[kState].state !== 'readable') return;
  clearPendingPullIntos(controller);
  resetQueue(controller);
  clearAlgorithms(controller);
  readableStreamError(stream, error);
}

function readableByteStreamControllerClose(controller) {
  const state = controller[kState];
  if (state.closeRequested || state.stream[kState].state !== 'readable') return;
  if (state.queueTotalSize > 0) {
    state.closeRequested = true;
    return;
  }
  if (state.pendingPullIntos.length > 0) {
    const first = state.pendingPullIntos.peek();
    if (first.bytesFilled % first.elementSize !== 0) {
      const error = new ERR_INVALID_STATE.TypeError('Partial read');
      readableByteStreamControllerError(controller, error);
      throw error;
    }
  }
  clearAlgorithms(controller);
  readableStreamClose(state.stream);
}

function readableByteStreamControllerCancelSteps(controller, reason) {
  clearPendingPullIntos(controller);
  resetQueue(controller);
  const result = controller[kState].cancelAlgorithm(reason);
  clearAlgorithms(controller);
  return result;
}

// A reader lets go: a descriptor that the source is filling stays, for whoever reads next.
function readableByteStreamControllerReleaseSteps(controller) {
  const { pendingPullIntos } = controller[kState];
  if (pendingPullIntos.length === 0) return;
  const first = pendingPullIntos.peek();
  first.type = 'none';
  pendingPullIntos.clear();
  pendingPullIntos.push(first);
}

function readableByteStreamControllerPullSteps(controller, request) {
  const state = controller[kState];
  if (state.queueTotalSize > 0) {
    fillReadRequestFromQueue(controller, request);
    return;
  }
  const { autoAllocateChunkSize } = state;
  if (autoAllocateChunkSize !== undefined) {
    let buffer;
    try {
      buffer = new ArrayBuffer(autoAllocateChunkSize);
    } catch (error) {
      request[kError](error);
      return;
    }
    state.pendingPullIntos.push({
      buffer, bufferByteLength: autoAllocateChunkSize, byteOffset: 0, byteLength: autoAllocateChunkSize, bytesFilled: 0,
      minimumFill: 1, elementSize: 1, ctor: Uint8Array, type: 'default',
    });
  }
  readableStreamAddReadRequest(state.stream, request);
  callPullIfNeeded(controller);
}

function fillReadRequestFromQueue(controller, request) {
  const state = controller[kState];
  const { buffer, byteOffset, byteLength } = state.queue.shift();
  state.queueTotalSize -= byteLength;
  handleQueueDrain(controller);
  request[kChunk](new Uint8Array(buffer, byteOffset, byteLength));
}

function handleQueueDrain(controller) {
  const { closeRequested, queueTotalSize, stream } = controller[kState];
  if (queueTotalSize === 0 && closeRequested) {
    clearAlgorithms(controller);
    readableStreamClose(stream);
  } else {
    callPullIfNeeded(controller);
  }
}

// Enqueueing -----------------------------------------------------------------------------------------------------------

function enqueueChunkToQueue(controller, buffer, byteOffset, byteLength) {
  controller[kState].queue.push({ buffer, byteOffset, byteLength });
  controller[kState].queueTotalSize += byteLength;
}

function enqueueClonedChunkToQueue(controller, buffer, byteOffset, byteLength) {
  let clone;
  try {
    clone = Reflect.apply(slice, buffer, [byteOffset, byteOffset + byteLength]);
  } catch (error) {
    readableByteStreamControllerError(controller, error);
    throw error;
  }
  enqueueChunkToQueue(controller, clone, 0, byteLength);
}

function enqueueDetachedPullIntoToQueue(controller, descriptor) {
  if (descriptor.bytesFilled > 0) {
    enqueueClonedChunkToQueue(controller, descriptor.buffer, descriptor.byteOffset, descriptor.bytesFilled);
  }
  controller[kState].pendingPullIntos.shift();
}

function readableByteStreamControllerEnqueue(controller, chunk) {
  const state = controller[kState];
  const { stream, closeRequested, pendingPullIntos } = state;
  if (closeRequested || stream[kState].state !== 'readable') return;
  const { buffer, byteOffset, byteLength } = chunk;
  if (isDetachedBuffer(buffer)) throw new ERR_INVALID_STATE.TypeError('chunk buffer is detached');
  const transferred = transferArrayBuffer(buffer);

  if (pendingPullIntos.length > 0) {
    const first = pendingPullIntos.peek();
    if (isDetachedBuffer(first.buffer)) throw new ERR_INVALID_STATE.TypeError('Destination ArrayBuffer is detached');
    invalidateBYOBRequest(controller);
    first.buffer = transferArrayBuffer(first.buffer);
    if (first.type === 'none') enqueueDetachedPullIntoToQueue(controller, first);
  }

  if (readableStreamHasDefaultReader(stream)) {
    processReadRequestsUsingQueue(controller);
    if (readableStreamGetNumReadRequests(stream) === 0) {
      enqueueChunkToQueue(controller, transferred, byteOffset, byteLength);
    } else {
      // The read that would have been filled in place gets the chunk instead.
      if (pendingPullIntos.length > 0) pendingPullIntos.shift();
      readableStreamFulfillReadRequest(stream, new Uint8Array(transferred, byteOffset, byteLength), false);
    }
  } else if (readableStreamHasBYOBReader(stream)) {
    enqueueChunkToQueue(controller, transferred, byteOffset, byteLength);
    for (const filled of processPullIntosUsingQueue(controller)) commitPullInto(stream, filled);
  } else {
    enqueueChunkToQueue(controller, transferred, byteOffset, byteLength);
  }
  callPullIfNeeded(controller);
}

function processReadRequestsUsingQueue(controller) {
  const { readRequests } = controller[kState].stream[kState].reader[kState];
  while (readRequests.length > 0) {
    if (controller[kState].queueTotalSize === 0) return;
    fillReadRequestFromQueue(controller, readRequests.shift());
  }
}

// Reading into memory that was brought along ---------------------------------------------------------------------------

function readableByteStreamControllerPullInto(controller, view, min, request) {
  const state = controller[kState];
  const { stream, pendingPullIntos, closeRequested } = state;
  const elementSize = view.BYTES_PER_ELEMENT ?? 1;
  const ctor = view instanceof DataView ? DataView : constructorOf(view);
  const { byteOffset, byteLength } = view;
  const minimumFill = min * elementSize;
  let buffer;
  try {
    buffer = transferArrayBuffer(view.buffer);
  } catch (error) {
    request[kError](error);
    return;
  }
  const descriptor = {
    buffer, bufferByteLength: buffer.byteLength, byteOffset, byteLength, bytesFilled: 0, minimumFill, elementSize, ctor,
    type: 'byob',
  };
  if (pendingPullIntos.length > 0) {
    pendingPullIntos.push(descriptor);
    readableStreamAddReadRequest(stream, request);
    return;
  }
  if (stream[kState].state === 'closed') {
    request[kClose](new ctor(descriptor.buffer, descriptor.byteOffset, 0));
    return;
  }
  if (state.queueTotalSize > 0) {
    if (fillPullIntoFromQueue(controller, descriptor)) {
      const filled = convertPullInto(descriptor);
      handleQueueDrain(controller);
      request[kChunk](filled);
      return;
    }
    if (closeRequested) {
      const error = new ERR_INVALID_STATE.TypeError('ReadableStream closed');
      readableByteStreamControllerError(controller, error);
      request[kError](error);
      return;
    }
  }
  pendingPullIntos.push(descriptor);
  readableStreamAddReadRequest(stream, request);
  callPullIfNeeded(controller);
}

const getTag = Object.getOwnPropertyDescriptor(Object.getPrototypeOf(Uint8Array.prototype), Symbol.toStringTag).get;
const { Buffer } = require('buffer');

// The class of the view that the reader gets back: of a subclass, its built-in one, but a Buffer stays one.
function constructorOf(view) {
  return view instanceof Buffer ? Buffer : globalThis[Reflect.apply(getTag, view, [])];
}

function convertPullInto(descriptor) {
  const { buffer, byteOffset, bytesFilled, elementSize, ctor } = descriptor;
  const transferred = transferArrayBuffer(buffer);
  const length = ctor === DataView ? bytesFilled : bytesFilled / elementSize;
  // `new Buffer` would warn.
  return ctor === Buffer ? Buffer.from(transferred, byteOffset, length) : new ctor(transferred, byteOffset, length);
}

function commitPullInto(stream, descriptor) {
  readableStreamFulfillReadRequest(stream, convertPullInto(descriptor), stream[kState].state === 'closed');
}

// Copies what waits; returns whether the descriptor now holds as much as its reader asked for.
function fillPullIntoFromQueue(controller, descriptor) {
  const state = controller[kState];
  const maxToCopy = Math.min(state.queueTotalSize, descriptor.byteLength - descriptor.bytesFilled);
  const maxFilled = descriptor.bytesFilled + maxToCopy;
  const maxAligned = maxFilled - (maxFilled % descriptor.elementSize);
  let remaining = maxToCopy;
  let ready = false;
  if (maxAligned >= descriptor.minimumFill) {
    remaining = maxAligned - descriptor.bytesFilled;
    ready = true;
  }
  while (remaining > 0) {
    const head = state.queue.peek();
    const count = Math.min(remaining, head.byteLength);
    const start = descriptor.byteOffset + descriptor.bytesFilled;
    if (!canCopyArrayBuffer(descriptor.buffer, start, head.buffer, head.byteOffset, count)) {
      throw new ERR_INTERNAL_ASSERTION('Unable to copy the bytes of the stream');
    }
    new Uint8Array(descriptor.buffer, start, count).set(new Uint8Array(head.buffer, head.byteOffset, count));
    if (head.byteLength === count) {
      state.queue.shift();
    } else {
      head.byteOffset += count;
      head.byteLength -= count;
    }
    state.queueTotalSize -= count;
    descriptor.bytesFilled += count;
    remaining -= count;
  }
  return ready;
}

// Returns the descriptors that were filled; their reads are answered afterwards, since that runs user code.
function processPullIntosUsingQueue(controller) {
  const { pendingPullIntos } = controller[kState];
  const filled = [];
  while (pendingPullIntos.length > 0) {
    if (controller[kState].queueTotalSize === 0) break;
    const descriptor = pendingPullIntos.peek();
    if (fillPullIntoFromQueue(controller, descriptor)) {
      invalidateBYOBRequest(controller);
      pendingPullIntos.shift();
      filled.push(descriptor);
    }
  }
  return filled;
}

// The source's answers to a request --------------------------------------------------------------------------------------

function readableByteStreamControllerRespond(controller, bytesWritten) {
  const { pendingPullIntos, stream } = controller[kState];
  const first = pendingPullIntos.peek();
  if (stream[kState].state === 'closed') {
    if (bytesWritten !== 0) throw new ERR_INVALID_STATE.TypeError('Controller is closed but view is not zero-length');
  } else {
    if (bytesWritten === 0) throw new ERR_INVALID_STATE.TypeError('Controller cannot be closed because view is zero-length');
    if (first.bytesFilled + bytesWritten > first.byteLength) {
      throw new ERR_INVALID_ARG_VALUE.RangeError('bytesWritten', bytesWritten);
    }
  }
  first.buffer = transferArrayBuffer(first.buffer);
  respondInternal(controller, bytesWritten);
}

function readableByteStreamControllerRespondWithNewView(controller, view) {
  const { stream, pendingPullIntos } = controller[kState];
  const first = pendingPullIntos.peek();
  const { byteLength, byteOffset, buffer } = view;
  if (stream[kState].state === 'closed') {
    if (byteLength !== 0) throw new ERR_INVALID_STATE.TypeError('Controller is closed but view is not zero-length');
  } else if (byteLength === 0) {
    throw new ERR_INVALID_STATE.TypeError('Controller cannot be closed because view is zero-length');
  }
  if (first.byteOffset + first.bytesFilled !== byteOffset) throw new ERR_INVALID_ARG_VALUE.RangeError('view', view);
  if (first.bytesFilled + byteLength > first.byteLength) throw new ERR_INVALID_ARG_VALUE.RangeError('view', view);
  if (first.bufferByteLength !== buffer.byteLength) throw new ERR_INVALID_ARG_VALUE.RangeError('view', view);
  first.buffer = transferArrayBuffer(buffer);
  respondInternal(controller, byteLength);
}

function respondInternal(controller, bytesWritten) {
  const { stream, pendingPullIntos } = controller[kState];
  const first = pendingPullIntos.peek();
  invalidateBYOBRequest(controller);
  if (stream[kState].state === 'closed') respondInClosedState(controller, first);
  else respondInReadableState(controller, bytesWritten, first);
  callPullIfNeeded(controller);
}

function respondInClosedState(controller, first) {
  const { stream, pendingPullIntos } = controller[kState];
  if (first.type === 'none') pendingPullIntos.shift();
  if (readableStreamHasBYOBReader(stream)) {
    const filled = [];
    while (filled.length < readableStreamGetNumReadRequests(stream)) filled.push(pendingPullIntos.shift());
    for (const descriptor of filled) commitPullInto(stream, descriptor);
  }
}

function respondInReadableState(controller, bytesWritten, descriptor) {
  const { pendingPullIntos, stream } = controller[kState];
  descriptor.bytesFilled += bytesWritten;
  if (descriptor.type === 'none') {
    enqueueDetachedPullIntoToQueue(controller, descriptor);
    for (const filled of processPullIntosUsingQueue(controller)) commitPullInto(stream, filled);
    return;
  }
  if (descriptor.bytesFilled < descriptor.minimumFill) return;
  pendingPullIntos.shift();
  // What doesn't make a whole element waits for the next read.
  const remainder = descriptor.bytesFilled % descriptor.elementSize;
  if (remainder > 0) {
    const end = descriptor.byteOffset + descriptor.bytesFilled;
    enqueueClonedChunkToQueue(controller, descriptor.buffer, end - remainder, remainder);
  }
  descriptor.bytesFilled -= remainder;
  const others = processPullIntosUsingQueue(controller);
  commitPullInto(stream, descriptor);
  for (const filled of others) commitPullInto(stream, filled);
}

module.exports = {
  setupReadableByteStreamController, readableByteStreamControllerGetDesiredSize, readableByteStreamControllerError,
  readableByteStreamControllerClose, readableByteStreamControllerCancelSteps, readableByteStreamControllerReleaseSteps,
  readableByteStreamControllerPullSteps, readableByteStreamControllerEnqueue, readableByteStreamControllerPullInto,
  readableByteStreamControllerRespond, readableByteStreamControllerRespondWithNewView,
};
