'use strict';

// Helpers that many builtins share; those that users see (promisify, deprecate) are exported by node:util.

const {
  codes: { ERR_INVALID_ARG_TYPE, ERR_INVALID_ARG_VALUE, ERR_OUT_OF_RANGE, ERR_UNKNOWN_SIGNAL, ERR_NO_CRYPTO },
  isErrorLike,
} = require('internal/errors');

const deprecations = require('internal/util/deprecate');
const { customPromisifyArgs, promisify } = require('internal/util/promisify');

const { defineProperty, defineProperties, getOwnPropertyDescriptor, getPrototypeOf, setPrototypeOf, freeze, hasOwn } = Object;
const { apply, construct } = Reflect;

const kEmptyObject = freeze({ __proto__: null });
const kEnumerableProperty = freeze({ __proto__: null, enumerable: true });

const customInspectSymbol = Symbol.for('nodejs.util.inspect.custom');
const kIsEncodingSymbol = Symbol('kIsEncodingSymbol');
const kVmBreakFirstLineSymbol = Symbol('kVmBreakFirstLineSymbol');

for (const name of ['dispose', 'asyncDispose']) {
  if (Symbol[name] === undefined) {
    defineProperty(Symbol, name, { __proto__: null, value: Symbol(`Symbol.${name}`), enumerable: false, writable: false, configurable: false });
  }
}
const SymbolDispose = Symbol.dispose;
const SymbolAsyncDispose = Symbol.asyncDispose;

const isWindows = process.platform === 'win32';
const isMacOS = process.platform === 'darwin';

const encodingsMap = { __proto__: null, ascii: 0, utf8: 1, base64: 2, utf16le: 3, latin1: 4, hex: 5, buffer: 6, base64url: 7 };

function lookupEncoding(name) {
  switch (name) {
    case 'utf8':
    case 'utf-8':
      return 'utf8';
    case 'hex':
    case 'ascii':
    case 'base64':
    case 'base64url':
    case 'latin1':
    case 'utf16le':
      return name;
    case 'binary':
      return 'latin1';
    case 'ucs2':
    case 'ucs-2':
    case 'utf-16le':
      return 'utf16le';
    default:
      return undefined;
  }
}

// The canonical name of an encoding; undefined for one that isn't known, utf8 for none.
function normalizeEncoding(encoding) {
  if (encoding == null || encoding === 'utf8' || encoding === 'utf-8' || encoding === '') return 'utf8';
  return lookupEncoding(encoding) ?? lookupEncoding(`${encoding}`.toLowerCase());
}

function getLazy(initializer) {
  let value;
  let ready = false;
  return () => {
    if (!ready) {
      value = initializer();
      ready = true;
    }
    return value;
  };
}

function cachedResult(fn) {
  let result;
  return () => {
    result ??= fn();
    // A copy: the caller may change it.
    return result.slice();
  };
}

function once(callback, { preserveReturnValue = false } = kEmptyObject) {
  let called = false;
  let value;
  return function (...args) {
    if (called) return value;
    called = true;
    const result = apply(callback, this, args);
    if (preserveReturnValue) value = result;
    return result;
  };
}

// The call sites above `fn`, at most `limit`.
function captureCallSites(fn, limit) {
  const { stackTraceLimit } = Error;
  const prepare = getOwnPropertyDescriptor(Error, 'prepareStackTrace');
  const holder = {};
  try {
    Error.stackTraceLimit = limit;
    defineProperty(Error, 'prepareStackTrace', { __proto__: null, configurable: true, writable: true, enumerable: true, value: (error, sites) => sites });
    Error.captureStackTrace(holder, fn);
    const { stack } = holder;
    return typeof stack === 'string' ? [] : stack;
  } finally {
    Error.stackTraceLimit = stackTraceLimit;
    if (prepare === undefined) delete Error.prepareStackTrace;
    else defineProperty(Error, 'prepareStackTrace', setPrototypeOf(prepare, null));
  }
}

// Errors and signals ----------------------------------------------------------------------------------------------------

function isError(value) {
  return isNativeError(value) || value instanceof Error;
}

function isNativeError(value) {
  return require('internal/util/types').isNativeError(value);
}

function validateErrno(number) {
  if (typeof number !== 'number') throw new ERR_INVALID_ARG_TYPE('err', 'number', number);
  if (number >= 0 || !Number.isSafeInteger(number)) throw new ERR_OUT_OF_RANGE('err', 'a negative integer', number);
}

function getSystemErrorName(number) {
  validateErrno(number);
  return require('internal/errors/uv').errname(number);
}

function getSystemErrorMessage(number) {
  validateErrno(number);
  return require('internal/errors/uv').getErrorMessage(number);
}

function getSystemErrorMap() {
  return require('internal/errors/uv').getErrorMap();
}

function convertToValidSignal(signal) {
  const { signals } = require('os').constants;
  if (typeof signal === 'number') {
    for (const name in signals) if (signals[name] === signal) return signal;
  } else if (typeof signal === 'string') {
    const number = signals[signal.toUpperCase()];
    if (number !== undefined) return number;
  }
  throw new ERR_UNKNOWN_SIGNAL(typeof signal === 'string' ? signal : require('internal/util/inspect').inspect(signal));
}

// Shapes of properties --------------------------------------------------------------------------------------------------

function assignFunctionName(name, fn, descriptor = kEmptyObject) {
  if (typeof name !== 'string') {
    const { description } = name;
    name = description === undefined ? '' : `[${description}]`;
  }
  return defineProperty(fn, 'name', { __proto__: null, writable: false, enumerable: false, configurable: true, ...getOwnPropertyDescriptor(fn, 'name'), ...descriptor, value: name });
}

function setOwnProperty(object, key, value) {
  return defineProperty(object, key, { __proto__: null, configurable: true, enumerable: true, value, writable: true });
}

function defineOperation(target, name, method) {
  defineProperty(target, name, { __proto__: null, writable: true, enumerable: true, configurable: true, value: method });
}

function exposeInterface(target, name, value) {
  defineProperty(target, name, { __proto__: null, writable: true, enumerable: false, configurable: true, value });
}

const exposeNamespace = exposeInterface;

function exposeGetterAndSetter(target, name, getter, setter = undefined) {
  defineProperty(target, name, { __proto__: null, enumerable: false, configurable: true, get: getter, set: setter });
}

// Properties that load module `id` when they are first read, and are plain data from then on.
function defineLazyProperties(target, id, keys, enumerable = true) {
  const descriptors = { __proto__: null };
  for (const key of keys) {
    const set = assignFunctionName(`set ${key}`, function (value) {
      defineProperty(target, key, { __proto__: null, value, enumerable, writable: true, configurable: true });
    });
    const get = assignFunctionName(`get ${key}`, function () {
      const value = require(id)[key];
      set(value);
      return value;
    });
    lode.lazyGetter?.(get);
    descriptors[key] = { __proto__: null, enumerable, configurable: true, get, set };
  }
  defineProperties(target, descriptors);
}

function exposeLazyInterfaces(target, id, keys) {
  defineLazyProperties(target, id, keys, false);
}

// Accessors in the manner of Web IDL's [Replaceable]: read lazily, replaced by assignment.
function defineReplaceableLazyAttribute(target, id, keys, writable = true, check = undefined) {
  for (const key of keys) {
    let value;
    const get = assignFunctionName(`get ${key}`, function () {
      if (check !== undefined) check.call(this);
      value ??= require(id)[key];
      return value;
    });
    const set = writable
      ? assignFunctionName(`set ${key}`, function (replacement) {
          defineProperty(target, key, { __proto__: null, writable: true, enumerable: true, configurable: true, value: replacement });
        })
      : undefined;
    defineProperty(target, key, { __proto__: null, enumerable: true, configurable: true, get, set });
  }
}

function filterOwnProperties(source, keys) {
  const filtered = { __proto__: null };
  for (const key of keys) if (hasOwn(source, key)) filtered[key] = source[key];
  return filtered;
}

function getConstructorOf(object) {
  while (object) {
    const descriptor = getOwnPropertyDescriptor(object, 'constructor');
    if (descriptor !== undefined && typeof descriptor.value === 'function' && descriptor.value.name !== '') return descriptor.value;
    object = getPrototypeOf(object);
  }
  return null;
}

function createClassWrapper(type) {
  function wrapper(...args) {
    return construct(type, args, new.target || type);
  }
  assignFunctionName(type.name, wrapper);
  setPrototypeOf(wrapper, type);
  wrapper.prototype = type.prototype;
  return wrapper;
}

// Lists and strings -----------------------------------------------------------------------------------------------------

// Removes one item; faster than `splice` for the short lists it is used on.
function spliceOne(list, index) {
  for (; index + 1 < list.length; index++) list[index] = list[index + 1];
  list.pop();
}

function join(list, separator) {
  return list.map((each) => `${each}`).join(separator);
}

function filterDuplicateStrings(items, ignoreCase = false) {
  const seen = new Map();
  for (const item of items) {
    const key = item.toLowerCase();
    if (ignoreCase ? !seen.has(key) : !seen.has(item)) seen.set(ignoreCase ? key : item, item);
  }
  return [...seen.values()].sort();
}

function toUSVString(value) {
  return `${value}`.toWellFormed();
}

function removeColors(text) {
  return require('internal/util/inspect').stripVTControlCharacters(`${text}`);
}

const underNodeModules = /[/\\]node_modules[/\\]/i;

function isUnderNodeModules(filename) {
  return underNodeModules.test(filename);
}

// '127.0.0.1', '255.0.0.0' -> '127.0.0.1/8'; null when the mask has holes.
function getCIDR(address, netmask, family) {
  let ones = 0;
  let open = true;
  const groups = family === 'IPv6' ? netmask.split(':') : netmask.split('.');
  const [radix, width] = family === 'IPv6' ? [16, 16] : [10, 8];
  for (const group of groups) {
    if (group === '') continue;
    const bits = Number.parseInt(group, radix).toString(2).padStart(width, '0');
    for (const bit of bits) {
      if (bit === '1') {
        if (!open) return null;
        ones++;
      } else open = false;
    }
  }
  return `${address}/${ones}`;
}

// Promises --------------------------------------------------------------------------------------------------------------

function createDeferredPromise() {
  let resolve;
  let reject;
  const promise = new Promise((onResolve, onReject) => {
    resolve = onResolve;
    reject = onReject;
  });
  return { promise, resolve, reject };
}

let sleepCell;

// Blocks the thread.
function sleep(milliseconds) {
  if (typeof milliseconds !== 'number') throw new ERR_INVALID_ARG_TYPE('msec', 'number', milliseconds);
  if (milliseconds !== milliseconds >>> 0) {
    throw new ERR_OUT_OF_RANGE('msec', Number.isInteger(milliseconds) ? '>= 0 && <= 4294967295' : 'an integer', milliseconds);
  }
  sleepCell ??= new Int32Array(new SharedArrayBuffer(4));
  Atomics.wait(sleepCell, 0, 0, milliseconds);
}

// What there is in one place only ---------------------------------------------------------------------------------------

function lazyDOMExceptionClass() {
  return globalThis.DOMException;
}

function lazyDOMException(message, name = undefined) {
  return new globalThis.DOMException(message, name);
}

function getInternalGlobal() {
  return globalThis;
}

function getCWDURL() {
  const { pathToFileURL } = require('internal/url');
  const cwd = process.cwd();
  return pathToFileURL(cwd.endsWith('/') ? cwd : `${cwd}/`);
}

function assertCrypto() {
  if (process.versions.openssl === undefined) throw new ERR_NO_CRYPTO();
}

// What a file descriptor is, in libuv's words.
function guessHandleType(fd) {
  let stats;
  try {
    stats = require('fs').fstatSync(fd);
  } catch {
    return 'INVALID';
  }
  if (stats.isCharacterDevice()) return require('tty').isatty(fd) ? 'TTY' : 'FILE';
  if (stats.isFile()) return 'FILE';
  if (stats.isFIFO() || stats.isSocket()) return 'PIPE';
  return 'UNKNOWN';
}

// A weak reference that can be held for a while: what diagnostics_channel keeps its channels by.
class WeakReference {
  #weak;
  #strong = null;
  #references = 0;
  constructor(object) {
    this.#weak = new WeakRef(object);
  }

  incRef() {
    this.#references++;
    if (this.#references === 1) {
      const target = this.#weak.deref();
      if (target !== undefined) this.#strong = target;
    }
    return this.#references;
  }

  decRef() {
    this.#references--;
    if (this.#references === 0) this.#strong = null;
    return this.#references;
  }

  get() {
    return this.#weak.deref();
  }
}

module.exports = {
  ...deprecations,
  SymbolAsyncDispose,
  SymbolDispose,
  WeakReference,
  assertCrypto,
  assignFunctionName,
  cachedResult,
  captureCallSites,
  convertToValidSignal,
  createClassWrapper,
  createDeferredPromise,
  customInspectSymbol,
  customPromisifyArgs,
  defineLazyProperties,
  defineOperation,
  defineReplaceableLazyAttribute,
  encodingsMap,
  exposeGetterAndSetter,
  exposeInterface,
  exposeLazyInterfaces,
  exposeNamespace,
  filterDuplicateStrings,
  filterOwnProperties,
  getCIDR,
  getCWDURL,
  getConstructorOf,
  getInternalGlobal,
  getLazy,
  getSystemErrorMap,
  getSystemErrorMessage,
  getSystemErrorName,
  guessHandleType,
  isError,
  isErrorLike,
  isMacOS,
  isUnderNodeModules,
  isWindows,
  join,
  kEmptyObject,
  kEnumerableProperty,
  kIsEncodingSymbol,
  kVmBreakFirstLineSymbol,
  lazyDOMException,
  lazyDOMExceptionClass,
  normalizeEncoding,
  once,
  promisify,
  removeColors,
  setOwnProperty,
  sleep,
  spliceOne,
  toUSVString,
};
