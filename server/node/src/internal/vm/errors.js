'use strict';

// Errors of scripts, as programs expect to find them: `stack` in V8's form, and before it the place in the script.

const { isNativeError } = require('internal/util/types');

const { defineProperty, getOwnPropertyDescriptor } = Object;
const decorated = new WeakSet();

function decorateError(error, code, filename, firstLine, showsPlace) {
  if (!isNativeError(error) || decorated.has(error)) return;
  decorated.add(error);
  const { stackOf, framesOf } = require('internal/stack_frames');
  let place;
  // Text that was run as eval code has no name in the engine's frames.
  const raw = getOwnPropertyDescriptor(error, 'stack')?.value;
  const isNameless = typeof raw === 'string' && raw.startsWith('eval code@') && typeof error.line === 'number';
  if (isNameless || getOwnPropertyDescriptor(error, 'sourceURL')?.value === filename) {
    // What the engine itself tells: of syntax errors, and of errors in other realms.
    place = { line: error.line, column: error.column };
  } else {
    const frame = framesOf(error).find(({ file }) => file !== undefined && !file.startsWith('node:'));
    if (frame?.file === filename) place = frame;
  }
  let stack = `${stackOf(error)}`;
  if (isNameless) stack = stack.replace('at <anonymous>', () => `at ${filename}:${place.line}:${place.column}`);
  const source = place && code.split('\n', place.line - firstLine + 1)[place.line - firstLine];
  if (showsPlace && source !== undefined) {
    // A column beyond the line points to what was found after its end.
    const column = Math.min(Math.max(place.column ?? 1, 1), source.length + 1);
    stack = `${filename}:${place.line}\n${source}\n${' '.repeat(column - 1)}^\n\n${stack}`;
  }
  for (const name of ['line', 'column', 'sourceURL']) {
    if (getOwnPropertyDescriptor(error, name)?.configurable) delete error[name];
  }
  try {
    defineProperty(error, 'stack', { __proto__: null, value: stack, configurable: true, enumerable: false, writable: true });
  } catch {
    // A frozen error stays as it is.
  }
}

module.exports = { decorateError };
