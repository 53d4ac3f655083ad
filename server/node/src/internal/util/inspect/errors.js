'use strict';

// An error as text: its stack, with the class and name that it has now, and what it holds besides.

const { internals } = lode;
const { getPrefix } = require('internal/util/inspect/prototypes');
const values = require('internal/util/inspect/value');

const errorToString = Error.prototype.toString;

function getStack(ctx, error) {
  let stack;
  try {
    stack = internals.typeTag(error) === 'NativeError' ? require('internal/stack_frames').stackOf(error) : error.stack;
  } catch {
    // A getter that throws: no stack then.
  }
  if (typeof stack === 'string') {
    if (stack !== '') return stack;
  } else if (stack) {
    // Somebody put something else there.
    const seen = ctx.seen;
    ctx.seen = [...seen, error];
    ctx.indentationLvl += 4;
    // No depth: such a thing is always written over several lines.
    stack = values.formatValue(ctx, stack);
    ctx.indentationLvl -= 4;
    ctx.seen = seen;
    return `${Reflect.apply(errorToString, error, [])}\n    ${stack}`;
  }
  return Reflect.apply(errorToString, error, []);
}

// The longest run of lines that both lists end on or share, from the first line that is in both.
function identicalSequenceRange(a, b) {
  for (let start = 0; start < a.length - 3; start++) {
    const position = b.indexOf(a[start]);
    if (position === -1) continue;
    const rest = b.length - position;
    if (rest <= 3) continue;
    let length = 1;
    const most = Math.min(a.length - start, rest);
    while (length < most && a[start + length] === b[position + length]) length++;
    if (length > 3) return { length, offset: start };
  }
  return { length: 0, offset: 0 };
}

// Frames that the cause has too are said once.
function getFrames(ctx, error, framesText) {
  const frames = framesText.split('\n');
  let cause;
  try {
    ({ cause } = error);
  } catch {
    // A getter that throws: there is no cause then.
  }
  if (cause != null && require('internal/util').isError(cause)) {
    const causeStack = getStack(ctx, cause);
    const start = causeStack.indexOf('\n    at');
    if (start !== -1) {
      const { length, offset } = identicalSequenceRange(frames, causeStack.slice(start + 1).split('\n'));
      if (length > 3) {
        const skipped = length - 2;
        frames.splice(offset + 1, skipped, ctx.stylize(`    ... ${skipped} lines matching cause stack trace ...`, 'undefined'));
      }
    }
  }
  return frames;
}

// The stack was made when the error was: since then it may have got another class or name.
function improveStack(stack, constructor, name, tag) {
  let { length } = name;
  if (
    constructor === null ||
    (name.endsWith('Error') && stack.startsWith(name) && (stack.length === length || stack[length] === ':' || stack[length] === '\n'))
  ) {
    let fallback = 'Error';
    if (constructor === null) {
      const start = /^([A-Z][a-z_ A-Z0-9[\]()-]+)(?::|\n\s+at)/.exec(stack) ?? /^([a-z_A-Z0-9-]*Error)$/.exec(stack);
      fallback = start?.[1] ?? '';
      length = fallback.length;
      fallback ||= 'Error';
    }
    const prefix = getPrefix(constructor, tag, fallback).slice(0, -1);
    if (name !== prefix) {
      if (prefix.includes(name)) stack = length === 0 ? `${prefix}: ${stack}` : `${prefix}${stack.slice(length)}`;
      else stack = `${prefix} [${name}]${stack.slice(length)}`;
    }
  }
  return stack;
}

// What the stack says already is not repeated among the properties.
function removeDuplicateKeys(ctx, keys, error, stack) {
  if (ctx.showHidden || keys.length === 0) return;
  for (const name of ['name', 'message', 'stack']) {
    const index = keys.indexOf(name);
    if (index !== -1 && (typeof error[name] !== 'string' || stack.includes(error[name]))) keys.splice(index, 1);
  }
}

const builtinFrame = /^ {4}at (?:[^/\\(]+ \(|)node:(.+):\d+:\d+\)?$/;

let builtinIds;
function isBuiltin(id) {
  builtinIds ??= new Set(lode.builtinIds?.() ?? require('module').builtinModules);
  return id.startsWith('internal/') || builtinIds.has(id);
}

function colourFrames(ctx, lines) {
  let cwd;
  try {
    cwd = process.cwd();
  } catch {
    // The folder is gone: paths stay as they are.
  }
  let cwdUrl;
  let text = '';
  for (let line of lines) {
    const builtin = builtinFrame.exec(line);
    if (builtin !== null && isBuiltin(builtin[1])) {
      text += `\n${ctx.stylize(line, 'undefined')}`;
      continue;
    }
    line = underlineModules(ctx, line);
    if (cwd !== undefined) {
      const marked = dimFolder(ctx, line, cwd);
      if (marked !== line) line = marked;
      else {
        cwdUrl ??= require('internal/url').pathToFileURL(cwd).href;
        line = dimFolder(ctx, line, cwdUrl);
      }
    }
    text += `\n${line}`;
  }
  return text;
}

// .../node_modules/NAME/...: the name stands out.
function underlineModules(ctx, line) {
  const marker = '/node_modules/';
  let text = '';
  let from = 0;
  for (let at = line.indexOf(marker); at !== -1; at = line.indexOf(marker, from)) {
    const start = at + marker.length;
    let end = line.indexOf('/', start);
    if (end === -1) break;
    if (line[start] === '@') {
      end = line.indexOf('/', end + 1);
      if (end === -1) break;
    }
    text += `${line.slice(from, start)}${ctx.stylize(line.slice(start, end), 'module')}`;
    from = end;
  }
  return text + line.slice(from);
}

function dimFolder(ctx, line, folder) {
  let start = line.indexOf(folder);
  if (start === -1) return line;
  let length = folder.length;
  if (line.slice(start - 7, start) === 'file://') {
    start -= 7;
    length += 7;
  }
  const first = line[start - 1] === '(' ? start - 1 : start;
  const end = first !== start && line.endsWith(')') ? -1 : line.length;
  const folderEnd = start + length + 1;
  const opened = line.slice(first, folderEnd);
  let text = `${line.slice(0, first)}${ctx.stylize(opened, 'undefined')}${line.slice(folderEnd, end)}`;
  if (end === -1) text += ctx.stylize(')', 'undefined');
  return text;
}

// Getters of a broken error may throw, even those that make its text.
function formatError(ctx, error, constructor, tag, keys) {
  let text;
  try {
    text = formatStack(ctx, error, constructor, tag, keys);
  } catch (problem) {
    if (require('internal/errors').isStackOverflowError(problem)) throw problem;
    text = Object.prototype.toString.call(error);
  }
  return ctx.indentationLvl === 0 ? text : text.replaceAll('\n', `\n${' '.repeat(ctx.indentationLvl)}`);
}

function formatStack(ctx, error, constructor, tag, keys) {
  const givenName = error.name;
  const name = givenName != null ? `${givenName}` : 'Error';
  let stack = getStack(ctx, error);
  removeDuplicateKeys(ctx, keys, error, stack);
  if ('cause' in error && !keys.includes('cause')) keys.push('cause');
  if (Array.isArray(error.errors) && !keys.includes('errors')) keys.push('errors');
  if (givenName != null && typeof givenName !== 'string') {
    // No name that tells anything.
    stack = stack.replace(name, `${name} [${getPrefix(constructor, tag, 'Error').slice(0, -1)}]`);
  }
  stack = improveStack(stack, constructor, name, tag);

  // The message may look like frames itself.
  let position = (error.message && stack.indexOf(error.message)) || -1;
  if (position !== -1) position += error.message.length;
  const framesStart = stack.indexOf('\n    at', position);
  if (framesStart === -1) {
    stack = `[${stack}]`;
  } else {
    const lines = getFrames(ctx, error, stack.slice(framesStart + 1));
    stack = stack.slice(0, framesStart) + (ctx.colors ? colourFrames(ctx, lines) : `\n${lines.join('\n')}`);
  }
  return stack;
}

module.exports = { formatError };
