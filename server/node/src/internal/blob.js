'use strict';
// Blob, and the table behind URL.createObjectURL. A blob is a list of parts that nobody else can change (what was given
// is copied once, slices share it); reading joins them.

const {
  codes: { ERR_INVALID_ARG_TYPE, ERR_INVALID_ARG_VALUE, ERR_INVALID_THIS },
} = require('internal/errors');
const { validateDictionary } = require('internal/validators');
const { isAnyArrayBuffer, isArrayBufferView } = require('internal/util/types');
const { kEnumerableProperty, toUSVString } = require('internal/util');
const { kClone, kDeserialize, markClassTransferMode } = require('internal/worker/js_transferable');
const utf8 = require('internal/buffer/utf8');

const { defineProperties } = Object;
const customInspect = Symbol.for('nodejs.util.inspect.custom');
const kParts = Symbol('kHandle');
const kLength = Symbol('kLength');
const kType = Symbol('kType');

// Bytes handed over at once by stream().
const CHUNK = 65536;

const notInType = /[^\u{0020}-\u{007e}]/u;

function normalizeType(type) {
  const text = `${type}`;
  return notInType.test(text) ? '' : text.toLowerCase();
}

function encodeText(string) {
  const buffer = new Uint8Array(utf8.byteLength(string));
  utf8.encodeInto(buffer, string, 0, buffer.length);
  return buffer;
}

function partOf(source, endings) {
  if (isBlob(source)) return source[kParts];
  if (isAnyArrayBuffer(source)) return [new Uint8Array(source.slice(0))];
  if (isArrayBufferView(source)) {
    return [new Uint8Array(new Uint8Array(source.buffer, source.byteOffset, source.byteLength))];
  }
  let text = toUSVString(source);
  if (endings === 'native') text = text.replace(/\r\n|\n/g, process.platform === 'win32' ? '\r\n' : '\n');
  return [encodeText(text)];
}

// Parts of bytes [start, end), sharing memory.
function sliceParts(parts, start, end) {
  const result = [];
  let at = 0;
  for (let i = 0; i < parts.length && at < end; i++) {
    const part = parts[i];
    const from = Math.max(start - at, 0);
    const to = Math.min(end - at, part.length);
    if (from < to) result.push(part.subarray(from, to));
    at += part.length;
  }
  return result;
}

// Always fresh memory, which the caller may give away.
function joinParts(parts, length) {
  const bytes = new Uint8Array(length);
  let at = 0;
  for (let i = 0; i < parts.length; i++) {
    bytes.set(parts[i], at);
    at += parts[i].length;
  }
  return bytes;
}

class Blob {
  constructor(sources = [], options) {
    if (sources === null || typeof sources !== 'object' || typeof sources[Symbol.iterator] !== 'function') {
      throw new ERR_INVALID_ARG_TYPE('sources', 'a sequence', sources);
    }
    validateDictionary(options, 'options');
    const { type = '', endings: givenEndings = 'transparent' } = options ?? {};
    const endings = `${givenEndings}`;
    if (endings !== 'transparent' && endings !== 'native') {
      throw new ERR_INVALID_ARG_VALUE('options.endings', endings);
    }

    let length = 0;
    const parts = [];
    for (const source of sources) {
      const more = partOf(source, endings);
      for (let i = 0; i < more.length; i++) {
        parts.push(more[i]);
        length += more[i].length;
      }
    }
    setUp(this, parts, length, normalizeType(type));
  }

  [customInspect](depth, options) {
    if (depth < 0) return this;
    const { inspect } = require('internal/util/inspect');
    const shown = { ...options, depth: options.depth == null ? null : options.depth - 1 };
    return `Blob ${inspect({ size: this.size, type: this.type }, shown)}`;
  }

  [kClone]() {
    return {
      data: { parts: this[kParts], length: this[kLength], type: this[kType] },
      deserializeInfo: 'internal/blob:ClonedBlob',
    };
  }

  [kDeserialize]({ parts, length, type }) {
    setUp(this, parts, length, type);
  }

  get type() {
    checkThis(this);
    return this[kType];
  }

  get size() {
    checkThis(this);
    return this[kLength];
  }

  slice(start = 0, end = (checkThis(this), this[kLength]), contentType = this[kType]) {
    checkThis(this);
    const length = this[kLength];
    const from = clampIndex(start, length);
    const to = clampIndex(end, length);
    const span = Math.max(to - from, 0);
    const type = arguments.length < 3 || contentType === undefined ? '' : normalizeType(contentType);
    return makeBlob(sliceParts(this[kParts], from, from + span), span, type);
  }

  // The three readers are async functions in all but name: errors become rejections.
  arrayBuffer() {
    if (!isBlob(this)) return Promise.reject(new ERR_INVALID_THIS('Blob'));
    return Promise.resolve(joinParts(this[kParts], this[kLength]).buffer);
  }

  text() {
    if (!isBlob(this)) return Promise.reject(new ERR_INVALID_THIS('Blob'));
    const parts = this[kParts];
    const bytes = parts.length === 1 ? parts[0] : joinParts(parts, this[kLength]);
    const mark = bytes.length >= 3 && bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;
    return Promise.resolve(utf8.decode(bytes, mark ? 3 : 0, bytes.length));
  }

  bytes() {
    if (!isBlob(this)) return Promise.reject(new ERR_INVALID_THIS('Blob'));
    return Promise.resolve(joinParts(this[kParts], this[kLength]));
  }

  stream() {
    checkThis(this);
    const { ReadableStream } = require('internal/webstreams/readablestream');
    const parts = this[kParts];
    let index = 0;
    let offset = 0;
    return new ReadableStream({
      type: 'bytes',
      start(controller) {
        if (parts.length === 0) {
          controller.close();
          controller.byobRequest?.respond(0);
        }
      },
      pull(controller) {
        const part = parts[index];
        const end = Math.min(part.length, offset + CHUNK);
        // A copy: the reader may transfer what it gets.
        controller.enqueue(part.slice(offset, end));
        offset = end;
        if (offset < part.length) return;
        offset = 0;
        index++;
        while (index < parts.length && parts[index].length === 0) index++;
        if (index < parts.length) return;
        controller.close();
        controller.byobRequest?.respond(0);
      },
    }, { highWaterMark: 0 });
  }
}

function setUp(blob, parts, length, type) {
  blob[kParts] = parts.filter((part) => part.length > 0);
  blob[kLength] = length;
  blob[kType] = type;
}

function makeBlob(parts, length, type) {
  const blob = Object.create(Blob.prototype);
  setUp(blob, parts, length, type);
  return blob;
}

function isBlob(value) {
  return value?.[kParts] !== undefined;
}

function checkThis(value) {
  if (!isBlob(value)) throw new ERR_INVALID_THIS('Blob');
}

// WebIDL's clamped long long, negative from the end.
function clampIndex(value, length) {
  let index = Math.trunc(+value);
  if (index !== index) index = 0;
  return index < 0 ? Math.max(length + index, 0) : Math.min(index, length);
}

defineProperties(Blob.prototype, {
  [Symbol.toStringTag]: {
    __proto__: null, configurable: true, value: 'Blob',
  },
  size: kEnumerableProperty,
  type: kEnumerableProperty,
  slice: kEnumerableProperty,
  stream: kEnumerableProperty,
  text: kEnumerableProperty,
  arrayBuffer: kEnumerableProperty,
  bytes: kEnumerableProperty,
});
Object.defineProperty(Blob, 'length', { __proto__: null, configurable: true, value: 0 });
Object.defineProperty(Blob.prototype.slice, 'length', { __proto__: null, configurable: true, value: 0 });

markClassTransferMode(Blob.prototype, true, false);

// What a clone begins as.
function ClonedBlob() {
  return makeBlob([], 0, '');
}
ClonedBlob.prototype[kDeserialize] = () => {};

// A blob over bytes that nobody will change any more.
function createBlob(bytes, type = '') {
  return makeBlob([bytes], bytes.length, type);
}

const objectUrls = new Map();
const PREFIX = 'blob:nodedata:';

function createObjectURL(blob) {
  if (!isBlob(blob)) throw new ERR_INVALID_ARG_TYPE('obj', 'Blob', blob);
  const id = require('crypto').randomUUID();
  objectUrls.set(id, blob);
  return `${PREFIX}${id}`;
}

function idOf(url) {
  const text = `${url}`;
  return text.startsWith(PREFIX) ? text.slice(PREFIX.length) : undefined;
}

function resolveObjectURL(url) {
  const id = idOf(url);
  const blob = id === undefined ? undefined : objectUrls.get(id);
  return blob === undefined ? undefined : makeBlob(blob[kParts], blob[kLength], blob[kType]);
}

function revokeObjectURL(url) {
  const id = idOf(url);
  if (id !== undefined) objectUrls.delete(id);
}

// The bytes of a blob at once, for code of ours that sends them; not to be written to.
function blobBytes(blob) {
  const parts = blob[kParts];
  return parts.length === 1 ? parts[0] : joinParts(parts, blob[kLength]);
}

module.exports = {
  Blob, ClonedBlob, blobBytes, createBlob, createObjectURL, isBlob, resolveObjectURL, revokeObjectURL,
};
