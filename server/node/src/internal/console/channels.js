'use strict';

// The diagnostics channels `console.log`, `.info`, `.debug`, `.warn` and `.error`. node:diagnostics_channel puts them here when
// somebody asks for them: a program that doesn't pays one look at an object for each line.

module.exports = { __proto__: null, log: undefined, info: undefined, debug: undefined, warn: undefined, error: undefined };
