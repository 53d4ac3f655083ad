'use strict';

// assert.ok: says which expression was falsy, by reading the line that called it.

const AssertionError = require('internal/assert/assertion_error');
const { captureCallSites, isError } = require('internal/util');

// Who called `fn`: { file, line, column } or undefined.
function callerOf(fn) {
  // `assert.ok.apply()` comes through a native function.
  const site = captureCallSites(fn, 4).find((each) => !each.isNative());
  return site && { file: site.getFileName(), line: site.getLineNumber(), column: site.getColumnNumber() };
}

function readLine({ file, line }) {
  if (typeof file !== 'string' || !(line > 0)) return undefined;
  try {
    return readText(file).split('\n')[line - 1];
  } catch {
    // Text that was made by the program, a bundle, a file that is gone.
    return undefined;
  }
}

function readText(file) {
  const { evaluated } = lode;
  // A module from the command line is `[eval1]` in the working folder.
  if (evaluated !== undefined && (file === evaluated.name || file.endsWith('/[eval1]'))) return evaluated.text;
  return require('fs').readFileSync(file.startsWith('file:') ? require('internal/url').fileURLToPath(file) : file, 'utf8');
}

const word = /[\p{ID_Continue}$#\u200c\u200d]/u;

// From the place that the engine names, which is somewhere in `a.b.c(`, back to where that begins.
function startOfCall(text, at) {
  let start = at;
  while (start > 0 && word.test(text[start - 1])) start--;
  for (;;) {
    let before = start;
    while (before > 0 && text[before - 1] === ' ') before--;
    if (text[before - 1] === '.') {
      before--;
      if (text[before - 1] === '?') before--;
      while (before > 0 && text[before - 1] === ' ') before--;
    } else if (text[start] !== '[' && text[start] !== '(') return start;
    let object = before;
    while (text[object - 1] === ']') {
      const open = text.lastIndexOf('[', object - 1);
      if (open === -1) return start;
      object = open;
    }
    while (object > 0 && word.test(text[object - 1])) object--;
    if (object === before) return start;
    start = object;
  }
}

// Past a string, template, comment or regular expression that begins at `at`; `at` when none does.
function skipLiteral(text, at) {
  const character = text[at];
  if (character === '"' || character === "'" || character === '`') {
    let index = at + 1;
    while (index < text.length && text[index] !== character) index += text[index] === '\\' ? 2 : 1;
    return index + 1;
  }
  if (character !== '/') return at;
  if (text[at + 1] === '/') return text.length;
  if (text[at + 1] === '*') {
    const end = text.indexOf('*/', at + 2);
    return end === -1 ? text.length : end + 2;
  }
  // A division follows a value.
  const before = text.slice(0, at).trimEnd();
  if (/[\p{ID_Continue}$)\]]$/u.test(before) && !/\b(?:return|typeof|in|of|void)$/.test(before)) return at;
  let index = at + 1;
  let inClass = false;
  while (index < text.length && (inClass || text[index] !== '/')) {
    if (text[index] === '\\') index++;
    else if (text[index] === '[') inClass = true;
    else if (text[index] === ']') inClass = false;
    index++;
  }
  return index + 1;
}

// The end of the call whose arguments open at or after `at`; the end of the line when it goes on below.
function endOfCall(text, at) {
  let depth = 0;
  let index = at;
  while (index < text.length) {
    const next = skipLiteral(text, index);
    if (next !== index) {
      index = next;
      continue;
    }
    const character = text[index];
    if (character === '(' || character === '[' || character === '{') depth++;
    else if (character === ')' || character === ']' || character === '}') {
      depth--;
      if (depth === 0 && character === ')') return index + 1;
      if (depth < 0) return index;
    }
    index++;
  }
  return text.length;
}

function falsyExpression(fn) {
  const caller = callerOf(fn);
  if (caller === undefined) return undefined;
  const text = readLine(caller);
  if (text === undefined) return undefined;
  const at = Math.min(Math.max(0, caller.column - 1), text.length - 1);
  const start = startOfCall(text, at);
  const expression = text.slice(start, endOfCall(text, Math.max(start, at))).trimEnd();
  if (!expression.includes('(')) return undefined;
  return `The expression evaluated to a falsy value:\n\n  ${expression}\n`;
}

function innerOk(fn, argumentCount, value, message) {
  if (value) return;
  let generatedMessage = false;
  if (argumentCount === 0) {
    generatedMessage = true;
    message = 'No value argument passed to `assert.ok()`';
  } else if (message == null) {
    generatedMessage = true;
    message = falsyExpression(fn);
  } else if (isError(message)) {
    throw message;
  }
  const error = new AssertionError({ actual: value, expected: true, message, operator: '==', stackStartFn: fn });
  error.generatedMessage = generatedMessage;
  throw error;
}

module.exports = { innerOk };
