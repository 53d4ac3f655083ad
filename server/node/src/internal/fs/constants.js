'use strict';

// fs.constants. The numbers are the platform's, so the native side tells them.

module.exports = { __proto__: null, ...lode.native('fs').constants() };
