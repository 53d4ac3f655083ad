'use strict';
/*! The tick queue, microtasks by `queueMicrotask`, and the order between them.
 *
 * After each callback from the event loop: all ticks, then all microtasks, again until neither is left, then rejections
 * that nobody handled. The engine drains microtasks when JavaScript is left, or within `lode.drainMicrotasks` where the
 * runtime has it. `processTicksAndRejections` works either way: without it, it returns after the ticks, and the loop
 * calls again while `tickInfo` asks for it.
 */

const { validateCallback } = require('internal/check');
const context = require('internal/async_context');
const hooks = require('internal/async_hooks');
const promises = require('internal/process/promises');

const { apply } = Reflect;
const promiseThen = Promise.prototype.then;
const resolved = Promise.resolve();
const { getFrame, exchangeFrame, kHasTickScheduled, kHasRejectionToWarn } = context;
const {
  newAsyncId, getDefaultTriggerAsyncId, emitInit, emitBefore, emitAfter, emitDestroy, initHooksExist, destroyHooksExist,
  enabledHooksExist,
} = hooks;
const { async_id_symbol, trigger_async_id_symbol } = hooks.symbols;
const kAsyncContextFrame = Symbol('kAsyncContextFrame');
const { tickInfo } = lode;
const drainMicrotasks = typeof lode.drainMicrotasks === 'function' ? lode.drainMicrotasks : undefined;

// A queue in chunks: each is filled once from front to back, so neither end ever moves entries.
const kChunk = 2048;
let readChunk = { entries: new Array(kChunk), next: null };
let writeChunk = readChunk;
let readAt = 0;
let writeAt = 0;

function push(tick) {
  if (writeAt === kChunk) {
    writeChunk = writeChunk.next = { entries: new Array(kChunk), next: null };
    writeAt = 0;
  }
  writeChunk.entries[writeAt++] = tick;
}

function shift() {
  if (readChunk === writeChunk && readAt === writeAt) {
    // Empty: start the chunk again from its front.
    readAt = writeAt = 0;
    return undefined;
  }
  if (readAt === kChunk) {
    readChunk = readChunk.next;
    readAt = 0;
  }
  const tick = readChunk.entries[readAt];
  readChunk.entries[readAt++] = undefined;
  return tick;
}

function isEmpty() {
  return readChunk === writeChunk && readAt === writeAt;
}

function nextTick(callback, ...args) {
  validateCallback(callback);
  if (process._exiting) return;
  const id = newAsyncId();
  const trigger = getDefaultTriggerAsyncId();
  const tick = {
    callback,
    args: args.length === 0 ? undefined : args,
    [async_id_symbol]: id,
    [trigger_async_id_symbol]: trigger,
    [kAsyncContextFrame]: getFrame(),
  };
  push(tick);
  tickInfo[kHasTickScheduled] = 1;
  if (initHooksExist()) emitInit(id, 'TickObject', trigger, tick);
}

function runTick(tick) {
  const id = tick[async_id_symbol];
  emitBefore(id, tick[trigger_async_id_symbol], tick);
  exchangeFrame(tick[kAsyncContextFrame]);
  try {
    const { callback, args } = tick;
    if (args === undefined) callback();
    else apply(callback, undefined, args);
  } catch (error) {
    uncaughtException(error);
  }
  exchangeFrame(undefined);
  if (destroyHooksExist()) emitDestroy(id);
  emitAfter(id);
}

let isMain = true;

/** Ticks, microtasks and rejections until there are none. What ticks throw is told, and the queue goes on. */
function processTicksAndRejections() {
  let ran = false;
  do {
    let tick;
    for (; (tick = shift()) !== undefined; ran = true) runTick(tick);
    tickInfo[kHasTickScheduled] = 0;
    if (isMain) {
      // The main script has returned; microtasks are nobody's.
      isMain = false;
      hooks.clearAsyncIdStack();
    }
    if (drainMicrotasks === undefined) {
      // Microtasks come between the ticks and the rejections, which the next call sees to.
      if (!ran && rejectionsWait()) promises.processPromiseRejections();
      return;
    }
    drainMicrotasks();
  } while (!isEmpty() || (rejectionsWait() && promises.processPromiseRejections()));
}

/** Between two callbacks of one phase. */
function runNextTicks() {
  if (drainMicrotasks === undefined) return;
  if (tickInfo[kHasTickScheduled] === 0 && tickInfo[kHasRejectionToWarn] === 0) {
    drainMicrotasks();
    if (tickInfo[kHasTickScheduled] === 0 && tickInfo[kHasRejectionToWarn] === 0) return;
  }
  processTicksAndRejections();
}

function rejectionsWait() {
  return tickInfo[kHasRejectionToWarn] !== 0 || tickInfo[promises.kHasReported] !== 0;
}

function uncaughtException(error) {
  require('internal/process/execution').uncaughtException(error, false);
}

function queueMicrotask(callback) {
  validateCallback(callback);
  if (enabledHooksExist()) {
    const { AsyncResource } = require('async_hooks');
    const resource = new AsyncResource('Microtask', { requireManualDestroy: true });
    resource.callback = callback;
    enqueue(() => {
      resource.runInAsyncScope(() => {
        try {
          callback();
        } catch (error) {
          uncaughtException(error);
        } finally {
          resource.emitDestroy();
        }
      });
    });
    return;
  }
  const frame = getFrame();
  if (frame === undefined && !context.isTracking()) {
    enqueue(() => {
      try {
        callback();
      } catch (error) {
        uncaughtException(error);
      }
    });
    return;
  }
  enqueue(() => {
    const prior = exchangeFrame(frame);
    try {
      callback();
    } catch (error) {
      uncaughtException(error);
    } finally {
      exchangeFrame(prior);
    }
  });
}

/** `job` must not throw. */
function enqueue(job) {
  apply(promiseThen, resolved, [job]);
}

function setupTaskQueue() {
  return { nextTick, runNextTicks, processTicksAndRejections, tickInfo };
}

module.exports = { setupTaskQueue, nextTick, queueMicrotask, runNextTicks, processTicksAndRejections, enqueue };
