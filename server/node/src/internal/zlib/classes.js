'use strict';

// The public classes of zlib: what their options may be, and which codec they open.

const { Buffer } = require('buffer');
const { codes: { ERR_BROTLI_INVALID_PARAM, ERR_INVALID_ARG_TYPE, ERR_ZSTD_INVALID_PARAM } } =
  require('internal/errors');
const { checkRangesOrGetDefault } = require('internal/validators');
const { isAnyArrayBuffer, isArrayBufferView } = require('internal/util/types');
const assert = require('internal/assert');
const { ZlibBase, native, processCallback } = require('internal/zlib/base');
const handles = require('internal/zlib/handle');
const { constants } = require('internal/zlib/constants');
const {
  DEFLATE, INFLATE, GZIP, GUNZIP, DEFLATERAW, INFLATERAW, UNZIP, Z_NO_FLUSH, Z_SYNC_FLUSH, Z_FULL_FLUSH, Z_FINISH, Z_FIXED,
  Z_DEFAULT_STRATEGY, Z_MIN_WINDOWBITS, Z_MAX_WINDOWBITS, Z_DEFAULT_WINDOWBITS, Z_MIN_MEMLEVEL, Z_MAX_MEMLEVEL,
  Z_DEFAULT_MEMLEVEL, Z_MIN_LEVEL, Z_MAX_LEVEL, Z_DEFAULT_COMPRESSION,
} = constants;


function inherit(Class, Parent) {
  Object.setPrototypeOf(Class.prototype, Parent.prototype);
  Object.setPrototypeOf(Class, Parent);
}

// zlib -------------------------------------------------------------------------------------------------------------------

const zlibFlushes = { flush: Z_NO_FLUSH, finishFlush: Z_FINISH, fullFlush: Z_FULL_FLUSH };

function Zlib(opts, mode) {
  let windowBits = Z_DEFAULT_WINDOWBITS;
  let level = Z_DEFAULT_COMPRESSION;
  let memLevel = Z_DEFAULT_MEMLEVEL;
  let strategy = Z_DEFAULT_STRATEGY;
  let dictionary;
  if (opts) {
    // Decompressors may leave the size of the window to the data.
    if ((opts.windowBits == null || opts.windowBits === 0) && (mode === INFLATE || mode === GUNZIP || mode === UNZIP)) {
      windowBits = 0;
    } else {
      // Gzip has no window of 256 bytes.
      const min = Z_MIN_WINDOWBITS + (mode === GZIP ? 1 : 0);
      windowBits = checkRangesOrGetDefault(opts.windowBits, 'options.windowBits', min, Z_MAX_WINDOWBITS, Z_DEFAULT_WINDOWBITS);
    }
    level = checkRangesOrGetDefault(opts.level, 'options.level', Z_MIN_LEVEL, Z_MAX_LEVEL, Z_DEFAULT_COMPRESSION);
    memLevel = checkRangesOrGetDefault(opts.memLevel, 'options.memLevel', Z_MIN_MEMLEVEL, Z_MAX_MEMLEVEL, Z_DEFAULT_MEMLEVEL);
    strategy = checkRangesOrGetDefault(opts.strategy, 'options.strategy', Z_DEFAULT_STRATEGY, Z_FIXED, Z_DEFAULT_STRATEGY);
    ({ dictionary } = opts);
    if (dictionary !== undefined && !isArrayBufferView(dictionary)) {
      if (!isAnyArrayBuffer(dictionary)) {
        throw new ERR_INVALID_ARG_TYPE('options.dictionary', ['Buffer', 'TypedArray', 'DataView', 'ArrayBuffer'], dictionary);
      }
      dictionary = Buffer.from(dictionary);
    }
  }
  this._writeState = new Uint32Array(2);
  const codec = native.openDeflate(mode, windowBits, level, memLevel, strategy, dictionary);
  const handle = new handles.Zlib(codec, this._writeState, processCallback);
  ZlibBase.call(this, opts, 'zlib', handle, zlibFlushes);
  this._level = level;
  this._strategy = strategy;
  this._mode = mode;
}
inherit(Zlib, ZlibBase);

function paramsAfterFlush(level, strategy, callback) {
  assert(this._handle, 'zlib binding closed');
  this._handle.params(level, strategy);
  if (this.destroyed) return;
  this._level = level;
  this._strategy = strategy;
  if (callback) callback();
}

Zlib.prototype.params = function params(level, strategy, callback) {
  checkRangesOrGetDefault(level, 'level', Z_MIN_LEVEL, Z_MAX_LEVEL);
  checkRangesOrGetDefault(strategy, 'strategy', Z_DEFAULT_STRATEGY, Z_FIXED);
  if (this._level !== level || this._strategy !== strategy) {
    // What was written before is compressed the old way.
    this.flush(Z_SYNC_FLUSH, paramsAfterFlush.bind(this, level, strategy, callback));
  } else {
    process.nextTick(callback);
  }
};

function Deflate(opts) {
  if (!(this instanceof Deflate)) return new Deflate(opts);
  Zlib.call(this, opts, DEFLATE);
}
inherit(Deflate, Zlib);

function Inflate(opts) {
  if (!(this instanceof Inflate)) return new Inflate(opts);
  Zlib.call(this, opts, INFLATE);
}
inherit(Inflate, Zlib);

function Gzip(opts) {
  if (!(this instanceof Gzip)) return new Gzip(opts);
  Zlib.call(this, opts, GZIP);
}
inherit(Gzip, Zlib);

function Gunzip(opts) {
  if (!(this instanceof Gunzip)) return new Gunzip(opts);
  Zlib.call(this, opts, GUNZIP);
}
inherit(Gunzip, Zlib);

function DeflateRaw(opts) {
  // zlib's raw format has no window of 256 bytes; asked for one it makes the next larger.
  if (opts && opts.windowBits === 8) opts = { ...opts, windowBits: 9 };
  if (!(this instanceof DeflateRaw)) return new DeflateRaw(opts);
  Zlib.call(this, opts, DEFLATERAW);
}
inherit(DeflateRaw, Zlib);

function InflateRaw(opts) {
  if (!(this instanceof InflateRaw)) return new InflateRaw(opts);
  Zlib.call(this, opts, INFLATERAW);
}
inherit(InflateRaw, Zlib);

function Unzip(opts) {
  if (!(this instanceof Unzip)) return new Unzip(opts);
  Zlib.call(this, opts, UNZIP);
}
inherit(Unzip, Zlib);

// Brotli and Zstandard -----------------------------------------------------------------------------------------------------

// Options' `params`, checked, as a flat list of keys and values.
function toParameters(opts, maxKey, InvalidParam) {
  const list = [];
  if (!opts?.params) return list;
  const seen = new Set();
  for (const original of Object.keys(opts.params)) {
    const key = +original;
    if (Number.isNaN(key) || key < 0 || key > maxKey || seen.has(key)) throw new InvalidParam(original);
    const value = opts.params[original];
    if (typeof value !== 'number' && typeof value !== 'boolean') {
      throw new ERR_INVALID_ARG_TYPE('options.params[key]', 'number', value);
    }
    seen.add(key);
    list.push(key, Number(value));
  }
  return list;
}

const brotliFlushes = { flush: 0, finishFlush: 2, fullFlush: 1 };
const maxBrotliParam = constants.BROTLI_PARAM_NDIRECT;

function Brotli(opts, mode) {
  const compress = mode === constants.BROTLI_ENCODE;
  const parameters = toParameters(opts, maxBrotliParam, ERR_BROTLI_INVALID_PARAM);
  this._writeState = new Uint32Array(2);
  const codec = native.openBrotli(compress, parameters);
  const Handle = compress ? handles.BrotliEncoder : handles.BrotliDecoder;
  ZlibBase.call(this, opts, 'brotli', new Handle(codec, this._writeState, processCallback), brotliFlushes);
}
inherit(Brotli, ZlibBase);

function BrotliCompress(opts) {
  if (!(this instanceof BrotliCompress)) return new BrotliCompress(opts);
  Brotli.call(this, opts, constants.BROTLI_ENCODE);
}
inherit(BrotliCompress, Brotli);

function BrotliDecompress(opts) {
  if (!(this instanceof BrotliDecompress)) return new BrotliDecompress(opts);
  Brotli.call(this, opts, constants.BROTLI_DECODE);
}
inherit(BrotliDecompress, Brotli);

const zstdFlushes = { flush: constants.ZSTD_e_continue, finishFlush: constants.ZSTD_e_end, fullFlush: constants.ZSTD_e_flush };

class Zstd extends ZlibBase {
  constructor(opts, compress, parameters, pledgedSrcSize) {
    const writeState = new Uint32Array(2);
    const codec = native.openZstd(compress, parameters, pledgedSrcSize);
    const Handle = compress ? handles.ZstdCompress : handles.ZstdDecompress;
    super(opts, 'zstd', new Handle(codec, writeState, processCallback), zstdFlushes);
    this._writeState = writeState;
  }
}

class ZstdCompress extends Zstd {
  constructor(opts) {
    super(opts, true, toParameters(opts, constants.ZSTD_c_overlapLog, ERR_ZSTD_INVALID_PARAM), opts?.pledgedSrcSize);
  }
}

class ZstdDecompress extends Zstd {
  constructor(opts) {
    super(opts, false, toParameters(opts, constants.ZSTD_d_windowLogMax, ERR_ZSTD_INVALID_PARAM));
  }
}

module.exports = {
  Deflate, Inflate, Gzip, Gunzip, DeflateRaw, InflateRaw, Unzip, BrotliCompress, BrotliDecompress, ZstdCompress, ZstdDecompress,
};
