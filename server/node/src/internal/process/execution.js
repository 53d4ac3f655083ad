'use strict';
/*! Exceptions that nothing caught: the capture callback, 'uncaughtExceptionMonitor', 'uncaughtException', and the end.
 *
 * `uncaughtException(error, fromPromise)` returns when the program goes on. When it does not, the error is printed and
 * the process exits, with Node's codes: 1, or 7 when a handler of the exception threw itself.
 */

const { codes: { ERR_INVALID_ARG_TYPE, ERR_UNCAUGHT_EXCEPTION_CAPTURE_ALREADY_SET } } = require('internal/errors');
const { clearAsyncIdStack } = require('internal/async_hooks');
const { exchangeFrame } = require('internal/async_context');

/** Under this key an error carries a function that completes its `stack` before it is shown (see `emit` in 'events'). */
const kEnhanceStackBeforeInspector = Symbol('kEnhanceStackBeforeInspector');

let captureCallback = null;

function setUncaughtExceptionCaptureCallback(fn) {
  if (fn === null) {
    captureCallback = null;
    return;
  }
  if (typeof fn !== 'function') throw new ERR_INVALID_ARG_TYPE('fn', ['Function', 'null'], fn);
  if (captureCallback !== null) throw new ERR_UNCAUGHT_EXCEPTION_CAPTURE_ALREADY_SET();
  captureCallback = fn;
}

function hasUncaughtExceptionCaptureCallback() {
  return captureCallback !== null;
}

/** Asks the program; whether it took care of the exception. What its handlers throw is thrown. */
function handledByProgram(error, fromPromise) {
  const type = fromPromise ? 'unhandledRejection' : 'uncaughtException';
  lode.emitProcess('uncaughtExceptionMonitor', error, type);
  if (captureCallback !== null) {
    captureCallback(error);
    return true;
  }
  return lode.emitProcess('uncaughtException', error, type);
}

function uncaughtException(error, fromPromise = false) {
  let code = 1;
  try {
    if (handledByProgram(error, fromPromise)) {
      clearAsyncIdStack();
      exchangeFrame(undefined);
      // The loop turns once more, so that ticks that wait are run.
      require('internal/timers').setInternalImmediate(() => {}, true);
      return;
    }
  } catch (thrown) {
    error = thrown;
    code = 7;
  }
  end(error, fromPromise, code);
}

function end(error, fromPromise, code) {
  lode.isFatal = true;
  if (code === 1) {
    try {
      if (!process._exiting) {
        process._exiting = true;
        process.exitCode = 1;
        lode.emitProcess('exit', 1);
      }
    } catch {
      // The program is ending with the first error; what its 'exit' handlers throw is not told.
    }
    if (typeof process.exitCode === 'number') code = process.exitCode;
  }
  try {
    error?.[kEnhanceStackBeforeInspector]?.();
  } catch {
    // A stack that can't be completed is shown as it is.
  }
  require('internal/process/report_fatal').reportFatalException(error, fromPromise);
  lode.native('process').exit(code);
}

module.exports = {
  kEnhanceStackBeforeInspector,
  setUncaughtExceptionCaptureCallback,
  hasUncaughtExceptionCaptureCallback,
  uncaughtException,
};
