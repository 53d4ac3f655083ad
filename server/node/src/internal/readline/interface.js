'use strict';

// Interface: lines from a stream, with editing when it is a terminal (see `editing`).

const EventEmitter = require('events');
const { StringDecoder } = require('string_decoder');
const { codes: { ERR_INVALID_ARG_VALUE, ERR_USE_AFTER_CLOSE } } = require('internal/errors');
const { validateAbortSignal, validateArray, validateNumber, validateString, validateUint32 } = require('internal/validators');
const { SymbolDispose } = require('internal/util');
const { kSubstringSearch } = require('internal/readline/utils');
const { moveCursor, cursorTo, clearScreenDown } = require('internal/readline/callbacks');
const emitKeypressEvents = require('internal/readline/emitKeypressEvents');
const {
  kBeforeEdit, kDecoder, kKillRing, kKillRingCursor, kLineObjectStream, kLine_buffer, kNormalWrite, kOldPrompt, kOnLine,
  kPreviousKey, kPrompt, kPushToUndoStack, kQuestion, kQuestionCallback, kQuestionCancel, kRedoStack, kRefreshLine,
  kSawKeyPress, kSawReturnAt, kSetRawMode, kTtyWrite, kUndoStack, kWriteToOutput, kGetDisplayPos,
} = require('internal/readline/symbols');
const editing = require('internal/readline/editing');

const kFirstEventParam = Symbol.for('nodejs.kFirstEventParam');
const kHistorySize = 30;
// CR and LF this close together (ms) are one line ending, also when they come in two pieces.
const kMincrlfDelay = 100;
const lineEnding = /\r?\n|\r(?!\n)/g;

function InterfaceConstructor(input, output, completer, terminal) {
  this[kSawReturnAt] = 0;
  this.isCompletionEnabled = true;
  this[kSawKeyPress] = false;
  this[kPreviousKey] = null;
  this.escapeCodeTimeout = 500;
  this.tabSize = 8;
  Reflect.apply(EventEmitter, this, []);

  let history;
  let historySize;
  let removeHistoryDuplicates = false;
  let crlfDelay;
  let prompt = '> ';
  let signal;
  if (input?.input) {
    const options = input;
    ({ output, completer, terminal, history, historySize, signal } = options);
    if (signal) validateAbortSignal(signal, 'options.signal');
    if (options.tabSize !== undefined) {
      validateUint32(options.tabSize, 'tabSize', true);
      this.tabSize = options.tabSize;
    }
    removeHistoryDuplicates = options.removeHistoryDuplicates;
    if (options.prompt !== undefined) prompt = options.prompt;
    if (options.escapeCodeTimeout !== undefined) {
      if (!Number.isFinite(options.escapeCodeTimeout)) {
        throw new ERR_INVALID_ARG_VALUE('input.escapeCodeTimeout', this.escapeCodeTimeout);
      }
      this.escapeCodeTimeout = options.escapeCodeTimeout;
    }
    crlfDelay = options.crlfDelay;
    input = options.input;
  }

  if (completer !== undefined && typeof completer !== 'function') throw new ERR_INVALID_ARG_VALUE('completer', completer);
  if (history === undefined) history = [];
  else validateArray(history, 'history');
  if (historySize === undefined) historySize = kHistorySize;
  validateNumber(historySize, 'historySize', 0);
  if (terminal === undefined && output !== null && output !== undefined) terminal = !!output.isTTY;

  const self = this;
  this.line = '';
  this[kSubstringSearch] = null;
  this.output = output;
  this.input = input;
  this[kUndoStack] = [];
  this[kRedoStack] = [];
  this.history = history;
  this.historySize = historySize;
  this[kKillRing] = [];
  this[kKillRingCursor] = 0;
  this.removeHistoryDuplicates = !!removeHistoryDuplicates;
  this.crlfDelay = crlfDelay ? Math.max(kMincrlfDelay, crlfDelay) : kMincrlfDelay;
  this.completer = completer;
  this.setPrompt(prompt);
  this.terminal = !!terminal;

  function onerror(error) {
    self.emit('error', error);
  }
  function ondata(data) {
    self[kNormalWrite](data);
  }
  function onend() {
    if (typeof self[kLine_buffer] === 'string' && self[kLine_buffer].length > 0) self.emit('line', self[kLine_buffer]);
    self.close();
  }
  function ontermend() {
    if (typeof self.line === 'string' && self.line.length > 0) self.emit('line', self.line);
    self.close();
  }
  function onkeypress(s, key) {
    self[kTtyWrite](s, key);
    if (key?.sequence) {
      // Half a character moved the cursor wrongly: redraw.
      const unit = key.sequence.codePointAt(0);
      if (unit >= 0xd800 && unit <= 0xdfff) self[kRefreshLine]();
    }
  }
  function onresize() {
    self[kRefreshLine]();
  }

  this[kLineObjectStream] = undefined;
  input.on('error', onerror);
  if (!this.terminal) {
    input.on('data', ondata);
    input.on('end', onend);
    this.once('close', () => {
      input.removeListener('data', ondata);
      input.removeListener('error', onerror);
      input.removeListener('end', onend);
    });
    this[kDecoder] = new StringDecoder('utf8');
  } else {
    emitKeypressEvents(input, this);
    input.on('keypress', onkeypress);
    input.on('end', ontermend);
    this[kSetRawMode](true);
    this.terminal = true;
    this.cursor = 0;
    this.historyIndex = -1;
    if (output !== null && output !== undefined) output.on('resize', onresize);
    this.once('close', () => {
      input.removeListener('keypress', onkeypress);
      input.removeListener('error', onerror);
      input.removeListener('end', ontermend);
      if (output !== null && output !== undefined) output.removeListener('resize', onresize);
    });
  }

  if (signal) {
    const onAborted = () => self.close();
    if (signal.aborted) {
      process.nextTick(onAborted);
    } else {
      const disposable = require('internal/events/abort_listener').addAbortListener(signal, onAborted);
      this.once('close', disposable[SymbolDispose]);
    }
  }
  input.resume();
}
Object.setPrototypeOf(InterfaceConstructor.prototype, EventEmitter.prototype);
Object.setPrototypeOf(InterfaceConstructor, EventEmitter);

// Begin and end of each line in turn, and the beginning of the rest.
function findLines(text) {
  const bounds = [0];
  if (text.includes('\r')) {
    lineEnding.lastIndex = 0;
    for (let match; (match = lineEnding.exec(text)) !== null;) bounds.push(match.index, lineEnding.lastIndex);
  } else {
    for (let end = text.indexOf('\n'); end !== -1; end = text.indexOf('\n', end + 1)) bounds.push(end, end + 1);
  }
  return bounds;
}

class Interface extends InterfaceConstructor {
  get columns() {
    return this.output?.columns || Infinity;
  }

  setPrompt(prompt) {
    this[kPrompt] = prompt;
  }

  getPrompt() {
    return this[kPrompt];
  }

  [kSetRawMode](mode) {
    const wasInRawMode = this.input.isRaw;
    if (typeof this.input.setRawMode === 'function') this.input.setRawMode(mode);
    return wasInRawMode;
  }

  prompt(preserveCursor) {
    if (this.paused) this.resume();
    if (this.terminal && process.env.TERM !== 'dumb') {
      if (!preserveCursor) this.cursor = 0;
      this[kRefreshLine]();
    } else {
      this[kWriteToOutput](this[kPrompt]);
    }
  }

  [kQuestion](query, callback) {
    if (this.closed) throw new ERR_USE_AFTER_CLOSE('readline');
    if (this[kQuestionCallback]) {
      this.prompt();
    } else {
      this[kOldPrompt] = this[kPrompt];
      this.setPrompt(query);
      this[kQuestionCallback] = callback;
      this.prompt();
    }
  }

  [kQuestionCancel]() {
    if (this[kQuestionCallback]) {
      this[kQuestionCallback] = null;
      this.setPrompt(this[kOldPrompt]);
      this.clearLine();
    }
  }

  [kOnLine](line) {
    if (this[kQuestionCallback]) {
      const callback = this[kQuestionCallback];
      this[kQuestionCallback] = null;
      this.setPrompt(this[kOldPrompt]);
      callback(line);
    } else {
      this.emit('line', line);
    }
  }

  [kBeforeEdit](oldText, oldCursor) {
    this[kPushToUndoStack](oldText, oldCursor);
  }

  [kWriteToOutput](text) {
    validateString(text, 'stringToWrite');
    if (this.output !== null && this.output !== undefined) this.output.write(text);
  }

  [kRefreshLine]() {
    const line = this[kPrompt] + this.line;
    const { cols, rows } = this[kGetDisplayPos](line);
    const cursor = this.getCursorPos();
    // To the first row of what was drawn last, and everything anew from there.
    const previousRows = this.prevRows || 0;
    if (previousRows > 0) moveCursor(this.output, 0, -previousRows);
    cursorTo(this.output, 0);
    clearScreenDown(this.output);
    this[kWriteToOutput](line);
    // A terminal stays in a full row until something more comes.
    if (cols === 0) this[kWriteToOutput](' ');
    cursorTo(this.output, cursor.cols);
    const below = rows - cursor.rows;
    if (below > 0) moveCursor(this.output, 0, -below);
    this.prevRows = cursor.rows;
  }

  close() {
    if (this.closed) return;
    this.pause();
    if (this.terminal) this[kSetRawMode](false);
    this.closed = true;
    this.emit('close');
  }

  pause() {
    if (this.paused) return;
    this.input.pause();
    this.paused = true;
    this.emit('pause');
    return this;
  }

  resume() {
    if (!this.paused) return;
    this.input.resume();
    this.paused = false;
    this.emit('resume');
    return this;
  }

  write(d, key) {
    if (this.paused) this.resume();
    if (this.terminal) this[kTtyWrite](d, key);
    else this[kNormalWrite](d);
  }

  [kNormalWrite](data) {
    if (data === undefined) return;
    let text = this[kDecoder].write(data);
    if (this[kSawReturnAt] && Date.now() - this[kSawReturnAt] <= this.crlfDelay) {
      // The second half of a CR LF.
      if (text.codePointAt(0) === 10) text = text.slice(1);
      this[kSawReturnAt] = 0;
    }

    if (this[kLine_buffer] && (text.includes('\n') || text.includes('\r'))) {
      text = this[kLine_buffer] + text;
      this[kLine_buffer] = null;
    }
    // All ends first: a listener may read lines of its own meanwhile.
    const bounds = findLines(text);
    if (bounds.length === 1) {
      if (text) this[kLine_buffer] = this[kLine_buffer] ? this[kLine_buffer] + text : text;
      return;
    }
    this[kSawReturnAt] = text.endsWith('\r') ? Date.now() : 0;
    // The rest is kept before the lines go out, since their listeners may write too.
    this[kLine_buffer] = text.slice(bounds.pop());
    for (let i = 0; i < bounds.length; i += 2) this[kOnLine](text.slice(bounds[i], bounds[i + 1]));
  }

  [Symbol.asyncIterator]() {
    if (this[kLineObjectStream] === undefined) {
      this[kLineObjectStream] = EventEmitter.on(this, 'line', {
        close: ['close'],
        highWaterMark: 1024,
        [kFirstEventParam]: true,
      });
    }
    return this[kLineObjectStream];
  }

  [SymbolDispose]() {
    this.close();
  }
}

for (const key of Reflect.ownKeys(editing)) {
  Object.defineProperty(Interface.prototype, key, {
    __proto__: null, configurable: true, writable: true, enumerable: false, value: editing[key],
  });
}

module.exports = { Interface, InterfaceConstructor };
