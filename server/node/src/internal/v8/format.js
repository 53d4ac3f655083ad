'use strict';

// V8's wire format for structured data, version 15: the tags that stand before values.

module.exports = {
  VERSION: 15,
  kVersion: 0xFF, kPadding: 0x00, kVerifyObjectCount: 0x3F, kTheHole: 0x2D, kUndefined: 0x5F, kNull: 0x30, kTrue: 0x54,
  kFalse: 0x46, kInt32: 0x49, kUint32: 0x55, kDouble: 0x4E, kBigInt: 0x5A, kUtf8String: 0x53, kOneByteString: 0x22,
  kTwoByteString: 0x63, kObjectReference: 0x5E, kBeginObject: 0x6F, kEndObject: 0x7B, kBeginSparseArray: 0x61,
  kEndSparseArray: 0x40, kBeginDenseArray: 0x41, kEndDenseArray: 0x24, kDate: 0x44, kTrueObject: 0x79, kFalseObject: 0x78,
  kNumberObject: 0x6E, kBigIntObject: 0x7A, kStringObject: 0x73, kRegExp: 0x52, kBeginMap: 0x3B, kEndMap: 0x3A, kBeginSet: 0x27,
  kEndSet: 0x2C, kArrayBuffer: 0x42, kResizableArrayBuffer: 0x7E, kArrayBufferTransfer: 0x74, kArrayBufferView: 0x56,
  kHostObject: 0x5C, kError: 0x72,
  // Inside an error.
  kErrorEnd: 0x2E, kErrorMessage: 0x6D, kErrorStack: 0x73, kErrorCause: 0x63,
  errorPrototypes: {
    __proto__: null,
    EvalError: 0x45, RangeError: 0x52, ReferenceError: 0x46, SyntaxError: 0x53, TypeError: 0x54, URIError: 0x55,
  },
  // Of a view of a buffer that was written before.
  viewTags: {
    __proto__: null,
    Int8Array: 0x62, Uint8Array: 0x42, Uint8ClampedArray: 0x43, Int16Array: 0x77, Uint16Array: 0x57, Int32Array: 0x64,
    Uint32Array: 0x44, Float16Array: 0x68, Float32Array: 0x66, Float64Array: 0x46, BigInt64Array: 0x71, BigUint64Array: 0x51,
    DataView: 0x3F,
  },
  kIsLengthTracking: 1,
  kIsBackedByResizableBuffer: 2,
  // Bits of a regular expression's flags.
  regExpFlags: { __proto__: null, g: 1, i: 2, m: 4, y: 8, u: 16, s: 32, d: 128, v: 256 },
  // How DefaultSerializer numbers the views it writes as host objects.
  hostViews: [
    'Int8Array', 'Uint8Array', 'Uint8ClampedArray', 'Int16Array', 'Uint16Array', 'Int32Array', 'Uint32Array', 'Float32Array',
    'Float64Array', 'DataView', 'Buffer', 'BigInt64Array', 'BigUint64Array', 'Float16Array',
  ],
};
