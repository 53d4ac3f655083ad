'use strict';
// What Buffer's prototype is made of, apart from the methods in buffer/buffer.js: the class itself, the numbers, and the
// <encoding>Slice and <encoding>Write methods.

const { codes: { ERR_BUFFER_OUT_OF_BOUNDS, ERR_INVALID_ARG_TYPE, ERR_OUT_OF_RANGE } } = require('internal/errors');
const { isArrayBufferView } = require('internal/util/types');
const codecs = require('internal/buffer/codecs');
const { addNumberMethods } = require('internal/buffer/numbers');

class FastBuffer extends Uint8Array {
  // A written constructor: the default one would spread its arguments.
  constructor(bufferOrLength, byteOffset, length) {
    super(bufferOrLength, byteOffset, length);
  }
}

// Memory that must stay where it is when a message would take it along: Buffer's pools, and what programs mark.
const untransferable = new WeakSet();

// The engine always gives zeroed memory; the name says what callers may rely on.
function createUnsafeBuffer(size) {
  return new FastBuffer(size);
}

// An index argument of a slice or write method: undefined means the default; negative or beyond 2^53 is an error.
function indexOr(value, defaultValue) {
  if (value === undefined) return defaultValue;
  const index = Math.trunc(Number(value));
  return index !== index ? 0 : index;
}

function sliceMethod(name, codec) {
  const { slice } = codec;
  // Made with a computed key so that it has Node's name and no `prototype`.
  return {
    [name](...range) {
      checkedBytes(this);
      const length = this.length;
      const from = indexOr(range[0], 0);
      let to = indexOr(range[1], length);
      if (from >= 0 && to < from && to >= 0) to = from;
      if (from < 0 || to < 0 || to > length) throw outOfRangeIndex();
      return slice(this, from, to);
    },
  }[name];
}

function outOfRangeIndex() {
  const error = new ERR_OUT_OF_RANGE('index', '', 0);
  error.message = 'Index out of range';
  return error;
}

function notAString() {
  const error = new ERR_INVALID_ARG_TYPE('argument', 'string', undefined);
  error.message = 'argument must be a string';
  return error;
}

function checkedBytes(buffer) {
  if (isArrayBufferView(buffer)) return;
  const error = new ERR_INVALID_ARG_TYPE('argument', 'Buffer', buffer);
  error.message = 'argument must be a buffer';
  throw error;
}

// The two families differ only in what they say about a negative index.
function writeText(codec, buffer, string, offset, length) {
  checkedBytes(buffer);
  if (typeof string !== 'string') throw notAString();
  const size = buffer.length;
  const from = indexOr(offset, 0);
  if (from < 0 || from > size) throw new ERR_BUFFER_OUT_OF_BOUNDS('offset');
  const wanted = indexOr(length, size - from);
  if (wanted < 0) throw new ERR_BUFFER_OUT_OF_BOUNDS('length');
  return codec.write(buffer, string, from, Math.min(wanted, size - from));
}

function writeDigits(codec, buffer, string, offset, length) {
  checkedBytes(buffer);
  if (typeof string !== 'string') throw notAString();
  const size = buffer.length;
  const from = indexOr(offset, 0);
  if (from < 0) throw outOfRangeIndex();
  if (from > size) throw new ERR_BUFFER_OUT_OF_BOUNDS('offset');
  const wanted = indexOr(length, size - from);
  if (wanted < 0) throw outOfRangeIndex();
  return codec.write(buffer, string, from, Math.min(wanted, size - from));
}

function addBufferPrototype(proto) {
  addNumberMethods(proto);

  const { asciiCodec, base64Codec, base64urlCodec, hexCodec, latin1Codec, utf16leCodec, utf8Codec } = codecs;
  proto.asciiSlice = sliceMethod('asciiSlice', asciiCodec);
  proto.base64Slice = sliceMethod('base64Slice', base64Codec);
  proto.base64urlSlice = sliceMethod('base64urlSlice', base64urlCodec);
  proto.latin1Slice = sliceMethod('latin1Slice', latin1Codec);
  proto.hexSlice = sliceMethod('hexSlice', hexCodec);
  proto.ucs2Slice = sliceMethod('ucs2Slice', utf16leCodec);
  proto.utf8Slice = sliceMethod('utf8Slice', utf8Codec);

  // The three text encodings count their first argument in `length`, the others take none by name.
  Object.assign(proto, {
    asciiWrite(string, offset = 0, length = this.length - offset) {
      return writeText(asciiCodec, this, string, offset, length);
    },
    base64Write() {
      return writeDigits(base64Codec, this, arguments[0], arguments[1], arguments[2]);
    },
    base64urlWrite() {
      return writeDigits(base64urlCodec, this, arguments[0], arguments[1], arguments[2]);
    },
    latin1Write(string, offset = 0, length = this.length - offset) {
      return writeText(latin1Codec, this, string, offset, length);
    },
    hexWrite() {
      return writeDigits(hexCodec, this, arguments[0], arguments[1], arguments[2]);
    },
    ucs2Write() {
      return writeDigits(utf16leCodec, this, arguments[0], arguments[1], arguments[2]);
    },
    utf8Write(string, offset = 0, length = this.length - offset) {
      return writeText(utf8Codec, this, string, offset, length);
    },
  });
}

module.exports = { FastBuffer, addBufferPrototype, createUnsafeBuffer, untransferable };
