'use strict';

// What an object is, for util.inspect: its braces, its keys, and who writes its entries.

const { getOwnPropertyDescriptor, getOwnPropertyNames, getOwnPropertySymbols, keys: objectKeys } = Object;
const { isArray } = Array;
const { isView } = ArrayBuffer;
const { apply } = Reflect;
const { internals } = lode;

const { formatNumber, formatPrimitive } = require('internal/util/inspect/primitives');
const { kArrayExtrasType, kObjectType } = require('internal/util/inspect/layout');
const { getFunctionBase, getPrefix } = require('internal/util/inspect/prototypes');
const collections = require('internal/util/inspect/collections');
const { isBare, nonIndexNames } = require('internal/util/keys');
const values = require('internal/util/inspect/value');

const { iterator, toStringTag } = Symbol;

const typedArrayPrototype = Object.getPrototypeOf(Uint8Array.prototype);
const typedArrayTag = getOwnPropertyDescriptor(typedArrayPrototype, toStringTag).get;
const typedArrayLength = getOwnPropertyDescriptor(typedArrayPrototype, 'length').get;
const setSize = getOwnPropertyDescriptor(Set.prototype, 'size').get;
const mapSize = getOwnPropertyDescriptor(Map.prototype, 'size').get;
const { toString: dateToString, toISOString, getTime } = Date.prototype;
const regExpToString = RegExp.prototype.toString;

const valueOfBoxed = {
  __proto__: null,
  Number: Number.prototype.valueOf,
  String: String.prototype.valueOf,
  Boolean: Boolean.prototype.valueOf,
  BigInt: BigInt.prototype.valueOf,
  Symbol: Symbol.prototype.valueOf,
};

// Object.prototype.propertyIsEnumerable fails on the global object of this engine.
function isOwnEnumerable(value, key) {
  const descriptor = getOwnPropertyDescriptor(value, key);
  return descriptor !== undefined && descriptor.enumerable;
}

function getKeys(value, showHidden) {
  const symbols = getOwnPropertySymbols(value);
  if (showHidden) {
    const keys = getOwnPropertyNames(value);
    return symbols.length === 0 ? keys : keys.concat(symbols);
  }
  let keys;
  try {
    keys = objectKeys(value);
  } catch {
    // A module's namespace while one of its bindings is not yet there.
    keys = getOwnPropertyNames(value);
  }
  return symbols.length === 0 ? keys : keys.concat(symbols.filter((symbol) => isOwnEnumerable(value, symbol)));
}

// The keys of an array but its indexes.
function getNonIndexKeys(value, showHidden) {
  if (!showHidden && isBare(value)) return [];
  const names = nonIndexNames(value, showHidden);
  const symbols = getOwnPropertySymbols(value);
  for (let index = 0; index < symbols.length; index++) {
    if (showHidden || isOwnEnumerable(value, symbols[index])) names.push(symbols[index]);
  }
  return names;
}

const sharedLength = getOwnPropertyDescriptor(SharedArrayBuffer.prototype, 'byteLength').get;
function isShared(buffer) {
  try {
    apply(sharedLength, buffer, []);
    return true;
  } catch {
    return false;
  }
}

function noEntries() {
  return [];
}

// What has entries of its own kind, as long as it can be iterated over.
const iterableTags = new Set(['Set', 'Map', 'MapIterator', 'SetIterator']);

// Tags that say nothing once the class is gone from the chain of prototypes.
const plainWithoutClass = new Set([
  'RegExp', 'Date', 'NativeError', 'ArrayBuffer', 'SharedArrayBuffer', 'DataView', 'Promise', 'WeakSet', 'WeakMap', 'BoxedNumber',
  'BoxedString', 'BoxedBoolean', 'BoxedBigInt', 'BoxedSymbol', 'External',
]);

// Everything about one object that depends on what it is. `done` is the whole text where nothing is left to be said;
// otherwise `format` writes the entries that aren't properties.
function describe(ctx, value, recurseTimes, typedArray, typeName, shape) {
  const { constructor, tag } = shape;
  const { showHidden } = ctx;
  const bare = shape.protoProps === undefined;

  const isIterable = constructor === null || iterator in value;
  if (isIterable && isArray(value)) {
    const prefix = constructor !== 'Array' || tag !== '' ? getPrefix(constructor, tag, 'Array', `(${value.length})`) : '';
    const keys = getNonIndexKeys(value, showHidden);
    shape.keys = keys;
    shape.open = `${prefix}[`;
    shape.close = ']';
    shape.extrasType = kArrayExtrasType;
    shape.format = collections.formatArray;
    if (value.length === 0 && keys.length === 0 && bare) shape.done = `${shape.open}]`;
    return;
  }

  if (typeof value === 'function') {
    shape.keys = getKeys(value, showHidden);
    shape.base = getFunctionBase(ctx, value, constructor, tag);
    if (shape.keys.length === 0 && bare) shape.done = ctx.stylize(shape.base, 'special');
    return;
  }

  // Something whose prototype was replaced by one of another kind is shown as what that makes of it.
  if (!isIterable && (iterableTags.has(typeName) || isView(value))) {
    if (typeName !== 'DataView') typeName = 'None';
  }
  if (constructor === 'Object' && plainWithoutClass.has(typeName)) typeName = 'None';
  switch (typeName) {
    case '': {
      if (isView(value)) return describeView(ctx, value, shape);
      break;
    }
    case 'DataView':
      return describeView(ctx, value, shape);
    case 'Set':
    case 'Map': {
      const isSet = typeName === 'Set';
      const size = apply(isSet ? setSize : mapSize, value, []);
      const prefix = getPrefix(constructor, tag, typeName, `(${size})`);
      shape.keys = getKeys(value, showHidden);
      shape.open = `${prefix}{`;
      shape.argument = size;
      shape.format = isSet ? collections.formatSet : collections.formatMap;
      if (size === 0 && shape.keys.length === 0 && bare) shape.done = `${prefix}{}`;
      return;
    }
    case 'MapIterator':
    case 'SetIterator':
      return describeIterator(value, showHidden, typeName === 'MapIterator' ? 'Map' : 'Set', shape);
    case 'ArgumentsObject': {
      shape.keys = getKeys(value, showHidden);
      shape.open = constructor === 'Object' ? '[Arguments] {' : `${getPrefix(constructor, tag, 'Arguments')}{`;
      if (shape.keys.length === 0 && bare) shape.done = `${shape.open}}`;
      return;
    }
    case 'RegExp': {
      shape.keys = getKeys(value, showHidden);
      const text = apply(regExpToString, constructor !== null ? value : new RegExp(value), []);
      const prefix = getPrefix(constructor, tag, 'RegExp');
      shape.base = prefix === 'RegExp ' ? text : `${prefix}${text}`;
      if ((shape.keys.length === 0 && bare) || (recurseTimes > ctx.depth && ctx.depth !== null)) {
        shape.done = ctx.stylize(shape.base, 'regexp');
      }
      return;
    }
    case 'Date': {
      shape.keys = getKeys(value, showHidden);
      const text = Number.isNaN(apply(getTime, value, [])) ? apply(dateToString, value, []) : apply(toISOString, value, []);
      const prefix = getPrefix(constructor, tag, 'Date');
      shape.base = prefix === 'Date ' ? text : `${prefix}${text}`;
      if (shape.keys.length === 0 && bare) shape.done = ctx.stylize(shape.base, 'date');
      return;
    }
    case 'NativeError':
      return describeError(ctx, value, shape);
    case 'ArrayBuffer':
    case 'SharedArrayBuffer': {
      // Without a prototype the engine's tag does not tell them apart.
      if (constructor === null && isShared(value)) typeName = 'SharedArrayBuffer';
      shape.keys = getKeys(value, showHidden);
      const prefix = getPrefix(constructor, tag, typeName);
      shape.open = `${prefix}{`;
      if (!typedArray) shape.format = collections.formatArrayBuffer;
      else if (shape.keys.length === 0 && bare) {
        shape.done = `${prefix}{ [byteLength]: ${formatNumber(ctx.stylize, value.byteLength, false)} }`;
        return;
      }
      shape.keys.unshift('byteLength');
      return;
    }
    case 'Promise':
      shape.keys = getKeys(value, showHidden);
      shape.open = `${getPrefix(constructor, tag, 'Promise')}{`;
      shape.format = collections.formatPromise;
      return;
    case 'WeakSet':
    case 'WeakMap':
      shape.keys = getKeys(value, showHidden);
      shape.open = `${getPrefix(constructor, tag, typeName)}{`;
      shape.format = typeName === 'WeakSet' ? collections.formatWeakSet : collections.formatWeakMap;
      return;
    case 'ModuleNamespaceObject':
      return describeNamespace(value, showHidden, shape);
    case 'BoxedNumber':
    case 'BoxedString':
    case 'BoxedBoolean':
    case 'BoxedBigInt':
    case 'BoxedSymbol':
      return describeBoxed(ctx, value, typeName.slice(5), shape);
    case 'External':
      shape.keys = getKeys(value, showHidden);
      if (shape.keys.length === 0 && bare) shape.done = ctx.stylize('[External]', 'special');
      return;
  }

  if (constructor !== 'Object') {
    if (value instanceof Error) return describeError(ctx, value, shape);
    if (constructor === 'URL' && isURL(value) && !(recurseTimes > ctx.depth && ctx.depth !== null)) {
      shape.keys = getKeys(value, showHidden);
      shape.base = value.href;
      if (shape.keys.length === 0 && bare) shape.done = shape.base;
      return;
    }
  }

  shape.keys = getKeys(value, showHidden);
  if (constructor === 'Object') {
    if (tag !== '') shape.open = `${getPrefix(constructor, tag, 'Object')}{`;
    if (shape.keys.length === 0 && bare) shape.done = `${shape.open}}`;
    return;
  }
  const prefix = getPrefix(constructor, tag, 'Object');
  if (shape.keys.length === 0 && bare) shape.done = `${prefix}{}`;
  else shape.open = `${prefix}{`;
}

function isURL(value) {
  return require('internal/url').isURL(value);
}

function describeView(ctx, value, shape) {
  const { constructor, tag } = shape;
  const name = apply(typedArrayTag, value, []);
  if (name === undefined) {
    shape.keys = getKeys(value, ctx.showHidden);
    shape.open = `${getPrefix(constructor, tag, 'DataView')}{`;
    // Accessors of the prototype, but what a view is about.
    shape.keys.unshift('byteLength', 'byteOffset', 'buffer');
    return;
  }
  // Without a prototype it has no `length` to ask for.
  const bound = constructor === null ? new globalThis[name](value) : value;
  const length = apply(typedArrayLength, value, []);
  shape.keys = getNonIndexKeys(value, ctx.showHidden);
  shape.open = `${getPrefix(constructor, tag, constructor === null ? name : '', `(${length})`)}[`;
  shape.close = ']';
  shape.extrasType = kArrayExtrasType;
  shape.argument = length;
  shape.format = (context, object, recurseTimes) => collections.formatTypedArray(context, object, recurseTimes, length, bound);
  if (length === 0 && shape.keys.length === 0 && !ctx.showHidden) shape.done = `${shape.open}]`;
}

function describeIterator(value, showHidden, kind, shape) {
  shape.keys = getKeys(value, showHidden);
  const { entries, isKeyValue } = internals.previewEntries(value) ?? { entries: undefined, isKeyValue: false };
  const name = `${kind} ${isKeyValue ? 'Entries' : 'Iterator'}`;
  const { tag } = shape;
  shape.open = `[${tag !== '' && tag !== `${kind} Iterator` ? `${tag}] [` : ''}${name}] {`;
  if (entries === undefined) {
    shape.format = (ctx) => [ctx.stylize('<items unknown>', 'special')];
    return;
  }
  shape.format = isKeyValue
    ? (ctx, object, recurseTimes) => collections.formatMapEntries(ctx, entries, recurseTimes, false)
    : (ctx, object, recurseTimes) => collections.formatSetEntries(ctx, entries, recurseTimes, false);
}

function describeError(ctx, value, shape) {
  shape.keys = getKeys(value, ctx.showHidden);
  shape.base = require('internal/util/inspect/errors').formatError(ctx, value, shape.constructor, shape.tag, shape.keys);
  if (shape.keys.length === 0 && shape.protoProps === undefined) shape.done = shape.base;
}

function describeNamespace(value, showHidden, shape) {
  const keys = getKeys(value, showHidden);
  shape.keys = [];
  shape.open = `${getPrefix(shape.constructor, shape.tag, 'Module')}{`;
  shape.format = (ctx, object, recurseTimes) =>
    keys.map((key) => {
      try {
        return values.formatProperty(ctx, { __proto__: null, [key]: object[key] }, recurseTimes, key, kObjectType);
      } catch (error) {
        if (!(error instanceof ReferenceError)) throw error;
        // The module has not got to the point where this binding gets its value.
        const name = values.formatProperty(ctx, { [key]: '' }, recurseTimes, key, kObjectType);
        const separator = name.lastIndexOf(' ');
        return `${name.slice(0, separator + 1)}${ctx.stylize('<uninitialized>', 'special')}`;
      }
    });
}

function describeBoxed(ctx, value, type, shape) {
  const { constructor, tag } = shape;
  let keys = getKeys(value, ctx.showHidden);
  if (type === 'String') {
    // The characters are own properties too.
    keys = keys.slice(value.length);
  }
  let base = `[${type}`;
  if (type !== constructor) base += constructor === null ? ' (null prototype)' : ` (${constructor})`;
  base += `: ${formatPrimitive({ ...ctx, stylize: String }, apply(valueOfBoxed[type], value, []))}]`;
  if (tag !== '' && tag !== constructor) base += ` [${tag}]`;
  shape.keys = keys;
  shape.base = keys.length !== 0 ? base : ctx.stylize(base, type.toLowerCase());
  if (keys.length === 0 && shape.protoProps === undefined) shape.done = shape.base;
}

module.exports = { describe, isOwnEnumerable, noEntries };
