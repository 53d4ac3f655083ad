'use strict';
// The asynchronous context (AsyncLocalStorage) that a handle was made in, entered again for each of its callbacks.

let hooks;

function load() {
  return (hooks ??= require('internal/async_hooks'));
}

function captureContext() {
  return load().captureContext?.();
}

// Makes `context` the current one and answers the one before.
function enterContext(context) {
  return hooks?.enterContext?.(context);
}

module.exports = { captureContext, enterContext };
