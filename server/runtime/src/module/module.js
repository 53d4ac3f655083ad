'use strict';
module.exports = require('internal/commonjs/statics').constructor;
