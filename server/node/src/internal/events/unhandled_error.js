'use strict';
/*! What `emit('error')` throws when nobody listens. */

const { codes: { ERR_UNHANDLED_ERROR } } = require('internal/errors');

const { defineProperty } = Object;

function unhandledError(emitter, error) {
  if (error instanceof Error) {
    try {
      const capture = {};
      Error.captureStackTrace(capture, require('events').prototype.emit);
      const { kEnhanceStackBeforeInspector } = require('internal/process/execution');
      defineProperty(error, kEnhanceStackBeforeInspector, {
        __proto__: null,
        value: () => enhanceStackTrace(emitter, error, capture),
        configurable: true,
      });
    } catch {
      // A frozen error is thrown as it is.
    }
    return error;
  }
  let text;
  try {
    text = require('internal/util/inspect').inspect(error);
  } catch {
    text = error;
  }
  const wrapped = new ERR_UNHANDLED_ERROR(text);
  wrapped.context = error;
  return wrapped;
}

/** Adds where 'error' was emitted to the stack of an error that was made elsewhere. */
function enhanceStackTrace(emitter, error, capture) {
  let of = '';
  try {
    const { name } = emitter.constructor;
    if (name !== 'EventEmitter') of = ` on ${name} instance`;
  } catch {
    // The constructor may be gone.
  }
  const head = `\nEmitted 'error' event${of} at:\n`;
  const errorLines = `${error.stack}`.split('\n').slice(1);
  const ownLines = `${capture.stack}`.split('\n').slice(1);
  const { length, offset } = commonLines(ownLines, errorLines);
  if (length > 0) {
    ownLines.splice(offset + 1, length - 2, '    [... lines matching original stack trace ...]');
  }
  error.stack = error.stack + head + ownLines.join('\n');
}

/** The first run of more than three lines that both stacks share. */
function commonLines(a, b) {
  for (let i = 0; i < a.length - 3; i++) {
    const at = b.indexOf(a[i]);
    if (at === -1) continue;
    const rest = b.length - at;
    if (rest <= 3) continue;
    let length = 1;
    while (length < rest && i + length < a.length && a[i + length] === b[at + length]) length++;
    if (length > 3) return { length, offset: i };
  }
  return { length: 0, offset: 0 };
}

module.exports = { unhandledError };
