'use strict';
// Readable: modes, events and their order, buffering, encodings, iteration.
const assert = require('node:assert');
const { Readable, PassThrough, Writable } = require('node:stream');

(async () => {
  {
    const order = [];
    const readable = new Readable({ read() {} });
    readable.on('data', (chunk) => order.push(`data ${chunk}`)).on('end', () => order.push('end')).on('close', () => order.push('close'));
    process.nextTick(() => order.push('tick'));
    readable.push('a');
    readable.push('b');
    readable.push(null);
    order.push('sync');
    await new Promise((resolve) => readable.on('close', resolve));
    assert.deepStrictEqual(order, ['sync', 'data a', 'data b', 'tick', 'end', 'close']);
    assert.strictEqual(readable.destroyed, true);
    assert.strictEqual(readable.readableEnded, true);
  }
  {
    // Paused mode: read(n) over chunk borders.
    const readable = new Readable({ read() {} });
    readable.push('abc');
    readable.push('defg');
    readable.push(null);
    await new Promise((resolve) => readable.once('readable', resolve));
    assert.strictEqual(String(readable.read(5)), 'abcde');
    readable.unshift(Buffer.from('XY'));
    assert.strictEqual(String(readable.read(3)), 'XYf');
    assert.strictEqual(String(readable.read()), 'g');
    assert.strictEqual(readable.read(), null);
  }
  {
    assert.strictEqual(new Readable().readableHighWaterMark, 65536);
    assert.strictEqual(new Readable({ objectMode: true }).readableHighWaterMark, 16);
    assert.throws(() => new Readable({ highWaterMark: -1 }), { code: 'ERR_INVALID_ARG_VALUE' });
    assert.throws(() => new Readable({ defaultEncoding: 'none' }), { code: 'ERR_UNKNOWN_ENCODING' });
    const readable = new Readable({ read() {}, highWaterMark: 3 });
    assert.strictEqual(readable.push('ab'), true);
    assert.strictEqual(readable.push('cd'), false);
    assert.strictEqual(readable.readableLength, 4);
    readable.read(10);
    assert.strictEqual(readable.readableHighWaterMark, 16);
  }
  {
    // A character in two chunks.
    const readable = new Readable({ read() {}, encoding: 'utf8' });
    const bytes = Buffer.from('\u20ac');
    readable.push(bytes.subarray(0, 1));
    readable.push(bytes.subarray(1));
    readable.push(null);
    assert.deepStrictEqual(await readable.toArray(), ['\u20ac']);
  }
  {
    const readable = new Readable({ read() { throw new TypeError('bad source'); } });
    await assert.rejects(readable.toArray(), { message: 'bad source' });
    const late = new Readable({ read() {} });
    late.push(null);
    late.on('error', (error) => assert.strictEqual(error.code, 'ERR_STREAM_PUSH_AFTER_EOF'));
    assert.strictEqual(late.push('x'), false);
  }
  {
    const readable = new Readable({ read() {} });
    assert.strictEqual(readable.readableFlowing, null);
    readable.resume();
    assert.strictEqual(readable.readableFlowing, true);
    readable.pause();
    assert.strictEqual(readable.isPaused(), true);
    readable.destroy(new Error('gone'));
    readable.on('error', () => {});
    assert.strictEqual(readable.errored.message, 'gone');
    assert.strictEqual(readable.readableAborted, true);
    assert.strictEqual(Readable.prototype.readable, false);
  }
  {
    // Leaving the loop destroys the stream, unless asked otherwise.
    const readable = Readable.from(['a', 'b', 'c']);
    for await (const chunk of readable) if (chunk === 'a') break;
    assert.strictEqual(readable.destroyed, true);
    const kept = Readable.from(['a', 'b', 'c']);
    for await (const chunk of kept.iterator({ destroyOnReturn: false })) if (chunk === 'a') break;
    assert.strictEqual(kept.destroyed, false);
    assert.deepStrictEqual(await kept.toArray(), ['b', 'c']);
  }
  {
    assert.deepStrictEqual(await Readable.from('text').toArray(), ['text']);
    assert.deepStrictEqual(await Readable.from([Promise.resolve(1), 2]).toArray(), [1, 2]);
    assert.throws(() => Readable.from(5), { code: 'ERR_INVALID_ARG_TYPE' });
    let closed = false;
    const readable = Readable.from((function* () {
      try {
        yield 1;
        yield 2;
      } finally {
        closed = true;
      }
    })());
    for await (const value of readable) { assert.strictEqual(value, 1); break; }
    assert.strictEqual(closed, true);
  }
  {
    // Two destinations: the slower one rules.
    const source = new Readable({ read() {} });
    const slow = new Writable({ highWaterMark: 1, write(chunk, encoding, callback) { setImmediate(callback); } });
    const fast = new PassThrough();
    fast.resume();
    source.pipe(slow);
    source.pipe(fast);
    source.push('abc');
    await new Promise(setImmediate);
    source.unpipe(slow);
    assert.strictEqual(source._readableState.pipes.length, 1);
    source.push(null);
    await new Promise((resolve) => fast.on('close', resolve));
  }
  {
    // An old-style stream.
    const EventEmitter = require('node:events');
    const old = new EventEmitter();
    old.pause = () => {};
    old.resume = () => {};
    const readable = Readable.wrap(old);
    setImmediate(() => {
      old.emit('data', 'x');
      old.emit('end');
    });
    assert.deepStrictEqual(await readable.toArray(), ['x']);
  }
})().catch((error) => {
  console.error(error);
  process.exitCode = 1;
});
