'use strict';
// pbkdf2, scrypt, hkdf. The asynchronous forms compute on other threads.

const {
  codes: { ERR_CRYPTO_SCRYPT_INVALID_PARAMETER, ERR_INVALID_ARG_TYPE, ERR_OUT_OF_RANGE },
} = require('internal/errors');
const {
  validateFunction, validateInt32, validateInteger, validateString, validateUint32,
} = require('internal/validators');
const { isArrayBufferView } = require('internal/util/types');
const { isAnyArrayBuffer } = require('internal/buffer/brand');
const { Buffer, kMaxLength } = require('buffer');
const { infoOf } = require('internal/crypto/hash');
const { asBuffer, asBytes, codedError, getArrayBufferOrView, invalidDigest } = require('internal/crypto/util');
const native = lode.native('crypto');

function checkPbkdf2(password, salt, iterations, keylen, digest) {
  validateString(digest, 'digest');
  password = asBytes(getArrayBufferOrView(password, 'password'));
  salt = asBytes(getArrayBufferOrView(salt, 'salt'));
  // The system's library counts in 32 bits.
  validateInt32(iterations, 'iterations', 1);
  validateInt32(keylen, 'keylen', 0);
  return { password, salt };
}

function checkDigest(name) {
  if (infoOf(name) === null) throw invalidDigest(name);
}

function pbkdf2(password, salt, iterations, keylen, digest, callback) {
  if (typeof digest === 'function') {
    callback = digest;
    digest = undefined;
  }
  ({ password, salt } = checkPbkdf2(password, salt, iterations, keylen, digest));
  validateFunction(callback, 'callback');
  checkDigest(digest);
  native.pbkdf2Async(password, salt, iterations, keylen, digest, (error, key) => {
    if (error) callback(error);
    else callback(null, asBuffer(key));
  });
}

function pbkdf2Sync(password, salt, iterations, keylen, digest) {
  ({ password, salt } = checkPbkdf2(password, salt, iterations, keylen, digest));
  checkDigest(digest);
  return asBuffer(native.pbkdf2(password, salt, iterations, keylen, digest));
}

const defaults = { __proto__: null, N: 16384, r: 8, p: 1, maxmem: 32 << 20 };

function scryptOption(options, short, long) {
  let value = options[short];
  if (value !== undefined) validateUint32(value, short);
  if (options[long] !== undefined) {
    if (value !== undefined) throw new ERR_CRYPTO_SCRYPT_INVALID_PARAMETER();
    value = options[long];
    validateUint32(value, long);
  }
  return value || defaults[short];
}

function checkScrypt(password, salt, keylen, options) {
  password = asBytes(getArrayBufferOrView(password, 'password'));
  salt = asBytes(getArrayBufferOrView(salt, 'salt'));
  validateInt32(keylen, 'keylen', 0);
  let { N, r, p, maxmem } = defaults;
  if (options && options !== defaults) {
    N = scryptOption(options, 'N', 'cost');
    r = scryptOption(options, 'r', 'blockSize');
    p = scryptOption(options, 'p', 'parallelization');
    if (options.maxmem !== undefined) {
      ({ maxmem } = options);
      validateInteger(maxmem, 'maxmem', 0);
      maxmem ||= defaults.maxmem;
    }
  }
  if (N < 2 || (N & (N - 1)) !== 0 || p > (2 ** 30 - 1) / r || (16 * r <= 63 && N >= 2 ** (16 * r))) {
    throw invalidScrypt('');
  }
  // The blocks, and the table that makes it costly.
  if (p * 128 * r + 32 * r * (N + 2) * 4 > maxmem) {
    throw invalidScrypt(': error:030000AC:digital envelope routines::memory limit exceeded');
  }
  return { password, salt, N, r, p };
}

function invalidScrypt(why) {
  return codedError(RangeError, 'ERR_CRYPTO_INVALID_SCRYPT_PARAMS', `Invalid scrypt params${why}`);
}

function scrypt(password, salt, keylen, options, callback = defaults) {
  if (callback === defaults) {
    callback = options;
    options = defaults;
  }
  const { N, r, p, ...bytes } = checkScrypt(password, salt, keylen, options);
  validateFunction(callback, 'callback');
  native.scryptAsync(bytes.password, bytes.salt, keylen, N, r, p, (error, key) => {
    if (error) callback(error);
    else callback(null, asBuffer(key));
  });
}

function scryptSync(password, salt, keylen, options = defaults) {
  const { N, r, p, ...bytes } = checkScrypt(password, salt, keylen, options);
  return asBuffer(native.scrypt(bytes.password, bytes.salt, keylen, N, r, p));
}

function byteSource(value, name) {
  if (typeof value === 'string') return Buffer.from(value);
  if (!isAnyArrayBuffer(value) && !isArrayBufferView(value)) {
    throw new ERR_INVALID_ARG_TYPE(name, ['string', 'ArrayBuffer', 'TypedArray', 'DataView', 'Buffer'], value);
  }
  return asBytes(value);
}

function keySource(key) {
  const { isKeyObject, secretBytes } = require('internal/crypto/keys');
  if (isKeyObject(key)) return secretBytes(key);
  if (typeof key === 'string') return Buffer.from(key);
  if (!isAnyArrayBuffer(key) && !isArrayBufferView(key)) {
    throw new ERR_INVALID_ARG_TYPE(
      'ikm', ['string', 'SecretKeyObject', 'ArrayBuffer', 'TypedArray', 'DataView', 'Buffer'], key);
  }
  return asBytes(key);
}

function checkHkdf(digest, key, salt, info, length) {
  validateString(digest, 'digest');
  key = keySource(key);
  salt = byteSource(salt, 'salt');
  info = byteSource(info, 'info');
  validateInteger(length, 'length', 0, kMaxLength);
  if (info.byteLength > 1024) {
    throw new ERR_OUT_OF_RANGE('info', 'must not contain more than 1024 bytes', info.byteLength);
  }
  return { key, salt, info };
}

function checkHkdfLength(digest, length) {
  checkDigest(digest);
  // The construction counts its blocks in one byte.
  if (length > 255 * infoOf(digest)[0]) throw codedError(RangeError, 'ERR_CRYPTO_INVALID_KEYLEN', 'Invalid key length');
}

function arrayBufferOf(bytes) {
  return bytes.byteOffset === 0 && bytes.byteLength === bytes.buffer.byteLength ?
    bytes.buffer : bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength);
}

function hkdf(digest, key, salt, info, length, callback) {
  ({ key, salt, info } = checkHkdf(digest, key, salt, info, length));
  validateFunction(callback, 'callback');
  checkHkdfLength(digest, length);
  native.hkdfAsync(digest, key, salt, info, length, (error, derived) => {
    if (error) callback(error);
    else callback(null, arrayBufferOf(derived));
  });
}

function hkdfSync(digest, key, salt, info, length) {
  ({ key, salt, info } = checkHkdf(digest, key, salt, info, length));
  checkHkdfLength(digest, length);
  return arrayBufferOf(native.hkdf(digest, key, salt, info, length));
}

module.exports = { hkdf, hkdfSync, pbkdf2, pbkdf2Sync, scrypt, scryptSync };
