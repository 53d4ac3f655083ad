'use strict';

// The two strategies of the Streams standard: how a chunk's size is told.

const { codes: { ERR_MISSING_OPTION } } = require('internal/errors');
const { customInspectSymbol: kInspect, kEnumerableProperty } = require('internal/util');
const { validateObject } = require('internal/validators');
const { customInspect, privateMemberError } = require('internal/webstreams/util');

// One function for all strategies of a class, as the standard wants it; and no constructors.
const byteSizeFunction = { size: (chunk) => chunk.byteLength }.size;
const countSizeFunction = { size: () => 1 }.size;

function toHighWaterMark(init) {
  validateObject(init, 'init');
  if (init.highWaterMark === undefined) throw new ERR_MISSING_OPTION('init.highWaterMark');
  return +init.highWaterMark;
}

class ByteLengthQueuingStrategy {
  #highWaterMark;

  constructor(init) {
    this.#highWaterMark = toHighWaterMark(init);
  }

  get highWaterMark() {
    if (!(#highWaterMark in this)) throw privateMemberError('state');
    return this.#highWaterMark;
  }

  get size() {
    if (!(#highWaterMark in this)) throw privateMemberError('byteSizeFunction');
    return byteSizeFunction;
  }

  [kInspect](depth, options) {
    return customInspect.call(this, depth, options, this.constructor.name, { highWaterMark: this.highWaterMark });
  }
}

class CountQueuingStrategy {
  #highWaterMark;

  constructor(init) {
    this.#highWaterMark = toHighWaterMark(init);
  }

  get highWaterMark() {
    if (!(#highWaterMark in this)) throw privateMemberError('state');
    return this.#highWaterMark;
  }

  get size() {
    if (!(#highWaterMark in this)) throw privateMemberError('countSizeFunction');
    return countSizeFunction;
  }

  [kInspect](depth, options) {
    return customInspect.call(this, depth, options, this.constructor.name, { highWaterMark: this.highWaterMark });
  }
}

for (const Strategy of [ByteLengthQueuingStrategy, CountQueuingStrategy]) {
  Object.defineProperties(Strategy.prototype, {
    highWaterMark: kEnumerableProperty,
    size: kEnumerableProperty,
    [Symbol.toStringTag]: { __proto__: null, configurable: true, enumerable: false, value: Strategy.name, writable: false },
  });
}

module.exports = { ByteLengthQueuingStrategy, CountQueuingStrategy };
