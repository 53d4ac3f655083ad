'use strict';
/*! Structured cloning: the algorithm of HTML, with V8's choices where it leaves any (what errors keep, messages).
 *
 * The clone is made directly, without an intermediate form. With ArrayBuffers to transfer, a first pass that is thrown
 * away finds whether everything can be cloned, since a transfer can't be undone.
 */

const { codes: { ERR_MISSING_ARGS } } = require('internal/errors');
const {
  kCheckTransferable, kClone, kCloneable, kDeserialize, kTransfer, kTransferList, kTransferable, isMarked, transferMode,
} = require('internal/worker/js_transferable');
const { nonIndexNames } = require('internal/util/keys');

const { typeTag, proxyTarget } = lode.internals;
const { isArray } = Array;
const { isView } = ArrayBuffer;
const { getOwnPropertyDescriptor, getPrototypeOf, hasOwn, keys } = Object;
const { apply } = Reflect;
const typedArrayPrototype = getPrototypeOf(Uint8Array.prototype);
const typedArrayName = getOwnPropertyDescriptor(typedArrayPrototype, Symbol.toStringTag).get;
const typedArrayBuffer = getOwnPropertyDescriptor(typedArrayPrototype, 'buffer').get;
const typedArrayOffset = getOwnPropertyDescriptor(typedArrayPrototype, 'byteOffset').get;
const typedArrayLength = getOwnPropertyDescriptor(typedArrayPrototype, 'length').get;
const dataViewPart = (name) => getOwnPropertyDescriptor(DataView.prototype, name).get;
const dataViewBuffer = dataViewPart('buffer');
const dataViewOffset = dataViewPart('byteOffset');
const dataViewLength = dataViewPart('byteLength');
const bufferPart = (name) => getOwnPropertyDescriptor(ArrayBuffer.prototype, name).get;
const isDetached = bufferPart('detached');
const isResizable = bufferPart('resizable');
const maxByteLength = bufferPart('maxByteLength');
const { slice: sliceBuffer, transfer: transferBuffer } = ArrayBuffer.prototype;
const mapForEach = Map.prototype.forEach;
const setForEach = Set.prototype.forEach;
const dateTime = Date.prototype.getTime;
const regExpSource = getOwnPropertyDescriptor(RegExp.prototype, 'source').get;
const regExpFlags = getOwnPropertyDescriptor(RegExp.prototype, 'flags').get;
const valueOf = {
  BoxedNumber: Number.prototype.valueOf,
  BoxedString: String.prototype.valueOf,
  BoxedBoolean: Boolean.prototype.valueOf,
  BoxedBigInt: BigInt.prototype.valueOf,
};
const errorClasses = {
  __proto__: null, Error, EvalError, RangeError, ReferenceError, SyntaxError, TypeError, URIError,
};
const viewClasses = {
  __proto__: null, Int8Array, Uint8Array, Uint8ClampedArray, Int16Array, Uint16Array, Int32Array, Uint32Array,
  Float32Array, Float64Array, BigInt64Array, BigUint64Array,
};
if (typeof Float16Array === 'function') viewClasses.Float16Array = Float16Array;

function dataCloneError(message) {
  const { DOMException } = require('internal/dom_exception');
  return new DOMException(message, 'DataCloneError');
}

/** How V8 names a value in a message, without running the program's code. */
function describe(value) {
  if (typeof value === 'symbol') return value.toString();
  if (typeof value === 'function') return Function.prototype.toString.call(value);
  if (proxyTarget(value) !== undefined) return '#<Object>';
  if (typeTag(value) === 'BoxedSymbol') return '[object Symbol]';
  for (let object = value; object !== null; object = getPrototypeOf(object)) {
    const constructor = getOwnPropertyDescriptor(object, 'constructor');
    if (constructor !== undefined) {
      const name = typeof constructor.value === 'function' ? getOwnPropertyDescriptor(constructor.value, 'name')?.value : '';
      if (typeof name === 'string' && name !== '' && name !== 'Iterator') return `#<${name}>`;
      break;
    }
  }
  const tag = value[Symbol.toStringTag];
  return typeof tag === 'string' ? `[object ${tag}]` : '#<Object>';
}

function notCloneable(value) {
  return dataCloneError(`${describe(value)} could not be cloned.`);
}

// Classes of the language that have no clone and whose brand can't be told but by their prototype.
const neverCloned = /^(?:Intl\.|Temporal\.|WebAssembly\.|FinalizationRegistry|ShadowRealm|Array Iterator|String Iterator|RegExp String Iterator|Iterator Helper)/;

function isNeverCloned(value) {
  for (let proto = getPrototypeOf(value); proto !== null; proto = getPrototypeOf(proto)) {
    const tag = getOwnPropertyDescriptor(proto, Symbol.toStringTag)?.value;
    if (typeof tag === 'string' && neverCloned.test(tag)) return tag !== 'WebAssembly.Module' && tag !== 'WebAssembly.Memory';
  }
  return false;
}

class Cloner {
  /** What was cloned already (and what is transferred): cycles and shared references stay so. */
  memory = new Map();
  /** Objects of the transfer list that are ours and not ArrayBuffers. */
  transferred = new Set();
  /** Set in the pass that only looks whether everything can be cloned, and notes the views of buffers that are to be
   * moved: once moved, they no longer tell. */
  dry = false;
  moving = undefined;
  views = [];

  clone(value) {
    switch (typeof value) {
      case 'object':
        if (value === null) return null;
        break;
      case 'function':
      case 'symbol':
        throw notCloneable(value);
      default:
        return value;
    }
    const known = this.memory.get(value);
    if (known !== undefined) return known;
    return this.#object(value);
  }

  #object(value) {
    const { memory } = this;
    const tag = typeTag(value);
    switch (tag) {
      case '':
        break;
      case 'Map': {
        const result = new Map();
        memory.set(value, result);
        // Copied first: what getters do to the map while it is cloned does not count.
        const entries = [];
        apply(mapForEach, value, [(item, key) => { entries.push(key, item); }]);
        for (let i = 0; i < entries.length; i += 2) result.set(this.clone(entries[i]), this.clone(entries[i + 1]));
        return result;
      }
      case 'Set': {
        const result = new Set();
        memory.set(value, result);
        const items = [];
        apply(setForEach, value, [(item) => { items.push(item); }]);
        for (let i = 0; i < items.length; i++) result.add(this.clone(items[i]));
        return result;
      }
      case 'Date':
        return this.#remember(value, new Date(apply(dateTime, value, [])));
      case 'RegExp':
        return this.#remember(value, new RegExp(apply(regExpSource, value, []), apply(regExpFlags, value, [])));
      case 'BoxedNumber':
      case 'BoxedString':
      case 'BoxedBoolean':
      case 'BoxedBigInt':
        return this.#remember(value, Object(apply(valueOf[tag], value, [])));
      case 'NativeError':
        return this.#error(value);
      case 'ArrayBuffer':
        return this.#remember(value, this.dry ? checkAttached(value) : copyBuffer(value));
      case 'SharedArrayBuffer':
        return this.#remember(value, value);
      case 'DataView': {
        const buffer = apply(dataViewBuffer, value, []);
        const copy = this.clone(buffer);
        const offset = apply(dataViewOffset, value, []);
        const length = apply(dataViewLength, value, []);
        if (this.dry) return this.#note(value, DataView, buffer, offset, length);
        return this.#remember(value, new DataView(copy, offset, length));
      }
      default:
        // Node's is no proxy.
        if (value === process.env) return this.#remember(value, { ...value });
        throw notCloneable(value);
    }
    if (isArray(value)) return this.#array(value);
    const proto = getPrototypeOf(value);
    if (proto !== Object.prototype && proto !== null) {
      if (isView(value)) return this.#view(value);
      const mode = transferMode(value);
      if (mode !== undefined) return this.#host(value, mode);
      if (typeof value[kClone] === 'function') return this.#host(value, kCloneable);
      if (isNeverCloned(value)) throw notCloneable(value);
      if (value instanceof WebAssembly.Module || value instanceof WebAssembly.Memory) return this.#remember(value, value);
    } else if (isMarked(value)) {
      return this.#host(value, transferMode(value));
    }
    const result = {};
    memory.set(value, result);
    this.#properties(value, result);
    return result;
  }

  #remember(value, result) {
    this.memory.set(value, result);
    return result;
  }

  #properties(value, result) {
    const names = keys(value);
    for (let i = 0; i < names.length; i++) {
      const name = names[i];
      const given = value[name];
      // A getter before may have removed it.
      if (given === undefined && !hasOwn(value, name)) continue;
      const item = this.clone(given);
      if (name === '__proto__') {
        Object.defineProperty(result, name, { value: item, writable: true, enumerable: true, configurable: true });
      } else {
        result[name] = item;
      }
    }
  }

  #array(value) {
    const { length } = value;
    const result = [];
    this.memory.set(value, result);
    let i = 0;
    for (; i < length; i++) {
      const item = value[i];
      if (item === undefined && !hasOwn(value, i)) break;
      result[i] = this.clone(item);
    }
    // Holes or further properties: by their names.
    if (i < length) {
      result.length = length;
      const names = keys(value);
      for (let at = i; at < names.length; at++) {
        if (hasOwn(value, names[at])) result[names[at]] = this.clone(value[names[at]]);
      }
    } else {
      const names = nonIndexNames(value, false);
      for (let at = 0; at < names.length; at++) {
        if (hasOwn(value, names[at])) result[names[at]] = this.clone(value[names[at]]);
      }
    }
    return result;
  }

  #view(value) {
    const name = apply(typedArrayName, value, []);
    const buffer = apply(typedArrayBuffer, value, []);
    const copy = this.clone(buffer);
    const offset = apply(typedArrayOffset, value, []);
    const length = apply(typedArrayLength, value, []);
    const Class = viewClasses[name];
    if (this.dry) return this.#note(value, Class, buffer, offset, length);
    // A view that follows the length of a resizable buffer is made without one.
    const tracks = buffer.resizable && offset + length * Class.BYTES_PER_ELEMENT === buffer.byteLength &&
      tracksLength(value, buffer);
    return this.#remember(value, tracks ? new Class(copy, offset) : new Class(copy, offset, length));
  }

  #note(view, Class, buffer, offset, length) {
    if (this.moving?.has(buffer)) this.views.push({ view, Class, buffer, offset, length });
    return this.#remember(view, view);
  }

  #error(value) {
    const { name } = value;
    const Class = errorClasses[`${name}`] ?? Error;
    const stack = value.stack;
    const message = getOwnPropertyDescriptor(value, 'message');
    const text = message !== undefined && 'value' in message ? `${message.value}` : undefined;
    const result = text === undefined ? new Class() : new Class(text);
    this.memory.set(value, result);
    if (hasOwn(value, 'cause')) {
      Object.defineProperty(result, 'cause', {
        __proto__: null, value: this.clone(value.cause), writable: true, enumerable: false, configurable: true,
      });
    }
    if (typeof stack === 'string') {
      Object.defineProperty(result, 'stack', {
        __proto__: null, value: stack, writable: true, enumerable: false, configurable: true,
      });
    } else {
      delete result.stack;
    }
    return result;
  }

  #host(value, mode) {
    const isTransferred = this.transferred.has(value);
    if (!isTransferred && (mode & kCloneable) === 0) {
      throw dataCloneError(mode & kTransferable
        ? 'Object that needs transfer was found in message but not listed in transferList'
        : 'Cannot clone object of unsupported type.');
    }
    if (this.dry) return this.#remember(value, value);
    const { data, deserializeInfo, moved } = isTransferred ? value[kTransfer]() : value[kClone]();
    if (moved !== undefined) return this.#remember(value, moved);
    const separator = deserializeInfo.indexOf(':');
    const Class = require(deserializeInfo.slice(0, separator))[deserializeInfo.slice(separator + 1)];
    const result = new Class();
    this.memory.set(value, result);
    result[kDeserialize](this.#hostData(data));
    return result;
  }

  /** What a class of ours gives of itself: native handles in it are shared, not cloned. */
  #hostData(data) {
    if (typeof data !== 'object' || data === null) return data;
    if (this.transferred.has(data) || transferMode(data) !== undefined) return this.clone(data);
    if (isArray(data)) return data.map((item) => this.#hostData(item));
    const proto = getPrototypeOf(data);
    if (proto !== Object.prototype && proto !== null) return data;
    const result = { __proto__: proto };
    for (const name of keys(data)) result[name] = this.#hostData(data[name]);
    return result;
  }
}

function tracksLength(view, buffer) {
  if (buffer.byteLength === buffer.maxByteLength) return false;
  // Only growing the buffer tells; it is put back at once.
  const before = buffer.byteLength;
  const length = apply(typedArrayLength, view, []);
  try {
    buffer.resize(buffer.maxByteLength);
    return apply(typedArrayLength, view, []) !== length;
  } catch {
    return false;
  } finally {
    buffer.resize(before);
  }
}

function checkAttached(buffer) {
  if (apply(isDetached, buffer, [])) throw dataCloneError('An ArrayBuffer is detached and could not be cloned.');
  return buffer;
}

function copyBuffer(buffer) {
  checkAttached(buffer);
  if (!apply(isResizable, buffer, [])) return apply(sliceBuffer, buffer, [0]);
  const copy = new ArrayBuffer(buffer.byteLength, { maxByteLength: apply(maxByteLength, buffer, []) });
  new Uint8Array(copy).set(new Uint8Array(buffer));
  return copy;
}

const { untransferable } = require('internal/buffer');

/** Checks a transfer list and sorts it; `sourcePort` may not be among it. */
function sortTransferList(list, sourcePort) {
  const buffers = [];
  const hosts = [];
  for (const entry of list) {
    const isObject = (typeof entry === 'object' && entry !== null) || typeof entry === 'function';
    if (!isObject) throw dataCloneError('Found invalid value in transferList.');
    if (untransferable.has(entry)) throw dataCloneError('Cannot transfer object of unsupported type.');
    const tag = typeTag(entry);
    if (tag === 'ArrayBuffer') {
      if (buffers.includes(entry)) throw dataCloneError('Transfer list contains duplicate ArrayBuffer');
      if (apply(isDetached, entry, [])) throw dataCloneError('Cannot transfer object of unsupported type.');
      buffers.push(entry);
      continue;
    }
    const mode = transferMode(entry);
    if (mode === undefined) throw dataCloneError('Found invalid value in transferList.');
    if ((mode & kTransferable) === 0) throw dataCloneError('Cannot transfer object of unsupported type.');
    if (hosts.includes(entry)) {
      throw dataCloneError(`Transfer list contains duplicate ${entry.constructor?.name ?? 'object'}`);
    }
    if (entry === sourcePort) throw dataCloneError('Transfer list contains source port');
    entry[kCheckTransferable]?.();
    hosts.push(entry);
  }
  return { buffers, hosts };
}

/** A clone of `value` with what `transferList` names moved into it: `{ value, transferred }` (the moved hosts' new selves). */
function cloneWithTransfer(value, transferList, sourcePort) {
  const cloner = new Cloner();
  if (transferList === undefined || transferList.length === 0) return { value: cloner.clone(value), transferred: [] };

  const { buffers, hosts } = sortTransferList(transferList, sourcePort);
  for (const host of hosts) {
    // What has to go with it, such as the port of a stream.
    cloner.transferred.add(host);
    for (const inner of host[kTransferList]?.() ?? []) cloner.transferred.add(inner);
  }
  if (buffers.length > 0) {
    const trial = new Cloner();
    trial.dry = true;
    trial.transferred = cloner.transferred;
    trial.moving = new Set(buffers);
    trial.clone(value);
    for (const buffer of buffers) cloner.memory.set(buffer, apply(transferBuffer, buffer, []));
    for (const { view, Class, buffer, offset, length } of trial.views) {
      cloner.memory.set(view, new Class(cloner.memory.get(buffer), offset, length));
    }
  }
  const result = cloner.clone(value);
  // Those that the value does not refer to are moved all the same.
  const transferred = hosts.map((host) => cloner.clone(host));
  return { value: result, transferred };
}

function structuredClone(value, options) {
  if (arguments.length === 0) throw new ERR_MISSING_ARGS('The value argument must be specified');
  let transfer;
  if (options !== undefined && options !== null) {
    if (typeof options !== 'object' && typeof options !== 'function') {
      throw typeError("Failed to execute 'structuredClone': Options cannot be converted to a dictionary");
    }
    const given = options.transfer;
    if (given !== undefined) {
      if (given === null || typeof given !== 'object' || typeof given[Symbol.iterator] !== 'function') {
        throw typeError("Failed to execute 'structuredClone': transfer in Options can not be converted to sequence.");
      }
      transfer = [...given];
      for (const entry of transfer) {
        if ((typeof entry !== 'object' && typeof entry !== 'function') || entry === null) {
          throw typeError('Value is not an object');
        }
      }
    }
  }
  return cloneWithTransfer(value, transfer, undefined).value;
}

function typeError(message) {
  return Object.assign(new TypeError(message), { code: 'ERR_INVALID_ARG_TYPE' });
}

function markAsUntransferable(object) {
  if ((typeof object !== 'object' && typeof object !== 'function') || object === null) return;
  untransferable.add(object);
}

function isMarkedAsUntransferable(object) {
  if (object == null) return false;
  return untransferable.has(object);
}

module.exports = {
  structuredClone,
  cloneWithTransfer,
  markAsUntransferable,
  isMarkedAsUntransferable,
};
