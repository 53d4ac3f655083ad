'use strict';
// How buffers are made, and what is refused.
const assert = require('node:assert');
const { Buffer, SlowBuffer, constants, kMaxLength, kStringMaxLength } = require('node:buffer');

const hex = (buffer) => buffer.toString('hex');

// alloc
assert.strictEqual(hex(Buffer.alloc(3)), '000000');
assert.strictEqual(hex(Buffer.alloc(4, 'ab')), '61626162');
assert.strictEqual(hex(Buffer.alloc(4, 'YQ==', 'base64')), '61616161');
assert.strictEqual(hex(Buffer.alloc(2, 257)), '0101');
assert.strictEqual(Buffer.alloc(1.9).length, 1);
for (const size of ['5', undefined, null, {}]) {
  assert.throws(() => Buffer.alloc(size), { code: 'ERR_INVALID_ARG_TYPE', name: 'TypeError' });
}
for (const size of [-1, NaN, 2 ** 53]) {
  assert.throws(() => Buffer.alloc(size), { code: 'ERR_OUT_OF_RANGE', name: 'RangeError' });
}
assert.throws(() => Buffer.alloc(3, 'zz', 'hex'), {
  code: 'ERR_INVALID_ARG_VALUE', message: "The argument 'value' is invalid. Received 'zz'",
});
assert.throws(() => Buffer.alloc(3, 'a', 'nope'), { code: 'ERR_UNKNOWN_ENCODING' });

// allocUnsafe comes from the pool, allocUnsafeSlow and SlowBuffer don't.
assert.strictEqual(Buffer.allocUnsafe(10).buffer.byteLength, Buffer.poolSize);
assert.strictEqual(Buffer.allocUnsafeSlow(10).buffer.byteLength, 10);
assert.strictEqual(SlowBuffer(10).length, 10);
assert.strictEqual(Buffer.allocUnsafe(0).length, 0);
{
  const a = Buffer.from('first');
  const b = Buffer.from('second');
  assert.strictEqual(a.buffer, b.buffer);
  assert.strictEqual(b.byteOffset % 8, 0);
  assert.strictEqual(a.toString(), 'first');
  assert.strictEqual(a.parent, a.buffer);
  assert.strictEqual(a.offset, a.byteOffset);
}

// from
assert.strictEqual(hex(Buffer.from('é€😀')), 'c3a9e282acf09f9880');
assert.strictEqual(hex(Buffer.from('\ud800x')), 'efbfbd78');
assert.strictEqual(hex(Buffer.from([1, 256, -1, 'a', 3.7])), '0100ff0003');
assert.strictEqual(hex(Buffer.from({ length: 2, 0: 7 })), '0700');
assert.strictEqual(hex(Buffer.from({ type: 'Buffer', data: [1, 2] })), '0102');
assert.strictEqual(hex(Buffer.from(new String('abc'))), '616263');
assert.strictEqual(hex(Buffer.from({ [Symbol.toPrimitive]: () => 'hi' })), '6869');
assert.strictEqual(hex(Buffer.from(new Uint16Array([0x102, 3]))), '0203');
{
  const memory = new ArrayBuffer(4);
  const shared = Buffer.from(memory, 1, 2);
  shared[0] = 9;
  assert.strictEqual(new Uint8Array(memory)[1], 9);
  assert.strictEqual(shared.length, 2);
  const copy = Buffer.from(shared);
  copy[0] = 1;
  assert.strictEqual(shared[0], 9);
  assert.throws(() => Buffer.from(memory, 5), { code: 'ERR_BUFFER_OUT_OF_BOUNDS' });
  assert.throws(() => Buffer.from(memory, 1, 9), {
    code: 'ERR_BUFFER_OUT_OF_BOUNDS', message: '"length" is outside of buffer bounds',
  });
}
for (const value of [undefined, null, 5, true, 5n, Symbol('s'), () => {}, {}, new Number(1)]) {
  assert.throws(() => Buffer.from(value), { code: 'ERR_INVALID_ARG_TYPE' });
}
assert.throws(() => Buffer.from('a', 'nope'), { code: 'ERR_UNKNOWN_ENCODING', message: 'Unknown encoding: nope' });
// A text longer than the pool.
assert.strictEqual(Buffer.from('é'.repeat(5000)).length, 10000);
assert.strictEqual(Buffer.from('a'.repeat(5000), 'latin1').toString('latin1').length, 5000);

// of, concat, copyBytesFrom
assert.strictEqual(hex(Buffer.of(1, '2', 259)), '010203');
assert.strictEqual(hex(Buffer.concat([Buffer.from('ab'), new Uint8Array([1])])), '616201');
assert.strictEqual(hex(Buffer.concat([Buffer.from('abc'), Buffer.from('d')], 2)), '6162');
assert.strictEqual(hex(Buffer.concat([Buffer.from('a')], 3)), '610000');
assert.strictEqual(Buffer.concat([]).length, 0);
assert.throws(() => Buffer.concat([1]), { code: 'ERR_INVALID_ARG_TYPE', message: /"list\[0\]"/ });
assert.throws(() => Buffer.concat('a'), { code: 'ERR_INVALID_ARG_TYPE' });
assert.throws(() => Buffer.concat([], -1) && Buffer.concat([Buffer.from('a')], -1), { code: 'ERR_OUT_OF_RANGE' });
assert.strictEqual(hex(Buffer.copyBytesFrom(new Uint16Array([1, 2, 3]), 1, 1)), '0200');
assert.throws(() => Buffer.copyBytesFrom([1]), { code: 'ERR_INVALID_ARG_TYPE' });

// The class
assert.ok(Buffer.alloc(0) instanceof Uint8Array);
assert.ok(Buffer.isBuffer(Buffer.alloc(0)));
assert.ok(!Buffer.isBuffer(new Uint8Array(0)));
assert.strictEqual(Object.getPrototypeOf(Buffer), Uint8Array);
assert.strictEqual(Buffer.prototype.constructor, Buffer);
assert.strictEqual(Buffer.from([1, 2, 3]).map((x) => x * 2).constructor, Buffer);
assert.strictEqual(constants.MAX_LENGTH, kMaxLength);
assert.strictEqual(constants.MAX_STRING_LENGTH, kStringMaxLength);

// The pool can't be taken away by a message.
{
  const pooled = Buffer.from('pooled');
  assert.throws(() => structuredClone(pooled, { transfer: [pooled.buffer] }), { name: 'DataCloneError' });
  assert.strictEqual(pooled.toString(), 'pooled');
}
