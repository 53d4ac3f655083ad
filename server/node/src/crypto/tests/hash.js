'use strict';
// Hashes and HMACs.
const assert = require('node:assert');
const crypto = require('node:crypto');

// Name, hash of 'abc' in hex, HMAC of 'abc' under 'key' in base64url.
for (const [name, digest, hmac] of [
  ['md5', '900150983cd24fb0d6963f7d28e17f72',
   '0v6YBj-HawMZOvtJtJeVkQ'],
  ['sha1', 'a9993e364706816aba3e25717850c26c9cd0d89d',
   'T9CyFSdu8S8rPkyOysKBFJi2Vvw'],
  ['sha224', '23097d223405d8228642a477bda255b32aadbce4bda0b3f7e36c9da7',
   '9SRnC3408xRn3gqpZZOGHPZRF9QU-y2GFY12Dg'],
  ['sha256', 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad',
   'nBluMtwBdfhvSxy4konWYZ3mvuaZ5MN45oMJ7Zehpqs'],
  ['sha384', 'cb00753f45a35e8bb5a03d699ac65007272c32ab0eded1631a8b605a43ff5bed8086072ba1e7cc2358baeca134c825a7',
   'MN25yPNHz_v7ROUZ2BTwdM9AR6Vdb1YzJPHGozkg5e37KjS6xgvcls0zqVYj19Y4'],
  ['sha512', 'ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f',
   'OSaiB8jEKwxBeSy9PhoaqvX3olcE9i38k5xJh9184GAAnFuxwkRzVbMhbxC1N-mvp7ZKTlORsNYxFy0Hk54Ieg'],
  ['sha512-224', '4634270f707b6a54daae7530460842e20e37ed265ceee9a43e8924aa',
   'KLwEM-9oTqmHfC8kN6oMz8Lo6zqbTHMWBod7Tw'],
  ['sha512-256', '53048e2681941ef99b2e29b76b4c7dabe4c2d0c634fc6d46e0e2f13107e7af23',
   '82e3yoCrLPhcI-WLc6j9UlpvosZv8QWASi1M9N8G4Sk'],
  ['sha3-224', 'e642824c3f8cf24ad09234ee7d3c766fc9a3a5168d0c94ad73b46fdf',
   'CdnXTn12HI8n8H2NNflbnRYLa02BdTKdto7qbQ'],
  ['sha3-256', '3a985da74fe225b2045c172d6bd390bd855f086e3e9d525b46bfe24511431532',
   'Cbbbq40ReVynyNgvHPkWggE8fLmAq7slRzvkrn97VoM'],
  ['sha3-384', 'ec01498288516fc926459f58e2c6ad8df9b473cb0fc08c2596da7cf0e49be4b298d88cea927ac7f539f1edf228376d25',
   'lPKqeufEt7j6TGEv20IrM0OBGxPIiIJXkE9UOZXNvLpeSfEPjtb3ud3Bsws4KIFc'],
  ['sha3-512', 'b751850b1a57168a5693cd924b6b096e08f621827444f70d884f5d0240d2712e10e116e9192af3c91a7ec57647e3934057340b4cf408d5a56592f8274eec53f0',
   'CF5Og1A_QLgv7zhDi8SQWlXbqoyIeAl6iZ2wtXzn2lejaCUcNEdPYLPrrLObLtrKSykEVkEcdux6thlEz-Iojg'],
  ['ripemd160', '8eb208f7e05d987a9b044a8e98c6b087f15a0bfc',
   'Z_3Oc46_xzcrzTjwPAI7V0ZyTRg'],
  ['blake2b512', 'ba80a53f981c4d0d6a2797b69f12f6e94c212f14685ac4b74b12bb6fdbffa2d17d87c5392aab792dc252d5de4533cc9518d38aa8dbf1925ab92386edd4009923',
   'BcxIFUONXP5o__RGuN9XgozJYYneS06Sjj8G2BXWTlvBUSSgL_05hZs-JHbaA7wCNcqG32I68qVjF3mAnp_QSg'],
  ['blake2s256', '508c5e8c327c14e2e1a72ba34eeb452f37458b209ed63a294d999b4c86675982',
   'ABi_3cDIeLPicMblmzWvAeFkpC2JSZyUR6kLWKTWDrM'],
  ['md5-sha1', '900150983cd24fb0d6963f7d28e17f72a9993e364706816aba3e25717850c26c9cd0d89d',
   'p25cxL2qmbh8x95p4GBufXT9J3GQnxILs7mkZJu5m-orTOwy'],
  ['sm3', '66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0',
   'KOYyVufFoIex8HMmXcUwkhY_e4JylzXQbyjxCvnVI5M'],
  ['shake128', '5881092dd818bf5cf8a3ddb793fbcba7',
   ''],
  ['shake256', '483366601360a8771c6863080cc4114d8db44530f8f1e1ee4f94ea37e78b5739',
   ''],
]) {
  assert.strictEqual(crypto.createHash(name).update('abc').digest('hex'), digest, name);
  assert.strictEqual(crypto.createHash(name.toUpperCase()).update('a').update(Buffer.from('bc')).digest('hex'), digest, name);
  assert.strictEqual(crypto.hash(name, 'abc'), digest, name);
  if (hmac !== '') {
    assert.strictEqual(crypto.createHmac(name, 'key').update('a').update('bc').digest('base64url'), hmac, name);
  }
  assert.ok(crypto.getHashes().includes(name), name);
}

const sha256 = () => crypto.createHash('sha256');
const expected = sha256().update('héllo').digest('hex');
assert.strictEqual(sha256().update(Buffer.from('héllo')).digest('hex'), expected);
assert.strictEqual(sha256().update('68c3a96c6c6f', 'hex').digest().toString('hex'), expected);
assert.strictEqual(sha256().update('h').update('éllo').digest('HEX'), expected);
assert.strictEqual(sha256().update(new DataView(new Uint8Array([97]).buffer)).digest('latin1').length, 32);
assert.strictEqual(sha256().update('x'.repeat(100000)).digest('base64').length, 44);
assert.ok(Buffer.isBuffer(sha256().digest()) && Buffer.isBuffer(sha256().digest('buffer')));

// copy
const first = sha256().update('a');
const second = first.copy().update('b');
assert.strictEqual(first.digest('hex'), crypto.hash('sha256', 'a'));
assert.strictEqual(second.digest('hex'), crypto.hash('sha256', 'ab'));
assert.throws(() => first.copy(), { code: 'ERR_CRYPTO_HASH_FINALIZED' });
assert.throws(() => first.digest(), { code: 'ERR_CRYPTO_HASH_FINALIZED', message: 'Digest already called' });
assert.throws(() => first.update('a'), { code: 'ERR_CRYPTO_HASH_FINALIZED' });

// Any length
assert.strictEqual(crypto.createHash('shake128', { outputLength: 5 }).update('a').digest('hex'), '85c8de88d2');
assert.strictEqual(crypto.createHash('shake128').update('a').copy({ outputLength: 3 }).digest('hex'), '85c8de');
assert.throws(() => crypto.createHash('sha256', { outputLength: 5 }), { code: 'ERR_OSSL_EVP_NOT_XOF_OR_INVALID_LENGTH' });
assert.throws(() => crypto.createHash('sha256', { outputLength: '5' }), { code: 'ERR_INVALID_ARG_TYPE' });

// Errors
assert.throws(() => crypto.createHash('nope'), { message: 'Digest method not supported' });
assert.throws(() => crypto.createHash(5), { code: 'ERR_INVALID_ARG_TYPE' });
for (const data of [5, null, undefined, new ArrayBuffer(1)]) {
  assert.throws(() => sha256().update(data), { code: 'ERR_INVALID_ARG_TYPE', message: /"data"/ });
}
assert.throws(() => sha256().update('abc', 'hex'), { code: 'ERR_INVALID_ARG_VALUE' });
assert.throws(() => crypto.hash('nope', 'a'), { message: 'Digest method nope is not supported' });
assert.throws(() => crypto.hash('sha1', 5), { code: 'ERR_INVALID_ARG_TYPE' });
assert.throws(() => crypto.hash('sha1', 'a', 'nope'), { code: 'ERR_INVALID_ARG_VALUE' });
assert.ok(Buffer.isBuffer(crypto.hash('sha1', 'a', 'buffer')));

assert.throws(() => crypto.createHmac('nope', 'k'), { code: 'ERR_CRYPTO_INVALID_DIGEST', message: 'Invalid digest: nope' });
assert.throws(() => crypto.createHmac('sha1', 5), { code: 'ERR_INVALID_ARG_TYPE' });
assert.throws(() => crypto.createHmac(5, 'k'), { code: 'ERR_INVALID_ARG_TYPE', message: /"hmac"/ });
const withKey = (key, options) => crypto.createHmac('sha1', key, options).update('a').digest('hex');
assert.strictEqual(withKey(Buffer.from('k')), withKey('k'));
assert.strictEqual(withKey('6b', { encoding: 'hex' }), withKey('k'));
assert.strictEqual(withKey(crypto.createSecretKey(Buffer.from('k'))), withKey('k'));
assert.notStrictEqual(withKey('k'.repeat(100)), withKey('k'));
const done = crypto.createHmac('sha1', 'k');
done.digest();
assert.strictEqual(done.digest('hex'), '');
assert.throws(() => done.update('a'), { code: 'ERR_CRYPTO_HASH_FINALIZED' });

// As streams
const stream = sha256();
stream.on('readable', () => {
  const value = stream.read();
  if (value !== null) assert.strictEqual(value.toString('hex'), crypto.hash('sha256', 'abc'));
});
stream.write('a');
stream.end('bc');

assert.ok(crypto.timingSafeEqual(Buffer.from('ab'), new Uint8Array([97, 98])));
assert.ok(!crypto.timingSafeEqual(Buffer.from('ab'), Buffer.from('ac')));
assert.throws(() => crypto.timingSafeEqual(Buffer.alloc(1), Buffer.alloc(2)), { code: 'ERR_CRYPTO_TIMING_SAFE_EQUAL_LENGTH' });
assert.throws(() => crypto.timingSafeEqual('a', 'a'), { code: 'ERR_INVALID_ARG_TYPE' });
