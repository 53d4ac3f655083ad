'use strict';
/*! The functions and properties of `Module` itself, which a program reaches by `require('module')` or a module's `constructor`. */

const {
  Module, isPublic, isSchemeOnly, native, runMain, setGlobalFolders, setWrapPatched, wrapperStart,
} = require('internal/commonjs/loader');

const { defineProperty } = Object;

const wrapper = [wrapperStart, '\n});'];
defineProperty(Module, 'wrap', {
  __proto__: null,
  get: () => wrap,
  set(value) {
    setWrapPatched();
    wrap = value;
  },
});
let wrap = function(script) {
  return wrapper[0] + script + wrapper[1];
};
defineProperty(Module, 'wrapper', {
  __proto__: null,
  get: () => new Proxy(wrapper, {
    __proto__: null,
    set(target, name, value) {
      setWrapPatched();
      return Reflect.set(target, name, value);
    },
  }),
  set(value) {
    setWrapPatched();
    wrapper[0] = value[0];
    wrapper[1] = value[1];
  },
});

function compileWrapped(content, filename) {
  return require('vm').runInThisContext(wrap(content), { filename });
}

function isBuiltin(moduleName) {
  if (typeof moduleName !== 'string') return false;
  if (moduleName.startsWith('node:')) return isPublic(moduleName.slice(5));
  return isPublic(moduleName) && !isSchemeOnly(moduleName);
}

Module.Module = Module;
const publicIds = lode.builtinIds();
Module.builtinModules = publicIds.filter((id) => !isSchemeOnly(id)).concat(publicIds.filter(isSchemeOnly).map((id) => `node:${id}`));
Object.assign(Module, {
  _pathCache: { __proto__: null },
  globalPaths: native.globalPaths(),
  _debug() {},
  _nodeModulePaths: (from) => native.modulePaths(require('path').resolve(from)),
  _initPaths() {
    const folders = require('internal/commonjs/api').globalPaths();
    setGlobalFolders(folders);
    Module.globalPaths = folders.slice();
  },
  runMain,
  createRequire(filename) {
    return require('internal/commonjs/api').createRequire(filename);
  },
  isBuiltin,
  findPackageJSON(specifier, base = 'data:') {
    return require('internal/commonjs/api').findPackageJSON(specifier, base);
  },
  _findPath(request, paths, _isMain) {
    return require('internal/commonjs/api').findPath(request, paths);
  },
  _resolveLookupPaths(request, parent) {
    return require('internal/commonjs/api').lookupPaths(request, parent);
  },
  _preloadModules(requests) {
    require('internal/commonjs/api').preloadModules(requests);
  },
  syncBuiltinESMExports() {
    lode.syncBuiltinExports?.();
  },
  enableCompileCache: () => ({ status: Module.constants.compileCacheStatus.DISABLED, message: 'Lode keeps its own cache of compiled text' }),
  getCompileCacheDir: () => undefined,
  flushCompileCache() {},
  constants: Object.freeze({ compileCacheStatus: Object.freeze({ FAILED: 0, ENABLED: 1, ALREADY_ENABLED: 2, DISABLED: 3 }) }),
  registerHooks: (given) => require('internal/commonjs/hooks').registerHooks(given),
  register() {
    const { codes: { ERR_FEATURE_UNAVAILABLE_ON_PLATFORM } } = require('internal/errors');
    throw new ERR_FEATURE_UNAVAILABLE_ON_PLATFORM('module.register');
  },
});
for (const [name, inside] of [['_stat', 'stat'], ['_readPackage', 'readPackage']]) {
  let replaced;
  defineProperty(Module, name, {
    __proto__: null,
    configurable: true,
    get: () => replaced ?? require('internal/commonjs/api')[inside],
    set(value) {
      replaced = value;
    },
  });
}
lode.defineLazy(Module, [
  ['internal/source_map', true, 'SourceMap'],
  ['internal/source_maps', true, 'findSourceMap', 'getSourceMapsSupport', 'setSourceMapsSupport'],
  ['internal/typescript', true, 'stripTypeScriptTypes'],
]);

module.exports = { compileWrapped, constructor: Module };
