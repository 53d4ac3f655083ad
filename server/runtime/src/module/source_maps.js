'use strict';
/*! Stacks of what was compiled before it was run: `--enable-source-maps`, `process.setSourceMapsEnabled`,
 * `module.setSourceMapsSupport`. A file's map is looked for when a stack that is read first names the file.
 */

const { validateBoolean, validateObject } = require('internal/validators');
const { fileURLToPath, pathToFileURL, URL } = require('internal/url');
const { SourceMap } = require('internal/source_map');

const { freeze } = Object;
let support = freeze({ __proto__: null, enabled: false, nodeModules: false, generatedCode: false });

function getSourceMapsSupport() {
  return support;
}

function setSourceMapsSupport(enabled, options = {}) {
  validateBoolean(enabled, 'enabled');
  validateObject(options, 'options');
  const { nodeModules = false, generatedCode = false } = options;
  validateBoolean(nodeModules, 'options.nodeModules');
  validateBoolean(generatedCode, 'options.generatedCode');
  support = freeze({ __proto__: null, enabled, nodeModules, generatedCode });
  lode.toOriginal = enabled ? toOriginal : undefined;
}

const pathOf = (file) => (file.startsWith('file:') ? fileURLToPath(file) : file);

/** The text of the map that `url` at the end of `file` names, and the file that its sources are relative to. */
function readMap(url, file) {
  const data = /^data:application\/json(?:;charset=[^;,]*)?(;base64)?,([^]*)$/.exec(url);
  if (data !== null) {
    const text = data[1] === undefined ? decodeURIComponent(data[2]) : require('buffer').Buffer.from(data[2], 'base64').toString();
    return { text, file };
  }
  const { dirname, resolve } = require('path');
  const mapFile = url.startsWith('file:') ? fileURLToPath(url) : resolve(dirname(file), decodeURIComponent(url));
  return { text: require('fs').readFileSync(mapFile, 'utf8'), file: mapFile };
}

/** What is known of a file's map: `{ map, payload }`, the sources as URLs, or null where there is none that can be read. */
function load(file) {
  try {
    const text = require('fs').readFileSync(file, 'utf8');
    const url = [...text.matchAll(/^[ \t]*\/\/[#@][ \t]*sourceMappingURL=([^\s'"]+)[ \t]*$/gm)].at(-1)?.[1];
    if (url === undefined) return null;
    const found = readMap(url, file);
    const { sourceRoot = '', ...payload } = JSON.parse(found.text);
    const base = pathToFileURL(found.file);
    payload.sources = payload.sources?.map((source) => new URL(sourceRoot + source, base).href);
    const lineLengths = text.replace(/\n$/, '').split('\n').map((line) => line.length);
    return { map: new SourceMap(payload, { lineLengths }), payload };
  } catch {
    // No map is as good as a broken one: the stack stays as it is.
    return null;
  }
}

const known = new Map();

function mapOf(file) {
  let found = known.get(file);
  if (found === undefined) known.set(file, found = load(file));
  return found;
}

/** Moves a frame to where its code comes from, if a map tells. */
function toOriginal(frame) {
  if (frame.file === undefined || frame.line === undefined || frame.file.startsWith('node:')) return;
  const path = pathOf(frame.file);
  if (!support.nodeModules && path.includes('/node_modules/')) return;
  const found = path.startsWith('/') ? mapOf(path) : null;
  const entry = found?.map.findEntry(frame.line - 1, frame.column - 1);
  if (entry?.originalSource === undefined || entry.generatedLine !== frame.line - 1) return;
  const { sources, sourcesContent = [] } = found.payload;
  const content = sourcesContent[sources.indexOf(entry.originalSource)];
  frame.generated = { file: frame.file, line: frame.line, column: frame.column };
  frame.file = pathOf(entry.originalSource);
  frame.line = entry.originalLine + 1;
  frame.column = entry.originalColumn + 1;
  frame.source = content?.split('\n')[entry.originalLine];
}

/** Node has the maps of what is loaded, and only while they are asked for. */
function findSourceMap(path) {
  return support.enabled ? mapOf(pathOf(`${path}`))?.map : undefined;
}

module.exports = { findSourceMap, getSourceMapsSupport, setSourceMapsSupport };
