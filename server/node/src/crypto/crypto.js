'use strict';

const { codes: { ERR_INVALID_ARG_TYPE, ERR_OUT_OF_RANGE } } = require('internal/errors');
const { isArrayBufferView } = require('internal/util/types');
const { isAnyArrayBuffer } = require('internal/buffer/brand');
const { asBytes, codedError, notImplemented } = require('internal/crypto/util');
const native = lode.native('crypto');

const { constants } = require('internal/crypto/constants');

function createHash(algorithm, options) {
  return new (require('internal/crypto/hash').Hash)(algorithm, options);
}

function createHmac(hmac, key, options) {
  return new (require('internal/crypto/hash').Hmac)(hmac, key, options);
}

function createCipheriv(cipher, key, iv, options) {
  return new (require('internal/crypto/cipher').Cipheriv)(cipher, key, iv, options);
}

function createDecipheriv(cipher, key, iv, options) {
  return new (require('internal/crypto/cipher').Decipheriv)(cipher, key, iv, options);
}

// Functions without a name in Node.
const timingSafeEqual = (() => (...buffers) => {
  for (let i = 0; i < 2; i++) {
    if (isAnyArrayBuffer(buffers[i]) || isArrayBufferView(buffers[i])) continue;
    throw codedError(TypeError, 'ERR_INVALID_ARG_TYPE',
                     `The "buf${i + 1}" argument must be an instance of ArrayBuffer, Buffer, TypedArray, or DataView.`);
  }
  const [a, b] = buffers;
  if (a.byteLength !== b.byteLength) {
    throw codedError(RangeError, 'ERR_CRYPTO_TIMING_SAFE_EQUAL_LENGTH', 'Input buffers must have the same byte length');
  }
  return native.timingSafeEqual(asBytes(a), asBytes(b));
})();

// Lists are fresh each time: callers may change them.
const getHashes = (() => () => require('internal/crypto/hash').hashNames.slice())();
const getCiphers = (() => () => native.cipherNames())();
// There are no curves until there is ECDH.
const getCurves = (() => () => [])();

function getFips() {
  return 0;
}

function setFips(val) {
  if (val) {
    const { codes: { ERR_CRYPTO_FIPS_UNAVAILABLE } } = require('internal/errors');
    throw new ERR_CRYPTO_FIPS_UNAVAILABLE();
  }
}

function setEngine(id, flags) {
  const { validateString } = require('internal/validators');
  validateString(id, 'id');
  if (flags !== undefined && (typeof flags !== 'number' || flags >>> 0 !== flags)) {
    throw typeof flags === 'number' ?
      new ERR_OUT_OF_RANGE('flags', 'an integer', flags) : new ERR_INVALID_ARG_TYPE('flags', 'number', flags);
  }
  const { codes: { ERR_CRYPTO_CUSTOM_ENGINE_NOT_SUPPORTED } } = require('internal/errors');
  throw new ERR_CRYPTO_CUSTOM_ENGINE_NOT_SUPPORTED();
}

function secureHeapUsed() {
  return { total: 0, used: 0, utilization: 0, min: 0 };
}

// A function that can be found and not yet used; `length` is Node's.
function missing(name, length, shown = name) {
  const stub = function() {
    throw notImplemented(name);
  };
  Object.defineProperty(stub, 'name', { __proto__: null, configurable: true, value: shown });
  Object.defineProperty(stub, 'length', { __proto__: null, configurable: true, value: length });
  return stub;
}

// A class that can be found and not yet used, with its static functions.
function missingClass(name, length, statics = []) {
  const stub = missing(name, length);
  for (const key of statics) stub[key] = missing(`${name}.${key}`, 1, key);
  return stub;
}

module.exports = {
  checkPrime: missing('checkPrime', 1),
  checkPrimeSync: missing('checkPrimeSync', 1),
  createCipheriv,
  createDecipheriv,
  createDiffieHellman: missing('createDiffieHellman', 4),
  createDiffieHellmanGroup: missing('createDiffieHellmanGroup', 1),
  createECDH: missing('createECDH', 1),
  createHash,
  createHmac,
  createPrivateKey: missing('createPrivateKey', 1),
  createPublicKey: missing('createPublicKey', 1),
  createSign: missing('createSign', 2),
  createVerify: missing('createVerify', 2),
  diffieHellman: missing('diffieHellman', 1),
  generatePrime: missing('generatePrime', 3),
  generatePrimeSync: missing('generatePrimeSync', 1),
  getCiphers,
  getCurves,
  getDiffieHellman: missing('getDiffieHellman', 1, 'createDiffieHellmanGroup'),
  getHashes,
  generateKeyPair: missing('generateKeyPair', 3),
  generateKeyPairSync: missing('generateKeyPairSync', 2),
  privateDecrypt: missing('privateDecrypt', 2, ''),
  privateEncrypt: missing('privateEncrypt', 2, ''),
  publicDecrypt: missing('publicDecrypt', 2, ''),
  publicEncrypt: missing('publicEncrypt', 2, ''),
  sign: missing('sign', 4, 'signOneShot'),
  setEngine,
  timingSafeEqual,
  getFips,
  setFips,
  verify: missing('verify', 5, 'verifyOneShot'),

  // Classes.
  Certificate: missingClass('Certificate', 0, ['verifySpkac', 'exportPublicKey', 'exportChallenge']),
  Cipher: undefined,
  Decipher: undefined,
  DiffieHellman: missingClass('DiffieHellman', 4),
  DiffieHellmanGroup: missingClass('DiffieHellmanGroup', 1),
  ECDH: missingClass('ECDH', 1, ['convertKey']),
  Sign: missingClass('Sign', 2),
  Verify: missingClass('Verify', 2),
  X509Certificate: missingClass('X509Certificate', 1),
  secureHeapUsed,
};

// Most programs want one or two of these, and hashes and ciphers bring the streams with them.
lode.defineLazy(module.exports, [
  ['internal/crypto/hash', true, 'hash'],
  ['internal/crypto/deprecated', true, 'Hash', 'Hmac'],
  ['internal/crypto/derive', true, 'hkdf', 'hkdfSync', 'pbkdf2', 'pbkdf2Sync', 'scrypt', 'scryptSync'],
  ['internal/crypto/random', true, 'randomBytes', 'randomFill', 'randomFillSync', 'randomInt', 'randomUUID'],
  ['internal/crypto/cipher', true, 'Cipheriv', 'Decipheriv', 'getCipherInfo'],
  ['internal/crypto/keys', true, 'KeyObject', 'createSecretKey', 'generateKey', 'generateKeySync'],
]);

function getRandomValues(array) {
  return require('internal/crypto/random').getRandomValues(array);
}

/** An old name of randomBytes. */
function oldNameOfRandomBytes(name) {
  let value;
  return {
    __proto__: null,
    configurable: true,
    enumerable: false,
    get() {
      if (value === undefined) {
        const { randomBytes } = require('internal/crypto/random');
        const { deprecate, isPendingDeprecation } = require('internal/util/deprecate');
        value = isPendingDeprecation() ? deprecate(randomBytes, `crypto.${name} is deprecated.`, 'DEP0115') : randomBytes;
      }
      return value;
    },
    set(given) {
      Object.defineProperty(this, name, {
        __proto__: null, configurable: true, enumerable: true, writable: true, value: given,
      });
    },
  };
}

Object.defineProperties(module.exports, {
  fips: {
    __proto__: null,
    get: getFips,
    set: setFips,
  },
  constants: { __proto__: null, configurable: false, enumerable: true, value: constants },
  webcrypto: {
    __proto__: null,
    configurable: false,
    enumerable: true,
    get() { return require('internal/crypto/webcrypto').crypto; },
    set: undefined,
  },
  subtle: {
    __proto__: null,
    configurable: false,
    enumerable: true,
    get() { return require('internal/crypto/webcrypto').crypto.subtle; },
    set: undefined,
  },
  getRandomValues: {
    __proto__: null,
    configurable: false,
    enumerable: true,
    get: () => getRandomValues,
    set: undefined,
  },
  prng: oldNameOfRandomBytes('prng'),
  pseudoRandomBytes: oldNameOfRandomBytes('pseudoRandomBytes'),
  rng: oldNameOfRandomBytes('rng'),
});
