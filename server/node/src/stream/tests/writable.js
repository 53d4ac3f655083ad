'use strict';
// Writable: buffering, cork, callbacks and the order of events, errors.
const assert = require('node:assert');
const { Writable } = require('node:stream');

(async () => {
  {
    const order = [];
    const writable = new Writable({ write(chunk, encoding, callback) { order.push(`write ${chunk} ${encoding}`); callback(); } });
    writable.write('a', () => order.push('callback a'));
    writable.end('b', () => order.push('callback end'));
    writable.on('finish', () => order.push('finish')).on('close', () => order.push('close'));
    order.push('sync');
    await new Promise((resolve) => writable.on('close', resolve));
    assert.deepStrictEqual(order, ['write a buffer', 'write b buffer', 'sync', 'callback a', 'callback end', 'finish', 'close']);
    assert.strictEqual(writable.writableFinished, true);
  }
  {
    const batches = [];
    const writable = new Writable({ writev(chunks, callback) { batches.push(chunks.map(({ chunk }) => String(chunk))); callback(); } });
    writable.cork();
    writable.write('a');
    writable.write('b');
    assert.strictEqual(writable.writableCorked, 1);
    writable.uncork();
    writable.end();
    await new Promise((resolve) => writable.on('finish', resolve));
    assert.deepStrictEqual(batches, [['a', 'b']]);
  }
  {
    let release;
    const writable = new Writable({ highWaterMark: 3, write(chunk, encoding, callback) { release = callback; } });
    assert.strictEqual(writable.write('ab'), true);
    assert.strictEqual(writable.write('cd'), false);
    assert.strictEqual(writable.writableNeedDrain, true);
    assert.strictEqual(writable.writableLength, 4);
    let drained = false;
    writable.on('drain', () => { drained = true; });
    release();
    await new Promise(setImmediate);
    release();
    await new Promise(setImmediate);
    assert.strictEqual(drained, true);
  }
  {
    const writable = new Writable({ write() {} });
    writable.on('error', () => {});
    assert.throws(() => writable.write(null), { code: 'ERR_STREAM_NULL_VALUES' });
    assert.throws(() => writable.write(5), { code: 'ERR_INVALID_ARG_TYPE' });
    assert.throws(() => writable.write('a', 'none'), { code: 'ERR_UNKNOWN_ENCODING' });
    writable.end();
    const error = await new Promise((resolve) => writable.write('late', resolve));
    assert.strictEqual(error.code, 'ERR_STREAM_WRITE_AFTER_END');
  }
  {
    const writable = new Writable({ write(chunk, encoding, callback) { callback(new Error('disk full')); } });
    const seen = [];
    writable.write('a', (error) => seen.push(`callback ${error.message}`));
    writable.write('b', (error) => seen.push(`buffered ${error.message}`));
    writable.on('error', (error) => seen.push(`error ${error.message}`)).on('close', () => seen.push('close'));
    await new Promise((resolve) => writable.on('close', resolve));
    assert.deepStrictEqual(seen, ['callback disk full', 'buffered disk full', 'error disk full', 'close']);
  }
  {
    const writable = new Writable({ write(chunk, encoding, callback) { callback(); callback(); } });
    writable.write('a');
    const error = await new Promise((resolve) => writable.on('error', resolve));
    assert.strictEqual(error.code, 'ERR_MULTIPLE_CALLBACK');
  }
  {
    const order = [];
    const writable = new Writable({
      construct(callback) { order.push('construct'); setImmediate(callback); },
      write(chunk, encoding, callback) { order.push('write'); callback(); },
      final(callback) { order.push('final'); setImmediate(callback); },
      destroy(error, callback) { order.push('destroy'); callback(error); },
    });
    writable.end('x');
    await new Promise((resolve) => writable.on('close', resolve));
    assert.deepStrictEqual(order, ['construct', 'write', 'final', 'destroy']);
  }
  {
    const controller = new AbortController();
    const writable = new Writable({ write() {}, signal: controller.signal });
    controller.abort();
    const error = await new Promise((resolve) => writable.on('error', resolve));
    assert.strictEqual(error.name, 'AbortError');
    assert.strictEqual(writable.destroyed, true);
  }
})().catch((error) => {
  console.error(error);
  process.exitCode = 1;
});
