'use strict';

// Checks of our own code: what fails here is a bug of the runtime, and says so.

function fail(message) {
  const { codes } = require('internal/errors');
  throw new codes.ERR_INTERNAL_ASSERTION(message);
}

function assert(value, message) {
  if (!value) fail(message);
}
assert.fail = fail;

module.exports = assert;
