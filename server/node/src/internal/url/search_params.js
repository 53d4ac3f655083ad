'use strict';
// URLSearchParams: a flat list [name, value, name, value, ...].

const {
  codes: { ERR_ARG_NOT_ITERABLE, ERR_INVALID_THIS, ERR_INVALID_TUPLE, ERR_MISSING_ARGS },
} = require('internal/errors');
const { validateFunction } = require('internal/validators');
const { kEnumerableProperty } = require('internal/util');
const utf8 = require('internal/buffer/utf8');

const { defineProperties } = Object;
const customInspect = Symbol.for('nodejs.util.inspect.custom');

// A value as well-formed text; with the sentence of Node's engine for what can't be converted.
function toText(value) {
  if (typeof value === 'string') return value.isWellFormed() ? value : value.toWellFormed();
  if (typeof value === 'symbol') throw new TypeError('Cannot convert a Symbol value to a string');
  return `${value}`.toWellFormed();
}

const PERCENT = 37;

function hexDigit(code) {
  if (code >= 48 && code <= 57) return code - 48;
  if (code >= 65 && code <= 70) return code - 55;
  if (code >= 97 && code <= 102) return code - 87;
  return -1;
}

// Bytes of `%XX` as UTF-8, broken ones as U+FFFD; what is not well formed stays.
function percentDecode(text) {
  const room = new Uint8Array(3 * text.length);
  const length = utf8.encodeInto(room, text, 0, room.length);
  let at = 0;
  for (let i = 0; i < length; i++) {
    let byte = room[i];
    if (byte === PERCENT && i + 2 < length) {
      const high = hexDigit(room[i + 1]);
      const low = hexDigit(room[i + 2]);
      if (high >= 0 && low >= 0) {
        byte = high << 4 | low;
        i += 2;
      }
    }
    room[at++] = byte;
  }
  return utf8.decode(room, 0, at);
}

const needsDecoding = /[+%]/;

function decodePart(text) {
  if (!needsDecoding.test(text)) return text;
  if (text.includes('+')) text = text.replaceAll('+', ' ');
  try {
    // Quick, but strict.
    return decodeURIComponent(text);
  } catch {
    return percentDecode(text);
  }
}

// application/x-www-form-urlencoded
function parseParams(text) {
  const list = [];
  const { length } = text;
  let start = 0;
  let equals = -1;
  for (let i = 0; i <= length; i++) {
    const code = i < length ? text.charCodeAt(i) : 38;
    if (code === 61 /* = */) {
      if (equals === -1) equals = i;
    } else if (code === 38 /* & */) {
      if (i > start) {
        if (equals === -1) list.push(decodePart(text.slice(start, i)), '');
        else list.push(decodePart(text.slice(start, equals)), decodePart(text.slice(equals + 1, i)));
      }
      start = i + 1;
      equals = -1;
    }
  }
  return list;
}

const plain = /^[A-Za-z0-9*\-._]*$/;
const leftOver = /[!'()~]|%20/g;
const replacements = { '!': '%21', "'": '%27', '(': '%28', ')': '%29', '~': '%7E', '%20': '+' };

// The names and values are well formed: they were converted when they came in.
function encodePart(text) {
  if (plain.test(text)) return text;
  return encodeURIComponent(text).replace(leftOver, (part) => replacements[part]);
}

function serializeParams(list) {
  let text = '';
  for (let i = 0; i < list.length; i += 2) {
    text += `${i === 0 ? '' : '&'}${encodePart(list[i])}=${encodePart(list[i + 1])}`;
  }
  return text;
}

class URLSearchParamsIterator {
  #target;
  #kind;
  #index = 0;

  constructor(target, kind) {
    this.#target = target;
    this.#kind = kind;
  }

  next() {
    if (typeof this !== 'object' || this === null || !(#target in this)) {
      throw new ERR_INVALID_THIS('URLSearchParamsIterator');
    }
    const list = listOf(this.#target);
    const index = this.#index;
    if (index >= list.length) return { value: undefined, done: true };
    this.#index += 2;
    return { value: valueAt(list, index, this.#kind), done: false };
  }

  [customInspect](depth, options) {
    if (!this || typeof this !== 'object' || !(#target in this)) {
      throw new ERR_INVALID_THIS('URLSearchParamsIterator');
    }
    if (typeof depth === 'number' && depth < 0) return options.stylize('[Object]', 'special');
    const { inspect } = require('internal/util/inspect');
    const inner = innerOptions(depth, options);
    const list = listOf(this.#target);
    const shown = [];
    for (let i = this.#index; i < list.length; i += 2) shown.push(inspect(valueAt(list, i, this.#kind), inner));
    return layOut(`${this[Symbol.toStringTag]} {`, shown, inner);
  }
}

function valueAt(list, index, kind) {
  if (kind === 'keys') return list[index];
  if (kind === 'values') return list[index + 1];
  return [list[index], list[index + 1]];
}

function innerOptions(depth, options) {
  const inner = { ...options };
  if (depth !== null) inner.depth = depth - 1;
  return inner;
}

function layOut(head, parts, options) {
  const length = parts.reduce((sum, part) => sum + part.replace(/\u001b\[\d\d?m/g, '').length + 2, -2);
  if (length > options.breakLength) return `${head}\n  ${parts.join(',\n  ')} }`;
  return `${head} ${parts.join(', ')} }`;
}

const arrayIteratorPrototype = Object.getPrototypeOf(Object.getPrototypeOf([][Symbol.iterator]()));
Object.setPrototypeOf(URLSearchParamsIterator.prototype, arrayIteratorPrototype);
defineProperties(URLSearchParamsIterator.prototype, {
  next: kEnumerableProperty,
  [Symbol.toStringTag]: { __proto__: null, configurable: true, value: 'URLSearchParams Iterator' },
});
delete URLSearchParamsIterator.prototype.constructor;

// Reaches private fields for the URL class; filled below.
let listOf;
let setList;
let setOwner;

class URLSearchParams {
  #list = [];
  // Told when this changes: the URL that it belongs to.
  #owner = undefined;

  static {
    listOf = (params) => params.#list;
    setList = (params, list) => { params.#list = list; };
    setOwner = (params, owner) => { params.#owner = owner; };
  }

  static #check(value) {
    if (typeof value !== 'object' || value === null || !(#list in value)) throw new ERR_INVALID_THIS('URLSearchParams');
  }

  constructor(init = undefined) {
    if (init == null) return;
    if (typeof init === 'object' || typeof init === 'function') {
      const method = init[Symbol.iterator];
      if (method === this[Symbol.iterator] && #list in init) {
        this.#list = init.#list.slice();
      } else if (method != null) {
        if (typeof method !== 'function') throw new ERR_ARG_NOT_ITERABLE('Query pairs');
        this.#list = pairsOf(init);
      } else {
        this.#list = propertiesOf(init);
      }
      return;
    }
    const text = toText(init);
    this.#list = parseParams(text.charCodeAt(0) === 63 ? text.slice(1) : text);
  }

  [customInspect](depth, options) {
    URLSearchParams.#check(this);
    if (typeof depth === 'number' && depth < 0) return options.stylize('[Object]', 'special');
    const { inspect } = require('internal/util/inspect');
    const inner = innerOptions(depth, options);
    const list = this.#list;
    const shown = [];
    for (let i = 0; i < list.length; i += 2) shown.push(`${inspect(list[i], inner)} => ${inspect(list[i + 1], inner)}`);
    // Only the iterator's braces stay apart when they are empty.
    return shown.length === 0 ? `${this.constructor.name} {}` : layOut(`${this.constructor.name} {`, shown, inner);
  }

  get size() {
    URLSearchParams.#check(this);
    return this.#list.length / 2;
  }

  append(name, value) {
    URLSearchParams.#check(this);
    if (arguments.length < 2) throw new ERR_MISSING_ARGS('name', 'value');
    this.#list.push(toText(name), toText(value));
    this.#owner?.();
  }

  delete(name, value = undefined) {
    URLSearchParams.#check(this);
    if (arguments.length < 1) throw new ERR_MISSING_ARGS('name');
    name = toText(name);
    if (value !== undefined) value = toText(value);
    const list = this.#list;
    let kept = 0;
    for (let i = 0; i < list.length; i += 2) {
      if (list[i] === name && (value === undefined || list[i + 1] === value)) continue;
      list[kept++] = list[i];
      list[kept++] = list[i + 1];
    }
    list.length = kept;
    this.#owner?.();
  }

  get(name) {
    URLSearchParams.#check(this);
    if (arguments.length < 1) throw new ERR_MISSING_ARGS('name');
    const list = this.#list;
    name = toText(name);
    for (let i = 0; i < list.length; i += 2) {
      if (list[i] === name) return list[i + 1];
    }
    return null;
  }

  getAll(name) {
    URLSearchParams.#check(this);
    if (arguments.length < 1) throw new ERR_MISSING_ARGS('name');
    const list = this.#list;
    const values = [];
    name = toText(name);
    for (let i = 0; i < list.length; i += 2) {
      if (list[i] === name) values.push(list[i + 1]);
    }
    return values;
  }

  has(name, value = undefined) {
    URLSearchParams.#check(this);
    if (arguments.length < 1) throw new ERR_MISSING_ARGS('name');
    const list = this.#list;
    name = toText(name);
    if (value !== undefined) value = toText(value);
    for (let i = 0; i < list.length; i += 2) {
      if (list[i] === name && (value === undefined || list[i + 1] === value)) return true;
    }
    return false;
  }

  set(name, value) {
    URLSearchParams.#check(this);
    if (arguments.length < 2) throw new ERR_MISSING_ARGS('name', 'value');
    const list = this.#list;
    name = toText(name);
    value = toText(value);
    let found = false;
    let kept = 0;
    for (let i = 0; i < list.length; i += 2) {
      if (list[i] !== name) {
        list[kept++] = list[i];
        list[kept++] = list[i + 1];
      } else if (!found) {
        // The first takes the value, the others go.
        found = true;
        list[kept++] = name;
        list[kept++] = value;
      }
    }
    list.length = kept;
    if (!found) list.push(name, value);
    this.#owner?.();
  }

  sort() {
    URLSearchParams.#check(this);
    const list = this.#list;
    const pairs = [];
    for (let i = 0; i < list.length; i += 2) pairs.push([list[i], list[i + 1]]);
    // By code units, stable; strings compare so.
    pairs.sort((a, b) => (a[0] < b[0] ? -1 : a[0] > b[0] ? 1 : 0));
    for (let i = 0; i < pairs.length; i++) {
      list[2 * i] = pairs[i][0];
      list[2 * i + 1] = pairs[i][1];
    }
    this.#owner?.();
  }

  entries() {
    URLSearchParams.#check(this);
    return new URLSearchParamsIterator(this, 'entries');
  }

  forEach(callback, thisArg = undefined) {
    URLSearchParams.#check(this);
    validateFunction(callback, 'callback');
    // The list may change meanwhile.
    for (let i = 0; i < this.#list.length; i += 2) {
      callback.call(thisArg, this.#list[i + 1], this.#list[i], this);
    }
  }

  keys() {
    URLSearchParams.#check(this);
    return new URLSearchParamsIterator(this, 'keys');
  }

  values() {
    URLSearchParams.#check(this);
    return new URLSearchParamsIterator(this, 'values');
  }

  toString() {
    URLSearchParams.#check(this);
    return serializeParams(this.#list);
  }
}

function pairsOf(init) {
  const list = [];
  for (const pair of init) {
    if (pair == null) throw new ERR_INVALID_TUPLE('Each query pair', '[name, value]');
    if (Array.isArray(pair) && pair.length === 2) {
      list.push(toText(pair[0]), toText(pair[1]));
      continue;
    }
    if ((typeof pair !== 'object' && typeof pair !== 'function') || typeof pair[Symbol.iterator] !== 'function') {
      throw new ERR_INVALID_TUPLE('Each query pair', '[name, value]');
    }
    const before = list.length;
    for (const item of pair) list.push(toText(item));
    if (list.length !== before + 2) throw new ERR_INVALID_TUPLE('Each query pair', '[name, value]');
  }
  return list;
}

function propertiesOf(init) {
  const list = [];
  // A name can come twice after its conversion: the last value stays, at the first place.
  const seen = new Map();
  for (const key of Reflect.ownKeys(init)) {
    const descriptor = Reflect.getOwnPropertyDescriptor(init, key);
    if (descriptor === undefined || !descriptor.enumerable) continue;
    const name = toText(key);
    const value = toText(init[key]);
    const at = seen.get(name);
    if (at !== undefined) list[at] = value;
    else seen.set(name, list.push(name, value) - 1);
  }
  return list;
}

defineProperties(URLSearchParams.prototype, {
  append: kEnumerableProperty,
  delete: kEnumerableProperty,
  get: kEnumerableProperty,
  getAll: kEnumerableProperty,
  has: kEnumerableProperty,
  set: kEnumerableProperty,
  sort: kEnumerableProperty,
  entries: kEnumerableProperty,
  forEach: kEnumerableProperty,
  keys: kEnumerableProperty,
  values: kEnumerableProperty,
  toString: kEnumerableProperty,
  size: kEnumerableProperty,
  [Symbol.toStringTag]: { __proto__: null, configurable: true, value: 'URLSearchParams' },
  [Symbol.iterator]: {
    __proto__: null, configurable: true, writable: true, value: URLSearchParams.prototype.entries,
  },
});
Object.defineProperty(URLSearchParams, 'length', { __proto__: null, configurable: true, value: 0 });

module.exports = {
  URLSearchParams,
  parseParams,
  percentDecode,
  serializeParams: (params) => serializeParams(listOf(params)),
  setList,
  setOwner,
  toText,
};
