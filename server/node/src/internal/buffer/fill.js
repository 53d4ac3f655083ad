'use strict';
// Buffer's fill and alloc with a pattern.

const { codes: { ERR_INVALID_ARG_VALUE } } = require('internal/errors');
const { validateInteger, validateNumber, validateString } = require('internal/validators');
const { isArrayBufferView } = require('internal/util/types');
const { codecOrThrow, utf8Codec } = require('internal/buffer/codecs');
const { set, fill, copyWithin } = Uint8Array.prototype;
const { call } = Function.prototype;
const setBytes = call.bind(set);
const fillBytes = call.bind(fill);
const copyBytesWithin = call.bind(copyWithin);

// Node's longest buffer.
const kMaxLength = 2 ** 53 - 1;

function fillRange(buffer, value, offset, end, encoding) {
  const size = buffer.length;
  if (typeof value === 'string') {
    if (offset === undefined || typeof offset === 'string') {
      encoding = offset;
      offset = 0;
      end = size;
    } else if (typeof end === 'string') {
      encoding = end;
      end = size;
    }
    const codec = fillCodec(encoding);
    if (value.length === 0) {
      value = 0;
    } else if (value.length === 1 && codec.name !== 'hex' && codec.name !== 'base64' && codec.name !== 'base64url') {
      // One byte needs no pattern.
      const unit = value.charCodeAt(0);
      if (codec.name === 'latin1' || (codec === utf8Codec && unit < 128)) value = unit;
    }
  } else if (typeof value === 'boolean') {
    value = +value;
  }

  if (offset === undefined) {
    offset = 0;
    end = size;
  } else {
    validateNumber(offset, 'offset', 0, kMaxLength);
    validateInteger(offset, 'offset', 0);
    // An end before the start, or none, is no error.
    if (end === undefined) {
      end = size;
    } else {
      validateInteger(end, 'end', 0, size);
    }
    if (offset >= end) return buffer;
  }

  if (typeof value === 'string' || isArrayBufferView(value)) {
    fillPattern(buffer, value, offset, end, encoding);
  } else {
    // Conversions (and their errors) are those of a number's.
    fillBytes(buffer, Number.isInteger(value) ? value & 255 : toByte(value), offset, end);
  }
  return buffer;
}

function fillCodec(encoding) {
  if (encoding !== undefined && encoding !== null && typeof encoding !== 'string') validateString(encoding, 'encoding');
  if (!encoding) return utf8Codec;
  return codecOrThrow(encoding);
}

function toByte(value) {
  if (typeof value === 'bigint') throw new TypeError('Cannot convert a BigInt value to a number');
  if (typeof value === 'symbol') throw new TypeError('Cannot convert a Symbol value to a number');
  return value & 255;
}

function fillPattern(buffer, value, offset, end, encoding) {
  let pattern;
  if (typeof value === 'string') {
    const codec = fillCodec(encoding);
    pattern = new Uint8Array(codec.byteLength(value));
    const written = codec.write(pattern, value, 0, pattern.length);
    if (written !== pattern.length) pattern = pattern.subarray(0, written);
  } else {
    pattern = new Uint8Array(value.buffer, value.byteOffset, value.byteLength);
  }
  if (pattern.length === 0) {
    throw new ERR_INVALID_ARG_VALUE('value', value);
  }
  const room = end - offset;
  if (pattern.length === 1) {
    fillBytes(buffer, pattern[0], offset, end);
  } else if (pattern.length >= room) {
    setBytes(buffer, pattern.subarray(0, room), offset);
  } else {
    // Each copy doubles what is filled.
    setBytes(buffer, pattern, offset);
    for (let filled = pattern.length; filled < room; filled *= 2) {
      copyBytesWithin(buffer, offset + filled, offset, offset + Math.min(filled, room - filled));
    }
  }
}

module.exports = { fillRange };
