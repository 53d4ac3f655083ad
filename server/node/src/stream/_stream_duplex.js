'use strict';

// The old name of `require('stream').Duplex`.

module.exports = require('stream').Duplex;
