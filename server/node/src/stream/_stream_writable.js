'use strict';

// The old name of `require('stream').Writable`.

module.exports = require('stream').Writable;
