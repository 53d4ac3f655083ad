'use strict';
// What an IP address is, and the symbols that net's files share.

const OCTET = '(?:25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)';
const IPV4 = new RegExp(`^${OCTET}(?:\\.${OCTET}){3}$`);
const HEX_GROUP = /^[\da-f]{1,4}$/i;
const ZONE = /^[\da-z.:-]+$/i;

// Capture what a program could replace: these answers decide about access lists.
const test = RegExp.prototype.test;
const matches = (pattern, text) => Reflect.apply(test, pattern, [text]);

function isIPv4(value) {
  return matches(IPV4, `${value}`);
}

function isIPv6(value) {
  const text = `${value}`;
  const percent = text.indexOf('%');
  if (percent === -1) return isPlainIPv6(text);
  return matches(ZONE, text.slice(percent + 1)) && isPlainIPv6(text.slice(0, percent));
}

function isPlainIPv6(text) {
  if (text.length < 2) return false;
  const gap = text.indexOf('::');
  if (gap === -1) return countGroups(text, true) === 8;
  if (text.indexOf('::', gap + 1) !== -1) return false;
  const head = text.slice(0, gap);
  const tail = text.slice(gap + 2);
  const before = head === '' ? 0 : countGroups(head, false);
  const after = tail === '' ? 0 : countGroups(tail, true);
  return before >= 0 && after >= 0 && before + after <= 7;
}

// The number of 16-bit groups in a part without '::', or -1. A dotted IPv4 address at the very end counts as two.
function countGroups(text, mayEndInIPv4) {
  const groups = text.split(':');
  let count = groups.length;
  for (let index = 0; index < groups.length; index++) {
    const group = groups[index];
    if (matches(HEX_GROUP, group)) continue;
    if (!mayEndInIPv4 || index !== groups.length - 1 || !matches(IPV4, group)) return -1;
    count++;
  }
  return count;
}

function isIP(value) {
  const text = `${value}`;
  if (matches(IPV4, text)) return 4;
  return text.indexOf(':') !== -1 && isIPv6(text) ? 6 : 0;
}

// The 16 bytes of an address; IPv4 in its mapped form (::ffff:a.b.c.d), so that both families compare as one order.
function addressBytes(address, family) {
  const bytes = new Uint8Array(16);
  if (family === 4) {
    bytes[10] = bytes[11] = 0xff;
    writeIPv4(bytes, 12, address);
    return bytes;
  }
  const percent = address.indexOf('%');
  const plain = percent === -1 ? address : address.slice(0, percent);
  const gap = plain.indexOf('::');
  if (gap === -1) {
    writeGroups(bytes, 0, plain);
  } else {
    writeGroups(bytes, 0, plain.slice(0, gap));
    const tail = plain.slice(gap + 2);
    if (tail !== '') writeGroups(bytes, 16 - 2 * countGroups(tail, true), tail);
  }
  return bytes;
}

function writeIPv4(bytes, at, address) {
  const octets = address.split('.');
  for (let index = 0; index < 4; index++) bytes[at + index] = +octets[index];
}

function writeGroups(bytes, at, text) {
  if (text === '') return;
  for (const group of text.split(':')) {
    if (group.indexOf('.') !== -1) {
      writeIPv4(bytes, at, group);
      return;
    }
    const value = Number.parseInt(group, 16);
    bytes[at++] = value >> 8;
    bytes[at++] = value & 0xff;
  }
}

// The canonical text of 16 bytes (RFC 5952), as inet_ntop writes it.
function formatIPv6(bytes) {
  if (isMapped(bytes)) return `::ffff:${formatIPv4(bytes)}`;
  const groups = [];
  for (let index = 0; index < 16; index += 2) groups.push((bytes[index] << 8) | bytes[index + 1]);
  let bestStart = -1;
  let bestLength = 1;
  for (let start = 0; start < 8; start++) {
    let end = start;
    while (end < 8 && groups[end] === 0) end++;
    if (end - start > bestLength) {
      bestStart = start;
      bestLength = end - start;
    }
    if (end > start) start = end;
  }
  const hex = (part) => part.map((group) => group.toString(16)).join(':');
  if (bestStart === -1) return hex(groups);
  return `${hex(groups.slice(0, bestStart))}::${hex(groups.slice(bestStart + bestLength))}`;
}

function formatIPv4(bytes) {
  return `${bytes[12]}.${bytes[13]}.${bytes[14]}.${bytes[15]}`;
}

function isMapped(bytes) {
  for (let index = 0; index < 10; index++) if (bytes[index] !== 0) return false;
  return bytes[10] === 0xff && bytes[11] === 0xff;
}

// net.connect() arguments that are already in their [options, callback] form carry this mark.
const normalizedArgsSymbol = Symbol('normalizedArgs');
// Gives a socket another handle (a fresh try of another address, a socket that is upgraded in place).
const kReinitializeHandle = Symbol('kReinitializeHandle');

// A writable's _write that waits for the kernel: for streams that must be flushed before the process ends.
function makeSyncWrite(fd) {
  return function writeSync(chunk, encoding, callback) {
    if (encoding !== 'buffer') chunk = require('buffer').Buffer.from(chunk, encoding);
    this._handle.bytesWritten += chunk.length;
    try {
      const fs = require('fs');
      for (let written = 0; written < chunk.length;) written += fs.writeSync(fd, chunk, written);
    } catch (error) {
      delete error.stack;
      return callback(error);
    }
    callback();
  };
}

// Whether a listening address means the machine itself; used for error texts only.
function isLoopback(host) {
  const text = `${host}`;
  return /^(?:127\.|localhost$|::1$|\[::1\]|::ffff:127\.)/.test(text.toLowerCase());
}

module.exports = {
  addressBytes,
  formatIPv4,
  formatIPv6,
  isIP,
  isIPv4,
  isIPv6,
  isLoopback,
  isMapped,
  kReinitializeHandle,
  makeSyncWrite,
  normalizedArgsSymbol,
};
