'use strict';

// assert.AssertionError and the messages of comparisons that failed.

const { validateObject } = require('internal/validators');
const { inspect } = require('internal/util/inspect');
const colors = require('internal/util/colors');

const { defineProperty } = Object;

const readable = {
  __proto__: null,
  deepStrictEqual: 'Expected values to be strictly deep-equal:',
  partialDeepStrictEqual: 'Expected values to be partially and strictly deep-equal:',
  strictEqual: 'Expected values to be strictly equal:',
  strictEqualObject: 'Expected "actual" to be reference-equal to "expected":',
  deepEqual: 'Expected values to be loosely deep-equal:',
  notDeepStrictEqual: 'Expected "actual" not to be strictly deep-equal to:',
  notStrictEqual: 'Expected "actual" to be strictly unequal to:',
  notStrictEqualObject: 'Expected "actual" not to be reference-equal to "expected":',
  notDeepEqual: 'Expected "actual" not to be loosely deep-equal to:',
  notIdentical: 'Values have same structure but are not reference-equal:',
  notDeepEqualUnequal: 'Expected values not to be loosely deep-equal:',
};

const operatorsWithDiff = new Set(['deepStrictEqual', 'strictEqual', 'partialDeepStrictEqual']);

// Two short primitives fit on one line: `1 !== 2`.
const kMaxShortLength = 12;
// Longer comparisons than this are cut.
const kMaxLines = 50;
const kMaxLength = 512;

// Two values that differ must look different.
function inspectValue(value) {
  return inspect(value, {
    compact: false,
    customInspect: false,
    depth: 1000,
    maxArrayLength: Infinity,
    showHidden: false,
    showProxy: false,
    sorted: true,
    getters: true,
  });
}

function isObject(value) {
  return typeof value === 'object' && value !== null;
}

// An error without its stack, which differs always.
function withoutStack(error) {
  const copy = Object.assign({ __proto__: Object.getPrototypeOf(error) }, error);
  defineProperty(copy, 'message', { __proto__: null, value: error.message });
  if (Object.hasOwn(error, 'cause')) {
    let { cause } = error;
    if (cause instanceof Error) cause = withoutStack(cause);
    defineProperty(copy, 'cause', { __proto__: null, value: cause });
  }
  return copy;
}

// One line over the other, with a mark where they part if both fit into a terminal's line.
function stackedDiff(actual, expected) {
  let message = `\n${colors.green}+${colors.white} ${actual}\n${colors.red}- ${colors.white}${expected}`;
  const width = process.stderr.isTTY ? process.stderr.columns : 80;
  if (actual.length + expected.length <= width) {
    let at = 0;
    while (at < actual.length && actual[at] === expected[at]) at++;
    // At the beginning everybody sees it.
    if (at >= 3 && at < actual.length) message += `\n${' '.repeat(at + 2)}^`;
  }
  return message;
}

function simpleDiff(actualValue, actual, expectedValue, expected) {
  let length = actual.length + expected.length;
  // Quotes don't count.
  if (typeof actualValue === 'string') length -= 2;
  if (typeof expectedValue === 'string') length -= 2;
  if (length <= kMaxShortLength && (actualValue !== 0 || expectedValue !== 0)) {
    return { message: `\n${actual} !== ${expected}`, header: '' };
  }
  if (colors.hasColors && typeof actualValue === 'string' && typeof expectedValue === 'string') {
    const { myersDiff, showCharacterDiff } = require('internal/assert/myers_diff');
    return {
      message: showCharacterDiff(myersDiff(actual.split(''), expected.split(''))),
      header: `${colors.green}actual${colors.white} ${colors.red}expected${colors.white}`,
    };
  }
  return { message: stackedDiff(actual, expected), header: undefined };
}

function describeDifference(actual, expected, operator, customMessage, diffType) {
  if (
    operator === 'strictEqual' &&
    ((isObject(actual) && isObject(expected)) || (typeof actual === 'function' && typeof expected === 'function'))
  ) {
    operator = 'strictEqualObject';
  }
  const actualText = inspectValue(actual);
  const expectedText = inspectValue(expected);
  const actualLines = actualText.split('\n');
  const expectedLines = expectedText.split('\n');
  let header;
  let message;
  let skipped = false;
  if (actualLines.length === 1 && expectedLines.length === 1 && !(isObject(actual) && isObject(expected))) {
    ({ message, header } = simpleDiff(actual, actualLines[0], expected, expectedLines[0]));
  } else if (actualText === expectedText) {
    operator = 'notIdentical';
    if (actualLines.length > kMaxLines && diffType === 'simple') {
      message = `\n${actualLines.slice(0, kMaxLines).join('\n')}\n...}`;
      skipped = true;
    } else message = `\n${actualText}`;
    header = '';
  } else {
    const { myersDiff, showDiff } = require('internal/assert/myers_diff');
    ({ message, skipped } = showDiff(myersDiff(actualLines, expectedLines, isObject(actual)), operator));
    if (operator === 'partialDeepStrictEqual') {
      header = `${colors.gray}${colors.hasColors ? '' : '+ '}actual${colors.white} ${colors.red}- expected${colors.white}`;
    }
  }
  header ??= `${colors.green}+ actual${colors.white} ${colors.red}- expected${colors.white}`;
  const title = customMessage || readable[operator];
  return `${title}${header === '' ? '' : `\n${header}`}${skipped ? '\n... Skipped lines' : ''}\n${message}\n`;
}

function describeEquality(actual, expected, operator, diffType) {
  let title = readable[operator];
  if (operator === 'notStrictEqual' && (isObject(actual) || typeof actual === 'function')) title = readable.notStrictEqualObject;
  const lines = inspectValue(actual).split('\n');
  if (lines.length > kMaxLines && diffType === 'simple') {
    lines.length = kMaxLines - 4;
    lines.push(`${colors.blue}...${colors.white}`);
  }
  if (lines.length === 1) return `${title}${lines[0].length > 5 ? '\n\n' : ' '}${lines[0]}`;
  return `${title}\n\n${lines.join('\n')}\n`;
}

function cut(text, length) {
  return text.length > length ? `${text.slice(0, length - 3)}...` : text;
}

function describeLoose(actual, expected, operator) {
  let left = inspectValue(actual);
  let right = inspectValue(expected);
  if (operator === 'notDeepEqual' && left === right) return cut(`${readable[operator]}\n\n${left}`, 1024);
  left = cut(left, kMaxLength);
  right = cut(right, kMaxLength);
  if (operator === 'deepEqual') return `${readable[operator]}\n\n${left}\n\nshould loosely deep-equal\n\n${right}`;
  const unequal = readable[`${operator}Unequal`];
  if (unequal !== undefined) return `${unequal}\n\n${left}\n\nshould not loosely deep-equal\n\n${right}`;
  return `${left} ${operator} ${right}`;
}

function describe(options) {
  const { message, operator, diff } = options;
  let { actual, expected } = options;
  const hasMessage = message != null && message !== '';
  if (hasMessage && !operatorsWithDiff.has(operator)) return String(message);
  // NODE_DISABLE_COLORS, FORCE_COLOR and the like may have changed since.
  colors.refresh();
  if (actual instanceof Error && expected instanceof Error && 'stack' in actual && 'stack' in expected) {
    actual = withoutStack(actual);
    expected = withoutStack(expected);
  }
  if (operatorsWithDiff.has(operator)) return describeDifference(actual, expected, operator, hasMessage ? message : undefined, diff);
  if (operator === 'notDeepStrictEqual' || operator === 'notStrictEqual') return describeEquality(actual, expected, operator, diff);
  return describeLoose(actual, expected, operator);
}

const kMaxInspectedLines = 10;
const kMaxInspectedLength = 10240;

function cutForInspect(value) {
  if (typeof value !== 'string') return value;
  const lines = value.split('\n', kMaxInspectedLines + 1);
  if (lines.length > kMaxInspectedLines) value = `${lines.slice(0, kMaxInspectedLines).join('\n')}\n...`;
  return value.length > kMaxInspectedLength ? `${value.slice(0, kMaxInspectedLength)}...` : value;
}

class AssertionError extends Error {
  constructor(options) {
    validateObject(options, 'options');
    const { message, operator, stackStartFn, stackStartFunction, details, diff = 'simple', actual, expected } = options;
    super(describe({ message, operator, actual, expected, diff }));
    this.generatedMessage = !message;
    defineProperty(this, 'name', { __proto__: null, value: 'AssertionError [ERR_ASSERTION]', enumerable: false, writable: true, configurable: true });
    this.code = 'ERR_ASSERTION';
    if (details) {
      this.actual = undefined;
      this.expected = undefined;
      this.operator = undefined;
      for (let index = 0; index < details.length; index++) {
        this[`message ${index}`] = details[index].message;
        this[`actual ${index}`] = details[index].actual;
        this[`expected ${index}`] = details[index].expected;
        this[`operator ${index}`] = details[index].operator;
        this[`stack trace ${index}`] = details[index].stack;
      }
    } else {
      this.actual = actual;
      this.expected = expected;
      this.operator = operator;
    }
    Error.captureStackTrace(this, stackStartFn || stackStartFunction || AssertionError);
    // The head is made when the stack is read: with the code in the name, that is now.
    void this.stack;
    this.name = 'AssertionError';
    this.diff = diff;
  }

  toString() {
    return `${this.name} [${this.code}]: ${this.message}`;
  }

  [inspect.custom](depth, context) {
    // Long strings were shown in the message already.
    const { actual, expected } = this;
    this.actual = cutForInspect(actual);
    this.expected = cutForInspect(expected);
    try {
      return inspect(this, { ...context, customInspect: false, depth: 0 });
    } finally {
      this.actual = actual;
      this.expected = expected;
    }
  }
}

module.exports = AssertionError;
