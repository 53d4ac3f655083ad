'use strict';

// Serializer and DefaultSerializer: values as bytes in V8's format.

const { Buffer } = require('buffer');
const { inspect } = require('internal/util/inspect');
const types = require('internal/util/types');
const format = require('internal/v8/format');

const { getPrototypeOf, hasOwn, keys } = Object;
const scratch = new DataView(new ArrayBuffer(8));
const scratchBytes = new Uint8Array(scratch.buffer);
const objectToString = Object.prototype.toString;
const isIndex = (key) => {
  const first = key.charCodeAt(0);
  if (!(first >= 48 && first <= 57)) return false;
  const number = key >>> 0;
  return `${number}` === key && number !== 0xFFFFFFFF;
};

// The work, apart from the public class so that programs see nothing of it.
class Writer {
  constructor(owner) {
    this.owner = owner;
    this.bytes = Buffer.alloc(64);
    this.length = 0;
    // Objects that were written, by number: a second time only the number is written.
    this.ids = new Map();
    this.transferred = new Map();
    this.viewsAreHostObjects = false;
  }

  // Bytes ------------------------------------------------------------------------------------------------------------

  reserve(count) {
    const needed = this.length + count;
    if (needed <= this.bytes.length) return;
    const grown = Buffer.allocUnsafeSlow(Math.max(needed, this.bytes.length * 2));
    grown.set(this.bytes.subarray(0, this.length));
    this.bytes = grown;
  }

  byte(value) {
    if (this.length === this.bytes.length) this.reserve(1);
    this.bytes[this.length++] = value;
  }

  varint(value) {
    this.reserve(5);
    while (value > 127) {
      this.bytes[this.length++] = (value & 127) | 128;
      value >>>= 7;
    }
    this.bytes[this.length++] = value;
  }

  bigVarint(value) {
    while (value > 127n) {
      this.byte(Number(value & 127n) | 128);
      value >>= 7n;
    }
    this.byte(Number(value));
  }

  double(value) {
    this.reserve(8);
    scratch.setFloat64(0, value, true);
    for (let i = 0; i < 8; i++) this.bytes[this.length++] = scratchBytes[i];
  }

  raw(bytes) {
    this.reserve(bytes.length);
    this.bytes.set(bytes, this.length);
    this.length += bytes.length;
  }

  string(text) {
    const { length } = text;
    let isOneByte = true;
    for (let i = 0; i < length; i++) {
      if (text.charCodeAt(i) > 0xFF) {
        isOneByte = false;
        break;
      }
    }
    if (isOneByte) {
      this.byte(format.kOneByteString);
      this.varint(length);
      this.reserve(length);
      const bytes = this.bytes;
      let at = this.length;
      // Short ones are written here sooner than a native could be called.
      if (length < 24) for (let i = 0; i < length; i++) bytes[at++] = text.charCodeAt(i);
      else bytes.latin1Write(text, at, length);
      this.length += length;
      return;
    }
    const size = length * 2;
    const lengthOfSize = size < 128 ? 1 : size < 16384 ? 2 : size < 2097152 ? 3 : size < 268435456 ? 4 : 5;
    // Two-byte text is aligned, for readers that use it in place.
    if ((this.length + 1 + lengthOfSize) & 1) this.byte(format.kPadding);
    this.byte(format.kTwoByteString);
    this.varint(size);
    this.reserve(size);
    this.bytes.ucs2Write(text, this.length, size);
    this.length += size;
  }

  bigint(value) {
    const isNegative = value < 0n;
    let digits = isNegative ? -value : value;
    const words = [];
    for (; digits > 0n; digits >>= 64n) words.push(BigInt.asUintN(64, digits));
    this.varint((words.length * 8 * 2) | (isNegative ? 1 : 0));
    this.reserve(words.length * 8);
    for (const word of words) {
      scratch.setBigUint64(0, word, true);
      for (let i = 0; i < 8; i++) this.bytes[this.length++] = scratchBytes[i];
    }
  }

  // Values -----------------------------------------------------------------------------------------------------------

  value(value) {
    switch (typeof value) {
      case 'undefined': this.byte(format.kUndefined); return;
      case 'boolean': this.byte(value ? format.kTrue : format.kFalse); return;
      case 'number':
        if ((value | 0) === value && !Object.is(value, -0)) {
          this.byte(format.kInt32);
          this.varint(((value << 1) ^ (value >> 31)) >>> 0);
        } else {
          this.byte(format.kDouble);
          this.double(value);
        }
        return;
      case 'bigint':
        this.byte(format.kBigInt);
        this.bigint(value);
        return;
      case 'string': this.string(value); return;
      case 'object':
        if (value === null) this.byte(format.kNull);
        else this.object(value);
        return;
      default:
        this.refuse(typeof value === 'symbol' ? value.toString() : `${value}`);
    }
  }

  refuse(what) {
    throw new this.owner._getDataCloneError(`${what} could not be cloned.`);
  }

  object(object) {
    const known = this.ids.get(object);
    if (known !== undefined) {
      this.byte(format.kObjectReference);
      this.varint(known);
      return;
    }
    const prototype = getPrototypeOf(object);
    // The two common kinds, told apart without asking the engine about each rare one.
    if ((prototype === Object.prototype || prototype === null) && objectToString.call(object) === '[object Object]' &&
        !types.isProxy(object)) {
      this.ids.set(object, this.ids.size);
      this.plain(object);
      return;
    }
    if (prototype === Array.prototype && Array.isArray(object) && !types.isProxy(object)) {
      this.ids.set(object, this.ids.size);
      this.array(object);
      return;
    }

    const isView = ArrayBuffer.isView(object);
    // A view follows its buffer, or the number of that.
    if (isView && !this.viewsAreHostObjects) this.object(object.buffer);
    this.ids.set(object, this.ids.size);

    if (isView) {
      if (this.viewsAreHostObjects) this.hostObject(object);
      else this.view(object);
    } else if (Array.isArray(object) && !types.isProxy(object)) {
      this.array(object);
    } else if (types.isDate(object)) {
      this.byte(format.kDate);
      this.double(Date.prototype.valueOf.call(object));
    } else if (types.isBoxedPrimitive(object)) {
      this.boxed(object);
    } else if (types.isRegExp(object)) {
      this.byte(format.kRegExp);
      this.string(object.source);
      let bits = 0;
      for (const flag of object.flags) bits |= format.regExpFlags[flag] ?? 0;
      this.varint(bits);
    } else if (types.isMap(object)) {
      // The entries of now: writing one may run a getter.
      const entries = [...Map.prototype.entries.call(object)].flat();
      this.byte(format.kBeginMap);
      for (const entry of entries) this.value(entry);
      this.byte(format.kEndMap);
      this.varint(entries.length);
    } else if (types.isSet(object)) {
      const entries = [...Set.prototype.values.call(object)];
      this.byte(format.kBeginSet);
      for (const entry of entries) this.value(entry);
      this.byte(format.kEndSet);
      this.varint(entries.length);
    } else if (types.isAnyArrayBuffer(object)) {
      this.arrayBuffer(object);
    } else if (types.isNativeError(object)) {
      this.error(object);
    } else if (isUncloneable(object)) {
      this.refuse(types.isProxy(object) || types.isArgumentsObject(object) ?
        '#<Object>' : `#<${objectToString.call(object).slice(8, -1)}>`);
    } else {
      this.plain(object);
    }
  }

  plain(object) {
    this.byte(format.kBeginObject);
    const count = this.properties(object, keys(object));
    this.byte(format.kEndObject);
    this.varint(count);
  }

  key(key) {
    if (isIndex(key)) this.value(Number(key));
    else this.string(key);
  }

  // Returns how many were written: a getter may have deleted some.
  properties(object, names) {
    let count = 0;
    for (const name of names) {
      if (!hasOwn(object, name)) continue;
      const value = object[name];
      this.key(name);
      this.value(value);
      count++;
    }
    return count;
  }

  array(array) {
    const { length } = array;
    const names = keys(array);
    // As many names as elements, the last being the last element's: no holes and nothing else. Otherwise look closer.
    const isPure = names.length === length && (length === 0 || names[length - 1] === `${length - 1}`);
    let isDense = isPure || names.length >= length;
    for (let i = 0; isDense && !isPure && i < length; i++) isDense = hasOwn(array, i);
    if (isDense) {
      this.byte(format.kBeginDenseArray);
      this.varint(length);
      for (let i = 0; i < length; i++) {
        if (hasOwn(array, i)) this.value(array[i]);
        else this.byte(format.kTheHole);
      }
      const count = isPure ? 0 : this.properties(array, names.filter((name) => !isIndex(name)));
      this.byte(format.kEndDenseArray);
      this.varint(count);
    } else {
      this.byte(format.kBeginSparseArray);
      this.varint(length);
      const count = this.properties(array, names);
      this.byte(format.kEndSparseArray);
      this.varint(count);
    }
    this.varint(length);
  }

  boxed(object) {
    const value = object.valueOf();
    switch (typeof value) {
      case 'boolean': this.byte(value ? format.kTrueObject : format.kFalseObject); break;
      case 'number':
        this.byte(format.kNumberObject);
        this.double(value);
        break;
      case 'bigint':
        this.byte(format.kBigIntObject);
        this.bigint(value);
        break;
      case 'string':
        this.byte(format.kStringObject);
        this.string(value);
        break;
      default: this.refuse('#<Symbol>');
    }
  }

  arrayBuffer(buffer) {
    const id = this.transferred.get(buffer);
    if (id !== undefined) {
      this.byte(format.kArrayBufferTransfer);
      this.varint(id);
      return;
    }
    if (types.isSharedArrayBuffer(buffer)) {
      if (typeof this.owner._getSharedArrayBufferId !== 'function') this.refuse('#<SharedArrayBuffer>');
      this.byte(0x75);
      this.varint(this.owner._getSharedArrayBufferId(buffer) >>> 0);
      return;
    }
    if (buffer.detached) throw new this.owner._getDataCloneError('An ArrayBuffer is detached and could not be cloned.');
    this.byte(buffer.resizable ? format.kResizableArrayBuffer : format.kArrayBuffer);
    this.varint(buffer.byteLength);
    if (buffer.resizable) this.varint(buffer.maxByteLength);
    this.raw(new Uint8Array(buffer));
  }

  view(view) {
    this.byte(format.kArrayBufferView);
    this.byte(format.viewTags[viewName(view)]);
    this.varint(view.byteOffset);
    let { byteLength } = view;
    let flags = 0;
    if (view.buffer.resizable) {
      flags = format.kIsBackedByResizableBuffer;
      if (view.byteOffset + view.byteLength === view.buffer.byteLength && isLengthTracking(view)) {
        flags |= format.kIsLengthTracking;
        byteLength = 0;
      }
    }
    this.varint(byteLength);
    this.varint(flags);
  }

  error(error) {
    this.byte(format.kError);
    const prototype = format.errorPrototypes[`${error.name}`];
    if (prototype !== undefined) this.byte(prototype);
    const message = Object.getOwnPropertyDescriptor(error, 'message');
    if (message !== undefined && 'value' in message) {
      this.byte(format.kErrorMessage);
      this.string(`${message.value}`);
    }
    const { stack } = error;
    if (typeof stack === 'string') {
      this.byte(format.kErrorStack);
      this.string(stack);
    }
    const cause = Object.getOwnPropertyDescriptor(error, 'cause');
    if (cause !== undefined && 'value' in cause) {
      this.byte(format.kErrorCause);
      this.value(cause.value);
    }
    this.byte(format.kErrorEnd);
  }

  hostObject(object) {
    this.byte(format.kHostObject);
    if (typeof this.owner._writeHostObject !== 'function') this.refuse(objectToString.call(object));
    this.owner._writeHostObject(object);
  }
}

class Serializer {
  #writer = new Writer(this);

  writeHeader() {
    this.#writer.byte(format.kVersion);
    this.#writer.byte(format.VERSION);
  }

  writeValue(value) {
    this.#writer.value(value);
    return true;
  }

  releaseBuffer() {
    const writer = this.#writer;
    // Memory of its own and no more of it than needed.
    const bytes = Buffer.allocUnsafeSlow(writer.length);
    bytes.set(writer.bytes.subarray(0, writer.length));
    writer.bytes = Buffer.alloc(0);
    writer.length = 0;
    return bytes;
  }

  transferArrayBuffer(id, arrayBuffer) {
    if (!types.isAnyArrayBuffer(arrayBuffer)) throw invalidArgument('arrayBuffer must be an ArrayBuffer');
    this.#writer.transferred.set(arrayBuffer, id >>> 0);
  }

  writeUint32(value) {
    this.#writer.varint(value >>> 0);
  }

  writeUint64(hi, lo) {
    this.#writer.bigVarint((BigInt(hi >>> 0) << 32n) | BigInt(lo >>> 0));
  }

  writeDouble(value) {
    this.#writer.double(Number(value));
  }

  writeRawBytes(source) {
    if (!ArrayBuffer.isView(source) && !types.isAnyArrayBuffer(source)) {
      throw invalidArgument('source must be a TypedArray or a DataView');
    }
    this.#writer.raw(ArrayBuffer.isView(source) ?
      new Uint8Array(source.buffer, source.byteOffset, source.byteLength) : new Uint8Array(source));
  }

  _setTreatArrayBufferViewsAsHostObjects(flag) {
    this.#writer.viewsAreHostObjects = !!flag;
  }
}

// Subclasses throw other errors by replacing it.
Serializer.prototype._getDataCloneError = Error;

function invalidArgument(message) {
  const error = new TypeError(message);
  error.code = 'ERR_INVALID_ARG_TYPE';
  return error;
}

function viewName(view) {
  return view instanceof DataView ? 'DataView' : view[Symbol.toStringTag];
}

// A view without a length of its own grows with its buffer: tried on a length it would have then.
function isLengthTracking(view) {
  const { buffer, byteLength } = view;
  if (buffer.byteLength === buffer.maxByteLength) return false;
  const before = buffer.byteLength;
  buffer.resize(buffer.maxByteLength);
  const grows = view.byteLength !== byteLength;
  buffer.resize(before);
  return grows;
}

function isUncloneable(object) {
  return types.isProxy(object) || types.isWeakMap(object) || types.isWeakSet(object) || types.isPromise(object) ||
    types.isArgumentsObject(object) || types.isGeneratorObject(object) || types.isMapIterator(object) ||
    types.isSetIterator(object) || types.isModuleNamespaceObject(object) ||
    (typeof WeakRef === 'function' && object instanceof WeakRef);
}

class DefaultSerializer extends Serializer {
  constructor() {
    super();
    this._setTreatArrayBufferViewsAsHostObjects(true);
  }

  // Views alone, without what else their buffer holds: a Buffer is mostly a small part of one.
  _writeHostObject(view) {
    const index = Buffer.isBuffer(view) ? format.hostViews.indexOf('Buffer') :
      ArrayBuffer.isView(view) ? format.hostViews.indexOf(viewName(view)) : -1;
    if (index === -1) throw new this._getDataCloneError(`Unserializable host object: ${inspect(view)}`);
    this.writeUint32(index);
    this.writeUint32(view.byteLength);
    this.writeRawBytes(new Uint8Array(view.buffer, view.byteOffset, view.byteLength));
  }
}

module.exports = { Serializer, DefaultSerializer };
