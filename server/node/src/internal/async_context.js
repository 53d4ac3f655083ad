'use strict';
/*! The async context: what every AsyncLocalStorage holds at this moment, and how it follows asynchronous work.
 *
 * A frame is `undefined` (no storage holds anything) or an immutable array `[storage, value, storage, value, ...]`.
 * Programs use one to three storages, where a linear search beats any map, and sharing a frame is sharing a reference.
 *
 * The engine has no promise hooks, so the frame travels in four ways:
 *  - user files: every `await x` reads `restore(save(), await x)` after the loader's rewrite;
 *  - `then`, `catch`, `finally`: `Promise.prototype.then` is replaced when a storage is first used (not before: programs
 *    without AsyncLocalStorage keep the engine's own fast path);
 *  - ticks, timers, immediates, microtasks: each queued entry keeps the frame it was made in;
 *  - native callbacks: the runtime passes them through `bindCallback` when they are handed over.
 * A continuation after `await` leaves its frame behind when it ends, so the event loop calls `leaveCallback` before
 * each entry into JavaScript once `tickInfo[kTracksContext]` is set.
 */

const { defineProperty, getOwnPropertyDescriptor } = Object;
const { apply } = Reflect;

// Cells of `lode.tickInfo`, which the event loop reads without calling into JavaScript.
const kHasTickScheduled = 0;
const kHasRejectionToWarn = 1;
const kTracksContext = 2;
const tickInfo = lode.tickInfo;

let frame;
let tracking = false;

function save() {
  return frame;
}

function restore(saved, value) {
  frame = saved;
  return value;
}

function getFrame() {
  return frame;
}

function setFrame(next) {
  if (next !== undefined && !tracking) trackPromises();
  frame = next;
}

/** Sets `next` and returns the frame that was current. */
function exchangeFrame(next) {
  const prior = frame;
  frame = next;
  return prior;
}

function leaveCallback() {
  frame = undefined;
}

function bound(callback) {
  if (typeof callback !== 'function') return callback;
  const saved = frame;
  return (value) => {
    const prior = frame;
    frame = saved;
    try {
      return callback(value);
    } finally {
      frame = prior;
    }
  };
}

/** For callbacks handed to native code: they run in the frame they were handed over in. */
function bindCallback(callback) {
  if (!tracking || typeof callback !== 'function') return callback;
  const saved = frame;
  return function(...args) {
    const prior = frame;
    frame = saved;
    try {
      return apply(callback, this, args);
    } finally {
      frame = prior;
    }
  };
}

function runInFrame(next, callback, thisArg, args) {
  const prior = frame;
  frame = next;
  try {
    return apply(callback, thisArg, args);
  } finally {
    frame = prior;
  }
}

// Reading a storage and deriving a frame.

function lookup(storage) {
  const current = frame;
  if (current === undefined) return undefined;
  for (let i = 0; i < current.length; i += 2) {
    if (current[i] === storage) return current[i + 1];
  }
  return undefined;
}

function frameWith(storage, value) {
  const current = frame;
  if (current === undefined || (current.length === 2 && current[0] === storage)) return [storage, value];
  const next = [];
  let found = false;
  for (let i = 0; i < current.length; i += 2) {
    const key = current[i];
    if (key === storage) {
      next.push(storage, value);
      found = true;
    } else {
      next.push(key, current[i + 1]);
    }
  }
  if (!found) next.push(storage, value);
  return next;
}

function trackPromises() {
  tracking = true;
  if (tickInfo !== undefined) tickInfo[kTracksContext] = 1;
  const descriptor = getOwnPropertyDescriptor(Promise.prototype, 'then');
  const original = descriptor?.value;
  if (typeof original !== 'function' || descriptor.configurable === false) return;
  const { then } = {
    then(onFulfilled, onRejected) {
      return apply(original, this, [bound(onFulfilled), bound(onRejected)]);
    },
  };
  defineProperty(Promise.prototype, 'then', { ...descriptor, value: then });
}

module.exports = {
  save,
  restore,
  getFrame,
  setFrame,
  exchangeFrame,
  leaveCallback,
  bindCallback,
  runInFrame,
  lookup,
  frameWith,
  isTracking: () => tracking,
  kHasTickScheduled,
  kHasRejectionToWarn,
  kTracksContext,
};
