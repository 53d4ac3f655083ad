'use strict';

// The old name of `require('stream').Transform`.

module.exports = require('stream').Transform;
