'use strict';

const { codes: { ERR_ASYNC_CALLBACK, ERR_ASYNC_TYPE, ERR_INVALID_ASYNC_ID } } = require('internal/errors');
const { deprecate } = require('internal/util');
const { validateFunction, validateString } = require('internal/validators');
const context = require('internal/async_context');
const hooks = require('internal/async_hooks');

const { apply } = Reflect;
const { defineProperties, defineProperty, freeze } = Object;
const {
  async_id_symbol, trigger_async_id_symbol,
  init_symbol, before_symbol, after_symbol, destroy_symbol, promise_resolve_symbol,
} = hooks.symbols;
const {
  emitAfter, emitBefore, emitDestroy, emitInit, executionAsyncId, executionAsyncResource, getDefaultTriggerAsyncId,
  newAsyncId, triggerAsyncId,
} = hooks;

const contextFrame = Symbol('context_frame');
const destroyedSymbol = Symbol('destroyed');
const kNoPromiseHook = Symbol('kNoPromiseHook');

class AsyncHook {
  constructor({ init, before, after, destroy, promiseResolve }) {
    this[init_symbol] = init;
    this[before_symbol] = before;
    this[after_symbol] = after;
    this[destroy_symbol] = destroy;
    this[promise_resolve_symbol] = promiseResolve;
    this[kNoPromiseHook] = false;
  }

  enable() {
    hooks.enableHook(this);
    return this;
  }

  disable() {
    hooks.disableHook(this);
    return this;
  }
}

function createHook({ init, before, after, destroy, promiseResolve }) {
  const fns = { init, before, after, destroy, promiseResolve };
  for (const name in fns) {
    if (fns[name] !== undefined && typeof fns[name] !== 'function') throw new ERR_ASYNC_CALLBACK(`hook.${name}`);
  }
  return new AsyncHook(fns);
}

let warnBoundResource;

class AsyncResource {
  constructor(type, options = {}) {
    validateString(type, 'type');
    let trigger = options;
    let requireManualDestroy = false;
    if (typeof options !== 'number') {
      trigger = options.triggerAsyncId === undefined ? getDefaultTriggerAsyncId() : options.triggerAsyncId;
      requireManualDestroy = Boolean(options.requireManualDestroy);
    }
    // An id below 1 but for the sentinels of the bootstrap would corrupt the stack.
    if (!Number.isSafeInteger(trigger) || trigger < -1) throw new ERR_INVALID_ASYNC_ID('triggerAsyncId', trigger);

    this[contextFrame] = context.getFrame();
    const id = newAsyncId();
    this[async_id_symbol] = id;
    this[trigger_async_id_symbol] = trigger;

    if (hooks.initHooksExist()) {
      if (type.length === 0) throw new ERR_ASYNC_TYPE(type);
      emitInit(id, type, trigger, this);
    }
    if (!requireManualDestroy && hooks.destroyHooksExist()) {
      const state = { destroyed: false };
      defineProperty(this, destroyedSymbol, { __proto__: null, value: state });
      hooks.registerDestroyHook(this, id, state);
    }
  }

  runInAsyncScope(fn, thisArg, ...args) {
    const id = this[async_id_symbol];
    emitBefore(id, this[trigger_async_id_symbol], this);
    const prior = context.exchangeFrame(this[contextFrame]);
    try {
      return apply(fn, thisArg, args);
    } finally {
      context.exchangeFrame(prior);
      if (hooks.hasAsyncIdStack()) emitAfter(id);
    }
  }

  emitDestroy() {
    if (this[destroyedSymbol] !== undefined) this[destroyedSymbol].destroyed = true;
    emitDestroy(this[async_id_symbol]);
    return this;
  }

  asyncId() {
    return this[async_id_symbol];
  }

  triggerAsyncId() {
    return this[trigger_async_id_symbol];
  }

  bind(fn, thisArg) {
    validateFunction(fn, 'fn');
    let self = this;
    let bound;
    if (thisArg === undefined) {
      const resource = this;
      bound = function(...args) {
        return resource.runInAsyncScope(fn, this, ...args);
      };
    } else {
      bound = (...args) => this.runInAsyncScope(fn, thisArg, ...args);
    }
    warnBoundResource ??= (fn) => deprecate(
      fn, 'The asyncResource property on bound functions is deprecated', 'DEP0172');
    defineProperties(bound, {
      length: { __proto__: null, configurable: true, enumerable: false, value: fn.length, writable: false },
      asyncResource: {
        __proto__: null,
        configurable: true,
        enumerable: true,
        get: warnBoundResource(() => self),
        set: warnBoundResource((value) => { self = value; }),
      },
    });
    return bound;
  }

  static bind(fn, type, thisArg) {
    type ||= fn.name;
    return (new AsyncResource(type || 'bound-anonymous-fn')).bind(fn, thisArg);
  }
}

// The kinds of resources that async hooks can report, by the names that Node documents.
const providerNames = `NONE DIRHANDLE DNSCHANNEL ELDHISTOGRAM FILEHANDLE FILEHANDLECLOSEREQ BLOBREADER FSEVENTWRAP
  FSREQCALLBACK FSREQPROMISE GETADDRINFOREQWRAP GETNAMEINFOREQWRAP HEAPSNAPSHOT HTTP2SESSION HTTP2STREAM HTTP2PING
  HTTP2SETTINGS HTTPINCOMINGMESSAGE HTTPCLIENTREQUEST JSSTREAM JSUDPWRAP MESSAGEPORT PIPECONNECTWRAP PIPESERVERWRAP
  PIPEWRAP PROCESSWRAP PROMISE QUERYWRAP QUIC_ENDPOINT QUIC_LOGSTREAM QUIC_PACKET QUIC_SESSION QUIC_STREAM QUIC_UDP
  SHUTDOWNWRAP SIGNALWRAP STATWATCHER STREAMPIPE TCPCONNECTWRAP TCPSERVERWRAP TCPWRAP TTYWRAP UDPSENDWRAP UDPWRAP
  SIGINTWATCHDOG WORKER WORKERCPUPROFILE WORKERCPUUSAGE WORKERHEAPSNAPSHOT WORKERHEAPSTATISTICS WRITEWRAP ZLIB
  CHECKPRIMEREQUEST PBKDF2REQUEST KEYPAIRGENREQUEST KEYGENREQUEST KEYEXPORTREQUEST CIPHERREQUEST DERIVEBITSREQUEST
  HASHREQUEST RANDOMBYTESREQUEST RANDOMPRIMEREQUEST SCRYPTREQUEST SIGNREQUEST TLSWRAP VERIFYREQUEST`;

function providers() {
  const table = { __proto__: null };
  providerNames.split(/\s+/).forEach((name, index) => { table[name] = index; });
  return freeze(table);
}

// Whoever asks for ids sees that the main script has ended: ticks are run then even if there are none.
if (executionAsyncId() === 1) lode.tickInfo[context.kHasTickScheduled] = 1;

module.exports = {
  get AsyncLocalStorage() {
    return require('internal/async_local_storage').AsyncLocalStorage;
  },
  createHook,
  executionAsyncId,
  triggerAsyncId,
  executionAsyncResource,
  asyncWrapProviders: providers(),
  AsyncResource,
};
