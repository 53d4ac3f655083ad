'use strict';
/*! The frames of a stack: the engine's lines read, and written in V8's form, as text or for `Error.prepareStackTrace`. */

const { defineProperty, getOwnPropertyDescriptor } = Object;
const { Error, NativeError, pending, readStack } = require('internal/stack');
const { sourceLine } = lode.native('process');
const isNamePart = (unit) => (unit >= 0x61 && unit <= 0x7a) || (unit >= 0x41 && unit <= 0x5a) || (unit >= 0x30 && unit <= 0x39)
  || unit === 0x5f || unit === 0x24 || unit > 0x7f;

/** A line of a file, or of the text that the command line, standard input or the prompt gave. */
function lineAt(file, number) {
  const { evaluated } = lode;
  if (evaluated !== undefined && (file === evaluated.name || file.endsWith('/[eval1]'))) {
    return evaluated.text.split('\n')[number - 1];
  }
  const path = file.startsWith('file://') ? decodeURIComponent(file.slice(7)) : file;
  return path.startsWith('/') ? sourceLine(path, number) : undefined;
}

/**
 * The engine tells where a call's parenthesis, a member's dot or the end of a name is, V8 where the called name, its `new`, the
 * member or the name begins: the source line leads there.
 */
function columnAsInV8(file, lineNumber, column) {
  const line = lineAt(file, lineNumber);
  if (line === undefined) return column;
  const place = column - 1;
  if (line[place] === '.' && isNamePart(line.charCodeAt(place + 1))) return column + 1;
  // Behind a name; `(` may stand there too, and then the name is what is called.
  if (isNamePart(line.charCodeAt(place)) || place === 0) return column;
  let start = place;
  if (line[start - 1] === '.' && line[start - 2] === '?') start -= 2;
  const end = start;
  while (start > 0 && isNamePart(line.charCodeAt(start - 1))) start--;
  if (start === end) return column;
  // `new a.b.C(`: V8 points at `new`.
  let chain = start;
  while (chain > 0 && (isNamePart(line.charCodeAt(chain - 1)) || line[chain - 1] === '.')) chain--;
  const before = line.slice(0, chain).trimEnd();
  if (before.endsWith('new') && before.length < chain && !isNamePart(before.charCodeAt(before.length - 4))) return before.length - 2;
  return start + 1;
}

/** One line of the engine's. */
class Frame {
  constructor(line) {
    const at = line.indexOf('@');
    let name = at === -1 ? '' : line.slice(0, at);
    let place = at === -1 ? line : line.slice(at + 1);
    this.isNative = place === '[native code]';
    this.isEval = name === 'eval code';
    if (name === 'global code' || name === 'module code' || name === 'eval code') name = '';
    this.name = name;
    this.file = undefined;
    this.line = undefined;
    this.column = undefined;
    if (this.isNative || place === '') return;
    const columnAt = place.lastIndexOf(':');
    const lineAt = place.lastIndexOf(':', columnAt - 1);
    const column = +place.slice(columnAt + 1);
    const lineNumber = +place.slice(lineAt + 1, columnAt);
    if (lineAt === -1 || column !== column || lineNumber !== lineNumber) {
      this.file = place;
      return;
    }
    this.file = place.slice(0, lineAt);
    this.line = lineNumber;
    this.column = column;
    if (lode.mapPosition !== undefined) lode.mapPosition(this);
    if (!this.file.startsWith('node:')) this.column = columnAsInV8(this.file, this.line, this.column);
  }

  toString() {
    const { name, file } = this;
    if (this.isNative) return `${name || '<anonymous>'} (<anonymous>)`;
    const place = file === undefined ? '<anonymous>' : this.line === undefined ? file : `${file}:${this.line}:${this.column}`;
    return name ? `${name} (${place})` : place;
  }
}

/** V8's CallSite over a frame, as `Error.prepareStackTrace` gets it. What JavaScriptCore does not tell is null or false. */
class CallSite {
  #frame;
  constructor(frame) {
    this.#frame = frame;
  }
  getThis() { return undefined; }
  getTypeName() { return this.#frame.name ? null : 'Object'; }
  getFunction() { return undefined; }
  getFunctionName() { return this.#frame.name || null; }
  getMethodName() { return null; }
  getFileName() { return this.#frame.file ?? null; }
  getLineNumber() { return this.#frame.line ?? null; }
  getColumnNumber() { return this.#frame.column ?? null; }
  getEnclosingLineNumber() { return this.#frame.line ?? null; }
  getEnclosingColumnNumber() { return this.#frame.column ?? null; }
  getEvalOrigin() { return undefined; }
  getScriptNameOrSourceURL() { return this.#frame.file ?? null; }
  getScriptHash() { return ''; }
  getPosition() { return 0; }
  getPromiseIndex() { return null; }
  isToplevel() { return !this.#frame.name; }
  isEval() { return this.#frame.isEval; }
  isNative() { return this.#frame.isNative; }
  isConstructor() { return false; }
  isAsync() { return false; }
  isPromiseAll() { return false; }
  toString() { return this.#frame.toString(); }
}
for (const name of Object.getOwnPropertyNames(CallSite.prototype)) {
  if (name !== 'constructor') defineProperty(CallSite.prototype, name, { enumerable: true });
}

/** Files whose frames say nothing to a program: the trampoline, the wrappers, argument checks. */
function isHidden(file) {
  return file !== undefined && file.startsWith('node:internal/')
    && (file === 'node:internal/bootstrap' || file.startsWith('node:internal/stack') || file === 'node:internal/validators'
      || file.startsWith('node:internal/errors') || file === 'node:internal/evaluate/probes');
}

function parse(raw, limit) {
  const frames = [];
  if (!(limit > 0) || typeof raw !== 'string' || raw === '') return frames;
  let start = 0;
  while (start <= raw.length && frames.length < limit) {
    let end = raw.indexOf('\n', start);
    if (end === -1) end = raw.length;
    if (end > start) {
      const frame = new Frame(raw.slice(start, end));
      // V8 never lists these.
      if (frame.isNative && (frame.name === 'apply' || frame.name === 'call' || frame.name === 'construct')) {
        start = end + 1;
        continue;
      }
      // Natives that our own files call are an inside matter.
      const native = frames.at(-1);
      if (native?.isNative && frame.file?.startsWith('node:')) frames.pop();
      if (!isHidden(frame.file)) frames.push(frame);
    }
    start = end + 1;
  }
  // The outermost is what the event loop called through.
  while (frames.at(-1)?.isNative) frames.pop();
  return frames;
}

/** `name: message` as V8 writes it above a stack. */
function headOf(error) {
  let name;
  let message;
  try {
    ({ name, message } = error);
    name = name === undefined ? 'Error' : `${name}`;
    message = message === undefined ? '' : `${message}`;
    if (lode.kIsNodeError !== undefined && error[lode.kIsNodeError] === true) name += ` [${error.code}]`;
  } catch {
    return 'Error';
  }
  if (name === '') return message;
  return message === '' ? name : `${name}: ${message}`;
}

/** Frames where their code comes from, as far as source maps are asked for and tell. */
function original(frames) {
  if (lode.toOriginal !== undefined) frames.forEach(lode.toOriginal);
  return frames;
}

/** The text of a stack, or what the `prepareStackTrace` of the realm's `Error`, or else of the main one, makes of it. */
function format(error, { raw, limit, Error: realmError }) {
  const frames = parse(raw, limit);
  const prepare = realmError.prepareStackTrace ?? Error.prepareStackTrace;
  if (typeof prepare === 'function' && !preparing) {
    preparing = true;
    try {
      return prepare.call(realmError, error, frames.map((frame) => new CallSite(frame)));
    } finally {
      preparing = false;
    }
  }
  let text = headOf(error);
  original(frames);
  for (let i = 0; i < frames.length; i++) text += `\n    at ${frames[i]}`;
  return text;
}
let preparing = false;

/** V8's form of any error's stack, also of errors that the engine threw; undefined for what has none. */
function stackOf(error) {
  const descriptor = getOwnPropertyDescriptor(error, 'stack');
  if (descriptor === undefined || descriptor.get === readStack || typeof descriptor.value !== 'string') return error.stack;
  const raw = descriptor.value;
  if (!NativeError.isError(error) || raw.includes('\n    at ') || !isRaw(raw)) return raw;
  let text = familiarHead(error);
  const limit = typeof Error.stackTraceLimit === 'number' ? Error.stackTraceLimit : 10;
  for (const frame of framesOf(error, limit)) text += `\n    at ${frame}`;
  return text;
}

/** The head of an error that the engine threw: V8's sentence, and the engine's own where it says more. */
function familiarHead(error) {
  const head = headOf(error);
  const { message } = error;
  if (typeof message !== 'string' || message === '') return head;
  const sentence = require('internal/messages').familiar(message);
  return sentence === message ? head : head.replace(message, () => sentence);
}

/** Whether each line has the engine's form. */
function isRaw(stack) {
  return stack.split('\n').every((line) => line === '' || /^[^\n]*@(?:\[native code\]|.*:\d+:\d+)?$/.test(line));
}

/** The frames of any error that still has them. */
function framesOf(error, limit = 10) {
  const record = pending.get(error);
  if (record !== undefined) return original(parse(record.raw, record.limit));
  const descriptor = getOwnPropertyDescriptor(error, 'stack');
  if (typeof descriptor?.value !== 'string' || !isRaw(descriptor.value)) return [];
  const frames = parse(descriptor.value, limit);
  if (frames.length !== 0) pointAtUnknownName(frames[0], error.message);
  return original(frames);
}

/** Of a name that is not there the engine tells the end of it, or the dot behind: V8 points at it. */
function pointAtUnknownName(frame, message) {
  const name = /^Can't find variable: (.+)$/.exec(message)?.[1];
  if (name === undefined || frame.file === undefined) return;
  const start = lineAt(frame.file, frame.line)?.lastIndexOf(name, frame.column - 1) ?? -1;
  if (start !== -1 && start + name.length + 2 >= frame.column) frame.column = start + 1;
}

module.exports = { format, framesOf, lineAt, stackOf };
