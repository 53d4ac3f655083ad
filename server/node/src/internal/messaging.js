'use strict';
/*! MessageChannel, MessagePort, MessageEvent and BroadcastChannel, within one thread.
 *
 * A message is cloned when it is posted and waits in the queue of the other port. Each port that is started and has
 * messages asks the loop for one completion, which delivers those that were there when it began (so a port that answers
 * itself does not starve the loop), with ticks and microtasks between two.
 *
 * A port's `State` is what a transfer moves to a new object; `states` ties an object to it, and an object without one is
 * detached or closed.
 */

const { codes: { ERR_INVALID_THIS, ERR_MISSING_ARGS } } = require('internal/errors');
const { customInspectSymbol } = require('internal/util');
const {
  Event, EventTarget, customInspect, defineEventHandler, enumerable, tag,
  kCreateEvent, kHybridDispatch, kNewListener, kRemoveListener,
} = require('internal/event_target');
const { NodeEventTarget, initNodeEventTarget } = require('internal/events/node_event_target');
const { runInFrame, getFrame } = require('internal/async_context');
const hooks = require('internal/async_hooks');
const { cloneWithTransfer } = require('internal/structured_clone');
const { kCheckTransferable, kTransfer, markClassTransferMode } = require('internal/worker/js_transferable');
const { runNextTicks } = require('internal/process/task_queues');

const native = lode.native('worker_threads');
const { defineProperty, setPrototypeOf } = Object;
const { apply } = Reflect;
const kCurrentlyReceivingPorts = Symbol.for('nodejs.internal.kCurrentlyReceivingPorts');
const kMaximumBatch = 1000;

// MessageEvent.

function shown(value) {
  if (typeof value === 'symbol') return `Symbol(${value.description})`;
  if (typeof value === 'object') return require('internal/util/inspect').inspect(value);
  return typeof value === 'string' ? `"${value}"` : `${value}`;
}

class MessageEvent extends Event {
  #data;
  #origin;
  #lastEventId;
  #source;
  #ports;

  constructor(type, init = {}) {
    if (arguments.length === 0) throw new TypeError('MessageEvent constructor: 1 argument required, but 0 found.');
    super(type, init);
    const { data = null, origin = '', lastEventId = '', source = null, ports } = init ?? {};
    if (source !== null && !(source instanceof MessagePort)) {
      throw new TypeError(
        `MessageEvent constructor: Expected eventInitDict.source ("${shown(source)}") to be an instance of MessagePort.`);
    }
    if (ports !== undefined && typeof ports?.[Symbol.iterator] !== 'function') {
      throw new TypeError(`MessageEvent constructor: eventInitDict.ports (${shown(ports)}) is not iterable.`);
    }
    const list = ports === undefined ? [] : [...ports];
    list.forEach((port, index) => {
      if (!(port instanceof MessagePort)) {
        throw new TypeError(
          `MessageEvent constructor: Expected eventInitDict.ports[${index}] ("${shown(port)}") to be an instance of MessagePort.`);
      }
    });
    this.#set(data, origin, lastEventId, source, list);
  }

  #set(data, origin, lastEventId, source, ports) {
    this.#data = data;
    this.#origin = `${origin}`;
    this.#lastEventId = `${lastEventId}`;
    this.#source = source;
    this.#ports = Object.freeze(ports);
  }

  get data() {
    return this.#data;
  }

  get origin() {
    return this.#origin;
  }

  get lastEventId() {
    return this.#lastEventId;
  }

  get source() {
    return this.#source;
  }

  get ports() {
    return this.#ports;
  }

  initMessageEvent(
    type, bubbles = false, cancelable = false, data = null, origin = '', lastEventId = '', source = null, ports = [],
  ) {
    this.initEvent(type, bubbles, cancelable);
    this.#set(data, origin, lastEventId, source, [...ports]);
  }
}
enumerable(MessageEvent.prototype, ['data', 'origin', 'lastEventId', 'source', 'ports', 'initMessageEvent']);
tag(MessageEvent.prototype, 'MessageEvent');

// Ports.

const states = new WeakMap();
let refedPorts = 0;

class State {
  port = undefined;
  peer = undefined;
  queue = [];
  started = false;
  refed = false;
  scheduled = false;
  /** Where the port was made: its listeners run in that frame. */
  frame = getFrame();

  setRefed(refed) {
    if (this.refed === refed) return;
    this.refed = refed;
    refedPorts += refed ? 1 : -1;
    native.setPortsReferenced(refedPorts > 0);
  }

  send(message) {
    this.queue.push(message);
    this.wake();
  }

  /** The closing message is acted upon even if nobody has started the port. */
  isReady() {
    return this.queue.length > 0 && (this.started || this.queue[0] === kClosing);
  }

  wake() {
    if (this.scheduled || this.port === undefined || !this.isReady()) return;
    this.scheduled = true;
    native.enqueue(() => this.drain());
  }

  drain() {
    this.scheduled = false;
    const { port } = this;
    if (port === undefined) return;
    let left = Math.min(this.queue.length, kMaximumBatch);
    let isFirst = true;
    while (left-- > 0) {
      if (!isFirst) runNextTicks();
      isFirst = false;
      // A listener may have moved the port; what a closed one had received already is still delivered.
      if (this.port !== port && !(this.port === undefined && closing.has(port))) break;
      if (!this.isReady()) break;
      const message = this.queue.shift();
      if (message === kClosing) {
        close(this);
        return;
      }
      deliver(port, message, this.frame);
    }
    this.wake();
  }
}

const kClosing = Symbol('closing');

function uncaughtException(error) {
  require('internal/process/execution').uncaughtException(error, false);
}

function deliver(port, { value, ports }, frame) {
  port[kCurrentlyReceivingPorts] = ports;
  try {
    runInFrame(frame, port[kHybridDispatch], port, [value, 'message', undefined]);
  } catch (error) {
    uncaughtException(error);
  }
}

function entangle(first, second) {
  first.peer = second;
  second.peer = first;
}

function adopt(port, state) {
  state.port = port;
  states.set(port, state);
  if (hooks.initHooksExist()) {
    hooks.emitInit(hooks.newAsyncId(), 'MESSAGEPORT', hooks.getDefaultTriggerAsyncId(), port);
  }
  initNodeEventTarget(port);
  port[kCurrentlyReceivingPorts] = undefined;
  return port;
}

function makePort(state) {
  return adopt({ __proto__: MessagePort.prototype }, state);
}

/** Ends a port; its 'close' event comes from the loop. */
function close(state) {
  const { peer, port } = state;
  if (port === undefined) return;
  state.peer = undefined;
  if (peer !== undefined) {
    peer.peer = undefined;
    peer.send(kClosing);
  }
  closing.add(port);
  state.port = undefined;
  native.enqueue(() => {
    closing.delete(port);
    state.setRefed(false);
    states.delete(port);
    runInFrame(state.frame, port.dispatchEvent, port, [new Event('close')]);
  });
}

// Closed, but its 'close' event is still to come.
const closing = new WeakSet();

function stateOf(port) {
  const state = states.get(port);
  if (state === undefined && !(port instanceof MessagePort)) throw new TypeError('Illegal invocation');
  return state;
}

function MessagePort() {
  throw coded('ERR_CONSTRUCT_CALL_INVALID', 'Constructor cannot be called');
}
setPrototypeOf(MessagePort, NodeEventTarget);
setPrototypeOf(MessagePort.prototype, NodeEventTarget.prototype);
defineProperty(MessagePort, 'prototype', { __proto__: null, writable: false });

/** The entries of an iterable; undefined when it is none. */
function entriesOf(value) {
  if (typeof value !== 'object' && typeof value !== 'function') return undefined;
  const iterate = value[Symbol.iterator];
  if (typeof iterate !== 'function') return undefined;
  const iterator = apply(iterate, value, []);
  const next = iterator?.next;
  if (typeof next !== 'function') return undefined;
  const entries = [];
  for (let step = apply(next, iterator, []); !step.done; step = apply(next, iterator, [])) entries.push(step.value);
  return entries;
}

function transferListOf(options) {
  if (options === undefined || options === null) return undefined;
  if (typeof options !== 'object' && typeof options !== 'function') {
    throw coded('ERR_INVALID_ARG_TYPE', 'Optional transferList argument must be an iterable');
  }
  const list = entriesOf(options);
  if (list !== undefined) return list;
  const { transfer } = options;
  if (transfer === undefined) return undefined;
  const transfers = transfer === null ? undefined : entriesOf(transfer);
  if (transfers === undefined) throw coded('ERR_INVALID_ARG_TYPE', 'Optional options.transfer argument must be an iterable');
  return transfers;
}

/** Errors whose wording is not that of the ERR_* tables. */
function coded(code, message) {
  return Object.assign(new TypeError(message), { code });
}

const portMethods = {
  postMessage(...args) {
    const state = stateOf(this);
    if (args.length === 0) throw coded('ERR_MISSING_ARGS', 'Not enough arguments to MessagePort.postMessage');
    const transfer = transferListOf(args[1]);
    const target = state?.peer;
    const toItself = transfer?.some((entry) => target !== undefined && states.get(entry) === target);
    const { value, transferred } = cloneWithTransfer(args[0], transfer, this);
    if (toItself) {
      process.emitWarning('The target port was posted to itself, and the communication channel was lost');
      close(target);
      return true;
    }
    if (target === undefined) return undefined;
    target.send({ value, ports: transferred.filter((entry) => entry instanceof MessagePort) });
    return true;
  },
  start() {
    const state = stateOf(this);
    if (state === undefined) return;
    state.started = true;
    state.wake();
  },
  close(callback) {
    if (typeof callback === 'function') this.once('close', callback);
    const state = stateOf(this);
    if (state !== undefined) close(state);
  },
  ref() {
    const state = stateOf(this);
    if (state?.port !== undefined) state.setRefed(true);
  },
  unref() {
    stateOf(this)?.setRefed(false);
  },
  hasRef() {
    const state = stateOf(this);
    return state === undefined ? false : state.refed;
  },
};
// In the order in which Node has them.
for (const name of ['postMessage', 'start', 'ref', 'unref', 'hasRef']) MessagePort.prototype[name] = portMethods[name];
defineEventHandler(MessagePort.prototype, 'message');
defineEventHandler(MessagePort.prototype, 'messageerror');
MessagePort.prototype.close = portMethods.close;

function hidden(name, value) {
  defineProperty(MessagePort.prototype, name, { __proto__: null, value, writable: true, configurable: true });
}

// A port with 'message' listeners is started and keeps the process alive, as long as it has any.
hidden(kNewListener, function(size, type, ...rest) {
  if (type === 'message' && size === 1) {
    this.ref();
    portMethods.start.call(this);
  }
  return NodeEventTarget.prototype[kNewListener].call(this, size, type, ...rest);
});
hidden(kRemoveListener, function(size, type, ...rest) {
  if (type === 'message' && size === 0) {
    this.unref();
    // What comes meanwhile waits for the next listener.
    const state = states.get(this);
    if (state !== undefined) state.started = false;
  }
  return NodeEventTarget.prototype[kRemoveListener].call(this, size, type, ...rest);
});
hidden(kCreateEvent, function(value, type) {
  if (type !== 'message' && type !== 'messageerror') return NodeEventTarget.prototype[kCreateEvent].call(this, value, type);
  const ports = this[kCurrentlyReceivingPorts];
  this[kCurrentlyReceivingPorts] = undefined;
  return new MessageEvent(type, { data: value, ports });
});
hidden(kTransfer, function() {
  const state = states.get(this);
  // What is queued goes along; this object is left detached.
  states.delete(this);
  state.setRefed(false);
  state.started = false;
  return { moved: makePort(state) };
});
hidden(kCheckTransferable, function() {
  if (states.get(this)?.port === undefined) {
    const { DOMException } = require('internal/dom_exception');
    throw new DOMException('MessagePort in transfer list is already detached', 'DataCloneError');
  }
});
hidden(customInspectSymbol, function inspectPort(depth, options) {
  const { inspect } = require('internal/util/inspect');
  const state = states.get(this);
  const shown = { active: state?.port !== undefined || closing.has(this), refed: state?.refed ?? false };
  for (const key of Object.getOwnPropertySymbols(this)) shown[key] = this[key];
  const nested = { ...options, depth: Number.isInteger(options.depth) ? options.depth - 1 : options.depth };
  return depth < 0 ? '[MessagePort]' : `MessagePort [EventTarget] ${inspect(shown, nested)}`;
});
markClassTransferMode(MessagePort.prototype, false, true);

function MessageChannel() {
  if (new.target === undefined) {
    throw coded('ERR_CONSTRUCT_CALL_REQUIRED', 'Cannot call constructor without `new`');
  }
  const first = new State();
  const second = new State();
  entangle(first, second);
  this.port1 = makePort(first);
  this.port2 = makePort(second);
}

/** The next message of a port, taken without an event. */
function receiveMessageOnPort(port) {
  const state = states.get(port) ?? broadcastStates.get(port);
  if (state === undefined && !(port instanceof MessagePort)) {
    throw coded('ERR_INVALID_ARG_TYPE', 'The "port" argument must be a MessagePort instance');
  }
  if (state === undefined || state.queue.length === 0 || state.queue[0] === kClosing) return undefined;
  return { message: state.queue.shift().value };
}

// BroadcastChannel: everybody of one name but the sender.

const broadcasts = new Map();
const broadcastStates = new WeakMap();

class BroadcastChannel extends EventTarget {
  #name;
  #state = new State();

  constructor(name) {
    if (arguments.length === 0) throw new ERR_MISSING_ARGS('name');
    super();
    this.#name = `${name}`;
    this.#state.port = this;
    this.#state.started = true;
    this.#state.setRefed(true);
    broadcastStates.set(this, this.#state);
    const members = broadcasts.get(this.#name);
    if (members === undefined) broadcasts.set(this.#name, new Set([this.#state]));
    else members.add(this.#state);
  }

  static #check(value) {
    if (value === null || typeof value !== 'object' || !(#state in value)) throw new ERR_INVALID_THIS('BroadcastChannel');
  }

  [customInspectSymbol](depth, options) {
    BroadcastChannel.#check(this);
    return customInspect(this, { name: this.#name, active: this.#state.port !== undefined }, depth, options);
  }

  get name() {
    BroadcastChannel.#check(this);
    return this.#name;
  }

  close() {
    BroadcastChannel.#check(this);
    const state = this.#state;
    if (state.port === undefined) return;
    const members = broadcasts.get(this.#name);
    members.delete(state);
    if (members.size === 0) broadcasts.delete(this.#name);
    state.port = undefined;
    state.queue.length = 0;
    state.setRefed(false);
  }

  postMessage(message) {
    BroadcastChannel.#check(this);
    if (arguments.length === 0) throw new ERR_MISSING_ARGS('message');
    if (this.#state.port === undefined) {
      const { DOMException } = require('internal/dom_exception');
      throw new DOMException('BroadcastChannel is closed.', 'InvalidStateError');
    }
    const others = [...broadcasts.get(this.#name)].filter((state) => state !== this.#state);
    // Cloned even with nobody to hear it: what can't be cloned is an error in any case.
    const messages = others.length === 0 ? [cloneWithTransfer(message)] : others.map(() => cloneWithTransfer(message));
    others.forEach((state, index) => state.send({ value: messages[index].value, ports: [] }));
  }

  ref() {
    BroadcastChannel.#check(this);
    if (this.#state.port !== undefined) this.#state.setRefed(true);
    return this;
  }

  unref() {
    BroadcastChannel.#check(this);
    this.#state.setRefed(false);
    return this;
  }

  [kCreateEvent](value, type) {
    return new MessageEvent(type, { data: value, ports: [] });
  }
}
enumerable(BroadcastChannel.prototype, ['name', 'close', 'postMessage']);
defineEventHandler(BroadcastChannel.prototype, 'message');
defineEventHandler(BroadcastChannel.prototype, 'messageerror');

/** Whether a port can still be moved. */
const isPortOpen = (port) => states.get(port)?.port !== undefined;

module.exports = { isPortOpen, BroadcastChannel, MessageChannel, MessageEvent, MessagePort, receiveMessageOnPort };
