'use strict';
// Web Crypto's algorithm arguments: which name is known for which operation, and what each needs beside it.

const { codes: { ERR_MISSING_OPTION } } = require('internal/errors');
const { isArrayBufferView } = require('internal/util/types');
const { isAnyArrayBuffer } = require('internal/buffer/brand');
const { lazyDOMException } = require('internal/util');
const { codedError } = require('internal/crypto/util');

// Operation -> name -> the standard's dictionary of parameters.
const operations = {
  __proto__: null,
  digest: { 'SHA-1': null, 'SHA-256': null, 'SHA-384': null, 'SHA-512': null },
  generateKey: {
    'HMAC': 'HmacKeyGenParams', 'AES-CTR': 'AesKeyGenParams', 'AES-CBC': 'AesKeyGenParams',
    'AES-GCM': 'AesKeyGenParams', 'AES-KW': 'AesKeyGenParams',
  },
  sign: { HMAC: null },
  verify: { HMAC: null },
  importKey: {
    'HMAC': 'HmacImportParams', 'HKDF': null, 'PBKDF2': null, 'AES-CTR': null, 'AES-CBC': null, 'AES-GCM': null,
    'AES-KW': null,
  },
  exportKey: { 'HMAC': null, 'AES-CTR': null, 'AES-CBC': null, 'AES-GCM': null, 'AES-KW': null },
  encrypt: { 'AES-CBC': 'AesCbcParams', 'AES-GCM': 'AesGcmParams', 'AES-CTR': 'AesCtrParams' },
  decrypt: { 'AES-CBC': 'AesCbcParams', 'AES-GCM': 'AesGcmParams', 'AES-CTR': 'AesCtrParams' },
  wrapKey: { 'AES-KW': null },
  unwrapKey: { 'AES-KW': null },
  deriveBits: { HKDF: 'HkdfParams', PBKDF2: 'Pbkdf2Params' },
  'get key length': {
    'AES-CBC': 'AesDerivedKeyParams', 'AES-CTR': 'AesDerivedKeyParams', 'AES-GCM': 'AesDerivedKeyParams',
    'AES-KW': 'AesDerivedKeyParams', 'HMAC': 'HmacImportParams', 'HKDF': null, 'PBKDF2': null,
  },
};

// Dictionary -> member -> [kind, whether it must be there].
const dictionaries = {
  __proto__: null,
  HmacKeyGenParams: { hash: ['hash', true], length: ['number', false] },
  HmacImportParams: { hash: ['hash', true], length: ['number', false] },
  AesKeyGenParams: { length: ['number', true] },
  AesDerivedKeyParams: { length: ['number', true] },
  AesCbcParams: { iv: ['bytes', true] },
  AesGcmParams: { iv: ['bytes', true], additionalData: ['bytes', false], tagLength: ['number', false] },
  AesCtrParams: { counter: ['bytes', true], length: ['number', true] },
  HkdfParams: { hash: ['hash', true], salt: ['bytes', true], info: ['bytes', true] },
  Pbkdf2Params: { hash: ['hash', true], iterations: ['number', true], salt: ['bytes', true] },
};

function isBufferSource(value) {
  return isAnyArrayBuffer(value) || isArrayBufferView(value);
}

function missingMember(dictionary, member) {
  const error = new ERR_MISSING_OPTION(member);
  error.message = 'Failed to normalize algorithm: passed algorithm can not be converted to ' +
    `'${dictionary}' because '${member}' is required in '${dictionary}'.`;
  return error;
}

function convertMember(value, kind, dictionary, member) {
  switch (kind) {
    case 'hash':
      return normalizeAlgorithm(value, 'digest');
    case 'number': {
      const number = Math.trunc(Number(value));
      return Number.isFinite(number) && number >= 0 ? number : 0;
    }
    default:
      if (!isBufferSource(value)) {
        throw codedError(TypeError, 'ERR_INVALID_ARG_TYPE', `Failed to normalize algorithm: '${member}' of '${dictionary}' ` +
          '(passed algorithm) is not instance of ArrayBuffer, Buffer, TypedArray, or DataView.');
      }
      return value;
  }
}

function normalizeAlgorithm(algorithm, operation) {
  if ((typeof algorithm !== 'object' && typeof algorithm !== 'function') || algorithm === null) {
    algorithm = { name: `${algorithm}` };
  }
  if (algorithm.name === undefined) throw missingMember('Algorithm', 'name');
  const wanted = `${algorithm.name}`.toUpperCase();
  const known = operations[operation];
  const name = Object.keys(known).find((candidate) => candidate.toUpperCase() === wanted);
  if (name === undefined) throw lazyDOMException('Unrecognized algorithm name', 'NotSupportedError');

  const dictionary = known[name];
  const normalized = { name };
  if (dictionary === null) return normalized;
  const members = dictionaries[dictionary];
  for (const member of Object.keys(members)) {
    const [kind, required] = members[member];
    const value = algorithm[member];
    if (value !== undefined) normalized[member] = convertMember(value, kind, dictionary, member);
    else if (required) throw missingMember(dictionary, member);
  }
  return normalized;
}

module.exports = { isBufferSource, normalizeAlgorithm };
