'use strict';
/*! Code without a file: `-e`, `-p`, standard input, and `--check`. */

const { Module, makeRequire } = require('internal/commonjs/loader');

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

function looksLikeModule(error, text, name) {
  return error instanceof SyntaxError && require('internal/esm/loader').hasModuleSyntax?.(text, name) === true;
}

function runModule(text, name) {
  const { pathToFileURL } = require('internal/url');
  const url = pathToFileURL(require('path').join(process.cwd(), name)).href;
  return require('internal/esm/loader').runMainText(text, url);
}

/** Runs `text` as the program; `options.print` shows the value of its last expression. */
function evaluateMain(text, name, options) {
  const { inputType, print } = options;
  if (inputType === 'module' || inputType === 'module-typescript') {
    if (print) {
      const { codes: { ERR_EVAL_ESM_CANNOT_PRINT } } = require('internal/errors');
      throw new ERR_EVAL_ESM_CANNOT_PRINT();
    }
    runModule(text, name);
    return;
  }
  const module = moduleFor(name);
  globalThis.module = module;
  globalThis.require = makeRequire(module);
  globalThis.exports = module.exports;
  globalThis.__filename = name;
  globalThis.__dirname = '.';
  exposeBuiltins(globalThis);
  let value;
  try {
    value = lode.native('vm').run(undefined, lode.prepareScript?.(text, name) ?? text, name, 1, 0);
  } catch (error) {
    if (inputType === undefined && !print && looksLikeModule(error, text, name)) {
      runModule(text, name);
      return;
    }
    throw require('internal/commonjs/syntax_error').explain(error, name, text);
  }
  if (print) require('console').log(value);
}

/** Throws what is wrong with the syntax of a file. */
function check(text, filename) {
  const { native } = require('internal/commonjs/loader');
  try {
    native.compile(filename, text);
  } catch (error) {
    throw require('internal/commonjs/syntax_error').explain(error, filename, text);
  }
}

module.exports = { evaluateMain, check, moduleFor, exposeBuiltins };
