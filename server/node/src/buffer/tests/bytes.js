'use strict';
// Comparing, copying, filling, searching, slicing, showing.
const assert = require('node:assert');
const util = require('node:util');
const buffer = require('node:buffer');
const { Buffer } = buffer;

const hello = Buffer.from('hello world');

// compare, equals
assert.strictEqual(Buffer.compare(Buffer.from('a'), Buffer.from('b')), -1);
assert.strictEqual(Buffer.compare(Buffer.from('ab'), Buffer.from('a')), 1);
assert.strictEqual(hello.compare(hello), 0);
assert.strictEqual(hello.compare(Buffer.from('xxhello'), 2, 7, 0, 5), 0);
assert.strictEqual(hello.compare(hello, 5, 2), 1);
assert.throws(() => hello.compare(hello, 0, 100), { code: 'ERR_OUT_OF_RANGE', message: /"targetEnd"/ });
assert.throws(() => hello.compare(1), { code: 'ERR_INVALID_ARG_TYPE' });
{
  const long = Buffer.alloc(2000, 1);
  const other = Buffer.alloc(2000, 1);
  assert.ok(long.equals(other));
  other[1999] = 2;
  assert.ok(!long.equals(other));
  assert.strictEqual(long.compare(other), -1);
}
assert.throws(() => hello.equals('a'), { code: 'ERR_INVALID_ARG_TYPE' });

// copy
for (const size of [10, 500]) {
  const source = Buffer.from(Array.from({ length: size }, (_, i) => i));
  const target = Buffer.alloc(size);
  assert.strictEqual(source.copy(target, 1), size - 1);
  assert.strictEqual(target[size - 1], (size - 2) % 256);
  assert.strictEqual(source.copy(target, 0, 2, 5), 3);
  assert.strictEqual(source.copy(target, size), 0);
  // Over itself, both ways.
  const forth = Buffer.from(source);
  forth.copy(forth, 2, 0);
  assert.deepStrictEqual([...forth.subarray(2, 6)], [0, 1, 2, 3]);
  const back = Buffer.from(source);
  back.copy(back, 0, 2);
  assert.deepStrictEqual([...back.subarray(0, 4)], [2, 3, 4, 5]);
}
assert.throws(() => hello.copy(Buffer.alloc(3), -1), { code: 'ERR_OUT_OF_RANGE', message: /"targetStart"/ });
assert.throws(() => hello.copy(Buffer.alloc(3), 0, 12), { code: 'ERR_OUT_OF_RANGE', message: /"sourceStart"/ });
assert.throws(() => hello.copy({}), { code: 'ERR_INVALID_ARG_TYPE' });

// fill
assert.strictEqual(Buffer.alloc(5).fill('ab').toString(), 'ababa');
assert.strictEqual(Buffer.alloc(5).fill('é').toString('hex'), 'c3a9c3a9c3');
assert.strictEqual(Buffer.alloc(5).fill('a', 1, 3).toString('latin1'), '\0aa\0\0');
assert.strictEqual(Buffer.alloc(5).fill('abcd', 'hex').toString('hex'), 'abcdabcdab');
assert.strictEqual(Buffer.alloc(3).fill(257).toString('hex'), '010101');
assert.strictEqual(Buffer.alloc(3, 1).fill('').toString('hex'), '000000');
assert.strictEqual(Buffer.alloc(5).fill(new Uint16Array([1, 2])).toString('hex'), '0100020001');
assert.throws(() => Buffer.alloc(5).fill('a', 0, 9), { code: 'ERR_OUT_OF_RANGE', message: /"end"/ });
assert.throws(() => Buffer.alloc(5).fill('a', 'b'), { code: 'ERR_UNKNOWN_ENCODING' });
assert.throws(() => Buffer.alloc(5).fill('a', 0, 1, 'b'), { code: 'ERR_UNKNOWN_ENCODING' });
assert.throws(() => Buffer.alloc(5).fill(0, 'a'), { code: 'ERR_INVALID_ARG_TYPE' });

// indexOf, lastIndexOf, includes
assert.strictEqual(hello.indexOf('o'), 4);
assert.strictEqual(hello.indexOf('o', 5), 7);
assert.strictEqual(hello.indexOf('o', -4), 7);
assert.strictEqual(hello.indexOf(Buffer.from('world')), 6);
assert.strictEqual(hello.indexOf(104 + 256), 0);
assert.strictEqual(hello.indexOf('z'), -1);
assert.strictEqual(hello.indexOf(''), 0);
assert.strictEqual(hello.indexOf('', 99), 11);
assert.strictEqual(hello.lastIndexOf('o'), 7);
assert.strictEqual(hello.lastIndexOf('o', 5), 4);
assert.strictEqual(hello.lastIndexOf('o', -5), 4);
assert.strictEqual(hello.lastIndexOf('o', NaN), 7);
assert.strictEqual(hello.lastIndexOf('o', null), -1);
assert.strictEqual(hello.lastIndexOf(''), 11);
assert.ok(hello.includes('wor') && !hello.includes('wor', 7));
assert.strictEqual(hello.indexOf('6f', 'hex'), 4);
assert.strictEqual(Buffer.from('aΑb', 'utf16le').indexOf('b', 'utf16le'), 4);
// UTF-16 is found at whole units only.
assert.strictEqual(Buffer.from([0, 97, 0, 97, 0, 97]).indexOf('a', 0, 'utf16le'), -1);
assert.throws(() => hello.indexOf({}), { code: 'ERR_INVALID_ARG_TYPE' });
assert.throws(() => hello.indexOf('a', 0, 'nope'), { code: 'ERR_UNKNOWN_ENCODING' });
{
  const long = Buffer.alloc(5000, 'ab');
  long.write('needle', 3000);
  assert.strictEqual(long.indexOf('needle'), 3000);
  assert.strictEqual(long.indexOf('needle', 3001), -1);
  assert.strictEqual(long.lastIndexOf('needle'), 3000);
  assert.strictEqual(long.lastIndexOf('needle', 2999), -1);
  assert.strictEqual(long.lastIndexOf('b'), 4999);
}

// slice and subarray share their memory
{
  const part = hello.slice(-5);
  assert.strictEqual(part.toString(), 'world');
  assert.strictEqual(part.buffer, hello.buffer);
  assert.ok(Buffer.isBuffer(hello.subarray(1, 3)));
  assert.strictEqual(hello.subarray(1.9, '3').toString(), 'el');
  assert.strictEqual(hello.subarray(5, 2).length, 0);
  assert.strictEqual(hello.slice(undefined, 99).length, 11);
}

// JSON and iteration
assert.strictEqual(JSON.stringify(Buffer.from('ab')), '{"type":"Buffer","data":[97,98]}');
assert.deepStrictEqual([...Buffer.from('ab').entries()], [[0, 97], [1, 98]]);

// inspect
assert.strictEqual(util.inspect(Buffer.from('ab')), '<Buffer 61 62>');
assert.strictEqual(util.inspect(Buffer.alloc(51)), `<Buffer ${'00 '.repeat(50)}... 1 more byte>`);
assert.strictEqual(util.inspect(Buffer.alloc(60)).slice(-19), '00 ... 10 more bytes>'.slice(-19));
assert.strictEqual(util.inspect(Object.assign(Buffer.from('a'), { x: 1, y: [2] })), '<Buffer 61, x: 1, y: [ 2 ]>');
assert.strictEqual(Buffer.from('a').inspect(), '<Buffer 61>');
const before = buffer.INSPECT_MAX_BYTES;
buffer.INSPECT_MAX_BYTES = 1;
assert.strictEqual(util.inspect(Buffer.from('abc')), '<Buffer 61 ... 2 more bytes>');
buffer.INSPECT_MAX_BYTES = before;
assert.throws(() => { buffer.INSPECT_MAX_BYTES = -1; }, { code: 'ERR_OUT_OF_RANGE' });

// atob, btoa
assert.strictEqual(btoa('hé'), 'aOk=');
assert.strictEqual(atob(' aO k= '), 'hé');
assert.strictEqual(atob('YQ'), 'a');
for (const text of ['a', '*', 'YQ=', '====', 'AA==A']) {
  assert.throws(() => atob(text), { name: 'InvalidCharacterError', code: 5 });
}
assert.throws(() => btoa('€'), { name: 'InvalidCharacterError' });
assert.throws(() => btoa(), { code: 'ERR_MISSING_ARGS' });
