'use strict';
/*! What is wrong with a text that is no JSON, and which cycle `JSON.stringify` met, in V8's words. */

/** Lines and columns from 1. */
function placeOf(text, position) {
  let line = 1;
  let start = 0;
  for (let at = text.indexOf('\n'); at !== -1 && at < position; at = text.indexOf('\n', at + 1)) {
    line++;
    start = at + 1;
  }
  return `(line ${line} column ${position - start + 1})`;
}

/** V8 shows a short text whole, a long one around the place. */
function excerpt(text, position) {
  const reach = 10;
  if (text.length <= 40) return `"${text}" is not valid JSON`;
  const from = Math.max(0, position - reach);
  const to = Math.min(text.length, position + reach);
  return `${from > 0 ? '...' : ''}"${text.slice(from, to)}"${to < text.length ? '... ' : ' '}is not valid JSON`;
}

/** Thrown and caught in this file: what is wrong, and where. */
class Fault {
  constructor(message, position) {
    this.message = message;
    this.position = position;
  }
}

/** Walks the text as JSON's grammar has it, to the first thing that does not fit. */
class Scanner {
  constructor(text) {
    this.text = text;
    this.at = 0;
  }

  skip() {
    for (;;) {
      const unit = this.text.charCodeAt(this.at);
      if (unit !== 0x20 && unit !== 0x0a && unit !== 0x0d && unit !== 0x09) return unit;
      this.at++;
    }
  }

  unexpected(at = this.at) {
    if (at >= this.text.length) throw new Fault('Unexpected end of JSON input');
    throw new Fault(`Unexpected token '${String.fromCodePoint(this.text.codePointAt(at))}', `, at);
  }

  value() {
    switch (this.skip()) {
      case 0x7b: return this.object();
      case 0x5b: return this.array();
      case 0x22: return this.string();
      case 0x74: return this.word('true');
      case 0x66: return this.word('false');
      case 0x6e: return this.word('null');
      default: return this.number();
    }
  }

  word(word) {
    for (let i = 0; i < word.length; i++, this.at++) if (this.text[this.at] !== word[i]) this.unexpected();
  }

  digits() {
    const start = this.at;
    while (this.text.charCodeAt(this.at) >= 0x30 && this.text.charCodeAt(this.at) <= 0x39) this.at++;
    return this.at > start;
  }

  number() {
    const { text } = this;
    const start = this.at;
    const negative = text[this.at] === '-';
    if (negative) this.at++;
    if (text[this.at] === '0') {
      this.at++;
      if (text.charCodeAt(this.at) >= 0x30 && text.charCodeAt(this.at) <= 0x39) throw new Fault('Unexpected number in JSON at position', this.at);
    } else if (!this.digits()) {
      if (negative) throw new Fault('No number after minus sign in JSON at position', this.at);
      this.unexpected(start);
    }
    if (text[this.at] === '.') {
      this.at++;
      if (!this.digits()) throw new Fault('Unterminated fractional number in JSON at position', this.at);
    }
    if (text[this.at] === 'e' || text[this.at] === 'E') {
      this.at++;
      if (text[this.at] === '+' || text[this.at] === '-') this.at++;
      if (!this.digits()) throw new Fault('Exponent part is missing a number in JSON at position', this.at);
    }
  }

  string() {
    const { text } = this;
    for (this.at++; ; this.at++) {
      if (this.at >= text.length) throw new Fault('Unterminated string in JSON at position', this.at);
      const unit = text.charCodeAt(this.at);
      if (unit === 0x22) break;
      if (unit < 0x20) throw new Fault('Bad control character in string literal in JSON at position', this.at);
      if (unit !== 0x5c) continue;
      this.at++;
      if (this.at >= text.length) throw new Fault('Unterminated string in JSON at position', this.at);
      if (text[this.at] === 'u') {
        for (let i = 0; i < 4; i++) {
          this.at++;
          if (!/^[\da-fA-F]$/.test(text[this.at] ?? '')) throw new Fault('Bad Unicode escape in JSON at position', this.at);
        }
      } else if (!'"\\/bfnrt'.includes(text[this.at])) {
        throw new Fault('Bad escaped character in JSON at position', this.at);
      }
    }
    this.at++;
  }

  object() {
    this.at++;
    if (this.skip() === 0x7d) {
      this.at++;
      return;
    }
    for (let isFirst = true; ; isFirst = false) {
      if (this.skip() !== 0x22) {
        const what = isFirst ? 'Expected property name or \'}\'' : 'Expected double-quoted property name';
        throw new Fault(`${what} in JSON at position`, this.at);
      }
      this.string();
      if (this.skip() !== 0x3a) throw new Fault('Expected \':\' after property name in JSON at position', this.at);
      this.at++;
      this.value();
      const next = this.skip();
      if (next === 0x7d) break;
      if (next !== 0x2c) throw new Fault('Expected \',\' or \'}\' after property value in JSON at position', this.at);
      this.at++;
    }
    this.at++;
  }

  array() {
    this.at++;
    if (this.skip() === 0x5d) {
      this.at++;
      return;
    }
    for (;;) {
      this.value();
      const next = this.skip();
      if (next === 0x5d) break;
      if (next !== 0x2c) throw new Fault('Expected \',\' or \']\' after array element in JSON at position', this.at);
      this.at++;
    }
    this.at++;
  }

  whole() {
    this.value();
    this.skip();
    if (this.at < this.text.length) throw new Fault('Unexpected non-whitespace character after JSON at position', this.at);
  }
}

/** V8's message for a text that is no JSON, or undefined where this scanner finds nothing wrong. */
function explain(text) {
  // What forgotten arguments and objects become.
  if (text === 'undefined' || text === '[object Object]') return `"${text}" is not valid JSON`;
  try {
    new Scanner(text).whole();
  } catch (fault) {
    if (!(fault instanceof Fault)) return undefined;
    if (fault.position === undefined) return fault.message;
    if (fault.message.endsWith('position')) return `${fault.message} ${fault.position} ${placeOf(text, fault.position)}`;
    return fault.message + excerpt(text, fault.position);
  }
  return undefined;
}

function constructorName(object) {
  return `object with constructor '${object.constructor?.name ?? 'Object'}'`;
}

/** The first cycle that `JSON.stringify` meets, as V8 tells it. */
function describeCycle(root) {
  const path = [];
  const find = (object) => {
    const start = path.findIndex((step) => step.object === object);
    if (start !== -1) return start;
    path.push({ object, key: undefined });
    for (const key of Object.keys(object)) {
      const descriptor = Object.getOwnPropertyDescriptor(object, key);
      const value = descriptor?.value;
      if (typeof value !== 'object' || value === null) continue;
      path.at(-1).key = Array.isArray(object) ? `index ${key}` : `property '${key}'`;
      const found = find(value);
      if (found !== -1) return found;
    }
    path.pop();
    return -1;
  };
  const start = find(root);
  if (start === -1) return '';
  const cycle = path.slice(start);
  const lines = [`\n    --> starting at ${constructorName(cycle[0].object)}`];
  for (let i = 1; i < cycle.length; i++) {
    // V8 leaves out the middle of a long cycle.
    if (cycle.length > 4 && i === 3) lines.push('\n    |     ...');
    if (i > 2 && i < cycle.length - 1) continue;
    lines.push(`\n    |     ${cycle[i - 1].key} -> ${constructorName(cycle[i].object)}`);
  }
  lines.push(`\n    --- ${cycle.at(-1).key} closes the circle`);
  return lines.join('');
}

/** The error to throw for one that JSON.parse threw. */
function ofParse(error, text, parse) {
  // What a reviver or a toString throws passes.
  if (!(error instanceof SyntaxError) || !error.message.startsWith('JSON Parse error')) return error;
  const message = explain(`${text}`);
  return message === undefined ? error : explained(new SyntaxError(message), parse);
}

/** The error to throw for one that JSON.stringify threw. */
function ofStringify(error, value, stringify) {
  if (!(error instanceof TypeError)) return error;
  if (error.message.startsWith('JSON.stringify cannot serialize cyclic')) {
    return explained(new TypeError(`Converting circular structure to JSON${describeCycle(value)}`), stringify);
  }
  if (error.message.startsWith('JSON.stringify cannot serialize BigInt')) {
    return explained(new TypeError('Do not know how to serialize a BigInt'), stringify);
  }
  return error;
}

/** Its stack begins where the function was called. */
function explained(error, thrower) {
  Error.captureStackTrace(error, thrower);
  return error;
}

module.exports = { ofParse, ofStringify };
