'use strict';

// Strings, numbers, symbols and property names, as util.inspect writes them.

const { isFinite } = Number;

const needsEscape = /[\x00-\x1f'\\\x7f-\x9f\ud800-\udfff]/;
const escapeOrSurrogate = /[\x00-\x1f'\\\x7f-\x9f]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;
const escapeOrSurrogateKeepQuote = /[\x00-\x1f\\\x7f-\x9f]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;
const identifier = /^[a-zA-Z_][a-zA-Z_0-9]*$/;

const named = { __proto__: null, '\b': '\\b', '\t': '\\t', '\n': '\\n', '\f': '\\f', '\r': '\\r', "'": "\\'", '\\': '\\\\' };

function escapeCharacter(character) {
  const name = named[character];
  if (name !== undefined) return name;
  const code = character.charCodeAt(0);
  return code < 256 ? `\\x${code.toString(16).toUpperCase().padStart(2, '0')}` : `\\u${code.toString(16)}`;
}

// In single quotes, or in the first kind of quotes that the text doesn't hold.
function quote(text) {
  if (text.length < 5000 && !needsEscape.test(text)) return `'${text}'`;
  let mark = "'";
  let pattern = escapeOrSurrogate;
  if (text.includes("'")) {
    if (!text.includes('"')) mark = '"';
    else if (!text.includes('`') && !text.includes('${')) mark = '`';
    if (mark !== "'") pattern = escapeOrSurrogateKeepQuote;
  }
  return mark + text.replace(pattern, escapeCharacter) + mark;
}

function separateThousands(digits) {
  let result = '';
  let end = digits.length;
  const start = digits[0] === '-' ? 1 : 0;
  for (; end >= start + 4; end -= 3) result = `_${digits.slice(end - 3, end)}${result}`;
  return end === digits.length ? digits : `${digits.slice(0, end)}${result}`;
}

function separateFraction(digits) {
  let result = '';
  let start = 0;
  for (; start < digits.length - 3; start += 3) result += `${digits.slice(start, start + 3)}_`;
  return start === 0 ? digits : `${result}${digits.slice(start)}`;
}

function numberText(value, separator) {
  if (!separator) return value === 0 && 1 / value < 0 ? '-0' : `${value}`;
  const integer = Math.trunc(value);
  const text = String(integer);
  if (integer === value) return !isFinite(value) || text.includes('e') ? text : separateThousands(text);
  if (value !== value) return text;
  return `${separateThousands(text)}.${separateFraction(String(value).slice(text.length + 1))}`;
}

function formatNumber(stylize, value, separator) {
  return stylize(numberText(value, separator), 'number');
}

function bigIntText(value, separator) {
  const text = String(value);
  return `${separator ? separateThousands(text) : text}n`;
}

function formatBigInt(stylize, value, separator) {
  return stylize(bigIntText(value, separator), 'bigint');
}

function symbolText(symbol) {
  return Symbol.prototype.toString.call(symbol);
}

// Shorter strings are not worth a line of their own.
const kMinLineWidth = 16;

function formatString(ctx, value) {
  let trailer = '';
  if (value.length > ctx.maxStringLength) {
    const remaining = value.length - ctx.maxStringLength;
    value = value.slice(0, ctx.maxStringLength);
    trailer = `... ${remaining} more character${remaining > 1 ? 's' : ''}`;
  }
  const { stylize } = ctx;
  if (
    ctx.compact !== true &&
    value.length > kMinLineWidth &&
    value.length > ctx.breakLength - ctx.indentationLvl - 4 &&
    value.includes('\n')
  ) {
    const separator = ` +\n${' '.repeat(ctx.indentationLvl + 2)}`;
    return value.split(/(?<=\n)/).map((line) => stylize(quote(line), 'string')).join(separator) + trailer;
  }
  return stylize(quote(value), 'string') + trailer;
}

function formatPrimitive(ctx, value) {
  const { stylize } = ctx;
  switch (typeof value) {
    case 'string':
      return formatString(ctx, value);
    case 'number':
      return formatNumber(stylize, value, ctx.numericSeparator);
    case 'bigint':
      return formatBigInt(stylize, value, ctx.numericSeparator);
    case 'boolean':
      return stylize(`${value}`, 'boolean');
    case 'undefined':
      return stylize('undefined', 'undefined');
    case 'object':
      return stylize('null', 'null');
    default:
      return stylize(symbolText(value), 'symbol');
  }
}

// Names that need no quotes: the same ones come again and again.
const plainNames = new Set();
const kMaxPlainNames = 4096;

// A property's name: bare, quoted, or in brackets when it is a symbol or not enumerable.
function formatKey(stylize, key, enumerable) {
  if (typeof key === 'symbol') {
    const text = symbolText(key).replace(escapeOrSurrogateKeepQuote, escapeCharacter);
    return `[${stylize(text, 'symbol')}]`;
  }
  if (key === '__proto__') return "['__proto__']";
  if (!enumerable) return `[${key.replace(escapeOrSurrogate, escapeCharacter)}]`;
  if (plainNames.has(key)) return stylize(key, 'name');
  if (identifier.test(key)) {
    if (plainNames.size < kMaxPlainNames) plainNames.add(key);
    return stylize(key, 'name');
  }
  return stylize(quote(key), 'string');
}

module.exports = { bigIntText, formatBigInt, formatKey, formatNumber, formatPrimitive, numberText, quote, symbolText };
