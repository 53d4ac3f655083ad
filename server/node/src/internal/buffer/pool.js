'use strict';
// Where the memory of buffers comes from, and short copies.

const { FastBuffer, createUnsafeBuffer, untransferable } = require('internal/buffer');
const { set } = Uint8Array.prototype;
const setBytes = Function.prototype.call.bind(set);

// The pool: small buffers made from text, arrays or allocUnsafe are slices of one larger memory.
// Made when first wanted: until then it is full.
let poolSize = 8192;
let poolOffset = poolSize;
let pool;
let poolBytes;
// `Buffer`, whose poolSize programs may set.
let owner;

function createPool() {
  owner ??= require('buffer').Buffer;
  poolSize = owner.poolSize;
  poolBytes = createUnsafeBuffer(poolSize);
  pool = poolBytes.buffer;
  untransferable.add(pool);
  poolOffset = 0;
}

// The next slice starts at a multiple of eight, so that wider arrays can lie over it.
function takeFromPool(length) {
  const buffer = new FastBuffer(pool, poolOffset, length);
  poolOffset = (poolOffset + length + 7) & ~7;
  return buffer;
}

// Whether `size` bytes are left, if need be in a fresh pool.
function hasRoom(size) {
  if (size > poolSize - poolOffset) createPool();
  return size <= poolSize;
}

// Writes text, of `most` bytes at most, into the pool.
function writeToPool(most, codec, string) {
  if (hasRoom(most)) return takeFromPool(codec.write(poolBytes, string, poolOffset, most));
  const buffer = allocate(most);
  return new FastBuffer(buffer.buffer, 0, codec.write(buffer, string, 0, most));
}

// Whether so many bytes are few enough for the pool.
function fitsPool(size) {
  return size < poolSize >>> 1;
}

// The engine's own words for "too large" are not Node's.
function allocate(size) {
  try {
    return new FastBuffer(size);
  } catch (error) {
    if (!(error instanceof RangeError) && error?.message !== 'Out of memory') throw error;
    throw new RangeError('Array buffer allocation failed');
  }
}

function allocateFromPool(size) {
  if (size <= 0) return new FastBuffer();
  size = Math.trunc(size);
  owner ??= require('buffer').Buffer;
  return size < owner.poolSize >>> 1 && hasRoom(size) ? takeFromPool(size) : allocate(size);
}

// A call of the array's own method costs as much as some sixty bytes in a loop. The two must not overlap.
const COPY_IN_JS = 64;

function copyInto(target, source, at, length) {
  if (length > COPY_IN_JS) {
    setBytes(target, source, at);
  } else {
    for (let i = 0; i < length; i++) target[at + i] = source[i];
  }
}

const scratch = new Uint8Array(COPY_IN_JS);

// By way of a third place, because the two may share their memory.
function copyShort(target, targetStart, source, sourceStart, count) {
  for (let i = 0; i < count; i++) scratch[i] = source[sourceStart + i];
  for (let i = 0; i < count; i++) target[targetStart + i] = scratch[i];
}

module.exports = { COPY_IN_JS, allocate, allocateFromPool, copyInto, copyShort, fitsPool, writeToPool };
