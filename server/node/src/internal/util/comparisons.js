'use strict';

// Deep equality: loose (assert.deepEqual), strict (deepStrictEqual, util.isDeepStrictEqual) and partial, where the second
// value may lack what the first one has (partialDeepStrictEqual).

const kLoose = 0;
const kStrict = 1;
const kPartial = 2;

const { getOwnPropertyDescriptor, getPrototypeOf, hasOwn, keys: objectKeys, getOwnPropertySymbols, is } = Object;
const { isArray } = Array;
const { isView } = ArrayBuffer;
const { apply } = Reflect;
const { typeTag } = lode.internals;
const { nonIndexNames } = require('internal/util/keys');
const { toString: objectToString } = Object.prototype;
const { getTime } = Date.prototype;
const typedArrayTag = Object.getOwnPropertyDescriptor(getPrototypeOf(Uint8Array.prototype), Symbol.toStringTag).get;

// Pairs that are being compared further out. A cycle is equal when both sides run in it alike.
class Memo {
  left = [];
  right = [];
}

// Object.prototype.propertyIsEnumerable fails on the global object of this engine.
function isOwnEnumerable(value, key) {
  const descriptor = getOwnPropertyDescriptor(value, key);
  return descriptor !== undefined && descriptor.enumerable;
}

function enumerableSymbols(value) {
  const symbols = getOwnPropertySymbols(value);
  return symbols.length === 0 ? symbols : symbols.filter((symbol) => isOwnEnumerable(value, symbol));
}

// The class counts, not the very prototype: `{}` and `Object.create({})` are alike.
function sameClass(a, b) {
  const { constructor } = a;
  if (constructor !== undefined && !hasOwn(a, 'constructor')) return constructor === b.constructor;
  return getPrototypeOf(a) === getPrototypeOf(b);
}

// What Object.prototype.toString tells for sure while no Symbol.toStringTag is in the way: asking the engine takes longer.
const reliableTexts = {
  __proto__: null,
  '[object Date]': 'Date',
  '[object RegExp]': 'RegExp',
  '[object Error]': 'NativeError',
  '[object Number]': 'BoxedNumber',
  '[object String]': 'BoxedString',
  '[object Boolean]': 'BoxedBoolean',
};

function tagOf(value, text) {
  const tag = reliableTexts[text];
  return tag !== undefined && !(Symbol.toStringTag in value) ? tag : typeTag(value);
}

function isErrorObject(value, tag) {
  return tag === 'NativeError' || value instanceof Error;
}

function compare(a, b, mode, memo) {
  if (a === b) return a !== 0 || mode === kLoose || is(a, b);
  if (mode !== kLoose) {
    if (typeof a !== 'object') return typeof a === 'number' && a !== a && b !== b;
    if (typeof b !== 'object' || a === null || b === null) return false;
    if (mode === kStrict && !sameClass(a, b)) return false;
  } else {
    if (a === null || typeof a !== 'object') {
      return (b === null || typeof b !== 'object') && (a == b || (a !== a && b !== b)); // eslint-disable-line eqeqeq
    }
    if (b === null || typeof b !== 'object') return false;
  }
  const text = apply(objectToString, a, []);
  if (text !== apply(objectToString, b, [])) return false;

  if (isArray(a)) {
    if (!isArray(b) || (mode !== kPartial ? a.length !== b.length : a.length < b.length)) return false;
    const keysOfB = nonIndexNames(b, false);
    if (mode !== kPartial && nonIndexNames(a, false).length !== keysOfB.length) return false;
    return compareProperties(a, b, mode, memo, compareArrays, keysOfB);
  }
  if (text === '[object Object]') return compareProperties(a, b, mode, memo);
  const tag = tagOf(a, text);
  const tagOfB = tagOf(b, text);
  if (isView(a)) return isView(b) && compareViews(a, b, mode, memo);
  if (isErrorObject(a, tag)) {
    if (!isErrorObject(b, tagOfB)) return false;
    // An undefined cause is not the same as none.
    if (hasOwn(a, 'cause') !== hasOwn(b, 'cause') && (mode !== kPartial || hasOwn(b, 'cause'))) return false;
    for (const key of ['message', 'name', 'cause', 'errors']) if (!compareHidden(a, b, key, mode, memo)) return false;
    return compareProperties(a, b, mode, memo);
  }
  if (tag !== tagOfB || isArray(b) || isView(b)) return false;
  switch (tag) {
    case 'Date':
      if (apply(getTime, a, []) !== apply(getTime, b, [])) return false;
      break;
    case 'RegExp':
      if (a.source !== b.source || a.flags !== b.flags || a.lastIndex !== b.lastIndex) return false;
      break;
    case 'Set':
      if (mode !== kPartial ? a.size !== b.size : a.size < b.size) return false;
      return compareProperties(a, b, mode, memo, compareSets);
    case 'Map':
      if (mode !== kPartial ? a.size !== b.size : a.size < b.size) return false;
      return compareProperties(a, b, mode, memo, compareMaps);
    case 'ArrayBuffer':
    case 'SharedArrayBuffer':
      if (mode === kPartial ? !isPartOf(new Uint8Array(a), new Uint8Array(b)) : !sameBytes(new Uint8Array(a), new Uint8Array(b))) return false;
      break;
    case 'BoxedNumber':
    case 'BoxedString':
    case 'BoxedBoolean':
    case 'BoxedBigInt':
    case 'BoxedSymbol':
      if (!is(valueOfBoxed(tag, a), valueOfBoxed(tag, b))) return false;
      break;
    case 'WeakMap':
    case 'WeakSet':
      // What is inside can't be seen.
      return false;
    default:
      if (isUrl(a) || isUrl(b)) {
        if (!isUrl(a) || !isUrl(b) || a.href !== b.href) return false;
      } else if (isKey(a) || isKey(b)) {
        return isKey(a) && isKey(b) && sameKeys(a, b);
      }
  }
  return compareProperties(a, b, mode, memo);
}

function valueOfBoxed(tag, value) {
  switch (tag) {
    case 'BoxedNumber':
      return Number.prototype.valueOf.call(value);
    case 'BoxedString':
      return String.prototype.valueOf.call(value);
    case 'BoxedBoolean':
      return Boolean.prototype.valueOf.call(value);
    case 'BoxedBigInt':
      return BigInt.prototype.valueOf.call(value);
    default:
      return Symbol.prototype.valueOf.call(value);
  }
}

function isUrl(value) {
  return typeof value.href === 'string' && typeof value.protocol === 'string' && require('internal/url').isURL(value);
}

function isKey(value) {
  const name = value.constructor?.name;
  if (name === undefined || !(name.endsWith('KeyObject') || name === 'CryptoKey')) return false;
  const types = require('internal/util/types');
  return types.isKeyObject(value) || types.isCryptoKey(value);
}

function sameKeys(a, b) {
  const { isCryptoKey } = require('internal/util/types');
  if (isCryptoKey(a) !== isCryptoKey(b)) return false;
  if (!isCryptoKey(a)) return a.equals(b);
  const { KeyObject } = require('crypto');
  return (
    a.extractable === b.extractable &&
    isDeepStrictEqual(a.algorithm, b.algorithm) &&
    isDeepStrictEqual(a.usages, b.usages) &&
    KeyObject.from(a).equals(KeyObject.from(b))
  );
}

// An error's message and the like are not enumerable, yet they are what it is.
function compareHidden(a, b, key, mode, memo) {
  const isEnumerable = isOwnEnumerable(b, key);
  if (isEnumerable || (mode === kPartial && (b[key] === undefined || (typeof b[key] === 'string' && b[key].length === 0)))) return true;
  return !isOwnEnumerable(a, key) && compare(a[key], b[key], mode, memo);
}

function compareViews(a, b, mode, memo) {
  const type = apply(typedArrayTag, a, []);
  if (type !== apply(typedArrayTag, b, [])) return false;
  if (mode === kPartial) {
    if (!isPartOf(a, b)) return false;
  } else if (mode === kLoose && type !== undefined && type.startsWith('Float')) {
    // 0 and -0 are the same here.
    if (a.byteLength !== b.byteLength) return false;
    for (let index = 0; index < a.length; index++) if (a[index] !== b[index]) return false;
  } else if (!sameBytes(bytesOf(a), bytesOf(b))) return false;
  const keysOfB = type === undefined ? objectKeys(b) : nonIndexNames(b, false);
  if (mode !== kPartial && (type === undefined ? objectKeys(a) : nonIndexNames(a, false)).length !== keysOfB.length) return false;
  return compareProperties(a, b, mode, memo, undefined, keysOfB);
}

function bytesOf(view) {
  return new Uint8Array(view.buffer, view.byteOffset, view.byteLength);
}

function sameBytes(a, b) {
  const { length } = a;
  if (length !== b.length) return false;
  for (let index = 0; index < length; index++) if (a[index] !== b[index]) return false;
  return true;
}

// The items of `b` occur in `a` in this order.
function isPartOf(a, b) {
  if (isView(a) && a.length === undefined) {
    a = bytesOf(a);
    b = bytesOf(b);
  }
  if (a.length < b.length) return false;
  let at = 0;
  for (let index = 0; index < b.length; index++) {
    while (at < a.length && !is(a[at], b[index])) at++;
    if (at === a.length) return false;
    at++;
  }
  return true;
}

// Own enumerable properties, symbols too unless loose; then the entries, where the kind has any.
function compareProperties(a, b, mode, memo, compareEntries = undefined, keysOfB = undefined) {
  let keysOfA;
  if (keysOfB === undefined) {
    keysOfB = objectKeys(b);
    if (mode !== kPartial) {
      keysOfA = objectKeys(a);
      if (keysOfA.length !== keysOfB.length) return false;
    }
  }
  // Objects that were made alike have their keys in the same order.
  if (keysOfA !== undefined && keysOfA.length === keysOfB.length) {
    for (let index = 0; index < keysOfB.length; index++) {
      if (keysOfA[index] !== keysOfB[index] && !isOwnEnumerable(a, keysOfB[index])) return false;
    }
  } else {
    for (let index = 0; index < keysOfB.length; index++) if (!isOwnEnumerable(a, keysOfB[index])) return false;
  }
  if (mode !== kLoose) {
    const symbols = enumerableSymbols(b);
    if (mode === kStrict && enumerableSymbols(a).length !== symbols.length) return false;
    if (symbols.length !== 0) {
      for (const symbol of symbols) if (!isOwnEnumerable(a, symbol)) return false;
      keysOfB = keysOfB.concat(symbols);
    }
  }
  if (keysOfB.length === 0 && isEmptyKind(b, compareEntries)) return true;

  if (memo === undefined) memo = new Memo();
  else {
    const at = memo.left.lastIndexOf(a);
    const atOfB = memo.right.lastIndexOf(b);
    if (at !== -1 && atOfB !== -1) return at === atOfB;
  }
  memo.left.push(a);
  memo.right.push(b);
  let equal = compareEntries === undefined || compareEntries(a, b, mode, memo);
  for (let index = 0; equal && index < keysOfB.length; index++) {
    const key = keysOfB[index];
    equal = compare(a[key], b[key], mode, memo);
  }
  memo.left.pop();
  memo.right.pop();
  return equal;
}

function isEmptyKind(value, compareEntries) {
  if (compareEntries === undefined) return true;
  return compareEntries === compareArrays ? value.length === 0 : value.size === 0;
}

function compareArrays(a, b, mode, memo) {
  if (mode === kPartial) return comparePartialArrays(a, b, memo);
  for (let index = 0; index < a.length; index++) {
    if (a[index] === undefined || b[index] === undefined) {
      // A hole is not the same as undefined.
      const has = hasOwn(a, index);
      if (has !== hasOwn(b, index)) return false;
      if (!has) continue;
    }
    if (!compare(a[index], b[index], mode, memo)) return false;
  }
  return true;
}

// The items of `b` occur in `a`, in this order, with others between them; holes ask for nothing.
function comparePartialArrays(a, b, memo) {
  let at = 0;
  for (let index = 0; index < b.length; index++) {
    if (!hasOwn(b, index)) continue;
    while (at < a.length && !(hasOwn(a, at) && compare(a[at], b[index], kPartial, memo))) at++;
    if (at === a.length) return false;
    at++;
  }
  return true;
}

// Whether a primitive has an equal (==) in a collection that doesn't have itself. `undefined`: no; a symbol, an object: never.
function looseCandidate(primitive) {
  switch (typeof primitive) {
    case 'undefined':
      return null;
    case 'object':
      return undefined;
    case 'symbol':
      return false;
    case 'string':
      primitive = +primitive;
      return primitive === primitive;
    case 'number':
      return primitive === primitive;
    default:
      return true;
  }
}

function setMightHave(a, b, value) {
  const candidate = looseCandidate(value);
  if (typeof candidate === 'boolean') return candidate;
  return b.has(candidate) && !a.has(candidate);
}

function isObject(value) {
  return typeof value === 'object' && value !== null;
}

function compareSets(a, b, mode, memo) {
  if (mode === kPartial) return everyHasMatch(b, a, (x, y) => compare(y, x, kPartial, memo), (value) => a.has(value));
  // What has no identical partner is looked for by comparing with everything that is left.
  let left;
  for (const value of a) {
    if (b.has(value)) continue;
    if (!isObject(value) && (mode !== kLoose || !setMightHave(a, b, value))) return false;
    (left ??= []).push(value);
  }
  if (left === undefined) return true;
  const right = [];
  for (const value of b) {
    if (a.has(value)) continue;
    if (!isObject(value) && (mode !== kLoose || !setMightHave(b, a, value))) return false;
    right.push(value);
  }
  return matchAll(left, right, (x, y) => compare(x, y, mode, memo));
}

// Each of `wanted` finds a partner of its own among `offered`.
function matchAll(wanted, offered, equal) {
  if (wanted.length !== offered.length) return false;
  for (const value of wanted) {
    const at = offered.findIndex((other) => equal(value, other));
    if (at === -1) return false;
    offered.splice(at, 1);
  }
  return true;
}

function everyHasMatch(wanted, offered, equal, hasIdentical) {
  let rest;
  for (const value of wanted) {
    if (hasIdentical(value)) continue;
    if (!isObject(value)) return false;
    rest ??= [...offered].filter((each) => isObject(each) && !wanted.has(each));
    const at = rest.findIndex((other) => equal(value, other));
    if (at === -1) return false;
    rest.splice(at, 1);
  }
  return true;
}

function compareMaps(a, b, mode, memo) {
  if (mode === kPartial) return comparePartialMaps(a, b, memo);
  let left;
  for (const [key, value] of a) {
    if (isObject(key)) {
      if (b.has(key) && compare(value, b.get(key), mode, memo)) continue;
      (left ??= []).push(key);
      continue;
    }
    const other = b.get(key);
    if ((other === undefined && !b.has(key)) || !compare(value, other, mode, memo)) {
      if (mode !== kLoose) return false;
      const candidate = looseCandidate(key);
      if (candidate === false) return false;
      if (candidate !== true && !(b.has(candidate) && compare(value, b.get(candidate), mode, memo) && !a.has(candidate))) return false;
      (left ??= []).push(key);
    }
  }
  if (left === undefined) return true;
  const matched = new Set(a.keys());
  for (const key of left) matched.delete(key);
  const right = [];
  for (const key of b.keys()) {
    if (matched.has(key)) continue;
    if (mode !== kLoose && !isObject(key)) return false;
    right.push(key);
  }
  return matchAll(left, right, (x, y) => compare(x, y, mode, memo) && compare(a.get(x), b.get(y), mode, memo));
}

function comparePartialMaps(a, b, memo) {
  let rest;
  for (const [key, value] of b) {
    if (a.has(key) && compare(a.get(key), value, kPartial, memo)) continue;
    if (!isObject(key)) return false;
    rest ??= [...a.keys()].filter((each) => isObject(each) && !b.has(each));
    const at = rest.findIndex((other) => compare(other, key, kPartial, memo) && compare(a.get(other), value, kPartial, memo));
    if (at === -1) return false;
    rest.splice(at, 1);
  }
  return true;
}

function isDeepEqual(a, b) {
  return compare(a, b, kLoose, undefined);
}

function isDeepStrictEqual(a, b) {
  return compare(a, b, kStrict, undefined);
}

function isPartialStrictEqual(a, b) {
  return compare(a, b, kPartial, undefined);
}

module.exports = { isDeepEqual, isDeepStrictEqual, isPartialStrictEqual };
