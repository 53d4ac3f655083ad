'use strict';
/*! EventTarget.
 *
 * An EventTarget keeps, for each type, a root `{ size, next, resistStopPropagation }` and a list of `Listener`s. A listener
 * that is removed keeps its `next`, so a dispatch that stands on it goes on.
 */

const {
  codes: { ERR_EVENT_RECURSION, ERR_INVALID_ARG_TYPE, ERR_INVALID_THIS, ERR_MISSING_ARGS },
  genericNodeError,
} = require('internal/errors');
const { customInspectSymbol, kEmptyObject } = require('internal/util');
const { kValidateObjectAllowObjects, validateAbortSignal, validateObject } = require('internal/validators');
const webEvents = require('internal/events/event');
const shared = require('internal/events/shared');

const {
  Event, CustomEvent, customInspect, enumerable, tag, toText,
  kInPassiveListener, kIsBeingDispatched, kStop, kTarget,
} = webEvents;
const { kMaxEventTargetListeners, kMaxEventTargetListenersWarned } = shared;
const { defineProperties } = Object;
const { apply } = Reflect;

const kIsEventTarget = Symbol.for('nodejs.event_target');
const kEvents = Symbol('kEvents');
const kHandlers = Symbol('kHandlers');
const kCreateEvent = Symbol('kCreateEvent');
const kNewListener = Symbol('kNewListener');
const kRemoveListener = Symbol('kRemoveListener');
const kRemoveWeakListenerHelper = Symbol('kRemoveWeakListenerHelper');
const kHybridDispatch = Symbol.for('nodejs.internal.kHybridDispatch');
const kIsNodeStyleListener = Symbol('kIsNodeStyleListener');
const kWeakHandler = Symbol('kWeak');
const kResistStopPropagation = Symbol('kResistStopPropagation');

// A listener that is held weakly lives as long as the object that its options name.
const heldBy = new WeakMap();
let weakListeners;

class Listener {
  constructor(target, previous, type, listener, flags) {
    this.next = undefined;
    this.previous = previous;
    previous.next = this;
    this.once = flags.once;
    this.capture = flags.capture;
    this.passive = flags.passive;
    this.isNodeStyleListener = flags.isNodeStyleListener;
    this.resistStopPropagation = flags.resistStopPropagation;
    this.removed = false;
    this.weak = Boolean(flags.weak);
    if (this.weak) {
      this.callback = new WeakRef(listener);
      const held = heldBy.get(flags.weak);
      if (held === undefined) heldBy.set(flags.weak, new Set([listener]));
      else held.add(listener);
      weakListeners ??= new FinalizationRegistry((entry) => {
        const owner = entry.target.deref();
        owner?.[kRemoveWeakListenerHelper](entry.type, entry.listener);
      });
      weakListeners.register(listener, { target: new WeakRef(target), type, listener: this }, this);
      this.listener = this.callback;
    } else {
      this.listener = listener;
      this.callback = typeof listener === 'function' ? listener : (...args) => {
        const { handleEvent } = listener;
        if (handleEvent) return apply(handleEvent, listener, args);
        return undefined;
      };
    }
  }

  /** The function to call; undefined when it was held weakly and is gone. */
  function() {
    return this.weak ? this.callback.deref() : this.callback;
  }

  same(listener, capture) {
    const own = this.weak ? this.listener.deref() : this.listener;
    return own === listener && this.capture === capture;
  }

  remove() {
    if (this.previous !== undefined) this.previous.next = this.next;
    if (this.next !== undefined) this.next.previous = this.previous;
    this.removed = true;
    if (this.weak) weakListeners.unregister(this);
  }
}

function initEventTarget(self) {
  self[kEvents] = new Map();
  self[kMaxEventTargetListeners] = shared.defaultMaxListeners;
  self[kMaxEventTargetListenersWarned] = false;
  self[kHandlers] = new Map();
}

function isEventTarget(value) {
  return value?.constructor?.[kIsEventTarget] === true;
}

function checkTarget(value) {
  if (!isEventTarget(value)) throw new ERR_INVALID_THIS('EventTarget');
}

function isListener(listener) {
  if (typeof listener === 'function' || typeof listener?.handleEvent === 'function') return true;
  if (listener == null) return false;
  // An object whose `handleEvent` may come later.
  if (typeof listener === 'object') return true;
  throw new ERR_INVALID_ARG_TYPE('listener', 'EventListener', listener);
}

const plainFlags = {
  once: false, capture: false, passive: false, isNodeStyleListener: false, weak: undefined,
  resistStopPropagation: false, signal: undefined,
};

function listenerFlags(options) {
  if (options === undefined || options === kEmptyObject) return plainFlags;
  if (typeof options === 'boolean') return { ...plainFlags, capture: options };
  if (options === null) return plainFlags;
  validateObject(options, 'options', kValidateObjectAllowObjects);
  return {
    once: Boolean(options.once),
    capture: Boolean(options.capture),
    passive: Boolean(options.passive),
    signal: options.signal,
    weak: options[kWeakHandler],
    resistStopPropagation: options[kResistStopPropagation] ?? false,
    isNodeStyleListener: Boolean(options[kIsNodeStyleListener]),
  };
}

class EventTarget {
  static [kIsEventTarget] = true;

  constructor() {
    initEventTarget(this);
  }

  [kNewListener](size, type, listener, once, capture, passive, weak) {
    const limit = this[kMaxEventTargetListeners];
    if (!(limit > 0 && size > limit) || this[kMaxEventTargetListenersWarned]) return;
    this[kMaxEventTargetListenersWarned] = true;
    const { inspect } = require('internal/util/inspect');
    process.emitWarning(genericNodeError(
      `Possible EventTarget memory leak detected. ${size} ${type} listeners added to ${inspect(this, { depth: -1 })}. ` +
      `MaxListeners is ${limit}. Use events.setMaxListeners() to increase limit`,
      { name: 'MaxListenersExceededWarning', target: this, type, count: size }));
  }

  [kRemoveListener](size, type, listener, capture) {}

  addEventListener(type, listener, options = kEmptyObject) {
    checkTarget(this);
    if (arguments.length < 2) throw new ERR_MISSING_ARGS('type', 'listener');
    const flags = listenerFlags(options);
    const { signal, weak } = flags;
    validateAbortSignal(signal, 'options.signal');

    if (!isListener(listener)) {
      const warning = new Error(`addEventListener called with ${listener} which has no effect.`);
      warning.name = 'AddEventListenerArgumentTypeWarning';
      warning.target = this;
      warning.type = type;
      process.emitWarning(warning);
      return;
    }
    type = toText(type);

    if (signal) {
      if (signal.aborted) return;
      signal.addEventListener('abort', () => {
        this.removeEventListener(type, listener, options);
      }, { __proto__: null, once: true, [kWeakHandler]: this, [kResistStopPropagation]: true });
    }

    let root = this[kEvents].get(type);
    if (root === undefined) {
      root = { size: 1, next: undefined, resistStopPropagation: flags.resistStopPropagation };
      new Listener(this, root, type, listener, flags);
      this[kNewListener](1, type, listener, flags.once, flags.capture, flags.passive, weak);
      this[kEvents].set(type, root);
      return;
    }
    let last = root;
    while (last.next !== undefined) {
      last = last.next;
      if (last.same(listener, flags.capture)) return;
    }
    new Listener(this, last, type, listener, flags);
    root.size++;
    root.resistStopPropagation ||= flags.resistStopPropagation;
    this[kNewListener](root.size, type, listener, flags.once, flags.capture, flags.passive, weak);
  }

  removeEventListener(type, listener, options = kEmptyObject) {
    checkTarget(this);
    if (arguments.length < 2) throw new ERR_MISSING_ARGS('type', 'listener');
    if (!isListener(listener)) return;
    type = toText(type);
    // A boolean is not looked at here, as in Node.
    const capture = options?.capture === true;
    const root = this[kEvents].get(type);
    if (root === undefined) return;
    for (let entry = root.next; entry !== undefined; entry = entry.next) {
      if (entry.same(listener, capture)) {
        entry.remove();
        root.size--;
        if (root.size === 0) this[kEvents].delete(type);
        this[kRemoveListener](root.size, type, listener, capture);
        return;
      }
    }
  }

  [kRemoveWeakListenerHelper](type, listener) {
    const root = this[kEvents].get(type);
    if (root === undefined) return;
    for (let entry = root.next; entry !== undefined; entry = entry.next) {
      if (entry === listener) {
        entry.remove();
        root.size--;
        if (root.size === 0) this[kEvents].delete(type);
        // The function itself is gone.
        this[kRemoveListener](root.size, type, undefined, entry.capture);
        return;
      }
    }
  }

  dispatchEvent(event) {
    checkTarget(this);
    if (arguments.length < 1) throw new ERR_MISSING_ARGS('event');
    if (!(event instanceof Event)) throw new ERR_INVALID_ARG_TYPE('event', 'Event', event);
    if (event[kIsBeingDispatched]) throw new ERR_EVENT_RECURSION(event.type);
    this[kHybridDispatch](event, event.type, event);
    return event.defaultPrevented !== true;
  }

  /** Dispatches `event`, or one made of `nodeValue` when the first listener wants an Event and not the value. */
  [kHybridDispatch](nodeValue, type, event) {
    const prepare = (made) => {
      made[kTarget] = this;
      made[kIsBeingDispatched] = true;
      return made;
    };
    if (event !== undefined) prepare(event);

    const root = this[kEvents].get(type);
    if (root?.next === undefined) {
      if (event !== undefined) event[kIsBeingDispatched] = false;
      return true;
    }

    let next;
    for (let entry = root.next; entry !== undefined; entry = next) {
      // Before the call: what the last listener adds is not called for this event.
      ({ next } = entry);
      if (entry.removed) continue;
      if (event?.[kStop] === true && !entry.resistStopPropagation) {
        if (!root.resistStopPropagation) break;
        continue;
      }
      const callback = entry.function();
      if (entry.once) {
        entry.remove();
        root.size--;
        if (root.size === 0) this[kEvents].delete(type);
        this[kRemoveListener](root.size, type, entry.weak ? callback : entry.listener, entry.capture);
      }
      if (callback === undefined) continue;
      try {
        let argument = nodeValue;
        if (!entry.isNodeStyleListener) {
          event ??= prepare(this[kCreateEvent](nodeValue, type));
          argument = event;
        }
        if (entry.passive && event !== undefined) event[kInPassiveListener] = true;
        const result = apply(callback, this, [argument]);
        if (result !== undefined && result !== null) catchRejection(result);
      } catch (error) {
        throwLater(error);
      }
      if (event !== undefined) event[kInPassiveListener] = false;
    }
    if (event !== undefined) event[kIsBeingDispatched] = false;
    return undefined;
  }

  [kCreateEvent](nodeValue, type) {
    return new CustomEvent(type, { detail: nodeValue });
  }

  [customInspectSymbol](depth, options) {
    checkTarget(this);
    return customInspect(this, {}, depth, options);
  }
}
enumerable(EventTarget.prototype, ['addEventListener', 'removeEventListener', 'dispatchEvent']);
tag(EventTarget.prototype, 'EventTarget');

/** A listener that throws does not keep the others from running: its exception is an uncaught one. */
function throwLater(error) {
  process.nextTick(() => { throw error; });
}

function catchRejection(result) {
  const { then } = result;
  if (typeof then === 'function') apply(then, result, [undefined, throwLater]);
}

/** The listeners of a type, for `events.getEventListeners`. */
function listenersOf(target, type) {
  const listeners = [];
  const root = target[kEvents].get(type);
  for (let entry = root?.next; entry !== undefined; entry = entry.next) {
    const listener = entry.weak ? entry.listener.deref() : entry.listener;
    if (listener !== undefined) listeners.push(listener);
  }
  return listeners;
}

/** `on<name>`: one handler that can be replaced and keeps its place among the listeners. */
function makeEventHandler(handler) {
  function eventHandler(...args) {
    if (typeof eventHandler.handler !== 'function') return undefined;
    return apply(eventHandler.handler, this, args);
  }
  eventHandler.handler = handler;
  return eventHandler;
}

function defineEventHandler(target, name, event = name) {
  const property = `on${name}`;
  const { get, set } = Object.getOwnPropertyDescriptor({
    get [property]() {
      checkTarget(this);
      return this[kHandlers]?.get(event)?.handler ?? null;
    },
    set [property](value) {
      checkTarget(this);
      let wrapped = this[kHandlers]?.get(event);
      if (wrapped !== undefined) {
        // A handler that is not a function stays in its place, but does not count as a listener.
        const root = this[kEvents].get(event);
        if (typeof wrapped.handler === 'function') {
          root.size--;
          this[kRemoveListener](root.size, event, wrapped.handler, false);
        }
        wrapped.handler = value;
        if (typeof value === 'function') {
          root.size++;
          this[kNewListener](root.size, event, value, false, false, false, false);
        }
      } else {
        wrapped = makeEventHandler(value);
        this.addEventListener(event, wrapped);
      }
      this[kHandlers].set(event, wrapped);
    },
  }, property);
  defineProperties(target, {
    [property]: { __proto__: null, get, set, configurable: true, enumerable: true },
  });
}

module.exports = {
  // Node's internal modules know all of these by this one.
  ...webEvents,
  EventTarget,
  defineEventHandler,
  initEventTarget,
  isEventTarget,
  listenersOf,
  kCreateEvent,
  kNewListener,
  kRemoveListener,
  kEvents,
  kHandlers,
  kHybridDispatch,
  kWeakHandler,
  kResistStopPropagation,
  kIsNodeStyleListener,
  get NodeEventTarget() {
    return require('internal/events/node_event_target').NodeEventTarget;
  },
};
