'use strict';
// Ciphers there and back.
const assert = require('node:assert');
const crypto = require('node:crypto');

const text = 'The quick brown fox jumps over the dogs.';
const counting = (length, step, first) => Buffer.from(Array.from({ length }, (_, i) => i * step + first));

// Name, cipher text in base64, tag in hex.
for (const [name, expected, tag] of [
  ['aes-128-cbc', 'qRxRGz3QszTEvvunW13E51jy6xQ2aK9GJDxpnyZyfLQ8h00T3nX/jdn2nkXPmsZ2'],
  ['aes-192-cbc', '9JXzISEO9H1zwLdaXDycLymN6jy5NEm1f9ZJJqPPpQ0zOpqw3Tv25HnyCGYyN1wo'],
  ['aes-256-cbc', 'qXgMqZTsdQEQwzfiKYdqeUOVM1Ajk2yOas+F82EGuDUgyXrC63IXqPHWpYCTPfFp'],
  ['aes-128-ecb', 'bygB3UVLalI3dlG5rQUIfs80036v4FzcFyMe9jxmVD2YhyxG7XOd9Vy97HqGjmPP'],
  ['aes-256-ctr', 'HgNrG9v90NKogaFPqq86JfJuyF3eXm+Ucsz/dstivBXSbZR2vGJtWA=='],
  ['aes-128-cfb', 'QWn9ee9fYhsx27zj853zZch6dt7QIEsmpTUDN1BVDw3BOYvrJZgUEA=='],
  ['aes-128-cfb8', 'QUKzHS7CGsG9mFjRpYbmmV0gCqH0nV/+fEaptbUrRRPUJmVrhK7lfA=='],
  ['aes-128-cfb1', 'Ss7iLM6QgIwWEXv7qIurESp+g9bFHlMXkscLNYSE+gU/ghD0jzddHQ=='],
  ['aes-128-ofb', 'QWn9ee9fYhsx27zj853zZQTvWoCfrAzEB4v83wH8YQ0HZig/vJXnhw=='],
  ['aes-256-gcm', '2RRJaQkpKaxo6iQa74gn3TNMgVJf0xY8hNSSBDxrqiRsZ9+C32QI7g==', 'abd1327eec5783901ea484a833817982'],
  ['aes-128-ccm', 'vD+qKduq/sFLZZianKTeijuJfZwF9KieeHwNPWisbKFAtC8RO6zvow==', 'bf655eccfd901d1df5e79398232a5a15'],
  ['chacha20', 'BWdZWbyTytibuzLkYUc7xCmi3+UQJlaYoT2NI5m/o4f+hp2J9KDd4g=='],
  ['chacha20-poly1305', 'NqSLoCq5eldOdSAfmDTlUK1mwaduFPCzKwCusUi2U5X9EfaMUm1nIQ==', '54414ebd8aab8f307336e2437b0ec8d9'],
  ['des-ede3-cbc', 'TFdHgwQH6azSnNSIggyrdb871AdG49PhoVgIbGEMDjIgoDWsY7TvBov3ymqnchpl'],
  ['camellia-256-cbc', 'uSz36RvlP3y/Q4WjqE1b1137+jyynYalQdXHd+Tt4qxssG3HxcTPkW20w9tcKTyP'],
  ['aria-128-ctr', 'Gcl4vppfLkz0qfJICGzE6Z2z5pmTRp6+7cB9t+YudF4BSA8ZKkGiww=='],
  ['sm4-cbc', 'iMyCMZtgDLoAxubMfxe3J+9ErELyX5W1Z/S30XbP2txHkOmigQO6S9zudv0STjFy'],
  ['aes-128-xts', 'umVOPOWYa76m6y6oE+2Jzunpsu7gXcN1IToyWm8rbs7xkAzjvayTTQ=='],
  ['aria-256-gcm', 'NtLvY2loH/UQCO7XvfPVNVXKDpl8KGP5IwDFKTpxUFLjT52EnAkY/Q==', 'efe998d821c3e422daf0de2d1dd3cded'],
]) {
  const info = crypto.getCipherInfo(name);
  const key = counting(info.keyLength, 7, 1);
  const iv = info.ivLength === undefined ? null : counting(info.ivLength, 1, 9);
  const options = { authTagLength: 16 };
  const whole = info.mode === 'ccm' || info.mode === 'xts';

  for (const size of whole ? [text.length] : [text.length, 1, 7, 16, 17]) {
    const cipher = crypto.createCipheriv(name, key, iv, options);
    if (tag !== undefined) cipher.setAAD(Buffer.from('aad'), { plaintextLength: text.length });
    const parts = [];
    for (let i = 0; i < text.length; i += size) parts.push(cipher.update(text.slice(i, i + size)));
    parts.push(cipher.final());
    const sealed = Buffer.concat(parts);
    assert.strictEqual(sealed.toString('base64'), expected, `${name} by ${size}`);
    if (tag !== undefined) assert.strictEqual(cipher.getAuthTag().toString('hex'), tag, name);

    const decipher = crypto.createDecipheriv(name, key, iv, options);
    if (tag !== undefined) {
      decipher.setAuthTag(cipher.getAuthTag());
      decipher.setAAD(Buffer.from('aad'), { plaintextLength: text.length });
    }
    let opened = '';
    const step = whole ? sealed.length : size;
    for (let i = 0; i < sealed.length; i += step) opened += decipher.update(sealed.subarray(i, i + step), null, 'utf8');
    assert.strictEqual(opened + decipher.final('utf8'), text, `${name} by ${size}`);
  }

  if (tag !== undefined) {
    const decipher = crypto.createDecipheriv(name, key, iv, options);
    decipher.setAuthTag(Buffer.alloc(16));
    decipher.update(Buffer.from(expected, 'base64'));
    assert.throws(() => decipher.final(), { message: 'Unsupported state or unable to authenticate data' });
  }
}

const key = Buffer.alloc(16, 1);
const iv = Buffer.alloc(16, 2);
const cbc = () => crypto.createCipheriv('aes-128-cbc', key, iv);
const uncbc = () => crypto.createDecipheriv('aes-128-cbc', key, iv);

// Encodings in and out
{
  const cipher = cbc();
  const hex = cipher.update('616263', 'hex', 'hex') + cipher.final('hex');
  const decipher = uncbc();
  assert.strictEqual(decipher.update(hex, 'hex', 'latin1') + decipher.final('latin1'), 'abc');
}

// Errors at the start
for (const [args, error] of [
  [['nope', key, iv], { code: 'ERR_CRYPTO_UNKNOWN_CIPHER', message: 'Unknown cipher' }],
  [['aes-128-cbc', Buffer.alloc(15), iv], { name: 'RangeError', code: 'ERR_CRYPTO_INVALID_KEYLEN', message: 'Invalid key length' }],
  [['aes-128-cbc', key, Buffer.alloc(15)], { name: 'TypeError', code: 'ERR_CRYPTO_INVALID_IV', message: 'Invalid initialization vector' }],
  [['aes-128-cbc', key, null], { code: 'ERR_CRYPTO_INVALID_IV' }],
  [['aes-128-ecb', key, iv], { code: 'ERR_CRYPTO_INVALID_IV' }],
  [['aes-128-cbc', key], { code: 'ERR_INVALID_ARG_TYPE' }],
  [['aes-128-cbc', 5, iv], { code: 'ERR_INVALID_ARG_TYPE' }],
  [[5, key, iv], { code: 'ERR_INVALID_ARG_TYPE' }],
  [['aes-128-gcm', key, iv, { authTagLength: 3 }], { code: 'ERR_CRYPTO_INVALID_AUTH_TAG' }],
  [['aes-128-ccm', key, iv.subarray(0, 12)], { code: 'ERR_CRYPTO_INVALID_AUTH_TAG', message: 'authTagLength required for aes-128-ccm' }],
]) {
  assert.throws(() => crypto.createCipheriv(...args), error);
  assert.throws(() => crypto.createDecipheriv(...args), error);
}

// Errors on the way
{
  const cipher = cbc();
  assert.throws(() => cipher.update(5), { code: 'ERR_INVALID_ARG_TYPE' });
  assert.throws(() => cipher.getAuthTag(), { code: 'ERR_CRYPTO_INVALID_STATE', message: 'Invalid state for operation getAuthTag' });
  assert.throws(() => cipher.setAAD(key), { code: 'ERR_CRYPTO_INVALID_STATE' });
  cipher.final();
  assert.throws(() => cipher.update('a'), { message: 'Trying to add data in unsupported state' });
  assert.throws(() => cipher.final(), { code: 'ERR_CRYPTO_INVALID_STATE' });
}
{
  const decipher = uncbc();
  decipher.update(Buffer.alloc(15));
  assert.throws(() => decipher.final(), {
    code: 'ERR_OSSL_WRONG_FINAL_BLOCK_LENGTH', reason: 'wrong final block length', library: 'Provider routines',
  });
  const other = uncbc();
  other.update(Buffer.alloc(16));
  assert.throws(() => other.final(), { code: 'ERR_OSSL_BAD_DECRYPT', reason: 'bad decrypt' });
}
{
  const cipher = cbc().setAutoPadding(false);
  assert.strictEqual(cipher.update(Buffer.alloc(16)).length, 16);
  assert.strictEqual(cipher.final().length, 0);
}
{
  const decipher = crypto.createDecipheriv('aes-128-gcm', key, iv);
  assert.throws(() => decipher.setAuthTag(Buffer.alloc(3)), { code: 'ERR_CRYPTO_INVALID_AUTH_TAG' });
  decipher.setAuthTag(Buffer.alloc(16));
  assert.throws(() => decipher.setAuthTag(Buffer.alloc(16)), { code: 'ERR_CRYPTO_INVALID_STATE' });
}

// Streams
{
  const cipher = cbc();
  const chunks = [];
  cipher.on('data', (chunk) => chunks.push(chunk));
  cipher.on('end', () => {
    const decipher = uncbc();
    assert.strictEqual(decipher.update(Buffer.concat(chunks), null, 'utf8') + decipher.final('utf8'), text);
  });
  cipher.write(text.slice(0, 5));
  cipher.end(text.slice(5));
}

assert.deepStrictEqual({ ...crypto.getCipherInfo('AES-128-CBC') }, {
  mode: 'cbc', name: 'aes-128-cbc', nid: 419, blockSize: 16, ivLength: 16, keyLength: 16,
});
assert.strictEqual(crypto.getCipherInfo(419).name, 'aes-128-cbc');
assert.strictEqual(crypto.getCipherInfo('nope'), undefined);
assert.strictEqual(crypto.getCipherInfo('aes-128-cbc', { keyLength: 5 }), undefined);
assert.strictEqual(crypto.getCipherInfo('aes-128-gcm', { ivLength: 5 }).ivLength, 5);
assert.throws(() => crypto.getCipherInfo(), { code: 'ERR_INVALID_ARG_TYPE' });
for (const name of ['aes-256-gcm', 'aes128', 'chacha20-poly1305', 'des3']) assert.ok(crypto.getCiphers().includes(name), name);

// Keys wrapped in keys (RFC 3394), and any bytes (RFC 5649)
for (const [name, size, ivSize, plain, wrapped] of [
  ['aes128-wrap', 16, 8, '00'.repeat(16), 'bfe265c680ba9eedfaebdee43770c1f2f7bda0732b56f3fe'],
  ['id-aes128-wrap-pad', 16, 4, '00'.repeat(5), '8c0d6193d9e3b94fc28c6d975e19b692'],
  ['aes128-wrap-pad', 16, 4, '00'.repeat(8), '659595da0b68f6df0dd6ca77202986e1'],
  ['aes128-wrap-pad', 16, 4, '00'.repeat(9), '89828b3669e527b9f58ed08b2cad56c3aceb84c5a5fefc3b'],
]) {
  const start = (make) => make(name, Buffer.alloc(size), Buffer.alloc(ivSize));
  assert.strictEqual(start(crypto.createCipheriv).update(plain, 'hex', 'hex'), wrapped, name);
  assert.strictEqual(start(crypto.createDecipheriv).update(wrapped, 'hex', 'hex'), plain, name);
  const spoiled = Buffer.from(wrapped, 'hex');
  spoiled[3] ^= 1;
  assert.throws(() => start(crypto.createDecipheriv).update(spoiled), { message: 'Trying to add data in unsupported state' });
  assert.strictEqual(start(crypto.createCipheriv).update('').length, 0);
}
assert.deepStrictEqual({ ...crypto.getCipherInfo('aes192-wrap-pad') }, {
  mode: 'wrap', name: 'id-aes192-wrap-pad', nid: 900, blockSize: 8, ivLength: 4, keyLength: 24,
});
