'use strict';
/*! Event and CustomEvent, and what the classes of the web have in common here. */

const { codes: { ERR_INVALID_THIS, ERR_MISSING_ARGS } } = require('internal/errors');
const { customInspectSymbol, kEmptyObject } = require('internal/util');
const { validateObject } = require('internal/validators');

const { defineProperty } = Object;
const kTarget = Symbol('kTarget');
const kType = Symbol('type');
const kIsBeingDispatched = Symbol('kIsBeingDispatched');
const kInPassiveListener = Symbol('kInPassiveListener');
const kStop = Symbol('kStop');
const kTrustEvent = Symbol('kTrustEvent');

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

module.exports = {
  Event,
  CustomEvent,
  customInspect,
  toText,
  enumerable,
  constants,
  tag,
  kTarget,
  kIsBeingDispatched,
  kInPassiveListener,
  kStop,
  kTrustEvent,
};
