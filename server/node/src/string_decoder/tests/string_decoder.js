'use strict';
const assert = require('node:assert');
const { StringDecoder } = require('node:string_decoder');

// Any text, cut anywhere, comes out whole.
const text = 'aé€😀 z';
for (const encoding of ['utf8', 'utf16le', 'base64', 'base64url', 'hex', 'latin1']) {
  const source = encoding === 'latin1' ? 'aé z' : text;
  const bytes = Buffer.from(source, encoding === 'utf16le' || encoding === 'latin1' ? encoding : 'utf8');
  for (let size = 1; size <= bytes.length; size++) {
    const decoder = new StringDecoder(encoding);
    let result = '';
    for (let i = 0; i < bytes.length; i += size) result += decoder.write(bytes.subarray(i, i + size));
    result += decoder.end();
    assert.strictEqual(result, bytes.toString(encoding), `${encoding} by ${size}`);
  }
}

// What waits can be seen.
const decoder = new StringDecoder();
assert.strictEqual(decoder.encoding, 'utf8');
assert.strictEqual(decoder.write(Buffer.from([0xe2, 0x82])), '');
assert.strictEqual(decoder.lastNeed, 1);
assert.strictEqual(decoder.lastTotal, 3);
assert.strictEqual(decoder.lastChar.toString('hex'), 'e2820000');
assert.strictEqual(decoder.write(Buffer.from([0xac, 0x41])), '€A');
assert.strictEqual(decoder.write(Buffer.from([0xe2])), '');
assert.strictEqual(decoder.write(Buffer.from('B')), '\ufffdB');
assert.strictEqual(decoder.end(Buffer.from([0xc3])), '\ufffd');
assert.strictEqual(decoder.end(), '');

assert.strictEqual(decoder.write('text'), 'text');
assert.strictEqual(decoder.write(new Uint16Array([0x4241])), 'AB');
assert.strictEqual(new StringDecoder('UTF-16LE').encoding, 'utf16le');
assert.strictEqual(new StringDecoder('binary').encoding, 'latin1');
for (const encoding of ['nope', 5, {}]) {
  assert.throws(() => new StringDecoder(encoding), { name: 'TypeError', code: 'ERR_UNKNOWN_ENCODING' });
}
for (const value of [5, null, undefined, {}]) {
  assert.throws(() => decoder.write(value), { code: 'ERR_INVALID_ARG_TYPE' });
}
assert.throws(() => StringDecoder.prototype.write.call({}, Buffer.alloc(1)), { code: 'ERR_INVALID_THIS' });
