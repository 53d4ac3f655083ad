'use strict';
/*! What a person sees of an exception that ends the program: the place with its source, then the error as `util.inspect` shows it. */

const native = lode.native('process');
const { stackOf, framesOf, lineAt } = require('internal/stack_frames');

/** The first place in a file of a stack that was read, and is only text since. */
function frameInText(stack) {
  const found = /^ {4}at (?:.* \()?((?:file:\/\/)?\/.+):(\d+):(\d+)\)?$/m.exec(stack);
  return found === null ? undefined : { file: found[1], line: Number(found[2]), column: Number(found[3]) };
}

/** `file:line`, the line and a caret, where the error tells its place and the file can be read. */
function codeFrame(error) {
  let frame = error[lode.kPlace]
    ?? framesOf(error).find(({ file }) => file !== undefined && !file.startsWith('node:'))
    ?? frameInText(error.stack);
  if (frame === undefined || frame.line === undefined) return '';
  let source = frame.source ?? lineAt(frame.file, frame.line);
  if (source === undefined && frame.generated !== undefined) {
    // What it was made from is not there any more.
    frame = frame.generated;
    source = lineAt(frame.file, frame.line);
  }
  if (source === undefined) return '';
  const path = frame.file.startsWith('file://') ? require('internal/url').fileURLToPath(frame.file) : frame.file;
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
  const mark = '^'.repeat(Math.max(1, Math.min(frame.length ?? 1, source.length - column)));
  return `${path}:${frame.line}\n${source}\n${indent}${mark}\n\n`;
}

/** Errors, and what is made to look like one: a DOMException has a stack too. */
function isErrorObject(value) {
  if (typeof value !== 'object' || value === null) return false;
  return Error.isError(value) || (value instanceof Error && typeof value.stack === 'string');
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
  lode.tellOfAddons?.(error);
}

module.exports = { reportFatalException };
