'use strict';

// A Transform that becomes one only when it is used as a stream: hashes and ciphers are mostly not.

const stream = require('stream');

module.exports = LazyTransform;

function LazyTransform(options) {
  this._options = options;
}
Object.setPrototypeOf(LazyTransform.prototype, stream.Transform.prototype);
Object.setPrototypeOf(LazyTransform, stream.Transform);

function makeLazy(name) {
  return {
    __proto__: null,
    configurable: true,
    enumerable: true,
    get() {
      stream.Transform.call(this, this._options);
      this._writableState.decodeStrings = false;
      return this[name];
    },
    set(value) {
      Object.defineProperty(this, name, { __proto__: null, value, enumerable: true, configurable: true, writable: true });
    },
  };
}
Object.defineProperties(LazyTransform.prototype, {
  _readableState: makeLazy('_readableState'),
  _writableState: makeLazy('_writableState'),
});
