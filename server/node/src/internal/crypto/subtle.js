'use strict';
// What SubtleCrypto's methods do, for HMAC, AES, PBKDF2 and HKDF. Arguments are converted and checked here, in the order and
// with the words of Node.

const { codes: { ERR_INVALID_ARG_VALUE } } = require('internal/errors');
const { lazyDOMException } = require('internal/util');
const { Buffer } = require('buffer');
const { isBufferSource, normalizeAlgorithm } = require('internal/crypto/algorithms');
const { CryptoKey, isCryptoKey, keyObjectOf, makeCryptoKey } = require('internal/crypto/crypto_key');
const { createSecretKey, secretBytes } = require('internal/crypto/keys');
const { asBytes, codedError } = require('internal/crypto/util');
const native = lode.native('crypto');

const hashes = { __proto__: null, 'SHA-1': [20, 512], 'SHA-256': [32, 512], 'SHA-384': [48, 1024], 'SHA-512': [64, 1024] };
const allUsages = [
  'encrypt', 'decrypt', 'sign', 'verify', 'deriveKey', 'deriveBits', 'wrapKey', 'unwrapKey',
];
const aesUsages = ['encrypt', 'decrypt', 'wrapKey', 'unwrapKey'];
const usagesOf = {
  __proto__: null,
  'HMAC': ['sign', 'verify'],
  'AES-CBC': aesUsages,
  'AES-CTR': aesUsages,
  'AES-GCM': aesUsages,
  'AES-KW': ['wrapKey', 'unwrapKey'],
  'PBKDF2': ['deriveKey', 'deriveBits'],
  'HKDF': ['deriveKey', 'deriveBits'],
};

function operationError(message = 'The operation failed for an operation-specific reason') {
  return lazyDOMException(message, 'OperationError');
}

function toArrayBuffer(bytes) {
  return bytes.byteLength === bytes.buffer.byteLength ? bytes.buffer : bytes.slice().buffer;
}

const ordinals = ['', '1st', '2nd', '3rd', '4th'];

function invalidArgument(method, position, problem) {
  return codedError(TypeError, 'ERR_INVALID_ARG_TYPE',
    `Failed to execute '${method}' on 'SubtleCrypto': ${ordinals[position]} argument is not ${problem}.`);
}

// A copy: what was given may change before it is used.
function copyBytes(source, method, position) {
  if (!isBufferSource(source)) {
    throw invalidArgument(method, position, 'instance of ArrayBuffer, Buffer, TypedArray, or DataView');
  }
  return new Uint8Array(asBytes(source));
}

function checkKey(key, method, position) {
  if (!isCryptoKey(key)) throw invalidArgument(method, position, 'of type CryptoKey');
}

// The key must be for that use and that algorithm.
function checkUse(key, algorithm, usage) {
  const hasUsage = key.usages.includes(usage);
  const isMismatch = key.algorithm.name !== algorithm.name;
  if (hasUsage && !isMismatch) return;
  let message;
  switch (usage) {
    case 'sign':
    case 'verify':
      message = hasUsage ? 'Key algorithm mismatch' : `Unable to use this key to ${usage}`;
      break;
    case 'deriveBits':
    case 'deriveKey':
      message = hasUsage ? 'Key algorithm mismatch' : `baseKey does not have ${usage} usage`;
      break;
    default:
      message = 'The requested operation is not valid for the provided key';
  }
  throw lazyDOMException(message, 'InvalidAccessError');
}

function checkUsages(usages) {
  const list = [];
  for (const usage of usages) {
    const text = `${usage}`;
    if (!allUsages.includes(text)) {
      throw new ERR_INVALID_ARG_VALUE('keyUsages', text, 'is not a valid enum value of type KeyUsage');
    }
    list.push(text);
  }
  return list;
}

function describe(name) {
  if (name === 'HMAC') return 'an HMAC key';
  return name.startsWith('AES') ? 'an AES key' : `a ${name} key`;
}

// In the order in which they were asked for.
function usagesFor(algorithm, usages) {
  const allowed = usagesOf[algorithm.name];
  for (const usage of usages) {
    if (!allowed.includes(usage)) {
      throw lazyDOMException(`Unsupported key usage for ${describe(algorithm.name)}`, 'SyntaxError');
    }
  }
  return usages;
}

function digest(algorithm, data) {
  const { name } = normalizeAlgorithm(algorithm, 'digest');
  const bytes = copyBytes(data, 'digest', 2);
  return toArrayBuffer(native.hashOnce(name, bytes, hashes[name][0], false));
}

function checkAesLength(length) {
  if (length !== 128 && length !== 192 && length !== 256) {
    throw operationError('AES key length must be 128, 192, or 256 bits');
  }
}

function generateKey(algorithm, extractable, keyUsages) {
  algorithm = normalizeAlgorithm(algorithm, 'generateKey');
  const usages = usagesFor(algorithm, checkUsages(keyUsages));
  let result;
  if (algorithm.name === 'HMAC') {
    const length = algorithm.length ?? hashes[algorithm.hash.name][1];
    if (length === 0) throw operationError('Zero-length key is not supported');
    result = { name: 'HMAC', length, hash: algorithm.hash };
  } else {
    checkAesLength(algorithm.length);
    result = { name: algorithm.name, length: algorithm.length };
  }
  if (usages.length === 0) throw lazyDOMException('Usages cannot be empty when creating a key.', 'SyntaxError');
  const key = createSecretKey(native.randomBytes(Math.ceil(result.length / 8)));
  return makeCryptoKey(key, result, usages, Boolean(extractable));
}

function hmac(key, data) {
  const hash = key.algorithm.hash.name;
  const running = native.hmacStart(hash, secretBytes(keyObjectOf(key)));
  native.hashUpdate(running, data);
  return native.hashFinish(running, hashes[hash][0], false);
}

function sign(algorithm, key, data) {
  algorithm = normalizeAlgorithm(algorithm, 'sign');
  checkKey(key, 'sign', 2);
  const bytes = copyBytes(data, 'sign', 3);
  checkUse(key, algorithm, 'sign');
  return toArrayBuffer(hmac(key, bytes));
}

function verify(algorithm, key, signature, data) {
  algorithm = normalizeAlgorithm(algorithm, 'verify');
  checkKey(key, 'verify', 2);
  const given = copyBytes(signature, 'verify', 3);
  const bytes = copyBytes(data, 'verify', 4);
  checkUse(key, algorithm, 'verify');
  const expected = hmac(key, bytes);
  return given.length === expected.length && native.timingSafeEqual(given, expected);
}

function cipher(algorithm, key, data, encrypting) {
  const bytes = secretBytes(keyObjectOf(key));
  const size = bytes.length * 8;
  switch (algorithm.name) {
    case 'AES-CBC': {
      const iv = asBytes(algorithm.iv);
      if (iv.length !== 16) throw operationError('algorithm.iv must contain exactly 16 bytes');
      return run(native.cipherStart(`aes-${size}-cbc`, bytes, iv, encrypting, undefined), data);
    }
    case 'AES-CTR':
      return counterMode(algorithm, `aes-${size}-ctr`, bytes, data, encrypting);
    default:
      return gcm(algorithm, `aes-${size}-gcm`, bytes, data, encrypting);
  }
}

function run(running, data) {
  return Buffer.concat([native.cipherUpdate(running, data), native.cipherFinal(running)]);
}

function gcm(algorithm, name, key, data, encrypting) {
  const { tagLength = 128 } = algorithm;
  if (![32, 64, 96, 104, 112, 120, 128].includes(tagLength)) {
    throw operationError(`${tagLength} is not a valid AES-GCM tag length`);
  }
  const tagBytes = tagLength / 8;
  const running = native.cipherStart(name, key, asBytes(algorithm.iv), encrypting, tagBytes);
  if (algorithm.additionalData !== undefined) native.cipherSetAad(running, asBytes(algorithm.additionalData), undefined);
  if (encrypting) return Buffer.concat([run(running, data), native.cipherGetAuthTag(running)]);
  if (data.length < tagBytes) throw operationError('The provided data is too small.');
  native.cipherSetAuthTag(running, data.subarray(data.length - tagBytes));
  return run(running, data.subarray(0, data.length - tagBytes));
}

// The counter is the last `length` bits of the block, and wraps within them: the cipher itself counts in all 128.
function counterMode(algorithm, name, key, data, encrypting) {
  const counter = Uint8Array.from(asBytes(algorithm.counter));
  if (counter.length !== 16) throw operationError('algorithm.counter must contain exactly 16 bytes');
  const { length } = algorithm;
  if (length < 1 || length > 128) throw operationError('AES-CTR algorithm.length must be between 1 and 128');

  const bits = BigInt(length);
  const space = 1n << bits;
  const start = BigInt(`0x${Buffer.from(counter).toString('hex')}`) & (space - 1n);
  const blocks = BigInt(Math.ceil(data.length / 16));
  if (blocks > space) throw operationError('AES-CTR algorithm.length is too small for the data');
  const beforeWrap = space - start;
  if (blocks <= beforeWrap) return run(native.cipherStart(name, key, counter, encrypting, undefined), data);

  const cut = Number(beforeWrap) * 16;
  const first = run(native.cipherStart(name, key, counter, encrypting, undefined), data.subarray(0, cut));
  // The counting bits are now zero; those before them are the nonce.
  for (let bit = 0; bit < length; bit++) counter[15 - (bit >>> 3)] &= ~(1 << (bit & 7));
  const second = run(native.cipherStart(name, key, counter, encrypting, undefined), data.subarray(cut));
  return Buffer.concat([first, second]);
}

// A cipher that fails tells no reason.
function failing(work) {
  try {
    return toArrayBuffer(new Uint8Array(work()));
  } catch (error) {
    if (error?.name === 'OperationError') throw error;
    throw operationError();
  }
}

function crypt(algorithm, key, data, usage) {
  algorithm = normalizeAlgorithm(algorithm, usage);
  checkKey(key, usage, 2);
  const bytes = copyBytes(data, usage, 3);
  checkUse(key, algorithm, usage);
  return failing(() => cipher(algorithm, key, bytes, usage === 'encrypt'));
}

const formats = ['raw', 'pkcs8', 'spki', 'jwk'];

function checkFormat(format, method) {
  const text = `${format}`;
  if (!formats.includes(text)) {
    const error = new ERR_INVALID_ARG_VALUE('format', text);
    error.message = `Failed to execute '${method}' on 'SubtleCrypto': 1st argument value '${text}' is not a valid enum ` +
      'value of type KeyFormat.';
    throw error;
  }
  return text;
}

function jwkName(algorithm, size) {
  if (algorithm.name === 'HMAC') return `HS${algorithm.hash.name.slice(4)}`;
  return `A${size}${algorithm.name.slice(4)}`;
}

function dataError(message) {
  return lazyDOMException(message, 'DataError');
}

function bytesFromJwk(jwk, algorithm, usages, extractable) {
  if (typeof jwk !== 'object' || jwk === null || !jwk.kty) throw dataError('Invalid keyData');
  if (jwk.kty !== 'oct') throw dataError('Invalid JWK "kty" Parameter');
  if (usages.length > 0 && jwk.use !== undefined && jwk.use !== (algorithm.name === 'HMAC' ? 'sig' : 'enc')) {
    throw dataError('Invalid JWK "use" Parameter');
  }
  if (jwk.key_ops !== undefined && !usages.every((usage) => jwk.key_ops.includes(usage))) {
    throw dataError('Key operations and usage mismatch');
  }
  if (jwk.ext !== undefined && jwk.ext === false && extractable) {
    throw dataError('JWK "ext" Parameter and extractable mismatch');
  }
  if (typeof jwk.k !== 'string') throw dataError('Invalid keyData');
  const bytes = Buffer.from(jwk.k, 'base64url');
  if (jwk.alg !== undefined && jwk.alg !== jwkName(algorithm, bytes.length * 8)) {
    throw dataError('JWK "alg" does not match the requested algorithm');
  }
  return bytes;
}

function importKey(format, keyData, algorithm, extractable, keyUsages) {
  format = checkFormat(format, 'importKey');
  algorithm = normalizeAlgorithm(algorithm, 'importKey');
  const asked = checkUsages(keyUsages);
  extractable = Boolean(extractable);
  const { name } = algorithm;
  const derives = name === 'PBKDF2' || name === 'HKDF';
  const usages = usagesFor(algorithm, asked);
  if (derives && extractable) throw lazyDOMException(`${name} keys are not extractable`, 'SyntaxError');

  let bytes;
  if (format === 'raw') bytes = copyBytes(keyData, 'importKey', 2);
  else if (format === 'jwk' && !derives) bytes = bytesFromJwk(keyData, algorithm, usages, extractable);
  else throw lazyDOMException(`Unable to import ${name} using ${format} format`, 'NotSupportedError');

  let result;
  if (derives) {
    result = { name };
  } else if (name === 'HMAC') {
    if (bytes.length === 0) throw dataError('Zero-length key is not supported');
    const length = bytes.length * 8;
    if (algorithm.length !== undefined && algorithm.length !== length) throw dataError('Invalid key length');
    result = { name, hash: algorithm.hash, length };
  } else {
    const length = bytes.length * 8;
    if (length !== 128 && length !== 192 && length !== 256) throw dataError('Invalid key length');
    result = { name, length };
  }
  if (usages.length === 0) throw lazyDOMException('Usages cannot be empty when importing a secret key.', 'SyntaxError');
  return makeCryptoKey(createSecretKey(bytes), result, usages, extractable);
}

function exportKey(format, key) {
  format = checkFormat(format, 'exportKey');
  checkKey(key, 'exportKey', 2);
  const { algorithm } = key;
  if (algorithm.name === 'PBKDF2' || algorithm.name === 'HKDF') {
    throw lazyDOMException(`${algorithm.name} key export is not supported`, 'NotSupportedError');
  }
  if (!key.extractable) throw lazyDOMException('key is not extractable', 'InvalidAccessException');
  const bytes = secretBytes(keyObjectOf(key));
  if (format === 'raw') return toArrayBuffer(new Uint8Array(bytes));
  if (format === 'jwk') {
    return {
      key_ops: key.usages,
      ext: key.extractable,
      alg: jwkName(algorithm, bytes.length * 8),
      kty: 'oct',
      k: Buffer.from(bytes).toString('base64url'),
    };
  }
  throw lazyDOMException(`Unable to export ${algorithm.name} secret key using ${format} format`, 'NotSupportedError');
}

function wrap(algorithm, key, bytes, encrypting) {
  if (algorithm.name !== 'AES-KW') return failing(() => cipher(algorithm, key, bytes, encrypting));
  const secret = secretBytes(keyObjectOf(key));
  const iv = new Uint8Array(8).fill(0xa6);
  return failing(() => run(native.cipherStart(`aes${secret.length * 8}-wrap`, secret, iv, encrypting, undefined), bytes));
}

function normalizeWrap(algorithm, operation, fallback) {
  try {
    return normalizeAlgorithm(algorithm, operation);
  } catch {
    return normalizeAlgorithm(algorithm, fallback);
  }
}

function wrapKey(format, key, wrappingKey, wrapAlgorithm) {
  format = checkFormat(format, 'wrapKey');
  checkKey(key, 'wrapKey', 2);
  checkKey(wrappingKey, 'wrapKey', 3);
  const algorithm = normalizeWrap(wrapAlgorithm, 'wrapKey', 'encrypt');
  checkUse(wrappingKey, algorithm, 'wrapKey');
  const exported = exportKey(format, key);
  let bytes;
  if (format === 'jwk') {
    bytes = Buffer.from(JSON.stringify(exported));
    if (algorithm.name === 'AES-KW' && bytes.length % 8 !== 0) {
      // Wrapping takes whole blocks; spaces don't change JSON.
      bytes = Buffer.from(JSON.stringify(exported).padEnd(Math.ceil(bytes.length / 8) * 8, ' '));
    }
  } else {
    bytes = new Uint8Array(exported);
  }
  return wrap(algorithm, wrappingKey, bytes, true);
}

function unwrapKey(format, wrappedKey, unwrappingKey, unwrapAlgorithm, unwrappedKeyAlgorithm, extractable, keyUsages) {
  format = checkFormat(format, 'unwrapKey');
  const bytes = copyBytes(wrappedKey, 'unwrapKey', 2);
  checkKey(unwrappingKey, 'unwrapKey', 3);
  const algorithm = normalizeWrap(unwrapAlgorithm, 'unwrapKey', 'decrypt');
  const keyAlgorithm = normalizeAlgorithm(unwrappedKeyAlgorithm, 'importKey');
  checkUse(unwrappingKey, algorithm, 'unwrapKey');
  let keyData = wrap(algorithm, unwrappingKey, bytes, false);
  if (format === 'jwk') {
    try {
      keyData = JSON.parse(Buffer.from(keyData).toString());
    } catch {
      throw dataError('Invalid wrapped JWK key');
    }
  }
  return importKey(format, keyData, keyAlgorithm, extractable, keyUsages);
}

function derive(algorithm, baseKey, length) {
  if (length === null) throw operationError('length cannot be null');
  if (length % 8 !== 0) throw operationError('length must be a multiple of 8');
  if (algorithm.name === 'PBKDF2' && algorithm.iterations === 0) throw operationError('iterations cannot be zero');
  if (length === 0) return Promise.resolve(new ArrayBuffer(0));
  const { promise, resolve, reject } = Promise.withResolvers();
  const done = (error, bytes) => (error ? reject(operationError()) : resolve(toArrayBuffer(bytes)));
  const key = secretBytes(keyObjectOf(baseKey));
  const salt = asBytes(algorithm.salt);
  const hash = algorithm.hash.name;
  if (algorithm.name === 'PBKDF2') native.pbkdf2Async(key, salt, algorithm.iterations, length / 8, hash, done);
  else if (length / 8 > 255 * hashes[hash][0]) reject(operationError());
  else native.hkdfAsync(hash, key, salt, asBytes(algorithm.info), length / 8, done);
  return promise;
}

function deriveBits(algorithm, baseKey, length) {
  algorithm = normalizeAlgorithm(algorithm, 'deriveBits');
  checkKey(baseKey, 'deriveBits', 2);
  if (length !== null) length = Math.trunc(Number(length)) || 0;
  checkUse(baseKey, algorithm, 'deriveBits');
  return derive(algorithm, baseKey, length);
}

function keyLength(algorithm) {
  switch (algorithm.name) {
    case 'HMAC':
      if (algorithm.length === 0) throw new TypeError('Invalid key length');
      return algorithm.length ?? hashes[algorithm.hash.name][1];
    case 'HKDF':
    case 'PBKDF2':
      return null;
    default:
      checkAesLength(algorithm.length);
      return algorithm.length;
  }
}

async function deriveKey(algorithm, baseKey, derivedKeyAlgorithm, extractable, keyUsages) {
  algorithm = normalizeAlgorithm(algorithm, 'deriveBits');
  checkKey(baseKey, 'deriveKey', 2);
  const imported = normalizeAlgorithm(derivedKeyAlgorithm, 'importKey');
  const length = keyLength(normalizeAlgorithm(derivedKeyAlgorithm, 'get key length'));
  const usages = checkUsages(keyUsages);
  checkUse(baseKey, algorithm, 'deriveKey');
  const bits = await derive(algorithm, baseKey, length);
  return importKey('raw', bits, imported, extractable, usages);
}

module.exports = {
  CryptoKey,
  decrypt: (algorithm, key, data) => crypt(algorithm, key, data, 'decrypt'),
  deriveBits,
  deriveKey,
  digest,
  encrypt: (algorithm, key, data) => crypt(algorithm, key, data, 'encrypt'),
  exportKey,
  generateKey,
  importKey,
  sign,
  unwrapKey,
  verify,
  wrapKey,
};
