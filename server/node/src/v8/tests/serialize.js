'use strict';
// V8's format: bytes, round trips, shared and circular objects, views, bad input, the classes.
const assert = require('node:assert');
const v8 = require('node:v8');

const hex = (value) => v8.serialize(value).toString('hex');
for (const [value, bytes] of [
  [undefined, 'ff0f5f'], [null, 'ff0f30'], [true, 'ff0f54'], [1, 'ff0f4902'], [-1, 'ff0f4901'], [1.5, 'ff0f4e000000000000f83f'],
  [-0, 'ff0f4e0000000000000080'], ['abc', 'ff0f2203616263'], ['\u4e16\u754c', 'ff0f6304164e4c75'], [123n, 'ff0f5a107b00000000000000'],
  [-(2n ** 70n), 'ff0f5a2100000000000000004000000000000000'], [{ a: 1, b: { c: 2 } }, 'ff0f6f22016149022201626f22016349047b017b02'],
  [[1, 2, 3], 'ff0f4103490249044906240003'], [new Map([[1, {}]]), 'ff0f3b49026f7b003a02'], [new Set([1, 'a']), 'ff0f2749022201612c02'],
  [/ab+c/gi, 'ff0f52220461622b6303'], [Buffer.from('hey'), 'ff0f5c0a03686579'], [new Date(1e12), 'ff0f44000000a2941a6d42'],
  [new Int16Array([1, -2]), 'ff0f5c03040100feff'], [{ 1: 'a', x: 1 }, 'ff0f6f490222016122017849027b02'],
]) {
  assert.strictEqual(hex(value), bytes);
  assert.deepStrictEqual(v8.deserialize(Buffer.from(bytes, 'hex')), value);
}
for (const value of [[1, , 3], Object.assign([1], { x: 1 }), Object(5), Object('s'), Object(false), Object(7n), 'x'.repeat(5000),
                     new ArrayBuffer(3), new Float64Array([1.5]), { date: new Date(5) }, '\u{1f600}', 2 ** 40]) {
  assert.deepStrictEqual(v8.deserialize(v8.serialize(value)), value);
}

const circular = {};
circular.self = circular;
circular.list = [circular];
const copy = v8.deserialize(v8.serialize(circular));
assert.strictEqual(copy.self, copy);
assert.strictEqual(copy.list[0], copy);

const error = v8.deserialize(v8.serialize(new RangeError('too far', { cause: 1 })));
assert(error instanceof RangeError);
assert.strictEqual(error.message, 'too far');
assert.strictEqual(error.cause, 1);

for (const value of [() => {}, Symbol('x'), new WeakMap(), Promise.resolve(), { nested: () => {} }]) {
  assert.throws(() => v8.serialize(value), /could not be cloned\.$/);
}
for (const bytes of ['', 'ff', 'ff10', 'ff0f', 'ff0f6f', 'ff0f220561', 'ff0f5e05', 'ff0f4105', 'ff0f42ff', 'ff0f5c0f01', 'ff0f720a']) {
  assert.throws(() => v8.deserialize(Buffer.from(bytes, 'hex')), Error);
}
assert.throws(() => v8.deserialize(1), { code: 'ERR_INVALID_ARG_TYPE' });

class Tagged extends v8.Serializer {
  _writeHostObject(view) {
    this.writeUint32(view.length);
    this.writeRawBytes(view);
  }
}
const serializer = new Tagged();
serializer._setTreatArrayBufferViewsAsHostObjects(true);
serializer.writeHeader();
serializer.writeValue({ bytes: new Uint8Array([1, 2]) });
serializer.writeUint64(1, 2);
serializer.writeDouble(2.5);
const written = serializer.releaseBuffer();
class Untagged extends v8.Deserializer {
  _readHostObject() { return Buffer.from(this.readRawBytes(this.readUint32())); }
}
const deserializer = new Untagged(written);
assert.strictEqual(deserializer.readHeader(), true);
assert.strictEqual(deserializer.getWireFormatVersion(), 15);
assert.deepStrictEqual(deserializer.readValue(), { bytes: Buffer.from([1, 2]) });
assert.deepStrictEqual(deserializer.readUint64(), [1, 2]);
assert.strictEqual(deserializer.readDouble(), 2.5);
assert.throws(() => deserializer.readDouble(), Error);

const statistics = v8.getHeapStatistics();
assert(statistics.used_heap_size > 0 && statistics.heap_size_limit >= statistics.total_heap_size);
assert(v8.getHeapSpaceStatistics().every(({ space_name }) => typeof space_name === 'string'));
assert.throws(() => v8.setFlagsFromString(1), { code: 'ERR_INVALID_ARG_TYPE' });
assert.throws(() => v8.startupSnapshot.addSerializeCallback(() => {}), { code: 'ERR_NOT_BUILDING_SNAPSHOT' });
assert.strictEqual(v8.isStringOneByteRepresentation('\xe9'), true);
assert.strictEqual(v8.isStringOneByteRepresentation('\u4e16'), false);
