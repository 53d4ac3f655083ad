'use strict';
// Buffer.from, for each kind of source.

const { codes: { ERR_BUFFER_OUT_OF_BOUNDS, ERR_OUT_OF_RANGE } } = require('internal/errors');
const { FastBuffer } = require('internal/buffer');
const { codecOrThrow, utf8Codec } = require('internal/buffer/codecs');
const { allocate, allocateFromPool, copyInto, fitsPool, writeToPool } = require('internal/buffer/pool');
const native = lode.native('buffer');

// Node's longest buffer.
const kMaxLength = 2 ** 53 - 1;

function fromString(string, encoding) {
  const codec = typeof encoding !== 'string' || encoding.length === 0 || encoding === 'utf8' ?
    utf8Codec : codecOrThrow(encoding);
  const length = string.length;
  if (length === 0) return new FastBuffer();

  // Text that surely fits is written straight into the pool; no second look at its length is needed.
  const most = codec === utf8Codec ? 3 * length : codec.byteLength(string);
  if (fitsPool(most)) return writeToPool(most, codec, string);
  if (codec === utf8Codec) {
    const bytes = native.encodeUtf8(string);
    if (fitsPool(bytes.length)) return fromArrayLike(bytes);
    return new FastBuffer(bytes.buffer, bytes.byteOffset, bytes.length);
  }
  const buffer = allocate(most);
  const written = codec.write(buffer, string, 0, most);
  return written === most ? buffer : new FastBuffer(buffer.buffer, 0, written);
}

function fromArrayBuffer(source, byteOffset, length) {
  // The conversions are those of `new Uint8Array(buffer, byteOffset, length)`, except that nothing is an error.
  if (byteOffset === undefined) {
    byteOffset = 0;
  } else {
    byteOffset = +byteOffset;
    if (byteOffset !== byteOffset) byteOffset = 0;
  }
  const available = source.byteLength - byteOffset;
  if (available < 0) throw new ERR_BUFFER_OUT_OF_BOUNDS('offset');
  if (length !== undefined) {
    length = +length;
    if (length > 0) {
      if (length > available) throw new ERR_BUFFER_OUT_OF_BOUNDS('length');
    } else {
      length = 0;
    }
  }
  if (byteOffset < 0) throw new RangeError(`Start offset ${byteOffset} is outside the bounds of the buffer`);
  return new FastBuffer(source, byteOffset, length);
}

function fromArrayLike(source) {
  const { length } = source;
  if (!(length > 0)) return new FastBuffer();
  if (length > kMaxLength) throw new ERR_OUT_OF_RANGE('length', `<= ${kMaxLength}`, length);
  const buffer = allocateFromPool(length);
  copyInto(buffer, source, 0, buffer.length);
  return buffer;
}

module.exports = { fromArrayBuffer, fromArrayLike, fromString };
