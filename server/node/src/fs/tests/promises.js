'use strict';
// fs.promises and FileHandle.
const assert = require('node:assert');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');
const { Readable } = require('node:stream');

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'lode-fs-'));
const at = (name) => path.join(folder, name);
process.on('exit', () => fs.rmSync(folder, { recursive: true, force: true }));
const p = fs.promises;

async function functions() {
  assert.strictEqual(p, require('node:fs/promises'));
  await p.writeFile(at('a'), 'one');
  await p.appendFile(at('a'), 'two');
  assert.strictEqual(await p.readFile(at('a'), 'utf8'), 'onetwo');
  assert.deepStrictEqual(await p.readFile(at('a')), Buffer.from('onetwo'));
  await p.writeFile(at('b'), Readable.from(['x', Buffer.from('y')]));
  await p.writeFile(at('b'), (function*() {
    yield 'z';
  })(), { flag: 'a' });
  assert.strictEqual(await p.readFile(at('b'), 'latin1'), 'xyz');
  await p.access(at('a'));
  await p.copyFile(at('a'), at('c'));
  await p.rename(at('c'), at('d'));
  await p.truncate(at('d'), 2);
  await p.symlink('a', at('l'));
  assert.strictEqual(await p.readlink(at('l')), 'a');
  assert.strictEqual(await p.realpath(at('l')), fs.realpathSync(at('a')));
  await p.link(at('a'), at('h'));
  await p.utimes(at('h'), 1, 2);
  await p.lutimes(at('l'), 3, 4);
  await p.chmod(at('h'), 0o600);
  assert.strictEqual((await p.stat(at('h'))).mtimeMs, 2000);
  assert.strictEqual((await p.statfs(folder)).bsize > 0, true);
  await p.unlink(at('h'));
  await assert.rejects(p.readFile(at('a'), { signal: AbortSignal.abort() }), { name: 'AbortError', code: 'ABORT_ERR' });
  await assert.rejects(p.writeFile(at('a'), 5), { code: 'ERR_INVALID_ARG_TYPE' });
}

async function handles() {
  const handle = await p.open(at('f'), 'w+');
  assert.strictEqual(handle.constructor.name, 'FileHandle');
  assert.strictEqual(typeof handle.fd, 'number');
  assert.deepStrictEqual({ ...await handle.write('hello') }, { bytesWritten: 5, buffer: 'hello' });
  await handle.write(Buffer.from('HE'), 0, 2, 0);
  await handle.writev([Buffer.from('!'), Buffer.from('?')]);
  const { bytesRead, buffer } = await handle.read(Buffer.alloc(4), 0, 4, 1);
  assert.strictEqual(bytesRead, 4);
  assert.strictEqual(String(buffer), 'Ello');
  assert.strictEqual((await handle.read({ position: 0 })).buffer.length, 16384);
  assert.strictEqual((await handle.readv([Buffer.alloc(3)], 0)).bytesRead, 3);
  assert.strictEqual((await handle.stat()).size, 7);
  await handle.truncate(5);
  await handle.chmod(0o600);
  await handle.utimes(5, 6);
  await handle.sync();
  await handle.datasync();
  await handle.appendFile(' end\nline 2\n');
  let closed = 0;
  handle.on('close', () => closed++);
  await handle.close();
  assert.strictEqual(closed, 1);
  assert.strictEqual(handle.fd, -1);
  await handle.close();
  await assert.rejects(handle.stat(), { message: 'file closed', code: 'EBADF', syscall: 'fstat' });

  const reader = await p.open(at('f'));
  const lines = [];
  for await (const line of reader.readLines()) lines.push(line);
  // appendFile wrote where the file was: after what truncate cut off.
  assert.strictEqual(lines.length, 2);
  assert.strictEqual(lines[1], 'line 2');

  const source = await p.open(at('f'));
  let text = '';
  for await (const chunk of source.readableWebStream()) text += Buffer.from(chunk).toString();
  assert.ok(text.endsWith('line 2\n'));
  await source.close();

  const target = await p.open(at('g'), 'w');
  const stream = target.createWriteStream();
  stream.end('streamed');
  await new Promise((resolve) => stream.on('close', resolve));
  assert.strictEqual(fs.readFileSync(at('g'), 'utf8'), 'streamed');
  assert.strictEqual(target.fd, -1);

  const whole = await p.open(at('g'), 'r+');
  assert.strictEqual(await whole.readFile('utf8'), 'streamed');
  await whole.writeFile('more');
  await whole[Symbol.asyncDispose]();
  assert.strictEqual(await p.readFile(at('g'), 'utf8'), 'streamedmore');
}

functions().then(handles);
