'use strict';
/*! What only the engine can tell: `lode.internals`.
 *
 * This is the one file that uses JavaScriptCore's private identifiers (`@name`), which the `exposePrivateIdentifiers` option lets
 * a script use. The intrinsics check nothing: each is applied only to a value whose brand was checked by one that does.
 */

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

/** The exact brand of an object or function, '' for those without one. */
function typeTag(value) {
  if (value === null || (typeof value !== 'object' && typeof value !== 'function')) return '';
  if (@isProxyObject(value)) return 'Proxy';
  if (typeof value === 'function') return '';
  if (@isPromise(value)) return 'Promise';
  if (@isMap(value)) return 'Map';
  if (@isSet(value)) return 'Set';
  if (@isRegExpObject(value)) return 'RegExp';
  if (@isMapIterator(value)) return 'MapIterator';
  if (@isSetIterator(value)) return 'SetIterator';
  if (@isGenerator(value)) return 'GeneratorObject';
  if (@isAsyncGenerator(value)) return 'AsyncGeneratorObject';
  if (toStringTag in value) {
    return ArrayBuffer.isView(value) && !(toString.call(value) === '[object DataView]') ? '' : brandOf(value);
  }
  return plainTags[toString.call(value)] ?? '';
}

function isPromise(value) {
  return typeof value === 'object' && value !== null && @isPromise(value);
}

/** `[state, result]`: 0 pending, 1 fulfilled, 2 rejected. */
function promiseState(promise) {
  if (!isPromise(promise)) return undefined;
  const state = @getPromiseInternalField(promise, @promiseFieldFlags) & @promiseStateMask;
  return [state, state === 0 ? undefined : @getPromiseInternalField(promise, @promiseFieldReactionsOrResult)];
}

/** Whether anything was attached to a promise that its rejection would reach. */
function isPromiseHandled(promise) {
  return isPromise(promise) && (@getPromiseInternalField(promise, @promiseFieldFlags) & @promiseFlagsIsHandled) !== 0;
}

/** Marks a promise as handled, as a `then` on it would. */
function markHandled(promise) {
  if (!isPromise(promise)) return;
  const flags = @getPromiseInternalField(promise, @promiseFieldFlags);
  @putPromiseInternalField(promise, @promiseFieldFlags, flags | @promiseFlagsIsHandled);
}

/** `[target, handler]` of a Proxy (both null once it is revoked), else undefined. */
function proxyTarget(value) {
  if (value === null || (typeof value !== 'object' && typeof value !== 'function') || !@isProxyObject(value)) {
    return undefined;
  }
  return [
    @getProxyInternalField(value, @proxyFieldTarget) ?? null,
    @getProxyInternalField(value, @proxyFieldHandler) ?? null,
  ];
}

function remainingOfMap(iterator) {
  const kind = @getMapIteratorInternalField(iterator, @mapIteratorFieldKind);
  const entries = [];
  let storage = @getMapIteratorInternalField(iterator, @mapIteratorFieldStorage);
  let entry = @getMapIteratorInternalField(iterator, @mapIteratorFieldEntry);
  if (storage === null || storage === undefined) {
    const map = @getMapIteratorInternalField(iterator, @mapIteratorFieldIteratedObject);
    if (!@isObject(map) || !@isMap(map)) return { entries, isKeyValue: false };
    storage = @mapStorage(map);
    entry = 0;
  }
  while (storage !== @orderedHashTableSentinel) {
    storage = @mapIterationNext(storage, entry);
    if (storage === @orderedHashTableSentinel) break;
    entry = @mapIterationEntry(storage) + 1;
    if (kind !== 1) entries.push(@mapIterationEntryKey(storage));
    if (kind !== 0) entries.push(@mapIterationEntryValue(storage));
  }
  return { entries, isKeyValue: kind === 2 };
}

function remainingOfSet(iterator) {
  const kind = @getSetIteratorInternalField(iterator, @setIteratorFieldKind);
  const entries = [];
  let storage = @getSetIteratorInternalField(iterator, @setIteratorFieldStorage);
  let entry = @getSetIteratorInternalField(iterator, @setIteratorFieldEntry);
  if (storage === null || storage === undefined) {
    const set = @getSetIteratorInternalField(iterator, @setIteratorFieldIteratedObject);
    if (!@isObject(set) || !@isSet(set)) return { entries, isKeyValue: false };
    storage = @setStorage(set);
    entry = 0;
  }
  while (storage !== @orderedHashTableSentinel) {
    storage = @setIterationNext(storage, entry);
    if (storage === @orderedHashTableSentinel) break;
    entry = @setIterationEntry(storage) + 1;
    const key = @setIterationEntryKey(storage);
    entries.push(key);
    if (kind === 2) entries.push(key);
  }
  return { entries, isKeyValue: kind === 2 };
}

/** What is left in a Map, a Set or an iterator of one, without moving it; `undefined` for what can't be listed. */
function previewEntries(value) {
  if (typeof value !== 'object' || value === null || @isProxyObject(value)) return undefined;
  if (@isMap(value)) return { entries: [...mapEntries(value)].flat(1), isKeyValue: true };
  if (@isSet(value)) return { entries: [...setValues(value)], isKeyValue: false };
  if (@isMapIterator(value)) return remainingOfMap(value);
  if (@isSetIterator(value)) return remainingOfSet(value);
  return undefined;
}
const mapEntries = uncurry(Map.prototype.entries);
const setValues = uncurry(Set.prototype.values);

function isConstructor(value) {
  return typeof value === 'function' && @isConstructor(value);
}

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
  typeTag, isPromise, promiseState, isPromiseHandled, markHandled, proxyTarget, previewEntries, isConstructor, functionKind,
};
