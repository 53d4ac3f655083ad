'use strict';
// Duplex, Transform, pipeline, finished, compose, Duplex.from, duplexPair, operators, consumers.
const assert = require('node:assert');
const stream = require('node:stream');
const { Duplex, PassThrough, Readable, Transform, Writable, compose, duplexPair, finished, pipeline } = stream;
const promises = require('node:stream/promises');
const consumers = require('node:stream/consumers');

const upper = () => new Transform({ transform(chunk, encoding, callback) { callback(null, String(chunk).toUpperCase()); } });

(async () => {
  {
    const transform = new Transform({
      transform(chunk, encoding, callback) { callback(null, `<${chunk}>`); },
      flush(callback) { callback(null, 'end'); },
    });
    transform.write('a');
    transform.end('b');
    assert.strictEqual(await consumers.text(transform), '<a><b>end');
  }
  {
    const chunks = [];
    await promises.pipeline(Readable.from(['a', 'b']), upper(), async function* (source) {
      for await (const chunk of source) yield `${chunk}!`;
    }, new Writable({ write(chunk, encoding, callback) { chunks.push(String(chunk)); callback(); } }));
    assert.match(chunks.join(''), /^A!?B!$/);
    const value = await promises.pipeline(Readable.from(['x']), async (source) => (await source.toArray()).length);
    assert.strictEqual(value, 1);
  }
  {
    const source = new Readable({ read() {} });
    const through = new PassThrough();
    const done = promises.pipeline(source, through, new Writable({ write(chunk, encoding, callback) { callback(); } }));
    source.destroy(new Error('broken'));
    await assert.rejects(done, { message: 'broken' });
    assert.strictEqual(through.destroyed, true);
    assert.throws(() => pipeline(new PassThrough(), () => {}), { code: 'ERR_MISSING_ARGS' });
    const controller = new AbortController();
    const aborted = promises.pipeline(new Readable({ read() {} }), new PassThrough(), { signal: controller.signal });
    controller.abort();
    await assert.rejects(aborted, { name: 'AbortError' });
  }
  {
    const readable = new Readable({ read() {} });
    const error = await new Promise((resolve) => {
      finished(readable, resolve);
      readable.destroy();
    });
    assert.strictEqual(error.code, 'ERR_STREAM_PREMATURE_CLOSE');
    assert.throws(() => finished({}, () => {}), { code: 'ERR_INVALID_ARG_TYPE' });
    await promises.finished(Readable.from([]).resume());
  }
  {
    const composed = compose(upper(), async function* (source) {
      for await (const chunk of source) yield `[${chunk}]`;
    });
    composed.end('q');
    assert.strictEqual(await consumers.text(composed), '[Q]');
  }
  {
    assert.deepStrictEqual(await Duplex.from(['a', 'b']).toArray(), ['a', 'b']);
    assert.deepStrictEqual(await Duplex.from(Promise.resolve('p')).toArray(), ['p']);
    const duplex = Duplex.from(async function* (source) {
      for await (const chunk of source) yield chunk * 2;
    });
    duplex.end(4);
    assert.deepStrictEqual(await duplex.toArray(), [8]);
    assert.throws(() => Duplex.from(5), { code: 'ERR_INVALID_ARG_TYPE' });
  }
  {
    const [left, right] = duplexPair();
    left.end('hello');
    assert.strictEqual(await consumers.text(right), 'hello');
  }
  {
    const numbers = () => Readable.from([1, 2, 3, 4]);
    assert.deepStrictEqual(await numbers().map((n) => n * 2).toArray(), [2, 4, 6, 8]);
    assert.deepStrictEqual(await numbers().filter(async (n) => n % 2).toArray(), [1, 3]);
    assert.deepStrictEqual(await numbers().flatMap((n) => [n, n]).take(3).toArray(), [1, 1, 2]);
    assert.deepStrictEqual(await numbers().drop(2).toArray(), [3, 4]);
    assert.strictEqual(await numbers().reduce((sum, n) => sum + n), 10);
    assert.strictEqual(await numbers().some((n) => n > 3), true);
    assert.strictEqual(await numbers().every((n) => n > 3), false);
    assert.strictEqual(await numbers().find((n) => n > 2), 3);
    const seen = [];
    await numbers().forEach((n) => { seen.push(n); });
    assert.deepStrictEqual(seen, [1, 2, 3, 4]);
    let running = 0;
    let most = 0;
    await numbers().map(async (n) => {
      most = Math.max(most, ++running);
      await new Promise(setImmediate);
      running--;
      return n;
    }, { concurrency: 2 }).toArray();
    assert.strictEqual(most, 2);
    await assert.rejects(Readable.from([]).reduce(() => {}), { code: 'ERR_MISSING_ARGS' });
    assert.throws(() => numbers().take(-1), { code: 'ERR_OUT_OF_RANGE' });
    assert.throws(() => numbers().map(1), { code: 'ERR_INVALID_ARG_TYPE' });
  }
  {
    assert.deepStrictEqual(await consumers.json(Readable.from(['{"a":', '1}'])), { a: 1 });
    assert.deepStrictEqual(await consumers.buffer(Readable.from([Buffer.from('x')])), Buffer.from('x'));
    assert.strictEqual((await consumers.arrayBuffer(Readable.from([Buffer.from('xy')]))).byteLength, 2);
  }
  {
    const readable = new Readable({ read() {} });
    assert.strictEqual(stream.isReadable(readable), true);
    assert.strictEqual(stream.isDisturbed(readable), false);
    assert.strictEqual(stream.isErrored(readable), false);
    assert.strictEqual(stream.isReadable({}), null);
    assert.strictEqual(stream.getDefaultHighWaterMark(false), 65536);
    const half = new Duplex({ allowHalfOpen: false, read() {}, write(chunk, encoding, callback) { callback(); } });
    half.resume().push(null);
    await promises.finished(half);
    assert.strictEqual(half.writableEnded, true);
  }
})().catch((error) => {
  console.error(error);
  process.exitCode = 1;
});
