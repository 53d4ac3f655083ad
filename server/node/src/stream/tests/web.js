'use strict';
// Web streams: reading, backpressure, BYOB, tee, pipes, transforms, text, compression, adapters.
const assert = require('node:assert');
const { Readable, Writable, Duplex, PassThrough } = require('node:stream');
const {
  ByteLengthQueuingStrategy, CompressionStream, CountQueuingStrategy, DecompressionStream, ReadableStream, TextDecoderStream,
  TextEncoderStream, TransformStream, WritableStream,
} = require('node:stream/web');

async function collect(readable) {
  const chunks = [];
  for await (const chunk of readable) chunks.push(chunk);
  return chunks;
}

(async () => {
  {
    let pulls = 0;
    const readable = new ReadableStream({ pull(controller) { controller.enqueue(++pulls); if (pulls === 3) controller.close(); } });
    assert.deepStrictEqual(await collect(readable), [1, 2, 3]);
    assert.strictEqual(readable.locked, false);
    assert.throws(() => new ReadableStream(1), { code: 'ERR_INVALID_ARG_TYPE' });
    assert.throws(() => new ReadableStream({}, { highWaterMark: -1 }), { code: 'ERR_INVALID_ARG_VALUE', name: 'RangeError' });
    assert.deepStrictEqual(await collect(ReadableStream.from(['a', 'b'])), ['a', 'b']);
  }
  {
    const readable = new ReadableStream({ start(controller) { controller.error(new Error('source')); } });
    const reader = readable.getReader();
    await assert.rejects(reader.read(), { message: 'source' });
    await assert.rejects(reader.closed, { message: 'source' });
    reader.releaseLock();
    await assert.rejects(reader.read(), { code: 'ERR_INVALID_STATE' });
  }
  {
    let request;
    const readable = new ReadableStream({
      type: 'bytes',
      pull(controller) {
        request = controller.byobRequest;
        request.view[0] = 7;
        request.respond(1);
      },
    });
    const reader = readable.getReader({ mode: 'byob' });
    const { value, done } = await reader.read(new Uint8Array(4));
    assert.strictEqual(done, false);
    assert.deepStrictEqual([...value], [7]);
    assert.strictEqual(request.view, null);
    await assert.rejects(reader.read(new Uint8Array(0)), { code: 'ERR_INVALID_STATE' });
  }
  {
    const [left, right] = ReadableStream.from([1, 2]).tee();
    assert.deepStrictEqual(await Promise.all([collect(left), collect(right)]), [[1, 2], [1, 2]]);
  }
  {
    const written = [];
    const writable = new WritableStream({ write(chunk) { written.push(chunk); }, close() { written.push('close'); } },
                                        new CountQueuingStrategy({ highWaterMark: 2 }));
    const writer = writable.getWriter();
    assert.strictEqual(writer.desiredSize, 2);
    await writer.write('a');
    await writer.close();
    assert.deepStrictEqual(written, ['a', 'close']);
    await assert.rejects(writer.write('b'), { code: 'ERR_INVALID_STATE' });
    let reason;
    const aborted = new WritableStream({ abort(why) { reason = why; } });
    await aborted.abort('enough');
    assert.strictEqual(reason, 'enough');
    assert.strictEqual(new ByteLengthQueuingStrategy({ highWaterMark: 1 }).size(new Uint8Array(3)), 3);
  }
  {
    const doubled = ReadableStream.from([1, 2]).pipeThrough(new TransformStream({
      transform(chunk, controller) { controller.enqueue(chunk * 2); },
      flush(controller) { controller.enqueue('flushed'); },
    }));
    assert.deepStrictEqual(await collect(doubled), [2, 4, 'flushed']);
    const failing = ReadableStream.from([1]).pipeTo(new WritableStream({ write() { throw new Error('sink'); } }));
    await assert.rejects(failing, { message: 'sink' });
    const controller = new AbortController();
    const piping = new ReadableStream().pipeTo(new WritableStream(), { signal: controller.signal });
    controller.abort();
    await assert.rejects(piping, { name: 'AbortError' });
  }
  {
    const text = ['\ud83d', '\ude00a'];
    const bytes = await collect(ReadableStream.from(text).pipeThrough(new TextEncoderStream()));
    assert.strictEqual(Buffer.concat(bytes).toString(), '\u{1f600}a');
    const decoded = await collect(ReadableStream.from([Buffer.from([0xe2]), Buffer.from([0x82, 0xac])]).pipeThrough(new TextDecoderStream()));
    assert.deepStrictEqual(decoded, ['\u20ac']);
  }
  for (const format of ['gzip', 'deflate', 'deflate-raw']) {
    const round = ReadableStream.from([Buffer.from('hello '), Buffer.from('world')])
      .pipeThrough(new CompressionStream(format)).pipeThrough(new DecompressionStream(format));
    assert.strictEqual(Buffer.concat(await collect(round)).toString(), 'hello world');
  }
  assert.throws(() => new CompressionStream('none'), { code: 'ERR_INVALID_ARG_VALUE' });
  {
    assert.deepStrictEqual(await collect(Readable.toWeb(Readable.from(['a', 'b']))), ['a', 'b']);
    assert.deepStrictEqual(await Readable.fromWeb(ReadableStream.from(['c'])).setEncoding('utf8').toArray(), ['c']);
    const chunks = [];
    const sink = Writable.toWeb(new Writable({ write(chunk, encoding, callback) { chunks.push(String(chunk)); callback(); } }));
    const writer = sink.getWriter();
    await writer.write('x');
    await writer.close();
    const node = Writable.fromWeb(new WritableStream({ write(chunk) { chunks.push(Buffer.from(chunk).toString()); } }));
    await new Promise((resolve) => node.end('y', resolve));
    assert.deepStrictEqual(chunks, ['x', 'y']);
    const { readable, writable } = Duplex.toWeb(new PassThrough());
    const out = writable.getWriter();
    out.write(Buffer.from('z'));
    out.close();
    assert.strictEqual(Buffer.concat(await collect(readable)).toString(), 'z');
    const duplex = Duplex.fromWeb(new TransformStream());
    duplex.end('w');
    assert.strictEqual(Buffer.concat(await duplex.toArray()).toString(), 'w');
  }
})().catch((error) => {
  console.error(error);
  process.exitCode = 1;
});
