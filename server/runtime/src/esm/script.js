'use strict';
/*! Classic scripts with `import()` or `await` in them: `-e`, the prompt, `vm`. Nothing wraps a script, so what its rewritten text
 * calls are globals, which are there but not listed. */

const { defineProperty } = Object;
const native = lode.native('internal/esm/loader');

const [importName, saveName, restoreName] = native.scriptNames();

/** A function for each place from which scripts import. */
const imports = [];
const indices = new Map();

function install(target) {
  for (const [name, value] of globals()) {
    defineProperty(target, name, { __proto__: null, value, enumerable: false, configurable: true });
  }
}

function globals() {
  const context = require('internal/async_context');
  return [[importName, imports], [saveName, context.save], [restoreName, context.restore]];
}

function indexOf(url) {
  let index = indices.get(url);
  if (index === undefined) {
    const { importDynamically } = require('internal/esm/loader');
    index = imports.push((specifier, options) => importDynamically(specifier, url, options)) - 1;
    indices.set(url, index);
  }
  return index;
}

/** Where a script called `name` stands: its path and URL. */
function placeOf(name) {
  const path = name.startsWith('/') ? name : `${process.cwd()}/${name}`;
  return [path, name.startsWith('file:') ? name : native.urlOfPath(path)];
}

/** The text to run instead of `text`, a script called `name`. */
function prepare(text, name) {
  const [path, url] = placeOf(name);
  return rewritten(text, name, path, indexOf(url));
}

/** Likewise for `node:vm`: always JavaScript, and `importer` says what `import()` does; without one, what it does in a file. */
function prepareFor(text, name, importer) {
  let index = importer === undefined ? indexOf(placeOf(name)[1]) : indices.get(importer);
  if (index === undefined) {
    index = imports.push(importer) - 1;
    indices.set(importer, index);
  }
  return rewritten(text, name, `${process.cwd()}/script.js`, index);
}

let isInstalled = false;

function rewritten(text, name, path, index) {
  if (!isInstalled) {
    isInstalled = true;
    install(globalThis);
  }
  const prepared = native.prepareScript(path, text, index);
  if (prepared === undefined) return text;
  const [code, positions] = prepared;
  if (positions !== undefined) {
    const { native: { originalPosition } } = require('internal/commonjs/loader');
    lode.setPositions(name, (frame) => {
      [frame.line, frame.column] = originalPosition(positions, frame.line, frame.column);
    });
  }
  return code;
}

module.exports = { prepare, prepareFor, globals, install };
