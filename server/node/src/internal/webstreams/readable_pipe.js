'use strict';

// pipeTo(), tee() and from() of ReadableStream, after the Streams standard.

const { codes: { ERR_INVALID_STATE } } = require('internal/errors');
const { SymbolDispose } = require('internal/util');
const {
  kState, kType, onSettled, setPromiseHandled, cloneAsUint8Array, getIterator, iteratorNext, nop, resolvedUndefined,
} = require('internal/webstreams/util');
const {
  kChunk, kClose, kError,
  readableStreamCancel, readableStreamDefaultReaderRead, readableStreamReaderGenericRelease, readableStreamDefaultControllerClose,
  readableStreamDefaultControllerEnqueue, readableStreamDefaultControllerError, readableStreamDefaultControllerTakeChunk,
} = require('internal/webstreams/readable_operations');
const {
  readableByteStreamControllerClose, readableByteStreamControllerEnqueue, readableByteStreamControllerError,
  readableByteStreamControllerPullInto, readableByteStreamControllerRespond, readableByteStreamControllerRespondWithNewView,
} = require('internal/webstreams/readable_byte_operations');
const {
  writableStreamAbort, writableStreamCloseQueuedOrInFlight, writableStreamDefaultWriterCloseWithErrorPropagation,
  writableStreamDefaultWriterGetDesiredSize, writableStreamDefaultWriterRelease, writableStreamDefaultWriterWrite,
} = require('internal/webstreams/writable_operations');

// Piping ---------------------------------------------------------------------------------------------------------------

function readableStreamPipeTo(source, dest, preventClose, preventAbort, preventCancel, signal) {
  const { ReadableStreamDefaultReader } = require('internal/webstreams/readablestream');
  const { WritableStreamDefaultWriter } = require('internal/webstreams/writablestream');
  const reader = new ReadableStreamDefaultReader(source);
  const writer = new WritableStreamDefaultWriter(dest);
  source[kState].disturbed = true;
  const { promise, resolve, reject } = Promise.withResolvers();
  let shuttingDown = false;
  let currentWrite = resolvedUndefined;
  let abortListener;

  if (signal !== undefined) {
    const abort = () => {
      const error = signal.reason;
      const actions = [];
      if (!preventAbort) {
        actions.push(() => (dest[kState].state === 'writable' ? writableStreamAbort(dest, error) : resolvedUndefined));
      }
      if (!preventCancel) {
        actions.push(() => (source[kState].state === 'readable' ? readableStreamCancel(source, error) : resolvedUndefined));
      }
      shutdown(() => Promise.all(actions.map((action) => action())), true, error);
    };
    if (signal.aborted) {
      abort();
      return promise;
    }
    abortListener = require('internal/events/abort_listener').addAbortListener(signal, abort);
  }

  whenErrored(source, reader[kState].close.promise, (error) => {
    shutdown(preventAbort ? undefined : () => writableStreamAbort(dest, error), true, error);
  });
  whenErrored(dest, writer[kState].close.promise, (error) => {
    shutdown(preventCancel ? undefined : () => readableStreamCancel(source, error), true, error);
  });
  whenClosed(source, reader[kState].close.promise, () => {
    shutdown(preventClose ? undefined : () => writableStreamDefaultWriterCloseWithErrorPropagation(writer));
  });
  if (writableStreamCloseQueuedOrInFlight(dest) || dest[kState].state === 'closed') {
    const error = new ERR_INVALID_STATE.TypeError('Destination WritableStream is closed');
    shutdown(preventCancel ? undefined : () => readableStreamCancel(source, error), true, error);
  }
  loop();
  return promise;

  function whenErrored(stream, closed, action) {
    if (stream[kState].state === 'errored') action(stream[kState].storedError);
    else onSettled(closed, undefined, action);
  }

  function whenClosed(stream, closed, action) {
    if (stream[kState].state === 'closed') action();
    else onSettled(closed, action, nop);
  }

  // All that was read has been written when this resolves.
  async function waitForWrites() {
    const write = currentWrite;
    await onSettled(write, nop, nop);
    if (write !== currentWrite) await waitForWrites();
  }

  function shutdown(action, isError, error) {
    if (shuttingDown) return;
    shuttingDown = true;
    const run = () => {
      if (action === undefined) finalize(isError, error);
      else onSettled(action(), () => finalize(isError, error), (newError) => finalize(true, newError));
    };
    if (dest[kState].state === 'writable' && !writableStreamCloseQueuedOrInFlight(dest)) onSettled(waitForWrites(), run);
    else run();
  }

  function finalize(isError, error) {
    writableStreamDefaultWriterRelease(writer);
    readableStreamReaderGenericRelease(reader);
    abortListener?.[SymbolDispose]();
    if (isError) reject(error);
    else resolve();
  }

  function write(chunk) {
    currentWrite = writableStreamDefaultWriterWrite(writer, chunk);
    setPromiseHandled(currentWrite);
  }

  async function loop() {
    while (!shuttingDown) {
      // A closed promise of the writer ends the waiting as well: the reaction above has set `shuttingDown`.
      if (!(writableStreamDefaultWriterGetDesiredSize(writer) > 0)) await onSettled(writer[kState].ready.promise, nop, nop);
      if (shuttingDown) return;
      // It will not become writable again: what is under way ends the piping.
      if (dest[kState].state !== 'writable' || writableStreamCloseQueuedOrInFlight(dest)) return;
      const { controller, state } = source[kState];
      if (state === 'readable' && controller[kType] === 'ReadableStreamDefaultController' && controller[kState].queue.length > 0) {
        // A chunk waits: no need to ask and be answered.
        write(readableStreamDefaultControllerTakeChunk(controller));
        continue;
      }
      const isOver = await new Promise((done) => {
        readableStreamDefaultReaderRead(reader, {
          [kChunk](chunk) {
            write(chunk);
            done(false);
          },
          [kClose]: () => done(true),
          [kError]: () => done(true),
        });
      });
      if (isOver) return;
    }
  }
}

// Teeing ---------------------------------------------------------------------------------------------------------------

function readableStreamDefaultTee(stream, cloneForBranch2) {
  const { ReadableStreamDefaultReader, createReadableStream } = require('internal/webstreams/readablestream');
  const reader = new ReadableStreamDefaultReader(stream);
  let reading = false;
  let readAgain = false;
  const canceled = [false, false];
  const reasons = [undefined, undefined];
  const branches = [];
  const cancelDone = Promise.withResolvers();

  function pull() {
    if (reading) {
      readAgain = true;
      return resolvedUndefined;
    }
    reading = true;
    readableStreamDefaultReaderRead(reader, {
      [kChunk](value) {
        queueMicrotask(() => {
          readAgain = false;
          let copy = value;
          if (!canceled[1] && cloneForBranch2) {
            try {
              copy = structuredClone(value);
            } catch (error) {
              for (const branch of branches) readableStreamDefaultControllerError(branch[kState].controller, error);
              cancelDone.resolve(readableStreamCancel(stream, error));
              return;
            }
          }
          if (!canceled[0]) readableStreamDefaultControllerEnqueue(branches[0][kState].controller, value);
          if (!canceled[1]) readableStreamDefaultControllerEnqueue(branches[1][kState].controller, copy);
          reading = false;
          if (readAgain) pull();
        });
      },
      [kClose]() {
        // After what was read before: enqueueing waits for a microtask.
        queueMicrotask(() => {
          reading = false;
          for (let i = 0; i < 2; i++) if (!canceled[i]) readableStreamDefaultControllerClose(branches[i][kState].controller);
          if (!canceled[0] || !canceled[1]) cancelDone.resolve();
        });
      },
      [kError]() {
        reading = false;
      },
    });
    return resolvedUndefined;
  }

  // The source is cancelled when both branches are, with both reasons.
  const cancel = (index) => (reason) => {
    canceled[index] = true;
    reasons[index] = reason;
    if (canceled[1 - index]) cancelDone.resolve(readableStreamCancel(stream, [...reasons]));
    return cancelDone.promise;
  };
  branches[0] = createReadableStream(nop, pull, cancel(0));
  branches[1] = createReadableStream(nop, pull, cancel(1));
  onSettled(reader[kState].close.promise, undefined, (error) => {
    for (const branch of branches) readableStreamDefaultControllerError(branch[kState].controller, error);
    if (!canceled[0] || !canceled[1]) cancelDone.resolve();
  });
  return branches;
}

function readableByteStreamTee(stream) {
  const { ReadableStreamDefaultReader, ReadableStreamBYOBReader, createReadableByteStream } =
    require('internal/webstreams/readablestream');
  let reader = new ReadableStreamDefaultReader(stream);
  let reading = false;
  const readAgain = [false, false];
  const canceled = [false, false];
  const reasons = [undefined, undefined];
  const branches = [];
  const cancelDone = Promise.withResolvers();
  const controllerOf = (index) => branches[index][kState].controller;

  function forwardReaderError(thisReader) {
    onSettled(thisReader[kState].close.promise, undefined, (error) => {
      if (thisReader !== reader) return;
      for (let i = 0; i < 2; i++) readableByteStreamControllerError(controllerOf(i), error);
      if (!canceled[0] || !canceled[1]) cancelDone.resolve();
    });
  }

  // Both branches give up: the chunk couldn't be copied.
  function fail(error) {
    for (let i = 0; i < 2; i++) readableByteStreamControllerError(controllerOf(i), error);
    cancelDone.resolve(readableStreamCancel(stream, error));
  }

  function goOn() {
    reading = false;
    if (readAgain[0]) pull(0);
    else if (readAgain[1]) pull(1);
  }

  function pullWithDefaultReader() {
    if (!(reader instanceof ReadableStreamDefaultReader)) {
      readableStreamReaderGenericRelease(reader);
      reader = new ReadableStreamDefaultReader(stream);
      forwardReaderError(reader);
    }
    readableStreamDefaultReaderRead(reader, {
      [kChunk](chunk) {
        queueMicrotask(() => {
          readAgain.fill(false);
          let copy = chunk;
          if (!canceled[0] && !canceled[1]) {
            try {
              copy = cloneAsUint8Array(chunk);
            } catch (error) {
              fail(error);
              return;
            }
          }
          if (!canceled[0]) readableByteStreamControllerEnqueue(controllerOf(0), chunk);
          if (!canceled[1]) readableByteStreamControllerEnqueue(controllerOf(1), copy);
          goOn();
        });
      },
      [kClose]() {
        reading = false;
        for (let i = 0; i < 2; i++) if (!canceled[i]) readableByteStreamControllerClose(controllerOf(i));
        for (let i = 0; i < 2; i++) {
          if (controllerOf(i)[kState].pendingPullIntos.length > 0) readableByteStreamControllerRespond(controllerOf(i), 0);
        }
        if (!canceled[0] || !canceled[1]) cancelDone.resolve();
      },
      [kError]() {
        reading = false;
      },
    });
  }

  // One branch's own memory is filled; the other gets a copy.
  function pullWithBYOBReader(view, index) {
    if (!(reader instanceof ReadableStreamBYOBReader)) {
      readableStreamReaderGenericRelease(reader);
      reader = new ReadableStreamBYOBReader(stream);
      forwardReaderError(reader);
    }
    const other = 1 - index;
    const request = {
      [kChunk](chunk) {
        queueMicrotask(() => {
          readAgain.fill(false);
          if (!canceled[other]) {
            let copy;
            try {
              copy = cloneAsUint8Array(chunk);
            } catch (error) {
              fail(error);
              return;
            }
            if (!canceled[index]) readableByteStreamControllerRespondWithNewView(controllerOf(index), chunk);
            readableByteStreamControllerEnqueue(controllerOf(other), copy);
          } else if (!canceled[index]) {
            readableByteStreamControllerRespondWithNewView(controllerOf(index), chunk);
          }
          goOn();
        });
      },
      [kClose](chunk) {
        reading = false;
        if (!canceled[index]) readableByteStreamControllerClose(controllerOf(index));
        if (!canceled[other]) readableByteStreamControllerClose(controllerOf(other));
        if (chunk !== undefined) {
          if (!canceled[index]) readableByteStreamControllerRespondWithNewView(controllerOf(index), chunk);
          if (!canceled[other] && controllerOf(other)[kState].pendingPullIntos.length > 0) {
            readableByteStreamControllerRespond(controllerOf(other), 0);
          }
        }
        if (!canceled[index] || !canceled[other]) cancelDone.resolve();
      },
      [kError]() {
        reading = false;
      },
    };
    const state = stream[kState];
    state.disturbed = true;
    if (state.state === 'errored') request[kError](state.storedError);
    else readableByteStreamControllerPullInto(state.controller, view, 1, request);
  }

  function pull(index) {
    if (reading) {
      readAgain[index] = true;
      return resolvedUndefined;
    }
    reading = true;
    const { byobRequest } = controllerOf(index);
    if (byobRequest === null) pullWithDefaultReader();
    else pullWithBYOBReader(byobRequest[kState].view, index);
    return resolvedUndefined;
  }

  const cancel = (index) => (reason) => {
    canceled[index] = true;
    reasons[index] = reason;
    if (canceled[1 - index]) cancelDone.resolve(readableStreamCancel(stream, [...reasons]));
    return cancelDone.promise;
  };
  branches[0] = createReadableByteStream(nop, () => pull(0), cancel(0));
  branches[1] = createReadableByteStream(nop, () => pull(1), cancel(1));
  forwardReaderError(reader);
  return branches;
}

// From an iterable -----------------------------------------------------------------------------------------------------

function readableStreamFromIterable(iterable) {
  const { createReadableStream } = require('internal/webstreams/readablestream');
  const record = getIterator(iterable, 'async');
  let stream;

  async function pull() {
    const result = await iteratorNext(record);
    if (typeof result !== 'object' || result === null) {
      throw new ERR_INVALID_STATE.TypeError('The promise returned by the iterator.next() method must fulfill with an object');
    }
    if (result.done) readableStreamDefaultControllerClose(stream[kState].controller);
    else readableStreamDefaultControllerEnqueue(stream[kState].controller, await result.value);
  }

  async function cancel(reason) {
    const returnMethod = record.iterator.return;
    if (returnMethod === undefined) return;
    const result = await Reflect.apply(returnMethod, record.iterator, [reason]);
    if (typeof result !== 'object' || result === null) {
      throw new ERR_INVALID_STATE.TypeError('The promise returned by the iterator.return() method must fulfill with an object');
    }
  }

  stream = createReadableStream(nop, pull, cancel, 0);
  return stream;
}

module.exports = { readableStreamPipeTo, readableStreamDefaultTee, readableByteStreamTee, readableStreamFromIterable };
