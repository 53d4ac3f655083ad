'use strict';
// The Web Crypto objects. The work is in internal/crypto/subtle, loaded when a method is first called.

const { codes: { ERR_ILLEGAL_CONSTRUCTOR, ERR_INVALID_THIS, ERR_MISSING_ARGS } } = require('internal/errors');
const { kEnumerableProperty } = require('internal/util');

const kConstruct = Symbol('construct');

// Every method is asynchronous: what is wrong with its arguments rejects.
function call(self, method, needed, args) {
  if (self !== subtle) throw new ERR_INVALID_THIS('SubtleCrypto');
  if (args.length < needed) {
    const error = new ERR_MISSING_ARGS(method);
    error.message = `Failed to execute '${method}' on 'SubtleCrypto': ${needed} argument${needed > 1 ? 's' : ''} required, ` +
      `but only ${args.length} present.`;
    throw error;
  }
  return require('internal/crypto/subtle')[method](...args);
}

class SubtleCrypto {
  constructor(token) {
    if (token !== kConstruct) throw new ERR_ILLEGAL_CONSTRUCTOR();
  }

  async encrypt(algorithm, key, data) {
    return call(this, 'encrypt', 3, arguments);
  }

  async decrypt(algorithm, key, data) {
    return call(this, 'decrypt', 3, arguments);
  }

  async sign(algorithm, key, data) {
    return call(this, 'sign', 3, arguments);
  }

  async verify(algorithm, key, signature, data) {
    return call(this, 'verify', 4, arguments);
  }

  async digest(algorithm, data) {
    return call(this, 'digest', 2, arguments);
  }

  async generateKey(algorithm, extractable, keyUsages) {
    return call(this, 'generateKey', 3, arguments);
  }

  async deriveKey(algorithm, baseKey, derivedKeyType, extractable, keyUsages) {
    return call(this, 'deriveKey', 5, arguments);
  }

  async deriveBits(algorithm, baseKey, length = null) {
    return call(this, 'deriveBits', 2, arguments.length < 2 ? arguments : [algorithm, baseKey, length]);
  }

  async importKey(format, keyData, algorithm, extractable, keyUsages) {
    return call(this, 'importKey', 4, arguments);
  }

  async exportKey(format, key) {
    return call(this, 'exportKey', 2, arguments);
  }

  async wrapKey(format, key, wrappingKey, wrapAlgorithm) {
    return call(this, 'wrapKey', 4, arguments);
  }

  async unwrapKey(format, wrappedKey, unwrappingKey, unwrapAlgorithm, unwrappedKeyAlgorithm, extractable, keyUsages) {
    return call(this, 'unwrapKey', 7, arguments);
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

module.exports = {
  Crypto,
  SubtleCrypto,
  crypto,
  get CryptoKey() {
    return require('internal/crypto/crypto_key').CryptoKey;
  },
};
