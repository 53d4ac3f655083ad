'use strict';

const {
  codes: {
    ERR_BUFFER_OUT_OF_BOUNDS, ERR_INVALID_ARG_TYPE, ERR_INVALID_BUFFER_SIZE, ERR_OUT_OF_RANGE, ERR_UNKNOWN_ENCODING,
  },
} = require('internal/errors');
const { validateArray, validateInteger, validateNumber } = require('internal/validators');
const { isArrayBufferView, isTypedArray } = require('internal/util/types');
const { isAnyArrayBuffer, isUint8Array } = require('internal/buffer/brand');
const { FastBuffer, addBufferPrototype, createUnsafeBuffer } = require('internal/buffer');
const { codecOf, codecOrThrow, utf8Codec } = require('internal/buffer/codecs');
const { atob, btoa, isAscii, isUtf8, transcode } = require('internal/buffer/convert');
const { fillRange } = require('internal/buffer/fill');
const { fromArrayBuffer, fromArrayLike, fromString } = require('internal/buffer/from');
const { COPY_IN_JS, allocate, allocateFromPool, copyInto, copyShort } = require('internal/buffer/pool');
const { compareBytes, equalBytes, search } = require('internal/buffer/search');

const { defineProperties, defineProperty, setPrototypeOf } = Object;
const { call } = Function.prototype;
const { set, fill: arrayFill, copyWithin: arrayCopyWithin } = Uint8Array.prototype;
const setBytes = call.bind(set);
const fillBytes = call.bind(arrayFill);
const copyBytesWithin = call.bind(arrayCopyWithin);
const customInspect = Symbol.for('nodejs.util.inspect.custom');

// Node's limits, kept so that programs that compare against them behave alike.
const kMaxLength = 2 ** 53 - 1;
const kStringMaxLength = 536870888;

let INSPECT_MAX_BYTES = 50;

// Looking at the stack is slow; a package that calls often is not looked at for ever.
const MOST_CHECKS = 10000;
let checks = 0;
let warned = false;

// Node says this once, and only for code outside node_modules.
function showDeprecation() {
  if (warned || ++checks > MOST_CHECKS) return;
  const pending = process.env.NODE_PENDING_DEPRECATION === '1' || process.execArgv.includes('--pending-deprecation');
  if (!pending) {
    const caller = (new Error().stack ?? '').split('\n').find((line) => /[/\\]/.test(line) && !line.includes('node:'));
    if (caller !== undefined && /[/\\]node_modules[/\\]/i.test(caller)) return;
  }
  warned = true;
  process.emitWarning(
    'Buffer() is deprecated due to security and usability issues. Please use the Buffer.alloc(), ' +
    'Buffer.allocUnsafe(), or Buffer.from() methods instead.', 'DeprecationWarning', 'DEP0005', Buffer);
}

function Buffer(arg, encodingOrOffset, length) {
  showDeprecation();
  if (typeof arg === 'number') {
    if (typeof encodingOrOffset === 'string') throw new ERR_INVALID_ARG_TYPE('string', 'string', arg);
    return Buffer.alloc(arg);
  }
  return Buffer.from(arg, encodingOrOffset, length);
}

defineProperty(Buffer, Symbol.species, {
  __proto__: null,
  configurable: true,
  enumerable: false,
  get() { return FastBuffer; },
});

Buffer.poolSize = 8 * 1024;

Buffer.from = function from(value, encodingOrOffset, length) {
  if (typeof value === 'string') return fromString(value, encodingOrOffset);

  if (typeof value === 'object' && value !== null) {
    if (isAnyArrayBuffer(value)) return fromArrayBuffer(value, encodingOrOffset, length);

    const valueOf = value.valueOf && value.valueOf();
    if (valueOf != null && valueOf !== value && (typeof valueOf === 'string' || typeof valueOf === 'object')) {
      return from(valueOf, encodingOrOffset, length);
    }

    const buffer = fromObject(value);
    if (buffer) return buffer;

    if (typeof value[Symbol.toPrimitive] === 'function') {
      const primitive = value[Symbol.toPrimitive]('string');
      if (typeof primitive === 'string') return fromString(primitive, encodingOrOffset);
    }
  }

  throw new ERR_INVALID_ARG_TYPE(
    'first argument', ['string', 'Buffer', 'ArrayBuffer', 'Array', 'Array-like Object'], value);
};

Buffer.copyBytesFrom = function copyBytesFrom(view, offset, length) {
  if (!isTypedArray(view)) throw new ERR_INVALID_ARG_TYPE('view', ['TypedArray'], view);

  const viewLength = view.length;
  if (viewLength === 0) return Buffer.alloc(0);

  let start = 0;
  let end = viewLength;
  if (offset !== undefined) {
    validateInteger(offset, 'offset', 0);
    if (offset >= viewLength) return Buffer.alloc(0);
    start = offset;
  }
  if (length !== undefined) {
    validateInteger(length, 'length', 0);
    end = Math.min(start + length, viewLength);
  }

  const width = view.BYTES_PER_ELEMENT;
  return fromArrayLike(new Uint8Array(view.buffer, view.byteOffset + start * width, (end - start) * width));
};

Buffer.of = function of(...items) {
  const buffer = createUnsafeBuffer(items.length);
  for (let i = 0; i < items.length; i++) buffer[i] = items[i];
  return buffer;
};

// `Buffer` is to look like the class that `FastBuffer` is.
setPrototypeOf(Buffer, Uint8Array);

function assertSize(size) {
  if (typeof size !== 'number' || !(size >= 0 && size <= kMaxLength)) validateNumber(size, 'size', 0, kMaxLength);
}

Buffer.alloc = function alloc(size, fill, encoding) {
  assertSize(size);
  if (fill !== undefined && fill !== 0 && size > 0) {
    const buffer = allocate(size);
    return fillRange(buffer, fill, 0, buffer.length, encoding);
  }
  return allocate(size);
};

Buffer.allocUnsafe = function allocUnsafe(size) {
  assertSize(size);
  return allocateFromPool(size);
};

Buffer.allocUnsafeSlow = function allocUnsafeSlow(size) {
  assertSize(size);
  return allocate(size);
};

function SlowBuffer(size) {
  assertSize(size);
  return allocate(size);
}

setPrototypeOf(SlowBuffer.prototype, Uint8Array.prototype);
setPrototypeOf(SlowBuffer, Uint8Array);

function fromObject(value) {
  if (value.length !== undefined || isAnyArrayBuffer(value.buffer)) {
    if (typeof value.length !== 'number') return new FastBuffer();
    return fromArrayLike(value);
  }
  if (value.type === 'Buffer' && Array.isArray(value.data)) return fromArrayLike(value.data);
}

Buffer.isBuffer = function isBuffer(value) {
  return value instanceof Buffer;
};

Buffer.compare = function compare(buf1, buf2) {
  if (!isUint8Array(buf1)) throw new ERR_INVALID_ARG_TYPE('buf1', ['Buffer', 'Uint8Array'], buf1);
  if (!isUint8Array(buf2)) throw new ERR_INVALID_ARG_TYPE('buf2', ['Buffer', 'Uint8Array'], buf2);
  return buf1 === buf2 ? 0 : compareBytes(buf1, buf2);
};

Buffer.isEncoding = function isEncoding(encoding) {
  return typeof encoding === 'string' && encoding.length !== 0 && codecOf(encoding) !== undefined;
};

Buffer.concat = function concat(list, length) {
  validateArray(list, 'list');
  if (list.length === 0) return new FastBuffer();

  if (length === undefined) {
    length = 0;
    for (let i = 0; i < list.length; i++) {
      if (list[i].length) length += list[i].length;
    }
  } else {
    validateInteger(length, 'length', 0);
  }

  const buffer = Buffer.allocUnsafe(length);
  let at = 0;
  for (let i = 0; i < list.length; i++) {
    const item = list[i];
    if (!isUint8Array(item)) {
      throw new ERR_INVALID_ARG_TYPE(`list[${i}]`, ['Buffer', 'Uint8Array'], item);
    }
    const size = item.length;
    if (at + size > length) {
      setBytes(buffer, new Uint8Array(item.buffer, item.byteOffset, length - at), at);
      at = length;
      // What is left is only checked.
      continue;
    }
    copyInto(buffer, item, at, size);
    at += size;
  }
  // The pool's memory has been used before.
  if (at < length) fillBytes(buffer, 0, at, length);
  return buffer;
};

function byteLength(string, encoding) {
  if (typeof string !== 'string') {
    if (isArrayBufferView(string) || isAnyArrayBuffer(string)) return string.byteLength;
    throw new ERR_INVALID_ARG_TYPE('string', ['string', 'Buffer', 'ArrayBuffer'], string);
  }
  if (string.length === 0) return 0;
  const codec = encoding ? codecOf(encoding) : utf8Codec;
  return (codec ?? utf8Codec).byteLength(string);
}

Buffer.byteLength = byteLength;

Buffer.prototype = FastBuffer.prototype;
defineProperty(Buffer, 'prototype', { __proto__: null, enumerable: false, configurable: false });
defineProperty(Buffer.prototype, 'constructor', {
  __proto__: null, value: Buffer, enumerable: false, configurable: true, writable: true,
});
addBufferPrototype(Buffer.prototype);

defineProperty(Buffer.prototype, 'parent', {
  __proto__: null,
  enumerable: true,
  get() {
    return this instanceof Buffer && isUint8Array(this) ? this.buffer : undefined;
  },
});
defineProperty(Buffer.prototype, 'offset', {
  __proto__: null,
  enumerable: true,
  get() {
    return this instanceof Buffer && isUint8Array(this) ? this.byteOffset : undefined;
  },
});

function toInteger(value, fallback) {
  value = +value;
  if (value === value && value >= -(2 ** 53 - 1) && value <= 2 ** 53 - 1) {
    return value % 1 === 0 ? value : Math.floor(value);
  }
  return fallback;
}

Buffer.prototype.copy = function copy(target, targetStart, sourceStart, sourceEnd) {
  if (!isUint8Array(this)) throw new ERR_INVALID_ARG_TYPE('source', ['Buffer', 'Uint8Array'], this);
  if (!isArrayBufferView(target)) throw new ERR_INVALID_ARG_TYPE('target', ['Buffer', 'Uint8Array'], target);
  if (!isUint8Array(target)) target = new Uint8Array(target.buffer, target.byteOffset, target.byteLength);
  const size = this.length;

  if (targetStart === undefined) {
    targetStart = 0;
  } else {
    targetStart = toInteger(targetStart, 0);
    if (targetStart < 0) throw new ERR_OUT_OF_RANGE('targetStart', '>= 0', targetStart);
  }
  if (sourceStart === undefined) {
    sourceStart = 0;
  } else {
    sourceStart = toInteger(sourceStart, 0);
    if (sourceStart < 0 || sourceStart > size) {
      throw new ERR_OUT_OF_RANGE('sourceStart', `>= 0 && <= ${size}`, sourceStart);
    }
  }
  if (sourceEnd === undefined) {
    sourceEnd = size;
  } else {
    sourceEnd = toInteger(sourceEnd, 0);
    if (sourceEnd < 0) throw new ERR_OUT_OF_RANGE('sourceEnd', '>= 0', sourceEnd);
  }

  if (targetStart >= target.length) return 0;
  if (sourceStart >= sourceEnd) return 0;
  const count = Math.min(sourceEnd - sourceStart, size - sourceStart, target.length - targetStart);
  if (count <= 0) return 0;
  if (count <= COPY_IN_JS) copyShort(target, targetStart, this, sourceStart, count);
  else if (target === this) copyBytesWithin(target, targetStart, sourceStart, sourceStart + count);
  else if (count === size) setBytes(target, this, targetStart);
  else setBytes(target, new Uint8Array(this.buffer, this.byteOffset + sourceStart, count), targetStart);
  return count;
};

Buffer.prototype.toString = function toString(encoding, start, end) {
  if (arguments.length === 0) return utf8Codec.slice(this, 0, this.length);

  const size = this.length;
  if (start <= 0) start = 0;
  else if (start >= size) return '';
  else start = Math.trunc(start) || 0;

  if (end >= size || end === undefined) end = size;
  else end = Math.trunc(end) || 0;

  if (end <= start) return '';
  const codec = encoding === undefined ? utf8Codec : codecOrThrow(encoding);
  return codec.slice(this, start, end);
};

Buffer.prototype.equals = function equals(otherBuffer) {
  if (!isUint8Array(otherBuffer)) {
    throw new ERR_INVALID_ARG_TYPE('otherBuffer', ['Buffer', 'Uint8Array'], otherBuffer);
  }
  return this === otherBuffer || equalBytes(this, otherBuffer);
};

Buffer.prototype[customInspect] = function inspect(recurseTimes, ctx) {
  return require('internal/buffer/inspect').inspectBuffer(this, INSPECT_MAX_BYTES, ctx);
};

Buffer.prototype.inspect = Buffer.prototype[customInspect];

Buffer.prototype.compare = function compare(target, targetStart, targetEnd, sourceStart, sourceEnd) {
  if (!isUint8Array(target)) throw new ERR_INVALID_ARG_TYPE('target', ['Buffer', 'Uint8Array'], target);
  if (arguments.length === 1) return compareBytes(this, target);

  if (targetStart === undefined) targetStart = 0;
  else validateInteger(targetStart, 'targetStart', 0);
  if (targetEnd === undefined) targetEnd = target.length;
  else validateInteger(targetEnd, 'targetEnd', 0, target.length);
  if (sourceStart === undefined) sourceStart = 0;
  else validateInteger(sourceStart, 'sourceStart', 0);
  if (sourceEnd === undefined) sourceEnd = this.length;
  else validateInteger(sourceEnd, 'sourceEnd', 0, this.length);

  if (sourceStart >= sourceEnd) return targetStart >= targetEnd ? 0 : -1;
  if (targetStart >= targetEnd) return 1;
  return compareBytes(
    new Uint8Array(this.buffer, this.byteOffset + sourceStart, sourceEnd - sourceStart),
    new Uint8Array(target.buffer, target.byteOffset + targetStart, targetEnd - targetStart));
};

Buffer.prototype.indexOf = function indexOf(value, byteOffset, encoding) {
  return search(this, value, byteOffset, encoding, true);
};

Buffer.prototype.lastIndexOf = function lastIndexOf(value, byteOffset, encoding) {
  return search(this, value, byteOffset, encoding, false);
};

Buffer.prototype.includes = function includes(value, byteOffset, encoding) {
  return search(this, value, byteOffset, encoding, true) !== -1;
};

Buffer.prototype.fill = function fill(value, offset, end, encoding) {
  return fillRange(this, value, offset, end, encoding);
};

Buffer.prototype.write = function write(string, offset, length, encoding) {
  const size = this.length;
  // write(string)
  if (offset === undefined) return this.utf8Write(string, 0, size);
  if (length === undefined && typeof offset === 'string') {
    // write(string, encoding)
    encoding = offset;
    length = size;
    offset = 0;
  } else {
    // write(string, offset[, length][, encoding])
    validateInteger(offset, 'offset', 0, size);
    const remaining = size - offset;
    if (length === undefined) {
      length = remaining;
    } else if (typeof length === 'string') {
      encoding = length;
      length = remaining;
    } else {
      validateInteger(length, 'length', 0, size);
      if (length > remaining) length = remaining;
    }
  }

  if (!encoding) return this.utf8Write(string, offset, length);
  const codec = codecOrThrow(encoding);
  if (typeof string !== 'string') return this.utf8Write(string, offset, length);
  return codec.write(this, string, offset, length);
};

Buffer.prototype.toJSON = function toJSON() {
  if (!(this.length > 0)) return { type: 'Buffer', data: [] };
  const data = new Array(this.length);
  for (let i = 0; i < this.length; i++) data[i] = this[i];
  return { type: 'Buffer', data };
};

function adjustOffset(offset, length) {
  // The usual case first: a whole number inside.
  if (offset >= 0 && offset <= length && (offset | 0) === offset) return offset;
  // Fractions are cut; what is not a number is 0; negatives count from the end.
  offset = Math.trunc(offset);
  if (offset === 0 || offset !== offset) return 0;
  if (offset < 0) {
    offset += length;
    return offset > 0 ? offset : 0;
  }
  return offset < length ? offset : length;
}

Buffer.prototype.subarray = function subarray(start, end) {
  const size = this.length;
  start = adjustOffset(start, size);
  end = end !== undefined ? adjustOffset(end, size) : size;
  return new FastBuffer(this.buffer, this.byteOffset + start, end > start ? end - start : 0);
};

Buffer.prototype.slice = function slice(start, end) {
  return this.subarray(start, end);
};

function swapBytes(buffer, width) {
  const size = buffer.length;
  if (size % width !== 0) throw new ERR_INVALID_BUFFER_SIZE(`${width * 8}-bits`);
  for (let i = 0; i < size; i += width) {
    for (let low = i, high = i + width - 1; low < high; low++, high--) {
      const byte = buffer[low];
      buffer[low] = buffer[high];
      buffer[high] = byte;
    }
  }
  return buffer;
}

Buffer.prototype.swap16 = function swap16() {
  return swapBytes(this, 2);
};

Buffer.prototype.swap32 = function swap32() {
  return swapBytes(this, 4);
};

Buffer.prototype.swap64 = function swap64() {
  return swapBytes(this, 8);
};

Buffer.prototype.toLocaleString = Buffer.prototype.toString;

module.exports = {
  Buffer,
  SlowBuffer,
  transcode,
  isUtf8,
  isAscii,
  kMaxLength,
  kStringMaxLength,
  btoa,
  atob,
};

defineProperties(module.exports, {
  constants: {
    __proto__: null,
    configurable: false,
    enumerable: true,
    value: Object.defineProperties({}, {
      MAX_LENGTH: { __proto__: null, value: kMaxLength, enumerable: true },
      MAX_STRING_LENGTH: { __proto__: null, value: kStringMaxLength, enumerable: true },
    }),
  },
  INSPECT_MAX_BYTES: {
    __proto__: null,
    configurable: true,
    enumerable: true,
    get() { return INSPECT_MAX_BYTES; },
    set(value) {
      validateNumber(value, 'INSPECT_MAX_BYTES', 0);
      INSPECT_MAX_BYTES = value;
    },
  },
});

// Loaded when first asked for: few programs use them.
for (const [name, id] of [['Blob', 'internal/blob'], ['resolveObjectURL', 'internal/blob'], ['File', 'internal/file']]) {
  defineProperty(module.exports, name, {
    __proto__: null,
    configurable: true,
    enumerable: true,
    get() {
      const value = require(id)[name];
      defineProperty(module.exports, name, {
        __proto__: null, configurable: true, enumerable: true, writable: true, value,
      });
      return value;
    },
    set(value) {
      defineProperty(module.exports, name, {
        __proto__: null, configurable: true, enumerable: true, writable: true, value,
      });
    },
  });
}
