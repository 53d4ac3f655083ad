'use strict';

// ZlibBase: the Transform behind every class of zlib, over a handle that does one step at a time.

const { Buffer, kMaxLength } = require('buffer');
const Transform = require('internal/streams/transform');
const eos = require('internal/streams/end-of-stream');
const { codes: { ERR_BUFFER_TOO_LARGE, ERR_OUT_OF_RANGE, ERR_TRAILING_JUNK_AFTER_STREAM_END } } = require('internal/errors');
const { checkRangesOrGetDefault, validateFiniteNumber } = require('internal/validators');
const { deprecate } = require('internal/util');
const assert = require('internal/assert');
const { native, owner_symbol, makeError } = require('internal/zlib/handle');
const { constants: { Z_MIN_CHUNK, Z_DEFAULT_CHUNK, Z_NO_FLUSH, Z_BLOCK } } = require('internal/zlib/constants');

const kFlushFlag = Symbol('kFlushFlag');
const kError = Symbol('kError');

// Written into the stream's queue to flush at the right place.
const flushBuffers = [];
for (let flag = Z_NO_FLUSH; flag <= Z_BLOCK; flag++) {
  const buffer = Buffer.alloc(0);
  buffer[kFlushFlag] = flag;
  flushBuffers.push(buffer);
}

// Flush values from the weakest to the strongest; Z_BLOCK, last by number, is weak.
const flushiness = [0, 2, 3, 4, 5, 1];

function maxFlush(a, b) {
  return flushiness[a] > flushiness[b] ? a : b;
}

function onHandleError(message, errno, code) {
  const self = this[owner_symbol];
  const error = makeError(message, errno, code);
  self.destroy(error);
  self[kError] = error;
}

function ZlibBase(opts, mode, handle, { flush, finishFlush, fullFlush }) {
  let chunkSize = Z_DEFAULT_CHUNK;
  let maxOutputLength = kMaxLength;
  if (opts) {
    if (opts.chunkSize !== undefined && validateFiniteNumber(opts.chunkSize, 'options.chunkSize')) {
      chunkSize = opts.chunkSize;
      if (chunkSize < Z_MIN_CHUNK) throw new ERR_OUT_OF_RANGE('options.chunkSize', `>= ${Z_MIN_CHUNK}`, chunkSize);
    }
    const maximum = mode === 'zlib' ? Z_BLOCK : mode === 'brotli' ? 3 : 2;
    flush = checkRangesOrGetDefault(opts.flush, 'options.flush', Z_NO_FLUSH, maximum, flush);
    finishFlush = checkRangesOrGetDefault(opts.finishFlush, 'options.finishFlush', Z_NO_FLUSH, maximum, finishFlush);
    maxOutputLength = checkRangesOrGetDefault(opts.maxOutputLength, 'options.maxOutputLength', 1, kMaxLength, kMaxLength);
    // Output is bytes, whatever options meant for other streams came along.
    if (opts.encoding || opts.objectMode || opts.writableObjectMode) {
      opts = { ...opts };
      opts.encoding = null;
      opts.objectMode = false;
      opts.writableObjectMode = false;
    }
  }

  Transform.call(this, { autoDestroy: true, ...opts });
  this.bytesWritten = 0;
  this._handle = handle;
  handle.onerror = onHandleError;
  handle[owner_symbol] = this;
  // Made by the first step: the one-shot functions need none.
  this._outBuffer = null;
  this._outOffset = 0;
  this._chunkSize = chunkSize;
  this._defaultFlushFlag = flush;
  this._finishFlushFlag = finishFlush;
  this._defaultFullFlushFlag = fullFlush;
  this._info = opts?.info;
  this._maxOutputLength = maxOutputLength;
  this._rejectGarbageAfterEnd = opts?.rejectGarbageAfterEnd === true;
  this[kError] = null;
}
Object.setPrototypeOf(ZlibBase.prototype, Transform.prototype);
Object.setPrototypeOf(ZlibBase, Transform);

const deprecated = 'zlib.bytesRead is deprecated and will change its meaning in the future. Use zlib.bytesWritten instead.';
Object.defineProperties(ZlibBase.prototype, {
  _closed: { __proto__: null, configurable: true, enumerable: true, get() { return !this._handle; } },
  // The name is of before streams had these words: it counts what was written.
  bytesRead: {
    __proto__: null,
    configurable: true,
    enumerable: true,
    get: deprecate(function() { return this.bytesWritten; }, deprecated, 'DEP0108'),
    set: deprecate(function(value) { this.bytesWritten = value; }, deprecated, 'DEP0108'),
  },
});

ZlibBase.prototype.reset = function() {
  assert(this._handle, 'zlib binding closed');
  return this._handle.reset();
};

// The end of the data is a chunk of its own, so that nothing else need know about it.
ZlibBase.prototype._flush = function(callback) {
  this._transform(Buffer.alloc(0), '', callback);
};

ZlibBase.prototype._final = function(callback) {
  callback();
};

ZlibBase.prototype.flush = function(kind, callback) {
  if (typeof kind === 'function' || (kind === undefined && !callback)) {
    callback = kind;
    kind = this._defaultFullFlushFlag;
  }
  if (this.writableFinished) {
    if (callback) process.nextTick(callback);
  } else if (this.writableEnded) {
    if (callback) this.once('end', callback);
  } else {
    this.write(flushBuffers[kind], '', callback);
  }
};

ZlibBase.prototype.close = function(callback) {
  if (callback) eos(this, callback);
  this.destroy();
};

ZlibBase.prototype._destroy = function(error, callback) {
  closeHandle(this);
  callback(error);
};

function closeHandle(engine) {
  engine._handle?.close();
  engine._handle = null;
}

ZlibBase.prototype._transform = function(chunk, encoding, callback) {
  let flushFlag = this._defaultFlushFlag;
  if (typeof chunk[kFlushFlag] === 'number') flushFlag = chunk[kFlushFlag];
  // The last chunk: what it needs can be written along with the end.
  if (this.writableEnded && this.writableLength === chunk.byteLength) flushFlag = maxFlush(flushFlag, this._finishFlushFlag);
  processChunk(this, chunk, flushFlag, callback);
};

ZlibBase.prototype._processChunk = function(chunk, flushFlag, callback) {
  if (typeof callback === 'function') processChunk(this, chunk, flushFlag, callback);
  else return processChunkSync(this, chunk, flushFlag);
};

function processChunkSync(self, chunk, flushFlag) {
  let error;
  self.on('error', (err) => {
    error = err;
  });
  const buffers = [];
  let total = 0;
  let inOff = 0;
  let inLeft = chunk.byteLength;
  const handle = self._handle;
  self._outBuffer ??= Buffer.allocUnsafe(self._chunkSize);
  while (true) {
    const room = self._chunkSize - self._outOffset;
    handle.writeSync(flushFlag, chunk, inOff, inLeft, self._outBuffer, self._outOffset, room);
    if (error) throw error;
    if (self[kError]) throw self[kError];
    const [outLeft, inLeftNow] = self._writeState;
    const read = inLeft - inLeftNow;
    self.bytesWritten += read;
    const have = room - outLeft;
    if (have > 0) {
      buffers.push(self._outBuffer.slice(self._outOffset, self._outOffset + have));
      self._outOffset += have;
      total += have;
      if (total > self._maxOutputLength) {
        closeHandle(self);
        throw new ERR_BUFFER_TOO_LARGE(self._maxOutputLength);
      }
    }
    if (outLeft === 0 || self._outOffset >= self._chunkSize) {
      self._outOffset = 0;
      self._outBuffer = Buffer.allocUnsafe(self._chunkSize);
    }
    if (outLeft !== 0) break;
    inOff += read;
    inLeft = inLeftNow;
  }
  closeHandle(self);
  if (total === 0) return Buffer.alloc(0);
  return buffers.length === 1 ? buffers[0] : Buffer.concat(buffers, total);
}

function processChunk(self, chunk, flushFlag, callback) {
  const handle = self._handle;
  if (!handle) return process.nextTick(callback);
  self._outBuffer ??= Buffer.allocUnsafe(self._chunkSize);
  const { job } = handle;
  job.buffer = chunk;
  job.cb = callback;
  job.availOutBefore = self._chunkSize - self._outOffset;
  job.availInBefore = chunk.byteLength;
  job.inOff = 0;
  job.flushFlag = flushFlag;
  handle.write(flushFlag, chunk, 0, job.availInBefore, self._outBuffer, self._outOffset, job.availOutBefore);
}

// After each step; `this` is the handle.
function processCallback() {
  const handle = this;
  const self = this[owner_symbol];
  const { job } = handle;
  if (self.destroyed) {
    job.buffer = null;
    job.cb();
    return;
  }
  const availOutAfter = self._writeState[0];
  const availInAfter = self._writeState[1];
  const read = job.availInBefore - availInAfter;
  self.bytesWritten += read;
  const have = job.availOutBefore - availOutAfter;
  let isFull = false;
  if (have > 0) {
    const out = self._outBuffer.slice(self._outOffset, self._outOffset + have);
    self._outOffset += have;
    isFull = !self.push(out);
  }
  // push() runs user code.
  if (self.destroyed) {
    job.cb();
    return;
  }
  if (availOutAfter === 0 || self._outOffset >= self._chunkSize) {
    job.availOutBefore = self._chunkSize;
    self._outOffset = 0;
    self._outBuffer = Buffer.allocUnsafe(self._chunkSize);
  }
  if (availOutAfter === 0) {
    // The output was filled: there may be more.
    job.inOff += read;
    job.availInBefore = availInAfter;
    const goOn = () => handle.write(
      job.flushFlag, job.buffer, job.inOff, job.availInBefore, self._outBuffer, self._outOffset, self._chunkSize);
    if (!isFull) {
      goOn();
    } else {
      // Only when the reader comes back.
      const oldRead = self._read;
      self._read = (n) => {
        self._read = oldRead;
        goOn();
        self._read(n);
      };
    }
    return;
  }
  if (availInAfter > 0) {
    // Room for more, and input nobody wanted: the compressed data ended before.
    if (self._rejectGarbageAfterEnd) {
      const error = new ERR_TRAILING_JUNK_AFTER_STREAM_END();
      self[kError] = error;
      self.destroy(error);
      return;
    }
    self.push(null);
  }
  job.buffer = null;
  job.cb();
}

module.exports = { ZlibBase, native, processCallback, closeHandle, flushBuffers, kError };
