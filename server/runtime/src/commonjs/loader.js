'use strict';
/*! CommonJS: `Module`, `require`, the cache and the extensions, open to be patched as programs from npm do.
 *
 * The fast path stays on it while nobody patched: `require` -> cache by (folder, specifier) -> `Module._cache`; a new file is read,
 * wrapped and compiled by one native call. A patched `_resolveFilename`, `_load`, `_extensions[...]`, `_compile` or `wrap` is honoured.
 * What a program reaches only by asking for `Module` itself stands in `statics.js`, which the asking loads.
 */

/** Every program pays for what is loaded here: what only errors need is loaded by them. */
const errorCodes = () => require('internal/errors').codes;
function validateString(value, name) {
  if (typeof value !== 'string') require('internal/validators').validateString(value, name);
}

const native = lode.native('internal/commonjs/loader');
const { defineProperty, hasOwn } = Object;
const { apply } = Reflect;

/** (folder NUL specifier) -> file name, for relative and bare specifiers alike; only what was found. */
const resolved = new Map();
/** Modules that are being loaded, for `module.children` without quadratic searches. */
const childrenOf = new WeakMap();

const wrapperStart = '(function (exports, require, module, __filename, __dirname) { ';
let isWrapPatched = false;

function dirname(path) {
  const at = path.lastIndexOf('/');
  return at > 0 ? path.slice(0, at) : at === 0 ? '/' : '.';
}

function updateChildren(parent, child, isKnown) {
  const children = parent?.children;
  if (!children) return;
  if (isKnown) {
    let set = childrenOf.get(parent);
    if (set === undefined) childrenOf.set(parent, set = new Set(children));
    if (set.has(child)) return;
    set.add(child);
  } else {
    childrenOf.get(parent)?.add(child);
  }
  children.push(child);
}

function Module(id = '', parent) {
  this.id = id;
  this.path = dirname(id);
  this.exports = {};
  setParent(this, parent);
  updateChildren(parent, this, false);
  this.filename = null;
  this.loaded = false;
  this.children = [];
}

const parents = new WeakMap();
const parentOf = (module) => parents.get(module);
function setParent(module, parent) {
  if (parent !== undefined) parents.set(module, parent);
}

Module._cache = { __proto__: null };
Module._extensions = { __proto__: null };

lode.defineLazy(Module.prototype, [['internal/commonjs/statics', false, 'constructor']]);
/** `Module` with all that a program finds on it. */
const whole = () => Module.prototype.constructor;
defineProperty(Module.prototype, 'parent', {
  __proto__: null,
  get() {
    return require('internal/commonjs/api').parent(this);
  },
  set(value) {
    require('internal/commonjs/api').setParent(this, value);
  },
  configurable: true,
});
// `paths` is read by few programs and costs a folder walk for each module: made when it is first asked for.
defineProperty(Module.prototype, 'paths', {
  __proto__: null,
  get() {
    const value = this.filename === null ? [] : whole()._nodeModulePaths(dirname(this.filename));
    defineProperty(this, 'paths', { __proto__: null, value, writable: true, enumerable: true, configurable: true });
    return value;
  },
  set(value) {
    defineProperty(this, 'paths', { __proto__: null, value, writable: true, enumerable: true, configurable: true });
  },
  configurable: true,
});
defineProperty(Module.prototype, 'isPreloading', { __proto__: null, get: () => false, configurable: true });

/** The last folders of a bare specifier, when the program changed them. */
let globalFolders;

function emitDeprecations() {
  const list = native.takeDeprecations();
  for (let i = 0; i < list.length; i += 2) process.emitWarning(list[i + 1], 'DeprecationWarning', list[i]);
}

let knownExtensions = 3;
function extensionsIfPatched() {
  const keys = Object.keys(Module._extensions);
  return keys.length === knownExtensions ? undefined : keys;
}

Module._resolveFilename = function(request, parent, isMain, options) {
  if (isMain && request.startsWith('/')) return native.resolveMain(request);
  const from = parent?.filename ?? `${process.cwd()}/[eval]`;
  let paths;
  if (typeof options === 'object' && options !== null) {
    if (options.paths !== undefined) paths = require('internal/commonjs/api').pathsOfOption(request, options.paths);
  } else if (parent && (globalFolders !== undefined || hasOwn(parent, 'paths')) && isBare(request)) {
    paths = (parent.paths ?? []).concat(globalFolders ?? whole().globalPaths);
  }
  let filename;
  try {
    filename = native.resolve(request, from, paths, extensionsIfPatched());
  } catch (error) {
    throw require('internal/commonjs/errors').withRequireStack(error, parent);
  }
  emitDeprecations();
  // A builtin without its scheme was asked for as such.
  return filename.startsWith('node:') && !request.startsWith('node:') ? filename.slice(5) : filename;
};
const originalResolveFilename = Module._resolveFilename;

function isBare(request) {
  return !(request.startsWith('/') || request.startsWith('./') || request.startsWith('../') || request === '.' || request === '..');
}

let builtinIds;
function isPublic(id) {
  builtinIds ??= new Set(lode.builtinIds());
  return builtinIds.has(id);
}
/** Those that exist only behind `node:`. */
const isSchemeOnly = (id) => id === 'test' || id === 'test/reporters' || id === 'sqlite' || id === 'sea';

function loadBuiltin(id, request, parent) {
  if (id === 'punycode') require('internal/commonjs/api').warnOfPunycode(parent);
  if (!isPublic(id)) throw new (errorCodes().ERR_UNKNOWN_BUILTIN_MODULE)(request);
  return require(id);
}

/** Names of hooks of `module.registerHooks`; replaced by it. */
let hooks;

Module._load = function(request, parent, isMain) {
  if (hooks !== undefined) return hooks.load(request, parent, isMain);
  let key;
  if (parent) {
    key = `${parent.path}\0${request}`;
    const known = resolved.get(key);
    if (known !== undefined) {
      const cached = Module._cache[known];
      if (cached !== undefined) {
        updateChildren(parent, cached, true);
        return cached.loaded ? cached.exports : exportsOfUnfinished(cached);
      }
      resolved.delete(key);
    }
  }
  if (request.startsWith('node:')) return loadBuiltin(request.slice(5), request, parent);
  const filename = Module._resolveFilename(request, parent, isMain);
  const cached = Module._cache[filename];
  if (cached !== undefined) {
    updateChildren(parent, cached, true);
    return cached.loaded ? cached.exports : exportsOfUnfinished(cached);
  }
  if (filename.startsWith('node:')) return loadBuiltin(filename.slice(5), filename, parent);
  if (filename[0] !== '/' && isPublic(filename) && !isSchemeOnly(filename)) return loadBuiltin(filename, filename, parent);
  const module = new Module(filename, parent);
  if (isMain) {
    process.mainModule = module;
    setMain(module);
    module.id = '.';
  }
  Module._cache[filename] = module;
  if (key !== undefined && Module._resolveFilename === originalResolveFilename) resolved.set(key, filename);
  let isLoaded = false;
  try {
    module.load(filename);
    isLoaded = true;
  } finally {
    if (!isLoaded) {
      delete Module._cache[filename];
      if (key !== undefined) resolved.delete(key);
      const children = parent?.children;
      if (Array.isArray(children)) {
        const at = children.indexOf(module);
        if (at !== -1) children.splice(at, 1);
        childrenOf.get(parent)?.delete(module);
      }
    } else if (hadCycle) {
      require('internal/commonjs/unfinished').finish(module);
    }
  }
  return module.exports;
};

/** Whether a module was required while it was still being loaded. */
let hadCycle = false;
function exportsOfUnfinished(module) {
  hadCycle = true;
  return require('internal/commonjs/unfinished').exportsOfUnfinished(module);
}

/** Marks a CommonJS module object that stands for an ES module. */
const kEsmModule = Symbol('kEsmModule');

/** What modules exported when they had been loaded. */
const loadedExports = new WeakMap();

Module.prototype.load = function(filename) {
  this.filename ??= filename;
  const extension = extensionOf(filename);
  Module._extensions[extension](this, filename);
  this.loaded = true;
  // What `import` gives, even if the module is changed in the cache.
  loadedExports.set(this, this.exports);
};

/** The longest known extension of a file name, `.js` where there is none. */
function extensionOf(filename) {
  const name = filename.slice(filename.lastIndexOf('/') + 1);
  let start = 0;
  let at;
  while ((at = name.indexOf('.', start)) !== -1) {
    start = at + 1;
    if (at === 0) continue;
    const extension = name.slice(at);
    if (Module._extensions[extension]) return extension;
  }
  return '.js';
}

Module.prototype.require = function(id) {
  validateString(id, 'id');
  if (id === '') throw new (errorCodes().ERR_INVALID_ARG_VALUE)('id', id, 'must be a non-empty string');
  if (traces?.require.hasSubscribers) {
    return traces.require.traceSync(Module._load, { __proto__: null, parentFilename: this.filename, id }, Module, id, this, false);
  }
  return Module._load(id, this, false);
};

/** The channels of `require` and `import()`, once a program has one of them. */
let traces;
lode.traceModules = () => {
  if (traces !== undefined) return;
  // Making the channels comes here again.
  traces = null;
  const { tracingChannel } = require('diagnostics_channel');
  traces = { require: tracingChannel('module.require'), import: tracingChannel('module.import') };
};

let mainModule;
function setMain(module) {
  mainModule = module;
}

function makeRequire(module) {
  const require = function require(path) {
    return module.require(path);
  };
  require.resolve = function resolve(request, options) {
    validateString(request, 'request');
    return Module._resolveFilename(request, module, false, options);
  };
  require.resolve.paths = function paths(request) {
    validateString(request, 'request');
    return whole()._resolveLookupPaths(request, module);
  };
  require.main = mainModule;
  require.extensions = Module._extensions;
  require.cache = Module._cache;
  return require;
}

/** Positions on line 1 of every compiled file are moved by the wrapper. */
const compiledFiles = new Map();
lode.mapPosition = function mapPosition(frame) {
  const info = compiledFiles.get(frame.file);
  if (info === undefined) return;
  if (typeof info === 'number') {
    if (frame.line === 1) frame.column = Math.max(1, frame.column - info);
  } else {
    info(frame);
  }
};
/** Says how positions in a file are mapped: a shift of line 1, or a function that corrects a frame. */
lode.setPositions = (file, info) => {
  compiledFiles.set(file, info);
};

/** The text to run instead of a classic script's. */
lode.prepareScript = (text, name) =>
  (/\b(?:import|await|using)\b/.test(text) ? require('internal/esm/script').prepare(text, name) : text);

Module.prototype._compile = function(content, filename, format) {
  if (format === 'module') return loadEsm(this, filename, content);
  let compiled;
  if (isWrapPatched) {
    compiled = require('internal/commonjs/statics').compileWrapped(content, filename);
  } else {
    compiled = compileText(this, filename, content, format === undefined);
    if (compiled === undefined) return undefined;
  }
  return run(this, compiled, filename);
};
const originalCompile = Module.prototype._compile;

function run(module, compiled, filename) {
  const { exports } = module;
  return apply(compiled, exports, [exports, makeRequire(module), module, filename, dirname(filename)]);
}

/** The compiled function, or undefined after the file was found to be an ES module and loaded as one. */
function compileText(module, filename, content, isUndecided) {
  const compiled = native.compile(filename, content, isUndecided);
  if (typeof compiled === 'function') {
    compiledFiles.set(filename, wrapperStart.length);
    return compiled;
  }
  if (compiled === 'module') {
    loadEsm(module, filename, content);
    return undefined;
  }
  if (compiled.failure !== undefined) throw require('internal/esm/syntax_error').syntaxError(compiled, filename);
  const [factory, shift, positions] = compiled;
  compiledFiles.set(filename, positions === undefined ? shift : (frame) => {
    [frame.line, frame.column] = native.originalPosition(positions, frame.line, frame.column);
  });
  return factory(require('internal/commonjs/helpers').helpersOf(filename));
}

function loadEsm(module, filename, content) {
  return require('internal/esm/loader').loadForRequire(module, filename, content);
}

Module._extensions['.js'] = function(module, filename) {
  const format = native.formatOf(filename);
  if (format === 'module') return loadEsm(module, filename);
  if (isWrapPatched || module._compile !== originalCompile) {
    module._compile(native.readText(filename), filename, format === 'commonjs' ? 'commonjs' : undefined);
    return undefined;
  }
  const compiled = compileText(module, filename, undefined, format === 'undecided');
  if (compiled !== undefined) run(module, compiled, filename);
  return undefined;
};

Module._extensions['.json'] = function(module, filename) {
  const content = native.readText(filename);
  try {
    module.exports = JSON.parse(content);
  } catch (error) {
    error.message = `${filename}: ${error.message}`;
    throw error;
  }
};

Module._extensions['.node'] = function(module, filename) {
  require('internal/commonjs/addons').refused(filename);
  throw native.addonRefusal(filename);
};

function runMain(main = process.argv[1]) {
  const filename = Module._resolveFilename(native.absolute(main), null, true);
  process.argv[1] = filename;
  const format = native.formatOf(filename);
  if (format === 'module' || format === 'wasm') {
    require('internal/esm/loader').runMain(filename);
    return;
  }
  Module._load(filename, null, true);
}

require('internal/commonjs/dynamic_function').install();

module.exports = {
  Module,
  compileText,
  extensionsIfPatched,
  getGlobalFolders: () => globalFolders,
  getHooks: () => hooks,
  getTraces: () => traces,
  isBare,
  isPublic,
  isSchemeOnly,
  kEsmModule,
  loadBuiltin,
  loadedExports,
  makeRequire,
  native,
  parentOf,
  runMain,
  setGlobalFolders(value) {
    globalFolders = value;
  },
  setHooks(value) {
    hooks = value;
  },
  setMain,
  setParent,
  setWrapPatched() {
    isWrapPatched = true;
  },
  updateChildren,
  wrapperStart,
};
