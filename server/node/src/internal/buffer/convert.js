'use strict';
// transcode, isUtf8, isAscii, atob, btoa.

const {
  codes: { ERR_INVALID_ARG_TYPE, ERR_INVALID_STATE, ERR_MISSING_ARGS },
  genericNodeError,
} = require('internal/errors');
const { isTypedArray } = require('internal/util/types');
const { isAnyArrayBuffer, isUint8Array } = require('internal/buffer/brand');
const { codecOf, latin1Codec } = require('internal/buffer/codecs');
const native = lode.native('buffer');

const transcodable = new Set(['utf8', 'utf16le', 'latin1', 'ascii']);

function transcode(source, fromEncoding, toEncoding) {
  const { Buffer } = require('buffer');
  if (!isUint8Array(source)) throw new ERR_INVALID_ARG_TYPE('source', ['Buffer', 'Uint8Array'], source);
  if (source.length === 0) return Buffer.alloc(0);

  const from = transcodingCodec(fromEncoding);
  const to = transcodingCodec(toEncoding);
  if (from === undefined || to === undefined) {
    throw genericNodeError('Unable to transcode Buffer [U_ILLEGAL_ARGUMENT_ERROR]', {
      code: 'U_ILLEGAL_ARGUMENT_ERROR', errno: 1,
    });
  }
  const text = from.name === 'ascii' ?
    from.slice(source, 0, source.length) : from.slice(source, 0, source.length - (from.name === 'utf16le' ? source.length % 2 : 0));
  if (to.name === 'latin1' || to.name === 'ascii') {
    // One question mark for each character that the target does not have.
    const limit = to.name === 'ascii' ? 0x7f : 0xff;
    const out = [];
    for (const character of text) {
      const point = character.codePointAt(0);
      out.push(point <= limit ? point : 0x3f);
    }
    return Buffer.from(out);
  }
  return Buffer.from(text, to.name);
}

function transcodingCodec(encoding) {
  const codec = codecOf(encoding);
  return codec !== undefined && transcodable.has(codec.name) ? codec : undefined;
}

function checkAttached(input) {
  if ((input.buffer ?? input).detached) {
    throw new ERR_INVALID_STATE('Cannot validate on a detached buffer');
  }
}

function isUtf8(input) {
  if (isTypedArray(input) || isAnyArrayBuffer(input)) {
    checkAttached(input);
    return native.isUtf8(input);
  }
  throw new ERR_INVALID_ARG_TYPE('input', ['ArrayBuffer', 'Buffer', 'TypedArray'], input);
}

function isAscii(input) {
  if (isTypedArray(input) || isAnyArrayBuffer(input)) {
    checkAttached(input);
    return native.isAscii(input);
  }
  throw new ERR_INVALID_ARG_TYPE('input', ['ArrayBuffer', 'Buffer', 'TypedArray'], input);
}

function btoa(input) {
  if (arguments.length === 0) throw new ERR_MISSING_ARGS('input');
  const string = `${input}`;
  const bytes = new Uint8Array(string.length);
  for (let i = 0; i < string.length; i++) {
    const unit = string.charCodeAt(i);
    if (unit > 0xff) throw invalidCharacter('Invalid character');
    bytes[i] = unit;
  }
  return bytes.toBase64();
}

function atob(input) {
  if (arguments.length === 0) throw new ERR_MISSING_ARGS('input');
  const string = `${input}`;
  let bytes;
  try {
    // "Forgiving base64" forgives white space and absent padding: just what the engine's loose form does.
    bytes = Uint8Array.fromBase64(string);
  } catch {
    const digits = string.replace(/[\t\n\f\r ]/g, '');
    const onlyDigits = /^[A-Za-z0-9+/]*$/.test(digits);
    throw invalidCharacter(
      onlyDigits && digits.length % 4 === 1 ? 'The string to be decoded is not correctly encoded.' : 'Invalid character');
  }
  return latin1Codec.slice(bytes, 0, bytes.length);
}

function invalidCharacter(message) {
  return new (require('internal/util').lazyDOMExceptionClass())(message, 'InvalidCharacterError');
}

module.exports = { atob, btoa, isAscii, isUtf8, transcode };
