'use strict';
// The callback forms: their results, and how many arguments come.
const assert = require('node:assert');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');
const { promisify } = require('node:util');

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'lode-fs-'));
const at = (name) => path.join(folder, name);
process.on('exit', () => fs.rmSync(folder, { recursive: true, force: true }));

const call = (name, ...args) => new Promise((resolve) => {
  fs[name](...args, function(...results) {
    assert.strictEqual(this, undefined);
    resolve(results);
  });
});

async function main() {
  assert.deepStrictEqual(await call('writeFile', at('a'), 'text'), [null]);
  assert.deepStrictEqual(await call('appendFile', at('a'), '!'), [null]);
  assert.deepStrictEqual(await call('readFile', at('a'), 'utf8'), [null, 'text!']);
  assert.deepStrictEqual(await call('access', at('a')), [null]);
  assert.deepStrictEqual(await call('exists', at('a')), [true]);
  assert.deepStrictEqual(await call('exists', at('b')), [false]);
  assert.deepStrictEqual(await call('mkdir', at('d')), [null]);
  assert.deepStrictEqual(await call('mkdir', at('d'), { recursive: true }), [null]);
  assert.deepStrictEqual(await call('mkdir', at('d/e/f'), { recursive: true }), [null, at('d/e')]);
  assert.deepStrictEqual(await call('readdir', folder), [null, ['a', 'd']]);
  assert.deepStrictEqual(await call('copyFile', at('a'), at('b')), [null]);
  assert.deepStrictEqual(await call('rename', at('b'), at('c')), [null]);
  assert.deepStrictEqual(await call('symlink', 'a', at('l')), [null]);
  assert.deepStrictEqual(await call('readlink', at('l')), [null, 'a']);
  assert.deepStrictEqual(await call('realpath', at('l')), [null, fs.realpathSync(at('a'))]);
  assert.deepStrictEqual(await call('truncate', at('c'), 2), [null]);
  assert.deepStrictEqual(await call('utimes', at('c'), 1, 2), [null]);
  assert.deepStrictEqual(await call('chmod', at('c'), 0o600), [null]);
  assert.strictEqual((await call('stat', at('c')))[1].mtimeMs, 2000);
  assert.deepStrictEqual(await call('rm', at('d'), { recursive: true }), [null]);
  assert.deepStrictEqual(await call('unlink', at('l')), [null]);

  const [, fd] = await call('open', at('c'), 'r+');
  const buffer = Buffer.alloc(4);
  assert.deepStrictEqual(await call('read', fd, buffer, 0, 4, 0), [null, 2, buffer]);
  assert.deepStrictEqual(await call('read', fd, { buffer, position: 0, length: 1 }), [null, 1, buffer]);
  assert.deepStrictEqual(await call('write', fd, 'xyz'), [null, 3, 'xyz']);
  assert.deepStrictEqual(await call('write', fd, buffer, 0, 1, 0), [null, 1, buffer]);
  assert.deepStrictEqual(await call('writev', fd, [buffer]), [null, 4, [buffer]]);
  assert.deepStrictEqual(await call('writev', fd, []), [null, 0, []]);
  assert.deepStrictEqual(await call('readv', fd, [buffer], 0), [null, 4, [buffer]]);
  assert.deepStrictEqual(await call('fsync', fd), [null]);
  assert.deepStrictEqual(await call('ftruncate', fd), [null]);
  assert.deepStrictEqual(await call('close', fd), [null]);
  const [error] = await call('close', fd);
  assert.strictEqual(error.code, 'EBADF');
  assert.deepStrictEqual(await call('read', 0, Buffer.alloc(0)), [null, 0, Buffer.alloc(0)]);

  const { bytesRead } = await promisify(fs.read)(fs.openSync(at('a')), Buffer.alloc(3), 0, 3, 0);
  assert.strictEqual(bytesRead, 3);
  assert.strictEqual(await promisify(fs.exists)(at('a')), true);

  const [aborted] = await call('readFile', at('a'), { signal: AbortSignal.abort() });
  assert.strictEqual(aborted.name, 'AbortError');
}
main();

// Never before the caller has gone on.
let later = false;
fs.stat('/', () => assert.strictEqual(later, true));
later = true;
