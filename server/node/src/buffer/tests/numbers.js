'use strict';
// Numbers in and out of buffers.
const assert = require('node:assert');
const { Buffer } = require('node:buffer');

const sizes = { Int8: 1, UInt8: 1, Int16: 2, UInt16: 2, Int32: 4, UInt32: 4, BigInt64: 8, BigUInt64: 8, Float: 4, Double: 8 };
const samples = {
  Int8: [-128, -1, 0, 127],
  UInt8: [0, 255],
  Int16: [-32768, -2, 32767],
  UInt16: [0, 0xfffe],
  Int32: [-(2 ** 31), -3, 2 ** 31 - 1],
  UInt32: [0, 2 ** 32 - 1, 0x12345678],
  BigInt64: [-(2n ** 63n), -5n, 2n ** 63n - 1n],
  BigUInt64: [0n, 2n ** 64n - 1n, 0x123456789abcdef0n],
  Float: [0, -1.5, Infinity, 0.1],
  Double: [0, -0, Math.PI, Number.MAX_VALUE],
};

for (const type of Object.keys(sizes)) {
  const size = sizes[type];
  for (const order of size === 1 ? [''] : ['LE', 'BE']) {
    for (const value of samples[type]) {
      const buffer = Buffer.alloc(size + 2);
      const view = new DataView(buffer.buffer, buffer.byteOffset, buffer.length);
      assert.strictEqual(buffer[`write${type}${order}`](value, 1), size + 1);
      // DataView says the same.
      const getter = `get${type.replace('UInt', 'Uint').replace('Float', 'Float32').replace('Double', 'Float64')}`;
      const expected = view[getter](1, order === 'LE');
      assert.strictEqual(buffer[`read${type}${order}`](1), expected);
      assert.strictEqual(buffer[0] + buffer[size + 1], 0);
    }
    const small = Buffer.alloc(size - 1);
    assert.throws(() => small[`read${type}${order}`](), { name: 'RangeError', code: 'ERR_BUFFER_OUT_OF_BOUNDS' });
    const enough = Buffer.alloc(size);
    assert.throws(() => enough[`read${type}${order}`](1), { code: 'ERR_OUT_OF_RANGE' });
    assert.throws(() => enough[`read${type}${order}`]('0'), { code: 'ERR_INVALID_ARG_TYPE' });
    assert.throws(() => enough[`read${type}${order}`](0.5), {
      code: 'ERR_OUT_OF_RANGE',
      message: 'The value of "offset" is out of range. It must be an integer. Received 0.5',
    });
  }
}

// One to six bytes.
for (let size = 1; size <= 6; size++) {
  const buffer = Buffer.alloc(6);
  const largest = 2 ** (8 * size) - 1;
  const smallest = -(2 ** (8 * size - 1));
  buffer.writeUIntLE(largest, 0, size);
  assert.strictEqual(buffer.readUIntLE(0, size), largest);
  assert.strictEqual(buffer.readIntLE(0, size), -1);
  buffer.writeIntBE(smallest, 0, size);
  assert.strictEqual(buffer.readIntBE(0, size), smallest);
  assert.strictEqual(buffer[0], 0x80);
  assert.throws(() => buffer.writeUIntBE(largest + 1, 0, size), { code: 'ERR_OUT_OF_RANGE' });
  assert.throws(() => buffer.writeIntLE(smallest - 1, 0, size), { code: 'ERR_OUT_OF_RANGE' });
}
for (const size of [0, 7, 1.5]) {
  assert.throws(() => Buffer.alloc(8).readUIntBE(0, size), { code: 'ERR_OUT_OF_RANGE', message: /byteLength/ });
}
assert.throws(() => Buffer.alloc(8).readUIntBE(0), { code: 'ERR_INVALID_ARG_TYPE', message: /byteLength/ });

// What the errors say about the range.
const message = (call) => {
  try {
    call();
  } catch (error) {
    return error.message;
  }
};
const buffer = Buffer.alloc(8);
assert.strictEqual(
  message(() => buffer.writeUInt8(256)),
  'The value of "value" is out of range. It must be >= 0 and <= 255. Received 256');
assert.strictEqual(
  message(() => buffer.writeUIntLE(2 ** 40, 0, 5)),
  'The value of "value" is out of range. It must be >= 0 and < 2 ** 40. Received 1_099_511_627_776');
assert.strictEqual(
  message(() => buffer.writeBigInt64LE(2n ** 63n)),
  'The value of "value" is out of range. It must be >= -(2n ** 63n) and < 2n ** 63n. ' +
  'Received 9_223_372_036_854_775_808n');
assert.strictEqual(
  message(() => buffer.readUInt32LE(5)),
  'The value of "offset" is out of range. It must be >= 0 and <= 4. Received 5');
assert.strictEqual(buffer.writeUInt8('7'), 1);
assert.strictEqual(buffer[0], 7);

// Aliases
assert.strictEqual(Buffer.prototype.readUint32LE, Buffer.prototype.readUInt32LE);
assert.strictEqual(Buffer.prototype.writeBigUint64BE, Buffer.prototype.writeBigUInt64BE);

// swap
assert.strictEqual(Buffer.from('0102', 'hex').swap16().toString('hex'), '0201');
assert.strictEqual(Buffer.from('01020304', 'hex').swap32().toString('hex'), '04030201');
assert.strictEqual(Buffer.from('0102030405060708', 'hex').swap64().toString('hex'), '0807060504030201');
assert.throws(() => Buffer.alloc(3).swap16(), {
  code: 'ERR_INVALID_BUFFER_SIZE', message: 'Buffer size must be a multiple of 16-bits',
});
