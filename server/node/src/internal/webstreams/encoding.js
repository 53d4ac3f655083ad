'use strict';

// TextEncoderStream and TextDecoderStream.

const { codes: { ERR_INVALID_THIS } } = require('internal/errors');
const { customInspectSymbol: kInspect, kEmptyObject, kEnumerableProperty } = require('internal/util');
const { validateObject } = require('internal/validators');
const { customInspect, privateMemberError } = require('internal/webstreams/util');
const { TransformStream } = require('internal/webstreams/transformstream');

const isHighSurrogate = (unit) => unit >= 0xD800 && unit <= 0xDBFF;

class TextEncoderStream {
  #handle;
  #transform;
  // The first half of a character whose second half comes with the next chunk.
  #pending = '';

  constructor() {
    this.#handle = new TextEncoder();
    this.#transform = new TransformStream({
      transform: (chunk, controller) => {
        let text = this.#pending + String(chunk);
        this.#pending = '';
        if (isHighSurrogate(text.charCodeAt(text.length - 1))) {
          this.#pending = text.slice(-1);
          text = text.slice(0, -1);
        }
        if (text !== '') controller.enqueue(this.#handle.encode(text));
      },
      flush: (controller) => {
        // Alone, it becomes the replacement character.
        if (this.#pending !== '') controller.enqueue(new Uint8Array([0xEF, 0xBF, 0xBD]));
      },
    });
  }

  get encoding() {
    if (!(#handle in this)) throw privateMemberError('handle');
    return this.#handle.encoding;
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
    if (this == null || !(#handle in this)) throw new ERR_INVALID_THIS('TextEncoderStream');
    return customInspect.call(this, depth, options, this.constructor.name, {
      encoding: this.#handle.encoding,
      readable: this.#transform.readable,
      writable: this.#transform.writable,
    });
  }
}

class TextDecoderStream {
  #handle;
  #transform;

  constructor(encoding = 'utf-8', options = kEmptyObject) {
    validateObject(options, 'options');
    this.#handle = new TextDecoder(encoding, options);
    this.#transform = new TransformStream({
      transform: (chunk, controller) => {
        const text = this.#handle.decode(chunk, { stream: true });
        if (text) controller.enqueue(text);
      },
      flush: (controller) => {
        const text = this.#handle.decode();
        if (text) controller.enqueue(text);
      },
    });
  }

  get encoding() {
    if (!(#handle in this)) throw privateMemberError('handle');
    return this.#handle.encoding;
  }

  get fatal() {
    if (!(#handle in this)) throw privateMemberError('handle');
    return this.#handle.fatal;
  }

  get ignoreBOM() {
    if (!(#handle in this)) throw privateMemberError('handle');
    return this.#handle.ignoreBOM;
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
    if (this == null || !(#handle in this)) throw new ERR_INVALID_THIS('TextDecoderStream');
    return customInspect.call(this, depth, options, this.constructor.name, {
      encoding: this.#handle.encoding,
      fatal: this.#handle.fatal,
      ignoreBOM: this.#handle.ignoreBOM,
      readable: this.#transform.readable,
      writable: this.#transform.writable,
    });
  }
}

Object.defineProperties(TextEncoderStream.prototype, {
  encoding: kEnumerableProperty, readable: kEnumerableProperty, writable: kEnumerableProperty,
});
Object.defineProperties(TextDecoderStream.prototype, {
  encoding: kEnumerableProperty, fatal: kEnumerableProperty, ignoreBOM: kEnumerableProperty, readable: kEnumerableProperty,
  writable: kEnumerableProperty,
});

module.exports = { TextEncoderStream, TextDecoderStream };
