'use strict';
// Prints the names of every builtin and of the global object, as JSON. Runs on Lode and on Node.
const { builtinModules } = require('node:module');

// Functions carry names of their own that say nothing.
const own = new Set(['length', 'name', 'prototype', 'arguments', 'caller']);
/** What is not done says so when it is called: Lode's own way to say it stands in its source. */
const throwsOnly = (value) => /throw notImplemented\(/.test(Function.prototype.toString.call(value));
/** Also of what is made when it is first read. */
const valueOf = (exports, name) => {
  try { return exports[name]; } catch { return undefined; }
};
const globals = Object.getOwnPropertyNames(globalThis).filter((name) => !(typeof globalThis[name] === 'function' && throwsOnly(globalThis[name])));

const all = { globals };
const engines = new Set(['WebAssembly', 'SharedArrayBuffer', 'Iterator', 'escape', 'unescape', 'gc']);
process.removeAllListeners('warning');
process.on('warning', () => {});
for (const name of [...builtinModules, 'node:sea', 'node:sqlite', 'node:test', 'node:test/reporters']) {
  if (name.startsWith('_')) continue;
  try {
    const exports = require(name);
    const names = Object.getOwnPropertyNames(exports);
    const functions = names.filter((entry) => typeof valueOf(exports, entry) === 'function' && !own.has(entry));
    const done = functions.filter((entry) => !throwsOnly(exports[entry]));
    all[name] = functions.length > 0 && done.length * 2 < functions.length ? ['(not implemented)'] : names.filter((entry) => !functions.includes(entry) || done.includes(entry));
  } catch (error) {
    if (error.code !== 'ERR_UNKNOWN_BUILTIN_MODULE' && error.code !== 'MODULE_NOT_FOUND') all[name] = ['(not implemented)'];
  }
}
for (const [name, names] of Object.entries(all)) {
  const kept = names.filter((entry) => !own.has(entry) && !engines.has(entry) && !(name === 'globals' && /^(module|exports|require|__\w+)$/.test(entry)));
  all[name] = [...new Set(kept)].sort();
}
// `process` has what only some commands give it.
console.log(JSON.stringify(all));
process.exit(0);
