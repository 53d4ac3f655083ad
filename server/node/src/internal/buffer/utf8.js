'use strict';
// UTF-8 for Buffer, TextEncoder and StringDecoder. Short texts are handled in JavaScript loops: a call into native code
// costs about as much as a hundred characters do here. Long ones go to native code in one call.

const native = lode.native('buffer');
const { fromCharCode } = String;
const { apply } = Reflect;

// Measured on JavaScriptCore: below these sizes the loops win.
const DECODE_IN_JS = 100;
const ENCODE_IN_JS = 200;

const REPLACEMENT = 0xfffd;

/** Collects units and makes the text at once: joining texts of one character took two to three times as long. */
function decodeLoop(bytes, start, end) {
  const units = [];
  let i = start;
  while (i < end) {
    const lead = bytes[i++];
    if (lead < 0x80) {
      units.push(lead);
      continue;
    }
    // How many bytes follow, and what the first of them may be (this shuts out overlong forms and surrogates).
    let needed;
    let low = 0x80;
    let high = 0xbf;
    if (lead < 0xc2 || lead > 0xf4) {
      units.push(REPLACEMENT);
      continue;
    } else if (lead < 0xe0) {
      needed = 1;
    } else if (lead < 0xf0) {
      needed = 2;
      if (lead === 0xe0) low = 0xa0;
      else if (lead === 0xed) high = 0x9f;
    } else {
      needed = 3;
      if (lead === 0xf0) low = 0x90;
      else if (lead === 0xf4) high = 0x8f;
    }
    let point = lead & (0x3f >> needed);
    while (needed > 0 && i < end) {
      const byte = bytes[i];
      if (byte < low || byte > high) break;
      low = 0x80;
      high = 0xbf;
      point = point << 6 | byte & 0x3f;
      i++;
      needed--;
    }
    if (needed > 0) units.push(REPLACEMENT);
    else if (point < 0x10000) units.push(point);
    else units.push(0xd7c0 + (point >> 10), 0xdc00 | point & 0x3ff);
  }
  return apply(fromCharCode, undefined, units);
}

function decode(bytes, start, end) {
  if (end - start <= DECODE_IN_JS) return decodeLoop(bytes, start, end);
  return native.decodeUtf8(bytes, start, end);
}

// Writes as many whole characters as fit into bytes[offset, offset + room) and returns the count of bytes written.
function encodeLoop(bytes, string, offset, room) {
  const length = string.length;
  const end = offset + room;
  let at = offset;
  for (let i = 0; i < length; i++) {
    let unit = string.charCodeAt(i);
    if (unit < 0x80) {
      if (at >= end) break;
      bytes[at++] = unit;
    } else if (unit < 0x800) {
      if (at + 2 > end) break;
      bytes[at++] = unit >> 6 | 0xc0;
      bytes[at++] = unit & 0x3f | 0x80;
    } else {
      if ((unit & 0xf800) === 0xd800) {
        const next = unit < 0xdc00 && i + 1 < length ? string.charCodeAt(i + 1) : 0;
        if ((next & 0xfc00) === 0xdc00) {
          if (at + 4 > end) break;
          const point = 0x10000 + ((unit & 0x3ff) << 10) + (next & 0x3ff);
          bytes[at++] = point >> 18 | 0xf0;
          bytes[at++] = point >> 12 & 0x3f | 0x80;
          bytes[at++] = point >> 6 & 0x3f | 0x80;
          bytes[at++] = point & 0x3f | 0x80;
          i++;
          continue;
        }
        unit = 0xfffd;
      }
      if (at + 3 > end) break;
      bytes[at++] = unit >> 12 | 0xe0;
      bytes[at++] = unit >> 6 & 0x3f | 0x80;
      bytes[at++] = unit & 0x3f | 0x80;
    }
  }
  return at - offset;
}

function encodeInto(bytes, string, offset, room) {
  if (string.length <= ENCODE_IN_JS || room <= ENCODE_IN_JS) return encodeLoop(bytes, string, offset, room);
  return native.writeUtf8(bytes, string, offset, room);
}

function byteLength(string) {
  const length = string.length;
  if (length > ENCODE_IN_JS) return native.utf8Length(string);
  let total = length;
  for (let i = 0; i < length; i++) {
    const unit = string.charCodeAt(i);
    if (unit < 0x80) continue;
    if (unit < 0x800) {
      total++;
    } else {
      total += 2;
      // A pair is four bytes for two units.
      if ((unit & 0xfc00) === 0xd800 && i + 1 < length && (string.charCodeAt(i + 1) & 0xfc00) === 0xdc00) i++;
    }
  }
  return total;
}

module.exports = { ENCODE_IN_JS, byteLength, decode, encodeInto };
