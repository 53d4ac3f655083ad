'use strict';
/*! What a value is like, where its preview does not tell it: what it inherits, what its functions take, all names of a large object.
 * For those who complete names, as values::shape describes it. As with previews nothing of the program runs for it. */

const { isPromise, promiseState, typeTag } = lode.internals;
const { add, className, functionText, identifier, isClass, isProxy, own, proxyParts, sendable, slice, test, uncurry } = require('internal/evaluate/preview');

const { getOwnPropertyDescriptor, getPrototypeOf } = Object;
const { isArray } = Array;
const { isView } = ArrayBuffer;
const { ownKeys } = Reflect;
const { get: getKnown, set: setKnown } = WeakMap.prototype;
const known = uncurry(getKnown);
const remember = uncurry(setKnown);
const baseOf = uncurry(Map.prototype.get);
const mapEntries = uncurry(Map.prototype.entries);
const mapNext = uncurry(getPrototypeOf(new Map().entries()).next);
const setValues = uncurry(Set.prototype.values);
const setNext = uncurry(getPrototypeOf(new Set().values()).next);
const indexOf = uncurry(String.prototype.indexOf);
const startsWith = uncurry(String.prototype.startsWith);
const trim = uncurry(String.prototype.trim);

/** Objects in one another; members of the outermost, of others, of what is inherited; elements of a collection. */
const DEPTH = 3;
const MEMBERS = 400;
const INNER_MEMBERS = 40;
const INHERITED = 150;
const ELEMENTS = 5;
/** Members of one shape in all, and of all that are told in a run: a program is not held up by being looked at. */
const MOST = 1200;
const MOST_IN_ALL = 20000;
/** Characters of a function's text in which what it takes must stand. */
const HEAD = 400;
/** Names whose own properties a preview shows. */
const SHOWN = 40;

const digits = /^\d+$/;

/** The prototypes of the language, at which looking for what is inherited ends, with the names of their classes. */
const bases = new Map();
for (const name of ['Object', 'Function', 'Array', 'Error', 'TypeError', 'RangeError', 'SyntaxError', 'ReferenceError', 'Date', 'RegExp', 'Map', 'Set', 'WeakMap', 'WeakSet', 'Promise', 'ArrayBuffer', 'DataView', 'Int8Array', 'Uint8Array', 'Uint8ClampedArray', 'Int16Array', 'Uint16Array', 'Int32Array', 'Uint32Array', 'Float32Array', 'Float64Array', 'BigInt64Array', 'BigUint64Array', 'Number', 'String', 'Boolean', 'Symbol', 'BigInt']) {
  bases.set(globalThis[name].prototype, name);
}
/** What all functions have. */
const OF_FUNCTIONS = { __proto__: null, length: true, name: true, prototype: true, arguments: true, caller: true };

/** What is inherited, by the prototype: { members, base }. */
const inherited = new WeakMap();
let toldInAll = 0;

/** The names of what a function takes, as far as its text says it plainly. */
function parametersOf(value) {
  const text = functionText(value);
  const head = slice(text, 0, HEAD);
  const open = indexOf(head, '(');
  const arrow = indexOf(head, '=>');
  if (arrow !== -1 && (open === -1 || arrow < open)) {
    const name = trim(startsWith(head, 'async ') ? slice(head, 6, arrow) : slice(head, 0, arrow));
    return test(identifier, name) ? [name] : undefined;
  }
  if (open === -1 || indexOf(slice(head, 0, open), '[') !== -1) return undefined;
  const names = [];
  let depth = 0;
  let start = open + 1;
  for (let i = start; i < head.length; i++) {
    const character = head[i];
    if (character === '\'' || character === '"' || character === '`' || character === '/') return undefined;
    if (character === '(' || character === '[' || character === '{') depth++;
    else if (depth === 0 && (character === ',' || character === ')')) {
      const name = parameter(slice(head, start, i));
      if (name !== '') add(names, name);
      start = i + 1;
      if (character === ')') return text.length < HEAD && indexOf(text, '[native code]') !== -1 ? undefined : names;
    } else if (character === ')' || character === ']' || character === '}') depth--;
  }
  return undefined;
}

function parameter(text) {
  const value = indexOf(text, '=');
  const name = trim(value === -1 ? text : slice(text, 0, value));
  if (startsWith(name, '{')) return '{ \u2026 }';
  return startsWith(name, '[') ? '[ \u2026 ]' : name;
}

/** The names of properties. Of what is numbered there may be millions of numbers, and hardly a name. */
function namesOf(value) {
  return isArray(value) || isView(value) || typeTag(value) === 'BoxedString' ? [] : ownKeys(value);
}

/** What a function is called by others for: nothing of what is put on it. */
function functionAlone(value) {
  const isOfClass = isClass(value);
  const name = own(value, 'name');
  const node = { w: isOfClass ? 'class' : 'function' };
  if (typeof name === 'string' && name !== '') node.c = sendable(slice(name, 0, 80));
  const parameters = isOfClass ? undefined : parametersOf(value);
  if (parameters !== undefined) node.p = parameters;
  return node;
}

/** Whether a prototype is that of buffers, which are not loaded for being looked at. */
function isOfBuffers(prototype) {
  const parent = getPrototypeOf(prototype);
  const constructor = own(prototype, 'constructor');
  return parent !== null && baseOf(bases, parent) === 'Uint8Array' && typeof constructor === 'function' && !isProxy(constructor) && own(constructor, 'name') === 'Buffer';
}

/** Members that the objects of a class have of it, from a prototype up to where the language's own begin. */
function inheritedBy(prototype) {
  const found = known(inherited, prototype);
  if (found !== undefined) return found;
  const members = [];
  const names = { __proto__: null };
  let base = '';
  for (let at = prototype; at !== null && !isProxy(at); at = getPrototypeOf(at)) {
    const name = baseOf(bases, at) ?? (isOfBuffers(at) ? 'Buffer' : undefined);
    if (name !== undefined) {
      if (name !== 'Object' && name !== 'Function') base = name;
      break;
    }
    const keys = ownKeys(at);
    for (let i = 0; i < keys.length && members.length < INHERITED; i++) {
      const key = keys[i];
      if (typeof key !== 'string' || key === 'constructor' || names[key] || typeof at === 'function' && OF_FUNCTIONS[key]) continue;
      names[key] = true;
      const value = getOwnPropertyDescriptor(at, key)?.value;
      const member = { k: sendable(slice(key, 0, 80)), i: true };
      if (typeof value === 'function' && !isProxy(value)) member.v = [{ object: functionAlone(value) }];
      add(members, member);
    }
  }
  const result = { members, base };
  remember(inherited, prototype, result);
  return result;
}

class Shaper {
  constructor() {
    this.left = MOST;
    this.around = [];
  }

  shape(value, depth) {
    switch (typeof value) {
      case 'bigint': return ['bigInt'];
      case 'object': return value === null ? ['null'] : this.inside(value, depth);
      case 'function': return this.inside(value, depth);
      default: return [typeof value];
    }
  }

  inside(value, depth) {
    if (isProxy(value)) {
      const target = proxyParts(value)[0];
      return target === null ? [] : this.inside(target, depth);
    }
    if (depth > DEPTH || this.left <= 0) return [];
    for (let i = 0; i < this.around.length; i++) if (this.around[i] === value) return [];
    add(this.around, value);
    const part = this.part(value, depth);
    this.around.length--;
    return [part];
  }

  part(value, depth) {
    if (typeof value === 'function') return { object: this.object(value, depth, functionAlone(value)) };
    const prototype = getPrototypeOf(value);
    const tag = typeTag(value);
    if (isArray(value) && baseOf(bases, prototype) === 'Array') return { array: this.elements(value, depth) };
    if (isPromise(value)) {
      const state = promiseState(value);
      return { promise: state?.[0] === 1 ? this.shape(state[1], depth + 1) : [] };
    }
    if (tag === 'Map' && baseOf(bases, prototype) === 'Map') return this.map(value, depth);
    if (tag === 'Set' && baseOf(bases, prototype) === 'Set') return this.set(value, depth);
    const name = className(value);
    return { object: this.object(value, depth, name === 'Object' || name === '' || prototype === null ? {} : { c: name }) };
  }

  elements(value, depth) {
    const parts = [];
    for (let i = 0; i < ELEMENTS; i++) {
      const descriptor = getOwnPropertyDescriptor(value, i);
      if (descriptor !== undefined && 'value' in descriptor) this.add(parts, descriptor.value, depth);
    }
    return parts;
  }

  map(value, depth) {
    const keys = [];
    const values = [];
    const entries = mapEntries(value);
    for (let i = 0; i < ELEMENTS; i++) {
      const { done, value: entry } = mapNext(entries);
      if (done) break;
      this.add(keys, entry[0], depth);
      this.add(values, entry[1], depth);
    }
    return { map: [keys, values] };
  }

  set(value, depth) {
    const parts = [];
    const all = setValues(value);
    for (let i = 0; i < ELEMENTS; i++) {
      const { done, value: element } = setNext(all);
      if (done) break;
      this.add(parts, element, depth);
    }
    return { set: parts };
  }

  /** The host puts like parts together. */
  add(parts, value, depth) {
    const found = this.shape(value, depth + 1);
    for (let i = 0; i < found.length; i++) add(parts, found[i]);
  }

  object(value, depth, node) {
    const isFunction = typeof value === 'function';
    const members = [];
    const most = depth === 0 ? MEMBERS : INNER_MEMBERS;
    const keys = namesOf(value);
    for (let i = 0; i < keys.length; i++) {
      const key = keys[i];
      if (typeof key !== 'string' || isFunction && OF_FUNCTIONS[key] || !isFunction && test(digits, key)) continue;
      if (members.length >= most || this.left <= 0) {
        node.x = true;
        break;
      }
      this.left--;
      const descriptor = getOwnPropertyDescriptor(value, key);
      const member = { k: sendable(slice(key, 0, 80)) };
      if (descriptor !== undefined && 'value' in descriptor) member.v = this.shape(descriptor.value, depth + 1);
      add(members, member);
    }
    const prototype = getPrototypeOf(value);
    if (prototype !== null && !isProxy(prototype)) this.inherit(node, members, prototype);
    if (isFunction) this.instances(value, members);
    if (members.length > 0) node.m = members;
    return node;
  }

  inherit(node, members, prototype) {
    const { members: further, base } = inheritedBy(prototype);
    if (base !== '') node.b = base;
    const own = { __proto__: null };
    for (let i = 0; i < members.length; i++) own[members[i].k] = true;
    for (let i = 0; i < further.length && this.left > 0; i++) {
      if (own[further[i].k]) continue;
      this.left--;
      add(members, further[i]);
    }
  }

  /** What `new` of it makes. */
  instances(value, members) {
    const prototype = own(value, 'prototype');
    if (typeof prototype !== 'object' || prototype === null || isProxy(prototype) || this.left <= 0) return;
    const { members: all, base } = inheritedBy(prototype);
    if (all.length === 0 && base === '') return;
    const node = { m: all };
    const name = own(value, 'name');
    if (typeof name === 'string' && name !== '') node.c = sendable(slice(name, 0, 80));
    if (base !== '') node.b = base;
    this.left -= all.length;
    add(members, { k: 'prototype', v: [{ object: node }] });
  }
}

/** Whether the preview of a value leaves out names that it has. */
function isUntold(value) {
  if (typeof value === 'function') return true;
  if (typeof value !== 'object' || value === null) return false;
  if (isProxy(value)) {
    const target = proxyParts(value)[0];
    return target !== null && isUntold(target);
  }
  if (isArray(value)) return isUntold(getOwnPropertyDescriptor(value, 0)?.value);
  if (isPromise(value)) return promiseState(value)?.[0] === 1 && isUntold(promiseState(value)[1]);
  const prototype = getPrototypeOf(value);
  if (prototype !== null && baseOf(bases, prototype) === undefined) return true;
  return namesOf(value).length > SHOWN;
}

/** `undefined` where there is nothing to tell, or too much was told. Never throws. */
function shapeOf(value) {
  if (toldInAll >= MOST_IN_ALL) return undefined;
  try {
    const shaper = new Shaper();
    const shape = shaper.shape(value, 0);
    toldInAll += MOST - shaper.left;
    return shape;
  } catch {
    return undefined;
  }
}

/** What tells values of one kind from others: what they inherit from. */
const kindOf = (value) => (isProxy(value) ? 'proxy' : getPrototypeOf(value));

/** By probe: of which kind the value was that was looked at last. */
const kinds = [];

/** What a value of a probe is like, if its preview does not tell it and no value like it was looked at before. */
function untold(probe, value) {
  if (typeof value !== 'function' && (typeof value !== 'object' || value === null)) return undefined;
  const kind = kindOf(value);
  while (kinds.length <= probe) add(kinds, undefined);
  if (kinds[probe] === kind) return undefined;
  kinds[probe] = kind;
  try {
    return isUntold(value) ? shapeOf(value) : undefined;
  } catch {
    return undefined;
  }
}

const { Module, parentOf } = require('internal/commonjs/loader');
/** Modules whose exports were told. */
const told = new WeakSet();
const isTold = uncurry(WeakSet.prototype.has);
const wasTold = uncurry(WeakSet.prototype.add);
const MODULES = 100;
let modules = 0;

/** Whether a module belongs to a package that was installed. */
function isInstalled(module) {
  if (typeof module !== 'object' || module === null || isProxy(module)) return false;
  const path = own(module, 'filename');
  return typeof path === 'string' && indexOf(path, '/node_modules/') !== -1;
}

/** What CommonJS modules export that were loaded since the last time; of packages only those that others ask for. */
function exportsSince() {
  const found = [];
  const cache = Module._cache;
  if (typeof cache !== 'object' || cache === null || isProxy(cache)) return found;
  const files = ownKeys(cache);
  for (let i = 0; i < files.length && modules < MODULES; i++) {
    const module = typeof files[i] === 'string' ? own(cache, files[i]) : undefined;
    if (typeof module !== 'object' || module === null || isProxy(module) || isTold(told, module) || own(module, 'loaded') !== true) continue;
    wasTold(told, module);
    if (isInstalled(parentOf(module))) continue;
    const exports = own(module, 'exports');
    if (typeof exports !== 'function' && (typeof exports !== 'object' || exports === null)) continue;
    const shape = shapeOf(exports);
    if (shape === undefined) break;
    modules++;
    add(found, { event: 'exports', file: files[i], shape });
  }
  return found;
}

module.exports = { exportsSince, untold };
