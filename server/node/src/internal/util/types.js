'use strict';

// node:util/types. What JavaScript itself can tell is asked of captured functions; the rest the engine tells by its exact
// type tag, which neither a prototype nor Symbol.toStringTag can fool.

const { internals } = lode;
const { typeTag } = internals;
const { isView } = ArrayBuffer;

const typedArrayTagGetter = Object.getOwnPropertyDescriptor(Object.getPrototypeOf(Uint8Array.prototype), Symbol.toStringTag).get;

// 'Uint8Array', ...; undefined for everything that isn't a typed array.
function typedArrayName(value) {
  return isView(value) ? Reflect.apply(typedArrayTagGetter, value, []) : undefined;
}

function tagOf(value) {
  return typeof value === 'object' && value !== null ? typeTag(value) : '';
}

function functionKind(value) {
  return typeof value === 'function' ? internals.functionKind(value) : '';
}

module.exports = {
  isArgumentsObject: (value) => tagOf(value) === 'ArgumentsObject',
  isArrayBuffer: (value) => tagOf(value) === 'ArrayBuffer',
  isAsyncFunction: (value) => functionKind(value).startsWith('Async'),
  isBigIntObject: (value) => tagOf(value) === 'BoxedBigInt',
  isBooleanObject: (value) => tagOf(value) === 'BoxedBoolean',
  isDataView: (value) => isView(value) && typedArrayName(value) === undefined,
  isDate: (value) => tagOf(value) === 'Date',
  isExternal: (value) => tagOf(value) === 'External',
  isGeneratorFunction: (value) => functionKind(value).endsWith('GeneratorFunction'),
  isGeneratorObject: (value) => tagOf(value).endsWith('GeneratorObject'),
  isMap: (value) => tagOf(value) === 'Map',
  isMapIterator: (value) => tagOf(value) === 'MapIterator',
  isModuleNamespaceObject: (value) => tagOf(value) === 'ModuleNamespaceObject',
  isNativeError: (value) => tagOf(value) === 'NativeError',
  isNumberObject: (value) => tagOf(value) === 'BoxedNumber',
  isPromise: (value) => tagOf(value) === 'Promise',
  isProxy: (value) => (typeof value === 'function' || (typeof value === 'object' && value !== null)) && typeTag(value) === 'Proxy',
  isRegExp: (value) => tagOf(value) === 'RegExp',
  isSet: (value) => tagOf(value) === 'Set',
  isSetIterator: (value) => tagOf(value) === 'SetIterator',
  isSharedArrayBuffer: (value) => tagOf(value) === 'SharedArrayBuffer',
  isStringObject: (value) => tagOf(value) === 'BoxedString',
  isSymbolObject: (value) => tagOf(value) === 'BoxedSymbol',
  isWeakMap: (value) => tagOf(value) === 'WeakMap',
  isWeakSet: (value) => tagOf(value) === 'WeakSet',
  isAnyArrayBuffer: (value) => tagOf(value).endsWith('ArrayBuffer'),
  isBoxedPrimitive: (value) => tagOf(value).startsWith('Boxed'),
  isArrayBufferView: isView,
  isTypedArray: (value) => typedArrayName(value) !== undefined,
  isUint8Array: (value) => typedArrayName(value) === 'Uint8Array',
  isUint8ClampedArray: (value) => typedArrayName(value) === 'Uint8ClampedArray',
  isUint16Array: (value) => typedArrayName(value) === 'Uint16Array',
  isUint32Array: (value) => typedArrayName(value) === 'Uint32Array',
  isInt8Array: (value) => typedArrayName(value) === 'Int8Array',
  isInt16Array: (value) => typedArrayName(value) === 'Int16Array',
  isInt32Array: (value) => typedArrayName(value) === 'Int32Array',
  isFloat16Array: (value) => typedArrayName(value) === 'Float16Array',
  isFloat32Array: (value) => typedArrayName(value) === 'Float32Array',
  isFloat64Array: (value) => typedArrayName(value) === 'Float64Array',
  isBigInt64Array: (value) => typedArrayName(value) === 'BigInt64Array',
  isBigUint64Array: (value) => typedArrayName(value) === 'BigUint64Array',
};

// Keys are classes of node:crypto, which is not loaded only to answer no.
const keyClass = /(?:KeyObject|CryptoKey)$/;

function looksLikeKey(value) {
  return typeof value === 'object' && value !== null && keyClass.test(value.constructor?.name);
}

for (const name of ['isKeyObject', 'isCryptoKey']) {
  Object.defineProperty(module.exports, name, {
    __proto__: null,
    enumerable: true,
    value(value) {
      return looksLikeKey(value) && require('internal/crypto/keys')[name](value);
    },
  });
}
