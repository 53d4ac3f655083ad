'use strict';

// What the web streams share: brands, queues, strategies, and promises that user code can't tamper with.

const { codes } = require('internal/errors');
const { ERR_ARG_NOT_ITERABLE, ERR_INVALID_ARG_VALUE, ERR_INVALID_STATE } = codes;
const { validateFunction } = require('internal/validators');

const kType = Symbol('kType');
const kState = Symbol('kState');
const AsyncIterator = {
  __proto__: Object.getPrototypeOf(Object.getPrototypeOf(async function* () {}).prototype),
  next: undefined,
  return: undefined,
};

const { apply } = Reflect;
const { then } = Promise.prototype;
const resolvedUndefined = Promise.resolve();
const nop = () => {};

// Reactions of streams to promises. `then` was captured: a program that replaces it sees none of this.
function onSettled(promise, fulfilled, rejected) {
  return apply(then, promise, [fulfilled, rejected]);
}

// The rejection is told of in another way too: it must not count as unhandled.
function setPromiseHandled(promise) {
  apply(then, promise, [undefined, nop]);
}

// A promise with the means to settle it, that knows whether it is still pending.
class Deferred {
  constructor() {
    this.pending = true;
    this.promise = new Promise((resolve, reject) => {
      this.settleWith = resolve;
      this.rejectWith = reject;
    });
  }

  resolve(value) {
    this.pending = false;
    this.settleWith(value);
  }

  reject(reason) {
    this.pending = false;
    this.rejectWith(reason);
  }

  static resolved(value) {
    const deferred = new Deferred();
    deferred.resolve(value);
    return deferred;
  }

  // The rejection counts as handled.
  static rejected(reason) {
    const deferred = new Deferred();
    deferred.reject(reason);
    setPromiseHandled(deferred.promise);
    return deferred;
  }
}

// Web IDL's 'a promise resolved with': a new promise even for a promise, which is seen in the order of events.
function promiseResolvedWith(value) {
  return value === undefined ? resolvedUndefined : new Promise((resolve) => resolve(value));
}

// The algorithms `start`, `pull` and so on as callbacks that always give a promise.
function createPromiseCallback(name, fn, thisArg) {
  validateFunction(fn, name);
  return (...args) => invokePromiseCallback(fn, thisArg, args);
}

function invokePromiseCallback(fn, thisArg, args) {
  try {
    return promiseResolvedWith(apply(fn, thisArg, args));
  } catch (error) {
    return Promise.reject(error);
  }
}

// Start algorithms may throw to the constructor's caller, hence no callback that catches.
function bindStart(start, thisArg, controller) {
  if (start === undefined) return nop;
  if (typeof start !== 'function') throw new TypeError('Bind must be called on a function');
  return () => apply(start, thisArg, [controller]);
}

function isBrandCheck(brand) {
  return (value) => value != null && value[kState] !== undefined && value[kType] === brand;
}

function extractHighWaterMark(value, defaultHWM) {
  if (value === undefined) return defaultHWM;
  value = +value;
  if (typeof value !== 'number' || Number.isNaN(value) || value < 0) {
    throw new ERR_INVALID_ARG_VALUE.RangeError('strategy.highWaterMark', value);
  }
  return value;
}

const countOne = () => 1;

function extractSizeAlgorithm(size) {
  if (size === undefined) return countOne;
  validateFunction(size, 'strategy.size');
  return size;
}

// What reading a private field of another class's object throws; the engine's own message would differ from V8's.
function privateMemberError(name) {
  return new TypeError(`Cannot read private member #${name} from an object whose class did not declare it`);
}

function customInspect(depth, options, name, data) {
  if (depth < 0) return undefined;
  const { inspect } = require('internal/util/inspect');
  return `${name} ${inspect(data, { ...options, depth: options.depth == null ? null : options.depth - 1 })}`;
}

// Buffers ------------------------------------------------------------------------------------------------------------

const { transfer, slice } = ArrayBuffer.prototype;
const getDetached = Object.getOwnPropertyDescriptor(ArrayBuffer.prototype, 'detached').get;

// Takes the memory from whoever has the buffer.
function transferArrayBuffer(buffer) {
  return apply(transfer, buffer, []);
}

function isDetachedBuffer(buffer) {
  return !(buffer instanceof SharedArrayBuffer) && apply(getDetached, buffer, []);
}

function cloneAsUint8Array(view) {
  const { buffer, byteOffset, byteLength } = view;
  return new Uint8Array(apply(slice, buffer, [byteOffset, byteOffset + byteLength]));
}

function canCopyArrayBuffer(toBuffer, toIndex, fromBuffer, fromIndex, count) {
  return toBuffer !== fromBuffer && !isDetachedBuffer(toBuffer) && !isDetachedBuffer(fromBuffer) &&
    toIndex + count <= toBuffer.byteLength && fromIndex + count <= fromBuffer.byteLength;
}

// Queues of chunks with sizes ------------------------------------------------------------------------------------------

// First in, first out; taking is cheap however much waits.
class Queue {
  items = [];
  head = 0;

  get length() {
    return this.items.length - this.head;
  }

  push(item) {
    this.items.push(item);
  }

  peek() {
    return this.items[this.head];
  }

  shift() {
    const { items } = this;
    const item = items[this.head];
    items[this.head++] = undefined;
    if (this.head === items.length) {
      items.length = 0;
      this.head = 0;
    } else if (this.head > 1024 && this.head * 2 > items.length) {
      items.splice(0, this.head);
      this.head = 0;
    }
    return item;
  }

  clear() {
    this.items = [];
    this.head = 0;
  }
}

function dequeueValue(controller) {
  const state = controller[kState];
  const { value, size } = state.queue.shift();
  // Sums of fractions need not come out at nought.
  state.queueTotalSize = Math.max(0, state.queueTotalSize - size);
  return value;
}

function resetQueue(controller) {
  controller[kState].queue.clear();
  controller[kState].queueTotalSize = 0;
}

function peekQueueValue(controller) {
  return controller[kState].queue.peek().value;
}

function enqueueValueWithSize(controller, value, size) {
  size = Number(size);
  if (Number.isNaN(size) || size < 0 || size === Infinity) throw new ERR_INVALID_ARG_VALUE.RangeError('size', size);
  controller[kState].queue.push({ value, size });
  controller[kState].queueTotalSize += size;
}

// Iterators of ReadableStream.from() -----------------------------------------------------------------------------------

// A synchronous iterator as an asynchronous one: values that are promises are waited for.
function createAsyncFromSyncIterator(record) {
  const syncIterable = { __proto__: null, [Symbol.iterator]: () => record.iterator };
  const iterator = (async function* () {
    return yield* syncIterable;
  }());
  return { iterator, nextMethod: iterator.next, done: false };
}

function getIterator(object, kind = 'sync', method) {
  if (method === undefined) {
    if (kind === 'async') {
      method = object[Symbol.asyncIterator];
      if (method == null) {
        const syncMethod = object[Symbol.iterator];
        if (syncMethod === undefined) throw new ERR_ARG_NOT_ITERABLE(object);
        return createAsyncFromSyncIterator(getIterator(object, 'sync', syncMethod));
      }
    } else {
      method = object[Symbol.iterator];
    }
  }
  if (method === undefined) throw new ERR_ARG_NOT_ITERABLE(object);
  const iterator = apply(method, object, []);
  if (typeof iterator !== 'object' || iterator === null) {
    throw new ERR_INVALID_STATE.TypeError('The iterator method must return an object');
  }
  return { iterator, nextMethod: iterator.next, done: false };
}

function iteratorNext(record, value) {
  const result = apply(record.nextMethod, record.iterator, value === undefined ? [] : [value]);
  if (typeof result !== 'object' || result === null) {
    throw new ERR_INVALID_STATE.TypeError('The iterator.next() method must return an object');
  }
  return result;
}

module.exports = {
  kType, kState, AsyncIterator, Queue, Deferred, resolvedUndefined, nop,
  onSettled, promiseResolvedWith, setPromiseHandled, createPromiseCallback, invokePromiseCallback, bindStart, isBrandCheck,
  extractHighWaterMark, extractSizeAlgorithm, customInspect, privateMemberError,
  transferArrayBuffer, isDetachedBuffer, cloneAsUint8Array, canCopyArrayBuffer,
  dequeueValue, resetQueue, peekQueueValue, enqueueValueWithSize, getIterator, iteratorNext,
};
