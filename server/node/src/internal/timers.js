'use strict';
/*! Timers and immediates: the queues, and the two functions through which the event loop runs them.
 *
 * Timers of one duration expire in the order they were started, so each duration has a linked list (append and remove
 * in constant time) and only the lists stand in a priority queue, by the expiry of their oldest timer. A million timers
 * of one duration cost one queue entry.
 *
 * `processTimers(now)` runs what is due and returns
 *    0          nothing is left,
 *    positive   the next expiry (ms on the loop's clock); a referenced timer is among those left,
 *    negative   the same, all that are left are unreferenced,
 *    NaN        more is due: run ticks and microtasks, then call again at once.
 * `processImmediate()` runs one batch; while `tickInfo[kOutstandingImmediates]` is set afterwards, the loop runs ticks and
 * microtasks and calls again. What a callback throws is told here; the next callback then runs before any tick, as in Node.
 *
 * Between two callbacks ticks and microtasks must run. With `lode.drainMicrotasks` that happens here; without it the
 * engine drains microtasks only when JavaScript is left, so each call runs one callback.
 */

const { validateCallback } = require('internal/check');
const context = require('internal/async_context');
const hooks = require('internal/async_hooks');
const L = require('internal/linkedlist');
const PriorityQueue = require('internal/priority_queue');

const native = lode.native('timers');
const { apply } = Reflect;
const customInspect = Symbol.for('nodejs.util.inspect.custom');
const { floor, max, trunc } = Math;
const wallClock = Date.now;
const { getFrame, exchangeFrame } = context;
const {
  newAsyncId, getDefaultTriggerAsyncId, initHooksExist, destroyHooksExist,
  emitInit, emitBefore, emitAfter, emitDestroy,
} = hooks;

const async_id_symbol = Symbol('asyncId');
const trigger_async_id_symbol = Symbol('triggerId');
const kHasPrimitive = Symbol('kHasPrimitive');
const kRefed = Symbol('refed');
const kAsyncContextFrame = Symbol('kAsyncContextFrame');
const kTimeout = Symbol('timeout');

// The longest delay that fits a signed 32-bit integer.
const TIMEOUT_MAX = 2 ** 31 - 1;

// A cell of `lode.tickInfo` (those of the tick queue are in internal/async_context).
const kOutstandingImmediates = 3;
const { tickInfo } = lode;

const timerLists = new Map();
const knownTimersById = new Map();
let nextExpiry = Infinity;
let nextListId = 0;
let refedTimers = 0;
let refedImmediates = 0;
let lastWall = -1;
let lastNow = 0;

const timerListQueue = new PriorityQueue(
  (a, b) => a.expiry - b.expiry || a.id - b.id,
  (list, position) => { list.priorityQueuePosition = position; },
);

/** Whole ms on the loop's clock. The native clock is asked only when the wall clock's ms has changed: most timers of a
 * burst share one reading, and a wall clock that is set back or forth does no harm. */
function getLibuvNow() {
  const wall = wallClock();
  if (wall !== lastWall) {
    lastWall = wall;
    lastNow = max(lastNow, floor(native.hrtime()));
  }
  return lastNow;
}

class TimersList {
  constructor(expiry, msecs) {
    this._idleNext = this;
    this._idlePrev = this;
    this.expiry = expiry;
    this.id = nextListId++;
    this.msecs = msecs;
    this.priorityQueuePosition = null;
  }

  [customInspect](_, options) {
    const { inspect } = require('internal/util/inspect');
    return inspect(this, { ...options, depth: 0, customInspect: false });
  }
}

function initAsyncResource(resource, type) {
  const id = resource[async_id_symbol] = newAsyncId();
  const trigger = resource[trigger_async_id_symbol] = getDefaultTriggerAsyncId();
  if (initHooksExist()) emitInit(id, type, trigger, resource);
}

class Timeout {
  constructor(callback, after, args, isRepeat, isRefed) {
    if (after === undefined) {
      after = 1;
    } else {
      after *= 1;
      if (!(after >= 1 && after <= TIMEOUT_MAX)) {
        if (after > TIMEOUT_MAX) {
          process.emitWarning(
            `${after} does not fit into a 32-bit signed integer.\nTimeout duration was set to 1.`, 'TimeoutOverflowWarning');
        }
        after = 1;
      }
    }
    this._idleTimeout = after;
    this._idlePrev = this;
    this._idleNext = this;
    this._idleStart = null;
    this._onTimeout = callback;
    this._timerArgs = args;
    this._repeat = isRepeat ? after : null;
    this._destroyed = false;

    if (isRefed) incRefCount();
    this[kRefed] = isRefed;
    this[kHasPrimitive] = false;
    initAsyncResource(this, 'Timeout');
    this[kAsyncContextFrame] = getFrame();
  }

  [customInspect](_, options) {
    // The neighbours in the list would be printed too, and theirs.
    const { inspect } = require('internal/util/inspect');
    return inspect(this, { ...options, depth: 0, customInspect: false });
  }

  refresh() {
    if (this[kRefed]) active(this);
    else unrefActive(this);
    return this;
  }

  unref() {
    if (this[kRefed]) {
      this[kRefed] = false;
      if (!this._destroyed) decRefCount();
    }
    return this;
  }

  ref() {
    if (this[kRefed] === false) {
      this[kRefed] = true;
      if (!this._destroyed) incRefCount();
    }
    return this;
  }

  hasRef() {
    return this[kRefed];
  }
}

function incRefCount() {
  if (refedTimers++ === 0) native.toggleTimerRef(true);
}

function decRefCount() {
  if (--refedTimers === 0) native.toggleTimerRef(false);
}

/** Starts `item` (any object with `_idleTimeout`) anew. */
function active(item) {
  insertGuarded(item, true);
}

function unrefActive(item) {
  insertGuarded(item, false);
}

function insertGuarded(item, refed, start) {
  const msecs = item._idleTimeout;
  if (msecs < 0 || msecs === undefined) return;
  insert(item, msecs, start);
  const isDestroyed = item._destroyed;
  if (isDestroyed || !item[async_id_symbol]) {
    item._destroyed = false;
    initAsyncResource(item, 'Timeout');
  }
  if (isDestroyed) {
    if (refed) incRefCount();
  } else if (refed === !item[kRefed]) {
    if (refed) incRefCount();
    else decRefCount();
  }
  item[kRefed] = refed;
}

function insert(item, msecs, start = getLibuvNow()) {
  msecs = trunc(msecs);
  item._idleStart = start;
  let list = timerLists.get(msecs);
  if (list === undefined) {
    const expiry = start + msecs;
    list = new TimersList(expiry, msecs);
    timerLists.set(msecs, list);
    timerListQueue.insert(list);
    if (nextExpiry > expiry) {
      nextExpiry = expiry;
      // Counted from the loop's cached clock, so that it is due exactly at `expiry`.
      native.scheduleTimer(expiry - native.now());
    }
  }
  L.append(list, item);
}

/** Takes `item` out of its list, and the list away when it was the last. */
function unlink(item) {
  const list = item._idlePrev !== null && item._idleNext !== null ? timerLists.get(trunc(item._idleTimeout)) : undefined;
  L.remove(item);
  if (list !== undefined && L.isEmpty(list)) dropList(list);
}

function dropList(list) {
  if (timerLists.get(list.msecs) !== list) return;
  timerLists.delete(list.msecs);
  timerListQueue.removeAt(list.priorityQueuePosition);
}

/** Ends a timer that will not run again: its id is forgotten and it no longer keeps the loop alive. */
function finish(timer) {
  if (timer._destroyed) return;
  timer._destroyed = true;
  if (timer[kHasPrimitive]) knownTimersById.delete(timer[async_id_symbol]);
  if (timer[kRefed]) decRefCount();
  if (destroyHooksExist() && timer[async_id_symbol] !== undefined) emitDestroy(timer[async_id_symbol]);
}

function unenroll(item) {
  if (item._destroyed) return;
  finish(item);
  unlink(item);
  item._idleTimeout = -1;
}

/** For timeouts that are internal and must not keep the process alive. */
function setUnrefTimeout(callback, after) {
  validateCallback(callback);
  const timer = new Timeout(callback, after, undefined, false, false);
  insert(timer, timer._idleTimeout);
  return timer;
}

function getTimerDuration(msecs, name) {
  require('internal/validators').validateNumber(msecs, name);
  if (msecs < 0 || !Number.isFinite(msecs)) {
    const { codes: { ERR_OUT_OF_RANGE } } = require('internal/errors');
    throw new ERR_OUT_OF_RANGE(name, 'a non-negative finite number', msecs);
  }
  if (msecs > TIMEOUT_MAX) {
    process.emitWarning(
      `${msecs} does not fit into a 32-bit signed integer.\nTimer duration was truncated to ${TIMEOUT_MAX}.`,
      'TimeoutOverflowWarning');
    return TIMEOUT_MAX;
  }
  return msecs;
}

/** Whether the callback returned; what it threw has been told. */
function runTimer(timer) {
  const start = timer._repeat ? getLibuvNow() : undefined;
  const id = timer[async_id_symbol];
  let returned = false;
  emitBefore(id, timer[trigger_async_id_symbol], timer);
  exchangeFrame(timer[kAsyncContextFrame]);
  try {
    const args = timer._timerArgs;
    if (args === undefined) timer._onTimeout();
    else apply(timer._onTimeout, timer, args);
    returned = true;
  } catch (error) {
    uncaughtException(error);
  }
  exchangeFrame(undefined);
  if (timer._repeat && timer._idleTimeout !== -1) {
    timer._idleTimeout = timer._repeat;
    insert(timer, timer._idleTimeout, start);
  } else if (!timer._idleNext && !timer._idlePrev) {
    // Neither refreshed nor started again inside the callback.
    finish(timer);
  }
  if (returned) emitAfter(id);
  return returned;
}

function uncaughtException(error) {
  require('internal/process/execution').uncaughtException(error, false);
}

/** The next due timer, taken out of its list; undefined when none is due at `now`. */
function takeDue(now) {
  let list;
  while ((list = timerListQueue.peek()) !== undefined && list.expiry <= now) {
    const timer = L.peek(list);
    if (timer === null) {
      dropList(list);
      continue;
    }
    if (now - timer._idleStart < list.msecs) {
      // The list's oldest timer was started later than the one the expiry was made from.
      list.expiry = max(timer._idleStart + list.msecs, now + 1);
      list.id = nextListId++;
      timerListQueue.update(0);
      continue;
    }
    L.remove(timer);
    if (timer._onTimeout) return timer;
    finish(timer);
  }
  return undefined;
}

function getTimerCallbacks(runNextTicks) {
  const drains = typeof lode.drainMicrotasks === 'function';

  function processTimers(now) {
    now = lastNow = max(lastNow, floor(now));
    nextExpiry = Infinity;
    let ran = false;
    let ranAny = false;
    for (;;) {
      const timer = takeDue(now);
      if (timer === undefined) break;
      ranAny = true;
      if (ran) {
        runNextTicks();
        // A tick or a microtask may have cleared it.
        if (!timer._onTimeout || timer._destroyed) {
          finish(timer);
          continue;
        }
      }
      ran = runTimer(timer);
      if (!drains) return NaN;
    }
    // Before the answer is computed: ticks and microtasks may start timers.
    if (ranAny) runNextTicks();
    const list = timerListQueue.peek();
    if (list === undefined) {
      // A timer started and cleared meanwhile must not be taken for one that is scheduled.
      nextExpiry = Infinity;
      return 0;
    }
    nextExpiry = list.expiry;
    return refedTimers > 0 ? nextExpiry : -nextExpiry;
  }

  function processImmediate() {
    if (outstandingQueue.head === null) {
      // What is queued from here on waits for the next turn of the loop.
      outstandingQueue.head = immediateQueue.head;
      outstandingQueue.tail = immediateQueue.tail;
      immediateQueue.head = immediateQueue.tail = null;
    }
    let ran = false;
    while (outstandingQueue.head !== null) {
      if (ran) {
        if (!drains) break;
        runNextTicks();
        if (outstandingQueue.head === null) break;
      }
      const immediate = outstandingQueue.head;
      outstandingQueue.remove(immediate);
      ran = runImmediate(immediate) || !drains;
    }
    tickInfo[kOutstandingImmediates] = outstandingQueue.head === null ? 0 : 1;
  }

  return { processTimers, processImmediate };
}

class ImmediateList {
  constructor() {
    this.head = null;
    this.tail = null;
  }

  append(item) {
    if (this.tail === null) {
      this.head = item;
    } else {
      item._idlePrev = this.tail;
      this.tail._idleNext = item;
    }
    this.tail = item;
  }

  remove(item) {
    if (this.head === item) this.head = item._idleNext;
    if (this.tail === item) this.tail = item._idlePrev;
    if (item._idleNext) item._idleNext._idlePrev = item._idlePrev;
    if (item._idlePrev) item._idlePrev._idleNext = item._idleNext;
    item._idleNext = null;
    item._idlePrev = null;
  }
}

const immediateQueue = new ImmediateList();
// The batch that is being run; some of it may be left when a callback throws.
const outstandingQueue = new ImmediateList();

class Immediate {
  constructor(callback, args) {
    this._idleNext = null;
    this._idlePrev = null;
    this._onImmediate = callback;
    this._argv = args;
    this._destroyed = false;
    this[kRefed] = false;
    initAsyncResource(this, 'Immediate');
    this[kAsyncContextFrame] = getFrame();
    this.ref();
    enqueueImmediate(this);
  }

  ref() {
    if (this[kRefed] === false) {
      this[kRefed] = true;
      if (refedImmediates++ === 0) native.toggleImmediateRef(true);
    }
    return this;
  }

  unref() {
    if (this[kRefed] === true) {
      this[kRefed] = false;
      if (--refedImmediates === 0) native.toggleImmediateRef(false);
    }
    return this;
  }

  hasRef() {
    return !!this[kRefed];
  }
}

function enqueueImmediate(immediate) {
  immediateQueue.append(immediate);
}

function retireImmediate(immediate) {
  immediate._destroyed = true;
  if (immediate[kRefed] && --refedImmediates === 0) native.toggleImmediateRef(false);
  // Neither true nor false: `ref()` and `unref()` no longer count.
  immediate[kRefed] = null;
}

function runImmediate(immediate) {
  retireImmediate(immediate);
  const id = immediate[async_id_symbol];
  let returned = false;
  emitBefore(id, immediate[trigger_async_id_symbol], immediate);
  exchangeFrame(immediate[kAsyncContextFrame]);
  try {
    const args = immediate._argv;
    if (args === undefined) immediate._onImmediate();
    else apply(immediate._onImmediate, immediate, args);
    returned = true;
  } catch (error) {
    uncaughtException(error);
  }
  exchangeFrame(undefined);
  immediate._onImmediate = null;
  if (destroyHooksExist() && id !== 0) emitDestroy(id);
  if (returned) emitAfter(id);
  return returned;
}

function clearImmediate(immediate) {
  if (!immediate?._onImmediate || immediate._destroyed) return;
  retireImmediate(immediate);
  if (destroyHooksExist()) emitDestroy(immediate[async_id_symbol]);
  immediate._onImmediate = null;
  // It stands in one of the two; `remove` of the other changes nothing of its ends.
  if (outstandingQueue.head === immediate || outstandingQueue.tail === immediate) outstandingQueue.remove(immediate);
  else immediateQueue.remove(immediate);
}

/** An immediate of the runtime's own: no async id, no hooks, and it keeps the loop alive only if `refed`. */
function setInternalImmediate(callback, refed = false) {
  const immediate = {
    __proto__: Immediate.prototype,
    _idleNext: null,
    _idlePrev: null,
    _onImmediate: callback,
    _argv: undefined,
    _destroyed: false,
    [kRefed]: false,
    [async_id_symbol]: 0,
    [trigger_async_id_symbol]: 0,
    [kAsyncContextFrame]: undefined,
  };
  enqueueImmediate(immediate);
  if (refed) immediate.ref();
  return immediate;
}

const { processTimers, processImmediate } = getTimerCallbacks(require('internal/process/task_queues').runNextTicks);
native.setupTimers(processImmediate, processTimers);

module.exports = {
  TIMEOUT_MAX,
  kTimeout,
  kRefed,
  kHasPrimitive,
  async_id_symbol,
  trigger_async_id_symbol,
  Timeout,
  Immediate,
  knownTimersById,
  initAsyncResource,
  setUnrefTimeout,
  setInternalImmediate,
  getTimerDuration,
  getLibuvNow,
  active,
  unrefActive,
  insert,
  unenroll,
  clearImmediate,
  incRefCount,
  decRefCount,
  /** How many timers and immediates keep the process alive, for process.getActiveResourcesInfo(). */
  getActiveTimerCounts: () => ({ timeouts: refedTimers, immediates: refedImmediates }),
};
