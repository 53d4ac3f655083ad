'use strict';

// What a zlib stream has as `_handle`: the native codec, and the chunk that is being worked on.

const { owner_symbol } = require('internal/async_hooks').symbols;
const { genericNodeError } = require('internal/errors');

const native = lode.native('zlib');

class Handle {
  #native;
  #writing = false;
  #closed = false;
  #args;
  #callback;
  // [room left in the output, input left], after each step.
  #state;
  #processCallback;

  constructor(codec, state, processCallback) {
    this.#native = codec;
    this.#state = state;
    this.#processCallback = processCallback;
    // Where a step's chunk and callback wait for its end; hidden, as Node shows nothing of it either.
    this.#args = { buffer: null, cb: null, availOutBefore: 0, availInBefore: 0, inOff: 0, flushFlag: 0 };
    this.#callback = (failure, availableOut, availableIn) => {
      this.#writing = false;
      if (this.#closed) this.#release();
      if (failure !== undefined) {
        const [message, errno, code] = failure;
        this.onerror(message, errno, code);
        return;
      }
      this.#state[0] = availableOut;
      this.#state[1] = availableIn;
      this.#processCallback.call(this);
    };
  }

  get job() {
    return this.#args;
  }

  get codec() {
    return this.#native;
  }

  write(flushFlag, input, inOff, inLen, output, outOff, outLen) {
    this.#writing = true;
    native.stepAsync(this.#native, flushFlag, input.subarray(inOff, inOff + inLen),
                     output.subarray(outOff, outOff + outLen), this.#callback);
  }

  writeSync(flushFlag, input, inOff, inLen, output, outOff, outLen) {
    const failure = native.step(this.#native, flushFlag, input.subarray(inOff, inOff + inLen),
                                output.subarray(outOff, outOff + outLen), this.#state);
    if (failure != null) this.onerror(...failure);
  }

  params(level, strategy) {
    const failure = native.params(this.#native, level, strategy);
    if (failure != null) this.onerror(...failure);
  }

  reset() {
    if (this.#writing) throw new Error('Cannot reset zlib stream while a write is in progress');
    const failure = native.reset(this.#native);
    if (failure != null) this.onerror(...failure);
  }

  close() {
    if (this.#closed) return;
    this.#closed = true;
    // A step that is under way keeps the codec.
    if (!this.#writing) this.#release();
  }

  #release() {
    native.close(this.#native);
    this.#native = null;
  }
}

// One class for each kind of codec, since util.inspect shows its name.
const Zlib = class Zlib extends Handle {};
const BrotliEncoder = class BrotliEncoder extends Handle {};
const BrotliDecoder = class BrotliDecoder extends Handle {};
const ZstdCompress = class ZstdCompress extends Handle {};
const ZstdDecompress = class ZstdDecompress extends Handle {};

function makeError(message, errno, code) {
  const error = genericNodeError(message, { errno, code });
  error.errno = errno;
  error.code = code;
  return error;
}

module.exports = { native, owner_symbol, makeError, Zlib, BrotliEncoder, BrotliDecoder, ZstdCompress, ZstdDecompress };
