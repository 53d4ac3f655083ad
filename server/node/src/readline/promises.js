'use strict';

// node:readline/promises.

const { AbortError } = require('internal/errors');
const { kEmptyObject, SymbolDispose } = require('internal/util');
const { validateAbortSignal } = require('internal/validators');
const { Interface: InternalInterface } = require('internal/readline/interface');
const { kQuestion, kQuestionCancel } = require('internal/readline/symbols');
const { Readline } = require('internal/readline/promises');

class Interface extends InternalInterface {
  // eslint-disable-next-line no-useless-constructor
  constructor(input, output, completer, terminal) {
    super(input, output, completer, terminal);
  }

  question(query, options = kEmptyObject) {
    return new Promise((resolve, reject) => {
      let callback = resolve;
      const signal = options?.signal;
      if (signal) {
        validateAbortSignal(signal, 'options.signal');
        if (signal.aborted) return reject(new AbortError(undefined, { cause: signal.reason }));
        const onAbort = () => {
          this[kQuestionCancel]();
          reject(new AbortError(undefined, { cause: signal.reason }));
        };
        const disposable = require('internal/events/abort_listener').addAbortListener(signal, onAbort);
        callback = (answer) => {
          disposable[SymbolDispose]();
          resolve(answer);
        };
      }
      this[kQuestion](query, callback);
    });
  }
}

function createInterface(input, output, completer, terminal) {
  return new Interface(input, output, completer, terminal);
}

module.exports = { Interface, Readline, createInterface };
