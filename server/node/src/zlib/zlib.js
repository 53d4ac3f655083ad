'use strict';

// node:zlib.

const { Buffer } = require('buffer');
const { codes: { ERR_BUFFER_TOO_LARGE, ERR_INVALID_ARG_TYPE } } = require('internal/errors');
const { validateFunction, validateUint32 } = require('internal/validators');
const { isAnyArrayBuffer, isArrayBufferView } = require('internal/util/types');
const { native, closeHandle } = require('internal/zlib/base');
const { makeError } = require('internal/zlib/handle');
const classes = require('internal/zlib/classes');
const { constants, codes } = require('internal/zlib/constants');

function crc32(data, value = 0) {
  if (typeof data !== 'string' && !isArrayBufferView(data)) {
    throw new ERR_INVALID_ARG_TYPE('data', ['Buffer', 'TypedArray', 'DataView', 'string'], data);
  }
  validateUint32(value, 'value');
  return native.crc32(typeof data === 'string' ? Buffer.from(data) : data, value);
}

// One-shot functions. The engine exists for its checks and for `info`; the work is one native call.

function toBytes(buffer) {
  if (typeof buffer === 'string') return Buffer.from(buffer);
  if (isArrayBufferView(buffer)) return buffer;
  if (isAnyArrayBuffer(buffer)) return Buffer.from(buffer);
  throw new ERR_INVALID_ARG_TYPE('buffer', ['string', 'Buffer', 'TypedArray', 'DataView', 'ArrayBuffer'], buffer);
}

// What the native call answered: [bytes, count], [message, errno, code], or null for too much.
function toResult(engine, answer) {
  if (answer === null) throw new ERR_BUFFER_TOO_LARGE(engine._maxOutputLength);
  if (answer.length === 3) throw makeError(answer[0], answer[1], answer[2]);
  const [bytes, read] = answer;
  engine.bytesWritten = read;
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return engine._info ? { buffer, engine } : buffer;
}

function runSync(engine, buffer) {
  buffer = toBytes(buffer);
  const answer = native.run(engine._handle.codec, engine._finishFlushFlag, buffer, engine._maxOutputLength);
  closeHandle(engine);
  return toResult(engine, answer);
}

function runAsync(engine, buffer, callback) {
  validateFunction(callback, 'callback');
  if (typeof buffer === 'string') {
    buffer = Buffer.from(buffer);
  } else if (!isArrayBufferView(buffer)) {
    if (!isAnyArrayBuffer(buffer)) {
      throw new ERR_INVALID_ARG_TYPE('chunk', ['string', 'Buffer', 'TypedArray', 'DataView'], buffer);
    }
    buffer = Buffer.from(buffer);
  }
  callback = require('internal/async_context').bindCallback(callback);
  native.runAsync(engine._handle.codec, engine._finishFlushFlag, buffer, engine._maxOutputLength, (answer) => {
    closeHandle(engine);
    let result;
    try {
      result = toResult(engine, answer);
    } catch (error) {
      callback.call(engine, error);
      return;
    }
    callback.call(engine, null, result);
  });
}

function createConvenienceMethod(Class, sync) {
  if (sync) {
    return function syncBufferWrapper(buffer, opts) {
      return runSync(new Class(opts), buffer);
    };
  }
  return function asyncBufferWrapper(buffer, opts, callback) {
    if (typeof opts === 'function') {
      callback = opts;
      opts = {};
    }
    return runAsync(new Class(opts), buffer, callback);
  };
}

function makeFactory(Class) {
  return {
    __proto__: null,
    configurable: true,
    enumerable: true,
    value(opts) { return new Class(opts); },
  };
}

const {
  Deflate, Inflate, Gzip, Gunzip, DeflateRaw, InflateRaw, Unzip, BrotliCompress, BrotliDecompress, ZstdCompress, ZstdDecompress,
} = classes;

module.exports = {
  crc32,
  Deflate, Inflate, Gzip, Gunzip, DeflateRaw, InflateRaw, Unzip, BrotliCompress, BrotliDecompress, ZstdCompress, ZstdDecompress,

  deflate: createConvenienceMethod(Deflate, false),
  deflateSync: createConvenienceMethod(Deflate, true),
  gzip: createConvenienceMethod(Gzip, false),
  gzipSync: createConvenienceMethod(Gzip, true),
  deflateRaw: createConvenienceMethod(DeflateRaw, false),
  deflateRawSync: createConvenienceMethod(DeflateRaw, true),
  unzip: createConvenienceMethod(Unzip, false),
  unzipSync: createConvenienceMethod(Unzip, true),
  inflate: createConvenienceMethod(Inflate, false),
  inflateSync: createConvenienceMethod(Inflate, true),
  gunzip: createConvenienceMethod(Gunzip, false),
  gunzipSync: createConvenienceMethod(Gunzip, true),
  inflateRaw: createConvenienceMethod(InflateRaw, false),
  inflateRawSync: createConvenienceMethod(InflateRaw, true),
  brotliCompress: createConvenienceMethod(BrotliCompress, false),
  brotliCompressSync: createConvenienceMethod(BrotliCompress, true),
  brotliDecompress: createConvenienceMethod(BrotliDecompress, false),
  brotliDecompressSync: createConvenienceMethod(BrotliDecompress, true),
  zstdCompress: createConvenienceMethod(ZstdCompress, false),
  zstdCompressSync: createConvenienceMethod(ZstdCompress, true),
  zstdDecompress: createConvenienceMethod(ZstdDecompress, false),
  zstdDecompressSync: createConvenienceMethod(ZstdDecompress, true),
};

Object.defineProperties(module.exports, {
  createDeflate: makeFactory(Deflate),
  createInflate: makeFactory(Inflate),
  createDeflateRaw: makeFactory(DeflateRaw),
  createInflateRaw: makeFactory(InflateRaw),
  createGzip: makeFactory(Gzip),
  createGunzip: makeFactory(Gunzip),
  createUnzip: makeFactory(Unzip),
  createBrotliCompress: makeFactory(BrotliCompress),
  createBrotliDecompress: makeFactory(BrotliDecompress),
  createZstdCompress: makeFactory(ZstdCompress),
  createZstdDecompress: makeFactory(ZstdDecompress),
  constants: { __proto__: null, configurable: false, enumerable: true, value: constants },
  codes: { __proto__: null, enumerable: true, writable: false, value: Object.freeze(codes) },
});

// The constants of zlib were properties of the module itself once.
for (const name of Object.keys(constants)) {
  if (name.startsWith('BROTLI')) continue;
  Object.defineProperty(module.exports, name, { __proto__: null, enumerable: false, value: constants[name] });
}
