'use strict';
/*! The ES module loader: which module a specifier means, the map of those that are loaded, `import()`, `import.meta`, the main
 * module, and `require` of ES modules.
 *
 * Files are found and read while nobody waits for anything else, so a graph is loaded in one go; only its evaluation is
 * asynchronous, as the language says. A module is known by its URL and by what its importers say it is (`type: 'json'`).
 */

/** Loaded by the first error. */
const errorCodes = () => require('internal/errors').codes;
const { SyntheticRecord, namespaces, EVALUATING, EVALUATED } = require('internal/esm/record');
const { hooks, isAsyncGraph } = require('internal/esm/source_text_record');
const formats = require('internal/esm/formats');
const { getHooks, getTraces, kEsmModule, parentOf } = require('internal/commonjs/loader');

const native = lode.native('internal/esm/loader');
const { defineProperty, create, preventExtensions } = Object;

/** URL (and ` json` where that was asked for) to record. */
const loaded = new Map();

let mainUrl;

/** Marks the place of an error; loaded by errors only. */
const placed = (error, file, line, column) => require('internal/esm/syntax_error').placed(error, file, line, column);

function dirname(path) {
  const at = path.lastIndexOf('/');
  return at > 0 ? path.slice(0, at) : '/';
}

/** Checks `with { ... }`; `attributes` is flat: key, value. Gives the type that is asked for. */
function typeOf(attributes, url) {
  if (attributes === undefined) return undefined;
  let type;
  for (let i = 0; i < attributes.length; i += 2) {
    const key = attributes[i];
    const value = attributes[i + 1];
    if (key !== 'type' || value !== 'json') throw new (errorCodes().ERR_IMPORT_ATTRIBUTE_UNSUPPORTED)(key, value, url);
    type = value;
  }
  return type;
}

function formatOf(url, path) {
  if (url.startsWith('node:')) return 'builtin';
  if (path === undefined) return native.dataFormat(url);
  return native.fileFormat(path);
}

/** The record of a URL: known, or made of its content. `text` overrides the content, `given` the format. */
function loadRecord(url, attributes, text, given) {
  const hooks = getHooks();
  const type = hooks === undefined ? typeOf(attributes, url) : attributes?.[1];
  const key = type === undefined ? url : `${url} ${type}`;
  const known = loaded.get(key);
  if (known !== undefined) return known;
  const path = url.startsWith('file:') ? native.pathOfUrl(url) : undefined;
  let format = given;
  if (hooks === undefined) {
    format ??= formatOf(url, path);
  } else if (!url.startsWith('node:')) {
    const known = format ?? hookedFormat(url, path);
    const content = hooks.loadImport(url, objectOf(attributes), known === 'undecided' ? undefined : known);
    text ??= content.text;
    format = content.format ?? known ?? formatOf(url, path);
  } else {
    format = 'builtin';
  }
  if (format === 'unknown' || format === 'addon' || format === 'wasm') throw native.unknownExtension(path ?? url);
  if (format === 'json') {
    if (type !== 'json') throw new (errorCodes().ERR_IMPORT_ATTRIBUTE_MISSING)(url, 'type', 'json');
  } else if (type === 'json') {
    throw new (errorCodes().ERR_IMPORT_ATTRIBUTE_TYPE_INCOMPATIBLE)(url, type);
  }
  if (url.startsWith('data:')) text ??= formats.textOfDataUrl(url);
  if (format === 'undecided') format = native.detectIsModule(path, text) ? 'module' : 'commonjs';
  const record = make(format, url, path, text);
  loaded.set(key, record);
  return record;
}

/** What is known of a URL that hooks may load: a scheme of theirs has no format. */
function hookedFormat(url, path) {
  return path === undefined && !url.startsWith('data:') ? undefined : formatOf(url, path);
}

function objectOf(attributes) {
  const object = { __proto__: null };
  if (attributes !== undefined) for (let i = 0; i < attributes.length; i += 2) object[attributes[i]] = attributes[i + 1];
  return object;
}

/** The record that `specifier` means to the module at `parentUrl`. */
function loadRequested(specifier, parentUrl, attributes) {
  const hooks = getHooks();
  if (hooks === undefined) return loadRecord(resolveImport(specifier, parentUrl), attributes);
  const { url, format } = hooks.resolveImport(specifier, parentUrl, objectOf(attributes), resolveImport);
  return loadRecord(url, attributes, undefined, format ?? undefined);
}

function make(format, url, path, text) {
  switch (format) {
    case 'builtin': return formats.builtinRecord(url);
    case 'commonjs': return formats.commonJsRecord(url, path, text, url === mainUrl);
    case 'json': return formats.jsonRecord(url, path, text);
    default: return formats.sourceTextRecord(url, path, text);
  }
}

/** Loads everything that `record` asks for, and what that asks for. */
function loadGraph(record) {
  if (record instanceof SyntheticRecord || record.requested !== undefined) return;
  const fresh = [];
  try {
    const queue = [record];
    while (queue.length > 0) {
      const next = queue.pop();
      if (next.requested !== undefined) continue;
      const { requests, url } = next;
      const requested = next.requested = [];
      fresh.push(next);
      const found = [];
      for (let i = 0; i < requests.length; i += 2) {
        let required;
        try {
          required = loadRequested(requests[i], url, requests[i + 1]);
        } catch (error) {
          throw atRequest(error, next, i / 2);
        }
        requested.push(required);
        if (!(required instanceof SyntheticRecord) && required.requested === undefined) found.push(required);
      }
      for (let i = found.length - 1; i >= 0; i--) queue.push(found[i]);
    }
  } catch (error) {
    // None of these can be linked; another attempt starts anew.
    for (const { url } of fresh) loaded.delete(url);
    for (const one of fresh) one.requested = undefined;
    throw error;
  }
}

/** An error of a request is shown with the line that made it, unless it has a place of its own. */
function atRequest(error, record, index) {
  if (typeof error !== 'object' || error === null || error[lode.kPlace] !== undefined) return error;
  if (record.file === undefined) return error;
  const [line, column] = native.placeOf(record.handle, 0, index);
  return placed(error, record.file, line, column);
}

/** Loads and links the module that `specifier` means to `parentUrl`. */
function prepare(specifier, parentUrl, attributes) {
  const record = loadRequested(specifier, parentUrl, attributes);
  loadGraph(record);
  record.link();
  return record;
}

async function evaluate(record) {
  if (record instanceof SyntheticRecord) {
    record.evaluateNow();
  } else {
    try {
      await record.evaluate();
    } catch (error) {
      explainCommonJsName(error);
      throw error;
    }
  }
  return record.namespace();
}

const commonJsName = /^Can't find variable: (require|exports|module|__filename|__dirname)$/;

/** A module that speaks CommonJS is told so. */
function explainCommonJsName(error) {
  if (!(error instanceof ReferenceError)) return;
  const found = commonJsName.exec(error.message);
  if (found === null) return;
  const [, name] = found;
  let message = `${name} is not defined in ES module scope`;
  if (name === 'require') message += ', you can use import instead';
  const place = require('internal/stack_frames').framesOf(error).find(({ file }) => file !== undefined && !file.startsWith('node:'));
  if (place?.file.startsWith('file:') && place.file.endsWith('.js')) {
    const manifest = require('internal/commonjs/loader').native.findPackageJson(native.pathOfUrl(place.file));
    if (manifest !== undefined && /"type"\s*:\s*"module"/.test(require('internal/commonjs/loader').native.readText(manifest))) {
      message += `\nThis file is being treated as an ES module because it has a '.js' file extension and '${manifest}' contains `
        + '"type": "module". To treat it as a CommonJS script, rename it to use the \'.cjs\' file extension.';
    }
  }
  error.message = message;
}

function resolveImport(specifier, parentUrl) {
  try {
    return native.resolveImport(specifier, parentUrl);
  } catch (error) {
    throw require('internal/commonjs/errors').asNodeError(error);
  }
}

/** `import(specifier)` without what can be wrong with its arguments. */
function importFrom(specifier, parentUrl, attributes) {
  return start(() => prepare(specifier, parentUrl, attributes));
}

/** A module is never run before the code that asks for it has ended. */
async function start(makeRecord) {
  await undefined;
  return evaluate(makeRecord());
}

function flatAttributes(options) {
  if (options === undefined) return undefined;
  if ((typeof options !== 'object' && typeof options !== 'function') || options === null) {
    throw new TypeError('The second argument to import() must be an object');
  }
  const given = options.with;
  if (given === undefined) return undefined;
  if ((typeof given !== 'object' && typeof given !== 'function') || given === null) {
    throw new TypeError("The 'assert' option must be an object");
  }
  const flat = [];
  for (const key of Object.keys(given)) {
    const value = given[key];
    if (typeof value !== 'string') throw new TypeError('Import assertion value must be a string');
    flat.push(key, value);
  }
  return flat.length === 0 ? undefined : flat;
}

/** `import(specifier, options)` in the module or file at `url`. */
function importDynamically(specifier, url, options) {
  try {
    const text = `${specifier}`;
    const attributes = flatAttributes(options);
    const channel = getTraces()?.import;
    if (!channel?.hasSubscribers) return importFrom(text, url, attributes);
    return channel.tracePromise(importFrom, { __proto__: null, parentURL: url, url: text }, undefined, text, url, attributes);
  } catch (error) {
    return Promise.reject(error);
  }
}

function makeMeta(record) {
  const { url, file } = record;
  const meta = create(null);
  if (file !== undefined) {
    meta.dirname = dirname(file);
    meta.filename = file;
  }
  meta.main = url === mainUrl;
  meta.resolve = function resolve(specifier) {
    return native.importMetaResolve(`${specifier}`, url);
  };
  meta.url = url;
  return meta;
}

/** The record's function; the engine may still find an error that the parser let pass. */
function instantiate(record, layers) {
  const { handle, url, file } = record;
  let made;
  try {
    made = native.instantiate(handle, url, layers);
  } catch (error) {
    const [line, column] = originalOf(handle, error.line ?? 1, error.column ?? 1);
    throw file === undefined ? error : placed(error, file, line, column);
  }
  const [compiled, shift, isPlain] = made;
  lode.setPositions(url, isPlain ? shift : (frame) => {
    [frame.line, frame.column] = originalOf(handle, frame.line, frame.column);
  });
  return compiled;
}

function originalOf(handle, line, column) {
  return native.originalPosition(handle, line, column);
}

function requestOf(record, index) {
  return record.requests[index * 2];
}

function sourceLine(record, line) {
  try {
    return lode.native('process').sourceLine(record.file, line);
  } catch {
    return undefined;
  }
}

/** An import of a name that is not there. `kind` says in which table its place is. */
function missingExport(record, kind, index, request, name) {
  const specifier = requestOf(record, request);
  const [line, column] = native.placeOf(record.handle, kind, index);
  let message = `The requested module '${specifier}' does not provide an export named '${name}'`;
  if (record.requested[request].isCommonJs) {
    message = `Named export '${name}' not found. The requested module '${specifier}' is a CommonJS module, `
      + 'which may not support all module.exports as named exports.\n'
      + 'CommonJS modules can always be imported via the default export, for example using:\n\n'
      + `import pkg from '${specifier}';\n`;
    const names = record.file === undefined ? null : /\{[^}]*\}/.exec(sourceLine(record, line) ?? '');
    if (names !== null) message += `const ${names[0].replace(/\s+as\s+/g, ': ')} = pkg;\n`;
  }
  const error = new SyntaxError(message);
  return record.file === undefined ? error : placed(error, record.file, line, column);
}

function conflictingExport(record, kind, index, request, name) {
  const error = new SyntaxError(
    `The requested module '${requestOf(record, request)}' contains conflicting star exports for name '${name}'`);
  if (record.file === undefined) return error;
  return placed(error, record.file, ...native.placeOf(record.handle, kind, index));
}

Object.assign(hooks, { makeMeta, importDynamically, instantiate, missingExport, conflictingExport });

// The main module.

let main;

function runMain(filename) {
  mainUrl = native.urlOfPath(filename);
  watchMain(start(() => {
    const record = loadRecord(mainUrl, undefined);
    loadGraph(record);
    record.link();
    main.record = record;
    return record;
  }));
}

function watchMain(promise) {
  main = { isSettled: false, record: undefined };
  promise.then(() => {
    main.isSettled = true;
  }, (error) => {
    main.isSettled = true;
    require('internal/process/execution').uncaughtException(error, true);
  });
}

/** Whether the main module waits for something that nothing will bring. */
lode.unsettledMain = () => main !== undefined && !main.isSettled;

/** The module whose own `await` is the reason. */
function stalled(record, seen = new Set()) {
  if (record === undefined || record instanceof SyntheticRecord || seen.has(record)) return undefined;
  seen.add(record);
  if (record.status === EVALUATED) return undefined;
  for (const required of record.requested) {
    const found = stalled(required, seen);
    if (found !== undefined) return found;
  }
  return record.hasTopLevelAwait ? record : undefined;
}

lode.warnUnsettledMain = () => {
  const record = stalled(main.record);
  let text = 'Warning: Detected unsettled top-level await';
  if (record !== undefined) {
    const [line, column] = record.awaitPlace;
    const source = record.file === undefined ? undefined : sourceLine(record, line);
    text += ` at ${record.url}:${line}\n`;
    if (source !== undefined) text += `${source}\n${' '.repeat(column - 1)}^\n\n`;
  }
  lode.native('process').writeSync(2, `${text}\n`);
};

/** Runs a text as a module: `--input-type=module`, standard input. */
function evaluateText(text, url) {
  mainUrl = url;
  const promise = start(() => {
    const record = formats.sourceTextRecord(url, undefined, text);
    loaded.set(url, record);
    loadGraph(record);
    record.link();
    if (main !== undefined) main.record = record;
    return record;
  });
  return promise;
}

/** The same as the program: what goes wrong ends it. */
function runMainText(text, url) {
  const promise = evaluateText(text, url);
  watchMain(promise);
}

/** Whether a text that CommonJS refused is an ES module. */
function hasModuleSyntax(text, name) {
  return native.detectIsModule(name, text);
}

// `require` of ES modules.

/** The namespace with `__esModule` on top, which CommonJS code compiled from ES modules looks for. */
function withMark(record) {
  if (record.marked !== undefined) return record.marked;
  const namespace = record.namespace();
  const names = Object.keys(namespace);
  names.push('__esModule');
  names.sort((a, b) => (a < b ? -1 : 1));
  const object = create(null);
  for (const name of names) {
    const get = name === '__esModule' ? () => true : () => namespace[name];
    defineProperty(object, name, { __proto__: null, get, set: undefined, enumerable: true, configurable: false });
  }
  defineProperty(object, Symbol.toStringTag, {
    __proto__: null, value: 'Module', writable: false, enumerable: false, configurable: false,
  });
  namespaces.add(object);
  return record.marked = preventExtensions(object);
}

function exportsFor(record) {
  const namespace = record.namespace();
  if ('module.exports' in namespace) return namespace['module.exports'];
  return 'default' in namespace && !('__esModule' in namespace) ? withMark(record) : namespace;
}

/** Loads an ES module for `require`: at once, or not at all. */
function loadForRequire(module, filename, content) {
  const url = native.urlOfPath(filename);
  if (module.id === '.') {
    runMain(filename);
    return;
  }
  if (lode.flag('--no-experimental-require-module') || lode.flag('--no-require-module')) {
    throw new (errorCodes().ERR_REQUIRE_ESM)(filename, true, parentOf(module)?.filename);
  }
  const record = loadRecord(url, undefined, content);
  loadGraph(record);
  record.link();
  if (record.status === EVALUATING) throw cycle(module, filename);
  if (isAsyncGraph(record)) throw new (errorCodes().ERR_REQUIRE_ASYNC_MODULE)(filename, parentOf(module)?.filename);
  module[kEsmModule] = record;
  record.evaluateNow();
  module.exports = exportsFor(record);
}

function cycle(module, filename) {
  const parent = parentOf(module)?.filename;
  let message = `Cannot require() ES Module ${filename} in a cycle.`;
  if (parent) message += ` (from ${parent})`;
  return new (errorCodes().ERR_REQUIRE_CYCLE_MODULE)(message);
}

module.exports = {
  runMain, importFrom, importDynamically, evaluateText, runMainText, hasModuleSyntax, loadForRequire, watchMain,
};
