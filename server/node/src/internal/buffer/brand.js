'use strict';
// "Is it really one?" for the types that Buffer's functions ask about most: the usual answer without a look at the
// object's inner class, which is slow.

const types = require('internal/util/types');
const { call } = Function.prototype;
const { isView } = ArrayBuffer;
const byteLengthOf = call.bind(Object.getOwnPropertyDescriptor(ArrayBuffer.prototype, 'byteLength').get);

function isAnyArrayBuffer(value) {
  if (typeof value !== 'object' || value === null) return false;
  if (value instanceof ArrayBuffer) {
    try {
      byteLengthOf(value);
      return true;
    } catch {
      // Something that only inherits.
      return types.isAnyArrayBuffer(value);
    }
  }
  return !Array.isArray(value) && !isView(value) && types.isAnyArrayBuffer(value);
}

function isUint8Array(value) {
  return value instanceof Uint8Array ? isView(value) : isView(value) && types.isUint8Array(value);
}

module.exports = { isAnyArrayBuffer, isUint8Array };
