'use strict';
// Buffer's indexOf, lastIndexOf and includes, and the comparison of byte ranges.

const { codes: { ERR_INVALID_ARG_TYPE, ERR_UNKNOWN_ENCODING } } = require('internal/errors');
const { isArrayBufferView, isUint8Array } = require('internal/util/types');
const native = lode.native('buffer');
const { codecOf, utf16leCodec, utf8Codec } = require('internal/buffer/codecs');
const { indexOf: arrayIndexOf, lastIndexOf: arrayLastIndexOf } = Uint8Array.prototype;
const { call } = Function.prototype;
const byteIndexOf = call.bind(arrayIndexOf);
const byteLastIndexOf = call.bind(arrayLastIndexOf);

const SEARCH_IN_JS = 400;
const COMPARE_IN_JS = 400;

function encodeNeedle(string, codec) {
  const bytes = new Uint8Array(codec.byteLength(string));
  const written = codec.write(bytes, string, 0, bytes.length);
  return written === bytes.length ? bytes : bytes.subarray(0, written);
}

function matches(buffer, needle, at) {
  for (let i = 1; i < needle.length; i++) {
    if (buffer[at + i] !== needle[i]) return false;
  }
  return true;
}

// UTF-16 text is only found at even distances from the start.
function searchForwards(buffer, needle, offset, step) {
  const last = buffer.length - needle.length;
  if (step === 1 && last - offset > SEARCH_IN_JS) return native.indexOf(buffer, needle, offset);
  if (step === 2 && offset % 2 === 1) offset++;
  const first = needle[0];
  for (let i = offset; i <= last; i += step) {
    if (buffer[i] === first && matches(buffer, needle, i)) return i;
  }
  return -1;
}

function searchBackwards(buffer, needle, offset, step) {
  let i = Math.min(offset, buffer.length - needle.length);
  if (step === 1 && i > SEARCH_IN_JS) return native.lastIndexOf(buffer, needle, i);
  if (step === 2 && i % 2 === 1) i--;
  const first = needle[0];
  for (; i >= 0; i -= step) {
    if (buffer[i] === first && matches(buffer, needle, i)) return i;
  }
  return -1;
}

function searchBytes(buffer, needle, offset, forwards, step) {
  const length = buffer.length;
  let from = offset < 0 ? offset + length : offset;
  if (from < 0) {
    if (!forwards) return -1;
    from = 0;
  }
  if (from > length) {
    if (!forwards) from = length;
    else return needle.length === 0 ? length : -1;
  }
  if (needle.length === 0) return Math.min(from, length);
  if (length === 0 || needle.length > length) return -1;
  if (step === 2 && needle.length < 2) return -1;
  if (forwards) return from + needle.length > length ? -1 : searchForwards(buffer, needle, from, step);
  return searchBackwards(buffer, needle, from, step);
}

function search(buffer, value, byteOffset, encoding, forwards) {
  if (!isArrayBufferView(buffer)) {
    throw new ERR_INVALID_ARG_TYPE('buffer', ['Buffer', 'TypedArray', 'DataView'], buffer);
  }
  if (typeof byteOffset === 'string') {
    encoding = byteOffset;
    byteOffset = undefined;
  } else if (byteOffset > 0x7fffffff) {
    byteOffset = 0x7fffffff;
  } else if (byteOffset < -0x80000000) {
    byteOffset = -0x80000000;
  }
  byteOffset = +byteOffset;
  // What is not a number searches everything.
  if (byteOffset !== byteOffset) byteOffset = forwards ? 0 : buffer.length;
  byteOffset = Math.trunc(byteOffset);

  if (typeof value === 'number') {
    const byte = value >>> 0 & 0xff;
    if (forwards) return byteIndexOf(buffer, byte, byteOffset);
    // The array's own method reads a start below -length as "nothing", as Node does.
    return byteLastIndexOf(buffer, byte, byteOffset);
  }

  let codec;
  if (typeof value === 'string') {
    codec = encoding === undefined ? utf8Codec : codecOf(encoding);
    if (codec === undefined) throw new ERR_UNKNOWN_ENCODING(encoding);
    return searchBytes(buffer, encodeNeedle(value, codec), byteOffset, forwards, codec === utf16leCodec ? 2 : 1);
  }
  if (isUint8Array(value)) {
    codec = encoding === undefined ? utf8Codec : codecOf(encoding);
    return searchBytes(buffer, value, byteOffset, forwards, codec === utf16leCodec ? 2 : 1);
  }
  throw new ERR_INVALID_ARG_TYPE('value', ['number', 'string', 'Buffer', 'Uint8Array'], value);
}

function compareBytes(a, b) {
  const shorter = Math.min(a.length, b.length);
  const inJs = Math.min(shorter, COMPARE_IN_JS);
  for (let i = 0; i < inJs; i++) {
    if (a[i] !== b[i]) return a[i] < b[i] ? -1 : 1;
  }
  // The beginnings are equal: only now is a crossing worth it.
  if (shorter > COMPARE_IN_JS) return native.compare(a, b);
  return a.length < b.length ? -1 : a.length > b.length ? 1 : 0;
}

function equalBytes(a, b) {
  return a.length === b.length && compareBytes(a, b) === 0;
}

module.exports = { compareBytes, equalBytes, search };
