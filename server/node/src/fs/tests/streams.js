'use strict';
// ReadStream and WriteStream.
const assert = require('node:assert');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');
const { pipeline } = require('node:stream/promises');

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'lode-fs-'));
const at = (name) => path.join(folder, name);
process.on('exit', () => fs.rmSync(folder, { recursive: true, force: true }));
fs.writeFileSync(at('a'), '0123456789');

async function text(stream) {
  let result = '';
  for await (const chunk of stream) result += chunk;
  return result;
}

async function main() {
  assert.strictEqual(await text(fs.createReadStream(at('a'), 'utf8')), '0123456789');
  assert.strictEqual(await text(fs.createReadStream(at('a'), { start: 2, end: 4 })), '234');
  assert.strictEqual(await text(fs.createReadStream(at('a'), { start: 8, highWaterMark: 1 })), '89');
  assert.strictEqual(await text(fs.createReadStream(null, { fd: fs.openSync(at('a')) })), '0123456789');

  const stream = fs.createReadStream(at('a'));
  assert.ok(stream instanceof fs.ReadStream);
  assert.strictEqual(stream.pending, true);
  const events = [];
  for (const name of ['open', 'ready', 'data', 'end', 'close']) stream.on(name, () => events.push(name));
  await new Promise((resolve) => stream.on('close', resolve));
  assert.deepStrictEqual(events, ['open', 'ready', 'data', 'end', 'close']);
  assert.strictEqual(stream.bytesRead, 10);
  assert.strictEqual(stream.path, at('a'));
  assert.strictEqual(stream.fd, null);

  await new Promise((resolve) => {
    fs.createReadStream(at('none')).on('error', (error) => {
      assert.strictEqual(error.code, 'ENOENT');
      resolve();
    });
  });

  const writer = fs.createWriteStream(at('b'), { flush: true });
  writer.write('one ');
  writer.write(Buffer.from('two '));
  writer.end('dHdv', 'base64');
  await new Promise((resolve) => writer.on('close', resolve));
  assert.strictEqual(fs.readFileSync(at('b'), 'utf8'), 'one two two');
  assert.strictEqual(writer.bytesWritten, 11);

  const patch = fs.createWriteStream(at('b'), { flags: 'r+', start: 4 });
  patch.end('TWO');
  await new Promise((resolve) => patch.on('close', resolve));
  assert.strictEqual(fs.readFileSync(at('b'), 'utf8'), 'one TWO two');

  const big = Buffer.alloc(300_000, 'x');
  fs.writeFileSync(at('big'), big);
  await pipeline(fs.createReadStream(at('big')), fs.createWriteStream(at('copy')));
  assert.ok(fs.readFileSync(at('copy')).equals(big));

  // A file system of the program's own.
  const calls = [];
  const own = {
    open: (name, flags, mode, callback) => (calls.push('open'), fs.open(name, flags, mode, callback)),
    read: (...args) => (calls.push('read'), fs.read(...args)),
    close: (fd, callback) => (calls.push('close'), fs.close(fd, callback)),
  };
  assert.strictEqual(await text(fs.createReadStream(at('a'), { fs: own })), '0123456789');
  assert.deepStrictEqual(calls, ['open', 'read', 'read', 'close']);

  const destroyed = fs.createReadStream(at('big'));
  await new Promise((resolve) => destroyed.once('data', resolve));
  destroyed.destroy();
  await new Promise((resolve) => destroyed.on('close', resolve));
  assert.strictEqual(destroyed.destroyed, true);

  const kept = fs.createReadStream(at('a'), { autoClose: false });
  await text(kept).catch(() => {});
  assert.throws(() => fs.createWriteStream(at('x'), { flush: 5 }), { code: 'ERR_INVALID_ARG_TYPE' });
}
main();
