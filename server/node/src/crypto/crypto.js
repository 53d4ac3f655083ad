'use strict';

const { codes: { ERR_INVALID_ARG_TYPE, ERR_OUT_OF_RANGE } } = require('internal/errors');
const { deprecate } = require('internal/util');
const { isArrayBufferView } = require('internal/util/types');
const { isAnyArrayBuffer } = require('internal/buffer/brand');
const { asBytes, codedError, notImplemented } = require('internal/crypto/util');
const native = lode.native('crypto');

const { Hash, Hmac, hash, hashNames } = require('internal/crypto/hash');
const { hkdf, hkdfSync, pbkdf2, pbkdf2Sync, scrypt, scryptSync } = require('internal/crypto/derive');
const { randomBytes, randomFill, randomFillSync, randomInt, randomUUID } = require('internal/crypto/random');
const { Cipheriv, Decipheriv, getCipherInfo } = require('internal/crypto/cipher');
const { KeyObject, createSecretKey, generateKey, generateKeySync } = require('internal/crypto/keys');
const { constants } = require('internal/crypto/constants');

function createHash(algorithm, options) {
  return new Hash(algorithm, options);
}

function createHmac(hmac, key, options) {
  return new Hmac(hmac, key, options);
}

function createCipheriv(cipher, key, iv, options) {
  return new Cipheriv(cipher, key, iv, options);
}

function createDecipheriv(cipher, key, iv, options) {
  return new Decipheriv(cipher, key, iv, options);
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
const getHashes = (() => () => hashNames.slice())();
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
  createSecretKey,
  createSign: missing('createSign', 2),
  createVerify: missing('createVerify', 2),
  diffieHellman: missing('diffieHellman', 1),
  generatePrime: missing('generatePrime', 3),
  generatePrimeSync: missing('generatePrimeSync', 1),
  getCiphers,
  getCipherInfo,
  getCurves,
  getDiffieHellman: missing('getDiffieHellman', 1, 'createDiffieHellmanGroup'),
  getHashes,
  hkdf,
  hkdfSync,
  pbkdf2,
  pbkdf2Sync,
  generateKeyPair: missing('generateKeyPair', 3),
  generateKeyPairSync: missing('generateKeyPairSync', 2),
  generateKey,
  generateKeySync,
  privateDecrypt: missing('privateDecrypt', 2, ''),
  privateEncrypt: missing('privateEncrypt', 2, ''),
  publicDecrypt: missing('publicDecrypt', 2, ''),
  publicEncrypt: missing('publicEncrypt', 2, ''),
  randomBytes,
  randomFill,
  randomFillSync,
  randomInt,
  randomUUID,
  scrypt,
  scryptSync,
  sign: missing('sign', 4, 'signOneShot'),
  setEngine,
  timingSafeEqual,
  getFips,
  setFips,
  verify: missing('verify', 5, 'verifyOneShot'),
  hash,

  // Classes.
  Certificate: missingClass('Certificate', 0, ['verifySpkac', 'exportPublicKey', 'exportChallenge']),
  Cipher: undefined,
  Cipheriv,
  Decipher: undefined,
  Decipheriv,
  DiffieHellman: missingClass('DiffieHellman', 4),
  DiffieHellmanGroup: missingClass('DiffieHellmanGroup', 1),
  ECDH: missingClass('ECDH', 1, ['convertKey']),
  Hash: deprecate(Hash, 'crypto.Hash constructor is deprecated.', 'DEP0179'),
  Hmac: deprecate(Hmac, 'crypto.Hmac constructor is deprecated.', 'DEP0181'),
  KeyObject,
  Sign: missingClass('Sign', 2),
  Verify: missingClass('Verify', 2),
  X509Certificate: missingClass('X509Certificate', 1),
  secureHeapUsed,
};

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
