'use strict';
// CryptoKey: a KeyObject with what may be done with it.

const { codes: { ERR_ILLEGAL_CONSTRUCTOR, ERR_INVALID_THIS } } = require('internal/errors');
const { kEnumerableProperty } = require('internal/util');
const { kClone, kDeserialize, markClassTransferMode } = require('internal/worker/js_transferable');
const customInspect = Symbol.for('nodejs.util.inspect.custom');

const kMake = Symbol('make');
// Set where the private fields can be seen.
let isCryptoKey;
let keyObjectOf;

class CryptoKey {
  #keyObject;
  #algorithm;
  #usages;
  #extractable;

  constructor(token, keyObject, algorithm, usages, extractable) {
    if (token !== kMake) throw new ERR_ILLEGAL_CONSTRUCTOR();
    this.#keyObject = keyObject;
    this.#algorithm = algorithm;
    this.#usages = usages;
    this.#extractable = extractable;
  }

  static {
    isCryptoKey = (value) => typeof value === 'object' && value !== null && #keyObject in value;
    keyObjectOf = (key) => key.#keyObject;
  }

  static #check(value) {
    if (!isCryptoKey(value)) throw new ERR_INVALID_THIS('CryptoKey');
  }

  [customInspect](depth, options) {
    if (depth < 0) return this;
    const { inspect } = require('internal/util/inspect');
    const shown = { ...options, depth: options.depth == null ? null : options.depth - 1 };
    const { type, extractable, algorithm, usages } = this;
    return `CryptoKey ${inspect({ type, extractable, algorithm, usages }, shown)}`;
  }

  [kClone]() {
    return {
      data: {
        keyObject: this.#keyObject, algorithm: this.#algorithm, usages: this.#usages, extractable: this.#extractable,
      },
      deserializeInfo: 'internal/crypto/crypto_key:ClonedCryptoKey',
    };
  }

  [kDeserialize]({ keyObject, algorithm, usages, extractable }) {
    this.#keyObject = keyObject;
    this.#algorithm = algorithm;
    this.#usages = usages;
    this.#extractable = extractable;
  }

  get type() {
    CryptoKey.#check(this);
    return this.#keyObject.type;
  }

  get extractable() {
    CryptoKey.#check(this);
    return this.#extractable;
  }

  get algorithm() {
    CryptoKey.#check(this);
    return this.#algorithm;
  }

  get usages() {
    CryptoKey.#check(this);
    return this.#usages;
  }
}

Object.defineProperties(CryptoKey.prototype, {
  type: kEnumerableProperty,
  extractable: kEnumerableProperty,
  algorithm: kEnumerableProperty,
  usages: kEnumerableProperty,
  [Symbol.toStringTag]: { __proto__: null, configurable: true, value: 'CryptoKey' },
});
Object.defineProperty(CryptoKey, 'length', { __proto__: null, configurable: true, value: 0 });
markClassTransferMode(CryptoKey.prototype, true, false);

function makeCryptoKey(keyObject, algorithm, usages, extractable) {
  return new CryptoKey(kMake, keyObject, algorithm, usages, extractable);
}

// What a clone begins as.
function ClonedCryptoKey() {
  return makeCryptoKey(undefined, undefined, undefined, false);
}
ClonedCryptoKey.prototype[kDeserialize] = () => {};

module.exports = { ClonedCryptoKey, CryptoKey, isCryptoKey, keyObjectOf, makeCryptoKey };
