'use strict';

// util.diff: the shortest edit script between two texts (by characters) or two lists of texts.

const { validateStringArray, validateString } = require('internal/validators');

function checkInput(value, name) {
  if (Array.isArray(value)) validateStringArray(value, name);
  else validateString(value, name);
}

function diff(actual, expected) {
  if (actual === expected) return [];
  checkInput(actual, 'actual');
  checkInput(expected, 'expected');
  return require('internal/assert/myers_diff').myersDiff(actual, expected).reverse();
}

module.exports = { diff };
