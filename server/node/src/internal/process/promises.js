'use strict';
/*! Rejections that nobody handled: `--unhandled-rejections`, 'unhandledRejection', 'rejectionHandled'.
 *
 * The engine tells a rejection when it has drained its microtasks and nobody had handled the promise; ticks that run
 * later may still do. So they are queued, and looked at again when ticks and microtasks are exhausted.
 *
 * The engine does not tell when a promise is handled afterwards. Once one was reported, those reported are looked at
 * after each callback (`tickInfo[kHasReported]` asks the trampoline for it), which is when 'rejectionHandled' is due.
 */

const { kHasRejectionToWarn } = require('internal/async_context');
const { tickInfo } = lode;
const kHasReported = 5;

const explanation =
  'This error originated either by throwing inside of an async function without a catch block, ' +
  'or by rejecting a promise which was not handled with .catch(). ';

// { promise, reason, id }
let pending = [];
// { reference: WeakRef of the promise, id }
let reported = [];
let lastId = 0;

/** The engine's callback. */
function unhandledRejection(promise, reason) {
  pending.push({ promise, reason, id: 0 });
  tickInfo[kHasRejectionToWarn] = 1;
}

// What the command line and NODE_OPTIONS say; fixed for the life of the process.
let mode;
function currentMode() {
  if (mode !== undefined) return mode;
  mode = 'throw';
  const options = [...(process.env.NODE_OPTIONS ?? '').split(' '), ...process.execArgv];
  for (let i = 0; i < options.length; i++) {
    const option = options[i];
    if (option === '--unhandled-rejections') mode = options[i + 1] ?? mode;
    else if (option.startsWith('--unhandled-rejections=')) mode = option.slice(option.indexOf('=') + 1);
  }
  return mode;
}

function isErrorLike(value) {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, 'stack');
}

/** What a value looks like without running any code of the program's. */
function toStringWithoutSideEffects(value) {
  if (typeof value === 'symbol') return value.toString();
  if (typeof value === 'function') return Function.prototype.toString.call(value);
  if (typeof value !== 'object' || value === null) return `${value}`;
  if (lode.internals.proxyTarget(value) !== undefined) return '#<Object>';
  let prototype = value;
  while (prototype !== null) {
    const descriptor = Object.getOwnPropertyDescriptor(prototype, 'constructor');
    if (descriptor !== undefined) {
      const name = typeof descriptor.value === 'function'
        ? Object.getOwnPropertyDescriptor(descriptor.value, 'name')?.value : undefined;
      return typeof name === 'string' && name !== '' ? `#<${name}>` : '#<Object>';
    }
    prototype = Object.getPrototypeOf(prototype);
    if (prototype !== null && lode.internals.proxyTarget(prototype) !== undefined) break;
  }
  return '#<Object>';
}

class UnhandledPromiseRejection extends Error {
  code = 'ERR_UNHANDLED_REJECTION';

  constructor(reason) {
    super(`${explanation}The promise rejected with the reason "${toStringWithoutSideEffects(reason)}".`);
    this.name = 'UnhandledPromiseRejection';
  }
}
Object.defineProperty(UnhandledPromiseRejection.prototype, 'name', {
  __proto__: null, value: 'UnhandledPromiseRejection', writable: true, configurable: true,
});

function asError(reason) {
  return isErrorLike(reason) ? reason : new UnhandledPromiseRejection(reason);
}

function warn({ reason, id }) {
  const warning = new Error(
    `Unhandled promise rejection. ${explanation}To terminate the node process on unhandled promise rejection, use the ` +
    'CLI flag `--unhandled-rejections=strict` (see https://nodejs.org/api/cli.html#cli_unhandled_rejections_mode). ' +
    `(rejection id: ${id})`);
  warning.name = 'UnhandledPromiseRejectionWarning';
  try {
    if (isErrorLike(reason)) {
      warning.stack = reason.stack;
      process.emitWarning(reason.stack, 'UnhandledPromiseRejectionWarning');
    } else {
      process.emitWarning(toStringWithoutSideEffects(reason), 'UnhandledPromiseRejectionWarning');
    }
  } catch {
    // A `stack` that throws when it is read.
  }
  process.emitWarning(warning);
}

function emitUnhandled({ reason, promise }) {
  return lode.emitProcess('unhandledRejection', reason, promise);
}

function raise(error) {
  require('internal/process/execution').uncaughtException(error, true);
}

const modes = {
  __proto__: null,
  throw(rejection) {
    if (!emitUnhandled(rejection)) raise(asError(rejection.reason));
  },
  strict(rejection) {
    raise(asError(rejection.reason));
    if (!emitUnhandled(rejection)) warn(rejection);
  },
  none(rejection) {
    emitUnhandled(rejection);
  },
  warn(rejection) {
    emitUnhandled(rejection);
    warn(rejection);
  },
  'warn-with-error-codes'(rejection) {
    if (emitUnhandled(rejection)) return;
    warn(rejection);
    process.exitCode = 1;
  },
};

/** Tells the rejections that are due; whether anything ran that may have queued ticks or microtasks. */
function processPromiseRejections() {
  let ran = tellHandled();
  tickInfo[kHasRejectionToWarn] = 0;
  const rejections = pending;
  pending = [];
  const { isPromiseHandled } = lode.internals;
  const tell = modes[currentMode()] ?? modes.throw;
  for (let i = 0; i < rejections.length; i++) {
    const rejection = rejections[i];
    if (isPromiseHandled(rejection.promise)) continue;
    rejection.id = ++lastId;
    reported.push({ reference: new WeakRef(rejection.promise), id: rejection.id });
    tickInfo[kHasReported] = 1;
    ran = true;
    try {
      tell(rejection);
    } catch (error) {
      // A handler threw: that is an uncaught exception, and the remaining rejections are told all the same.
      require('internal/process/execution').uncaughtException(error, false);
    }
  }
  return ran || pending.length > 0;
}

/** Emits 'rejectionHandled' for reported promises that were handled since. */
function tellHandled() {
  if (reported.length === 0) return false;
  const { isPromiseHandled } = lode.internals;
  const handled = [];
  reported = reported.filter((entry) => {
    const promise = entry.reference.deref();
    if (promise === undefined) return false;
    if (!isPromiseHandled(promise)) return true;
    handled.push({ promise, id: entry.id });
    return false;
  });
  tickInfo[kHasReported] = reported.length === 0 ? 0 : 1;
  for (const { promise, id } of handled) {
    if (lode.emitProcess('rejectionHandled', promise)) continue;
    const warning = new Error(`Promise rejection was handled asynchronously (rejection id: ${id})`);
    warning.name = 'PromiseRejectionHandledWarning';
    warning.id = id;
    process.emitWarning(warning);
  }
  return handled.length > 0;
}

module.exports = { unhandledRejection, processPromiseRejections, kHasReported };
