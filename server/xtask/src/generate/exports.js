'use strict';
// Prints the names of every builtin and of the global object, as JSON. Runs on Lode and on Node.
const { builtinModules } = require('node:module');

const all = { globals: Object.getOwnPropertyNames(globalThis) };
const engines = new Set(['WebAssembly', 'SharedArrayBuffer', 'Iterator', 'escape', 'unescape', 'gc']);
process.removeAllListeners('warning');
process.on('warning', () => {});
for (const name of [...builtinModules, 'node:sea', 'node:sqlite', 'node:test', 'node:test/reporters']) {
  if (name.startsWith('_')) continue;
  try {
    const exports = require(name);
    // A module that is not done says so itself.
    all[name] = exports[Symbol.for('lode.notImplemented')] ? ['(not implemented)'] : Object.getOwnPropertyNames(exports);
  } catch (error) {
    if (error.code !== 'ERR_UNKNOWN_BUILTIN_MODULE' && error.code !== 'MODULE_NOT_FOUND') all[name] = ['(not implemented)'];
  }
}
// Functions carry names of their own that say nothing.
const own = new Set(['length', 'name', 'prototype', 'arguments', 'caller']);
for (const [name, names] of Object.entries(all)) {
  const kept = names.filter((entry) => !own.has(entry) && !engines.has(entry) && !(name === 'globals' && /^(module|exports|require|__\w+)$/.test(entry)));
  all[name] = [...new Set(kept)].sort();
}
// `process` has what only some commands give it.
console.log(JSON.stringify(all));
process.exit(0);
