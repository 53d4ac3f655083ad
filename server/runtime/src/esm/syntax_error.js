'use strict';
/*! Errors of a module's text, with the place that is shown above them. */

const { defineProperty } = Object;

/** The SyntaxError for what the native part found: `{ failure, line, column, ... }`. */
function syntaxError({ failure, line, column, length, sourceLine, hint }, file) {
  const error = new SyntaxError(hint ? `${failure}\n\n${hint}` : failure);
  return placed(error, file, line, column, sourceLine, length);
}

/** Marks the place of an error that no stack tells. */
function placed(error, file, line, column, source, length = 1) {
  defineProperty(error, lode.kPlace, { __proto__: null, value: { file, line, column, source, length }, configurable: true });
  return error;
}

module.exports = { syntaxError, placed };
