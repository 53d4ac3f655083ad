'use strict';
// pbkdf2, scrypt, hkdf.
const assert = require('node:assert');
const crypto = require('node:crypto');

const hex = (bytes) => Buffer.from(bytes).toString('hex');
let pending = 0;
const later = (expected) => {
  pending++;
  return (error, key) => {
    assert.ifError(error);
    assert.strictEqual(hex(key), expected);
    pending--;
  };
};
process.on('exit', (code) => assert.ok(code !== 0 || pending === 0));

for (const [digest, expected] of [
  ['sha1', ''], ['sha3-256', '4f24af1949a4edb7253a1913084c2688ec45787f'],
]) {
  const key = hex(crypto.pbkdf2Sync('p', 's', 3, 20, digest));
  if (expected !== '') assert.strictEqual(key, expected);
  crypto.pbkdf2('p', Buffer.from('s'), 3, 20, digest, later(key));
}
// RFC 6070
assert.strictEqual(
  hex(crypto.pbkdf2Sync('passwordPASSWORDpassword', 'saltSALTsaltSALTsaltSALTsaltSALTsalt', 4096, 25, 'sha1')),
  '3d2eec4fe41c849b80c8d83662c0e44a8b291a964cf2f07038');
for (const [args, code] of [
  [['p', 's', 0, 20, 'sha1'], 'ERR_OUT_OF_RANGE'], [['p', 's', 1, -1, 'sha1'], 'ERR_OUT_OF_RANGE'],
  [['p', 's', 1.5, 20, 'sha1'], 'ERR_OUT_OF_RANGE'], [['p', 's', 1, 20], 'ERR_INVALID_ARG_TYPE'],
  [[5, 's', 1, 20, 'sha1'], 'ERR_INVALID_ARG_TYPE'], [['p', 's', 1, 20, 'nope'], 'ERR_CRYPTO_INVALID_DIGEST'],
]) {
  assert.throws(() => crypto.pbkdf2Sync(...args), { code });
  assert.throws(() => crypto.pbkdf2(...args, () => {}), { code });
}
assert.throws(() => crypto.pbkdf2('p', 's', 1, 20, 'sha1'), { code: 'ERR_INVALID_ARG_TYPE', message: /"callback"/ });

// RFC 7914
const small = { N: 16, r: 1, p: 1 };
const expected = '77d6576238657b203b19ca42c18a0497f16b4844e3074ae8dfdffa3fede21442';
assert.strictEqual(hex(crypto.scryptSync('', '', 32, small)), expected);
crypto.scrypt('', '', 32, { cost: 16, blockSize: 1, parallelization: 1 }, later(expected));
assert.strictEqual(crypto.scryptSync('p', 's', 0, small).length, 0);
for (const [options, error] of [
  [{ N: 15 }, { name: 'RangeError', code: 'ERR_CRYPTO_INVALID_SCRYPT_PARAMS', message: 'Invalid scrypt params' }],
  [{ N: 1 }, { code: 'ERR_CRYPTO_INVALID_SCRYPT_PARAMS' }],
  [{ N: 2 ** 20 }, { code: 'ERR_CRYPTO_INVALID_SCRYPT_PARAMS', message: /memory limit exceeded/ }],
  [{ N: 16, cost: 16 }, { code: 'ERR_CRYPTO_SCRYPT_INVALID_PARAMETER' }],
  [{ N: 'a' }, { code: 'ERR_INVALID_ARG_TYPE' }], [{ maxmem: -1 }, { code: 'ERR_OUT_OF_RANGE' }],
]) assert.throws(() => crypto.scryptSync('p', 's', 16, options), error);
assert.throws(() => crypto.scryptSync('p', 's', -1), { code: 'ERR_OUT_OF_RANGE' });
assert.throws(() => crypto.scrypt('p', 's', 1), { code: 'ERR_INVALID_ARG_TYPE' });

// RFC 5869, case 1
const key = Buffer.alloc(22, 0x0b);
const salt = Buffer.from('000102030405060708090a0b0c', 'hex');
const info = Buffer.from('f0f1f2f3f4f5f6f7f8f9', 'hex');
const okm = '3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf34007208d5b887185865';
const derived = crypto.hkdfSync('sha256', key, salt, info, 42);
assert.ok(derived instanceof ArrayBuffer);
assert.strictEqual(hex(derived), okm);
crypto.hkdf('sha256', crypto.createSecretKey(key), salt, info, 42, later(okm));
assert.strictEqual(hex(crypto.hkdfSync('sha256', '', '', '', 10)), 'eb70f01dede9afafa449');
for (const [args, code] of [
  [['nope', 'k', 's', 'i', 1], 'ERR_CRYPTO_INVALID_DIGEST'], [['sha256', 5, 's', 'i', 1], 'ERR_INVALID_ARG_TYPE'],
  [['sha256', 'k', 's', Buffer.alloc(1025), 1], 'ERR_OUT_OF_RANGE'], [['sha256', 'k', 's', 'i', -1], 'ERR_OUT_OF_RANGE'],
  [['sha256', 'k', 's', 'i', 255 * 32 + 1], 'ERR_CRYPTO_INVALID_KEYLEN'],
]) {
  assert.throws(() => crypto.hkdfSync(...args), { code });
  assert.throws(() => crypto.hkdf(...args, () => {}), { code });
}
