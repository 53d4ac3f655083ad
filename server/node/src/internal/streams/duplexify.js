'use strict';

// Duplex.from(): a Duplex of nearly anything: streams of either kind, pairs, iterables, generator and async functions,
// promises, blobs.

const Readable = require('internal/streams/readable');
const Writable = require('internal/streams/writable');
const Duplex = require('internal/streams/duplex');
const from = require('internal/streams/from');
const { Relay } = require('internal/streams/relay');
const { destroyer } = require('internal/streams/destroy');
const eos = require('internal/streams/end-of-stream');
const {
  isReadable, isWritable, isIterable, isNodeStream, isReadableNodeStream, isWritableNodeStream, isDuplexNodeStream,
  isReadableStream, isWritableStream,
} = require('internal/streams/utils');
const { AbortError, codes: { ERR_INVALID_ARG_TYPE, ERR_INVALID_RETURN_VALUE } } = require('internal/errors');

const isBlob = (value) => typeof Blob === 'function' && value instanceof Blob;

// A side that is left out is over from the beginning.
class Duplexify extends Duplex {
  constructor(options) {
    super(options);
    if (options?.readable === false) {
      this._readableState.readable = false;
      this._readableState.ended = true;
      this._readableState.endEmitted = true;
    }
    if (options?.writable === false) {
      this._writableState.writable = false;
      this._writableState.ending = true;
      this._writableState.ended = true;
      this._writableState.finished = true;
    }
  }
}

module.exports = function duplexify(body, name) {
  if (isDuplexNodeStream(body)) return body;
  if (isReadableNodeStream(body)) return fromPair({ readable: body });
  if (isWritableNodeStream(body)) return fromPair({ writable: body });
  if (isNodeStream(body)) return fromPair({ writable: false, readable: false });
  if (isReadableStream(body)) return fromPair({ readable: Readable.fromWeb(body) });
  if (isWritableStream(body)) return fromPair({ writable: Writable.fromWeb(body) });
  if (typeof body === 'function') return fromFunction(body, name);
  if (isBlob(body)) return duplexify(body.arrayBuffer());
  if (isIterable(body)) return from(Duplexify, body, { objectMode: true, writable: false });
  if (isReadableStream(body?.readable) && isWritableStream(body?.writable)) return Duplexify.fromWeb(body);
  if (typeof body?.writable === 'object' || typeof body?.readable === 'object') {
    const { readable, writable } = body;
    return fromPair({
      readable: readable ? (isReadableNodeStream(readable) ? readable : duplexify(readable)) : undefined,
      writable: writable ? (isWritableNodeStream(writable) ? writable : duplexify(writable)) : undefined,
    });
  }

  const then = body?.then;
  if (typeof then === 'function') {
    const duplex = new Duplexify({ objectMode: true, writable: false, read() {} });
    then.call(body, (value) => {
      if (value != null) duplex.push(value);
      duplex.push(null);
    }, (error) => destroyer(duplex, error));
    return duplex;
  }
  throw new ERR_INVALID_ARG_TYPE(name, [
    'Blob', 'ReadableStream', 'WritableStream', 'Stream', 'Iterable', 'AsyncIterable', 'Function',
    '{ readable, writable } pair', 'Promise',
  ], body);
};

function fromFunction(body, name) {
  const { value, write, final, destroy } = feedFunction(body);
  if (isDuplexNodeStream(value)) return value;
  if (isIterable(value)) return from(Duplexify, value, { objectMode: true, write, final, destroy });
  const then = value?.then;
  if (typeof then === 'function') {
    // An async function consumes only.
    const promise = then.call(value, (result) => {
      if (result != null) throw new ERR_INVALID_RETURN_VALUE('nully', 'body', result);
    }, (error) => destroyer(duplex, error));
    const duplex = new Duplexify({
      objectMode: true,
      readable: false,
      write,
      final(callback) {
        final(async () => {
          try {
            await promise;
            process.nextTick(callback, null);
          } catch (error) {
            process.nextTick(callback, error);
          }
        });
      },
      destroy,
    });
    return duplex;
  }
  throw new ERR_INVALID_RETURN_VALUE('Iterable, AsyncIterable or AsyncFunction', name, value);
}

// Calls the function with an async iterator over what will be written.
function feedFunction(fn) {
  let { promise, resolve } = Promise.withResolvers();
  const controller = new AbortController();
  const { signal } = controller;
  const value = fn((async function* () {
    while (true) {
      const waiting = promise;
      promise = null;
      const { chunk, done, callback } = await waiting;
      process.nextTick(callback);
      if (done) return;
      if (signal.aborted) throw new AbortError(undefined, { cause: signal.reason });
      ({ promise, resolve } = Promise.withResolvers());
      yield chunk;
    }
  })(), { signal });

  function send(message) {
    const deliver = resolve;
    resolve = null;
    deliver(message);
  }
  return {
    value,
    write(chunk, encoding, callback) {
      send({ chunk, done: false, callback });
    },
    final(callback) {
      send({ done: true, callback });
    },
    destroy(error, callback) {
      controller.abort();
      callback(error);
    },
  };
}

function fromPair(pair) {
  const source = pair.readable && typeof pair.readable.read !== 'function' ? Readable.wrap(pair.readable) : pair.readable;
  const sink = pair.writable;
  let readable = !!isReadable(source);
  let writable = !!isWritable(sink);
  const relay = new Relay();

  function onfinished(error) {
    const callback = relay.onclose;
    relay.onclose = null;
    if (callback) callback(error);
    else if (error) duplex.destroy(error);
  }

  const duplex = new Duplexify({
    readableObjectMode: !!source?.readableObjectMode,
    writableObjectMode: !!sink?.writableObjectMode,
    readable,
    writable,
  });

  if (writable) {
    eos(sink, (error) => {
      writable = false;
      if (error) destroyer(source, error);
      onfinished(error);
    });
    relay.writeTo(duplex, sink);
    sink.on('finish', () => relay.answer('onfinish'));
  }
  if (readable) {
    eos(source, (error) => {
      readable = false;
      if (error) destroyer(source, error);
      onfinished(error);
    });
    relay.readFrom(duplex, source);
  }

  duplex._destroy = (error, callback) => {
    if (!error && relay.onclose !== null) error = new AbortError();
    relay.forget();
    if (relay.onclose === null) {
      callback(error);
    } else {
      relay.onclose = callback;
      destroyer(sink, error);
      destroyer(source, error);
    }
  };
  return duplex;
}
