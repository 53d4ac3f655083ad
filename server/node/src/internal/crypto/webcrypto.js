'use strict';
// The Web Crypto objects. Of `subtle`, digest is there.

const { codes: { ERR_ILLEGAL_CONSTRUCTOR, ERR_INVALID_ARG_TYPE, ERR_INVALID_THIS } } = require('internal/errors');
const { isArrayBufferView } = require('internal/util/types');
const { isAnyArrayBuffer } = require('internal/buffer/brand');
const { kEnumerableProperty, lazyDOMException } = require('internal/util');
const { asBytes, notImplemented } = require('internal/crypto/util');
const native = lode.native('crypto');

const kConstruct = Symbol('construct');

class CryptoKey {
  constructor() {
    throw new ERR_ILLEGAL_CONSTRUCTOR();
  }

  get type() {
    throw new ERR_INVALID_THIS('CryptoKey');
  }

  get extractable() {
    throw new ERR_INVALID_THIS('CryptoKey');
  }

  get algorithm() {
    throw new ERR_INVALID_THIS('CryptoKey');
  }

  get usages() {
    throw new ERR_INVALID_THIS('CryptoKey');
  }
}

Object.defineProperties(CryptoKey.prototype, {
  type: kEnumerableProperty,
  extractable: kEnumerableProperty,
  algorithm: kEnumerableProperty,
  usages: kEnumerableProperty,
  [Symbol.toStringTag]: { __proto__: null, configurable: true, value: 'CryptoKey' },
});

// No CryptoKey can be made yet.
function isCryptoKey() {
  return false;
}

const digests = { __proto__: null, 'SHA-1': 20, 'SHA-256': 32, 'SHA-384': 48, 'SHA-512': 64 };

class SubtleCrypto {
  constructor(token) {
    if (token !== kConstruct) throw new ERR_ILLEGAL_CONSTRUCTOR();
  }

  async encrypt(algorithm, key, data) {
    throw notImplemented('subtle.encrypt');
  }

  async decrypt(algorithm, key, data) {
    throw notImplemented('subtle.decrypt');
  }

  async sign(algorithm, key, data) {
    throw notImplemented('subtle.sign');
  }

  async verify(algorithm, key, signature, data) {
    throw notImplemented('subtle.verify');
  }

  async digest(algorithm, data) {
    if (this !== subtle) throw new ERR_INVALID_THIS('SubtleCrypto');
    if (!isAnyArrayBuffer(data) && !isArrayBufferView(data)) {
      throw new ERR_INVALID_ARG_TYPE('data', ['ArrayBuffer', 'Buffer', 'TypedArray', 'DataView'], data);
    }
    const asked = typeof algorithm === 'object' && algorithm !== null ? algorithm.name : algorithm;
    const name = `${asked}`.toUpperCase();
    const size = digests[name];
    if (size === undefined) throw lazyDOMException('Unrecognized algorithm name', 'NotSupportedError');
    const bytes = native.hashOnce(name, asBytes(data), size, false);
    return bytes.buffer.byteLength === size ? bytes.buffer : bytes.slice().buffer;
  }

  async generateKey(algorithm, extractable, keyUsages) {
    throw notImplemented('subtle.generateKey');
  }

  async deriveKey(algorithm, baseKey, derivedKeyType, extractable, keyUsages) {
    throw notImplemented('subtle.deriveKey');
  }

  async deriveBits(algorithm, baseKey, length = null) {
    throw notImplemented('subtle.deriveBits');
  }

  async importKey(format, keyData, algorithm, extractable, keyUsages) {
    throw notImplemented('subtle.importKey');
  }

  async exportKey(format, key) {
    throw notImplemented('subtle.exportKey');
  }

  async wrapKey(format, key, wrappingKey, wrapAlgorithm) {
    throw notImplemented('subtle.wrapKey');
  }

  async unwrapKey(format, wrappedKey, unwrappingKey, unwrapAlgorithm, unwrappedKeyAlgorithm, extractable, keyUsages) {
    throw notImplemented('subtle.unwrapKey');
  }
}

for (const name of Object.getOwnPropertyNames(SubtleCrypto.prototype)) {
  if (name !== 'constructor') Object.defineProperty(SubtleCrypto.prototype, name, kEnumerableProperty);
}
Object.defineProperties(SubtleCrypto.prototype, {
  [Symbol.toStringTag]: { __proto__: null, configurable: true, value: 'SubtleCrypto' },
});
Object.defineProperty(SubtleCrypto, 'length', { __proto__: null, configurable: true, value: 0 });

const subtle = new SubtleCrypto(kConstruct);

class Crypto {
  constructor(token) {
    if (token !== kConstruct) throw new ERR_ILLEGAL_CONSTRUCTOR();
  }

  get subtle() {
    if (this !== crypto) throw new ERR_INVALID_THIS('Crypto');
    return subtle;
  }

  getRandomValues(array) {
    if (this !== crypto) throw new ERR_INVALID_THIS('Crypto');
    return require('internal/crypto/random').getRandomValues(array);
  }

  randomUUID(options) {
    if (this !== crypto) throw new ERR_INVALID_THIS('Crypto');
    return require('internal/crypto/random').randomUUID(options);
  }
}

Object.defineProperties(Crypto.prototype, {
  subtle: kEnumerableProperty,
  getRandomValues: kEnumerableProperty,
  randomUUID: kEnumerableProperty,
  [Symbol.toStringTag]: { __proto__: null, configurable: true, value: 'Crypto' },
});
Object.defineProperty(Crypto, 'length', { __proto__: null, configurable: true, value: 0 });

const crypto = new Crypto(kConstruct);

module.exports = { Crypto, CryptoKey, SubtleCrypto, crypto, isCryptoKey };
