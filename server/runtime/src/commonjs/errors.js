'use strict';
/*! What the errors of finding a module get besides the resolver's words. */

const { kIsNodeError } = require('internal/errors');
const { parentOf } = require('internal/commonjs/loader');

const { defineProperty } = Object;

/** Who required whom, innermost first. */
function requireStackOf(parent) {
  const stack = [];
  const seen = new Set();
  for (let module = parent; module && !seen.has(module); module = parentOf(module)) {
    seen.add(module);
    stack.push(module.filename || module.id);
  }
  return stack;
}

/** An error of the resolver's with one of Node's codes: its stack begins with `Error [CODE]: ...`, as Node's own errors do. */
function asNodeError(error) {
  if (typeof error?.code === 'string' && error.code.startsWith('ERR_')) {
    if (!error[kIsNodeError]) defineProperty(error, kIsNodeError, { __proto__: null, value: true, configurable: true });
  }
  return error;
}

function withRequireStack(error, parent) {
  asNodeError(error);
  if (error.code !== 'MODULE_NOT_FOUND' || error.requireStack === undefined) return error;
  const stack = requireStackOf(parent);
  if (stack.length > 0) error.message += `\nRequire stack:\n- ${stack.join('\n- ')}`;
  error.requireStack = stack;
  return error;
}

module.exports = { asNodeError, withRequireStack };
