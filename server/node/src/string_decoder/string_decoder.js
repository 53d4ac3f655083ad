'use strict';
// Text from bytes that come in pieces: what may be the beginning of a character waits for the next piece.

const { codes: { ERR_INVALID_ARG_TYPE, ERR_INVALID_THIS, ERR_UNKNOWN_ENCODING } } = require('internal/errors');
const { isArrayBufferView } = require('internal/util/types');
const { Buffer } = require('buffer');
const { codecOf, utf8Codec } = require('internal/buffer/codecs');

const { defineProperties } = Object;

// The state is Node's, because programs can see it: the bytes that wait, how many more they need, how many they are, and
// the encoding's number.
const kState = Symbol('kNativeDecoder');
const WAITING = 4;
const MISSING = 4;
const BUFFERED = 5;
const ENCODING = 6;
const STATE_SIZE = 7;

const UTF8 = 1;
const BASE64 = 2;
const UTF16LE = 3;
const BASE64URL = 7;
const numbers = { __proto__: null, ascii: 0, utf8: UTF8, base64: BASE64, utf16le: UTF16LE, latin1: 4, hex: 5, base64url: BASE64URL };

function StringDecoder(encoding) {
  const codec = encoding === undefined || encoding === null || encoding === '' ? utf8Codec :
    typeof encoding === 'string' ? codecOf(encoding) : undefined;
  if (codec === undefined) throw new ERR_UNKNOWN_ENCODING(encoding);
  this.encoding = codec.name;
  this[kState] = Buffer.alloc(STATE_SIZE);
  this[kState][ENCODING] = numbers[codec.name];
}

StringDecoder.prototype.write = function write(buf) {
  if (typeof buf === 'string') return buf;
  if (!isArrayBufferView(buf)) {
    throw new ERR_INVALID_ARG_TYPE('buf', ['Buffer', 'TypedArray', 'DataView'], buf);
  }
  const state = this[kState];
  if (state === undefined) throw new ERR_INVALID_THIS('StringDecoder');
  const bytes = buf instanceof Uint8Array ? buf : new Uint8Array(buf.buffer, buf.byteOffset, buf.byteLength);
  const codec = codecOf(this.encoding);
  const kind = state[ENCODING];
  if (kind !== UTF8 && kind !== UTF16LE && kind !== BASE64 && kind !== BASE64URL) {
    return codec.slice(bytes, 0, bytes.length);
  }

  let start = 0;
  let text = '';
  if (state[MISSING] > 0) {
    start = complete(state, kind, bytes);
    if (state[MISSING] === 0) text = takeWaiting(state, codec);
    if (start === bytes.length) return text;
  }
  const end = bytes.length - holdBack(state, kind, bytes, start);
  for (let i = end; i < bytes.length; i++) state[i - end] = bytes[i];
  return end > start ? text + codec.slice(bytes, start, end) : text;
};

// Moves bytes to the ones that wait until those are whole, or can't become so. Answers how many were used.
function complete(state, kind, bytes) {
  let used = 0;
  while (state[MISSING] > 0 && used < bytes.length) {
    if (kind === UTF8 && (bytes[used] & 0xc0) !== 0x80) {
      // Not the rest of that character.
      state[MISSING] = 0;
      break;
    }
    state[state[BUFFERED]++] = bytes[used++];
    state[MISSING]--;
  }
  return used;
}

function takeWaiting(state, codec) {
  const count = state[BUFFERED];
  state[BUFFERED] = 0;
  return codec.slice(state, 0, count);
}

// How many of the last bytes begin a character that is not whole yet; `state` is told.
function holdBack(state, kind, bytes, start) {
  const { length } = bytes;
  const size = length - start;
  if (kind === UTF8) return holdBackUtf8(state, bytes, start);
  let held = 0;
  let missing = 0;
  if (kind === UTF16LE) {
    if (size % 2 === 1) {
      held = missing = 1;
    } else if ((bytes[length - 1] & 0xfc) === 0xd8) {
      held = missing = 2;
    }
  } else {
    held = size % 3;
    if (held > 0) missing = 3 - held;
  }
  state[BUFFERED] = held;
  state[MISSING] = missing;
  return held;
}

function holdBackUtf8(state, bytes, start) {
  state[BUFFERED] = 0;
  state[MISSING] = 0;
  for (let held = 1, i = bytes.length - 1; i >= start && held <= WAITING; i--, held++) {
    const byte = bytes[i];
    if (byte < 0x80) return 0;
    if ((byte & 0xc0) === 0x80) continue;
    const size = (byte & 0xe0) === 0xc0 ? 2 : (byte & 0xf0) === 0xe0 ? 3 : (byte & 0xf8) === 0xf0 ? 4 : 0;
    if (held >= size) return 0;
    state[BUFFERED] = held;
    state[MISSING] = size - held;
    return held;
  }
  return 0;
}

StringDecoder.prototype.end = function end(buf) {
  const text = buf === undefined ? '' : this.write(buf);
  const state = this[kState];
  if (state === undefined) throw new ERR_INVALID_THIS('StringDecoder');
  let count = state[BUFFERED];
  if (state[ENCODING] === UTF16LE && count % 2 === 1) count--;
  state[MISSING] = 0;
  state[BUFFERED] = 0;
  return count > 0 ? text + codecOf(this.encoding).slice(state, 0, count) : text;
};

// Undocumented, but used by old programs.
StringDecoder.prototype.text = function text(buf, offset) {
  this[kState][MISSING] = 0;
  this[kState][BUFFERED] = 0;
  return this.write(buf.slice(offset));
};

defineProperties(StringDecoder.prototype, {
  lastChar: {
    __proto__: null,
    configurable: true,
    enumerable: true,
    get() {
      return this[kState].subarray(0, WAITING);
    },
  },
  lastNeed: {
    __proto__: null,
    configurable: true,
    enumerable: true,
    get() {
      return this[kState][MISSING];
    },
  },
  lastTotal: {
    __proto__: null,
    configurable: true,
    enumerable: true,
    get() {
      return this[kState][BUFFERED] + this[kState][MISSING];
    },
  },
});

module.exports = { StringDecoder };
