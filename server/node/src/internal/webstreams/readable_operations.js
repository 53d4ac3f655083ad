'use strict';

// The operations of ReadableStream and its readers in the Streams standard, under the standard's names, and the default
// controller. Byte streams have `readable_byte_operations`, the classes are in `readablestream`.
//
// A read request is an object with kChunk(value), kClose(value) and kError(error): what the standard calls its steps.

const { codes: { ERR_INVALID_STATE } } = require('internal/errors');
const {
  kState, kType, Queue, Deferred, promiseResolvedWith, onSettled, setPromiseHandled, dequeueValue, resetQueue, enqueueValueWithSize,
} = require('internal/webstreams/util');
const { kIsClosedPromise } = require('internal/streams/utils');

const kCancel = Symbol('kCancel');
const kPull = Symbol('kPull');
const kRelease = Symbol('kRelease');
const kChunk = Symbol('kChunk');
const kClose = Symbol('kClose');
const kError = Symbol('kError');

// The stream -----------------------------------------------------------------------------------------------------------

function isReadableStreamLocked(stream) {
  return stream[kState].reader !== undefined;
}

function readableStreamCancel(stream, reason) {
  const state = stream[kState];
  state.disturbed = true;
  if (state.state === 'closed') return Promise.resolve();
  if (state.state === 'errored') return Promise.reject(state.storedError);
  readableStreamClose(stream);
  if (readableStreamHasBYOBReader(stream)) {
    for (const request of takeAll(state.reader[kState].readRequests)) request[kClose](undefined);
  }
  return onSettled(state.controller[kCancel](reason), () => {});
}

function readableStreamClose(stream) {
  const state = stream[kState];
  state.state = 'closed';
  stream[kIsClosedPromise].resolve();
  const { reader } = state;
  if (reader === undefined) return;
  reader[kState].close.resolve();
  if (reader[kType] === 'ReadableStreamDefaultReader') {
    for (const request of takeAll(reader[kState].readRequests)) request[kClose]();
  }
}

function readableStreamError(stream, error) {
  const state = stream[kState];
  state.state = 'errored';
  state.storedError = error;
  stream[kIsClosedPromise].reject(error);
  setPromiseHandled(stream[kIsClosedPromise].promise);
  const { reader } = state;
  if (reader === undefined) return;
  reader[kState].close.reject(error);
  setPromiseHandled(reader[kState].close.promise);
  for (const request of takeAll(reader[kState].readRequests)) request[kError](error);
}

function takeAll(queue) {
  const items = queue.items.slice(queue.head);
  queue.clear();
  return items;
}

function readableStreamHasDefaultReader(stream) {
  return stream[kState].reader?.[kType] === 'ReadableStreamDefaultReader';
}

function readableStreamHasBYOBReader(stream) {
  return stream[kState].reader?.[kType] === 'ReadableStreamBYOBReader';
}

// Requests of the reader, whichever kind it is.
function readableStreamGetNumReadRequests(stream) {
  return stream[kState].reader[kState].readRequests.length;
}

function readableStreamAddReadRequest(stream, request) {
  stream[kState].reader[kState].readRequests.push(request);
}

function readableStreamFulfillReadRequest(stream, chunk, done) {
  const request = stream[kState].reader[kState].readRequests.shift();
  if (done) request[kClose](chunk);
  else request[kChunk](chunk);
}

// Readers --------------------------------------------------------------------------------------------------------------

function readableStreamReaderGenericInitialize(reader, stream) {
  const state = stream[kState];
  reader[kState].stream = stream;
  reader[kState].readRequests = new Queue();
  state.reader = reader;
  if (state.state === 'readable') reader[kState].close = new Deferred();
  else if (state.state === 'closed') reader[kState].close = Deferred.resolved();
  else reader[kState].close = Deferred.rejected(state.storedError);
}

function readableStreamReaderGenericCancel(reader, reason) {
  return readableStreamCancel(reader[kState].stream, reason);
}

function readableStreamReaderGenericRelease(reader) {
  const { stream, close, readRequests } = reader[kState];
  const error = new ERR_INVALID_STATE.TypeError('Reader released');
  if (close.pending) {
    close.reject(error);
    setPromiseHandled(close.promise);
  } else {
    reader[kState].close = Deferred.rejected(error);
  }
  stream[kState].controller[kRelease]();
  stream[kState].reader = undefined;
  reader[kState].stream = undefined;
  const released = new ERR_INVALID_STATE.TypeError('Releasing reader');
  for (const request of takeAll(readRequests)) request[kError](released);
}

function readableStreamDefaultReaderRead(reader, request) {
  const { stream } = reader[kState];
  const state = stream[kState];
  state.disturbed = true;
  if (state.state === 'readable') state.controller[kPull](request);
  else if (state.state === 'closed') request[kClose]();
  else request[kError](state.storedError);
}

// The default controller -----------------------------------------------------------------------------------------------

function setupReadableStreamDefaultController(
  stream, controller, startAlgorithm, pullAlgorithm, cancelAlgorithm, highWaterMark, sizeAlgorithm) {
  controller[kState] = {
    stream, pullAlgorithm, cancelAlgorithm, highWaterMark, sizeAlgorithm,
    queue: new Queue(), queueTotalSize: 0,
    started: false, closeRequested: false, pulling: false, pullAgain: false,
  };
  stream[kState].controller = controller;
  const startResult = startAlgorithm();
  onSettled(promiseResolvedWith(startResult), () => {
    controller[kState].started = true;
    callPullIfNeeded(controller);
  }, (error) => readableStreamDefaultControllerError(controller, error));
}

function readableStreamDefaultControllerClose(controller) {
  if (!readableStreamDefaultControllerCanCloseOrEnqueue(controller)) return;
  controller[kState].closeRequested = true;
  if (controller[kState].queue.length === 0) {
    readableStreamDefaultControllerClearAlgorithms(controller);
    readableStreamClose(controller[kState].stream);
  }
}

function readableStreamDefaultControllerEnqueue(controller, chunk) {
  if (!readableStreamDefaultControllerCanCloseOrEnqueue(controller)) return;
  const { stream, sizeAlgorithm } = controller[kState];
  if (isReadableStreamLocked(stream) && readableStreamGetNumReadRequests(stream) > 0) {
    readableStreamFulfillReadRequest(stream, chunk, false);
  } else {
    try {
      enqueueValueWithSize(controller, chunk, sizeAlgorithm.call(undefined, chunk));
    } catch (error) {
      readableStreamDefaultControllerError(controller, error);
      throw error;
    }
  }
  callPullIfNeeded(controller);
}

function readableStreamDefaultControllerCanCloseOrEnqueue(controller) {
  return !controller[kState].closeRequested && controller[kState].stream[kState].state === 'readable';
}

function readableStreamDefaultControllerGetDesiredSize(controller) {
  const { stream, highWaterMark, queueTotalSize } = controller[kState];
  switch (stream[kState].state) {
    case 'errored': return null;
    case 'closed': return 0;
    default: return highWaterMark - queueTotalSize;
  }
}

function readableStreamDefaultControllerHasBackpressure(controller) {
  return !shouldCallPull(controller);
}

function shouldCallPull(controller) {
  const { stream, started } = controller[kState];
  if (!readableStreamDefaultControllerCanCloseOrEnqueue(controller) || !started) return false;
  if (isReadableStreamLocked(stream) && readableStreamGetNumReadRequests(stream) > 0) return true;
  return readableStreamDefaultControllerGetDesiredSize(controller) > 0;
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
  }, (error) => readableStreamDefaultControllerError(controller, error));
}

// Lets go of the user's functions, so that they can be collected.
function readableStreamDefaultControllerClearAlgorithms(controller) {
  controller[kState].pullAlgorithm = undefined;
  controller[kState].cancelAlgorithm = undefined;
  controller[kState].sizeAlgorithm = undefined;
}

function readableStreamDefaultControllerError(controller, error) {
  const { stream } = controller[kState];
  if (stream[kState].state !== 'readable') return;
  resetQueue(controller);
  readableStreamDefaultControllerClearAlgorithms(controller);
  readableStreamError(stream, error);
}

function readableStreamDefaultControllerCancelSteps(controller, reason) {
  resetQueue(controller);
  const { cancelAlgorithm } = controller[kState];
  const result = cancelAlgorithm(reason);
  readableStreamDefaultControllerClearAlgorithms(controller);
  return result;
}

// Takes a chunk out of the queue, which must hold one.
function readableStreamDefaultControllerTakeChunk(controller) {
  const state = controller[kState];
  const chunk = dequeueValue(controller);
  if (state.closeRequested && state.queue.length === 0) {
    readableStreamDefaultControllerClearAlgorithms(controller);
    readableStreamClose(state.stream);
  } else {
    callPullIfNeeded(controller);
  }
  return chunk;
}

function readableStreamDefaultControllerPullSteps(controller, request) {
  if (controller[kState].queue.length > 0) {
    request[kChunk](readableStreamDefaultControllerTakeChunk(controller));
    return;
  }
  readableStreamAddReadRequest(controller[kState].stream, request);
  callPullIfNeeded(controller);
}

module.exports = {
  kCancel, kPull, kRelease, kChunk, kClose, kError, takeAll,
  isReadableStreamLocked, readableStreamCancel, readableStreamClose, readableStreamError,
  readableStreamHasDefaultReader, readableStreamHasBYOBReader, readableStreamGetNumReadRequests, readableStreamAddReadRequest,
  readableStreamFulfillReadRequest, readableStreamReaderGenericInitialize, readableStreamReaderGenericCancel,
  readableStreamReaderGenericRelease, readableStreamDefaultReaderRead, setupReadableStreamDefaultController,
  readableStreamDefaultControllerClose, readableStreamDefaultControllerEnqueue,
  readableStreamDefaultControllerCanCloseOrEnqueue, readableStreamDefaultControllerGetDesiredSize,
  readableStreamDefaultControllerHasBackpressure, readableStreamDefaultControllerError,
  readableStreamDefaultControllerCancelSteps, readableStreamDefaultControllerTakeChunk, readableStreamDefaultControllerPullSteps,
};
