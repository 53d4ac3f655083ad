'use strict';

// The old name of `require('stream').Readable`.

module.exports = require('stream').Readable;
