'use strict';
/*! What only the engine can tell: `lode.internals`. The class of an object is a number of the engine's, learned from samples. */

const native = lode.native('internals');
const { classNumber } = native;

const toString = Object.prototype.toString;
const { getPrototypeOf } = Object;
const { toStringTag } = Symbol;
const uncurry = (method) => Function.prototype.call.bind(method);
const getter = (prototype, name) => uncurry(Object.getOwnPropertyDescriptor(prototype, name).get);

/** Brands that only a method's own check tells, tried in turn where `Symbol.toStringTag` may hide the class. */
const brands = [
  ['WeakMap', ((has) => (value) => has(value, brands))(uncurry(WeakMap.prototype.has))],
  ['WeakSet', ((has) => (value) => has(value, brands))(uncurry(WeakSet.prototype.has))],
  ['WeakRef', uncurry(WeakRef.prototype.deref)],
  ['ArrayBuffer', getter(ArrayBuffer.prototype, 'byteLength')],
  ['SharedArrayBuffer', typeof SharedArrayBuffer === 'function' ? getter(SharedArrayBuffer.prototype, 'byteLength') : null],
  ['DataView', getter(DataView.prototype, 'buffer')],
  ['Date', uncurry(Date.prototype.getTime)],
  ['BoxedNumber', uncurry(Number.prototype.valueOf)],
  ['BoxedString', uncurry(String.prototype.valueOf)],
  ['BoxedBoolean', uncurry(Boolean.prototype.valueOf)],
  ['BoxedBigInt', uncurry(BigInt.prototype.valueOf)],
  ['BoxedSymbol', uncurry(Symbol.prototype.valueOf)],
].filter(([, check]) => check !== null);

/** Classes that `Object.prototype.toString` tells for sure where no `Symbol.toStringTag` is in the way. */
const plainTags = {
  __proto__: null,
  '[object Date]': 'Date',
  '[object Error]': 'NativeError',
  '[object Arguments]': 'ArgumentsObject',
  '[object Number]': 'BoxedNumber',
  '[object String]': 'BoxedString',
  '[object Boolean]': 'BoxedBoolean',
};

function brandOf(value) {
  if (Error.isError(value)) return 'NativeError';
  for (let i = 0; i < brands.length; i++) {
    try {
      brands[i][1](value);
      return brands[i][0];
    } catch {
      // Not of this brand.
    }
  }
  return '';
}

/** Brands by class number. Classes that the engine doesn't number apart are left to the tests below. */
const brandNumbers = new Map();
{
  const samples = [
    ['Promise', Promise.resolve()], ['Map', new Map()], ['Set', new Set()], ['WeakMap', new WeakMap()], ['WeakSet', new WeakSet()],
    ['RegExp', /x/], ['MapIterator', new Map().keys()], ['SetIterator', new Set().values()], ['GeneratorObject', (function* () {})()],
    ['AsyncGeneratorObject', (async function* () {})()], ['Date', new Date(0)], ['NativeError', new SyntaxError('', {})],
    ['ArrayBuffer', new ArrayBuffer(0)], ['DataView', new DataView(new ArrayBuffer(0))], ['Proxy', new Proxy({}, {})],
  ];
  const shared = new Set([classNumber({}), classNumber([]), classNumber(() => {}), classNumber(new Uint8Array(0)), classNumber(Object(Symbol()))]);
  for (const [brand, sample] of samples) {
    const number = classNumber(sample);
    if (brandNumbers.has(number)) shared.add(number);
    brandNumbers.set(number, brand);
  }
  for (const number of shared) brandNumbers.delete(number);
}
const plainNumbers = new Set([classNumber({}), classNumber([]), classNumber(new Uint8Array(0)), classNumber(() => {})]);
const promiseNumber = classNumber(Promise.resolve());

/** The exact brand of an object or function, '' for those without one. */
function typeTag(value) {
  const number = classNumber(value);
  if (number === undefined) return '';
  const brand = brandNumbers.get(number);
  if (brand !== undefined) {
    // ArrayBuffers and shared ones are one class.
    return brand === 'ArrayBuffer' && toString.call(value) === '[object SharedArrayBuffer]' ? 'SharedArrayBuffer' : brand;
  }
  if (plainNumbers.has(number) && brandNumbers.size > 10) {
    return lode.isModuleNamespace !== undefined && lode.isModuleNamespace(value) ? 'ModuleNamespaceObject' : '';
  }
  if (native.proxyTarget(value) !== undefined) return 'Proxy';
  if (typeof value === 'function') return '';
  return toStringTag in value ? brandOf(value) : plainTags[toString.call(value)] ?? '';
}

function isPromise(value) {
  return classNumber(value) === promiseNumber;
}

/** `[state, result]`: 0 pending, 1 fulfilled, 2 rejected; undefined where that can't be known. */
const { promiseState } = native;

/** Whether a promise has a handler. */
const { promiseIsHandled } = native;

/** `[target, handler]` of a Proxy (both null once it is revoked), else undefined. */
function proxyTarget(value) {
  const target = native.proxyTarget(value);
  // The engine keeps the target of a revoked Proxy.
  const handler = native.proxyHandler(value);
  if (target !== undefined) return handler === null ? [null, null] : [target, handler];
  return brandNumbers.get(classNumber(value)) === 'Proxy' ? [null, null] : undefined;
}

const iteratorOf = {
  __proto__: null,
  Map: [uncurry(Map.prototype.keys), uncurry(Map.prototype.values), uncurry(Map.prototype.entries)],
  Set: [uncurry(Set.prototype.values), uncurry(Set.prototype.values), uncurry(Set.prototype.entries)],
};
const nextOfMap = uncurry(new Map().keys().next);
const nextOfSet = uncurry(new Set().values().next);

/** What an iterator would still give: a second one is moved beside it, and what comes after the same position is left. */
function remaining(iterator, brand) {
  const state = native.iteratorState(iterator);
  if (state === undefined) return undefined;
  const [collection, entry, kind, isDone, storage] = state;
  const isKeyValue = kind === 2;
  const entries = [];
  if (isDone || typeof collection !== 'object') return { entries, isKeyValue };
  const next = brand === 'Map' ? nextOfMap : nextOfSet;
  const other = iteratorOf[brand][kind](collection);
  for (let step = next(other); !step.done; step = next(other)) {
    const [, at, , , table] = native.iteratorState(other);
    if (storage !== 0 && table !== storage) return undefined;
    if (at <= entry) continue;
    if (isKeyValue) entries.push(step.value[0], step.value[1]);
    else entries.push(step.value);
  }
  return { entries, isKeyValue };
}

const mapEntries = uncurry(Map.prototype.entries);
const setValues = uncurry(Set.prototype.values);

/** What is left in a Map, a Set or an iterator of one, without moving it; `undefined` for what can't be listed. */
function previewEntries(value) {
  switch (typeTag(value)) {
    case 'Map': return { entries: [...mapEntries(value)].flat(1), isKeyValue: true };
    case 'Set': return { entries: [...setValues(value)], isKeyValue: false };
    case 'MapIterator': return remaining(value, 'Map');
    case 'SetIterator': return remaining(value, 'Set');
    default: return undefined;
  }
}

const { isConstructor } = native;

/** 'Function', 'AsyncFunction', 'GeneratorFunction' or 'AsyncGeneratorFunction'. */
const kinds = new Map([
  [getPrototypeOf(async () => {}), 'AsyncFunction'],
  [getPrototypeOf(function* () {}), 'GeneratorFunction'],
  [getPrototypeOf(async function* () {}), 'AsyncGeneratorFunction'],
]);
function functionKind(value) {
  for (let object = getPrototypeOf(value); object !== null; object = getPrototypeOf(object)) {
    const kind = kinds.get(object);
    if (kind !== undefined) return kind;
  }
  return 'Function';
}

module.exports = {
  typeTag, isPromise, promiseState, isPromiseHandled: promiseIsHandled, proxyTarget, previewEntries, isConstructor, functionKind,
};
