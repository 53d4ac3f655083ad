'use strict';
/*! Code without a file: `-e`, `-p`, standard input, and `--check`. */

const { helpersOf } = require('internal/commonjs/helpers');
const { makeRequire, native } = require('internal/commonjs/loader');
const Module = require('module');

/** A module object for code that stands in the working directory. */
function moduleFor(name) {
  const path = require('path');
  const module = new Module(name);
  module.filename = path.join(process.cwd(), name);
  module.paths = Module._nodeModulePaths(process.cwd());
  return module;
}

const builtinGlobals = new Set();
/** Builtins are globals in `-e` code, each loaded when it is first named, as in Node. */
function exposeBuiltins(target) {
  for (const id of Module.builtinModules) {
    if (id.startsWith('_') || id.includes('/') || id.includes(':') || id in target) continue;
    builtinGlobals.add(id);
    Object.defineProperty(target, id, {
      __proto__: null,
      configurable: true,
      enumerable: false,
      get() {
        const value = require(id);
        Object.defineProperty(target, id, { __proto__: null, value, writable: true, configurable: true, enumerable: false });
        return value;
      },
      set(value) {
        Object.defineProperty(target, id, { __proto__: null, value, writable: true, configurable: true, enumerable: true });
      },
    });
  }
}

function runModule(text) {
  const { pathToFileURL } = require('internal/url');
  // Wherever the text comes from.
  const url = `${pathToFileURL(`${process.cwd()}/`).href}[eval1]`;
  const { evaluateText, watchMain } = require('internal/esm/loader');
  watchMain(evaluateText(text, url));
}

/** Runs `text` as the program; `options.print` shows the value of its last expression. */
function evaluateMain(text, name, options) {
  const { inputType, print } = options;
  if (inputType === 'module' || inputType === 'module-typescript') {
    if (print) {
      const { codes: { ERR_EVAL_ESM_CANNOT_PRINT } } = require('internal/errors');
      throw new ERR_EVAL_ESM_CANNOT_PRINT();
    }
    runModule(text);
    return;
  }
  const module = moduleFor(name);
  globalThis.module = module;
  globalThis.require = makeRequire(module);
  globalThis.exports = module.exports;
  globalThis.__filename = name;
  globalThis.__dirname = '.';
  exposeBuiltins(globalThis);
  const compiled = native.compile(module.filename, text, inputType === undefined && !print);
  if (compiled === 'module') {
    runModule(text);
    return;
  }
  if (compiled.failure !== undefined) throw require('internal/esm/syntax_error').syntaxError(compiled, name);
  let value;
  if (Array.isArray(compiled)) {
    // `import()`, types and the like need a function around them: declarations stay inside, and there is no value to print.
    value = compiled[0](helpersOf(module.filename)).call(module.exports, module.exports, globalThis.require, module, name, '.');
  } else {
    value = lode.native('vm').run(undefined, text, name, 1, 0);
  }
  if (print) require('console').log(value);
}

/** Throws what is wrong with the syntax of a file. */
function check(text, filename) {
  const compiled = native.compile(filename, text, true);
  if (compiled.failure !== undefined) throw require('internal/esm/syntax_error').syntaxError(compiled, filename);
}

module.exports = { evaluateMain, check, moduleFor, exposeBuiltins };
