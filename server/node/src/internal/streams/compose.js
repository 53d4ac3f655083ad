'use strict';

// compose(): several streams as one Duplex, whose writes go to the first and whose reads come from the last.

const { pipeline } = require('internal/streams/pipeline');
const Duplex = require('internal/streams/duplex');
const { Relay } = require('internal/streams/relay');
const { destroyer } = require('internal/streams/destroy');
const eos = require('internal/streams/end-of-stream');
const {
  isNodeStream, isReadable, isWritable, isWebStream, isTransformStream, isWritableStream, isReadableStream,
} = require('internal/streams/utils');
const { AbortError, codes: { ERR_INVALID_ARG_VALUE, ERR_MISSING_ARGS } } = require('internal/errors');

const canRead = (stream) => !!(isReadable(stream) || isReadableStream(stream) || isTransformStream(stream));
const canWrite = (stream) => !!(isWritable(stream) || isWritableStream(stream) || isTransformStream(stream));

module.exports = function compose(...streams) {
  if (streams.length === 0) throw new ERR_MISSING_ARGS('streams');
  if (streams.length === 1) return Duplex.from(streams[0]);
  const given = [...streams];
  const last = streams.length - 1;
  if (typeof streams[0] === 'function') streams[0] = Duplex.from(streams[0]);
  if (typeof streams[last] === 'function') streams[last] = Duplex.from(streams[last]);
  for (let n = 0; n < streams.length; ++n) {
    // Others are functions and iterables, which pipeline() knows.
    if (!isNodeStream(streams[n]) && !isWebStream(streams[n])) continue;
    if (n < last && !canRead(streams[n])) throw new ERR_INVALID_ARG_VALUE(`streams[${n}]`, given[n], 'must be readable');
    if (n > 0 && !canWrite(streams[n])) throw new ERR_INVALID_ARG_VALUE(`streams[${n}]`, given[n], 'must be writable');
  }

  const relay = new Relay();
  let duplex;
  function onfinished(error) {
    const callback = relay.onclose;
    relay.onclose = null;
    if (callback) callback(error);
    else if (error) duplex.destroy(error);
    else if (!readable && !writable) duplex.destroy();
  }

  const head = streams[0];
  const tail = pipeline(streams, onfinished);
  const writable = canWrite(head);
  const readable = canRead(tail);
  duplex = new Duplex({
    writableObjectMode: !!head?.writableObjectMode,
    readableObjectMode: !!tail?.readableObjectMode,
    writable,
    readable,
  });

  if (writable) {
    if (isNodeStream(head)) relay.writeTo(duplex, head);
    else if (isWebStream(head)) writeToWeb(duplex, isTransformStream(head) ? head.writable : head, relay);
    eos(isTransformStream(tail) ? tail.readable : tail, () => relay.answer('onfinish'));
  }
  if (readable) {
    if (isNodeStream(tail)) relay.readFrom(duplex, tail);
    else if (isWebStream(tail)) readFromWeb(duplex, isTransformStream(tail) ? tail.readable : tail);
  }

  duplex._destroy = (error, callback) => {
    if (!error && relay.onclose !== null) error = new AbortError();
    relay.forget();
    if (isNodeStream(tail)) destroyer(tail, error);
    if (relay.onclose === null) callback(error);
    else relay.onclose = callback;
  };
  return duplex;
};

function writeToWeb(duplex, stream, relay) {
  const writer = stream.getWriter();
  duplex._write = async function(chunk, encoding, callback) {
    try {
      await writer.ready;
      writer.write(chunk).catch(() => {});
      callback();
    } catch (error) {
      callback(error);
    }
  };
  duplex._final = async function(callback) {
    try {
      await writer.ready;
      writer.close().catch(() => {});
      relay.onfinish = callback;
    } catch (error) {
      callback(error);
    }
  };
}

function readFromWeb(duplex, stream) {
  const reader = stream.getReader();
  duplex._read = async function() {
    while (true) {
      try {
        const { value, done } = await reader.read();
        if (!duplex.push(value)) return;
        if (done) {
          duplex.push(null);
          return;
        }
      } catch {
        return;
      }
    }
  };
}
