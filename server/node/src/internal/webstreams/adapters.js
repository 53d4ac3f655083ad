'use strict';

// Node streams as web streams and web streams as Node streams: toWeb() and fromWeb().

const { Buffer } = require('buffer');
const { AbortError, codes: { ERR_INVALID_ARG_TYPE, ERR_INVALID_ARG_VALUE } } = require('internal/errors');
const { kEmptyObject } = require('internal/util');
const { validateBoolean, validateObject } = require('internal/validators');
const { destroyer: destroy } = require('internal/streams/destroy');
const eos = require('internal/streams/end-of-stream');
const { isDestroyed, isOutgoingMessage, isReadable, isWritable, isWritableEnded } = require('internal/streams/utils');
const { ByteLengthQueuingStrategy, CountQueuingStrategy } = require('internal/webstreams/queuingstrategies');

const webReadable = () => require('internal/webstreams/readablestream');
const webWritable = () => require('internal/webstreams/writablestream');
const nop = () => {};

const zlibFailures = new Set([
  'Z_STREAM_END', 'Z_NEED_DICT', 'Z_ERRNO', 'Z_STREAM_ERROR', 'Z_DATA_ERROR', 'Z_MEM_ERROR', 'Z_BUF_ERROR', 'Z_VERSION_ERROR',
  'ERR_TRAILING_JUNK_AFTER_STREAM_END',
]);

// Errors of Node's own as web streams call them.
function translateError(cause) {
  if (cause?.code === 'ERR_STREAM_PREMATURE_CLOSE') return new AbortError(undefined, { cause });
  const isBrotli = typeof cause?.code === 'string' && cause.code.startsWith('ERR_') && cause.code.includes('BROTLI');
  if (zlibFailures.has(cause?.code) || isBrotli || cause?.code?.startsWith?.('ERR__ERROR_FORMAT_')) {
    const error = new TypeError(undefined, { cause });
    error.code = cause.code;
    return error;
  }
  return cause;
}

// To web streams -------------------------------------------------------------------------------------------------------

function newWritableStreamFromStreamWritable(streamWritable) {
  // By its state and not by being writable now: a stream that is through gives a closed WritableStream.
  if (typeof streamWritable?._writableState !== 'object' && !(streamWritable && isOutgoingMessage(streamWritable))) {
    throw new ERR_INVALID_ARG_TYPE('streamWritable', 'stream.Writable', streamWritable);
  }
  const { WritableStream } = webWritable();
  if (isDestroyed(streamWritable) || !isWritable(streamWritable)) {
    const writable = new WritableStream();
    writable.close();
    return writable;
  }
  const highWaterMark = streamWritable.writableHighWaterMark;
  const strategy = streamWritable.writableObjectMode ? new CountQueuingStrategy({ highWaterMark }) : { highWaterMark };
  let controller;
  let drained;
  let closed;

  const cleanup = eos(streamWritable, (error) => {
    error = translateError(error);
    cleanup();
    // Errors that come afterwards have nowhere to go.
    streamWritable.on('error', nop);
    if (error != null) {
      drained?.reject(error);
      if (closed !== undefined) {
        closed.reject(error);
        closed = undefined;
      }
      controller.error(error);
      controller = undefined;
    } else if (closed !== undefined) {
      closed.resolve();
      closed = undefined;
    } else {
      controller.error(new AbortError());
      controller = undefined;
    }
  });
  streamWritable.on('drain', () => drained?.resolve());

  return new WritableStream({
    start(c) { controller = c; },
    write(chunk) {
      if (!streamWritable.writableObjectMode && (chunk instanceof ArrayBuffer || chunk instanceof SharedArrayBuffer)) {
        chunk = new Uint8Array(chunk);
      }
      if (streamWritable.writableNeedDrain || !streamWritable.write(chunk)) {
        drained = Promise.withResolvers();
        return drained.promise.finally(() => {
          drained = undefined;
        });
      }
    },
    abort(reason) {
      destroy(streamWritable, reason);
    },
    close() {
      if (closed === undefined && !isWritableEnded(streamWritable)) closed = Promise.withResolvers();
      const promise = closed?.promise;
      streamWritable.end();
      return promise;
    },
  }, strategy);
}

function newReadableStreamFromStreamReadable(streamReadable, options = kEmptyObject) {
  if (typeof streamReadable?._readableState !== 'object') {
    throw new ERR_INVALID_ARG_TYPE('streamReadable', 'stream.Readable', streamReadable);
  }
  const { ReadableStream } = webReadable();
  if (isDestroyed(streamReadable) || !isReadable(streamReadable)) {
    const readable = new ReadableStream();
    readable.cancel();
    return readable;
  }
  const objectMode = streamReadable.readableObjectMode;
  const strategy = toStrategy(options.strategy, streamReadable.readableHighWaterMark, objectMode);
  let controller;
  let wasCanceled = false;

  function onData(chunk) {
    // Copied: a Buffer is often a piece of shared memory, and a web stream may transfer its chunk.
    if (Buffer.isBuffer(chunk) && !objectMode) chunk = new Uint8Array(chunk);
    controller.enqueue(chunk);
    if (controller.desiredSize <= 0) streamReadable.pause();
  }

  streamReadable.pause();
  const cleanup = eos(streamReadable, (error) => {
    error = translateError(error);
    cleanup();
    streamReadable.on('error', nop);
    if (error) {
      controller.error(error);
      return;
    }
    // Cancelling has closed the web stream already.
    if (!wasCanceled) controller.close();
  });
  streamReadable.on('data', onData);

  return new ReadableStream({
    start(c) { controller = c; },
    pull() { streamReadable.resume(); },
    cancel(reason) {
      wasCanceled = true;
      destroy(streamReadable, reason);
    },
  }, strategy);
}

function toStrategy(strategy, highWaterMark, objectMode) {
  if (strategy) return strategy;
  return objectMode ? new CountQueuingStrategy({ highWaterMark }) : new ByteLengthQueuingStrategy({ highWaterMark });
}

function newReadableWritablePairFromDuplex(duplex) {
  if (typeof duplex?._writableState !== 'object' || typeof duplex?._readableState !== 'object') {
    throw new ERR_INVALID_ARG_TYPE('duplex', 'stream.Duplex', duplex);
  }
  const { WritableStream } = webWritable();
  const { ReadableStream } = webReadable();
  const canWrite = !isDestroyed(duplex) && isWritable(duplex);
  const canRead = !isDestroyed(duplex) && isReadable(duplex);
  const writable = canWrite ? newWritableStreamFromStreamWritable(duplex) : new WritableStream();
  if (!canWrite) writable.close();
  const readable = canRead ? newReadableStreamFromStreamReadable(duplex) : new ReadableStream();
  if (!canRead) readable.cancel();
  return { writable, readable };
}

// From web streams -----------------------------------------------------------------------------------------------------

function rethrowLater(error) {
  // In a tick, so that it is an uncaught exception and no rejection.
  process.nextTick(() => {
    throw error;
  });
}

// The methods of a Node writable side over a web writer. `side` holds the stream (once made) and whether the writer closed.
function writeMethods(writer, side, { decodeStrings, objectMode }) {
  return {
    writev(chunks, callback) {
      const done = (error) => {
        try {
          callback(Array.isArray(error) ? error.find((e) => e) : error);
        } catch (thrown) {
          // In the next tick, or the promise would swallow it.
          process.nextTick(() => destroy(side.stream, thrown));
        }
      };
      writer.ready.then(() => Promise.all(chunks.map(({ chunk }) => writer.write(chunk))).then(done, done), done);
    },
    write(chunk, encoding, callback) {
      if (typeof chunk === 'string' && decodeStrings && !objectMode) {
        const view = Buffer.from(chunk, encoding);
        chunk = new Uint8Array(view.buffer, view.byteOffset, view.byteLength);
      }
      const done = (error) => {
        try {
          callback(error);
        } catch (thrown) {
          destroy(side.stream, thrown);
        }
      };
      writer.ready.then(() => writer.write(chunk).then(done, done), done);
    },
    final(callback) {
      const done = (error) => {
        try {
          callback(error);
        } catch (thrown) {
          process.nextTick(() => destroy(side.stream, thrown));
        }
      };
      if (!side.writerClosed) writer.close().then(done, done);
    },
  };
}

function readMethod(reader, side) {
  return function read() {
    reader.read().then(({ done, value }) => {
      if (done) side.stream.push(null);
      else side.stream.push(value);
    }, (error) => destroy(side.stream, error));
  };
}

function newStreamWritableFromWritableStream(writableStream, options = kEmptyObject) {
  if (!webWritable().isWritableStream(writableStream)) {
    throw new ERR_INVALID_ARG_TYPE('writableStream', 'WritableStream', writableStream);
  }
  validateObject(options, 'options');
  const { highWaterMark, decodeStrings = true, objectMode = false, signal } = options;
  validateBoolean(objectMode, 'options.objectMode');
  validateBoolean(decodeStrings, 'options.decodeStrings');
  const writer = writableStream.getWriter();
  const side = { stream: undefined, writerClosed: false };
  const Writable = require('internal/streams/writable');
  const writable = new Writable({
    highWaterMark,
    objectMode,
    decodeStrings,
    signal,
    ...writeMethods(writer, side, { decodeStrings, objectMode }),
    destroy(error, callback) {
      const done = () => {
        try {
          callback(error);
        } catch (thrown) {
          rethrowLater(thrown);
        }
      };
      if (side.writerClosed) {
        done();
      } else if (error != null) {
        writer.abort(error).then(done, done);
      } else {
        writer.close().then(done, done);
      }
    },
  });
  side.stream = writable;
  writer.closed.then(() => {
    side.writerClosed = true;
  }, (error) => {
    side.writerClosed = true;
    destroy(writable, error);
  });
  return writable;
}

function newStreamReadableFromReadableStream(readableStream, options = kEmptyObject) {
  if (!webReadable().isReadableStream(readableStream)) {
    throw new ERR_INVALID_ARG_TYPE('readableStream', 'ReadableStream', readableStream);
  }
  validateObject(options, 'options');
  const { highWaterMark, encoding, objectMode = false, signal } = options;
  if (encoding !== undefined && !Buffer.isEncoding(encoding)) throw new ERR_INVALID_ARG_VALUE(encoding, 'options.encoding');
  validateBoolean(objectMode, 'options.objectMode');
  const reader = readableStream.getReader();
  const side = { stream: undefined };
  let closed = false;
  const Readable = require('internal/streams/readable');
  const readable = new Readable({
    objectMode,
    highWaterMark,
    encoding,
    signal,
    read: readMethod(reader, side),
    destroy(error, callback) {
      const done = () => {
        try {
          callback(error);
        } catch (thrown) {
          rethrowLater(thrown);
        }
      };
      if (closed) done();
      else reader.cancel(error).then(done, done);
    },
  });
  side.stream = readable;
  reader.closed.then(() => {
    closed = true;
  }, (error) => {
    closed = true;
    destroy(readable, error);
  });
  return readable;
}

function newStreamDuplexFromReadableWritablePair(pair = kEmptyObject, options = kEmptyObject) {
  validateObject(pair, 'pair');
  const { readable: readableStream, writable: writableStream } = pair;
  if (!webReadable().isReadableStream(readableStream)) {
    throw new ERR_INVALID_ARG_TYPE('pair.readable', 'ReadableStream', readableStream);
  }
  if (!webWritable().isWritableStream(writableStream)) {
    throw new ERR_INVALID_ARG_TYPE('pair.writable', 'WritableStream', writableStream);
  }
  validateObject(options, 'options');
  const { allowHalfOpen = false, objectMode = false, encoding, decodeStrings = true, highWaterMark, signal } = options;
  validateBoolean(objectMode, 'options.objectMode');
  if (encoding !== undefined && !Buffer.isEncoding(encoding)) throw new ERR_INVALID_ARG_VALUE(encoding, 'options.encoding');
  const writer = writableStream.getWriter();
  const reader = readableStream.getReader();
  const side = { stream: undefined, writerClosed: false };
  let readerClosed = false;
  const Duplex = require('internal/streams/duplex');
  const duplex = new Duplex({
    allowHalfOpen,
    highWaterMark,
    objectMode,
    encoding,
    decodeStrings,
    signal,
    ...writeMethods(writer, side, { decodeStrings, objectMode }),
    read: readMethod(reader, side),
    destroy(error, callback) {
      const done = () => {
        try {
          callback(error);
        } catch (thrown) {
          rethrowLater(thrown);
        }
      };
      if (side.writerClosed && readerClosed) {
        done();
        return;
      }
      Promise.all([
        side.writerClosed ? undefined : writer.abort(error),
        readerClosed ? undefined : reader.cancel(error),
      ]).then(done, done);
    },
  });
  side.stream = duplex;
  writer.closed.then(() => {
    side.writerClosed = true;
  }, (error) => {
    side.writerClosed = true;
    readerClosed = true;
    destroy(duplex, error);
  });
  reader.closed.then(() => {
    readerClosed = true;
  }, (error) => {
    side.writerClosed = true;
    readerClosed = true;
    destroy(duplex, error);
  });
  return duplex;
}

module.exports = {
  newWritableStreamFromStreamWritable, newReadableStreamFromStreamReadable, newStreamWritableFromWritableStream,
  newStreamReadableFromReadableStream, newReadableWritablePairFromDuplex, newStreamDuplexFromReadableWritablePair,
};
