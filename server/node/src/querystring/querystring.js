'use strict';

const { codes: { ERR_INVALID_URI } } = require('internal/errors');
const { Buffer } = require('buffer');

const PLUS = 43;
const PERCENT = 37;

function hexDigit(code) {
  if (code >= 48 && code <= 57) return code - 48;
  if (code >= 65 && code <= 70) return code - 55;
  if (code >= 97 && code <= 102) return code - 87;
  return -1;
}

// Bytes of a text with its `%XX` decoded; what is not well formed stays as it is.
function unescapeBuffer(s, decodeSpaces) {
  const text = `${s}`;
  const out = Buffer.allocUnsafe(text.length);
  let at = 0;
  for (let i = 0; i < text.length; i++) {
    let code = text.charCodeAt(i);
    if (code === PLUS && decodeSpaces) {
      code = 32;
    } else if (code === PERCENT && i + 2 < text.length) {
      const high = hexDigit(text.charCodeAt(i + 1));
      const low = hexDigit(text.charCodeAt(i + 2));
      if (high >= 0 && low >= 0) {
        code = high << 4 | low;
        i += 2;
      }
    }
    out[at++] = code;
  }
  return at === text.length ? out : out.slice(0, at);
}

function qsUnescape(s, decodeSpaces) {
  try {
    return decodeURIComponent(s);
  } catch {
    return QueryString.unescapeBuffer(s, decodeSpaces).toString();
  }
}

const special = /[+%]/;
const escapes = /%[0-9A-Fa-f]{2}/;
const wellFormed = /^[A-Za-z0-9\-_.!~*'()]*$/;

function encode(text) {
  if (text.length < 64 && wellFormed.test(text)) return text;
  try {
    return encodeURIComponent(text);
  } catch {
    return encodeIllFormed(text);
  }
}

// Node takes whatever follows a surrogate for its other half; only at the end of the text is that an error.
function encodeIllFormed(text) {
  let result = '';
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    if ((unit & 0xf800) !== 0xd800) {
      result += encodeURIComponent(text[i]);
      continue;
    }
    i++;
    if (i >= text.length) throw new ERR_INVALID_URI();
    result += encodeURIComponent(String.fromCodePoint(0x10000 + ((unit & 0x3ff) << 10 | text.charCodeAt(i) & 0x3ff)));
  }
  return result;
}

function qsEscape(str) {
  if (typeof str !== 'string') str = typeof str === 'object' ? String(str) : `${str}`;
  return encode(str);
}

function primitiveText(value) {
  if (typeof value === 'string') return value;
  if (typeof value === 'number' && isFinite(value)) return `${value}`;
  if (typeof value === 'bigint') return `${value}`;
  if (typeof value === 'boolean') return value ? 'true' : 'false';
  return '';
}

function encodeValue(value, encoder) {
  if (typeof value === 'string') return value.length > 0 ? encoder(value) : '';
  if (typeof value === 'number' && isFinite(value)) {
    // Only large numbers hold a character (`+`) to be escaped.
    return Math.abs(value) < 1e21 ? `${value}` : encoder(`${value}`);
  }
  return primitiveText(value);
}

function encodeWithCustom(value, encoder) {
  return encoder(primitiveText(value));
}

function stringify(obj, sep, eq, options) {
  sep ||= '&';
  eq ||= '=';
  let encoder = QueryString.escape;
  if (options && typeof options.encodeURIComponent === 'function') encoder = options.encodeURIComponent;
  const convert = encoder === qsEscape ? encodeValue : encodeWithCustom;

  if (obj === null || typeof obj !== 'object') return '';
  const keys = Object.keys(obj);
  let fields = '';
  for (let i = 0; i < keys.length; i++) {
    const key = keys[i];
    const value = obj[key];
    const start = `${convert(key, encoder)}${eq}`;
    if (Array.isArray(value)) {
      for (let j = 0; j < value.length; j++) {
        if (fields) fields += sep;
        fields += start + convert(value[j], encoder);
      }
    } else {
      if (fields) fields += sep;
      fields += start + convert(value, encoder);
    }
  }
  return fields;
}

function decodeText(text, decoder) {
  try {
    return decoder(text);
  } catch {
    return QueryString.unescape(text, true);
  }
}

function parse(qs, sep, eq, options) {
  const result = { __proto__: null };
  if (typeof qs !== 'string' || qs.length === 0) return result;
  const separator = sep ? `${sep}` : '&';
  const equals = eq ? `${eq}` : '=';

  let pairs = 1000;
  if (options && typeof options.maxKeys === 'number') pairs = options.maxKeys > 0 ? options.maxKeys : -1;

  let decoder = QueryString.unescape;
  if (options && typeof options.decodeURIComponent === 'function') decoder = options.decodeURIComponent;
  const custom = decoder !== qsUnescape;
  // A decoder of somebody else's sees the space as it would stand in the text.
  const space = custom ? '%20' : ' ';

  const isPlain = !custom && !special.test(qs);
  const read = (text) => {
    if (isPlain || !custom && !special.test(text)) return text;
    if (text.includes('+')) text = text.replaceAll('+', space);
    return text.length > 0 && (custom || escapes.test(text)) ? decodeText(text, decoder) : text;
  };

  const add = (start, middle, end) => {
    const key = read(qs.slice(start, middle === -1 ? end : middle));
    const value = middle === -1 ? '' : read(qs.slice(middle + equals.length, end));
    const present = result[key];
    if (present === undefined) result[key] = value;
    else if (typeof present === 'string') result[key] = [present, value];
    else present.push(value);
  };

  if (separator.length === 1 && equals.length === 1) {
    // What nearly everybody asks for: one pass over the characters.
    const separatorCode = separator.charCodeAt(0);
    const equalsCode = equals.charCodeAt(0);
    let start = 0;
    let middle = -1;
    for (let i = 0; i <= qs.length; i++) {
      const code = i < qs.length ? qs.charCodeAt(i) : separatorCode;
      if (code === separatorCode) {
        if (i > start) add(start, middle, i);
        // Empty pairs count too.
        if (--pairs === 0) return result;
        start = i + 1;
        middle = -1;
      } else if (code === equalsCode && middle === -1) {
        middle = i;
      }
    }
    return result;
  }

  for (let start = 0; start <= qs.length;) {
    let end = qs.indexOf(separator, start);
    if (end === -1 || separator === '') end = qs.length;
    if (end > start) {
      const middle = qs.indexOf(equals, start);
      add(start, middle !== -1 && middle + equals.length <= end ? middle : -1, end);
    }
    if (--pairs === 0) return result;
    start = end + (separator.length || 1);
  }
  return result;
}

const QueryString = module.exports = {
  unescapeBuffer,
  // `qsUnescape` and `qsEscape` may be replaced by programs; parse and stringify then use what they find here.
  unescape: qsUnescape,
  escape: qsEscape,
  stringify,
  encode: stringify,
  parse,
  decode: parse,
};
