'use strict';
/*! A syntax error of the engine's in Node's words and with its place. */

const { syntaxError } = require('internal/esm/syntax_error');

/** The error to throw instead of `error` for `text`, a body of CommonJS (or a `module`, a `script`) of the name `filename`. */
function explain(error, filename, text, kind = 'commonjs') {
  if (!(error instanceof SyntaxError) || typeof text !== 'string') return error;
  const failure = require('internal/commonjs/loader').native.explain(filename, text, kind);
  return failure === undefined ? error : syntaxError(failure, filename);
}

module.exports = { explain };
