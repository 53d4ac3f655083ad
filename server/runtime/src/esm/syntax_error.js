'use strict';
/*! Errors of a module's text, with the place that is shown above them. */

const { defineProperty } = Object;

/** The SyntaxError for what the native part found: `{ failure, line, column, ... }`. */
function syntaxError({ failure, line, column, sourceLine, hint }, file) {
  const error = new SyntaxError(hint ? `${failure}\n\n${hint}` : failure);
  return placed(error, file, line, column, sourceLine);
}

/** Marks the place of an error that no stack tells. */
function placed(error, file, line, column, source) {
  defineProperty(error, lode.kPlace, { __proto__: null, value: { file, line, column, source }, configurable: true });
  return error;
}

module.exports = { syntaxError, placed };
