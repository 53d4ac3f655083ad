'use strict';

const { AbortError, codes: { ERR_ILLEGAL_CONSTRUCTOR, ERR_INVALID_THIS } } = require('internal/errors');
const { kEmptyObject } = require('internal/util');
const { validateAbortSignal, validateBoolean, validateNumber, validateObject } = require('internal/validators');
const { Timeout, Immediate, insert, unenroll, clearImmediate } = require('internal/timers');

const kScheduler = Symbol('kScheduler');

/** Checks `{ signal, ref }` and gives them; throws what the returned promise is to be rejected with. */
function checkOptions(options) {
  validateObject(options, 'options');
  const { signal, ref = true } = options;
  if (signal !== undefined) validateAbortSignal(signal, 'options.signal');
  validateBoolean(ref, 'options.ref');
  if (signal?.aborted) throw new AbortError(undefined, { cause: signal.reason });
  return { signal, ref };
}

/** A promise for what `start(resolve)` schedules; `cancel` undoes it when the signal aborts. */
function abortable(signal, start, cancel) {
  if (signal === undefined) return new Promise(start);
  let onAbort;
  const promise = new Promise((resolve, reject) => {
    const scheduled = start(resolve);
    onAbort = () => {
      cancel(scheduled);
      reject(new AbortError(undefined, { cause: signal.reason }));
    };
    signal.addEventListener('abort', onAbort, { __proto__: null, [require('internal/event_target').kResistStopPropagation]: true });
  });
  const forget = () => signal.removeEventListener('abort', onAbort);
  promise.then(forget, forget);
  return promise;
}

function cancelTimeout(timeout) {
  timeout._onTimeout = null;
  unenroll(timeout);
}

function setTimeout(after, value, options = kEmptyObject) {
  let signal, ref;
  try {
    if (after !== undefined) validateNumber(after, 'delay');
    ({ signal, ref } = checkOptions(options));
  } catch (error) {
    return Promise.reject(error);
  }
  return abortable(signal, (resolve) => {
    const timeout = new Timeout(() => resolve(value), after, undefined, false, ref);
    insert(timeout, timeout._idleTimeout);
    return timeout;
  }, cancelTimeout);
}

function setImmediate(value, options = kEmptyObject) {
  let signal, ref;
  try {
    ({ signal, ref } = checkOptions(options));
  } catch (error) {
    return Promise.reject(error);
  }
  return abortable(signal, (resolve) => {
    const immediate = new Immediate(() => resolve(value), undefined);
    if (!ref) immediate.unref();
    return immediate;
  }, clearImmediate);
}

async function* setInterval(after, value, options = kEmptyObject) {
  if (after !== undefined) validateNumber(after, 'delay');
  const { signal, ref } = checkOptions(options);

  let onAbort;
  let wake;
  // Expiries that nobody has asked for yet.
  let missed = 0;
  const interval = new Timeout(() => {
    missed++;
    wake?.();
    wake = undefined;
  }, after, undefined, true, ref);
  insert(interval, interval._idleTimeout);
  try {
    if (signal !== undefined) {
      onAbort = () => {
        cancelTimeout(interval);
        wake?.(Promise.reject(new AbortError(undefined, { cause: signal.reason })));
        wake = undefined;
      };
      signal.addEventListener('abort', onAbort, { once: true });
    }
    while (!signal?.aborted) {
      if (missed === 0) await new Promise((resolve) => { wake = resolve; });
      for (; missed > 0; missed--) yield value;
    }
    throw new AbortError(undefined, { cause: signal.reason });
  } finally {
    cancelTimeout(interval);
    signal?.removeEventListener('abort', onAbort);
  }
}

// The draft web API `scheduler`.
class Scheduler {
  constructor() {
    throw new ERR_ILLEGAL_CONSTRUCTOR();
  }

  yield() {
    if (!this[kScheduler]) throw new ERR_INVALID_THIS('Scheduler');
    return setImmediate();
  }

  wait(delay, options) {
    if (!this[kScheduler]) throw new ERR_INVALID_THIS('Scheduler');
    return setTimeout(delay, undefined, options);
  }
}

module.exports = {
  setTimeout,
  setImmediate,
  setInterval,
  scheduler: { __proto__: Scheduler.prototype, [kScheduler]: true },
};
