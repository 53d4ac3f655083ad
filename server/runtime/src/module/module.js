'use strict';
module.exports = require('internal/commonjs/loader').Module;
