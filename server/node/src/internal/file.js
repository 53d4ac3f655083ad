'use strict';
// File: a Blob with a name and a date.

const { codes: { ERR_INVALID_THIS, ERR_MISSING_ARGS } } = require('internal/errors');
const { Blob } = require('internal/blob');
const { kEnumerableProperty, toUSVString } = require('internal/util');
const customInspect = Symbol.for('nodejs.util.inspect.custom');

class File extends Blob {
  #name;
  #lastModified;

  constructor(fileBits, fileName, options = {}) {
    if (arguments.length < 2) throw new ERR_MISSING_ARGS('fileBits', 'fileName');
    super(fileBits, options);
    const { lastModified } = options ?? {};
    if (lastModified === undefined) {
      this.#lastModified = Date.now();
    } else {
      // WebIDL's long long: wraps, and is 0 for what is no number.
      const number = Math.trunc(+lastModified);
      this.#lastModified = Number.isFinite(number) ? Number(BigInt.asIntN(64, BigInt(number))) : 0;
    }
    this.#name = toUSVString(fileName);
  }

  get name() {
    checkThis(this);
    return this.#name;
  }

  get lastModified() {
    checkThis(this);
    return this.#lastModified;
  }

  [customInspect](depth, options) {
    if (depth < 0) return this;
    const { inspect } = require('internal/util/inspect');
    const shown = { ...options, depth: options.depth == null ? null : options.depth - 1 };
    const { size, type } = this;
    return `File ${inspect({ size, type, name: this.#name, lastModified: this.#lastModified }, shown)}`;
  }

  static isFile(value) {
    return #name in value;
  }
}

const { isFile } = File;
delete File.isFile;

function checkThis(value) {
  if (typeof value !== 'object' || value === null || !isFile(value)) throw new ERR_INVALID_THIS('File');
}

Object.defineProperties(File.prototype, {
  name: kEnumerableProperty,
  lastModified: kEnumerableProperty,
  [Symbol.toStringTag]: { __proto__: null, configurable: true, value: 'File' },
});
Object.defineProperty(File, 'length', { __proto__: null, configurable: true, value: 2 });

module.exports = { File };
