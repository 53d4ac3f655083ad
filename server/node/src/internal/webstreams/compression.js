'use strict';

// CompressionStream and DecompressionStream: zlib's streams seen as web streams.

const { customInspectSymbol: kInspect, kEnumerableProperty } = require('internal/util');
const { customInspect, privateMemberError } = require('internal/webstreams/util');
const { newReadableWritablePairFromDuplex } = require('internal/webstreams/adapters');

const formats = ['deflate', 'deflate-raw', 'gzip', 'brotli'];

// The argument as Web IDL reads an enumeration.
function toFormat(value, className) {
  const format = `${value}`;
  if (formats.includes(format)) return format;
  const error = new TypeError(`Failed to construct '${className}': 1st argument value '${format}' is not a valid enum value ` +
    'of type CompressionFormat.');
  error.code = 'ERR_INVALID_ARG_VALUE';
  throw error;
}

class CompressionStream {
  #handle;
  #transform;

  constructor(format) {
    const zlib = require('zlib');
    switch (toFormat(format, 'CompressionStream')) {
      case 'deflate': this.#handle = zlib.createDeflate(); break;
      case 'deflate-raw': this.#handle = zlib.createDeflateRaw(); break;
      case 'gzip': this.#handle = zlib.createGzip(); break;
      default: this.#handle = zlib.createBrotliCompress();
    }
    this.#transform = newReadableWritablePairFromDuplex(this.#handle);
  }

  get readable() {
    if (!(#handle in this)) throw privateMemberError('transform');
    return this.#transform.readable;
  }

  get writable() {
    if (!(#handle in this)) throw privateMemberError('transform');
    return this.#transform.writable;
  }

  [kInspect](depth, options) {
    return customInspect.call(this, depth, options, 'CompressionStream', {
      readable: this.#transform.readable,
      writable: this.#transform.writable,
    });
  }
}

class DecompressionStream {
  #handle;
  #transform;

  constructor(format) {
    const zlib = require('zlib');
    // What follows the compressed data is an error here, unlike in zlib's own streams.
    const options = { rejectGarbageAfterEnd: true };
    switch (toFormat(format, 'DecompressionStream')) {
      case 'deflate': this.#handle = zlib.createInflate(options); break;
      case 'deflate-raw': this.#handle = zlib.createInflateRaw(options); break;
      case 'gzip': this.#handle = zlib.createGunzip(options); break;
      default: this.#handle = zlib.createBrotliDecompress(options);
    }
    this.#transform = newReadableWritablePairFromDuplex(this.#handle);
  }

  get readable() {
    if (!(#handle in this)) throw privateMemberError('transform');
    return this.#transform.readable;
  }

  get writable() {
    if (!(#handle in this)) throw privateMemberError('transform');
    return this.#transform.writable;
  }

  [kInspect](depth, options) {
    return customInspect.call(this, depth, options, 'DecompressionStream', {
      readable: this.#transform.readable,
      writable: this.#transform.writable,
    });
  }
}

const tag = (value) => ({ __proto__: null, configurable: true, enumerable: false, value, writable: false });
for (const Class of [CompressionStream, DecompressionStream]) {
  Object.defineProperties(Class.prototype, {
    readable: kEnumerableProperty, writable: kEnumerableProperty, [Symbol.toStringTag]: tag(Class.name),
  });
}

module.exports = { CompressionStream, DecompressionStream };
