'use strict';
// Secret keys, subtle.digest, and what else the module tells.
const assert = require('node:assert');
const crypto = require('node:crypto');

const bytes = Buffer.from('secret');
const key = crypto.createSecretKey(bytes);
assert.ok(key instanceof crypto.KeyObject);
assert.strictEqual(key.type, 'secret');
assert.strictEqual(key.symmetricKeySize, 6);
assert.deepStrictEqual(key.export(), Buffer.from('secret'));
assert.deepStrictEqual(key.export({ format: 'jwk' }), { kty: 'oct', k: 'c2VjcmV0' });
bytes[0] = 0;
assert.ok(key.equals(crypto.createSecretKey('secret', 'utf8')));
assert.ok(!key.equals(crypto.createSecretKey('other!', 'utf8')));
assert.strictEqual(Object.prototype.toString.call(key), '[object KeyObject]');
assert.throws(() => key.export({ format: 'pem' }), { code: 'ERR_INVALID_ARG_VALUE' });
assert.throws(() => key.equals(5), { code: 'ERR_INVALID_ARG_TYPE' });
assert.throws(() => crypto.createSecretKey(5), { code: 'ERR_INVALID_ARG_TYPE' });
assert.throws(() => new crypto.KeyObject('nope', {}), { code: 'ERR_INVALID_ARG_VALUE' });
assert.throws(() => new crypto.KeyObject('secret'), { code: 'ERR_INVALID_ARG_TYPE' });

assert.strictEqual(crypto.generateKeySync('hmac', { length: 64 }).symmetricKeySize, 8);
assert.strictEqual(crypto.generateKeySync('aes', { length: 256 }).symmetricKeySize, 32);
crypto.generateKey('aes', { length: 128 }, (error, generated) => {
  assert.ifError(error);
  assert.strictEqual(generated.symmetricKeySize, 16);
});
assert.throws(() => crypto.generateKeySync('aes', { length: 100 }), { code: 'ERR_INVALID_ARG_VALUE' });
assert.throws(() => crypto.generateKeySync('hmac', { length: 4 }), { code: 'ERR_OUT_OF_RANGE' });
assert.throws(() => crypto.generateKeySync('nope', { length: 8 }), { code: 'ERR_INVALID_ARG_VALUE' });
assert.throws(() => crypto.generateKeySync('hmac'), { code: 'ERR_INVALID_ARG_TYPE' });

async function main() {
  for (const [name, size] of [['SHA-1', 20], ['sha-256', 32], ['SHA-384', 48], [{ name: 'SHA-512' }, 64]]) {
    const digest = await crypto.subtle.digest(name, Buffer.from('abc'));
    assert.ok(digest instanceof ArrayBuffer);
    assert.strictEqual(digest.byteLength, size);
    const same = (name.name ?? name).toLowerCase().replace('-', '');
    assert.strictEqual(Buffer.from(digest).toString('hex'), crypto.hash(same, 'abc'));
  }
  await assert.rejects(crypto.subtle.digest('MD5', Buffer.alloc(1)), { name: 'NotSupportedError' });
}
main();

assert.throws(() => new crypto.webcrypto.constructor(), { code: 'ERR_ILLEGAL_CONSTRUCTOR' });
assert.strictEqual(Object.prototype.toString.call(crypto.webcrypto), '[object Crypto]');
assert.strictEqual(crypto.getFips(), 0);
assert.deepStrictEqual({ ...crypto.secureHeapUsed() }.total, 0);
assert.strictEqual(crypto.constants.RSA_PKCS1_PADDING, 1);
assert.match(crypto.constants.defaultCipherList, /TLS_AES_256_GCM_SHA384/);
