'use strict';
/*! Makes the process object, eagerly only where every program needs it; the rest comes from `internal/process/*` when asked. */

const native = lode.native('process');
const { defineProperty } = Object;
const startup = native.startup();

/** The value of one of Node's options: true for one without a value, undefined where it was not given. The last one counts. */
lode.flag = function flag(name) {
  for (let index = startup.flags.length - 1; index >= 0; index--) {
    const given = startup.flags[index];
    if (given === name) return true;
    if (given.startsWith(`${name}=`)) return given.slice(name.length + 1);
  }
  return undefined;
};

/** Every value of an option that may be given more than once. */
lode.flags = (name) => startup.flags.filter((given) => given.startsWith(`${name}=`)).map((given) => given.slice(name.length + 1));

/** Getters that only load something: where an object is shown, so is what they load. Looked up by few, so only collected here. */
const collected = [];
let lazyGetters;
lode.lazyGetter = (get) => {
  collected.push(get);
};
lode.isLazyGetter = (get) => {
  lazyGetters ??= new WeakSet();
  while (collected.length !== 0) lazyGetters.add(collected.pop());
  return lazyGetters.has(get);
};

/**
 * Properties that are loaded with the module that makes them when they are first read: rows of a module, whether they are enumerable,
 * and their names. The module itself is that of its own name. Rows in one loop: were a function called for each, the engine would take
 * it for worth compiling, and start its compiler's threads, before the program has begun.
 */
lode.defineLazy = function defineLazy(target, rows) {
  const property = { __proto__: null, configurable: true, enumerable: false, get: undefined, set: undefined };
  for (const row of rows) {
    const [module, enumerable] = row;
    const replace = (name, value) => {
      defineProperty(target, name, { __proto__: null, value, writable: true, configurable: true, enumerable });
    };
    property.enumerable = enumerable;
    for (let at = 2; at < row.length; at++) {
      const name = row[at];
      property.get = () => {
        const exports = require(module);
        const value = name === module ? exports : exports[name];
        replace(name, value);
        return value;
      };
      property.set = (value) => replace(name, value);
      collected.push(property.get);
      defineProperty(target, name, property);
    }
  }
};
const { defineLazy } = lode;

// `process` is an EventEmitter, but most programs never ask: the methods load it. `process instanceof EventEmitter` holds as soon
// as anybody has EventEmitter, since loading 'events' sets the prototype.
const prototype = { __proto__: Object.prototype };
defineProperty(prototype, 'constructor', {
  __proto__: null, value: function process() {}, writable: true, configurable: true, enumerable: false,
});
prototype.constructor.prototype = prototype;
// An own property: what merely inherits from the prototype is no process.
defineProperty(process, Symbol.toStringTag, { __proto__: null, value: 'process', writable: true, enumerable: false, configurable: false });
const emitterMethods = [
  'on', 'once', 'off', 'emit', 'addListener', 'removeListener', 'prependListener', 'prependOnceListener', 'removeAllListeners',
  'listeners', 'rawListeners', 'listenerCount', 'eventNames', 'setMaxListeners', 'getMaxListeners',
];
let isEmitter = false;
lode.onEvents = function onEvents(EventEmitter) {
  if (isEmitter) return;
  isEmitter = true;
  for (const name of emitterMethods) delete prototype[name];
  Object.setPrototypeOf(prototype, EventEmitter.prototype);
  EventEmitter.call(process);
  require('internal/process/signals').watch(process);
  // Before any listener of the program's, as in Node.
  process.on('warning', (warning) => require('internal/process/warning').onWarning(warning));
};
for (const name of emitterMethods) {
  defineProperty(prototype, name, {
    __proto__: null,
    configurable: true,
    get() {
      require('events');
      return process[name];
    },
    set(value) {
      defineProperty(this, name, { __proto__: null, value, writable: true, configurable: true, enumerable: true });
    },
  });
}
Object.setPrototypeOf(process, prototype);
/** Emits without loading anything where nobody can be listening. */
lode.emitProcess = function emitProcess(...args) {
  return isEmitter ? process.emit(...args) : false;
};

process.version = startup.version;
defineLazy(process, [['internal/process/versions', true, 'versions', 'release', 'features', 'config']]);
process.arch = startup.arch;
process.platform = startup.platform;
process.argv = [startup.execPath];
process.execArgv = startup.execArgv;
process.execPath = startup.execPath;
process.argv0 = startup.argv0;
process.pid = startup.pid;
defineProperty(process, 'ppid', { __proto__: null, get: native.ppid, enumerable: true, configurable: true });
process.debugPort = 9229;
defineLazy(process, [['internal/process/environment', true, 'env']]);
let title = startup.argv0 || 'node';
defineProperty(process, 'title', {
  __proto__: null,
  get: () => title,
  set(value) {
    title = `${value}`;
    native.setTitle(title);
  },
  enumerable: true,
  configurable: true,
});
defineLazy(process, [
  [
    'internal/process/methods', true,
    'abort', 'allowedNodeEnvironmentFlags', 'availableMemory', 'chdir', 'constrainedMemory', 'cpuUsage', 'cwd', 'dlopen', 'emitWarning', 'exit', 'finalization',
    'getActiveResourcesInfo', 'getBuiltinModule', 'getegid', 'geteuid', 'getgid', 'getgroups', 'getuid', 'hasUncaughtExceptionCaptureCallback',
    'hrtime', 'initgroups', 'kill', 'loadEnvFile', 'memoryUsage', 'reallyExit', 'ref', 'unref', 'resourceUsage', 'setegid', 'seteuid', 'setgid', 'setgroups', 'setSourceMapsEnabled',
    'setuid', 'setUncaughtExceptionCaptureCallback', 'threadCpuUsage', 'umask', 'uptime', 'openStdin', 'execve',
    '_getActiveHandles', '_getActiveRequests', '_kill', '_rawDebug', '_debugProcess', '_debugEnd', '_startProfilerIdleNotifier', '_stopProfilerIdleNotifier', '_linkedBinding', 'binding', 'assert', '_tickCallback',
  ],
  ['internal/process/stdio', true, 'stdin', 'stdout', 'stderr'],
  ['internal/process/report', true, 'report'],
]);

defineProperty(process, 'sourceMapsEnabled', {
  __proto__: null,
  get: () => require('module').getSourceMapsSupport().enabled,
  set: undefined,
  enumerable: true,
  configurable: true,
});

let exitCode;
defineProperty(process, 'exitCode', {
  __proto__: null,
  get: () => exitCode,
  set(value) {
    if (value !== undefined && value !== null) {
      let code = value;
      if (typeof code === 'string' && code !== '' && !Number.isNaN(Number(code))) code = Number(code);
      require('internal/validators').validateInteger(code, 'code');
      value = code;
    }
    exitCode = value;
  },
  enumerable: true,
  configurable: false,
});
lode.exitCode = () => exitCode;

defineLazy(process, [['internal/process/task_queues', true, 'nextTick']]);

defineProperty(process, 'noDeprecation', { __proto__: null, value: undefined, writable: true, configurable: true, enumerable: false });

native.setRejectionCallback(function unhandledRejection(promise, reason) {
  require('internal/process/promises').unhandledRejection(promise, reason);
});
