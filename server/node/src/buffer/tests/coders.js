'use strict';
// TextEncoder and TextDecoder.
const assert = require('node:assert');
const util = require('node:util');

const encoder = new TextEncoder();
assert.strictEqual(encoder.encoding, 'utf-8');
assert.deepStrictEqual([...encoder.encode('é€')], [0xc3, 0xa9, 0xe2, 0x82, 0xac]);
assert.strictEqual(encoder.encode().length, 0);
assert.strictEqual(encoder.encode('x'.repeat(1000)).length, 1000);
assert.strictEqual(encoder.encode('abc').buffer.byteLength, 3);
assert.deepStrictEqual(encoder.encodeInto('a€b', new Uint8Array(3)), { read: 1, written: 1 });
assert.deepStrictEqual(encoder.encodeInto('a€b', new Uint8Array(4)), { read: 2, written: 4 });
assert.deepStrictEqual(encoder.encodeInto('😀', new Uint8Array(4)), { read: 2, written: 4 });
assert.deepStrictEqual(encoder.encodeInto('\ud83d', new Uint8Array(3)), { read: 1, written: 3 });
assert.throws(() => encoder.encodeInto(5, new Uint8Array(1)), { code: 'ERR_INVALID_ARG_TYPE' });
assert.throws(() => encoder.encodeInto('a', new Uint16Array(1)), { code: 'ERR_INVALID_ARG_TYPE' });
assert.throws(() => TextEncoder.prototype.encoding, { code: 'ERR_INVALID_THIS' });

const bytes = (...list) => Uint8Array.from(list);
assert.strictEqual(new TextDecoder().decode(bytes(0xef, 0xbb, 0xbf, 0x61)), 'a');
assert.strictEqual(new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes(0xef, 0xbb, 0xbf, 0x61)), '\ufeffa');
assert.strictEqual(new TextDecoder().decode(), '');
assert.strictEqual(new TextDecoder().decode(new ArrayBuffer(2)), '\0\0');
assert.strictEqual(new TextDecoder().decode(new DataView(bytes(65).buffer)), 'A');
assert.strictEqual(new TextDecoder(' UTF8 ').encoding, 'utf-8');
assert.strictEqual(new TextDecoder('latin1').encoding, 'windows-1252');
assert.strictEqual(new TextDecoder('latin1').decode(bytes(0x80, 0xe9)), '€é');
assert.strictEqual(new TextDecoder('utf-16le').decode(bytes(0xff, 0xfe, 65, 0)), 'A');
assert.strictEqual(new TextDecoder('utf-16be').decode(bytes(0, 65)), 'A');
assert.strictEqual(new TextDecoder('shift_jis').decode(bytes(0x93, 0xfa)), '日');
assert.strictEqual(new TextDecoder('gbk').decode(bytes(0xc4, 0xe3)), '你');

const fatal = new TextDecoder('utf-8', { fatal: true });
assert.throws(() => fatal.decode(bytes(0xff)), {
  name: 'TypeError',
  code: 'ERR_ENCODING_INVALID_ENCODED_DATA',
  message: 'The encoded data was not valid for encoding utf-8',
});
assert.strictEqual(fatal.decode(bytes(65)), 'A');

const stream = { stream: true };
const decoder = new TextDecoder();
assert.strictEqual(decoder.decode(bytes(0xef, 0xbb), stream), '');
assert.strictEqual(decoder.decode(bytes(0xbf, 65, 0xe2), stream), 'A');
assert.strictEqual(decoder.decode(bytes(0x82), stream), '');
assert.strictEqual(decoder.decode(), '\ufffd');
assert.strictEqual(decoder.decode(bytes(0xef, 0xbb, 0xbf, 65)), 'A');

for (const label of ['nope', null]) {
  assert.throws(() => new TextDecoder(label), { name: 'RangeError', code: 'ERR_ENCODING_NOT_SUPPORTED' });
}
assert.throws(() => new TextDecoder('utf-8', 1), { code: 'ERR_INVALID_ARG_TYPE' });
assert.throws(() => new TextDecoder().decode('a'), { code: 'ERR_INVALID_ARG_TYPE' });
assert.strictEqual(
  util.inspect(new TextDecoder()), "TextDecoder { encoding: 'utf-8', fatal: false, ignoreBOM: false }");
