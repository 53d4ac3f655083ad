'use strict';
/*! `module.registerHooks`: chains of `resolve` and `load` around both loaders, the last registered first. */

const {
  codes: { ERR_INVALID_RETURN_PROPERTY_VALUE, ERR_INVALID_RETURN_VALUE, ERR_LOADER_CHAIN_INCOMPLETE },
} = require('internal/errors');
const { validateFunction, validateObject } = require('internal/validators');
const loader = require('internal/commonjs/loader');

const { Module, native } = loader;
const resolveHooks = [];
const loadHooks = [];

class ModuleHooks {
  #entries = [];

  constructor({ resolve, load }) {
    for (const [list, hook] of [[resolveHooks, resolve], [loadHooks, load]]) {
      if (hook === undefined) continue;
      const entry = { hook };
      list.push(entry);
      this.#entries.push([list, entry]);
    }
  }

  deregister() {
    for (const [list, entry] of this.#entries) {
      const at = list.indexOf(entry);
      if (at !== -1) list.splice(at, 1);
    }
    this.#entries.length = 0;
    update();
  }
}

function registerHooks(hooks) {
  validateObject(hooks, 'hooks');
  if (hooks.resolve !== undefined) validateFunction(hooks.resolve, 'hooks.resolve');
  if (hooks.load !== undefined) validateFunction(hooks.load, 'hooks.load');
  const registered = new ModuleHooks(hooks);
  update();
  return registered;
}

/** Without hooks the loaders go their short way. */
function update() {
  loader.setHooks(resolveHooks.length + loadHooks.length > 0 ? chain : undefined);
}

/** Runs `hooks` from the last to the first around `last`; `name` is for errors. */
function runChain(hooks, name, last, validate, subject, context) {
  function next(index, currentSubject, currentContext) {
    if (index < 0) return last(currentSubject, currentContext);
    let didCallNext = false;
    const callNext = (nextSubject = currentSubject, nextContext) => {
      didCallNext = true;
      return next(index - 1, nextSubject, { ...currentContext, ...nextContext });
    };
    const result = hooks[index].hook(currentSubject, currentContext, callNext);
    if (typeof result !== 'object' || result === null) throw new ERR_INVALID_RETURN_VALUE('an object', name, result);
    if (!didCallNext && !result.shortCircuit) throw new ERR_LOADER_CHAIN_INCOMPLETE(name);
    return validate(result, currentContext);
  }
  return next(hooks.length - 1, subject, context);
}

function validateResolve(result, context) {
  if (typeof result.url !== 'string') {
    throw new ERR_INVALID_RETURN_PROPERTY_VALUE('a URL string', 'resolve', 'url', result.url);
  }
  return { importAttributes: context.importAttributes, ...result };
}

function validateLoad(result) {
  const { source, format } = result;
  if (format !== undefined && typeof format !== 'string') {
    throw new ERR_INVALID_RETURN_PROPERTY_VALUE('a string', 'load', 'format', format);
  }
  const isBytes = source instanceof ArrayBuffer || ArrayBuffer.isView(source);
  if (source !== undefined && source !== null && typeof source !== 'string' && !isBytes) {
    throw new ERR_INVALID_RETURN_PROPERTY_VALUE('a string, an ArrayBuffer, or a TypedArray', 'load', 'source', source);
  }
  return result;
}

function textOf(source) {
  if (source === undefined || source === null || typeof source === 'string') return source ?? undefined;
  return new TextDecoder().decode(source);
}

function runResolve(specifier, context, last) {
  return runChain(resolveHooks, 'resolve', last, validateResolve, specifier, context);
}

/** `{ format, text }`; no text where every hook left the default's alone. */
function runLoad(url, context, last) {
  const result = runChain(loadHooks, 'load', last, validateLoad, url, context);
  return { format: result.format, text: textOf(result.source) };
}

function urlOfPath(path) {
  return lode.native('internal/esm/loader').urlOfPath(path);
}

function pathOfUrl(url) {
  return url.startsWith('file:') ? lode.native('internal/esm/loader').pathOfUrl(url) : url;
}

function readDefault(url, context) {
  const path = pathOfUrl(url);
  return { __proto__: null, format: context.format, source: require('fs').readFileSync(path) };
}

const requireConditions = ['node', 'require', 'module-sync', 'node-addons'];
const importConditions = ['node', 'import', 'module-sync', 'node-addons'];

/** The hooks' way through `Module._load`. */
function load(request, parent, isMain) {
  const { url, format } = runResolve(
    request,
    { conditions: requireConditions, importAttributes: undefined, parentURL: parent?.filename ? urlOfPath(parent.filename) : undefined },
    (specifier) => {
      const found = Module._resolveFilename(specifier, parent, isMain);
      if (Module.isBuiltin(found)) {
        return { __proto__: null, url: found.startsWith('node:') ? found : `node:${found}`, format: 'builtin' };
      }
      return { __proto__: null, url: urlOfPath(found), format: undefined };
    },
  );
  if (url.startsWith('node:')) return loader.loadBuiltin(url.slice(5), url);
  const filename = pathOfUrl(url);
  const cached = Module._cache[filename];
  if (cached !== undefined) {
    loader.updateChildren(parent, cached, true);
    return cached.exports;
  }
  const module = new Module(filename, parent);
  if (isMain) {
    process.mainModule = module;
    loader.setMain(module);
    module.id = '.';
  }
  Module._cache[filename] = module;
  let isLoaded = false;
  try {
    loadInto(module, filename, url, format);
    module.loaded = true;
    isLoaded = true;
  } finally {
    if (!isLoaded) delete Module._cache[filename];
  }
  return module.exports;
}

function formatOfPath(filename) {
  if (!filename.startsWith('/')) return undefined;
  const format = native.formatOf(filename);
  return format === 'undecided' || format === 'unknown' ? undefined : format;
}

function loadInto(module, filename, url, resolvedFormat) {
  module.filename = filename;
  module.paths = filename.startsWith('/') ? Module._nodeModulePaths(require('path').dirname(filename)) : [];
  const given = resolvedFormat ?? formatOfPath(filename);
  if (loadHooks.length === 0) {
    module.load(filename);
    return;
  }
  const { format, text } = runLoad(url, { conditions: requireConditions, importAttributes: undefined, format: given }, readDefault);
  if (text === undefined) {
    module.load(filename);
    return;
  }
  if (format === 'json') module.exports = JSON.parse(text);
  else module._compile(text, filename, format);
}

/** What `import` asks: a URL and perhaps a format. */
function resolveImport(specifier, parentURL, importAttributes, last) {
  const context = { conditions: importConditions, importAttributes: importAttributes ?? {}, parentURL };
  return runResolve(specifier, context, (name, { parentURL: from }) => ({ __proto__: null, url: last(name, from), format: undefined }));
}

/** The content of a URL for `import`, where hooks say more than the file. */
function loadImport(url, importAttributes, format) {
  if (loadHooks.length === 0) return { format, text: undefined };
  return runLoad(url, { conditions: importConditions, importAttributes: importAttributes ?? {}, format }, (target, context) => {
    if (target.startsWith('file:')) return readDefault(target, context);
    return { __proto__: null, format: context.format, source: undefined };
  });
}

const chain = { load, resolveImport, loadImport };

module.exports = { registerHooks };
