'use strict';
// What the parts of `crypto` share: checks of byte arguments, and errors in Node's words.

const { codes: { ERR_INVALID_ARG_TYPE, ERR_INVALID_ARG_VALUE } } = require('internal/errors');
const { validateString } = require('internal/validators');
const { isArrayBufferView } = require('internal/util/types');
const { isAnyArrayBuffer } = require('internal/buffer/brand');
const { Buffer } = require('buffer');

const kHandle = Symbol('kHandle');

// An error whose code Node sets in native code: it is not part of the name.
function codedError(Class, code, message) {
  const error = new Class(message);
  error.code = code;
  return error;
}

function notImplemented(name) {
  return codedError(Error, 'ERR_NOT_IMPLEMENTED', `crypto.${name} is not implemented by Lode yet`);
}

// Bytes of text, or bytes as they are: an ArrayBuffer or a view.
function getArrayBufferOrView(buffer, name, encoding) {
  if (isAnyArrayBuffer(buffer)) return buffer;
  if (typeof buffer === 'string') return Buffer.from(buffer, encoding === 'buffer' ? 'utf8' : encoding);
  if (!isArrayBufferView(buffer)) {
    throw new ERR_INVALID_ARG_TYPE(name, ['string', 'ArrayBuffer', 'Buffer', 'TypedArray', 'DataView'], buffer);
  }
  return buffer;
}

// Native code takes plain bytes quickest.
function asBytes(source) {
  if (source instanceof Uint8Array) return source;
  if (isArrayBufferView(source)) return new Uint8Array(source.buffer, source.byteOffset, source.byteLength);
  return new Uint8Array(source);
}

// A result of native code as a Buffer.
function asBuffer(bytes) {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
}

function getStringOption(options, key) {
  const value = options?.[key];
  if (value != null) validateString(value, `options.${key}`);
  return value;
}

function getUIntOption(options, key) {
  const value = options?.[key];
  if (value == null) return undefined;
  if (value >>> 0 !== value) throw new ERR_INVALID_ARG_VALUE(`options.${key}`, value);
  return value;
}

function invalidDigest(name) {
  return codedError(TypeError, 'ERR_CRYPTO_INVALID_DIGEST', `Invalid digest: ${name}`);
}

// Native errors in OpenSSL's words get the properties that Node gives them.
function opensslError(error) {
  const { message } = error;
  const match = /^error:[0-9A-F]+:([^:]*):[^:]*:(.*)$/.exec(message);
  if (match === null) return error;
  const { code } = error;
  const shown = new Error(message);
  shown.library = match[1];
  shown.reason = match[2];
  shown.code = code;
  return shown;
}

module.exports = {
  asBuffer, asBytes, codedError, getArrayBufferOrView, getStringOption, getUIntOption, invalidDigest, kHandle,
  notImplemented, opensslError,
};
