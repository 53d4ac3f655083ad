'use strict';

// What an object is called: its constructor, its tag, and what its prototypes add.

// Before the requires: internal/util/inspect/value and this file need each other, and either may be asked for first.
Object.assign(exports, { getConstructorName, getFunctionBase, getPrefix, isBuiltInName });

const { getOwnPropertyDescriptor, getPrototypeOf, hasOwn } = Object;
const { ownKeys } = Reflect;
const { internals } = lode;
const { kObjectType } = require('internal/util/inspect/layout');

const values = require('internal/util/inspect/value');

const functionToString = Function.prototype.toString;

// Names that the language itself gives; those of Node and the web are classes like the user's.
const builtInNames = new Set([
  'AggregateError', 'Array', 'ArrayBuffer', 'Atomics', 'BigInt', 'BigInt64Array', 'BigUint64Array', 'Boolean', 'DataView', 'Date',
  'Error', 'EvalError', 'FinalizationRegistry', 'Float16Array', 'Float32Array', 'Float64Array', 'Function', 'Infinity', 'Int16Array',
  'Int32Array', 'Int8Array', 'Intl', 'Iterator', 'JSON', 'Map', 'Math', 'NaN', 'Number', 'Object', 'Promise', 'Proxy', 'RangeError',
  'ReferenceError', 'Reflect', 'RegExp', 'Set', 'SharedArrayBuffer', 'String', 'Symbol', 'SyntaxError', 'TypeError', 'URIError',
  'Uint16Array', 'Uint32Array', 'Uint8Array', 'Uint8ClampedArray', 'WeakMap', 'WeakRef', 'WeakSet', 'WebAssembly',
]);
function isBuiltInName(name) {
  return builtInNames.has(name);
}

function isInstance(object, constructor) {
  try {
    return object instanceof constructor;
  } catch {
    return false;
  }
}

// The engine's own name of an object's class.
function engineClassName(value) {
  if (typeof value === 'function') return 'Function';
  if (Array.isArray(value)) return 'Array';
  const tag = internals.typeTag(value);
  switch (tag) {
    case '':
      return ArrayBuffer.isView(value) ? Object.prototype.toString.call(value).slice(8, -1) : 'Object';
    case 'NativeError':
      return 'Error';
    case 'ArgumentsObject':
      return 'Arguments';
    case 'ModuleNamespaceObject':
      return 'Module';
    default:
      return tag.replace(/^Boxed|Object$/, '').replace(/Iterator$/, ' Iterator');
  }
}

const objectPrototype = Object.prototype;
const arrayPrototype = Array.prototype;

// null for an object without a prototype. `protoProps` collects what prototypes add, when that is asked for.
function getConstructorName(value, ctx, recurseTimes, protoProps) {
  if (protoProps === undefined) {
    // Nearly everything is one of these two.
    const prototype = getPrototypeOf(value);
    if (prototype === objectPrototype) {
      if (prototype.constructor === Object && !hasOwn(value, 'constructor')) return 'Object';
    } else if (prototype === arrayPrototype && prototype.constructor === Array && !hasOwn(value, 'constructor')) return 'Array';
  }
  let object = value;
  let firstProto;
  while (object) {
    const descriptor = getOwnPropertyDescriptor(object, 'constructor');
    const constructor = descriptor?.get !== undefined && lode.isLazyGetter(descriptor.get) ? object.constructor : descriptor?.value;
    if (typeof constructor === 'function' && constructor.name !== '' && isInstance(value, constructor)) {
      const name = String(constructor.name);
      if (protoProps !== undefined && (firstProto !== object || !isBuiltInName(name))) {
        addPrototypeProperties(ctx, value, firstProto ?? value, recurseTimes, protoProps);
      }
      return name;
    }
    object = getPrototypeOf(object);
    firstProto ??= object;
  }
  if (firstProto === null) return null;

  const name = engineClassName(value);
  if (recurseTimes > ctx.depth && ctx.depth !== null) return `${name} <Complex prototype>`;
  const protoName = getConstructorName(firstProto, ctx, recurseTimes + 1, protoProps);
  if (protoName === null) {
    const shown = require('internal/util/inspect').inspect(firstProto, { ...ctx, customInspect: false, depth: -1 });
    return `${name} <${shown}>`;
  }
  return `${name} <${protoName}>`;
}

// Adds the properties (not methods) of the user's own classes: of the first three prototypes, up to a built-in one.
function addPrototypeProperties(ctx, main, object, recurseTimes, output) {
  const seenKeys = new Set();
  let keys = [];
  for (let depth = 0; depth < 3; depth++) {
    if (depth !== 0 || main === object) {
      object = getPrototypeOf(object);
      if (object === null) return;
      const descriptor = getOwnPropertyDescriptor(object, 'constructor');
      if (descriptor !== undefined && typeof descriptor.value === 'function' && isBuiltInName(descriptor.value.name)) return;
    }
    for (const key of keys) seenKeys.add(key);
    keys = ownKeys(object);
    ctx.seen.push(main);
    for (const key of keys) {
      if (key === 'constructor' || hasOwn(main, key) || seenKeys.has(key)) continue;
      const descriptor = getOwnPropertyDescriptor(object, key);
      if (typeof descriptor.value === 'function') continue;
      const text = values.formatProperty(ctx, object, recurseTimes, key, kObjectType, descriptor, main);
      output.push(ctx.colors ? `\u001b[2m${text}\u001b[22m` : text);
    }
    ctx.seen.pop();
  }
}

// A class's name that ends in its tag, or goes on with a capital after it (`SetLike`, tagged `Set`), says it already.
function saysTag(constructor, tag) {
  const at = constructor.indexOf(tag);
  if (at === -1) return false;
  const end = at + tag.length;
  return end === constructor.length || constructor[end] !== constructor[end].toLowerCase();
}

// `Foo(2) [bar] `, `[Object: null prototype] `, ...
function getPrefix(constructor, tag, fallback, size = '') {
  if (constructor === null) {
    if (tag !== '' && fallback !== tag) return `[${fallback}${size}: null prototype] [${tag}] `;
    return `[${fallback}${size}: null prototype] `;
  }
  if (tag !== '' && !saysTag(constructor, tag)) return `${constructor}${size} [${tag}] `;
  return `${constructor}${size} `;
}

const comments = /\/\/.*?\n|\/\*.*?\*\//gs;
const classHead = /^\s+[^(]*?\s*\{/s;

// Source text that starts like a class; a method may be named `class`, which is followed by parentheses.
function isClassSource(source) {
  if (!source.startsWith('class') || !source.endsWith('}')) return false;
  const head = source.slice(5, -1);
  const brace = head.indexOf('{');
  if (brace === -1) return false;
  return !head.slice(0, brace).includes('(') || classHead.test(head.replace(comments, ''));
}

function getClassBase(value, constructor, tag) {
  const name = (hasOwn(value, 'name') && value.name) || '(anonymous)';
  let base = `class ${name}`;
  if (constructor !== 'Function' && constructor !== null) base += ` [${constructor}]`;
  if (tag !== '' && constructor !== tag) base += ` [${tag}]`;
  if (constructor !== null) {
    const superName = getPrototypeOf(value).name;
    if (superName) base += ` extends ${superName}`;
  } else base += ' extends [null prototype]';
  return `[${base}]`;
}

function getFunctionBase(ctx, value, constructor, tag) {
  const source = functionToString.call(value);
  if (source.charCodeAt(0) === 99 && isClassSource(source)) return getClassBase(value, constructor, tag);
  let type = internals.functionKind(value);
  if (type === 'Class') type = 'Function';
  let base = `[${type}`;
  if (constructor === null) base += ' (null prototype)';
  const { name } = value;
  if (name === '') base += ' (anonymous)';
  else base += `: ${typeof name === 'string' ? name : values.formatValue(ctx, name)}`;
  base += ']';
  if (constructor !== type && constructor !== null) base += ` ${constructor}`;
  if (tag !== '' && constructor !== tag) base += ` [${tag}]`;
  return base;
}
