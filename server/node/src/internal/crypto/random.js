'use strict';
// Random bytes, numbers and identifiers. Small requests are served from a cache, so that they need no call of the system.

const { codes: { ERR_INVALID_ARG_TYPE, ERR_OUT_OF_RANGE } } = require('internal/errors');
const { validateBoolean, validateFunction, validateNumber, validateObject } = require('internal/validators');
const { isArrayBufferView } = require('internal/util/types');
const { isAnyArrayBuffer } = require('internal/buffer/brand');
const { FastBuffer } = require('internal/buffer');
const { asBuffer, asBytes } = require('internal/crypto/util');
const native = lode.native('crypto');

const kMaxInt32 = 2 ** 31 - 1;
const kMaxPossibleLength = Math.min(require('buffer').kMaxLength, kMaxInt32);

const CACHE_SIZE = 4096;
const FROM_CACHE = 256;
let cache;
let cacheAt = CACHE_SIZE;

// Where `size` fresh bytes begin in the cache. Each is given once: the taker overwrites what it read.
function takeFromCache(size) {
  cache ??= new Uint8Array(CACHE_SIZE);
  if (cacheAt + size > CACHE_SIZE) {
    native.randomFill(cache, 0, CACHE_SIZE);
    cacheAt = 0;
  }
  const start = cacheAt;
  cacheAt += size;
  return start;
}

function fillFromCache(target, size) {
  const start = takeFromCache(size);
  for (let i = 0; i < size; i++) {
    target[i] = cache[start + i];
    cache[start + i] = 0;
  }
}

function assertOffset(offset, elementSize, length) {
  validateNumber(offset, 'offset');
  offset *= elementSize;
  const maxLength = Math.min(length, kMaxPossibleLength);
  if (Number.isNaN(offset) || offset > maxLength || offset < 0) {
    throw new ERR_OUT_OF_RANGE('offset', `>= 0 && <= ${maxLength}`, offset);
  }
  return offset >>> 0;
}

function assertSize(size, elementSize, offset, length) {
  validateNumber(size, 'size');
  size *= elementSize;
  if (Number.isNaN(size) || size > kMaxPossibleLength || size < 0) {
    throw new ERR_OUT_OF_RANGE('size', `>= 0 && <= ${kMaxPossibleLength}`, size);
  }
  if (size + offset > length) throw new ERR_OUT_OF_RANGE('size + offset', `<= ${length}`, size + offset);
  return size >>> 0;
}

function bytes(size) {
  if (size > FROM_CACHE) return asBuffer(native.randomBytes(size));
  const buffer = new FastBuffer(size);
  fillFromCache(buffer, size);
  return buffer;
}

function randomBytes(size, callback) {
  size = assertSize(size, 1, 0, Infinity);
  if (callback !== undefined) validateFunction(callback, 'callback');
  const buffer = bytes(size);
  if (callback === undefined) return buffer;
  // The bytes are there at once, but a callback never comes before its caller has ended.
  setImmediate(callback, null, buffer);
}

function checkTarget(buf) {
  if (!isAnyArrayBuffer(buf) && !isArrayBufferView(buf)) {
    throw new ERR_INVALID_ARG_TYPE('buf', ['ArrayBuffer', 'ArrayBufferView'], buf);
  }
}

function randomFillSync(buf, offset = 0, size) {
  checkTarget(buf);
  const elementSize = buf.BYTES_PER_ELEMENT || 1;
  offset = assertOffset(offset, elementSize, buf.byteLength);
  if (size === undefined) size = buf.byteLength - offset;
  else size = assertSize(size, elementSize, offset, buf.byteLength);
  if (size > 0) native.randomFill(asBytes(buf), offset, size);
  return buf;
}

function randomFill(buf, offset, size, callback) {
  checkTarget(buf);
  const elementSize = buf.BYTES_PER_ELEMENT || 1;
  if (typeof offset === 'function') {
    callback = offset;
    offset = 0;
    size = undefined;
  } else if (typeof size === 'function') {
    callback = size;
    size = undefined;
  } else {
    validateFunction(callback, 'callback');
  }
  offset = assertOffset(offset, elementSize, buf.byteLength);
  if (size === undefined) size = buf.byteLength - offset;
  else size = assertSize(size, elementSize, offset, buf.byteLength);
  if (size > 0) native.randomFill(asBytes(buf), offset, size);
  setImmediate(callback, null, buf);
}

const RAND_MAX = 0xffffffffffff;

function sixBytes() {
  const start = takeFromCache(6);
  let value = 0;
  for (let i = 0; i < 6; i++) {
    value = value * 256 + cache[start + i];
    cache[start + i] = 0;
  }
  return value;
}

// From min (with) to max (without).
function randomInt(min, max, callback) {
  const minNotSpecified = max === undefined || typeof max === 'function';
  if (minNotSpecified) {
    callback = max;
    max = min;
    min = 0;
  }
  const isSync = callback === undefined;
  if (!isSync) validateFunction(callback, 'callback');
  if (!Number.isSafeInteger(min)) throw new ERR_INVALID_ARG_TYPE('min', 'a safe integer', min);
  if (!Number.isSafeInteger(max)) throw new ERR_INVALID_ARG_TYPE('max', 'a safe integer', max);
  if (max <= min) throw new ERR_OUT_OF_RANGE('max', `greater than the value of "min" (${min})`, max);
  const range = max - min;
  if (!(range <= RAND_MAX)) throw new ERR_OUT_OF_RANGE(minNotSpecified ? 'max' : 'max - min', `<= ${RAND_MAX}`, range);

  // Values at the end that would make some results likelier than others are thrown away.
  const limit = RAND_MAX - RAND_MAX % range;
  let value;
  do {
    value = sixBytes();
  } while (value >= limit);
  const result = value % range + min;
  if (isSync) return result;
  process.nextTick(callback, undefined, result);
}

let hexBytes;

function randomUUID(options) {
  if (options !== undefined) validateObject(options, 'options');
  const { disableEntropyCache = false } = options ?? {};
  validateBoolean(disableEntropyCache, 'options.disableEntropyCache');

  hexBytes ??= Array.from({ length: 256 }, (_, value) => value.toString(16).padStart(2, '0'));
  const source = disableEntropyCache ? native.randomBytes(16) : cache ??= new Uint8Array(CACHE_SIZE);
  const at = disableEntropyCache ? 0 : takeFromCache(16);
  const uuid = hexBytes[source[at]] + hexBytes[source[at + 1]] + hexBytes[source[at + 2]] +
    hexBytes[source[at + 3]] + '-' + hexBytes[source[at + 4]] + hexBytes[source[at + 5]] + '-' +
    hexBytes[source[at + 6] & 0x0f | 0x40] + hexBytes[source[at + 7]] + '-' +
    hexBytes[source[at + 8] & 0x3f | 0x80] + hexBytes[source[at + 9]] + '-' + hexBytes[source[at + 10]] +
    hexBytes[source[at + 11]] + hexBytes[source[at + 12]] + hexBytes[source[at + 13]] +
    hexBytes[source[at + 14]] + hexBytes[source[at + 15]];
  for (let i = 0; i < 16; i++) source[at + i] = 0;
  return uuid;
}

const integerArrays = new Set([
  'Int8Array', 'Uint8Array', 'Uint8ClampedArray', 'Int16Array', 'Uint16Array', 'Int32Array', 'Uint32Array',
  'BigInt64Array', 'BigUint64Array',
]);
const typedArrayTag = Object.getOwnPropertyDescriptor(
  Object.getPrototypeOf(Uint8Array.prototype), Symbol.toStringTag).get;

function getRandomValues(data) {
  const { lazyDOMException } = require('internal/util');
  if (!isArrayBufferView(data) || !integerArrays.has(typedArrayTag.call(data))) {
    throw lazyDOMException('The data argument must be an integer-type TypedArray', 'TypeMismatchError');
  }
  if (data.byteLength > 65536) {
    throw lazyDOMException('The requested length exceeds 65,536 bytes', 'QuotaExceededError');
  }
  if (data.byteLength > 0) native.randomFill(asBytes(data), 0, data.byteLength);
  return data;
}

module.exports = { getRandomValues, randomBytes, randomFill, randomFillSync, randomInt, randomUUID };
