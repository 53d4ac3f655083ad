'use strict';
/*! The table of every global, in Node's order and with its attributes.
 *
 * An empty program pays one accessor for each: the module that makes a value is loaded when the global is first read,
 * and the accessor becomes a plain data property. `process` and `Buffer` are accessors in Node; here they become data as
 * well, since the engine reads a data property of the global object many times faster.
 */

const { defineProperty } = Object;
const { apply } = Reflect;
const promiseThen = Promise.prototype.then;

// [module, attribute, the globals that it exports]
const kHidden = false;
const kEnumerable = true;

const table = [
  ['console', kHidden, 'console'],
  ['buffer', kHidden, 'Buffer'],
  ['timers', kEnumerable, 'clearImmediate', 'setImmediate'],
  ['internal/url', kHidden, 'URL', 'URLSearchParams'],
  ['internal/dom_exception', kHidden, 'DOMException'],
  ['internal/abort_controller', kHidden, 'AbortController', 'AbortSignal'],
  ['internal/event_target', kHidden, 'Event', 'EventTarget'],
  ['internal/encoding', kHidden, 'TextEncoder', 'TextDecoder'],
  ['internal/webstreams/transformstream', kHidden, 'TransformStream', 'TransformStreamDefaultController'],
  ['internal/webstreams/writablestream', kHidden,
    'WritableStream', 'WritableStreamDefaultController', 'WritableStreamDefaultWriter',
  ],
  ['internal/webstreams/readablestream', kHidden,
    'ReadableStream', 'ReadableStreamDefaultReader', 'ReadableStreamBYOBReader', 'ReadableStreamBYOBRequest',
    'ReadableByteStreamController', 'ReadableStreamDefaultController',
  ],
  ['internal/webstreams/queuingstrategies', kHidden, 'ByteLengthQueuingStrategy', 'CountQueuingStrategy'],
  ['internal/webstreams/encoding', kHidden, 'TextEncoderStream', 'TextDecoderStream'],
  ['internal/webstreams/compression', kHidden, 'CompressionStream', 'DecompressionStream'],
  ['timers', kEnumerable, 'clearInterval', 'clearTimeout', 'setInterval', 'setTimeout'],
  ['internal/process/task_queues', kEnumerable, 'queueMicrotask'],
  ['internal/structured_clone', kEnumerable, 'structuredClone'],
  ['buffer', kEnumerable, 'atob', 'btoa'],
  ['internal/messaging', kHidden, 'BroadcastChannel', 'MessageChannel', 'MessagePort'],
  ['internal/blob', kHidden, 'Blob'],
  ['internal/file', kHidden, 'File'],
  ['internal/perf/performance', kHidden, 'Performance'],
  ['internal/perf/performance_entry', kHidden, 'PerformanceEntry'],
  ['internal/perf/usertiming', kHidden, 'PerformanceMark', 'PerformanceMeasure'],
  ['internal/perf/observe', kHidden, 'PerformanceObserver', 'PerformanceObserverEntryList'],
  ['internal/perf/resource_timing', kHidden, 'PerformanceResourceTiming'],
  ['internal/perf/performance', kEnumerable, 'performance'],
  ['internal/not_implemented', kEnumerable, 'fetch'],
  ['internal/not_implemented', kHidden, 'FormData', 'Headers', 'Request', 'Response'],
  ['internal/messaging', kHidden, 'MessageEvent'],
  ['internal/not_implemented', kHidden, 'WebSocket'],
  ['internal/navigator', kHidden, 'Navigator'],
  ['internal/navigator', kEnumerable, 'navigator'],
  ['internal/crypto/webcrypto', kEnumerable, 'crypto'],
  ['internal/crypto/webcrypto', kHidden, 'Crypto', 'CryptoKey', 'SubtleCrypto'],
  ['internal/event_target', kHidden, 'CustomEvent'],
];

function installGlobals(global) {
  defineProperty(global, Symbol.toStringTag, {
    __proto__: null, value: 'global', writable: false, enumerable: false, configurable: true,
  });
  defineProperty(global, 'process', {
    __proto__: null, value: process, writable: true, enumerable: false, configurable: true,
  });
  defineProperty(global, 'global', {
    __proto__: null, value: global, writable: true, enumerable: true, configurable: true,
  });
  lode.defineLazy(global, table);
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

module.exports = { installGlobals };
