'use strict';
/*! `module.SourceMap`. */

const { codes: { ERR_INVALID_ARG_TYPE } } = require('internal/errors');
const { validateObject } = require('internal/validators');

const digits = new Map([...'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'].map((digit, value) => [digit, value]));

/** The numbers of one segment: groups of five bits, the least significant first, the sign in the lowest bit. */
function decodeSegment(segment) {
  const numbers = [];
  let value = 0;
  let shift = 0;
  for (const character of segment) {
    const digit = digits.get(character);
    value += (digit & 31) * 2 ** shift;
    if (digit & 32) {
      shift += 5;
      continue;
    }
    numbers.push(value & 1 ? -Math.floor(value / 2) : Math.floor(value / 2));
    value = shift = 0;
  }
  return numbers;
}

function clonePayload(payload) {
  validateObject(payload, 'payload');
  const copy = { ...payload };
  for (const name of ['sources', 'sourcesContent', 'names']) {
    if (Array.isArray(copy[name])) copy[name] = copy[name].slice();
  }
  if (Array.isArray(copy.sections)) copy.sections = copy.sections.map((section) => ({ offset: { ...section.offset }, map: clonePayload(section.map) }));
  return copy;
}

class SourceMap {
  #payload;
  #lineLengths;
  #mappings = [];

  constructor(payload, { lineLengths } = {}) {
    this.#payload = clonePayload(payload);
    this.#lineLengths = lineLengths === undefined ? undefined : Array.from(lineLengths);
    if (Array.isArray(this.#payload.sections)) {
      for (const { offset, map } of this.#payload.sections) this.#parse(map, offset.line, offset.column);
    } else {
      this.#parse(this.#payload, 0, 0);
    }
    this.#mappings.sort((a, b) => a[0] - b[0] || a[1] - b[1]);
  }

  get payload() {
    return clonePayload(this.#payload);
  }

  get lineLengths() {
    return this.#lineLengths?.slice();
  }

  #parse({ mappings, sources = [], names = [], sourceRoot }, firstLine, firstColumn) {
    if (typeof mappings !== 'string') throw new ERR_INVALID_ARG_TYPE('payload.mappings', 'string', mappings);
    const root = sourceRoot ? `${sourceRoot.replace(/\/$/, '')}/` : '';
    let [source, line, column, nameIndex] = [0, 0, 0, 0];
    // As in Node, a segment without a name has that of the one before it.
    let name;
    mappings.split(';').forEach((segments, index) => {
      let generated = index === 0 ? firstColumn : 0;
      for (const segment of segments.split(',')) {
        if (segment === '') continue;
        const numbers = decodeSegment(segment);
        generated += numbers[0];
        if (numbers.length < 4) {
          this.#mappings.push([firstLine + index, generated]);
          continue;
        }
        source += numbers[1];
        line += numbers[2];
        column += numbers[3];
        if (numbers.length > 4) name = names[nameIndex += numbers[4]];
        this.#mappings.push([firstLine + index, generated, root + sources[source], line, column, name]);
      }
    });
  }

  /** The mapping at or before a position, lines and columns from 0. */
  findEntry(lineOffset, columnOffset) {
    const mappings = this.#mappings;
    let first = 0;
    let last = mappings.length;
    while (first < last) {
      const middle = (first + last) >> 1;
      const [line, column] = mappings[middle];
      if (line < lineOffset || line === lineOffset && column <= columnOffset) first = middle + 1;
      else last = middle;
    }
    const entry = mappings[first - 1];
    if (entry === undefined) return {};
    const [generatedLine, generatedColumn, originalSource, originalLine, originalColumn, name] = entry;
    return { generatedLine, generatedColumn, originalSource, originalLine, originalColumn, name };
  }

  /** The origin of a call site's position, lines and columns from 1. */
  findOrigin(lineNumber, columnNumber) {
    const entry = this.findEntry(lineNumber - 1, columnNumber - 1);
    const { originalSource, originalLine, originalColumn, generatedLine, generatedColumn, name } = entry;
    if (originalSource === undefined || originalLine === undefined || originalColumn === undefined) return {};
    return {
      name,
      fileName: originalSource,
      lineNumber: lineNumber + originalLine - generatedLine,
      columnNumber: columnNumber + originalColumn - generatedColumn,
    };
  }
}

module.exports = { SourceMap };
