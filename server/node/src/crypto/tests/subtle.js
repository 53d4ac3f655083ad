'use strict';
// Web Crypto's subtle: HMAC, AES, PBKDF2, HKDF.
const assert = require('node:assert');
const crypto = require('node:crypto');

const { subtle } = crypto.webcrypto;
const hex = (bytes) => Buffer.from(bytes).toString('hex');
const raw = Buffer.from('00112233445566778899aabbccddeeff', 'hex');
const text = Buffer.from('hello world, hello world');
const hmac = { name: 'HMAC', hash: 'SHA-256' };

async function keys() {
  const key = await subtle.importKey('raw', raw, hmac, true, ['sign', 'verify']);
  assert.ok(key instanceof CryptoKey);
  assert.strictEqual(key.type, 'secret');
  assert.strictEqual(key.extractable, true);
  assert.deepStrictEqual(key.algorithm, { name: 'HMAC', hash: { name: 'SHA-256' }, length: 128 });
  assert.deepStrictEqual(key.usages, ['sign', 'verify']);
  assert.strictEqual(hex(await subtle.exportKey('raw', key)), raw.toString('hex'));
  const jwk = await subtle.exportKey('jwk', key);
  assert.deepStrictEqual(jwk, {
    key_ops: ['sign', 'verify'], ext: true, alg: 'HS256', kty: 'oct', k: 'ABEiM0RVZneImaq7zN3u_w',
  });
  const again = await subtle.importKey('jwk', jwk, hmac, false, ['sign']);
  await assert.rejects(subtle.exportKey('raw', again), { message: 'key is not extractable' });

  const signature = await subtle.sign('HMAC', key, text);
  assert.strictEqual(hex(signature), crypto.createHmac('sha256', raw).update(text).digest('hex'));
  assert.strictEqual(await subtle.verify('HMAC', key, signature, text), true);
  assert.strictEqual(await subtle.verify('hmac', key, new Uint8Array(32), text), false);
  assert.strictEqual(crypto.createHmac('sha256', key).update(text).digest('hex'), hex(signature));
  assert.strictEqual(crypto.KeyObject.from(key).symmetricKeySize, 16);

  const generated = await subtle.generateKey({ name: 'AES-GCM', length: 256 }, true, ['decrypt', 'encrypt']);
  assert.deepStrictEqual(generated.algorithm, { name: 'AES-GCM', length: 256 });
  assert.strictEqual((await subtle.exportKey('raw', generated)).byteLength, 32);

  for (const [call, error] of [
    [() => subtle.importKey('raw', raw, hmac, true, ['encrypt']), { name: 'SyntaxError' }],
    [() => subtle.importKey('raw', raw, hmac, true, []), { name: 'SyntaxError' }],
    [() => subtle.importKey('nope', raw, hmac, true, ['sign']), { code: 'ERR_INVALID_ARG_VALUE' }],
    [() => subtle.importKey('raw', raw, { name: 'HMAC' }, true, ['sign']), { code: 'ERR_MISSING_OPTION' }],
    [() => subtle.importKey('raw', raw.subarray(1), 'AES-CBC', true, ['encrypt']), { name: 'DataError' }],
    [() => subtle.importKey('jwk', { kty: 'RSA' }, hmac, true, ['sign']), { name: 'DataError' }],
    [() => subtle.importKey('raw'), { code: 'ERR_MISSING_ARGS' }],
    [() => subtle.generateKey({ name: 'AES-CBC', length: 100 }, true, ['encrypt']), { name: 'OperationError' }],
    [() => subtle.sign('nope', key, text), { name: 'NotSupportedError', message: 'Unrecognized algorithm name' }],
    [() => subtle.sign('HMAC', again, 'text'), { code: 'ERR_INVALID_ARG_TYPE' }],
    [() => subtle.verify('HMAC', again, signature, text), { name: 'InvalidAccessError' }],
  ]) await assert.rejects(call(), error);
}

async function ciphers() {
  const iv = Buffer.alloc(16, 3);
  for (const [algorithm, expected] of [
    [{ name: 'AES-CBC', iv }, undefined],
    [{ name: 'AES-GCM', iv: iv.subarray(0, 12) }, undefined],
    [{ name: 'AES-GCM', iv: iv.subarray(0, 12), additionalData: raw, tagLength: 96 }, undefined],
    [{ name: 'AES-CTR', counter: iv, length: 64 }, undefined],
    [{ name: 'AES-CTR', counter: Buffer.alloc(16, 255), length: 16 },
     '63b69413c41df35dcbd8793b4ab0980adce423179993b843c4580e08bcdc5d6133e9eac192395d27c64c6e9dd79ff985'],
  ]) {
    const key = await subtle.importKey('raw', raw, algorithm.name, false, ['encrypt', 'decrypt']);
    const sealed = await subtle.encrypt(algorithm, key, text);
    assert.strictEqual(hex(await subtle.decrypt(algorithm, key, sealed)), text.toString('hex'));
    if (expected !== undefined) assert.strictEqual(hex(await subtle.encrypt(algorithm, key, Buffer.alloc(48, 7))), expected);
    if (algorithm.name === 'AES-GCM') {
      await assert.rejects(subtle.decrypt(algorithm, key, Buffer.alloc(40)), { name: 'OperationError' });
    }
  }
  const key = await subtle.importKey('raw', raw, 'AES-CBC', false, ['encrypt']);
  await assert.rejects(subtle.encrypt({ name: 'AES-CBC' }, key, text), { code: 'ERR_MISSING_OPTION' });
  await assert.rejects(subtle.encrypt({ name: 'AES-CBC', iv: raw.subarray(1) }, key, text), { name: 'OperationError' });

  // Keys in keys
  const inner = await subtle.importKey('raw', raw, hmac, true, ['sign']);
  for (const [name, extra] of [['AES-KW', {}], ['AES-GCM', { iv: iv.subarray(0, 12) }]]) {
    const outer = await subtle.importKey('raw', raw, name, false, ['wrapKey', 'unwrapKey']);
    for (const format of ['raw', 'jwk']) {
      const wrapped = await subtle.wrapKey(format, inner, outer, { name, ...extra });
      const unwrapped = await subtle.unwrapKey(format, wrapped, outer, { name, ...extra }, hmac, true, ['sign']);
      assert.strictEqual(hex(await subtle.exportKey('raw', unwrapped)), raw.toString('hex'));
    }
  }
}

async function derivation() {
  const password = await subtle.importKey('raw', Buffer.from('pw'), 'PBKDF2', false, ['deriveBits', 'deriveKey']);
  const pbkdf2 = { name: 'PBKDF2', salt: raw, iterations: 10, hash: 'SHA-256' };
  const bits = await subtle.deriveBits(pbkdf2, password, 256);
  assert.strictEqual(hex(bits), hex(crypto.pbkdf2Sync('pw', raw, 10, 32, 'sha256')));
  const key = await subtle.deriveKey(pbkdf2, password, { name: 'AES-GCM', length: 128 }, true, ['encrypt']);
  assert.strictEqual(hex(await subtle.exportKey('raw', key)), hex(bits).slice(0, 32));
  await assert.rejects(subtle.deriveBits(pbkdf2, password, 7), { name: 'OperationError' });
  await assert.rejects(subtle.deriveBits({ ...pbkdf2, iterations: 0 }, password, 8), { name: 'OperationError' });
  await assert.rejects(subtle.importKey('raw', raw, 'PBKDF2', true, ['deriveBits']), { name: 'SyntaxError' });

  const secret = await subtle.importKey('raw', raw, 'HKDF', false, ['deriveBits']);
  const hkdf = { name: 'HKDF', salt: raw, info: raw, hash: 'SHA-512' };
  assert.strictEqual(hex(await subtle.deriveBits(hkdf, secret, 128)), hex(crypto.hkdfSync('sha512', raw, raw, raw, 16)));
}

Promise.all([keys(), ciphers(), derivation()]);

// What is refused, and in which words
(async () => {
  const data = Buffer.alloc(16);
  const rejects = (promise, name, message) => assert.rejects(promise, { name, message });
  const invalid = 'The requested operation is not valid for the provided key';
  const encrypting = await subtle.importKey('raw', data, 'AES-CBC', true, ['encrypt', 'wrapKey']);
  await rejects(subtle.decrypt({ name: 'AES-CBC', iv: data }, encrypting, data), 'InvalidAccessError', invalid);
  await rejects(subtle.encrypt({ name: 'AES-GCM', iv: data }, encrypting, data), 'InvalidAccessError', invalid);
  await rejects(subtle.wrapKey('raw', encrypting, encrypting, { name: 'AES-GCM', iv: data }), 'InvalidAccessError', invalid);
  const deriving = await subtle.importKey('raw', data, 'HKDF', false, ['deriveKey']);
  const hkdf = { name: 'HKDF', salt: data, info: data, hash: 'SHA-256' };
  await rejects(subtle.deriveBits(hkdf, deriving, 128), 'InvalidAccessError', 'baseKey does not have deriveBits usage');
  await rejects(subtle.encrypt({ name: 'AES-CBC', iv: data }, 1, data), 'TypeError',
    "Failed to execute 'encrypt' on 'SubtleCrypto': 2nd argument is not of type CryptoKey.");
  await rejects(subtle.encrypt({ name: 'AES-CBC', iv: data }, encrypting, 1), 'TypeError',
    "Failed to execute 'encrypt' on 'SubtleCrypto': 3rd argument is not instance of ArrayBuffer, Buffer, TypedArray, or DataView.");
  await rejects(subtle.encrypt({ name: 'AES-CBC', iv: 1 }, encrypting, data), 'TypeError',
    "Failed to normalize algorithm: 'iv' of 'AesCbcParams' (passed algorithm) is not instance of ArrayBuffer, Buffer, TypedArray, or DataView.");
  for (const name of [1, null, undefined, '']) await rejects(subtle.digest(name, data), 'NotSupportedError', 'Unrecognized algorithm name');
})().catch((error) => {
  throw error;
});
