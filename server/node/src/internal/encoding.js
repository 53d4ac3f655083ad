'use strict';
// TextEncoder and TextDecoder.

const {
  codes: { ERR_ENCODING_INVALID_ENCODED_DATA, ERR_ENCODING_NOT_SUPPORTED, ERR_INVALID_ARG_TYPE, ERR_INVALID_THIS },
} = require('internal/errors');
const {
  kValidateObjectAllowObjectsAndNull, validateObject, validateString,
} = require('internal/validators');
const { isAnyArrayBuffer, isArrayBufferView, isUint8Array } = require('internal/util/types');
const { kEnumerableProperty } = require('internal/util');
const utf8 = require('internal/buffer/utf8');
const native = lode.native('buffer');

const { defineProperties } = Object;
const customInspect = Symbol.for('nodejs.util.inspect.custom');

const scratch = new Uint8Array(3 * utf8.ENCODE_IN_JS);

class TextEncoder {
  #isEncoder = true;

  static #check(value) {
    if (typeof value !== 'object' || value === null || !(#isEncoder in value)) throw new ERR_INVALID_THIS('TextEncoder');
  }

  get encoding() {
    TextEncoder.#check(this);
    return 'utf-8';
  }

  encode(input = '') {
    TextEncoder.#check(this);
    const string = `${input}`;
    if (string.length <= utf8.ENCODE_IN_JS) return scratch.slice(0, utf8.encodeInto(scratch, string, 0, scratch.length));
    return native.encodeUtf8(string);
  }

  encodeInto(src, dest) {
    TextEncoder.#check(this);
    validateString(src, 'src');
    if (!isUint8Array(dest)) throw new ERR_INVALID_ARG_TYPE('dest', 'Uint8Array', dest);
    const [read, written] = native.encodeInto(src, dest);
    return { read, written };
  }

  [customInspect](depth, options) {
    TextEncoder.#check(this);
    if (typeof depth === 'number' && depth < 0) return this;
    return require('internal/util/inspect').inspect({ encoding: this.encoding }, options);
  }
}

defineProperties(TextEncoder.prototype, {
  encode: kEnumerableProperty,
  encodeInto: kEnumerableProperty,
  encoding: kEnumerableProperty,
  [Symbol.toStringTag]: { __proto__: null, configurable: true, value: 'TextEncoder' },
});
Object.defineProperty(TextEncoder.prototype.encode, 'length', { __proto__: null, configurable: true, value: 0 });

// The encoding's name for a label; undefined for labels that Node does not know.
function getEncodingFromLabel(label) {
  const text = `${label}`;
  return text === 'utf-8' || text === 'utf8' ? 'utf-8' : native.encodingName(text);
}

class TextDecoder {
  #encoding;
  #fatal;
  #ignoreBOM;
  // Made when a text comes in pieces, or is not UTF-8.
  #decoder;
  #streaming = false;

  static #check(value) {
    if (typeof value !== 'object' || value === null || !(#encoding in value)) throw new ERR_INVALID_THIS('TextDecoder');
  }

  constructor(encoding = 'utf-8', options = undefined) {
    const label = `${encoding}`;
    if (options !== undefined) validateObject(options, 'options', kValidateObjectAllowObjectsAndNull);
    const name = getEncodingFromLabel(label);
    if (name === undefined) throw new ERR_ENCODING_NOT_SUPPORTED(label);
    if (name === 'replacement') throw new ERR_ENCODING_NOT_SUPPORTED(name);
    this.#encoding = name;
    this.#fatal = Boolean(options?.fatal);
    this.#ignoreBOM = Boolean(options?.ignoreBOM);
  }

  decode(input = undefined, options = undefined) {
    TextDecoder.#check(this);
    const bytes = bytesOf(input, this.#encoding === 'utf-8' && !this.#streaming);
    const stream = Boolean(options?.stream);

    if (this.#encoding === 'utf-8' && !stream && !this.#streaming) {
      if (this.#fatal && !native.isUtf8(bytes)) throw new ERR_ENCODING_INVALID_ENCODED_DATA('utf-8', undefined);
      const mark = !this.#ignoreBOM && bytes.length >= 3 &&
        bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;
      return utf8.decode(bytes, mark ? 3 : 0, bytes.length);
    }

    if (!this.#streaming) this.#decoder = native.decoder(this.#encoding, this.#ignoreBOM);
    this.#streaming = stream;
    const text = native.decode(this.#decoder, bytes, !stream, this.#fatal);
    if (text === undefined) {
      this.#streaming = false;
      throw new ERR_ENCODING_INVALID_ENCODED_DATA(this.#encoding, undefined);
    }
    return text;
  }

  get encoding() {
    TextDecoder.#check(this);
    return this.#encoding;
  }

  get fatal() {
    TextDecoder.#check(this);
    return this.#fatal;
  }

  get ignoreBOM() {
    TextDecoder.#check(this);
    return this.#ignoreBOM;
  }

  [customInspect](depth, options) {
    TextDecoder.#check(this);
    if (typeof depth === 'number' && depth < 0) return this;
    const { inspect } = require('internal/util/inspect');
    const shown = { encoding: this.#encoding, fatal: this.#fatal, ignoreBOM: this.#ignoreBOM };
    const { constructor } = this;
    return `${typeof constructor === 'function' && constructor.name || 'TextDecoder'} ${inspect(shown, options)}`;
  }
}

const nothing = new Uint8Array(0);

function bytesOf(input, fast) {
  if (input === undefined) return nothing;
  if (isUint8Array(input)) return input;
  if (isArrayBufferView(input)) return new Uint8Array(input.buffer, input.byteOffset, input.byteLength);
  if (isAnyArrayBuffer(input)) return new Uint8Array(input);
  // Node words this in two ways, by which of its decoders would have been used.
  const error = new ERR_INVALID_ARG_TYPE('input', ['ArrayBuffer', 'ArrayBufferView'], input);
  error.message = fast ?
    'The "list" argument must be an instance of SharedArrayBuffer, ArrayBuffer or ArrayBufferView.' :
    'The "input" argument must be an instance of ArrayBuffer, SharedArrayBuffer, or ArrayBufferView.';
  throw error;
}

defineProperties(TextDecoder.prototype, {
  decode: kEnumerableProperty,
  encoding: kEnumerableProperty,
  fatal: kEnumerableProperty,
  ignoreBOM: kEnumerableProperty,
  [Symbol.toStringTag]: { __proto__: null, configurable: true, value: 'TextDecoder' },
});
Object.defineProperty(TextDecoder.prototype.decode, 'length', { __proto__: null, configurable: true, value: 0 });
Object.defineProperty(TextDecoder, 'length', { __proto__: null, configurable: true, value: 0 });

function encodeUtf8String(string) {
  return native.encodeUtf8(string);
}

module.exports = { TextDecoder, TextEncoder, encodeUtf8String, getEncodingFromLabel };
