'use strict';

// util.MIMEType and MIMEParams, as the MIME Sniffing Standard parses and writes them.

const {
  codes: { ERR_INVALID_MIME_SYNTAX },
} = require('internal/errors');

const notToken = /[^!#$%&'*+\-.^_`|~A-Za-z0-9]/;
const notQuotable = /[^\t\u0020-~\u0080-\u00FF]/;
const leadingSpace = /^[\r\n\t ]*/;
const trailingSpace = /[\r\n\t ]*$/;

function toAsciiLower(text) {
  return text.replace(/[A-Z]+/g, (letters) => letters.toLowerCase());
}

function trimEnd(text) {
  return text.replace(trailingSpace, '');
}

// [type, subtype, where the parameters begin]
function parseTypeAndSubtype(text) {
  let position = leadingSpace.exec(text)[0].length;
  const slash = text.indexOf('/', position);
  const type = slash === -1 ? text.slice(position) : text.slice(position, slash);
  checkToken('type', type, text, slash === -1);
  position = slash + 1;
  const semicolon = text.indexOf(';', position);
  const subtype = trimEnd(semicolon === -1 ? text.slice(position) : text.slice(position, semicolon));
  checkToken('subtype', subtype, text, false);
  return [toAsciiLower(type), toAsciiLower(subtype), semicolon === -1 ? text.length : semicolon + 1];
}

function checkToken(production, token, text, isMissing) {
  const invalid = token.search(notToken);
  if (token === '' || invalid !== -1 || isMissing) throw new ERR_INVALID_MIME_SYNTAX(production, text, invalid);
}

// Past the end of a quoted string that begins at `at` (after the quote): [value, position].
function readQuoted(text, at) {
  let value = '';
  while (at < text.length && text[at] !== '"') {
    if (text[at] === '\\') {
      at++;
      // A backslash at the very end stands for itself.
      value += at < text.length ? text[at] : '\\';
    } else value += text[at];
    at++;
  }
  return [value, at + 1];
}

function parseParameters(text, at, data) {
  while (at < text.length) {
    at += leadingSpace.exec(text.slice(at))[0].length;
    let end = at;
    while (end < text.length && text[end] !== ';' && text[end] !== '=') end++;
    const name = toAsciiLower(text.slice(at, end));
    if (end >= text.length) break;
    at = end + 1;
    if (text[end] === ';') continue;
    let value;
    if (text[at] === '"') {
      [value, at] = readQuoted(text, at + 1);
      const semicolon = text.indexOf(';', at);
      at = semicolon === -1 ? text.length : semicolon + 1;
    } else {
      const semicolon = text.indexOf(';', at);
      value = trimEnd(semicolon === -1 ? text.slice(at) : text.slice(at, semicolon));
      at = semicolon === -1 ? text.length : semicolon + 1;
      // Only a quoted value may be empty.
      if (value === '') continue;
    }
    // The first of several counts; what can't be written is left out.
    if (name !== '' && !notToken.test(name) && !notQuotable.test(value) && !data.has(name)) data.set(name, value);
  }
}

function encodeValue(value) {
  if (value !== '' && !notToken.test(value)) return value;
  return `"${value.replace(/["\\]/g, '\\$&')}"`;
}

let fill;

class MIMEParams {
  #data = new Map();

  delete(name) {
    this.#data.delete(`${name}`);
  }

  get(name) {
    return this.#data.get(`${name}`) ?? null;
  }

  has(name) {
    return this.#data.has(`${name}`);
  }

  set(name, value) {
    name = `${name}`;
    value = `${value}`;
    const invalidName = name.search(notToken);
    if (name === '' || invalidName !== -1) throw new ERR_INVALID_MIME_SYNTAX('parameter name', name, invalidName);
    const invalidValue = value.search(notQuotable);
    if (invalidValue !== -1) throw new ERR_INVALID_MIME_SYNTAX('parameter value', value, invalidValue);
    this.#data.set(name, value);
  }

  *entries() {
    yield* this.#data.entries();
  }

  *keys() {
    yield* this.#data.keys();
  }

  *values() {
    yield* this.#data.values();
  }

  toString() {
    let text = '';
    for (const [name, value] of this.#data) text += `${text === '' ? '' : ';'}${name}=${encodeValue(value)}`;
    return text;
  }

  static {
    fill = (params, text, at) => parseParameters(text, at, params.#data);
  }
}

Object.defineProperties(MIMEParams.prototype, {
  toJSON: { __proto__: null, configurable: true, enumerable: false, writable: true, value: MIMEParams.prototype.toString },
  [Symbol.iterator]: { __proto__: null, configurable: true, enumerable: false, writable: true, value: MIMEParams.prototype.entries },
});

class MIMEType {
  #type;
  #subtype;
  #parameters = new MIMEParams();

  constructor(string) {
    string = `${string}`;
    const [type, subtype, at] = parseTypeAndSubtype(string);
    this.#type = type;
    this.#subtype = subtype;
    fill(this.#parameters, string, at);
  }

  get type() {
    return this.#type;
  }

  set type(value) {
    value = `${value}`;
    checkToken('type', value, value, false);
    this.#type = toAsciiLower(value);
  }

  get subtype() {
    return this.#subtype;
  }

  set subtype(value) {
    value = `${value}`;
    checkToken('subtype', value, value, false);
    this.#subtype = toAsciiLower(value);
  }

  get essence() {
    return `${this.#type}/${this.#subtype}`;
  }

  get params() {
    return this.#parameters;
  }

  toString() {
    const parameters = this.#parameters.toString();
    return parameters === '' ? this.essence : `${this.essence};${parameters}`;
  }
}

Object.defineProperty(MIMEType.prototype, 'toJSON', {
  __proto__: null,
  configurable: true,
  enumerable: false,
  writable: true,
  value: MIMEType.prototype.toString,
});

module.exports = { MIMEParams, MIMEType };
