'use strict';

// The operations of WritableStream and its writer in the Streams standard, under the standard's names. Objects are known
// by their [kState]; the classes are in `writablestream`.

const { codes: { ERR_INVALID_STATE } } = require('internal/errors');
const {
  kState, Queue, Deferred, promiseResolvedWith, onSettled, setPromiseHandled, dequeueValue, peekQueueValue, enqueueValueWithSize,
} = require('internal/webstreams/util');
const { kIsClosedPromise } = require('internal/streams/utils');

// In the queue of a controller: after everything written, the close.
const kCloseSentinel = Symbol('kCloseSentinel');
const kAbort = Symbol('kAbort');
const kError = Symbol('kError');

// The stream -----------------------------------------------------------------------------------------------------------

function isWritableStreamLocked(stream) {
  return stream[kState].writer !== undefined;
}

function setupWritableStreamDefaultWriter(writer, stream) {
  if (isWritableStreamLocked(stream)) throw new ERR_INVALID_STATE.TypeError('WritableStream is locked');
  const writerState = writer[kState];
  const state = stream[kState];
  writerState.stream = stream;
  state.writer = writer;
  switch (state.state) {
    case 'writable':
      writerState.ready = !writableStreamCloseQueuedOrInFlight(stream) && state.backpressure ?
        new Deferred() : Deferred.resolved();
      writerState.close = new Deferred();
      break;
    case 'erroring':
      writerState.ready = Deferred.rejected(state.storedError);
      writerState.close = new Deferred();
      break;
    case 'closed':
      writerState.ready = Deferred.resolved();
      writerState.close = Deferred.resolved();
      break;
    default:
      writerState.ready = Deferred.rejected(state.storedError);
      writerState.close = Deferred.rejected(state.storedError);
  }
}

function writableStreamAbort(stream, reason) {
  const state = stream[kState];
  if (state.state === 'closed' || state.state === 'errored') return Promise.resolve();
  state.controller[kState].abortController.abort(reason);
  // Aborting runs listeners, which may have changed everything.
  if (state.state === 'closed' || state.state === 'errored') return Promise.resolve();
  if (state.pendingAbortRequest !== undefined) return state.pendingAbortRequest.abort.promise;
  let wasAlreadyErroring = false;
  if (state.state === 'erroring') {
    wasAlreadyErroring = true;
    reason = undefined;
  }
  const abort = new Deferred();
  state.pendingAbortRequest = { abort, reason, wasAlreadyErroring };
  if (!wasAlreadyErroring) writableStreamStartErroring(stream, reason);
  return abort.promise;
}

function writableStreamClose(stream) {
  const state = stream[kState];
  if (state.state === 'closed' || state.state === 'errored') {
    return Promise.reject(new ERR_INVALID_STATE.TypeError('WritableStream is closed'));
  }
  state.closeRequest = new Deferred();
  const { promise } = state.closeRequest;
  if (state.writer !== undefined && state.backpressure && state.state === 'writable') state.writer[kState].ready.resolve();
  writableStreamDefaultControllerClose(state.controller);
  return promise;
}

function writableStreamAddWriteRequest(stream) {
  const request = new Deferred();
  stream[kState].writeRequests.push(request);
  return request.promise;
}

function writableStreamCloseQueuedOrInFlight(stream) {
  return stream[kState].closeRequest !== undefined || stream[kState].inFlightCloseRequest !== undefined;
}

function writableStreamHasOperationMarkedInFlight(stream) {
  return stream[kState].inFlightWriteRequest !== undefined || stream[kState].inFlightCloseRequest !== undefined;
}

function writableStreamDealWithRejection(stream, error) {
  if (stream[kState].state === 'writable') writableStreamStartErroring(stream, error);
  else writableStreamFinishErroring(stream);
}

function writableStreamStartErroring(stream, reason) {
  const state = stream[kState];
  state.state = 'erroring';
  state.storedError = reason;
  if (state.writer !== undefined) rejectOrReplace(state.writer, 'ready', reason);
  if (!writableStreamHasOperationMarkedInFlight(stream) && state.controller[kState].started) writableStreamFinishErroring(stream);
}

function writableStreamFinishErroring(stream) {
  const state = stream[kState];
  state.state = 'errored';
  state.controller[kError]();
  const storedError = state.storedError;
  for (const request of takeAll(state.writeRequests)) request.reject(storedError);
  if (state.pendingAbortRequest === undefined) {
    writableStreamRejectCloseAndClosedPromiseIfNeeded(stream);
    return;
  }
  const { abort, reason, wasAlreadyErroring } = state.pendingAbortRequest;
  state.pendingAbortRequest = undefined;
  if (wasAlreadyErroring) {
    abort.reject(storedError);
    writableStreamRejectCloseAndClosedPromiseIfNeeded(stream);
    return;
  }
  onSettled(state.controller[kAbort](reason), () => {
    abort.resolve();
    writableStreamRejectCloseAndClosedPromiseIfNeeded(stream);
  }, (error) => {
    abort.reject(error);
    writableStreamRejectCloseAndClosedPromiseIfNeeded(stream);
  });
}

function takeAll(queue) {
  const items = queue.items.slice(queue.head);
  queue.clear();
  return items;
}

function writableStreamFinishInFlightWrite(stream) {
  stream[kState].inFlightWriteRequest.resolve();
  stream[kState].inFlightWriteRequest = undefined;
}

function writableStreamFinishInFlightWriteWithError(stream, error) {
  stream[kState].inFlightWriteRequest.reject(error);
  stream[kState].inFlightWriteRequest = undefined;
  writableStreamDealWithRejection(stream, error);
}

function writableStreamFinishInFlightClose(stream) {
  const state = stream[kState];
  state.inFlightCloseRequest.resolve();
  state.inFlightCloseRequest = undefined;
  if (state.state === 'erroring') {
    // The close was faster than the abort: it counts.
    state.storedError = undefined;
    if (state.pendingAbortRequest !== undefined) {
      state.pendingAbortRequest.abort.resolve();
      state.pendingAbortRequest = undefined;
    }
  }
  state.state = 'closed';
  state.writer?.[kState].close.resolve();
  stream[kIsClosedPromise].resolve();
}

function writableStreamFinishInFlightCloseWithError(stream, error) {
  const state = stream[kState];
  state.inFlightCloseRequest.reject(error);
  state.inFlightCloseRequest = undefined;
  if (state.pendingAbortRequest !== undefined) {
    state.pendingAbortRequest.abort.reject(error);
    state.pendingAbortRequest = undefined;
  }
  writableStreamDealWithRejection(stream, error);
}

function writableStreamRejectCloseAndClosedPromiseIfNeeded(stream) {
  const state = stream[kState];
  if (state.closeRequest !== undefined) {
    state.closeRequest.reject(state.storedError);
    state.closeRequest = undefined;
  }
  stream[kIsClosedPromise].reject(state.storedError);
  setPromiseHandled(stream[kIsClosedPromise].promise);
  if (state.writer !== undefined) {
    state.writer[kState].close.reject(state.storedError);
    setPromiseHandled(state.writer[kState].close.promise);
  }
}

function writableStreamUpdateBackpressure(stream, backpressure) {
  const state = stream[kState];
  if (state.writer !== undefined && state.backpressure !== backpressure) {
    if (backpressure) {
      state.writer[kState].ready = new Deferred();
    } else {
      state.writer[kState].ready.resolve();
    }
  }
  state.backpressure = backpressure;
}

// The writer -----------------------------------------------------------------------------------------------------------

function writableStreamDefaultWriterAbort(writer, reason) {
  return writableStreamAbort(writer[kState].stream, reason);
}

function writableStreamDefaultWriterClose(writer) {
  return writableStreamClose(writer[kState].stream);
}

function writableStreamDefaultWriterCloseWithErrorPropagation(writer) {
  const { stream } = writer[kState];
  const { state, storedError } = stream[kState];
  if (writableStreamCloseQueuedOrInFlight(stream) || state === 'closed') return Promise.resolve();
  if (state === 'errored') return Promise.reject(storedError);
  return writableStreamDefaultWriterClose(writer);
}

// A pending promise is rejected; one that was settled already is replaced.
function rejectOrReplace(writer, name, error) {
  const deferred = writer[kState][name];
  if (deferred.pending) {
    deferred.reject(error);
    setPromiseHandled(deferred.promise);
  } else {
    writer[kState][name] = Deferred.rejected(error);
  }
}

function writableStreamDefaultWriterGetDesiredSize(writer) {
  const { stream } = writer[kState];
  switch (stream[kState].state) {
    case 'errored':
    case 'erroring':
      return null;
    case 'closed':
      return 0;
    default:
      return writableStreamDefaultControllerGetDesiredSize(stream[kState].controller);
  }
}

function writableStreamDefaultWriterRelease(writer) {
  const { stream } = writer[kState];
  const error = new ERR_INVALID_STATE.TypeError('Writer has been released');
  rejectOrReplace(writer, 'ready', error);
  rejectOrReplace(writer, 'close', error);
  stream[kState].writer = undefined;
  writer[kState].stream = undefined;
}

function writableStreamDefaultWriterWrite(writer, chunk) {
  const { stream } = writer[kState];
  const { controller } = stream[kState];
  const chunkSize = writableStreamDefaultControllerGetChunkSize(controller, chunk);
  // The size function is user code.
  if (stream !== writer[kState].stream) return Promise.reject(new ERR_INVALID_STATE.TypeError('Mismatched WritableStreams'));
  const { state, storedError } = stream[kState];
  if (state === 'errored') return Promise.reject(storedError);
  if (writableStreamCloseQueuedOrInFlight(stream) || state === 'closed') {
    return Promise.reject(new ERR_INVALID_STATE.TypeError('WritableStream is closed'));
  }
  if (state === 'erroring') return Promise.reject(storedError);
  const promise = writableStreamAddWriteRequest(stream);
  writableStreamDefaultControllerWrite(controller, chunk, chunkSize);
  return promise;
}

// The controller -------------------------------------------------------------------------------------------------------

function setupWritableStreamDefaultController(
  stream, controller, startAlgorithm, writeAlgorithm, closeAlgorithm, abortAlgorithm, highWaterMark, sizeAlgorithm) {
  controller[kState] = {
    stream, abortAlgorithm, closeAlgorithm, writeAlgorithm, highWaterMark, sizeAlgorithm,
    queue: new Queue(), queueTotalSize: 0, abortController: new AbortController(), started: false,
  };
  stream[kState].controller = controller;
  writableStreamUpdateBackpressure(stream, writableStreamDefaultControllerGetBackpressure(controller));
  const startResult = startAlgorithm();
  onSettled(promiseResolvedWith(startResult), () => {
    controller[kState].started = true;
    writableStreamDefaultControllerAdvanceQueueIfNeeded(controller);
  }, (error) => {
    controller[kState].started = true;
    writableStreamDealWithRejection(stream, error);
  });
}

function writableStreamDefaultControllerClose(controller) {
  enqueueValueWithSize(controller, kCloseSentinel, 0);
  writableStreamDefaultControllerAdvanceQueueIfNeeded(controller);
}

// Lets go of the user's functions, so that they can be collected.
function writableStreamDefaultControllerClearAlgorithms(controller) {
  controller[kState].writeAlgorithm = undefined;
  controller[kState].closeAlgorithm = undefined;
  controller[kState].abortAlgorithm = undefined;
  controller[kState].sizeAlgorithm = undefined;
}

function writableStreamDefaultControllerGetChunkSize(controller, chunk) {
  const { sizeAlgorithm } = controller[kState];
  // Aborted or closed meanwhile.
  if (sizeAlgorithm === undefined) return 1;
  try {
    return sizeAlgorithm.call(undefined, chunk);
  } catch (error) {
    writableStreamDefaultControllerErrorIfNeeded(controller, error);
    return 1;
  }
}

function writableStreamDefaultControllerGetDesiredSize(controller) {
  return controller[kState].highWaterMark - controller[kState].queueTotalSize;
}

function writableStreamDefaultControllerGetBackpressure(controller) {
  return writableStreamDefaultControllerGetDesiredSize(controller) <= 0;
}

function writableStreamDefaultControllerWrite(controller, chunk, chunkSize) {
  try {
    enqueueValueWithSize(controller, chunk, chunkSize);
  } catch (error) {
    writableStreamDefaultControllerErrorIfNeeded(controller, error);
    return;
  }
  const { stream } = controller[kState];
  if (!writableStreamCloseQueuedOrInFlight(stream) && stream[kState].state === 'writable') {
    writableStreamUpdateBackpressure(stream, writableStreamDefaultControllerGetBackpressure(controller));
  }
  writableStreamDefaultControllerAdvanceQueueIfNeeded(controller);
}

function writableStreamDefaultControllerAdvanceQueueIfNeeded(controller) {
  const { queue, started, stream } = controller[kState];
  const state = stream[kState];
  if (!started || state.inFlightWriteRequest !== undefined) return;
  if (state.state === 'erroring') {
    writableStreamFinishErroring(stream);
    return;
  }
  if (queue.length === 0) return;
  const value = peekQueueValue(controller);
  if (value === kCloseSentinel) writableStreamDefaultControllerProcessClose(controller);
  else writableStreamDefaultControllerProcessWrite(controller, value);
}

function writableStreamDefaultControllerErrorIfNeeded(controller, error) {
  if (controller[kState].stream[kState].state === 'writable') writableStreamDefaultControllerError(controller, error);
}

function writableStreamDefaultControllerError(controller, error) {
  const { stream } = controller[kState];
  writableStreamDefaultControllerClearAlgorithms(controller);
  writableStreamStartErroring(stream, error);
}

function writableStreamDefaultControllerProcessClose(controller) {
  const { closeAlgorithm, stream } = controller[kState];
  stream[kState].inFlightCloseRequest = stream[kState].closeRequest;
  stream[kState].closeRequest = undefined;
  dequeueValue(controller);
  const sinkClosePromise = closeAlgorithm();
  writableStreamDefaultControllerClearAlgorithms(controller);
  onSettled(sinkClosePromise,
            () => writableStreamFinishInFlightClose(stream),
            (error) => writableStreamFinishInFlightCloseWithError(stream, error));
}

function writableStreamDefaultControllerProcessWrite(controller, chunk) {
  const { stream, writeAlgorithm } = controller[kState];
  const state = stream[kState];
  state.inFlightWriteRequest = state.writeRequests.shift();
  onSettled(writeAlgorithm(chunk, controller), () => {
    writableStreamFinishInFlightWrite(stream);
    dequeueValue(controller);
    if (!writableStreamCloseQueuedOrInFlight(stream) && state.state === 'writable') {
      writableStreamUpdateBackpressure(stream, writableStreamDefaultControllerGetBackpressure(controller));
    }
    writableStreamDefaultControllerAdvanceQueueIfNeeded(controller);
  }, (error) => {
    if (state.state === 'writable') writableStreamDefaultControllerClearAlgorithms(controller);
    writableStreamFinishInFlightWriteWithError(stream, error);
  });
}

module.exports = {
  kAbort, kError,
  isWritableStreamLocked, setupWritableStreamDefaultWriter, writableStreamAbort, writableStreamClose,
  writableStreamCloseQueuedOrInFlight, writableStreamUpdateBackpressure, writableStreamStartErroring,
  writableStreamDefaultWriterAbort, writableStreamDefaultWriterClose, writableStreamDefaultWriterCloseWithErrorPropagation,
  writableStreamDefaultWriterGetDesiredSize, writableStreamDefaultWriterRelease, writableStreamDefaultWriterWrite,
  setupWritableStreamDefaultController, writableStreamDefaultControllerClearAlgorithms, writableStreamDefaultControllerError,
  writableStreamDefaultControllerErrorIfNeeded, writableStreamDefaultControllerGetBackpressure,
};
