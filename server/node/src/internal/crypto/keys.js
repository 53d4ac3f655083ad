'use strict';
// KeyObject: secret keys. The bytes are kept out of reach of everything but this module's callers.

const {
  codes: { ERR_INVALID_ARG_TYPE, ERR_INVALID_ARG_VALUE },
} = require('internal/errors');
const {
  validateFunction, validateInteger, validateObject, validateOneOf, validateString,
} = require('internal/validators');
const { isArrayBufferView } = require('internal/util/types');
const { isAnyArrayBuffer } = require('internal/buffer/brand');
const { Buffer } = require('buffer');
const { asBytes, getArrayBufferOrView } = require('internal/crypto/util');
const { kClone, kDeserialize, markClassTransferMode } = require('internal/worker/js_transferable');
const native = lode.native('crypto');

const kKeyType = Symbol('kKeyType');

// KeyObject handles: what `new KeyObject(type, handle)` takes.
class KeyHandle {
  #bytes;

  constructor(bytes) {
    this.#bytes = bytes;
  }

  static bytes(handle) {
    return #bytes in handle ? handle.#bytes : undefined;
  }
}
const bytesOf = KeyHandle.bytes;
delete KeyHandle.bytes;

let handleOf;

class KeyObject {
  #handle;

  constructor(type, handle) {
    if (type !== 'secret' && type !== 'public' && type !== 'private') throw new ERR_INVALID_ARG_VALUE('type', type);
    if (typeof handle !== 'object' || handle === null) throw new ERR_INVALID_ARG_TYPE('handle', 'object', handle);
    this[kKeyType] = type;
    this.#handle = handle;
  }

  static {
    handleOf = (key) => (#handle in key ? key.#handle : undefined);
  }

  [kClone]() {
    return { data: { bytes: bytesOf(this.#handle) }, deserializeInfo: 'internal/crypto/keys:ClonedSecretKey' };
  }

  [kDeserialize]({ bytes }) {
    this.#handle = new KeyHandle(bytes);
  }

  get type() {
    return this[kKeyType];
  }

  static from(key) {
    const { isCryptoKey, keyObjectOf } = require('internal/crypto/crypto_key');
    if (!isCryptoKey(key)) throw new ERR_INVALID_ARG_TYPE('key', 'CryptoKey', key);
    return keyObjectOf(key);
  }

  equals(otherKeyObject) {
    if (!isKeyObject(otherKeyObject)) {
      throw new ERR_INVALID_ARG_TYPE('otherKeyObject', 'KeyObject', otherKeyObject);
    }
    if (otherKeyObject.type !== this.type) return false;
    const ours = bytesOf(handleOf(this));
    const others = bytesOf(handleOf(otherKeyObject));
    return ours.length === others.length && native.timingSafeEqual(ours, others);
  }
}



Object.defineProperties(KeyObject.prototype, {
  [Symbol.toStringTag]: { __proto__: null, configurable: true, value: 'KeyObject' },
});

class SecretKeyObject extends KeyObject {
  get symmetricKeySize() {
    return secretBytes(this).length;
  }

  toCryptoKey(algorithm, extractable, keyUsages) {
    return require('internal/crypto/subtle').importKey('raw', secretBytes(this), algorithm, extractable, keyUsages);
  }

  export(options) {
    if (options !== undefined) {
      validateObject(options, 'options');
      validateOneOf(options.format, 'options.format', [undefined, 'buffer', 'jwk']);
      if (options.format === 'jwk') {
        return { kty: 'oct', k: Buffer.from(secretBytes(this)).toString('base64url') };
      }
    }
    return Buffer.from(secretBytes(this));
  }
}

// What a clone begins as.
function ClonedSecretKey() {
  return makeSecretKey(new Uint8Array(0));
}
ClonedSecretKey.prototype[kDeserialize] = () => {};
markClassTransferMode(KeyObject.prototype, true, false);

function isCryptoKey(value) {
  return require('internal/crypto/crypto_key').isCryptoKey(value);
}

function isKeyObject(value) {
  return typeof value === 'object' && value !== null && value instanceof KeyObject && handleOf(value) !== undefined;
}

function secretBytes(key) {
  return bytesOf(handleOf(key));
}

function makeSecretKey(bytes) {
  return new SecretKeyObject('secret', new KeyHandle(bytes));
}

function createSecretKey(key, encoding) {
  if (typeof key === 'string') key = Buffer.from(key, encoding === 'buffer' ? 'utf8' : encoding);
  else if (!isAnyArrayBuffer(key) && !isArrayBufferView(key)) {
    throw new ERR_INVALID_ARG_TYPE('key', ['ArrayBuffer', 'Buffer', 'TypedArray', 'DataView'], key);
  }
  // Whoever gave the bytes may change them.
  return makeSecretKey(new Uint8Array(asBytes(key)));
}

// The bytes of what stands for a secret key in a call.
function prepareSecretKey(key, encoding) {
  if (typeof key === 'object' && key !== null && !isArrayBufferView(key) && isCryptoKey(key)) {
    key = require('internal/crypto/crypto_key').keyObjectOf(key);
  }
  if (isKeyObject(key)) {
    if (key.type !== 'secret') {
      const { codes: { ERR_CRYPTO_INVALID_KEY_OBJECT_TYPE } } = require('internal/errors');
      throw new ERR_CRYPTO_INVALID_KEY_OBJECT_TYPE(key.type, 'secret');
    }
    return secretBytes(key);
  }
  if (typeof key !== 'string' && !isArrayBufferView(key) && !isAnyArrayBuffer(key)) {
    throw new ERR_INVALID_ARG_TYPE(
      'key', ['string', 'ArrayBuffer', 'Buffer', 'TypedArray', 'DataView', 'KeyObject', 'CryptoKey'], key);
  }
  return asBytes(getArrayBufferOrView(key, 'key', encoding));
}

function secretKeyBytes(type, options) {
  validateString(type, 'type');
  validateObject(options, 'options');
  const { length } = options;
  switch (type) {
    case 'hmac':
      validateInteger(length, 'options.length', 8, 2 ** 31 - 1);
      return Math.trunc(length / 8);
    case 'aes':
      validateOneOf(length, 'options.length', [128, 192, 256]);
      return length / 8;
    default:
      throw new ERR_INVALID_ARG_VALUE('type', type, 'must be a supported key type');
  }
}

function generateKeySync(type, options) {
  return makeSecretKey(native.randomBytes(secretKeyBytes(type, options)));
}

function generateKey(type, options, callback) {
  if (typeof options === 'function') {
    callback = options;
    options = undefined;
  }
  const size = secretKeyBytes(type, options);
  validateFunction(callback, 'callback');
  setImmediate(callback, undefined, makeSecretKey(native.randomBytes(size)));
}

module.exports = {
  ClonedSecretKey, KeyObject, createSecretKey, generateKey, generateKeySync, isCryptoKey, isKeyObject,
  prepareSecretKey, secretBytes,
};
