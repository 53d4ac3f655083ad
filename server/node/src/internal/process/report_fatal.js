'use strict';
/*! What a person sees of an exception that ends the program: the place with its source, then the error as `util.inspect` shows it. */

const native = lode.native('process');
const { stackOf, framesOf } = require('internal/stack_frames');

/** `file:line`, the line and a caret, where the error tells its place and the file can be read. */
function codeFrame(error) {
  const frame = error[lode.kPlace]
    ?? framesOf(error).find(({ file }) => file !== undefined && !file.startsWith('node:'));
  if (frame === undefined || frame.line === undefined) return '';
  const path = frame.file.startsWith('file://') ? require('internal/url').fileURLToPath(frame.file) : frame.file;
  let source = frame.source ?? native.sourceLine(path, frame.line);
  if (source === undefined) return '';
  let column = frame.column - 1;
  // A minified line would fill the screen: a window around the place is enough.
  if (source.length > 160) {
    const start = Math.max(0, column - 60);
    source = source.slice(start, start + 120);
    column -= start;
  }
  const indent = source.slice(0, column).replace(/[^\t]/g, ' ');
  // Errors of `vm` have it at the head of their stack already.
  if (`${error.stack}`.startsWith(`${path}:${frame.line}\n`)) return '';
  return `${path}:${frame.line}\n${source}\n${indent}^\n\n`;
}

function isErrorObject(value) {
  return typeof value === 'object' && value !== null && Error.isError(value);
}

function describe(error) {
  const { inspect } = require('internal/util/inspect');
  const colors = native.isTerminal(2) && !process.env.NO_COLOR && process.env.FORCE_COLOR !== '0';
  if (!isErrorObject(error)) {
    return `Uncaught:\n${inspect(error, { colors, depth: 5 })}\n(What was thrown is not an Error, so there is no stack to show)`;
  }
  let frame = '';
  try {
    frame = codeFrame(error);
  } catch {
    // Without the place, then.
  }
  return frame + inspect(error, { colors, depth: 5 });
}

function reportFatalException(error) {
  let text;
  try {
    text = describe(error);
  } catch {
    // A getter or an inspect method of the program's threw.
    text = isErrorObject(error) ? `${stackOf(error)}` : 'Uncaught exception that can\'t be shown';
  }
  native.writeSync(2, `${text}\n\nLode v${process.versions.lode} (Node.js ${process.version})\n`);
}

module.exports = { reportFatalException };
