'use strict';
/*! The functions of node:module that few programs call. Programs find them on `Module`, which loads this file for the first call. */

const { codes: { ERR_INVALID_ARG_TYPE, ERR_INVALID_ARG_VALUE } } = require('internal/errors');
const { fileURLToPath, isURL } = require('internal/url');
const { validateString } = require('internal/validators');
const path = require('path');
const {
  Module, extensionsIfPatched, getGlobalFolders, isBare, makeRequire, native, parentOf, setParent: keepParent,
} = require('internal/commonjs/loader');

const { dirname } = path;

// Where modules are looked for.

function lookupPaths(request, parent) {
  const from = parent?.filename ?? `${process.cwd()}/[eval]`;
  const paths = native.lookupPaths(request, from);
  if (paths === undefined) return null;
  if (!isBare(request) && !request.startsWith('/')) return [parent?.filename ? dirname(parent.filename) : '.'];
  const globalFolders = getGlobalFolders();
  return globalFolders === undefined ? paths : native.modulePaths(dirname(from)).concat(globalFolders);
}

function findPath(request, paths) {
  try {
    return native.resolve(request, `${process.cwd()}/[eval]`, paths, extensionsIfPatched());
  } catch {
    return false;
  }
}

/** The folders of `require.resolve`'s option `paths`. */
function pathsOfOption(request, paths) {
  if (!Array.isArray(paths)) throw new ERR_INVALID_ARG_VALUE('options.paths', paths);
  for (let i = 0; i < paths.length; i++) {
    if (typeof paths[i] === 'string') continue;
    if (isBare(request)) validateString(paths[i], 'paths[0]');
    throw new ERR_INVALID_ARG_TYPE('paths', 'array of strings', paths);
  }
  return native.resolvePaths(request, paths.map((folder) => path.resolve(folder)));
}

/** The folders that are searched last, for the environment as the program has changed it. */
function globalPaths() {
  const { HOME, NODE_PATH } = process.env;
  const folders = (NODE_PATH ?? '').split(path.delimiter).filter((folder) => folder !== '');
  if (HOME) folders.push(path.resolve(HOME, '.node_modules'), path.resolve(HOME, '.node_libraries'));
  // The program's own folder does not depend on it.
  folders.push(...native.globalPaths().slice(-1));
  return folders;
}

function createRequire(filename) {
  let file = filename;
  if (isURL(filename) || (typeof filename === 'string' && !filename.startsWith('/'))) {
    try {
      file = fileURLToPath(filename);
    } catch {
      throw invalidFilename(filename);
    }
  } else if (typeof filename !== 'string') {
    throw invalidFilename(filename);
  }
  const name = file.endsWith('/') ? `${file}noop.js` : file;
  const module = new Module(name);
  module.filename = name;
  return makeRequire(module);
}

function invalidFilename(filename) {
  return new ERR_INVALID_ARG_VALUE('filename', filename, 'must be a file URL object, file URL string, or absolute path string');
}

function preloadModules(requests) {
  if (!Array.isArray(requests)) return;
  // Without a file name: relative specifiers start in the working directory.
  const parent = new Module('internal/preload', null);
  parent.paths = native.modulePaths(process.cwd());
  for (const request of requests) parent.require(request);
}

// Manifests.

function findPackageJSON(specifier, base) {
  const asPath = (value) => (isURL(value) || `${value}`.startsWith('file:') ? fileURLToPath(value) : `${value}`);
  if (specifier === undefined) throw new ERR_INVALID_ARG_TYPE('specifier', ['string', 'URL'], specifier);
  const text = isURL(specifier) ? specifier.href : `${specifier}`;
  if (!isBare(text) || text.startsWith('file:')) {
    const from = base === 'data:' ? process.cwd() : dirname(asPath(base));
    return native.findPackageJson(text.startsWith('file:') ? fileURLToPath(text) : path.resolve(from, text));
  }
  for (const folder of native.modulePaths(dirname(asPath(base)))) {
    const [scope, name] = text.split('/');
    const file = `${folder}/${text.startsWith('@') ? `${scope}/${name}` : scope}/package.json`;
    if (require('fs').existsSync(file)) return file;
  }
  return undefined;
}

/** What resolution reads of a folder's manifest. */
function readPackage(folder) {
  validateString(folder, 'paths[0]');
  const file = path.resolve(folder, 'package.json');
  let text;
  try {
    text = native.readText(file);
  } catch {
    return { __proto__: null, type: 'none', exists: false, pjsonPath: file };
  }
  const manifest = JSON.parse(text);
  const found = { __proto__: null };
  for (const name of ['name', 'main']) {
    if (typeof manifest[name] === 'string') found[name] = manifest[name];
  }
  found.type = manifest.type === 'module' || manifest.type === 'commonjs' ? manifest.type : 'none';
  for (const name of ['imports', 'exports']) {
    if (manifest[name] !== undefined) found[name] = manifest[name];
  }
  found.exists = true;
  found.pjsonPath = file;
  return found;
}

/** 0 for a file, 1 for a folder, a negative number where there is neither. */
function stat(filename) {
  try {
    return require('fs').statSync(filename).isDirectory() ? 1 : 0;
  } catch (error) {
    return error.errno;
  }
}

// What is deprecated.

let warnedOfParent = false;
function warnOfParent() {
  if (warnedOfParent || !lode.flag('--pending-deprecation') && process.env.NODE_PENDING_DEPRECATION !== '1') return;
  warnedOfParent = true;
  process.emitWarning('module.parent is deprecated due to accuracy issues. Please use require.main to find program entry point '
    + 'instead.', 'DeprecationWarning', 'DEP0144');
}

function parent(module) {
  warnOfParent();
  return parentOf(module);
}

function setParent(module, value) {
  warnOfParent();
  keepParent(module, value);
}

let warnedOfPunycode = false;
/** Node tells projects that use its punycode, but not the packages that they depend on. */
function warnOfPunycode(parent) {
  if (warnedOfPunycode || parent?.filename?.includes('/node_modules/')) return;
  warnedOfPunycode = true;
  process.emitWarning('The `punycode` module is deprecated. Please use a userland alternative instead.', 'DeprecationWarning', 'DEP0040');
}

module.exports = {
  createRequire, findPackageJSON, findPath, globalPaths, lookupPaths, parent, pathsOfOption, preloadModules, readPackage,
  setParent, stat, warnOfPunycode,
};
