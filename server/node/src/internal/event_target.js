'use strict';
/*! Event, CustomEvent, EventTarget, and NodeEventTarget (an EventTarget with the methods of an EventEmitter).
 *
 * An EventTarget keeps, for each type, a root `{ size, next, resistStopPropagation }` and a list of `Listener`s. A listener
 * that is removed keeps its `next`, so a dispatch that stands on it goes on.
 */

const {
  codes: { ERR_EVENT_RECURSION, ERR_INVALID_ARG_TYPE, ERR_INVALID_THIS, ERR_MISSING_ARGS },
  genericNodeError,
} = require('internal/errors');
const { customInspectSymbol, kEmptyObject } = require('internal/util');
const {
  kValidateObjectAllowObjects, validateAbortSignal, validateObject, validateString,
} = require('internal/validators');
const shared = require('internal/events/shared');

const { kMaxEventTargetListeners, kMaxEventTargetListenersWarned } = shared;
const { defineProperties, defineProperty } = Object;
const { apply } = Reflect;

const kIsEventTarget = Symbol.for('nodejs.event_target');
const kIsNodeEventTarget = Symbol('kIsNodeEventTarget');
const kEvents = Symbol('kEvents');
const kHandlers = Symbol('kHandlers');
const kTarget = Symbol('kTarget');
const kType = Symbol('type');
const kIsBeingDispatched = Symbol('kIsBeingDispatched');
const kInPassiveListener = Symbol('kInPassiveListener');
const kStop = Symbol('kStop');
const kTrustEvent = Symbol('kTrustEvent');
const kCreateEvent = Symbol('kCreateEvent');
const kNewListener = Symbol('kNewListener');
const kRemoveListener = Symbol('kRemoveListener');
const kRemoveWeakListenerHelper = Symbol('kRemoveWeakListenerHelper');
const kHybridDispatch = Symbol.for('nodejs.internal.kHybridDispatch');
const kIsNodeStyleListener = Symbol('kIsNodeStyleListener');
const kWeakHandler = Symbol('kWeak');
const kResistStopPropagation = Symbol('kResistStopPropagation');

const kEnumerable = { __proto__: null, enumerable: true };
const { hrtime } = lode.native('timers');

/** The common form of `inspect` for these classes: `Name { ...shown }`. */
function customInspect(self, shown, depth, options) {
  const { name } = self.constructor;
  if (depth < 0) return name;
  const { inspect } = require('internal/util/inspect');
  return `${name} ${inspect(shown, { ...options, depth: Number.isInteger(options.depth) ? options.depth - 1 : options.depth })}`;
}

/** Web IDL's conversion to a string, with V8's wording for what can't be one. */
function toText(value) {
  if (typeof value === 'symbol') throw new TypeError('Cannot convert a Symbol value to a string');
  return `${value}`;
}

const trusted = new WeakSet();

function isEvent(value) {
  return typeof value?.[kType] === 'string';
}

function checkEvent(value) {
  if (!isEvent(value)) throw new ERR_INVALID_THIS('Event');
}

// Bits of an event's state.
const kBubbles = 1;
const kCancelable = 2;
const kComposed = 4;
const kDefaultPrevented = 8;
const kPropagationStopped = 16;

class Event {
  #state = 0;
  #timestamp = hrtime();

  constructor(type, options = undefined) {
    if (arguments.length === 0) throw new ERR_MISSING_ARGS('type');
    if (options != null) {
      validateObject(options, 'options');
      this.#state = (options.bubbles ? kBubbles : 0) | (options.cancelable ? kCancelable : 0) |
        (options.composed ? kComposed : 0);
    }
    this[kType] = toText(type);
    if (options?.[kTrustEvent]) trusted.add(this);
    this[kTarget] = null;
    this[kIsBeingDispatched] = false;
    this[kInPassiveListener] = false;
  }

  initEvent(type, bubbles = false, cancelable = false) {
    if (arguments.length === 0) throw new ERR_MISSING_ARGS('type');
    if (this[kIsBeingDispatched]) return;
    this[kType] = toText(type);
    this.#state = (this.#state & ~(kBubbles | kCancelable)) | (bubbles ? kBubbles : 0) | (cancelable ? kCancelable : 0);
  }

  [customInspectSymbol](depth, options) {
    checkEvent(this);
    return customInspect(this, {
      type: this[kType],
      defaultPrevented: (this.#state & kDefaultPrevented) !== 0,
      cancelable: (this.#state & kCancelable) !== 0,
      timeStamp: this.#timestamp,
    }, depth, options);
  }

  stopImmediatePropagation() {
    checkEvent(this);
    // Both: no listener of this target, and none of others (there are none).
    this.#state |= kPropagationStopped;
    this[kStop] = true;
  }

  preventDefault() {
    checkEvent(this);
    this.#preventDefault();
  }

  #preventDefault() {
    if ((this.#state & kCancelable) && !this[kInPassiveListener]) this.#state |= kDefaultPrevented;
  }

  get target() {
    checkEvent(this);
    return this[kTarget];
  }

  get currentTarget() {
    checkEvent(this);
    return this[kIsBeingDispatched] ? this[kTarget] : null;
  }

  get srcElement() {
    checkEvent(this);
    return this[kTarget];
  }

  get type() {
    checkEvent(this);
    return this[kType];
  }

  get cancelable() {
    checkEvent(this);
    return (this.#state & kCancelable) !== 0;
  }

  get defaultPrevented() {
    checkEvent(this);
    return (this.#state & kDefaultPrevented) !== 0;
  }

  get timeStamp() {
    checkEvent(this);
    return this.#timestamp;
  }

  composedPath() {
    checkEvent(this);
    return this[kIsBeingDispatched] ? [this[kTarget]] : [];
  }

  get returnValue() {
    checkEvent(this);
    return (this.#state & kDefaultPrevented) === 0;
  }

  set returnValue(value) {
    checkEvent(this);
    if (!value) this.#preventDefault();
  }

  get bubbles() {
    checkEvent(this);
    return (this.#state & kBubbles) !== 0;
  }

  get composed() {
    checkEvent(this);
    return (this.#state & kComposed) !== 0;
  }

  get eventPhase() {
    checkEvent(this);
    return this[kIsBeingDispatched] ? Event.AT_TARGET : Event.NONE;
  }

  get cancelBubble() {
    checkEvent(this);
    return (this.#state & kPropagationStopped) !== 0;
  }

  set cancelBubble(value) {
    checkEvent(this);
    if (value) this.#state |= kPropagationStopped;
  }

  stopPropagation() {
    checkEvent(this);
    this.#state |= kPropagationStopped;
  }
}

// The web wants this one to be the same on every event and not to be redefined.
defineProperty(Event.prototype, 'isTrusted', {
  __proto__: null,
  get: Object.getOwnPropertyDescriptor({ get isTrusted() { return trusted.has(this); } }, 'isTrusted').get,
  enumerable: true,
  configurable: false,
});

/** Makes methods and accessors of a web class enumerable, as Web IDL has them. */
function enumerable(prototype, names) {
  for (const name of names) defineProperty(prototype, name, kEnumerable);
}

/** Adds constants of a web interface to the class. */
function constants(target, values) {
  for (const name in values) {
    defineProperty(target, name, { __proto__: null, value: values[name], enumerable: true });
  }
}

function tag(prototype, value) {
  defineProperty(prototype, Symbol.toStringTag, {
    __proto__: null, writable: false, enumerable: false, configurable: true, value,
  });
}

enumerable(Event.prototype, [
  'initEvent', 'stopImmediatePropagation', 'preventDefault', 'target', 'currentTarget', 'srcElement', 'type',
  'cancelable', 'defaultPrevented', 'timeStamp', 'composedPath', 'returnValue', 'bubbles', 'composed', 'eventPhase',
  'cancelBubble', 'stopPropagation',
]);
tag(Event.prototype, 'Event');
constants(Event, { NONE: 0, CAPTURING_PHASE: 1, AT_TARGET: 2, BUBBLING_PHASE: 3 });

class CustomEvent extends Event {
  #detail;

  constructor(type, options = kEmptyObject) {
    if (arguments.length === 0) throw new ERR_MISSING_ARGS('type');
    super(type, options);
    this.#detail = options?.detail ?? null;
  }

  get detail() {
    if (!(#detail in this)) throw new ERR_INVALID_THIS('CustomEvent');
    return this.#detail;
  }
}
enumerable(CustomEvent.prototype, ['detail']);
tag(CustomEvent.prototype, 'CustomEvent');

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

function isNodeEventTarget(value) {
  return value?.constructor?.[kIsNodeEventTarget] === true;
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

function checkNodeTarget(value) {
  if (!isNodeEventTarget(value)) throw new ERR_INVALID_THIS('NodeEventTarget');
}

class NodeEventTarget extends EventTarget {
  static [kIsNodeEventTarget] = true;
  static defaultMaxListeners = 10;

  constructor() {
    super();
    initNodeEventTarget(this);
  }

  setMaxListeners(n) {
    checkNodeTarget(this);
    require('events').setMaxListeners(n, this);
  }

  getMaxListeners() {
    checkNodeTarget(this);
    return this[kMaxEventTargetListeners];
  }

  eventNames() {
    checkNodeTarget(this);
    return [...this[kEvents].keys()];
  }

  listenerCount(type) {
    checkNodeTarget(this);
    return this[kEvents].get(String(type))?.size ?? 0;
  }

  off(type, listener, options) {
    checkNodeTarget(this);
    this.removeEventListener(type, listener, options);
    return this;
  }

  removeListener(type, listener, options) {
    checkNodeTarget(this);
    this.removeEventListener(type, listener, options);
    return this;
  }

  on(type, listener) {
    checkNodeTarget(this);
    this.addEventListener(type, listener, { [kIsNodeStyleListener]: true });
    return this;
  }

  addListener(type, listener) {
    checkNodeTarget(this);
    this.addEventListener(type, listener, { [kIsNodeStyleListener]: true });
    return this;
  }

  emit(type, arg) {
    checkNodeTarget(this);
    validateString(type, 'type');
    const hadListeners = this.listenerCount(type) > 0;
    this[kHybridDispatch](arg, type);
    return hadListeners;
  }

  once(type, listener) {
    checkNodeTarget(this);
    this.addEventListener(type, listener, { once: true, [kIsNodeStyleListener]: true });
    return this;
  }

  removeAllListeners(type) {
    checkNodeTarget(this);
    if (type !== undefined) this[kEvents].delete(String(type));
    else this[kEvents].clear();
    return this;
  }
}
enumerable(NodeEventTarget.prototype, [
  'setMaxListeners', 'getMaxListeners', 'eventNames', 'listenerCount', 'off', 'removeListener', 'on', 'addListener',
  'emit', 'once', 'removeAllListeners',
]);

function initNodeEventTarget(self) {
  initEventTarget(self);
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
  Event,
  CustomEvent,
  EventTarget,
  NodeEventTarget,
  defineEventHandler,
  initEventTarget,
  initNodeEventTarget,
  isEventTarget,
  isNodeEventTarget,
  listenersOf,
  customInspect,
  toText,
  enumerable,
  constants,
  tag,
  kCreateEvent,
  kNewListener,
  kTrustEvent,
  kRemoveListener,
  kEvents,
  kHandlers,
  kHybridDispatch,
  kWeakHandler,
  kResistStopPropagation,
  kIsNodeStyleListener,
};
