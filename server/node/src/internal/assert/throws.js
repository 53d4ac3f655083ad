'use strict';

// assert.throws, rejects and their opposites.

const {
  codes: { ERR_AMBIGUOUS_ARGUMENT, ERR_INVALID_ARG_TYPE, ERR_INVALID_ARG_VALUE, ERR_INVALID_RETURN_VALUE },
} = require('internal/errors');
const AssertionError = require('internal/assert/assertion_error');
const { isError } = require('internal/util');
const { isPromise, isRegExp } = require('internal/util/types');
const { inspect } = require('internal/util/inspect');
const { validateFunction } = require('internal/validators');
const { isDeepStrictEqual } = require('internal/util/comparisons');

const kNoException = Symbol('nothing was thrown');

function innerFail(details) {
  if (isError(details.message)) throw details.message;
  throw new AssertionError(details);
}

// The keys that were asked for, of the error and of the expectation: what is shown side by side.
class Comparison {
  constructor(object, keys, actual = undefined) {
    for (const key of keys) {
      if (!(key in object)) continue;
      const value = object[key];
      const matches = actual !== undefined && typeof actual[key] === 'string' && isRegExp(value) && value.exec(actual[key]) !== null;
      this[key] = matches ? actual[key] : value;
    }
  }
}

function compareKey(actual, expected, key, message, keys, caller) {
  if (key in actual && isDeepStrictEqual(actual[key], expected[key])) return;
  if (!message) {
    const error = new AssertionError({
      actual: new Comparison(actual, keys),
      expected: new Comparison(expected, keys, actual),
      operator: 'deepStrictEqual',
      stackStartFn: caller,
    });
    error.actual = actual;
    error.expected = expected;
    error.operator = caller.name;
    throw error;
  }
  innerFail({ actual, expected, message, operator: caller.name, stackStartFn: caller });
}

// What is wrong with the error, for an expectation that is a class, a function or a regular expression.
function mismatch(actual, expected) {
  if (isRegExp(expected)) {
    const text = String(actual);
    if (expected.exec(text) !== null) return undefined;
    return `The input did not match the regular expression ${inspect(expected)}. Input:\n\n${inspect(text)}\n`;
  }
  if (expected.prototype !== undefined && actual instanceof expected) return undefined;
  if (Object.prototype.isPrototypeOf.call(Error, expected)) {
    let text = `The error is expected to be an instance of "${expected.name}". Received `;
    text += isError(actual) ? `"${actual.name}"` : `"${inspect(actual, { depth: -1 })}"`;
    return isError(actual) && actual.message ? `${text}\n\nError message:\n\n${actual.message}` : text;
  }
  const result = Reflect.apply(expected, {}, [actual]);
  if (result === true) return undefined;
  const name = expected.name ? `"${expected.name}" ` : '';
  let text = `The ${name}validation function is expected to return "true". Received ${inspect(result)}`;
  if (isError(actual)) text += `\n\nCaught error:\n\n${actual}`;
  return text;
}

function checkException(actual, expected, message, caller) {
  if (typeof expected !== 'function' && !isRegExp(expected)) {
    if (typeof actual !== 'object' || actual === null) {
      const error = new AssertionError({ actual, expected, message, operator: 'deepStrictEqual', stackStartFn: caller });
      error.operator = caller.name;
      throw error;
    }
    const keys = Object.keys(expected);
    if (expected instanceof Error) keys.push('name', 'message');
    else if (keys.length === 0) throw new ERR_INVALID_ARG_VALUE('error', expected, 'may not be an empty object');
    for (const key of keys) {
      if (typeof actual[key] === 'string' && isRegExp(expected[key]) && expected[key].exec(actual[key]) !== null) continue;
      compareKey(actual, expected, key, message, keys, caller);
    }
    return;
  }
  const problem = mismatch(actual, expected);
  if (problem === undefined) return;
  const error = new AssertionError({ actual, expected, message: message || problem, operator: caller.name, stackStartFn: caller });
  error.generatedMessage = !message;
  throw error;
}

function kindOf(caller) {
  return caller.name === 'rejects' || caller.name === 'doesNotReject' ? 'rejection' : 'exception';
}

// `rest` is [error][, message] as the user gave them.
function expectsError(caller, actual, rest) {
  let error = rest[0];
  let message = rest[1];
  if (typeof error === 'string') {
    if (rest.length === 2) throw new ERR_INVALID_ARG_TYPE('error', ['Object', 'Error', 'Function', 'RegExp'], error);
    if (typeof actual === 'object' && actual !== null) {
      if (actual.message === error) {
        throw new ERR_AMBIGUOUS_ARGUMENT('error/message', `The error message "${actual.message}" is identical to the message.`);
      }
    } else if (actual === error) {
      throw new ERR_AMBIGUOUS_ARGUMENT('error/message', `The error "${actual}" is identical to the message.`);
    }
    message = error;
    error = undefined;
  } else if (error != null && typeof error !== 'object' && typeof error !== 'function') {
    throw new ERR_INVALID_ARG_TYPE('error', ['Object', 'Error', 'Function', 'RegExp'], error);
  }
  if (actual === kNoException) {
    const details = `${error?.name ? ` (${error.name})` : ''}${message ? `: ${message}` : '.'}`;
    innerFail({
      actual: undefined,
      expected: error,
      operator: caller.name,
      message: `Missing expected ${kindOf(caller)}${details}`,
      stackStartFn: caller,
    });
  }
  if (error) checkException(actual, error, message, caller);
}

function matchesError(actual, expected) {
  if (typeof expected !== 'function') {
    if (isRegExp(expected)) return expected.exec(String(actual)) !== null;
    throw new ERR_INVALID_ARG_TYPE('expected', ['Function', 'RegExp'], expected);
  }
  if (expected.prototype !== undefined && actual instanceof expected) return true;
  if (Object.prototype.isPrototypeOf.call(Error, expected)) return false;
  return Reflect.apply(expected, {}, [actual]) === true;
}

function expectsNoError(caller, actual, rest) {
  let error = rest[0];
  let message = rest[1];
  if (actual === kNoException) return;
  if (typeof error === 'string') {
    message = error;
    error = undefined;
  }
  if (!error || matchesError(actual, error)) {
    innerFail({
      actual,
      expected: error,
      operator: caller.name,
      message: `Got unwanted ${kindOf(caller)}${message ? `: ${message}` : '.'}\nActual message: "${actual?.message}"`,
      stackStartFn: caller,
    });
  }
  throw actual;
}

function getActual(fn) {
  validateFunction(fn, 'fn');
  try {
    fn();
  } catch (error) {
    return error;
  }
  return kNoException;
}

function isPromiseLike(value) {
  return isPromise(value) || (value !== null && typeof value === 'object' && typeof value.then === 'function' && typeof value.catch === 'function');
}

async function waitForActual(promiseFn) {
  let promise = promiseFn;
  if (typeof promiseFn === 'function') {
    promise = promiseFn();
    if (!isPromiseLike(promise)) throw new ERR_INVALID_RETURN_VALUE('instance of Promise', 'promiseFn', promise);
  } else if (!isPromiseLike(promiseFn)) {
    throw new ERR_INVALID_ARG_TYPE('promiseFn', ['Function', 'Promise'], promiseFn);
  }
  try {
    await promise;
  } catch (error) {
    return error;
  }
  return kNoException;
}

module.exports = { expectsError, expectsNoError, getActual, innerFail, waitForActual };
