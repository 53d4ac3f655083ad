'use strict';

// node:readline.

const { clearLine, clearScreenDown, cursorTo, moveCursor } = require('internal/readline/callbacks');
const emitKeypressEvents = require('internal/readline/emitKeypressEvents');
const promises = require('readline/promises');
const { AbortError } = require('internal/errors');
const { inspect } = require('internal/util/inspect');
const { kEmptyObject, promisify, SymbolDispose } = require('internal/util');
const { validateAbortSignal } = require('internal/validators');
const { Interface: InternalInterface, InterfaceConstructor } = require('internal/readline/interface');
const symbols = require('internal/readline/symbols');
const { kQuestion, kQuestionCancel, kSawReturnAt, kTabComplete, kTabCompleter, kWriteToOutput } = symbols;

// Callable without `new`, as always; otherwise the class behind it.
function Interface(input, output, completer, terminal) {
  if (!(this instanceof Interface)) return new Interface(input, output, completer, terminal);
  if (input?.input && typeof input.completer === 'function' && input.completer.length !== 2) {
    const { completer: sync } = input;
    input.completer = (value, callback) => callback(null, sync(value));
  } else if (typeof completer === 'function' && completer.length !== 2) {
    const sync = completer;
    completer = (value, callback) => callback(null, sync(value));
  }
  Reflect.apply(InterfaceConstructor, this, [input, output, completer, terminal]);
  if (process.env.TERM === 'dumb') this._ttyWrite = ttyWriteDumb.bind(this);
}
Object.setPrototypeOf(Interface.prototype, InternalInterface.prototype);
Object.setPrototypeOf(Interface, InternalInterface);

Interface.prototype.question = function question(query, options, cb) {
  cb = typeof options === 'function' ? options : cb;
  if (options === null || typeof options !== 'object') options = kEmptyObject;
  if (options.signal) {
    validateAbortSignal(options.signal, 'options.signal');
    if (options.signal.aborted) return;
    const onAbort = () => this[kQuestionCancel]();
    const disposable = require('internal/events/abort_listener').addAbortListener(options.signal, onAbort);
    const original = cb;
    cb = typeof original === 'function' ? (answer) => {
      disposable[SymbolDispose]();
      return original(answer);
    } : disposable[SymbolDispose];
  }
  if (typeof cb === 'function') this[kQuestion](query, cb);
};

Interface.prototype.question[promisify.custom] = function question(query, options) {
  if (options === null || typeof options !== 'object') options = kEmptyObject;
  const { signal } = options;
  if (signal?.aborted) return Promise.reject(new AbortError(undefined, { cause: signal.reason }));
  return new Promise((resolve, reject) => {
    let cb = resolve;
    if (signal) {
      const onAbort = () => reject(new AbortError(undefined, { cause: signal.reason }));
      const disposable = require('internal/events/abort_listener').addAbortListener(signal, onAbort);
      cb = (answer) => {
        disposable[SymbolDispose]();
        resolve(answer);
      };
    }
    this.question(query, options, cb);
  });
};

function createInterface(input, output, completer, terminal) {
  return new Interface(input, output, completer, terminal);
}

// The inner methods and state under their old names, and the symbols as ways to those: a program that replaces
// `_refreshLine` changes what the interface does.
const oldState = {
  _decoder: 'kDecoder', _line_buffer: 'kLine_buffer', _oldPrompt: 'kOldPrompt', _previousKey: 'kPreviousKey', _prompt: 'kPrompt',
  _questionCallback: 'kQuestionCallback', _sawKeyPress: 'kSawKeyPress', _sawReturnAt: 'kSawReturnAt',
};
const oldMethods = {
  _setRawMode: 'kSetRawMode', _onLine: 'kOnLine', _writeToOutput: 'kWriteToOutput', _addHistory: 'kAddHistory',
  _refreshLine: 'kRefreshLine', _normalWrite: 'kNormalWrite', _insertString: 'kInsertString', _tabComplete: 'kTabComplete',
  _wordLeft: 'kWordLeft', _wordRight: 'kWordRight', _deleteLeft: 'kDeleteLeft', _deleteRight: 'kDeleteRight',
  _deleteWordLeft: 'kDeleteWordLeft', _deleteWordRight: 'kDeleteWordRight', _deleteLineLeft: 'kDeleteLineLeft',
  _deleteLineRight: 'kDeleteLineRight', _line: 'kLine', _historyNext: 'kHistoryNext', _historyPrev: 'kHistoryPrev',
  _getDisplayPos: 'kGetDisplayPos', _getCursorPos: 'getCursorPos', _moveCursor: 'kMoveCursor', _ttyWrite: 'kTtyWrite',
};
for (const name of Object.keys(oldState)) {
  const symbol = symbols[oldState[name]];
  Object.defineProperty(Interface.prototype, name, {
    __proto__: null,
    configurable: true,
    enumerable: true,
    get() { return this[symbol]; },
    set(value) { this[symbol] = value; },
  });
}

function tabComplete(lastKeypressWasTab) {
  this.pause();
  this.completer(this.line.slice(0, this.cursor), (error, value) => {
    this.resume();
    if (error) {
      this[kWriteToOutput](`Tab completion error: ${inspect(error)}`);
      return;
    }
    this[kTabCompleter](lastKeypressWasTab, value);
  });
}

for (const name of Object.keys(oldMethods)) {
  const symbol = symbols[oldMethods[name]];
  Interface.prototype[name] = symbol === kTabComplete ? tabComplete : InternalInterface.prototype[symbol ?? oldMethods[name]];
}
for (const name of Object.keys(oldMethods)) {
  const symbol = symbols[oldMethods[name]];
  if (symbol === undefined) continue;
  Object.defineProperty(Interface.prototype, symbol, {
    __proto__: null, configurable: true, enumerable: true, get() { return this[name]; },
  });
}

// For terminals that can do nothing but print.
function ttyWriteDumb(s, key) {
  key ||= kEmptyObject;
  if (key.name === 'escape') return;
  if (this[kSawReturnAt] && key.name !== 'enter') this[kSawReturnAt] = 0;
  if (key.ctrl) {
    if (key.name === 'c') {
      if (this.listenerCount('SIGINT') > 0) this.emit('SIGINT');
      else this.close();
      return;
    }
    if (key.name === 'd') {
      this.close();
      return;
    }
  }
  switch (key.name) {
    case 'return':
      this[kSawReturnAt] = Date.now();
      this._line();
      break;
    case 'enter':
      if (this[kSawReturnAt] === 0 || Date.now() - this[kSawReturnAt] > this.crlfDelay) this._line();
      this[kSawReturnAt] = 0;
      break;
    default:
      if (typeof s === 'string' && s) {
        this.line += s;
        this.cursor += s.length;
        this._writeToOutput(s);
      }
  }
}

module.exports = { Interface, clearLine, clearScreenDown, createInterface, cursorTo, emitKeypressEvents, moveCursor, promises };
