'use strict';

// The old name of `require('stream').PassThrough`.

module.exports = require('stream').PassThrough;
