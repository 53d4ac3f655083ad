'use strict';
const assert = require('node:assert');
const crypto = require('node:crypto');

let pending = 0;
const later = (check) => {
  pending++;
  let returned = false;
  process.nextTick(() => { returned = true; });
  return (error, value) => {
    assert.ifError(error);
    assert.ok(returned || value !== undefined);
    check(value);
    pending--;
  };
};
process.on('exit', (code) => assert.ok(code !== 0 || pending === 0));

for (const size of [0, 1, 100, 5000, 100000]) {
  assert.strictEqual(crypto.randomBytes(size).length, size);
  crypto.randomBytes(size, later((buffer) => assert.strictEqual(buffer.length, size)));
}
assert.ok(Buffer.isBuffer(crypto.randomBytes(1)));
assert.notDeepStrictEqual(crypto.randomBytes(16), crypto.randomBytes(16));
assert.strictEqual(crypto.pseudoRandomBytes, crypto.randomBytes);
for (const size of [-1, NaN, 2 ** 31]) assert.throws(() => crypto.randomBytes(size), { code: 'ERR_OUT_OF_RANGE' });
assert.throws(() => crypto.randomBytes('1'), { code: 'ERR_INVALID_ARG_TYPE' });
assert.throws(() => crypto.randomBytes(1, 1), { code: 'ERR_INVALID_ARG_TYPE' });

{
  const buffer = Buffer.alloc(100);
  assert.strictEqual(crypto.randomFillSync(buffer, 10, 50), buffer);
  assert.ok(buffer.subarray(0, 10).every((byte) => byte === 0) && buffer.subarray(60).every((byte) => byte === 0));
  assert.ok(buffer.subarray(10, 60).some((byte) => byte !== 0));
  const words = new Uint32Array(20);
  crypto.randomFillSync(words, 10);
  assert.ok(words.subarray(0, 10).every((word) => word === 0) && words.subarray(10).some((word) => word !== 0));
  const memory = new ArrayBuffer(50);
  crypto.randomFill(memory, later((filled) => assert.strictEqual(filled, memory)));
  crypto.randomFill(Buffer.alloc(5), 2, later(() => {}));
}
for (const [args, code] of [
  [[5], 'ERR_INVALID_ARG_TYPE'], [[Buffer.alloc(3), 4], 'ERR_OUT_OF_RANGE'], [[Buffer.alloc(3), 1, 5], 'ERR_OUT_OF_RANGE'],
  [[Buffer.alloc(3), '1'], 'ERR_INVALID_ARG_TYPE'],
]) assert.throws(() => crypto.randomFillSync(...args), { code });

for (let i = 0; i < 200; i++) {
  const value = crypto.randomInt(-3, 3);
  assert.ok(Number.isInteger(value) && value >= -3 && value < 3);
}
assert.strictEqual(crypto.randomInt(1), 0);
assert.ok(crypto.randomInt(0, 2 ** 48 - 1) >= 0);
crypto.randomInt(5, later((value) => assert.ok(value >= 0 && value < 5)));
assert.throws(() => crypto.randomInt(5, 5), {
  code: 'ERR_OUT_OF_RANGE',
  message: 'The value of "max" is out of range. It must be greater than the value of "min" (5). Received 5',
});
assert.throws(() => crypto.randomInt(1.5), { code: 'ERR_INVALID_ARG_TYPE', message: /a safe integer/ });
assert.throws(() => crypto.randomInt(0, 2 ** 50), { code: 'ERR_OUT_OF_RANGE' });

const form = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
const seen = new Set();
for (let i = 0; i < 600; i++) seen.add(crypto.randomUUID());
assert.strictEqual(seen.size, 600);
for (const uuid of seen) assert.match(uuid, form);
assert.match(crypto.randomUUID({ disableEntropyCache: true }), form);
assert.throws(() => crypto.randomUUID(5), { code: 'ERR_INVALID_ARG_TYPE' });

// The web's
assert.match(globalThis.crypto.randomUUID(), form);
const words = new Uint16Array(100);
assert.strictEqual(globalThis.crypto.getRandomValues(words), words);
assert.ok(words.some((word) => word !== 0));
assert.strictEqual(crypto.getRandomValues(new Int8Array(1)).length, 1);
for (const value of [new Float32Array(1), new DataView(new ArrayBuffer(1)), 5]) {
  assert.throws(() => crypto.webcrypto.getRandomValues(value), { name: 'TypeMismatchError', code: 17 });
}
assert.throws(() => crypto.webcrypto.getRandomValues(new Uint8Array(65537)), { name: 'QuotaExceededError' });
assert.throws(() => globalThis.crypto.randomUUID.call({}), { code: 'ERR_INVALID_THIS' });
assert.strictEqual(globalThis.crypto, crypto.webcrypto);
