'use strict';
const main = require('./main');
exports.seen = { ...main };
exports.fn = () => ({ ...main });
