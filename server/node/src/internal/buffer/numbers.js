'use strict';
// The read*/write* methods of Buffer: plain byte arithmetic, because the engine compiles it to a few machine
// instructions and no call leaves JavaScript. A missing first or last byte (`undefined`) means "out of bounds", so the
// bounds are checked only when something is wrong.

const { codes: { ERR_BUFFER_OUT_OF_BOUNDS, ERR_OUT_OF_RANGE } } = require('internal/errors');
const { validateNumber } = require('internal/validators');

const float32 = new Float32Array(1);
const float32Bytes = new Uint8Array(float32.buffer);
const float64 = new Float64Array(1);
const float64Bytes = new Uint8Array(float64.buffer);

function boundsError(value, length, type) {
  if (Math.floor(value) !== value) {
    validateNumber(value, type);
    throw new ERR_OUT_OF_RANGE(type || 'offset', 'an integer', value);
  }
  if (length < 0) throw new ERR_BUFFER_OUT_OF_BOUNDS();
  throw new ERR_OUT_OF_RANGE(type || 'offset', `>= ${type ? 1 : 0} and <= ${length}`, value);
}

function readError(buffer, offset, size) {
  validateNumber(offset, 'offset');
  boundsError(offset, buffer.length - size);
}

// Reads.

function readUInt8(offset = 0) {
  const value = typeof offset === 'number' ? this[offset] : undefined;
  if (value === undefined) readError(this, offset, 1);
  return value;
}

function readInt8(offset = 0) {
  const value = typeof offset === 'number' ? this[offset] : undefined;
  if (value === undefined) readError(this, offset, 1);
  return (value << 24) >> 24;
}

function readUInt16LE(offset = 0) {
  const first = typeof offset === 'number' ? this[offset] : undefined;
  const last = this[offset + 1];
  if (first === undefined || last === undefined) readError(this, offset, 2);
  return first | last << 8;
}

function readUInt16BE(offset = 0) {
  const first = typeof offset === 'number' ? this[offset] : undefined;
  const last = this[offset + 1];
  if (first === undefined || last === undefined) readError(this, offset, 2);
  return first << 8 | last;
}

function readInt16LE(offset = 0) {
  const first = typeof offset === 'number' ? this[offset] : undefined;
  const last = this[offset + 1];
  if (first === undefined || last === undefined) readError(this, offset, 2);
  return (first | last << 8) << 16 >> 16;
}

function readInt16BE(offset = 0) {
  const first = typeof offset === 'number' ? this[offset] : undefined;
  const last = this[offset + 1];
  if (first === undefined || last === undefined) readError(this, offset, 2);
  return (first << 8 | last) << 16 >> 16;
}

function readUInt32LE(offset = 0) {
  const first = typeof offset === 'number' ? this[offset] : undefined;
  const last = this[offset + 3];
  if (first === undefined || last === undefined) readError(this, offset, 4);
  return (first | this[offset + 1] << 8 | this[offset + 2] << 16 | last << 24) >>> 0;
}

function readUInt32BE(offset = 0) {
  const first = typeof offset === 'number' ? this[offset] : undefined;
  const last = this[offset + 3];
  if (first === undefined || last === undefined) readError(this, offset, 4);
  return (first << 24 | this[offset + 1] << 16 | this[offset + 2] << 8 | last) >>> 0;
}

function readInt32LE(offset = 0) {
  const first = typeof offset === 'number' ? this[offset] : undefined;
  const last = this[offset + 3];
  if (first === undefined || last === undefined) readError(this, offset, 4);
  return first | this[offset + 1] << 8 | this[offset + 2] << 16 | last << 24;
}

function readInt32BE(offset = 0) {
  const first = typeof offset === 'number' ? this[offset] : undefined;
  const last = this[offset + 3];
  if (first === undefined || last === undefined) readError(this, offset, 4);
  return first << 24 | this[offset + 1] << 16 | this[offset + 2] << 8 | last;
}

// Unsigned values of 1 to 6 bytes; above four bytes the high part can't use 32-bit operators.
function readUnsignedLE(buffer, offset, byteLength) {
  const first = buffer[offset];
  if (first === undefined || buffer[offset + byteLength - 1] === undefined) readError(buffer, offset, byteLength);
  let value = first;
  let scale = 1;
  for (let i = 1; i < byteLength; i++) value += buffer[offset + i] * (scale *= 256);
  return value;
}

function readUnsignedBE(buffer, offset, byteLength) {
  const first = buffer[offset];
  if (first === undefined || buffer[offset + byteLength - 1] === undefined) readError(buffer, offset, byteLength);
  let value = first;
  for (let i = 1; i < byteLength; i++) value = value * 256 + buffer[offset + i];
  return value;
}

function toSigned(value, byteLength) {
  const limit = 2 ** (8 * byteLength - 1);
  return value >= limit ? value - 2 * limit : value;
}

function checkReadArguments(offset, byteLength) {
  // The offset's type comes first in Node only when it is undefined; a wrong byteLength is reported before its range.
  if (offset === undefined) validateNumber(offset, 'offset');
  if (byteLength !== 1 && byteLength !== 2 && byteLength !== 3 && byteLength !== 4 && byteLength !== 5 &&
      byteLength !== 6) {
    validateNumber(byteLength, 'byteLength');
    boundsError(byteLength, 6, 'byteLength');
  }
  validateNumber(offset, 'offset');
}

function readUIntLE(offset, byteLength) {
  checkReadArguments(offset, byteLength);
  return readUnsignedLE(this, offset, byteLength);
}

function readUIntBE(offset, byteLength) {
  checkReadArguments(offset, byteLength);
  return readUnsignedBE(this, offset, byteLength);
}

function readIntLE(offset, byteLength) {
  checkReadArguments(offset, byteLength);
  return toSigned(readUnsignedLE(this, offset, byteLength), byteLength);
}

function readIntBE(offset, byteLength) {
  checkReadArguments(offset, byteLength);
  return toSigned(readUnsignedBE(this, offset, byteLength), byteLength);
}

// BigInt reads join two 32-bit halves: two conversions instead of eight.
function halves(buffer, offset) {
  const first = typeof offset === 'number' ? buffer[offset] : undefined;
  const last = buffer[offset + 7];
  if (first === undefined || last === undefined) readError(buffer, offset, 8);
}

function readBigUInt64LE(offset = 0) {
  halves(this, offset);
  const low = readUInt32LE.call(this, offset);
  return (BigInt(readUInt32LE.call(this, offset + 4)) << 32n) + BigInt(low);
}

function readBigUInt64BE(offset = 0) {
  halves(this, offset);
  const high = readUInt32BE.call(this, offset);
  return (BigInt(high) << 32n) + BigInt(readUInt32BE.call(this, offset + 4));
}

function readBigInt64LE(offset = 0) {
  halves(this, offset);
  const low = readUInt32LE.call(this, offset);
  return (BigInt(readInt32LE.call(this, offset + 4)) << 32n) + BigInt(low);
}

function readBigInt64BE(offset = 0) {
  halves(this, offset);
  const high = readInt32BE.call(this, offset);
  return (BigInt(high) << 32n) + BigInt(readUInt32BE.call(this, offset + 4));
}

// The names are Node's: on a little-endian machine "forwards" is LE.
function readFloatForwards(offset = 0) {
  const first = typeof offset === 'number' ? this[offset] : undefined;
  const last = this[offset + 3];
  if (first === undefined || last === undefined) readError(this, offset, 4);
  float32Bytes[0] = first;
  float32Bytes[1] = this[offset + 1];
  float32Bytes[2] = this[offset + 2];
  float32Bytes[3] = last;
  return float32[0];
}

function readFloatBackwards(offset = 0) {
  const first = typeof offset === 'number' ? this[offset] : undefined;
  const last = this[offset + 3];
  if (first === undefined || last === undefined) readError(this, offset, 4);
  float32Bytes[3] = first;
  float32Bytes[2] = this[offset + 1];
  float32Bytes[1] = this[offset + 2];
  float32Bytes[0] = last;
  return float32[0];
}

function readDoubleForwards(offset = 0) {
  const first = typeof offset === 'number' ? this[offset] : undefined;
  const last = this[offset + 7];
  if (first === undefined || last === undefined) readError(this, offset, 8);
  float64Bytes[0] = first;
  for (let i = 1; i < 7; i++) float64Bytes[i] = this[offset + i];
  float64Bytes[7] = last;
  return float64[0];
}

function readDoubleBackwards(offset = 0) {
  const first = typeof offset === 'number' ? this[offset] : undefined;
  const last = this[offset + 7];
  if (first === undefined || last === undefined) readError(this, offset, 8);
  float64Bytes[7] = first;
  for (let i = 1; i < 7; i++) float64Bytes[7 - i] = this[offset + i];
  float64Bytes[0] = last;
  return float64[0];
}

// Writes.

function writeRangeError(value, min, max, byteLength) {
  const suffix = typeof min === 'bigint' ? 'n' : '';
  let range;
  if (byteLength > 4) {
    // Powers read better than sixteen digits.
    range = min === 0 || min === 0n ?
      `>= 0${suffix} and < 2${suffix} ** ${byteLength * 8}${suffix}` :
      `>= -(2${suffix} ** ${byteLength * 8 - 1}${suffix}) and < 2${suffix} ** ${byteLength * 8 - 1}${suffix}`;
  } else {
    range = `>= ${min}${suffix} and <= ${max}${suffix}`;
  }
  throw new ERR_OUT_OF_RANGE('value', range, value);
}

function checkWrite(buffer, value, offset, min, max, byteLength) {
  if (value > max || value < min) writeRangeError(value, min, max, byteLength);
  if (typeof offset !== 'number') validateNumber(offset, 'offset');
  if (buffer[offset] === undefined || buffer[offset + byteLength - 1] === undefined) {
    boundsError(offset, buffer.length - byteLength);
  }
}

function writeByte(buffer, value, offset, min, max) {
  value = +value;
  if (typeof offset !== 'number') validateNumber(offset, 'offset');
  if (value > max || value < min) writeRangeError(value, min, max, 1);
  if (buffer[offset] === undefined) boundsError(offset, buffer.length - 1);
  buffer[offset] = value;
  return offset + 1;
}

function writeUInt8(value, offset = 0) {
  return writeByte(this, value, offset, 0, 0xff);
}

function writeInt8(value, offset = 0) {
  return writeByte(this, value, offset, -0x80, 0x7f);
}

function write16LE(buffer, value, offset, min, max) {
  value = +value;
  checkWrite(buffer, value, offset, min, max, 2);
  buffer[offset] = value;
  buffer[offset + 1] = value >>> 8;
  return offset + 2;
}

function write16BE(buffer, value, offset, min, max) {
  value = +value;
  checkWrite(buffer, value, offset, min, max, 2);
  buffer[offset] = value >>> 8;
  buffer[offset + 1] = value;
  return offset + 2;
}

function write32LE(buffer, value, offset, min, max) {
  value = +value;
  checkWrite(buffer, value, offset, min, max, 4);
  buffer[offset] = value;
  buffer[offset + 1] = value >>> 8;
  buffer[offset + 2] = value >>> 16;
  buffer[offset + 3] = value >>> 24;
  return offset + 4;
}

function write32BE(buffer, value, offset, min, max) {
  value = +value;
  checkWrite(buffer, value, offset, min, max, 4);
  buffer[offset] = value >>> 24;
  buffer[offset + 1] = value >>> 16;
  buffer[offset + 2] = value >>> 8;
  buffer[offset + 3] = value;
  return offset + 4;
}

function writeUInt16LE(value, offset = 0) {
  return write16LE(this, value, offset, 0, 0xffff);
}

function writeUInt16BE(value, offset = 0) {
  return write16BE(this, value, offset, 0, 0xffff);
}

function writeInt16LE(value, offset = 0) {
  return write16LE(this, value, offset, -0x8000, 0x7fff);
}

function writeInt16BE(value, offset = 0) {
  return write16BE(this, value, offset, -0x8000, 0x7fff);
}

function writeUInt32LE(value, offset = 0) {
  return write32LE(this, value, offset, 0, 0xffffffff);
}

function writeUInt32BE(value, offset = 0) {
  return write32BE(this, value, offset, 0, 0xffffffff);
}

function writeInt32LE(value, offset = 0) {
  return write32LE(this, value, offset, -0x80000000, 0x7fffffff);
}

function writeInt32BE(value, offset = 0) {
  return write32BE(this, value, offset, -0x80000000, 0x7fffffff);
}

// Writes of 1 to 6 bytes: the low four bytes and what stands above them are taken apart separately.
function writeSized(buffer, value, offset, byteLength, signed, bigEndian) {
  if (byteLength !== 1 && byteLength !== 2 && byteLength !== 3 && byteLength !== 4 && byteLength !== 5 &&
      byteLength !== 6) {
    validateNumber(byteLength, 'byteLength');
    boundsError(byteLength, 6, 'byteLength');
  }
  const min = signed ? -(2 ** (8 * byteLength - 1)) : 0;
  const max = signed ? -min - 1 : 2 ** (8 * byteLength) - 1;
  if (byteLength === 1) return writeByte(buffer, value, offset, min, max);
  value = +value;
  checkWrite(buffer, value, offset, min, max, byteLength);
  // NaN writes zeroes; a fraction is cut.
  const high = byteLength > 4 ? Math.floor(value * 2 ** -32) : 0;
  for (let i = 0; i < byteLength; i++) {
    const byte = i < 4 ? value >>> (8 * i) : high >>> (8 * (i - 4));
    buffer[bigEndian ? offset + byteLength - 1 - i : offset + i] = byte;
  }
  return offset + byteLength;
}

function writeUIntLE(value, offset, byteLength) {
  return writeSized(this, value, offset, byteLength, false, false);
}

function writeUIntBE(value, offset, byteLength) {
  return writeSized(this, value, offset, byteLength, false, true);
}

function writeIntLE(value, offset, byteLength) {
  return writeSized(this, value, offset, byteLength, true, false);
}

function writeIntBE(value, offset, byteLength) {
  return writeSized(this, value, offset, byteLength, true, true);
}

function checkBigInt(value) {
  // The engine's own words are others.
  if (typeof value !== 'bigint') throw new TypeError('Cannot mix BigInt and other types, use explicit conversions');
}

function writeBigLE(buffer, value, offset, min, max) {
  checkBigInt(value);
  checkWrite(buffer, value, offset, min, max, 8);
  let low = Number(value & 0xffffffffn);
  for (let i = 0; i < 4; i++, low >>>= 8) buffer[offset + i] = low;
  let high = Number(value >> 32n & 0xffffffffn);
  for (let i = 4; i < 8; i++, high >>>= 8) buffer[offset + i] = high;
  return offset + 8;
}

function writeBigBE(buffer, value, offset, min, max) {
  checkBigInt(value);
  checkWrite(buffer, value, offset, min, max, 8);
  let low = Number(value & 0xffffffffn);
  for (let i = 7; i > 3; i--, low >>>= 8) buffer[offset + i] = low;
  let high = Number(value >> 32n & 0xffffffffn);
  for (let i = 3; i >= 0; i--, high >>>= 8) buffer[offset + i] = high;
  return offset + 8;
}

function writeBigUInt64LE(value, offset = 0) {
  return writeBigLE(this, value, offset, 0n, 0xffffffffffffffffn);
}

function writeBigUInt64BE(value, offset = 0) {
  return writeBigBE(this, value, offset, 0n, 0xffffffffffffffffn);
}

function writeBigInt64LE(value, offset = 0) {
  return writeBigLE(this, value, offset, -0x8000000000000000n, 0x7fffffffffffffffn);
}

function writeBigInt64BE(value, offset = 0) {
  return writeBigBE(this, value, offset, -0x8000000000000000n, 0x7fffffffffffffffn);
}

function checkFloat(buffer, value, offset, byteLength) {
  if (typeof offset !== 'number') validateNumber(offset, 'offset');
  if (buffer[offset] === undefined || buffer[offset + byteLength - 1] === undefined) {
    boundsError(offset, buffer.length - byteLength);
  }
}

function writeFloatForwards(value, offset = 0) {
  value = +value;
  checkFloat(this, value, offset, 4);
  float32[0] = value;
  for (let i = 0; i < 4; i++) this[offset + i] = float32Bytes[i];
  return offset + 4;
}

function writeFloatBackwards(value, offset = 0) {
  value = +value;
  checkFloat(this, value, offset, 4);
  float32[0] = value;
  for (let i = 0; i < 4; i++) this[offset + i] = float32Bytes[3 - i];
  return offset + 4;
}

function writeDoubleForwards(value, offset = 0) {
  value = +value;
  checkFloat(this, value, offset, 8);
  float64[0] = value;
  for (let i = 0; i < 8; i++) this[offset + i] = float64Bytes[i];
  return offset + 8;
}

function writeDoubleBackwards(value, offset = 0) {
  value = +value;
  checkFloat(this, value, offset, 8);
  float64[0] = value;
  for (let i = 0; i < 8; i++) this[offset + i] = float64Bytes[7 - i];
  return offset + 8;
}

// In Node's order of properties; the names with a small `int` are aliases of the same functions.
function addNumberMethods(proto) {
  const methods = [
    ['readBigUInt64LE', readBigUInt64LE], ['readBigUInt64BE', readBigUInt64BE],
    ['readBigUint64LE', readBigUInt64LE], ['readBigUint64BE', readBigUInt64BE],
    ['readBigInt64LE', readBigInt64LE], ['readBigInt64BE', readBigInt64BE],
    ['writeBigUInt64LE', writeBigUInt64LE], ['writeBigUInt64BE', writeBigUInt64BE],
    ['writeBigUint64LE', writeBigUInt64LE], ['writeBigUint64BE', writeBigUInt64BE],
    ['writeBigInt64LE', writeBigInt64LE], ['writeBigInt64BE', writeBigInt64BE],
    ['readUIntLE', readUIntLE], ['readUInt32LE', readUInt32LE], ['readUInt16LE', readUInt16LE],
    ['readUInt8', readUInt8], ['readUIntBE', readUIntBE], ['readUInt32BE', readUInt32BE],
    ['readUInt16BE', readUInt16BE],
    ['readUintLE', readUIntLE], ['readUint32LE', readUInt32LE], ['readUint16LE', readUInt16LE],
    ['readUint8', readUInt8], ['readUintBE', readUIntBE], ['readUint32BE', readUInt32BE],
    ['readUint16BE', readUInt16BE],
    ['readIntLE', readIntLE], ['readInt32LE', readInt32LE], ['readInt16LE', readInt16LE], ['readInt8', readInt8],
    ['readIntBE', readIntBE], ['readInt32BE', readInt32BE], ['readInt16BE', readInt16BE],
    ['writeUIntLE', writeUIntLE], ['writeUInt32LE', writeUInt32LE], ['writeUInt16LE', writeUInt16LE],
    ['writeUInt8', writeUInt8], ['writeUIntBE', writeUIntBE], ['writeUInt32BE', writeUInt32BE],
    ['writeUInt16BE', writeUInt16BE],
    ['writeUintLE', writeUIntLE], ['writeUint32LE', writeUInt32LE], ['writeUint16LE', writeUInt16LE],
    ['writeUint8', writeUInt8], ['writeUintBE', writeUIntBE], ['writeUint32BE', writeUInt32BE],
    ['writeUint16BE', writeUInt16BE],
    ['writeIntLE', writeIntLE], ['writeInt32LE', writeInt32LE], ['writeInt16LE', writeInt16LE],
    ['writeInt8', writeInt8], ['writeIntBE', writeIntBE], ['writeInt32BE', writeInt32BE],
    ['writeInt16BE', writeInt16BE],
    ['readFloatLE', readFloatForwards], ['readFloatBE', readFloatBackwards],
    ['readDoubleLE', readDoubleForwards], ['readDoubleBE', readDoubleBackwards],
    ['writeFloatLE', writeFloatForwards], ['writeFloatBE', writeFloatBackwards],
    ['writeDoubleLE', writeDoubleForwards], ['writeDoubleBE', writeDoubleBackwards],
  ];
  for (let i = 0; i < methods.length; i++) proto[methods[i][0]] = methods[i][1];
}

module.exports = { addNumberMethods, readUInt16BE, readUInt32BE, readUInt16LE, readUInt32LE };
