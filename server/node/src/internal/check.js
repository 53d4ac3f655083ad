'use strict';

// The checks of what nearly every program calls: the validators, which word what is wrong, are loaded only when something is.

function validateCallback(callback) {
  if (typeof callback !== 'function') require('internal/validators').validateFunction(callback, 'callback');
}

function validateString(value, name) {
  if (typeof value !== 'string') require('internal/validators').validateString(value, name);
}

module.exports = { validateCallback, validateString };
