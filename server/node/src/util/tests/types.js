'use strict';
// util.types: each check with what it is for and what it is not; names and prototypes don't fool it.
const assert = require('node:assert');
const { types } = require('node:util');

const samples = {
  isArgumentsObject: (function () { return arguments; })(),
  isArrayBuffer: new ArrayBuffer(1),
  isAsyncFunction: async () => {},
  isBigIntObject: Object(1n),
  isBooleanObject: new Boolean(true),
  isDataView: new DataView(new ArrayBuffer(1)),
  isDate: new Date(),
  isGeneratorFunction: function* () {},
  isGeneratorObject: (function* () {})(),
  isMap: new Map(),
  isMapIterator: new Map().keys(),
  isNativeError: new TypeError(),
  isNumberObject: new Number(1),
  isPromise: Promise.resolve(),
  isProxy: new Proxy({}, {}),
  isRegExp: /a/,
  isSet: new Set(),
  isSetIterator: new Set().values(),
  isSharedArrayBuffer: new SharedArrayBuffer(1),
  isStringObject: new String('x'),
  isSymbolObject: Object(Symbol('x')),
  isWeakMap: new WeakMap(),
  isWeakSet: new WeakSet(),
  isUint8Array: new Uint8Array(1),
  isUint8ClampedArray: new Uint8ClampedArray(1),
  isUint16Array: new Uint16Array(1),
  isUint32Array: new Uint32Array(1),
  isInt8Array: new Int8Array(1),
  isInt16Array: new Int16Array(1),
  isInt32Array: new Int32Array(1),
  isFloat32Array: new Float32Array(1),
  isFloat64Array: new Float64Array(1),
  isBigInt64Array: new BigInt64Array(1),
  isBigUint64Array: new BigUint64Array(1),
};
for (const name of Object.keys(samples)) {
  for (const [other, value] of Object.entries(samples)) assert.strictEqual(types[name](value), name === other, `${name}(${other})`);
  for (const value of [undefined, null, 1, 'x', Symbol('s'), {}, []]) assert.strictEqual(types[name](value), false);
}
assert.ok(types.isAnyArrayBuffer(new ArrayBuffer(1)) && types.isAnyArrayBuffer(new SharedArrayBuffer(1)));
assert.ok(types.isBoxedPrimitive(new Number(1)) && !types.isBoxedPrimitive(1));
assert.ok(types.isArrayBufferView(new DataView(new ArrayBuffer(1))) && types.isTypedArray(new Uint8Array(1)));
assert.ok(!types.isTypedArray(new DataView(new ArrayBuffer(1))));
assert.ok(types.isAsyncFunction(async function* () {}) && types.isGeneratorFunction(async function* () {}));
assert.ok(!types.isDate(Object.create(Date.prototype)) && types.isDate(Object.setPrototypeOf(new Date(), null)));
assert.ok(!types.isMap({ [Symbol.toStringTag]: 'Map' }) && !types.isModuleNamespaceObject({}) && !types.isExternal({}));
assert.strictEqual(require('node:util/types'), types);
