'use strict';
/*! Listening to signals: `process.on('SIGINT', ...)` starts a native listener, removing the last one stops it. */

const native = lode.native('process');

let numbers;
function isSignal(name) {
  if (typeof name !== 'string' || !name.startsWith('SIG')) return false;
  numbers ??= require('internal/constants_signals').signals;
  return numbers[name] !== undefined;
}

const listeners = new Map();

function start(name) {
  if (!isSignal(name) || listeners.has(name)) return;
  const number = numbers[name];
  listeners.set(name, native.signalStart(number, () => process.emit(name, name, number)));
}

function stop(name) {
  const listener = listeners.get(name);
  if (listener === undefined || process.listenerCount(name) > 0) return;
  listeners.delete(name);
  native.signalStop(listener, numbers[name]);
}

/** Follows the listeners of the process object. */
function watch(emitter) {
  if (!lode.isMainThread) return;
  emitter.on('newListener', start);
  emitter.on('removeListener', stop);
}

module.exports = { watch };
