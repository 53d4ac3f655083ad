'use strict';

const { validateCallback } = require('internal/check');
const { deprecate } = require('internal/util/deprecate');
const internal = require('internal/timers');

const { Timeout, Immediate, kHasPrimitive, async_id_symbol, knownTimersById, insert, unenroll } = internal;
const { defineProperty } = Object;
const kCustomPromisified = Symbol.for('nodejs.util.promisify.custom');

function setTimeout(callback, after, ...args) {
  validateCallback(callback);
  const timeout = new Timeout(callback, after, args.length === 0 ? undefined : args, false, true);
  insert(timeout, timeout._idleTimeout);
  return timeout;
}

function setInterval(callback, repeat, ...args) {
  validateCallback(callback);
  const timeout = new Timeout(callback, repeat, args.length === 0 ? undefined : args, true, true);
  insert(timeout, timeout._idleTimeout);
  return timeout;
}

function clearTimeout(timer) {
  if (timer?._onTimeout) {
    timer._onTimeout = null;
    unenroll(timer);
    return;
  }
  if (typeof timer === 'number' || typeof timer === 'string') {
    const known = knownTimersById.get(+timer);
    if (known !== undefined) {
      known._onTimeout = null;
      unenroll(known);
    }
  }
}

function clearInterval(timer) {
  clearTimeout(timer);
}

function setImmediate(callback, ...args) {
  validateCallback(callback);
  return new Immediate(callback, args.length === 0 ? undefined : args);
}

const clearImmediate = internal.clearImmediate;

let promises;
const lazyPromises = () => (promises ??= require('timers/promises'));

function promisifiedForm(fn) {
  defineProperty(fn, kCustomPromisified, {
    __proto__: null,
    enumerable: true,
    get() { return lazyPromises()[fn.name]; },
  });
}
promisifiedForm(setTimeout);
promisifiedForm(setImmediate);

// Methods of the classes that need the functions above.
Timeout.prototype.close = function() {
  clearTimeout(this);
  return this;
};
Timeout.prototype[Symbol.dispose] = function() {
  clearTimeout(this);
};
/** A number stands for the timer from here on: `clearTimeout(+timer)` must find it. */
Timeout.prototype[Symbol.toPrimitive] = function() {
  const id = this[async_id_symbol];
  if (!this[kHasPrimitive]) {
    this[kHasPrimitive] = true;
    knownTimersById.set(id, this);
  }
  return id;
};
Immediate.prototype[Symbol.dispose] = function() {
  clearImmediate(this);
};

// The old way to put a timeout on any object.
function enroll(item, msecs) {
  msecs = internal.getTimerDuration(msecs, 'msecs');
  if (item._idleNext) unenroll(item);
  require('internal/linkedlist').init(item);
  item._idleTimeout = msecs;
}

module.exports = {
  setTimeout,
  clearTimeout,
  setImmediate,
  clearImmediate,
  setInterval,
  clearInterval,
  _unrefActive: deprecate(
    internal.unrefActive, 'timers._unrefActive() is deprecated. Please use timeout.refresh() instead.', 'DEP0127'),
  active: deprecate(
    internal.active, 'timers.active() is deprecated. Please use timeout.refresh() instead.', 'DEP0126'),
  unenroll: deprecate(unenroll, 'timers.unenroll() is deprecated. Please use clearTimeout instead.', 'DEP0096'),
  enroll: deprecate(enroll, 'timers.enroll() is deprecated. Please use setTimeout instead.', 'DEP0095'),
};

defineProperty(module.exports, 'promises', {
  __proto__: null,
  configurable: true,
  enumerable: true,
  get: lazyPromises,
});
