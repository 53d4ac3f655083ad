'use strict';
// Text in and out of buffers, in every encoding, short and long: the two go different ways.
const assert = require('node:assert');
const { Buffer, transcode, isUtf8, isAscii } = require('node:buffer');

const texts = ['', 'a', 'héllo wörld', '日本語', '😀 and more', 'x'.repeat(1000), 'é'.repeat(1000), '😀'.repeat(300)];
for (const text of texts) {
  assert.strictEqual(Buffer.from(text).toString(), text);
  assert.strictEqual(Buffer.from(text, 'utf16le').toString('utf16le'), text);
  assert.strictEqual(Buffer.byteLength(text), Buffer.from(text).length);
  assert.strictEqual(Buffer.byteLength(text, 'ucs2'), text.length * 2);
  const bytes = Buffer.from(text);
  for (const encoding of ['hex', 'base64', 'base64url', 'latin1', 'binary']) {
    assert.deepStrictEqual(Buffer.from(bytes.toString(encoding), encoding), bytes, encoding);
  }
}
assert.strictEqual(Buffer.from([0x61, 0xe9]).toString('ascii'), 'ai');
assert.strictEqual(Buffer.alloc(400, 0xe9).toString('ascii'), 'i'.repeat(400));
assert.strictEqual(Buffer.alloc(400, 0xe9).toString('latin1'), 'é'.repeat(400));
assert.strictEqual(Buffer.from('ĀÁ', 'latin1').toString('hex'), '00c1');

// Broken UTF-8: one replacement for each part that can't be read, short and long.
const broken = [
  ['ff', '\ufffd'], ['c3', '\ufffd'], ['e282', '\ufffd'], ['e28241', '\ufffdA'], ['f09f98', '\ufffd'],
  ['c080', '\ufffd\ufffd'], ['eda080', '\ufffd\ufffd\ufffd'], ['f4908080', '\ufffd\ufffd\ufffd\ufffd'],
  ['80', '\ufffd'], ['e2c3a9', '\ufffdé'], ['f09f41', '\ufffdA'],
];
for (const [hex, text] of broken) {
  assert.strictEqual(Buffer.from(hex, 'hex').toString(), text, hex);
  const padding = 'z'.repeat(300);
  assert.strictEqual(Buffer.from(Buffer.from(padding).toString('hex') + hex, 'hex').toString(), padding + text, hex);
}
// Lone surrogates survive in UTF-16 only.
assert.strictEqual(Buffer.from('\ud83d', 'utf16le').toString('utf16le'), '\ud83d');
assert.strictEqual(Buffer.from(`${'a'.repeat(400)}\ud83d`, 'utf16le').toString('utf16le').at(-1), '\ud83d');
assert.strictEqual(Buffer.from('\ud83d'.repeat(300)).toString(), '\ufffd'.repeat(300));

// toString's range
const hello = Buffer.from('hello world');
assert.strictEqual(hello.toString('utf8', 1, 3), 'el');
assert.strictEqual(hello.toString('utf8', -5, 3), 'hel');
assert.strictEqual(hello.toString('utf8', 5, 1), '');
assert.strictEqual(hello.toString('utf8', '1', '3'), 'el');
assert.strictEqual(hello.toString(undefined, 6), 'world');
assert.strictEqual(hello.toString('latin1', 0, NaN), '');
assert.strictEqual(hello.toLocaleString('hex'), hello.toString('hex'));
for (const encoding of ['nope', 5, null, '']) {
  assert.throws(() => hello.toString(encoding), { code: 'ERR_UNKNOWN_ENCODING', name: 'TypeError' });
}

// write: whole characters only
const four = () => Buffer.alloc(4);
assert.strictEqual(four().write('abcdef'), 4);
assert.strictEqual(four().write('é€', 0, 4), 2);
assert.strictEqual(four().write('abc', 1), 3);
assert.strictEqual(four().write('abc', 'hex'), 1);
assert.strictEqual(four().write('abc', 0, 4, 'utf16le'), 4);
assert.strictEqual(four().write('abc', 1, 'latin1'), 3);
{
  const buffer = Buffer.alloc(1000, 'z');
  assert.strictEqual(buffer.write('€'.repeat(400), 1), 999);
  assert.strictEqual(buffer.toString('utf8', 1), '€'.repeat(333));
}
assert.throws(() => four().write('a', 5), {
  code: 'ERR_OUT_OF_RANGE', message: 'The value of "offset" is out of range. It must be >= 0 && <= 4. Received 5',
});
assert.throws(() => four().write('a', 0, 5), { code: 'ERR_OUT_OF_RANGE', message: /"length"/ });
assert.throws(() => four().write(5), { code: 'ERR_INVALID_ARG_TYPE', message: 'argument must be a string' });
assert.throws(() => four().write('a', 0, 1, 'nope'), { code: 'ERR_UNKNOWN_ENCODING' });

// hex stops at what is no digit
assert.strictEqual(Buffer.from('abxx', 'hex').toString('hex'), 'ab');
assert.strictEqual(Buffer.from('abc', 'hex').toString('hex'), 'ab');
assert.strictEqual(Buffer.from(`${'0a'.repeat(100)}zz`, 'hex').length, 100);
assert.strictEqual(Buffer.from('aB'.repeat(100), 'hex').toString('hex'), 'ab'.repeat(100));
assert.strictEqual(Buffer.from('ŁŁ', 'hex').toString('hex'), 'aa');

// base64 takes both alphabets, skips strangers, stops at padding
for (const [text, expected] of [
  ['YWJj=ZGVm', 'abc'], ['YW Jj\nZGU=', 'abcde'], ['YW*JjZG', 'abcd'], ['YWJ', 'ab'], ['Y', ''], ['YQ', 'a'],
  ['YWJjéZGVm', 'abcdef'], ['=YWJj', ''],
]) {
  assert.strictEqual(Buffer.from(text, 'base64').toString(), expected, text);
  assert.strictEqual(Buffer.from(text, 'base64url').toString(), expected, text);
}
assert.strictEqual(Buffer.from('-_-_', 'base64').toString('hex'), 'fbffbf');
assert.strictEqual(Buffer.from('+/+/', 'base64url').toString('hex'), 'fbffbf');
assert.strictEqual(Buffer.from(`${'-_-_'.repeat(20)}`, 'base64').toString('base64'), '+/+/'.repeat(20));
assert.strictEqual(Buffer.from([0xfb, 0xff]).toString('base64url'), '-_8');
assert.strictEqual(Buffer.byteLength('abc==', 'base64'), 2);
assert.strictEqual(Buffer.alloc(2).write('YWJjZA==', 'base64'), 2);

// The methods for one encoding
assert.strictEqual(hello.utf8Slice(1, 3), 'el');
assert.strictEqual(hello.hexSlice(0, 2), '6865');
assert.throws(() => hello.latin1Slice(-1), { code: 'ERR_OUT_OF_RANGE', message: 'Index out of range' });
assert.throws(() => hello.latin1Slice(0, 99), { code: 'ERR_OUT_OF_RANGE' });
assert.throws(() => four().utf8Write('a', 9), { code: 'ERR_BUFFER_OUT_OF_BOUNDS' });
assert.strictEqual(four().latin1Write('abcdef', 2), 2);

// isEncoding, byteLength
for (const name of ['utf8', 'UTF-8', 'ucs2', 'UCS-2', 'utf16le', 'latin1', 'binary', 'ascii', 'hex', 'base64', 'base64url']) {
  assert.ok(Buffer.isEncoding(name), name);
}
for (const name of ['', 'utf', 5, undefined, 'utf9']) assert.ok(!Buffer.isEncoding(name));
assert.strictEqual(Buffer.byteLength(new ArrayBuffer(4)), 4);
assert.strictEqual(Buffer.byteLength('é', 'nope'), 2);
assert.throws(() => Buffer.byteLength(5), { code: 'ERR_INVALID_ARG_TYPE' });

// transcode, isUtf8, isAscii
assert.strictEqual(transcode(Buffer.from('€é'), 'utf8', 'latin1').toString('hex'), '3fe9');
assert.strictEqual(transcode(Buffer.from('€'), 'utf8', 'ucs2').toString('hex'), 'ac20');
assert.strictEqual(transcode(Buffer.from('é', 'latin1'), 'latin1', 'utf8').toString(), 'é');
assert.throws(() => transcode(Buffer.from('a'), 'utf8', 'hex'), { code: 'U_ILLEGAL_ARGUMENT_ERROR' });
assert.throws(() => transcode('a', 'utf8', 'ucs2'), { code: 'ERR_INVALID_ARG_TYPE' });
assert.ok(isUtf8(Buffer.from('é')) && !isUtf8(Buffer.from([0xff])) && isUtf8(new ArrayBuffer(2)));
assert.ok(isAscii(Buffer.from('a')) && !isAscii(Buffer.from('é')));
assert.throws(() => isUtf8('a'), { code: 'ERR_INVALID_ARG_TYPE' });
