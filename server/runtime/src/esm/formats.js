'use strict';
/*! What the content of a URL becomes: a module with a text, or an imitation of a module over CommonJS, JSON or a builtin. */

const { SyntheticRecord } = require('internal/esm/record');
const { SourceTextRecord } = require('internal/esm/source_text_record');
const { Module, loadedExports, native: { readText } } = require('internal/commonjs/loader');

const native = lode.native('internal/esm/loader');
const { hasOwn, keys, getOwnPropertyDescriptor } = Object;

const LAZY = { __proto__: null };
const builtins = [];

/** A builtin: its exports by name, and all of them as `default`. A getter is read when somebody reads the name. */
class BuiltinRecord extends SyntheticRecord {
  constructor(url, exports) {
    const names = keys(exports);
    if (!names.includes('default')) names.push('default');
    super(url, names, () => this.read());
    this.exports = exports;
    builtins.push(this);
  }

  read() {
    const { exports, names, values } = this;
    for (let i = 0; i < names.length; i++) {
      const name = names[i];
      if (name === 'default') {
        values[i] = exports;
        continue;
      }
      const descriptor = getOwnPropertyDescriptor(exports, name);
      values[i] = descriptor?.get === undefined ? descriptor?.value : LAZY;
    }
  }

  get(index) {
    let value = this.values[index];
    if (value === LAZY) value = this.values[index] = this.exports[this.names[index]];
    return value;
  }

  sync() {
    const { exports, names, values } = this;
    for (let i = 0; i < names.length; i++) {
      if (names[i] === 'default') continue;
      const value = hasOwn(exports, names[i]) ? exports[names[i]] : undefined;
      if (value === values[i]) continue;
      values[i] = value;
      this.announce(i);
    }
  }
}

lode.syncBuiltinExports = () => {
  for (const record of builtins) record.sync();
};

const builtinIds = new Set(lode.builtinIds());

function builtinRecord(url) {
  const id = url.slice('node:'.length);
  if (!builtinIds.has(id)) {
    const { codes: { ERR_UNKNOWN_BUILTIN_MODULE } } = require('internal/errors');
    throw new ERR_UNKNOWN_BUILTIN_MODULE(url);
  }
  const record = new BuiltinRecord(url, require(id));
  record.evaluateNow();
  return record;
}

/** Path to the names that a CommonJS file exports, found without running it. */
const preparsed = new Map();

function exportNamesOf(path, text) {
  const known = preparsed.get(path);
  if (known !== undefined) return known;
  const names = new Set();
  preparsed.set(path, names);
  let found;
  try {
    found = native.commonJsExports(path, text);
  } catch {
    // Whatever is wrong with it, loading it says so.
    return names;
  }
  for (const name of found[0]) names.add(name);
  if (found[1].length > 0) {
    const parent = new Module(path);
    parent.filename = path;
    for (const specifier of found[1]) {
      let resolved;
      try {
        resolved = Module._resolveFilename(specifier, parent, false);
      } catch {
        continue;
      }
      if (!resolved.startsWith('/') || /\.(?:json|node|mjs|wasm)$/.test(resolved)) continue;
      for (const name of exportNamesOf(resolved)) names.add(name);
    }
  }
  return names;
}

function commonJsRecord(url, path, text, isMain) {
  const names = [...exportNamesOf(path, text)].filter((name) => name !== 'default');
  names.push('default');
  const record = new SyntheticRecord(url, names, () => {
    const { values } = record;
    // A module that was loaded before counts as it was then, whatever was put into its place in the cache since.
    const known = Module._cache[path];
    const exports = known?.loaded && loadedExports.has(known) ? loadedExports.get(known) : Module._load(path, undefined, isMain);
    if (exports !== null && (typeof exports === 'object' || typeof exports === 'function')) {
      for (let i = 0; i < names.length - 1; i++) {
        if (!hasOwn(exports, names[i])) continue;
        try {
          values[i] = exports[names[i]];
        } catch {
          // A getter that throws: the name stays undefined.
        }
      }
    }
    values[names.length - 1] = exports;
  });
  record.isCommonJs = true;
  return record;
}

/** JSON, shared with `require`. */
function jsonRecord(url, path, text) {
  let value;
  const cached = path === undefined ? undefined : Module._cache[path];
  if (cached?.loaded) {
    value = cached.exports;
  } else {
    try {
      value = JSON.parse(text ?? readText(path));
    } catch (error) {
      if (error instanceof SyntaxError) error.message = `${path ?? url}: ${error.message}`;
      throw error;
    }
  }
  const record = new SyntheticRecord(url, ['default'], () => {
    // CommonJS may have read the file since.
    const loaded = path === undefined ? undefined : Module._cache[path];
    if (loaded?.loaded) {
      record.values[0] = loaded.exports;
      return;
    }
    record.values[0] = value;
    if (path === undefined) return;
    const module = new Module(path);
    module.filename = path;
    module.exports = value;
    module.loaded = true;
    Module._cache[path] = module;
  });
  return record;
}

/** The text and media type's parameters of a `data:` URL. */
function textOfDataUrl(url) {
  const comma = url.indexOf(',');
  const head = url.slice('data:'.length, comma);
  const body = decodeURIComponent(url.slice(comma + 1));
  return /;\s*base64\s*$/i.test(head) ? require('buffer').Buffer.from(body, 'base64').toString() : body;
}

function sourceTextRecord(url, path, text) {
  const compiled = native.compileModule(path ?? 'data.mjs', text);
  if (compiled.failure !== undefined) throw require('internal/esm/syntax_error').syntaxError(compiled, path ?? url);
  return new SourceTextRecord(url, compiled, path);
}

module.exports = { builtinRecord, commonJsRecord, jsonRecord, sourceTextRecord, textOfDataUrl };
