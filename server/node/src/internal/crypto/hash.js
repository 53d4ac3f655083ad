'use strict';
// createHash, createHmac, hash.

const {
  codes: { ERR_CRYPTO_HASH_FINALIZED, ERR_INVALID_ARG_TYPE, ERR_INVALID_ARG_VALUE },
} = require('internal/errors');
const { validateEncoding, validateString, validateUint32 } = require('internal/validators');
const { isArrayBufferView } = require('internal/util/types');
const { Buffer } = require('buffer');
const { codecOf, hexCodec } = require('internal/buffer/codecs');
const LazyTransform = require('internal/streams/lazy_transform');
const { asBuffer, asBytes, getStringOption, invalidDigest, kHandle } = require('internal/crypto/util');
const native = lode.native('crypto');

const kState = Symbol('kState');
const kFinalized = Symbol('kFinalized');

// Name -> [bytes of the value, whether another length can be asked for]; null for names that are not known.
const known = new Map();

function infoOf(name) {
  let info = known.get(name);
  if (info === undefined) {
    info = native.hashInfo(name) ?? null;
    known.set(name, info);
  }
  return info;
}

// What native code takes: text that counts as UTF-8, or bytes.
function dataFor(data, encoding) {
  if (typeof data !== 'string') return asBytes(data);
  if (encoding === undefined || encoding === 'utf8' || encoding === 'utf-8') return data;
  const codec = codecOf(encoding);
  return codec === undefined || codec.name === 'utf8' ? data : Buffer.from(data, codec.name);
}

// A digest in the wanted form.
function inEncoding(value, codec) {
  if (typeof value === 'string') return value;
  if (codec === undefined) return asBuffer(value);
  return codec.slice(value, 0, value.length);
}

// The one text that most programs hash is kept until the value is asked for: then one call does it all.
const handles = {
  Hash: class Hash {
    #name;
    #length;
    #text;
    #running;
    // Kept for who asks again after the value went through the stream.
    #value;

    constructor(name, length) {
      this.#name = name;
      this.#length = length;
    }

    update(data) {
      if (typeof data === 'string' && this.#running === undefined && this.#text === undefined) {
        this.#text = data;
        return;
      }
      native.hashUpdate(this.#start(), data);
    }

    #start() {
      if (this.#running === undefined) {
        this.#running = native.hashStart(this.#name);
        if (this.#text !== undefined) {
          native.hashUpdate(this.#running, this.#text);
          this.#text = undefined;
        }
      }
      return this.#running;
    }

    digest(hex) {
      if (this.#value !== undefined) return hex ? hexCodec.slice(this.#value, 0, this.#value.length) : this.#value;
      if (this.#running === undefined) return native.hashOnce(this.#name, this.#text ?? '', this.#length, hex);
      return native.hashFinish(this.#running, this.#length, hex);
    }

    flush() {
      return this.#value = this.digest(false);
    }

    copy(length) {
      const [size, extendable] = infoOf(this.#name);
      if (length !== undefined && length !== size && !extendable) throw notExtendable();
      const copy = new handles.Hash(this.#name, length ?? size);
      copy.#text = this.#text;
      if (this.#running !== undefined) copy.#running = native.hashCopy(this.#running);
      return copy;
    }
  },
  Hmac: class Hmac {
    #running;
    #length;

    constructor(running, length) {
      this.#running = running;
      this.#length = length;
    }

    update(data) {
      native.hashUpdate(this.#running, data);
    }

    digest(hex) {
      return native.hashFinish(this.#running, this.#length, hex);
    }

    flush() {
      return this.digest(false);
    }
  },
};

function Hash(algorithm, options) {
  if (!new.target) return new Hash(algorithm, options);
  validateString(algorithm, 'algorithm');
  const length = typeof options === 'object' && options !== null ? options.outputLength : undefined;
  if (length !== undefined) validateUint32(length, 'options.outputLength');
  setUpHash(this, algorithm, length, options);
}

function setUpHash(hash, algorithm, length, options) {
  const info = infoOf(algorithm);
  if (info === null) throw new Error('Digest method not supported');
  const [size, extendable] = info;
  if (length !== undefined && length !== size && !extendable) throw notExtendable();
  hash[kHandle] = new handles.Hash(algorithm, length ?? size);
  hash[kState] = { [kFinalized]: false };
  LazyTransform.call(hash, options);
}

function notExtendable() {
  const error = new Error('error:030000B2:digital envelope routines::not XOF or invalid length');
  error.library = 'digital envelope routines';
  error.reason = 'not XOF or invalid length';
  error.code = 'ERR_OSSL_EVP_NOT_XOF_OR_INVALID_LENGTH';
  return error;
}

Object.setPrototypeOf(Hash.prototype, LazyTransform.prototype);
Object.setPrototypeOf(Hash, LazyTransform);

Hash.prototype.copy = function copy(options) {
  if (this[kState][kFinalized]) throw new ERR_CRYPTO_HASH_FINALIZED();
  const length = typeof options === 'object' && options !== null ? options.outputLength : undefined;
  if (length !== undefined) validateUint32(length, 'options.outputLength');
  const copy = Object.create(Hash.prototype);
  copy[kHandle] = this[kHandle].copy(length);
  copy[kState] = { [kFinalized]: false };
  LazyTransform.call(copy, options);
  return copy;
};

Hash.prototype._transform = function _transform(chunk, encoding, callback) {
  this[kHandle].update(dataFor(chunk, encoding));
  callback();
};

Hash.prototype._flush = function _flush(callback) {
  this.push(asBuffer(this[kHandle].flush()));
  callback();
};

function checkData(data, encoding) {
  if (typeof data === 'string') {
    validateEncoding(data, encoding);
  } else if (!isArrayBufferView(data)) {
    throw new ERR_INVALID_ARG_TYPE('data', ['string', 'Buffer', 'TypedArray', 'DataView'], data);
  }
}

Hash.prototype.update = function update(data, encoding) {
  if (this[kState][kFinalized]) throw new ERR_CRYPTO_HASH_FINALIZED();
  checkData(data, encoding);
  this[kHandle].update(dataFor(data, encoding));
  return this;
};

// The codec of an output encoding; none means a Buffer.
function outputCodec(encoding) {
  return !encoding || encoding === 'buffer' ? undefined : codecOf(encoding);
}

Hash.prototype.digest = function digest(outputEncoding) {
  const state = this[kState];
  if (state[kFinalized]) throw new ERR_CRYPTO_HASH_FINALIZED();
  const codec = outputCodec(outputEncoding);
  const value = this[kHandle].digest(codec?.name === 'hex');
  state[kFinalized] = true;
  return inEncoding(value, codec);
};

function Hmac(hmac, key, options) {
  if (!new.target) return new Hmac(hmac, key, options);
  validateString(hmac, 'hmac');
  const encoding = getStringOption(options, 'encoding');
  const bytes = require('internal/crypto/keys').prepareSecretKey(key, encoding);
  const info = infoOf(hmac);
  if (info === null) throw invalidDigest(hmac);
  const running = native.hmacStart(hmac, bytes);
  if (running === undefined) throw new Error('error:00000000:lib(0)::reason(0)');
  this[kHandle] = new handles.Hmac(running, info[0]);
  this[kState] = { [kFinalized]: false };
  LazyTransform.call(this, options);
}

Object.setPrototypeOf(Hmac.prototype, LazyTransform.prototype);
Object.setPrototypeOf(Hmac, LazyTransform);

Hmac.prototype.update = Hash.prototype.update;

Hmac.prototype.digest = function digest(outputEncoding) {
  const state = this[kState];
  const codec = outputCodec(outputEncoding);
  if (state[kFinalized]) {
    // Unlike a hash, a second call gives nothing.
    return codec === undefined ? Buffer.from('') : '';
  }
  const value = this[kHandle].digest(codec?.name === 'hex');
  state[kFinalized] = true;
  return inEncoding(value, codec);
};

Hmac.prototype._flush = function _flush(callback) {
  this.push(this.digest());
  callback();
};

Hmac.prototype._transform = Hash.prototype._transform;

function hash(algorithm, input, outputEncoding = 'hex') {
  validateString(algorithm, 'algorithm');
  if (typeof input !== 'string' && !isArrayBufferView(input)) {
    throw new ERR_INVALID_ARG_TYPE('input', ['Buffer', 'TypedArray', 'DataView', 'string'], input);
  }
  let codec;
  if (outputEncoding !== 'hex') validateString(outputEncoding, 'outputEncoding');
  if (outputEncoding !== 'buffer') {
    codec = codecOf(outputEncoding);
    if (codec === undefined) {
      if (outputEncoding.toLowerCase() !== 'buffer') throw new ERR_INVALID_ARG_VALUE('outputEncoding', outputEncoding);
    }
  }
  const info = infoOf(algorithm);
  if (info === null) throw new Error(`Digest method ${algorithm} is not supported`);
  const data = typeof input === 'string' ? input : asBytes(input);
  return inEncoding(native.hashOnce(algorithm, data, info[0], codec?.name === 'hex'), codec);
}

const hashNames = [
  'RSA-MD5', 'RSA-RIPEMD160', 'RSA-SHA1', 'RSA-SHA1-2', 'RSA-SHA224', 'RSA-SHA256', 'RSA-SHA3-224', 'RSA-SHA3-256',
  'RSA-SHA3-384', 'RSA-SHA3-512', 'RSA-SHA384', 'RSA-SHA512', 'RSA-SHA512/224', 'RSA-SHA512/256', 'RSA-SM3',
  'blake2b512', 'blake2s256', 'id-rsassa-pkcs1-v1_5-with-sha3-224', 'id-rsassa-pkcs1-v1_5-with-sha3-256',
  'id-rsassa-pkcs1-v1_5-with-sha3-384', 'id-rsassa-pkcs1-v1_5-with-sha3-512', 'md5', 'md5-sha1',
  'md5WithRSAEncryption', 'ripemd', 'ripemd160', 'ripemd160WithRSA', 'rmd160', 'sha1', 'sha1WithRSAEncryption',
  'sha224', 'sha224WithRSAEncryption', 'sha256', 'sha256WithRSAEncryption', 'sha3-224', 'sha3-256', 'sha3-384',
  'sha3-512', 'sha384', 'sha384WithRSAEncryption', 'sha512', 'sha512-224', 'sha512-224WithRSAEncryption',
  'sha512-256', 'sha512-256WithRSAEncryption', 'sha512WithRSAEncryption', 'shake128', 'shake256', 'sm3',
  'sm3WithRSAEncryption', 'ssl3-md5', 'ssl3-sha1',
];

module.exports = { Hash, Hmac, hash, hashNames, infoOf };
