'use strict';
// One object for each encoding of Buffer: `byteLength(string)`, `slice(bytes, start, end)` to text, `write(bytes, string,
// offset, room)` from text. Arguments are trusted: the callers have checked them.
//
// Short texts stay in JavaScript, long ones cross into native code once. Hex and base64 are the engine's own
// (`toHex`, `setFromBase64`, ...), which need no crossing; they are strict, so what they refuse goes to the lenient loops
// that Node's rules ask for.

const native = lode.native('buffer');
const utf8 = require('internal/buffer/utf8');
const { fromCharCode } = String;
const { toHex, toBase64, setFromHex, setFromBase64 } = Uint8Array.prototype;
const { call } = Function.prototype;
const bytesToHex = call.bind(toHex);
const bytesToBase64 = call.bind(toBase64);
const bytesFromHex = call.bind(setFromHex);
const bytesFromBase64 = call.bind(setFromBase64);

const DECODE_IN_JS = 80;
const WRITE_IN_JS = 300;

// A plain view of part of a buffer, for the engine's methods that take whole arrays.
function view(bytes, start, end) {
  if (start === 0 && end === bytes.length) return bytes;
  return new Uint8Array(bytes.buffer, bytes.byteOffset + start, end - start);
}

// Node's longest string; the engine would make longer ones, but programs rely on this limit.
const LONGEST = 536870888;

function checkLength(length) {
  if (length <= LONGEST) return;
  const { genericNodeError } = require('internal/errors');
  throw genericNodeError('Cannot create a string longer than 0x1fffffe8 characters', { code: 'ERR_STRING_TOO_LONG' });
}

function utf8Slice(bytes, start, end) {
  if (end - start <= LONGEST) return utf8.decode(bytes, start, end);
  // A unit is three bytes at most, and one when all is ASCII: only between these is the text needed to know.
  checkLength(Math.ceil((end - start) / 3));
  if (native.isAscii(view(bytes, start, end))) checkLength(end - start);
  const text = utf8.decode(bytes, start, end);
  checkLength(text.length);
  return text;
}

function latin1Slice(bytes, start, end) {
  checkLength(end - start);
  if (end - start > DECODE_IN_JS) return native.decodeLatin1(bytes, start, end);
  let text = '';
  for (let i = start; i < end; i++) text += fromCharCode(bytes[i]);
  return text;
}

function asciiSlice(bytes, start, end) {
  checkLength(end - start);
  if (end - start > DECODE_IN_JS) return native.decodeAscii(bytes, start, end);
  let text = '';
  for (let i = start; i < end; i++) text += fromCharCode(bytes[i] & 0x7f);
  return text;
}

function utf16Slice(bytes, start, end) {
  checkLength((end - start) >>> 1);
  if (end - start > 2 * DECODE_IN_JS) return native.decodeUtf16(bytes, start, end);
  let text = '';
  for (let i = start; i + 1 < end; i += 2) text += fromCharCode(bytes[i] | bytes[i + 1] << 8);
  return text;
}

function hexSlice(bytes, start, end) {
  checkLength(2 * (end - start));
  return start >= end ? '' : bytesToHex(view(bytes, start, end));
}

function base64Slice(bytes, start, end) {
  return start >= end ? '' : bytesToBase64(view(bytes, start, end));
}

const base64urlOutput = { __proto__: null, alphabet: 'base64url', omitPadding: true };

function base64urlSlice(bytes, start, end) {
  return start >= end ? '' : bytesToBase64(view(bytes, start, end), base64urlOutput);
}

// ASCII text is written as Latin-1, as Node does.
function latin1Write(bytes, string, offset, room) {
  const count = Math.min(string.length, room);
  if (count > WRITE_IN_JS) return native.writeLatin1(bytes, string, offset, count);
  for (let i = 0; i < count; i++) bytes[offset + i] = string.charCodeAt(i);
  return count;
}

function utf16Write(bytes, string, offset, room) {
  const count = Math.min(string.length, room >>> 1);
  if (count > WRITE_IN_JS) return native.writeUtf16(bytes, string, offset, count);
  let at = offset;
  for (let i = 0; i < count; i++) {
    const unit = string.charCodeAt(i);
    bytes[at++] = unit;
    bytes[at++] = unit >>> 8;
  }
  return 2 * count;
}

const NOT_A_DIGIT = 0xff;
const hexDigits = new Uint8Array(256).fill(NOT_A_DIGIT);
for (let i = 0; i < 16; i++) {
  hexDigits['0123456789abcdef'.charCodeAt(i)] = i;
  hexDigits['0123456789ABCDEF'.charCodeAt(i)] = i;
}

// Stops before the first pair that is not two digits.
function hexWrite(bytes, string, offset, room) {
  const count = Math.min(string.length >>> 1, room);
  if (count > 32 && count === room) {
    // The engine's decoder is quicker, but takes valid text only.
    const text = string.length === 2 * count ? string : string.slice(0, 2 * count);
    try {
      return bytesFromHex(view(bytes, offset, offset + count), text).written;
    } catch {
      // Not all digits: the loop below finds where they end.
    }
  }
  for (let i = 0; i < count; i++) {
    // Characters count by their low byte, as in Node.
    const high = hexDigits[string.charCodeAt(2 * i) & 0xff];
    const low = hexDigits[string.charCodeAt(2 * i + 1) & 0xff];
    if (high === NOT_A_DIGIT || low === NOT_A_DIGIT) return i;
    bytes[offset + i] = high << 4 | low;
  }
  return count;
}

const PADDING = '='.charCodeAt(0);
const base64Digits = new Uint8Array(256).fill(NOT_A_DIGIT);
for (let i = 0; i < 64; i++) {
  base64Digits['ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'.charCodeAt(i)] = i;
}
base64Digits['-'.charCodeAt(0)] = 62;
base64Digits['_'.charCodeAt(0)] = 63;

// Reads both alphabets, skips what is in neither, stops at padding. Characters count by their low byte, as in Node.
function base64WriteLenient(bytes, string, offset, room) {
  const length = string.length;
  const end = offset + room;
  let at = offset;
  let bits = 0;
  let pending = 0;
  for (let i = 0; i < length && at < end; i++) {
    const unit = string.charCodeAt(i) & 0xff;
    const digit = base64Digits[unit];
    if (digit === NOT_A_DIGIT) {
      if (unit === PADDING) break;
      continue;
    }
    pending = (pending << 6 | digit) & 0xfff;
    bits += 6;
    if (bits >= 8) {
      bits -= 8;
      bytes[at++] = pending >>> bits;
    }
  }
  return at - offset;
}

const base64Input = { __proto__: null, alphabet: 'base64' };
const base64urlInput = { __proto__: null, alphabet: 'base64url' };

function base64WriteWith(bytes, string, offset, room, options) {
  // With less room than the text may need, the engine would stop at a group of four; Node fills the room.
  if (string.length > 16 && room >= base64ByteLength(string)) {
    try {
      return bytesFromBase64(view(bytes, offset, offset + room), string, options).written;
    } catch {
      // Other alphabet, stray characters or odd padding.
    }
  }
  return base64WriteLenient(bytes, string, offset, room);
}

function base64Write(bytes, string, offset, room) {
  return base64WriteWith(bytes, string, offset, room, base64Input);
}

function base64urlWrite(bytes, string, offset, room) {
  return base64WriteWith(bytes, string, offset, room, base64urlInput);
}

// An upper bound that is exact for well-formed text; Node answers the same.
function base64ByteLength(string) {
  let length = string.length;
  if (length > 0 && string.charCodeAt(length - 1) === PADDING) {
    length--;
    if (length > 1 && string.charCodeAt(length - 1) === PADDING) length--;
  }
  return Math.floor(length * 3 / 4);
}

const utf8Codec = {
  name: 'utf8', byteLength: utf8.byteLength, slice: utf8Slice, write: utf8.encodeInto,
};
const utf16leCodec = {
  name: 'utf16le', byteLength: (string) => string.length * 2, slice: utf16Slice, write: utf16Write,
};
const latin1Codec = {
  name: 'latin1', byteLength: (string) => string.length, slice: latin1Slice, write: latin1Write,
};
const asciiCodec = {
  name: 'ascii', byteLength: (string) => string.length, slice: asciiSlice, write: latin1Write,
};
const hexCodec = {
  name: 'hex', byteLength: (string) => string.length >>> 1, slice: hexSlice, write: hexWrite,
};
const base64Codec = {
  name: 'base64', byteLength: base64ByteLength, slice: base64Slice, write: base64Write,
};
const base64urlCodec = {
  name: 'base64url', byteLength: base64ByteLength, slice: base64urlSlice, write: base64urlWrite,
};

const codecs = new Map([
  ['utf8', utf8Codec], ['utf-8', utf8Codec],
  ['ucs2', utf16leCodec], ['ucs-2', utf16leCodec], ['utf16le', utf16leCodec], ['utf-16le', utf16leCodec],
  ['latin1', latin1Codec], ['binary', latin1Codec],
  ['ascii', asciiCodec], ['hex', hexCodec], ['base64', base64Codec], ['base64url', base64urlCodec],
]);

// The codec of an encoding's name in any case; undefined when there is none.
function codecOf(encoding) {
  if (encoding === 'utf8') return utf8Codec;
  const text = `${encoding}`;
  return codecs.get(text) ?? codecs.get(text.toLowerCase());
}

function codecOrThrow(encoding) {
  const codec = codecOf(encoding);
  if (codec === undefined) {
    const { codes: { ERR_UNKNOWN_ENCODING } } = require('internal/errors');
    throw new ERR_UNKNOWN_ENCODING(encoding);
  }
  return codec;
}

module.exports = {
  asciiCodec, base64Codec, base64urlCodec, codecOf, codecOrThrow, hexCodec, latin1Codec, utf16leCodec, utf8Codec,
};
