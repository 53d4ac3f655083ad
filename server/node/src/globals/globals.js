'use strict';
/*! The table of every global, in Node's order and with its attributes.
 *
 * An empty program pays one accessor for each: the module that makes a value is loaded when the global is first read,
 * and the accessor becomes a plain data property. `process` and `Buffer` are accessors in Node; here they become data as
 * well, since the engine reads a data property of the global object many times faster.
 */

const { defineProperty, getOwnPropertyDescriptor } = Object;
const { apply } = Reflect;
const promiseThen = Promise.prototype.then;

// [name, module whose export of that name it is, attribute]; 'console' is the module itself.
const kHidden = false;
const kEnumerable = true;

const table = [
  ['console', 'console', kHidden],
  ['Buffer', 'buffer', kHidden],
  ['clearImmediate', 'timers', kEnumerable],
  ['setImmediate', 'timers', kEnumerable],
  ['URL', 'internal/url', kHidden],
  ['URLSearchParams', 'internal/url', kHidden],
  ['DOMException', 'internal/dom_exception', kHidden],
  ['AbortController', 'internal/abort_controller', kHidden],
  ['AbortSignal', 'internal/abort_controller', kHidden],
  ['Event', 'internal/event_target', kHidden],
  ['EventTarget', 'internal/event_target', kHidden],
  ['TextEncoder', 'internal/encoding', kHidden],
  ['TextDecoder', 'internal/encoding', kHidden],
  ['TransformStream', 'internal/webstreams/transformstream', kHidden],
  ['TransformStreamDefaultController', 'internal/webstreams/transformstream', kHidden],
  ['WritableStream', 'internal/webstreams/writablestream', kHidden],
  ['WritableStreamDefaultController', 'internal/webstreams/writablestream', kHidden],
  ['WritableStreamDefaultWriter', 'internal/webstreams/writablestream', kHidden],
  ['ReadableStream', 'internal/webstreams/readablestream', kHidden],
  ['ReadableStreamDefaultReader', 'internal/webstreams/readablestream', kHidden],
  ['ReadableStreamBYOBReader', 'internal/webstreams/readablestream', kHidden],
  ['ReadableStreamBYOBRequest', 'internal/webstreams/readablestream', kHidden],
  ['ReadableByteStreamController', 'internal/webstreams/readablestream', kHidden],
  ['ReadableStreamDefaultController', 'internal/webstreams/readablestream', kHidden],
  ['ByteLengthQueuingStrategy', 'internal/webstreams/queuingstrategies', kHidden],
  ['CountQueuingStrategy', 'internal/webstreams/queuingstrategies', kHidden],
  ['TextEncoderStream', 'internal/webstreams/encoding', kHidden],
  ['TextDecoderStream', 'internal/webstreams/encoding', kHidden],
  ['CompressionStream', 'internal/webstreams/compression', kHidden],
  ['DecompressionStream', 'internal/webstreams/compression', kHidden],
  ['clearInterval', 'timers', kEnumerable],
  ['clearTimeout', 'timers', kEnumerable],
  ['setInterval', 'timers', kEnumerable],
  ['setTimeout', 'timers', kEnumerable],
  ['queueMicrotask', 'internal/process/task_queues', kEnumerable],
  ['structuredClone', 'internal/structured_clone', kEnumerable],
  ['atob', 'buffer', kEnumerable],
  ['btoa', 'buffer', kEnumerable],
  ['BroadcastChannel', 'internal/messaging', kHidden],
  ['MessageChannel', 'internal/messaging', kHidden],
  ['MessagePort', 'internal/messaging', kHidden],
  ['Blob', 'internal/blob', kHidden],
  ['File', 'internal/file', kHidden],
  ['Performance', 'internal/perf/performance', kHidden],
  ['PerformanceEntry', 'internal/perf/performance_entry', kHidden],
  ['PerformanceMark', 'internal/perf/usertiming', kHidden],
  ['PerformanceMeasure', 'internal/perf/usertiming', kHidden],
  ['PerformanceObserver', 'internal/perf/observe', kHidden],
  ['PerformanceObserverEntryList', 'internal/perf/observe', kHidden],
  ['PerformanceResourceTiming', 'internal/perf/resource_timing', kHidden],
  ['performance', 'internal/perf/performance', kEnumerable],
  ['fetch', 'internal/not_implemented', kEnumerable],
  ['FormData', 'internal/not_implemented', kHidden],
  ['Headers', 'internal/not_implemented', kHidden],
  ['Request', 'internal/not_implemented', kHidden],
  ['Response', 'internal/not_implemented', kHidden],
  ['MessageEvent', 'internal/messaging', kHidden],
  ['WebSocket', 'internal/not_implemented', kHidden],
  ['Navigator', 'internal/navigator', kHidden],
  ['navigator', 'internal/navigator', kEnumerable],
  ['crypto', 'internal/crypto/webcrypto', kEnumerable],
  ['Crypto', 'internal/crypto/webcrypto', kHidden],
  ['CryptoKey', 'internal/crypto/webcrypto', kHidden],
  ['SubtleCrypto', 'internal/crypto/webcrypto', kHidden],
  ['CustomEvent', 'internal/event_target', kHidden],
];

function installGlobals(global) {
  // The engine has no explicit resource management yet; programs and `using` rely on the symbols.
  for (const name of ['dispose', 'asyncDispose']) {
    if (Symbol[name] === undefined) {
      defineProperty(Symbol, name, {
        __proto__: null, value: Symbol.for(`nodejs.${name}`), writable: false, enumerable: false, configurable: false,
      });
    }
  }
  defineProperty(global, Symbol.toStringTag, {
    __proto__: null, value: 'global', writable: false, enumerable: false, configurable: true,
  });
  defineProperty(global, 'process', {
    __proto__: null, value: process, writable: true, enumerable: false, configurable: true,
  });
  defineProperty(global, 'global', {
    __proto__: null, value: global, writable: true, enumerable: true, configurable: true,
  });
  for (let i = 0; i < table.length; i++) install(global, table[i]);
  const { WebAssembly } = global;
  if (WebAssembly !== undefined) {
    holdLoop(WebAssembly, 'compile');
    holdLoop(WebAssembly, 'instantiate');
  }
}

/** The engine compiles on threads of its own, of which the loop knows nothing: it is kept going meanwhile, as Node's is. */
function holdLoop(WebAssembly, name) {
  const original = WebAssembly[name];
  const { [name]: held } = {
    [name](...list) {
      const promise = apply(original, this, list);
      const { setInterval, clearInterval } = require('timers');
      const hold = setInterval(() => {}, 2 ** 31 - 1);
      return apply(promiseThen, promise, [(value) => {
        clearInterval(hold);
        return value;
      }, (error) => {
        clearInterval(hold);
        throw error;
      }]);
    },
  };
  defineProperty(held, 'length', { __proto__: null, value: original.length, configurable: true });
  WebAssembly[name] = held;
}

function install(global, [name, id, enumerable]) {
  const accessors = getOwnPropertyDescriptor({
    get [name]() {
      const exports = require(id);
      const value = name === id ? exports : exports[name];
      replace(value);
      return value;
    },
    set [name](value) {
      replace(value);
    },
  }, name);
  const replace = (value) => {
    defineProperty(global, name, { __proto__: null, value, writable: true, enumerable, configurable: true });
  };
  accessors.enumerable = enumerable;
  lode.lazyGetter(accessors.get);
  defineProperty(global, name, accessors);
}

module.exports = { installGlobals };
