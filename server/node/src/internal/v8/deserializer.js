'use strict';

// Deserializer and DefaultDeserializer: values from bytes in V8's format. Whatever the bytes are, the worst that happens is
// an error.

const { Buffer } = require('buffer');
const format = require('internal/v8/format');

const { defineProperty } = Object;
const errorClasses = new Map(Object.entries(format.errorPrototypes).map(([name, tag]) => [tag, globalThis[name]]));
const viewNames = new Map(Object.entries(format.viewTags).map(([name, tag]) => [tag, name]));

const failure = () => new Error('Unable to deserialize cloned data.');

class Deserializer {
  #bytes;
  #buffer;
  #view;
  #position = 0;
  #version = 0;
  #objects = [];
  #transferred = new Map();

  constructor(buffer) {
    if (!ArrayBuffer.isView(buffer)) {
      const error = new TypeError('buffer must be a TypedArray or a DataView');
      error.code = 'ERR_INVALID_ARG_TYPE';
      throw error;
    }
    this.buffer = buffer;
    this.#bytes = new Uint8Array(buffer.buffer, buffer.byteOffset, buffer.byteLength);
    this.#buffer = Buffer.from(buffer.buffer, buffer.byteOffset, buffer.byteLength);
    this.#view = new DataView(buffer.buffer, buffer.byteOffset, buffer.byteLength);
  }

  readHeader() {
    if (this.#bytes[0] === format.kVersion) {
      this.#position = 1;
      this.#version = this.#varint();
      if (this.#version >= 13 && this.#version <= format.VERSION) return true;
    }
    throw new Error('Unable to deserialize cloned data due to invalid or unsupported version.');
  }

  readValue() {
    return this.#value();
  }

  getWireFormatVersion() {
    return this.#version;
  }

  transferArrayBuffer(id, arrayBuffer) {
    this.#transferred.set(id >>> 0, arrayBuffer);
  }

  readUint32() {
    if (this.#position >= this.#bytes.length) throw new Error('ReadUint32() failed');
    return this.#varint();
  }

  readUint64() {
    let value = 0n;
    let byte;
    let shift = 0n;
    do {
      if (this.#position >= this.#bytes.length) throw new Error('ReadUint64() failed');
      byte = this.#bytes[this.#position++];
      value |= BigInt(byte & 127) << shift;
      shift += 7n;
    } while (byte & 128);
    return [Number((value >> 32n) & 0xFFFFFFFFn), Number(value & 0xFFFFFFFFn)];
  }

  readDouble() {
    if (this.#position + 8 > this.#bytes.length) throw new Error('ReadDouble() failed');
    return this.#double();
  }

  // Where in `buffer` the bytes are; the public readRawBytes() makes a Buffer of that.
  _readRawBytes(length) {
    const start = this.#position;
    if (length > this.#bytes.length - start) throw new Error('ReadRawBytes() failed');
    this.#position += length;
    return start;
  }

  // Bytes ------------------------------------------------------------------------------------------------------------

  #byte() {
    if (this.#position >= this.#bytes.length) throw failure();
    return this.#bytes[this.#position++];
  }

  #varint() {
    let value = 0;
    let shift = 0;
    let byte;
    do {
      byte = this.#byte();
      // More than 32 bits are read and ignored.
      if (shift < 32) value |= (byte & 127) << shift;
      shift += 7;
    } while (byte & 128);
    return value >>> 0;
  }

  #double() {
    if (this.#position + 8 > this.#bytes.length) throw failure();
    const value = this.#view.getFloat64(this.#position, true);
    this.#position += 8;
    return value;
  }

  // Goes past that many bytes; returns where they begin.
  #skip(length) {
    const start = this.#position;
    if (length > this.#bytes.length - start) throw failure();
    this.#position = start + length;
    return start;
  }

  #take(length) {
    const start = this.#skip(length);
    return this.#buffer.subarray(start, start + length);
  }

  #tag() {
    let tag;
    do {
      tag = this.#byte();
    } while (tag === format.kPadding);
    return tag;
  }

  #peekTag() {
    while (this.#bytes[this.#position] === format.kPadding) this.#position++;
    return this.#bytes[this.#position];
  }

  #string(tag = this.#tag()) {
    switch (tag) {
      case format.kOneByteString: {
        const length = this.#varint();
        const start = this.#skip(length);
        return this.#buffer.latin1Slice(start, start + length);
      }
      case format.kTwoByteString: {
        const length = this.#varint();
        if (length & 1) throw failure();
        return this.#take(length).ucs2Slice();
      }
      case format.kUtf8String: return this.#take(this.#varint()).utf8Slice();
      default: throw failure();
    }
  }

  #bigint() {
    const bits = this.#varint();
    const bytes = this.#take(bits >>> 1);
    if (bytes.length % 8 !== 0) throw failure();
    let value = 0n;
    for (let i = bytes.length - 8; i >= 0; i -= 8) value = (value << 64n) | bytes.readBigUInt64LE(i);
    return bits & 1 ? -value : value;
  }

  // Values -----------------------------------------------------------------------------------------------------------

  #add(object) {
    this.#objects.push(object);
    return object;
  }

  #value() {
    const value = this.#plainValue();
    // A buffer may be followed by the view for which it was written.
    if (typeof value === 'object' && value instanceof ArrayBuffer && this.#peekTag() === format.kArrayBufferView) {
      this.#position++;
      return this.#bufferView(value);
    }
    return value;
  }

  #plainValue() {
    const tag = this.#tag();
    switch (tag) {
      case format.kVerifyObjectCount:
        this.#varint();
        return this.#value();
      case format.kUndefined: return undefined;
      case format.kNull: return null;
      case format.kTrue: return true;
      case format.kFalse: return false;
      case format.kInt32: {
        const number = this.#varint();
        return (number >>> 1) ^ -(number & 1);
      }
      case format.kUint32: return this.#varint();
      case format.kDouble: return this.#double();
      case format.kBigInt: return this.#bigint();
      case format.kUtf8String:
      case format.kOneByteString:
      case format.kTwoByteString:
        return this.#string(tag);
      case format.kObjectReference: {
        const id = this.#varint();
        if (id >= this.#objects.length) throw failure();
        return this.#objects[id];
      }
      case format.kBeginObject: {
        const object = this.#add({});
        const count = this.#properties(object, format.kEndObject);
        if (count !== this.#varint()) throw failure();
        return object;
      }
      case format.kBeginSparseArray: return this.#sparseArray();
      case format.kBeginDenseArray: return this.#denseArray();
      case format.kDate: return this.#add(new Date(this.#double()));
      case format.kTrueObject: return this.#add(Object(true));
      case format.kFalseObject: return this.#add(Object(false));
      case format.kNumberObject: return this.#add(Object(this.#double()));
      case format.kBigIntObject: return this.#add(Object(this.#bigint()));
      case format.kStringObject: return this.#add(Object(this.#string()));
      case format.kRegExp: return this.#regExp();
      case format.kBeginMap: return this.#map();
      case format.kBeginSet: return this.#set();
      case format.kArrayBuffer: {
        const bytes = this.#take(this.#varint());
        const buffer = new ArrayBuffer(bytes.length);
        new Uint8Array(buffer).set(bytes);
        return this.#add(buffer);
      }
      case format.kResizableArrayBuffer: {
        const length = this.#varint();
        const maxByteLength = this.#varint();
        if (length > maxByteLength) throw failure();
        const bytes = this.#take(length);
        const buffer = new ArrayBuffer(length, { maxByteLength });
        new Uint8Array(buffer).set(bytes);
        return this.#add(buffer);
      }
      case format.kArrayBufferTransfer: {
        const buffer = this.#transferred.get(this.#varint());
        if (buffer === undefined) throw failure();
        return this.#add(buffer);
      }
      case format.kError: return this.#error();
      case format.kHostObject: {
        const id = this.#objects.push(undefined) - 1;
        if (typeof this._readHostObject !== 'function') throw failure();
        const object = this._readHostObject();
        this.#objects[id] = object;
        return object;
      }
      default: throw failure();
    }
  }

  // Keys and values up to the tag, which is taken; returns how many.
  #properties(object, end) {
    let count = 0;
    while (this.#peekTag() !== end) {
      const key = this.#value();
      if (typeof key !== 'string' && typeof key !== 'number') throw failure();
      const value = this.#value();
      if (key === '__proto__') {
        defineProperty(object, key, { __proto__: null, value, configurable: true, enumerable: true, writable: true });
      } else {
        object[key] = value;
      }
      count++;
    }
    this.#position++;
    return count;
  }

  #sparseArray() {
    const length = this.#varint();
    const array = this.#add([]);
    array.length = length;
    const count = this.#properties(array, format.kEndSparseArray);
    if (count !== this.#varint() || length !== this.#varint()) throw failure();
    return array;
  }

  #denseArray() {
    const length = this.#varint();
    // Each element takes a byte at least.
    if (length > this.#bytes.length - this.#position) throw failure();
    const array = this.#add([]);
    array.length = length;
    for (let i = 0; i < length; i++) {
      if (this.#peekTag() === format.kTheHole) this.#position++;
      else array[i] = this.#value();
    }
    const count = this.#properties(array, format.kEndDenseArray);
    if (count !== this.#varint() || length !== this.#varint()) throw failure();
    return array;
  }

  #regExp() {
    const source = this.#string();
    const bits = this.#varint();
    let flags = '';
    for (const [flag, bit] of Object.entries(format.regExpFlags)) if (bits & bit) flags += flag;
    try {
      return this.#add(new RegExp(source, flags));
    } catch {
      throw failure();
    }
  }

  #map() {
    const map = this.#add(new Map());
    let count = 0;
    while (this.#peekTag() !== format.kEndMap) {
      const key = this.#value();
      map.set(key, this.#value());
      count += 2;
    }
    this.#position++;
    if (count !== this.#varint()) throw failure();
    return map;
  }

  #set() {
    const set = this.#add(new Set());
    let count = 0;
    while (this.#peekTag() !== format.kEndSet) {
      set.add(this.#value());
      count++;
    }
    this.#position++;
    if (count !== this.#varint()) throw failure();
    return set;
  }

  #bufferView(buffer) {
    const name = viewNames.get(this.#byte());
    const byteOffset = this.#varint();
    const byteLength = this.#varint();
    const flags = this.#version >= 14 || this.#version === 0 ? this.#varint() : 0;
    const View = globalThis[name];
    if (View === undefined || byteOffset > buffer.byteLength || byteLength > buffer.byteLength - byteOffset) throw failure();
    const elementSize = View.BYTES_PER_ELEMENT ?? 1;
    if (byteOffset % elementSize !== 0 || byteLength % elementSize !== 0) throw failure();
    return this.#add(flags & format.kIsLengthTracking ?
      new View(buffer, byteOffset) : new View(buffer, byteOffset, byteLength / elementSize));
  }

  #error() {
    const id = this.#objects.push(undefined) - 1;
    let ErrorClass = Error;
    let message;
    let stack;
    const cause = { isSet: false, value: undefined };
    while (true) {
      const tag = this.#byte();
      if (tag === format.kErrorEnd) break;
      if (errorClasses.has(tag) && message === undefined && stack === undefined) ErrorClass = errorClasses.get(tag);
      else if (tag === format.kErrorMessage) message = this.#string();
      else if (tag === format.kErrorStack) stack = this.#string();
      else if (tag === format.kErrorCause) Object.assign(cause, { isSet: true, value: this.#value() });
      else throw failure();
    }
    const error = new ErrorClass(message, cause.isSet ? { cause: cause.value } : undefined);
    defineProperty(error, 'stack', {
      __proto__: null, value: stack, configurable: true, enumerable: false, writable: true,
    });
    this.#objects[id] = error;
    return error;
  }
}

Deserializer.prototype.readRawBytes = function readRawBytes(length) {
  const offset = this._readRawBytes(length);
  return Buffer.from(this.buffer.buffer, this.buffer.byteOffset + offset, length);
};

class DefaultDeserializer extends Deserializer {
  _readHostObject() {
    const name = format.hostViews[this.readUint32()];
    const byteLength = this.readUint32();
    const byteOffset = this.buffer.byteOffset + this._readRawBytes(byteLength);
    if (name === 'Buffer') return Buffer.from(this.buffer.buffer, byteOffset, byteLength);
    const View = globalThis[name];
    if (View === undefined) throw new Error('Unknown kind of view');
    const elementSize = View.BYTES_PER_ELEMENT ?? 1;
    if (byteOffset % elementSize === 0) return new View(this.buffer.buffer, byteOffset, byteLength / elementSize);
    // Not where such a view may begin: a copy.
    const copy = this.buffer.buffer.slice(byteOffset, byteOffset + byteLength);
    return new View(copy, 0, byteLength / elementSize);
  }
}

module.exports = { Deserializer, DefaultDeserializer };
