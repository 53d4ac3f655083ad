'use strict';

// node:punycode (deprecated): Punycode as RFC 3492 defines it, and domain names with it.

const maxInt = 2147483647;
const base = 36;
const tMin = 1;
const tMax = 26;
const skew = 38;
const damp = 700;
const initialBias = 72;
const initialN = 128;
const delimiter = '-';

const prefixed = /^xn--/;
const nonAscii = /[^\0-\x7F]/;
// Full stops of East Asian scripts separate labels too.
const separators = /[\x2E\u3002\uFF0E\uFF61]/g;

const messages = {
  overflow: 'Overflow: input needs wider integers to process',
  'not-basic': 'Illegal input >= 0x80 (not a basic code point)',
  'invalid-input': 'Invalid input',
};

function fail(kind) {
  throw new RangeError(messages[kind]);
}

// Applies `convert` to each label; what is before an @ stays.
function mapDomain(domain, convert) {
  const parts = domain.split('@');
  let result = '';
  if (parts.length > 1) {
    result = `${parts[0]}@`;
    domain = parts[1];
  }
  return result + domain.replace(separators, '.').split('.').map(convert).join('.');
}

// UTF-16 -> code points; lone surrogates stay as they are.
function ucs2decode(string) {
  const output = [];
  for (let index = 0; index < string.length; index++) {
    const codePoint = string.codePointAt(index);
    output.push(codePoint);
    if (codePoint > 0xffff) index++;
  }
  return output;
}

function ucs2encode(codePoints) {
  let text = '';
  for (const codePoint of codePoints) text += String.fromCodePoint(codePoint);
  return text;
}

function digitOf(codePoint) {
  if (codePoint >= 0x30 && codePoint < 0x3a) return 26 + (codePoint - 0x30);
  if (codePoint >= 0x41 && codePoint < 0x5b) return codePoint - 0x41;
  if (codePoint >= 0x61 && codePoint < 0x7b) return codePoint - 0x61;
  return base;
}

function characterOf(digit) {
  return String.fromCharCode(digit < 26 ? digit + 97 : digit + 22);
}

function adapt(delta, count, isFirst) {
  delta = isFirst ? Math.floor(delta / damp) : delta >> 1;
  delta += Math.floor(delta / count);
  let k = 0;
  for (; delta > ((base - tMin) * tMax) >> 1; k += base) delta = Math.floor(delta / (base - tMin));
  return Math.floor(k + ((base - tMin + 1) * delta) / (delta + skew));
}

function threshold(k, bias) {
  return k <= bias ? tMin : k >= bias + tMax ? tMax : k - bias;
}

function decode(input) {
  const output = [];
  let n = initialN;
  let bias = initialBias;
  let i = 0;
  const basic = Math.max(0, input.lastIndexOf(delimiter));
  for (let index = 0; index < basic; index++) {
    if (input.charCodeAt(index) >= 0x80) fail('not-basic');
    output.push(input.charCodeAt(index));
  }
  for (let index = basic > 0 ? basic + 1 : 0; index < input.length; ) {
    const before = i;
    for (let weight = 1, k = base; ; k += base) {
      if (index >= input.length) fail('invalid-input');
      const digit = digitOf(input.charCodeAt(index++));
      if (digit >= base) fail('invalid-input');
      if (digit > Math.floor((maxInt - i) / weight)) fail('overflow');
      i += digit * weight;
      const t = threshold(k, bias);
      if (digit < t) break;
      if (weight > Math.floor(maxInt / (base - t))) fail('overflow');
      weight *= base - t;
    }
    const count = output.length + 1;
    bias = adapt(i - before, count, before === 0);
    if (Math.floor(i / count) > maxInt - n) fail('overflow');
    n += Math.floor(i / count);
    i %= count;
    output.splice(i++, 0, n);
  }
  return String.fromCodePoint(...output);
}

function encode(input) {
  const codePoints = ucs2decode(input);
  let output = '';
  for (const codePoint of codePoints) if (codePoint < 0x80) output += String.fromCharCode(codePoint);
  const basic = output.length;
  let handled = basic;
  if (basic > 0) output += delimiter;
  let n = initialN;
  let delta = 0;
  let bias = initialBias;
  while (handled < codePoints.length) {
    let next = maxInt;
    for (const codePoint of codePoints) if (codePoint >= n && codePoint < next) next = codePoint;
    const count = handled + 1;
    if (next - n > Math.floor((maxInt - delta) / count)) fail('overflow');
    delta += (next - n) * count;
    n = next;
    for (const codePoint of codePoints) {
      if (codePoint < n && ++delta > maxInt) fail('overflow');
      if (codePoint !== n) continue;
      let q = delta;
      for (let k = base; ; k += base) {
        const t = threshold(k, bias);
        if (q < t) break;
        output += characterOf(t + ((q - t) % (base - t)));
        q = Math.floor((q - t) / (base - t));
      }
      output += characterOf(q);
      bias = adapt(delta, count, handled === basic);
      delta = 0;
      handled++;
    }
    delta++;
    n++;
  }
  return output;
}

function toUnicode(input) {
  return mapDomain(input, (label) => (prefixed.test(label) ? decode(label.slice(4).toLowerCase()) : label));
}

function toASCII(input) {
  return mapDomain(input, (label) => (nonAscii.test(label) ? `xn--${encode(label)}` : label));
}


module.exports = {
  version: '2.1.0',
  ucs2: { decode: ucs2decode, encode: ucs2encode },
  decode,
  encode,
  toASCII,
  toUnicode,
};
