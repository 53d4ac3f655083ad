'use strict';
/*! A value, cut to what can be shown: plain data for JSON. Nothing of the program runs for it: no getter, no proxy's trap, no method. */

const { isPromise, promiseState, proxyTarget: proxyParts, typeTag } = lode.internals;
const { getOwnPropertyDescriptor, getPrototypeOf } = Object;
const { isArray } = Array;
const { toStringTag } = Symbol;
const { ownKeys } = Reflect;
const uncurry = (method) => Function.prototype.call.bind(method);
const getter = (prototype, name) => uncurry(getOwnPropertyDescriptor(prototype, name).get);
const slice = uncurry(String.prototype.slice);
const symbolText = uncurry(Symbol.prototype.toString);
const bigintText = uncurry(BigInt.prototype.toString);
const dateText = uncurry(Date.prototype.toISOString);
const dateTime = uncurry(Date.prototype.getTime);
const functionText = uncurry(Function.prototype.toString);
const regExpSource = getter(RegExp.prototype, 'source');
const regExpFlags = ['hasIndices', 'global', 'ignoreCase', 'multiline', 'dotAll', 'unicode', 'unicodeSets', 'sticky'].map((name, at) => ['dgimsuvy'[at], getter(RegExp.prototype, name)]);
const mapSize = getter(Map.prototype, 'size');
const setSize = getter(Set.prototype, 'size');
const mapEntries = uncurry(Map.prototype.entries);
const setValues = uncurry(Set.prototype.values);
const mapNext = uncurry(getPrototypeOf(new Map().entries()).next);
const setNext = uncurry(getPrototypeOf(new Set().values()).next);
const typedArrayPrototype = getPrototypeOf(Uint8Array.prototype);
const typedLength = getter(typedArrayPrototype, 'length');
const typedName = getter(typedArrayPrototype, Symbol.toStringTag);
const bufferLength = getter(ArrayBuffer.prototype, 'byteLength');
const sharedLength = typeof SharedArrayBuffer === 'function' ? getter(SharedArrayBuffer.prototype, 'byteLength') : undefined;
const viewParts = ['byteLength', 'byteOffset', 'buffer'].map((name) => [name, getter(DataView.prototype, name)]);
const weakTarget = uncurry(WeakRef.prototype.deref);
/** By brand: the name that is shown, and how to get what is inside. */
const boxes = {
  __proto__: null,
  BoxedNumber: ['Number', uncurry(Number.prototype.valueOf)],
  BoxedString: ['String', uncurry(String.prototype.valueOf)],
  BoxedBoolean: ['Boolean', uncurry(Boolean.prototype.valueOf)],
  BoxedBigInt: ['BigInt', uncurry(BigInt.prototype.valueOf)],
  BoxedSymbol: ['Symbol', uncurry(Symbol.prototype.valueOf)],
};
const functionPrototype = Function.prototype;
const isWellFormed = uncurry(String.prototype.isWellFormed);
const toWellFormed = uncurry(String.prototype.toWellFormed);
const codeUnitAt = uncurry(String.prototype.charCodeAt);
const numberText = uncurry(Number.prototype.toString);
const upperCase = uncurry(String.prototype.toUpperCase);
const indexForm = /^(?:0|[1-9]\d*)$/;
const { isView } = ArrayBuffer;
const test = uncurry(RegExp.prototype.test);
const identifier = /^[\p{ID_Start}$_][\p{ID_Continue}$]*$/u;
const add = uncurry(Array.prototype.push);

/** How much of a value is looked at. Arrays longer than `searched` are not looked through for properties that are no elements. */
const full = { depth: 4, properties: 40, elements: 40, text: 2048, searched: 1000 };
const short = { depth: 2, properties: 6, elements: 6, text: 256, searched: 50 };
/** Holes of an array that are counted one by one. */
const MOST_HOLES = 1000;

const plain = (text) => ({ t: text });
const isProxy = (value) => proxyParts(value) !== undefined;
/** Half a pair has no place in the text that goes to the host. */
const sendable = (text) => (isWellFormed(text) ? text : toWellFormed(text));

function text(value, limits) {
  let shown = value;
  let more = 0;
  if (value.length > limits.text) {
    // Not in the middle of a pair.
    const unit = codeUnitAt(value, limits.text);
    const end = unit >= 0xdc00 && unit <= 0xdfff ? limits.text - 1 : limits.text;
    shown = slice(value, 0, end);
    more = value.length - end;
  }
  if (!isWellFormed(shown)) return plain(quotedHalves(shown, more));
  return more === 0 ? { k: 'text', t: shown } : { k: 'text', t: shown, x: more };
}

/** A text with halves of pairs, which are shown as escapes. */
function quotedHalves(text, more) {
  let quoted = "'";
  for (let i = 0; i < text.length; i++) {
    const unit = codeUnitAt(text, i);
    const isPair = unit >= 0xd800 && unit <= 0xdbff && isWellFormed(slice(text, i, i + 2)) && i + 1 < text.length;
    if (isPair) quoted += slice(text, i, ++i + 1);
    else if (unit >= 0xd800 && unit <= 0xdfff) quoted += `\\u${upperCase(numberText(unit, 16))}`;
    else if (unit === 0x27 || unit === 0x5c) quoted += `\\${text[i]}`;
    else quoted += text[i];
  }
  return more === 0 ? `${quoted}'` : `${quoted}…' +${more}`;
}

/** The value of an own property that is no accessor. */
function own(object, key) {
  return getOwnPropertyDescriptor(object, key)?.value;
}

/** The name of the class of an object, as its prototypes tell; '' where they don't. */
function className(object) {
  const ownTag = own(object, toStringTag);
  // The engine's own objects: `Math`, a module's namespace.
  if (typeof ownTag === 'string' && !getOwnPropertyDescriptor(object, toStringTag).enumerable) return sendable(slice(ownTag, 0, 80));
  for (let at = getPrototypeOf(object); at !== null; at = getPrototypeOf(at)) {
    if (isProxy(at)) return '';
    const constructor = own(at, 'constructor');
    if (typeof constructor === 'function' && !isProxy(constructor)) {
      const name = own(constructor, 'name');
      return typeof name === 'string' ? sendable(slice(name, 0, 80)) : '';
    }
    const tag = own(at, toStringTag);
    if (typeof tag === 'string') return sendable(slice(tag, 0, 80));
  }
  return '[Object: null prototype]';
}

function errorText(error) {
  let message = own(error, 'message');
  let name = own(error, 'name');
  for (let at = getPrototypeOf(error); at !== null && !isProxy(at); at = getPrototypeOf(at)) {
    name ??= own(at, 'name');
    message ??= own(at, 'message');
  }
  name = sendable(typeof name === 'string' ? name : className(error) || 'Error');
  return typeof message === 'string' && message !== '' ? `${name}: ${sendable(slice(message, 0, 400))}` : name;
}

/** The text of a function may be long; only classes, and the engine's own, have a `prototype` that stays. */
const isClass = (value) => getOwnPropertyDescriptor(value, 'prototype')?.writable === false && slice(functionText(value), 0, 5) === 'class';

function functionNode(value) {
  const name = own(value, 'name');
  const isOfClass = isClass(value);
  const node = { k: isOfClass ? 'class' : 'function', t: typeof name === 'string' ? sendable(slice(name, 0, 80)) : '' };
  if (!isOfClass) return node;
  const parent = getPrototypeOf(value);
  const prototype = own(value, 'prototype');
  if (parent === functionPrototype) {
    if (typeof prototype === 'object' && getPrototypeOf(prototype) === null) node.t = `${node.t || '(anonymous)'} extends null`;
  } else if (typeof parent === 'function' && !isProxy(parent)) {
    const parentName = own(parent, 'name');
    if (typeof parentName === 'string' && parentName !== '') node.t = `${node.t || '(anonymous)'} extends ${sendable(slice(parentName, 0, 80))}`;
  }
  return node;
}

function keyText(key) {
  if (typeof key === 'symbol') return `[${sendable(symbolText(key))}]`;
  return test(identifier, key) ? key : quotedKey(sendable(slice(key, 0, 80)));
}

const includes = uncurry(String.prototype.includes);
const quotedKey = (key) => (!includes(key, "'") ? `'${key}'` : !includes(key, '"') ? `"${key}"` : `\`${key}\``);

const isIndex = (key) => test(indexForm, key) && +key < 4294967295;
const holesMember = (count) => ({ v: plain(count === 1 ? '<1 empty item>' : `<${count} empty items>`) });

/** A text behind the name of a class that is not the usual one. */
function withClass(value, usual, text) {
  const name = className(value);
  return name === usual || name === '' ? text : `${name} ${text}`;
}

class Looker {
  constructor(limits) {
    this.limits = limits;
    this.around = [];
  }

  look(value, depth) {
    switch (typeof value) {
      case 'string': return text(value, this.limits);
      case 'number': return plain(value === 0 && 1 / value < 0 ? '-0' : `${value}`);
      case 'bigint': return plain(`${slice(bigintText(value), 0, this.limits.text)}n`);
      case 'symbol': return plain(sendable(slice(symbolText(value), 0, this.limits.text)));
      case 'function': return isProxy(value) ? this.proxy(value, depth) : this.function(value, depth);
      case 'object': return value === null ? plain('null') : this.object(value, depth);
      default: return plain(`${value}`);
    }
  }

  proxy(value, depth) {
    const target = proxyParts(value)[0];
    return { k: 'proxy', m: [{ v: target === null ? plain('<revoked>') : this.look(target, depth) }] };
  }

  /** Not again what is being looked at, further out. */
  isAround(value) {
    for (let i = 0; i < this.around.length; i++) if (this.around[i] === value) return true;
    return false;
  }

  function(value, depth) {
    const node = functionNode(value);
    if (depth >= this.limits.depth || this.isAround(value)) return node;
    add(this.around, value);
    this.properties(node, value, depth);
    this.around.length--;
    return node;
  }

  object(value, depth) {
    if (this.isAround(value)) return { k: 'circular' };
    if (isProxy(value)) return this.proxy(value, depth);
    const tag = typeTag(value);
    const shown = this.plain(value, tag);
    if (depth >= this.limits.depth) return shown ?? this.tooDeep(value, tag);
    add(this.around, value);
    const node = shown === undefined ? this.inside(value, tag, depth) : this.behind(shown, value, tag, depth);
    this.around.length--;
    return node;
  }

  /** Properties of what is shown as one piece of text. Those of a string are its characters first. */
  behind(node, value, tag, depth) {
    const isText = tag === 'BoxedString';
    return isText && own(value, 'length') > this.limits.searched ? node : this.properties(node, value, depth, isText);
  }

  /** Of what is shown as one piece of text, which may have properties behind it. */
  plain(value, tag) {
    if (tag === 'Date') return plain(withClass(value, 'Date', dateTime(value) === dateTime(value) ? dateText(value) : 'Invalid Date'));
    if (tag === 'RegExp') return plain(withClass(value, 'RegExp', this.regExp(value)));
    const box = boxes[tag];
    if (box === undefined) return undefined;
    const inside = this.look(box[1](value), 0);
    return { k: 'box', t: box[0], m: [{ v: inside }] };
  }

  tooDeep(value, tag) {
    if (isArray(value)) return { k: 'deep', t: `Array(${own(value, 'length')})` };
    if (tag === 'Map') return { k: 'deep', t: `${className(value) || 'Map'}(${mapSize(value)})` };
    if (tag === 'Set') return { k: 'deep', t: `${className(value) || 'Set'}(${setSize(value)})` };
    if (tag === 'NativeError') return { k: 'error', t: errorText(value) };
    return { k: 'deep', t: className(value) || 'Object' };
  }

  regExp(value) {
    let flags = '';
    for (let i = 0; i < regExpFlags.length; i++) if (regExpFlags[i][1](value)) flags += regExpFlags[i][0];
    return `/${sendable(slice(regExpSource(value), 0, this.limits.text))}/${flags}`;
  }

  inside(value, tag, depth) {
    if (isArray(value)) return this.array(value, depth, className(value));
    if (isPromise(value)) return this.promise(value, depth);
    if (tag === 'Map') return this.map(value, depth);
    if (tag === 'Set') return this.set(value, depth);
    if (tag === 'NativeError') return this.properties({ k: 'error', t: errorText(value) }, value, depth);
    if (tag === 'ArgumentsObject') return this.array(value, depth, '[Arguments]');
    if (isView(value) && typedName(value) !== undefined) return this.typedArray(value, depth);
    if (tag === 'ModuleNamespaceObject') return this.namespace(value, depth);
    const name = className(value);
    const node = { k: 'object', t: name === 'Object' ? '' : name };
    const before = this.slots(value, tag, depth);
    return this.properties(node, value, depth, false, before);
  }

  /** Its accessors are the loader's, and give what the module's variables are; one that has no value yet throws. */
  namespace(value, depth) {
    const keys = ownKeys(value);
    const members = [];
    for (let i = 0; i < keys.length && members.length < this.limits.properties; i++) {
      if (typeof keys[i] !== 'string') continue;
      let shown;
      try {
        shown = this.look(value[keys[i]], depth + 1);
      } catch {
        shown = plain('<uninitialized>');
      }
      add(members, { k: keyText(keys[i]), v: shown });
    }
    return { k: 'object', t: 'Module', m: members };
  }

  /** What an object of the engine's has inside, which are no properties. */
  slots(value, tag, depth) {
    if (tag === 'ArrayBuffer') return [{ k: 'byteLength', v: plain(`${bufferLength(value)}`) }];
    if (tag === 'SharedArrayBuffer') return [{ k: 'byteLength', v: plain(`${sharedLength(value)}`) }];
    if (tag === 'WeakRef') return [{ v: this.look(weakTarget(value), depth + 1) }];
    if (tag !== 'DataView') return [];
    const found = [];
    for (let i = 0; i < viewParts.length; i++) add(found, { k: viewParts[i][0], v: this.look(viewParts[i][1](value), depth + 1) });
    return found;
  }

  array(value, depth, name) {
    const length = own(value, 'length');
    const members = [];
    let holes = 0;
    let i = 0;
    for (; i < length && members.length < this.limits.elements && holes < MOST_HOLES; i++) {
      const descriptor = getOwnPropertyDescriptor(value, i);
      if (descriptor === undefined) {
        holes++;
        continue;
      }
      if (holes > 0) add(members, holesMember(holes));
      holes = 0;
      add(members, { v: this.property(descriptor, depth) });
    }
    if (holes > 0) add(members, holesMember(holes));
    const node = { k: 'array', m: members, n: length };
    if (name !== 'Array' && name !== '') node.t = name;
    if (name === '[Arguments]') delete node.n;
    if (length > i) node.x = length - i;
    if (length <= this.limits.searched || holes >= MOST_HOLES) this.properties(node, value, depth, true, members);
    return node;
  }

  typedArray(value, depth) {
    const length = typedLength(value);
    const members = [];
    const end = length < this.limits.elements ? length : this.limits.elements;
    for (let i = 0; i < end; i++) add(members, { v: this.look(value[i], 0) });
    const node = { k: 'array', t: className(value) || typedName(value), m: members, n: length, x: length - end };
    if (length <= this.limits.searched) this.properties(node, value, depth, true, members);
    return node;
  }

  promise(value, depth) {
    const state = promiseState(value);
    const name = className(value);
    const node = { k: 'promise', t: name === 'Promise' ? '' : name };
    if (state === undefined || state[0] === 0) return node;
    return { ...node, m: [{ k: state[0] === 2 ? 'rejected' : 'fulfilled', v: this.look(state[1], depth + 1) }] };
  }

  map(value, depth) {
    const size = mapSize(value);
    const members = [];
    const entries = mapEntries(value);
    while (members.length < this.limits.elements) {
      const { done, value: entry } = mapNext(entries);
      if (done) break;
      add(members, { f: this.look(entry[0], depth + 1), v: this.look(entry[1], depth + 1) });
    }
    const node = { k: 'map', t: className(value) || 'Map', m: members, n: size, x: size - members.length };
    return this.properties(node, value, depth, false, members);
  }

  set(value, depth) {
    const size = setSize(value);
    const members = [];
    const all = setValues(value);
    while (members.length < this.limits.elements) {
      const { done, value: element } = setNext(all);
      if (done) break;
      add(members, { v: this.look(element, depth + 1) });
    }
    const node = { k: 'set', t: className(value) || 'Set', m: members, n: size, x: size - members.length };
    return this.properties(node, value, depth, false, members);
  }

  /** Adds properties to what a node shows. `hasElements`: those that are indexes are shown already. `members`: what is shown before them. */
  properties(node, value, depth, hasElements = false, members = node.m ?? []) {
    const keys = ownKeys(value);
    let shown = 0;
    for (let i = 0; i < keys.length; i++) {
      const key = keys[i];
      if (hasElements && typeof key === 'string' && isIndex(key)) continue;
      if (shown >= this.limits.properties) {
        node.x = (node.x ?? 0) + keys.length - i;
        break;
      }
      const descriptor = getOwnPropertyDescriptor(value, key);
      if (!descriptor?.enumerable) continue;
      add(members, { k: keyText(key), v: this.property(descriptor, depth) });
      shown++;
    }
    if (members.length > 0) node.m = members;
    return node;
  }

  property(descriptor, depth) {
    if (descriptor.get !== undefined) return plain(descriptor.set === undefined ? '[Getter]' : '[Getter/Setter]');
    if (descriptor.set !== undefined) return plain('[Setter]');
    return this.look(descriptor.value, depth + 1);
  }
}

/** Never throws. */
function preview(value, isShort) {
  try {
    return new Looker(isShort ? short : full).look(value, 0);
  } catch {
    return plain('[can not be looked at]');
  }
}

module.exports = {
  add,
  className,
  functionText,
  identifier,
  isClass,
  isProxy,
  own,
  preview,
  proxyParts,
  sendable,
  slice,
  test,
  uncurry,
};
