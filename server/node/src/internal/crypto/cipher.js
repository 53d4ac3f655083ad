'use strict';
// createCipheriv, createDecipheriv, getCipherInfo.

const {
  codes: { ERR_CRYPTO_INVALID_STATE, ERR_INVALID_ARG_TYPE, ERR_UNKNOWN_ENCODING },
} = require('internal/errors');
const { validateEncoding, validateInt32, validateObject, validateString } = require('internal/validators');
const { isArrayBufferView } = require('internal/util/types');
const { normalizeEncoding } = require('internal/util');
const { Buffer } = require('buffer');
const { codecOf } = require('internal/buffer/codecs');
const LazyTransform = require('internal/streams/lazy_transform');
const {
  asBuffer, asBytes, codedError, getArrayBufferOrView, getStringOption, getUIntOption, kHandle, opensslError,
} = require('internal/crypto/util');
const native = lode.native('crypto');

// What a cipher holds; the name shows when it is inspected.
class CipherBase {
  #native;

  constructor(running) {
    this.#native = running;
  }

  static native(base) {
    return base.#native;
  }
}
const nativeOf = CipherBase.native;
delete CipherBase.native;

function getDecoder(decoder, encoding) {
  const normalized = normalizeEncoding(encoding);
  const { StringDecoder } = require('string_decoder');
  decoder ||= new StringDecoder(encoding);
  if (decoder.encoding !== normalized) {
    if (normalized === undefined) throw new ERR_UNKNOWN_ENCODING(encoding);
    require('internal/assert')(false, 'Cannot change encoding');
  }
  return decoder;
}

function createCipherWithIV(cipher, key, options, encrypting, iv) {
  validateString(cipher, 'cipher');
  const encoding = getStringOption(options, 'encoding');
  key = require('internal/crypto/keys').prepareSecretKey(key, encoding);
  iv = iv === null ? null : asBytes(getArrayBufferOrView(iv, 'iv'));
  const tagLength = getUIntOption(options, 'authTagLength');
  this[kHandle] = new CipherBase(native.cipherStart(cipher, key, iv, encrypting, tagLength));
  this._decoder = null;
  LazyTransform.call(this, options);
}

function run(call) {
  try {
    return call();
  } catch (error) {
    throw opensslError(error);
  }
}

function dataFor(data, inputEncoding) {
  if (typeof data === 'string') {
    validateEncoding(data, inputEncoding);
    return Buffer.from(data, codecOf(inputEncoding ?? 'utf8')?.name ?? 'utf8');
  }
  if (!isArrayBufferView(data)) {
    throw new ERR_INVALID_ARG_TYPE('data', ['string', 'Buffer', 'TypedArray', 'DataView'], data);
  }
  return asBytes(data);
}

function update(data, inputEncoding, outputEncoding) {
  const input = dataFor(data, inputEncoding);
  // OpenSSL counts in signed 32 bits.
  if (input.length >= 2 ** 31 - 1) throw codedError(RangeError, 'ERR_OUT_OF_RANGE', 'data is too long');
  const bytes = asBuffer(run(() => native.cipherUpdate(nativeOf(this[kHandle]), input)));
  if (outputEncoding && outputEncoding !== 'buffer') {
    this._decoder = getDecoder(this._decoder, outputEncoding);
    return this._decoder.write(bytes);
  }
  return bytes;
}

function final(outputEncoding) {
  const bytes = asBuffer(run(() => native.cipherFinal(nativeOf(this[kHandle]))));
  if (outputEncoding && outputEncoding !== 'buffer') {
    this._decoder = getDecoder(this._decoder, outputEncoding);
    return this._decoder.end(bytes);
  }
  return bytes;
}

function setAutoPadding(ap) {
  if (!native.cipherSetAutoPadding(nativeOf(this[kHandle]), ap === undefined ? true : !!ap)) {
    throw new ERR_CRYPTO_INVALID_STATE('setAutoPadding');
  }
  return this;
}

function getAuthTag() {
  const tag = native.cipherGetAuthTag(nativeOf(this[kHandle]));
  if (tag === undefined) throw new ERR_CRYPTO_INVALID_STATE('getAuthTag');
  return asBuffer(tag);
}

function setAuthTag(tagbuf, encoding) {
  const tag = asBytes(getArrayBufferOrView(tagbuf, 'buffer', encoding));
  if (!native.cipherSetAuthTag(nativeOf(this[kHandle]), tag)) throw new ERR_CRYPTO_INVALID_STATE('setAuthTag');
  return this;
}

function setAAD(aadbuf, options) {
  const encoding = getStringOption(options, 'encoding');
  const plaintextLength = getUIntOption(options, 'plaintextLength');
  const aad = asBytes(getArrayBufferOrView(aadbuf, 'aadbuf', encoding));
  if (!native.cipherSetAad(nativeOf(this[kHandle]), aad, plaintextLength)) {
    throw new ERR_CRYPTO_INVALID_STATE('setAAD');
  }
  return this;
}

function _transform(chunk, encoding, callback) {
  this.push(this.update(chunk, encoding));
  callback();
}

function _flush(callback) {
  try {
    this.push(this.final());
  } catch (error) {
    callback(error);
    return;
  }
  callback();
}

function addCipherPrototype(constructor) {
  constructor.prototype._transform = _transform;
  constructor.prototype._flush = _flush;
  constructor.prototype.update = update;
  constructor.prototype.final = final;
  constructor.prototype.setAutoPadding = setAutoPadding;
  if (constructor === Cipheriv) constructor.prototype.getAuthTag = getAuthTag;
  else constructor.prototype.setAuthTag = setAuthTag;
  constructor.prototype.setAAD = setAAD;
}

function Cipheriv(cipher, key, iv, options) {
  if (!(this instanceof Cipheriv)) return new Cipheriv(cipher, key, iv, options);
  createCipherWithIV.call(this, cipher, key, options, true, iv);
}

Object.setPrototypeOf(Cipheriv.prototype, LazyTransform.prototype);
Object.setPrototypeOf(Cipheriv, LazyTransform);
addCipherPrototype(Cipheriv);

function Decipheriv(cipher, key, iv, options) {
  if (!(this instanceof Decipheriv)) return new Decipheriv(cipher, key, iv, options);
  createCipherWithIV.call(this, cipher, key, options, false, iv);
}

Object.setPrototypeOf(Decipheriv.prototype, LazyTransform.prototype);
Object.setPrototypeOf(Decipheriv, LazyTransform);
addCipherPrototype(Decipheriv);

function getCipherInfo(nameOrNid, options) {
  if (typeof nameOrNid !== 'string' && typeof nameOrNid !== 'number') {
    throw new ERR_INVALID_ARG_TYPE('nameOrNid', ['string', 'number'], nameOrNid);
  }
  if (typeof nameOrNid === 'number') validateInt32(nameOrNid, 'nameOrNid');
  let keyLength;
  let ivLength;
  if (options !== undefined) {
    validateObject(options, 'options');
    ({ keyLength, ivLength } = options);
    if (keyLength !== undefined) validateInt32(keyLength, 'options.keyLength');
    if (ivLength !== undefined) validateInt32(ivLength, 'options.ivLength');
  }
  const found = typeof nameOrNid === 'string' ?
    native.cipherInfo(nameOrNid, undefined) : native.cipherInfo(undefined, nameOrNid);
  if (found === undefined) return undefined;
  const [name, nid, mode, blockSize, usualIv, usualKey] = found;
  if (!native.cipherTakes(name, keyLength, ivLength)) return undefined;
  const info = { mode, name, nid };
  if (blockSize > 0) info.blockSize = blockSize;
  if (usualIv > 0) info.ivLength = ivLength ?? usualIv;
  info.keyLength = keyLength ?? usualKey;
  return info;
}

module.exports = { Cipheriv, Decipheriv, getCipherInfo };
