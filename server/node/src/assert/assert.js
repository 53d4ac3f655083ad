'use strict';

// node:assert: the functions, the strict ones, and the class `Assert` that makes sets of them with options.

const {
  codes: { ERR_CONSTRUCT_CALL_REQUIRED, ERR_INVALID_ARG_TYPE, ERR_MISSING_ARGS },
} = require('internal/errors');
const AssertionError = require('internal/assert/assertion_error');
const { deprecate, isError } = require('internal/util');
const { isRegExp } = require('internal/util/types');
const { inspect } = require('internal/util/inspect');
const { validateOneOf } = require('internal/validators');
const { innerOk } = require('internal/assert/utils');
const { expectsError, expectsNoError, getActual, innerFail, waitForActual } = require('internal/assert/throws');
const { isDeepEqual, isDeepStrictEqual, isPartialStrictEqual } = require('internal/util/comparisons');

const kOptions = Symbol('options');

// The functions may be taken off their object: then nothing is known of its options.
function diffOf(self) {
  return self?.[kOptions]?.diff;
}

function checkArguments(args) {
  if (args.length < 2) throw new ERR_MISSING_ARGS('actual', 'expected');
}

function bothNaN(a, b) {
  return a !== a && b !== b;
}

// Once a promise has settled, nothing on the stack tells who asserted: the stack of the call does.
function checkLater(check, assertion, actual, rest, caller) {
  try {
    check(assertion, actual, rest);
  } catch (error) {
    if (error instanceof AssertionError && error !== actual && error !== rest[1] && !/\n {4}at /.test(error.stack)) {
      const start = caller.stack.indexOf('\n    at ');
      if (start !== -1) error.stack += caller.stack.slice(start);
    }
    throw error;
  }
}

let warnedOfFail = false;

function Assert(options) {
  if (!new.target) throw new ERR_CONSTRUCT_CALL_REQUIRED('Assert');
  options = { __proto__: null, strict: true, ...options };
  if (options.diff !== undefined) validateOneOf(options.diff, 'options.diff', ['simple', 'full']);
  this.AssertionError = AssertionError;
  Object.defineProperty(this, kOptions, { __proto__: null, value: options, enumerable: false, configurable: false, writable: false });
  if (options.strict) {
    this.equal = this.strictEqual;
    this.deepEqual = this.deepStrictEqual;
    this.notEqual = this.notStrictEqual;
    this.notDeepEqual = this.notDeepStrictEqual;
  }
}

// Assigned one by one: each is enumerable on the prototype and has its own name in messages and stacks.

Assert.prototype.fail = function fail(actual, expected, message, operator, stackStartFn) {
  const count = arguments.length;
  let internalMessage = false;
  if (actual == null && count <= 1) {
    internalMessage = 'Failed';
  } else if (count === 1) {
    message = actual;
    actual = undefined;
  } else {
    if (!warnedOfFail) {
      warnedOfFail = true;
      process.emitWarning(
        'assert.fail() with more than one argument is deprecated. Please use assert.strictEqual() instead or only pass a message.',
        'DeprecationWarning',
        'DEP0094',
      );
    }
    if (count === 2) operator = '!=';
  }
  if (isError(message)) throw message;
  const details = { actual, expected, operator: operator === undefined ? 'fail' : operator, stackStartFn: stackStartFn || fail, message, diff: diffOf(this) };
  if (internalMessage) details.message = internalMessage;
  const error = new AssertionError(details);
  if (internalMessage) error.generatedMessage = true;
  throw error;
};

Assert.prototype.ok = function ok(...args) {
  innerOk(ok, args.length, args[0], args[1]);
};

Assert.prototype.equal = function equal(actual, expected, message) {
  checkArguments(arguments);
  // eslint-disable-next-line eqeqeq
  if (actual != expected && !bothNaN(actual, expected)) {
    innerFail({ actual, expected, message, operator: '==', stackStartFn: equal, diff: diffOf(this) });
  }
};

Assert.prototype.notEqual = function notEqual(actual, expected, message) {
  checkArguments(arguments);
  // eslint-disable-next-line eqeqeq
  if (actual == expected || bothNaN(actual, expected)) {
    innerFail({ actual, expected, message, operator: '!=', stackStartFn: notEqual, diff: diffOf(this) });
  }
};

Assert.prototype.deepEqual = function deepEqual(actual, expected, message) {
  checkArguments(arguments);
  if (!isDeepEqual(actual, expected)) {
    innerFail({ actual, expected, message, operator: 'deepEqual', stackStartFn: deepEqual, diff: diffOf(this) });
  }
};

Assert.prototype.notDeepEqual = function notDeepEqual(actual, expected, message) {
  checkArguments(arguments);
  if (isDeepEqual(actual, expected)) {
    innerFail({ actual, expected, message, operator: 'notDeepEqual', stackStartFn: notDeepEqual, diff: diffOf(this) });
  }
};

Assert.prototype.deepStrictEqual = function deepStrictEqual(actual, expected, message) {
  checkArguments(arguments);
  if (!isDeepStrictEqual(actual, expected)) {
    innerFail({ actual, expected, message, operator: 'deepStrictEqual', stackStartFn: deepStrictEqual, diff: diffOf(this) });
  }
};

Assert.prototype.notDeepStrictEqual = function notDeepStrictEqual(actual, expected, message) {
  checkArguments(arguments);
  if (isDeepStrictEqual(actual, expected)) {
    innerFail({ actual, expected, message, operator: 'notDeepStrictEqual', stackStartFn: notDeepStrictEqual, diff: diffOf(this) });
  }
};

Assert.prototype.strictEqual = function strictEqual(actual, expected, message) {
  checkArguments(arguments);
  if (!Object.is(actual, expected)) {
    innerFail({ actual, expected, message, operator: 'strictEqual', stackStartFn: strictEqual, diff: diffOf(this) });
  }
};

Assert.prototype.notStrictEqual = function notStrictEqual(actual, expected, message) {
  checkArguments(arguments);
  if (Object.is(actual, expected)) {
    innerFail({ actual, expected, message, operator: 'notStrictEqual', stackStartFn: notStrictEqual, diff: diffOf(this) });
  }
};

Assert.prototype.partialDeepStrictEqual = function partialDeepStrictEqual(actual, expected, message) {
  checkArguments(arguments);
  if (!isPartialStrictEqual(actual, expected)) {
    innerFail({ actual, expected, message, operator: 'partialDeepStrictEqual', stackStartFn: partialDeepStrictEqual, diff: diffOf(this) });
  }
};

Assert.prototype.throws = function throws(fn, ...rest) {
  expectsError(throws, getActual(fn), rest);
};

Assert.prototype.rejects = async function rejects(promiseFn, ...rest) {
  const caller = {};
  Error.captureStackTrace(caller, rejects);
  const actual = await waitForActual(promiseFn);
  checkLater(expectsError, rejects, actual, rest, caller);
};

Assert.prototype.doesNotThrow = function doesNotThrow(fn, ...rest) {
  expectsNoError(doesNotThrow, getActual(fn), rest);
};

Assert.prototype.doesNotReject = async function doesNotReject(fn, ...rest) {
  const caller = {};
  Error.captureStackTrace(caller, doesNotReject);
  const actual = await waitForActual(fn);
  checkLater(expectsNoError, doesNotReject, actual, rest, caller);
};

Assert.prototype.ifError = function ifError(err) {
  if (err === null || err === undefined) return;
  let message = 'ifError got unwanted exception: ';
  if (typeof err === 'object' && typeof err.message === 'string') {
    message += err.message.length === 0 && err.constructor ? err.constructor.name : err.message;
  } else {
    message += inspect(err);
  }
  const error = new AssertionError({ actual: err, expected: null, operator: 'ifError', message, stackStartFn: ifError, diff: diffOf(this) });
  // Both places are of interest: where the error came from and where it was found.
  const origin = err.stack;
  if (typeof origin === 'string') {
    const start = origin.indexOf('\n    at');
    if (start !== -1) {
      const frames = origin.slice(start + 1).split('\n');
      let own = error.stack.split('\n');
      for (const frame of frames) {
        const position = own.indexOf(frame);
        if (position !== -1) {
          own = own.slice(0, position);
          break;
        }
      }
      error.stack = `${own.join('\n')}\n${frames.join('\n')}`;
    }
  }
  throw error;
};

function checkMatch(string, regexp, message, caller, wanted, self) {
  if (!isRegExp(regexp)) throw new ERR_INVALID_ARG_TYPE('regexp', 'RegExp', regexp);
  if (typeof string === 'string' && (regexp.exec(string) !== null) === wanted) return;
  if (isError(message)) throw message;
  const generatedMessage = !message;
  if (generatedMessage) {
    if (typeof string !== 'string') {
      message = `The "string" argument must be of type string. Received type ${typeof string} (${inspect(string)})`;
    } else {
      const expectation = wanted ? 'The input did not match the' : 'The input was expected to not match the';
      message = `${expectation} regular expression ${inspect(regexp)}. Input:\n\n${inspect(string)}\n`;
    }
  }
  const error = new AssertionError({ actual: string, expected: regexp, message, operator: caller.name, stackStartFn: caller, diff: diffOf(self) });
  error.generatedMessage = generatedMessage;
  throw error;
}

Assert.prototype.match = function match(string, regexp, message) {
  checkMatch(string, regexp, message, match, true, this);
};

Assert.prototype.doesNotMatch = function doesNotMatch(string, regexp, message) {
  checkMatch(string, regexp, message, doesNotMatch, false, this);
};

const CallTracker = deprecate(
  require('internal/assert/calltracker'),
  'assert.CallTracker is deprecated.',
  'DEP0173',
);

function ok(...args) {
  innerOk(ok, args.length, args[0], args[1]);
}

function strict(...args) {
  innerOk(strict, args.length, args[0], args[1]);
}

const assert = ok;
module.exports = assert;

assert.AssertionError = AssertionError;
assert.CallTracker = CallTracker;
assert.ok = ok;
// In the order that Node has them.
for (const name of [
  'fail', 'equal', 'notEqual', 'deepEqual', 'notDeepEqual', 'deepStrictEqual', 'notDeepStrictEqual', 'strictEqual', 'notStrictEqual',
  'partialDeepStrictEqual', 'match', 'doesNotMatch', 'throws', 'rejects', 'doesNotThrow', 'doesNotReject', 'ifError',
]) {
  assert[name] = Assert.prototype[name];
}

assert.strict = Object.assign(strict, assert, {
  equal: assert.strictEqual,
  deepEqual: assert.deepStrictEqual,
  notEqual: assert.notStrictEqual,
  notDeepEqual: assert.notDeepStrictEqual,
});
assert.strict.Assert = Assert;
assert.strict.strict = assert.strict;
assert.Assert = Assert;
