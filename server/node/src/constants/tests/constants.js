'use strict';
const assert = require('node:assert');
const constants = require('node:constants');
const fs = require('node:fs');
const os = require('node:os');

assert.strictEqual(constants.O_RDONLY, fs.constants.O_RDONLY);
assert.strictEqual(constants.SIGINT, os.constants.signals.SIGINT);
assert.strictEqual(constants.ENOENT, os.constants.errno.ENOENT);
assert.strictEqual(constants.PRIORITY_LOW, os.constants.priority.PRIORITY_LOW);
assert.strictEqual(constants.F_OK, 0);
