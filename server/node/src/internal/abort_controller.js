'use strict';
/*! AbortController and AbortSignal.
 *
 * A signal of `AbortSignal.any` depends on its sources; both sides hold each other weakly. A dependent signal that has
 * abort listeners is held strongly by its sources' side (`kept`), since the listeners are waiting for it; so is one of
 * `AbortSignal.timeout`.
 */

const { codes: { ERR_ILLEGAL_CONSTRUCTOR, ERR_INVALID_ARG_TYPE, ERR_INVALID_THIS } } = require('internal/errors');
const { customInspectSymbol, kEmptyObject } = require('internal/util');
const { validateAbortSignal, validateUint32 } = require('internal/validators');
const {
  Event, EventTarget, customInspect, defineEventHandler, enumerable, tag,
  kNewListener, kRemoveListener, kResistStopPropagation, kTrustEvent, kWeakHandler,
} = require('internal/event_target');
const { kTransfer, markTransferMode } = require('internal/worker/js_transferable');
const { kMaxEventTargetListeners } = require('internal/events/shared');

const kAborted = Symbol('kAborted');
const kReason = Symbol('kReason');
const kComposite = Symbol('kComposite');
const kTimeout = Symbol('kTimeout');
const kSources = Symbol('kSourceSignals');
const kDependents = Symbol('kDependantSignals');
const kConstruct = Symbol('kDontThrowSymbol');

let DOMException;
const domException = (message, name) => {
  DOMException ??= require('internal/dom_exception').DOMException;
  return new DOMException(message, name);
};

const kept = new Set();

function checkSignal(value) {
  if (value?.[kAborted] === undefined) throw new ERR_INVALID_THIS('AbortSignal');
}

class AbortSignal extends EventTarget {
  constructor(permit = undefined, init = kEmptyObject) {
    if (permit !== kConstruct) throw new ERR_ILLEGAL_CONSTRUCTOR();
    super();
    const { aborted = false, reason = undefined, composite = false } = init;
    // Many independent listeners on one signal are no leak.
    this[kMaxEventTargetListeners] = 0;
    this[kAborted] = aborted;
    this[kReason] = reason;
    this[kComposite] = composite;
  }

  get aborted() {
    checkSignal(this);
    return !!this[kAborted];
  }

  get reason() {
    checkSignal(this);
    return this[kReason];
  }

  throwIfAborted() {
    checkSignal(this);
    if (this[kAborted]) throw this[kReason];
  }

  [customInspectSymbol](depth, options) {
    return customInspect(this, { aborted: this.aborted }, depth, options);
  }

  static abort(reason = domException('This operation was aborted', 'AbortError')) {
    return new AbortSignal(kConstruct, { aborted: true, reason });
  }

  static timeout(delay) {
    validateUint32(delay, 'delay', false);
    const signal = new AbortSignal(kConstruct);
    signal[kTimeout] = true;
    const reference = new WeakRef(signal);
    const timer = require('internal/timers').setUnrefTimeout(() => {
      const target = reference.deref();
      if (target === undefined) return;
      kept.delete(target);
      abortSignal(target, domException('The operation was aborted due to timeout', 'TimeoutError'));
    }, delay);
    timersOfSignals().register(signal, timer);
    return signal;
  }

  static any(signals) {
    if (signals === undefined || signals === null || typeof signals[Symbol.iterator] !== 'function') {
      throw Object.assign(new TypeError('Value can not be converted to sequence.'), { code: 'ERR_INVALID_ARG_TYPE' });
    }
    const list = [...signals];
    list.forEach((signal, index) => {
      if (signal?.[kAborted] === undefined) throw new ERR_INVALID_ARG_TYPE(`signals[${index}]`, 'AbortSignal', signal);
    });

    const result = new AbortSignal(kConstruct, { composite: true });
    for (const signal of list) {
      if (signal.aborted) {
        abortSignal(result, signal.reason);
        return result;
      }
    }
    result[kSources] = new Set();
    const reference = new WeakRef(result);
    for (const signal of list) {
      // The sources of a composite signal are taken in its place: there are never chains.
      const sources = signal[kComposite] ? [...signal[kSources] ?? []].map((source) => source.deref()) : [signal];
      for (const source of sources) {
        if (source === undefined) continue;
        source[kDependents] ??= new Set();
        if ([...result[kSources]].some((known) => known.deref() === source)) continue;
        const sourceReference = new WeakRef(source);
        result[kSources].add(sourceReference);
        source[kDependents].add(reference);
        dependentsGone().register(result, { source: sourceReference, reference });
        sourcesGone().register(source, { dependent: reference, sourceReference });
      }
    }
    return result;
  }

  /** Aborting the original reaches the transferred signal through a port. */
  [kTransfer]() {
    const moved = new AbortSignal(kConstruct, { aborted: this[kAborted], reason: this[kReason] });
    if (this[kAborted]) return { moved };
    const { MessageChannel } = require('internal/messaging');
    const { port1, port2 } = new MessageChannel();
    this.addEventListener('abort', () => {
      port1.postMessage(this.reason);
      port1.close();
    }, { once: true });
    port2.onmessage = ({ data }) => abortSignal(moved, data);
    port1.unref();
    port2.unref();
    return { moved };
  }

  [kNewListener](size, type, listener, once, capture, passive, weak) {
    super[kNewListener](size, type, listener, once, capture, passive, weak);
    const depends = this[kTimeout] || this[kComposite];
    if (depends && type === 'abort' && !this.aborted && !weak && size > 0) {
      // With no source left it can never abort, and nobody needs to keep it.
      if (this[kComposite] && !(this[kSources]?.size > 0)) return;
      kept.add(this);
    }
  }

  [kRemoveListener](size, type, listener, capture) {
    super[kRemoveListener](size, type, listener, capture);
    if ((this[kTimeout] || this[kComposite]) && type === 'abort' && size === 0) kept.delete(this);
  }
}

let timerRegistry;
const timersOfSignals = () => (timerRegistry ??= new FinalizationRegistry((timer) => {
  timer._onTimeout = null;
  require('internal/timers').unenroll(timer);
}));
let dependentRegistry;
const dependentsGone = () => (dependentRegistry ??= new FinalizationRegistry(({ source, reference }) => {
  source.deref()?.[kDependents]?.delete(reference);
}));
let sourceRegistry;
const sourcesGone = () => (sourceRegistry ??= new FinalizationRegistry(({ dependent, sourceReference }) => {
  const signal = dependent.deref();
  if (signal === undefined) return;
  signal[kSources].delete(sourceReference);
  if (signal[kSources].size === 0) kept.delete(signal);
}));

enumerable(AbortSignal.prototype, ['aborted']);
tag(AbortSignal.prototype, 'AbortSignal');
defineEventHandler(AbortSignal.prototype, 'abort');

function runAbort(signal) {
  signal.dispatchEvent(new Event('abort', { [kTrustEvent]: true }));
  kept.delete(signal);
}

/** Every signal that depends is aborted before any listener runs, so listeners see one state. */
function abortSignal(signal, reason) {
  if (signal[kAborted]) return;
  signal[kAborted] = true;
  signal[kReason] = reason;
  const dependents = [];
  for (const reference of signal[kDependents] ?? []) {
    const dependent = reference.deref();
    if (dependent === undefined || dependent[kAborted]) continue;
    dependent[kAborted] = true;
    dependent[kReason] = reason;
    dependents.push(dependent);
  }
  runAbort(signal);
  for (const dependent of dependents) runAbort(dependent);
}

class AbortController {
  // Made when it is asked for: many controllers are never aborted nor listened to.
  #signal;

  get signal() {
    this.#signal ??= new AbortSignal(kConstruct);
    return this.#signal;
  }

  abort(reason = domException('This operation was aborted', 'AbortError')) {
    abortSignal(this.#signal ??= new AbortSignal(kConstruct), reason);
  }

  [customInspectSymbol](depth, options) {
    return customInspect(this, { signal: this.signal }, depth, options);
  }
}
enumerable(AbortController.prototype, ['signal', 'abort']);
tag(AbortController.prototype, 'AbortController');

function isAbortSignal(value) {
  return value?.[kAborted] !== undefined;
}

/** Lets structured cloning transfer a signal; for util.transferableAbortSignal. */
function transferableAbortSignal(signal) {
  checkSignal(signal);
  markTransferMode(signal, false, true);
  return signal;
}

function transferableAbortController() {
  const controller = new AbortController();
  markTransferMode(controller.signal, false, true);
  return controller;
}

/** Settles when the signal aborts, as long as `resource` is alive; for util.aborted. */
async function aborted(signal, resource) {
  if (signal === undefined) throw new ERR_INVALID_ARG_TYPE('signal', 'AbortSignal', signal);
  validateAbortSignal(signal, 'signal');
  require('internal/validators').validateObject(
    resource, 'resource', require('internal/validators').kValidateObjectAllowObjects);
  if (signal.aborted) return Promise.resolve();
  const { promise, resolve } = Promise.withResolvers();
  const options = { __proto__: null, [kWeakHandler]: resource, once: true, [kResistStopPropagation]: true };
  signal.addEventListener('abort', () => resolve(), options);
  return promise;
}

module.exports = {
  AbortController,
  AbortSignal,
  aborted,
  abortSignal,
  isAbortSignal,
  createAbortSignal: (init) => new AbortSignal(kConstruct, init),
  transferableAbortSignal,
  transferableAbortController,
};
