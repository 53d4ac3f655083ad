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
  const context = require('internal/async_context');
  for (const [name, value] of [[importName, imports], [saveName, context.save], [restoreName, context.restore]]) {
    defineProperty(target, name, { __proto__: null, value, enumerable: false, configurable: true });
  }
}

function indexOf(url) {
  let index = indices.get(url);
  if (index === undefined) {
    const { importDynamically } = require('internal/esm/loader');
    index = imports.push((specifier, options) => importDynamically(specifier, url, options)) - 1;
    indices.set(url, index);
    if (index === 0) install(globalThis);
  }
  return index;
}

/** The text to run instead of `text`, a script called `name`. */
function prepare(text, name) {
  const path = name.startsWith('/') ? name : `${process.cwd()}/${name}`;
  const url = name.startsWith('file:') ? name : native.urlOfPath(path);
  const prepared = native.prepareScript(path, text, indexOf(url));
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

module.exports = { prepare, install };
