'use strict';
// mkdir, readdir, opendir, rm, mkdtemp.
const assert = require('node:assert');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'lode-fs-'));
process.chdir(folder);
process.on('exit', () => {
  process.chdir('/');
  fs.rmSync(folder, { recursive: true, force: true });
});

assert.strictEqual(fs.mkdirSync('one'), undefined);
assert.strictEqual(fs.mkdirSync('a/b/c', { recursive: true }), 'a');
assert.strictEqual(fs.mkdirSync('./a/b/d', { recursive: true }), './a/b/d');
assert.strictEqual(fs.mkdirSync('a/b/d', { recursive: true }), undefined);
assert.throws(() => fs.mkdirSync('one'), { code: 'EEXIST', syscall: 'mkdir' });
fs.writeFileSync('a/file', '');
assert.throws(() => fs.mkdirSync('a/file/x', { recursive: true }), { code: 'ENOTDIR' });
assert.throws(() => fs.mkdirSync('a/file', { recursive: true }), { code: 'EEXIST' });
fs.mkdirSync('mode', 0o700);
assert.strictEqual(fs.statSync('mode').mode & 0o777, 0o700);
fs.writeFileSync('a/b/c/deep', '');
fs.symlinkSync('b', 'a/link');

assert.deepStrictEqual(fs.readdirSync('a'), ['b', 'file', 'link']);
assert.deepStrictEqual(fs.readdirSync('a', 'hex'), ['62', '66696c65', '6c696e6b']);
assert.deepStrictEqual(fs.readdirSync('a', { recursive: true }), [
  'b', 'file', 'link', 'b/c', 'b/d', 'link/c', 'link/d', 'b/c/deep', 'link/c/deep',
]);
const entries = fs.readdirSync('a', { withFileTypes: true });
assert.deepStrictEqual(entries.map((entry) => [entry.name, entry.parentPath, entry.isDirectory(), entry.isSymbolicLink()]), [
  ['b', 'a', true, false], ['file', 'a', false, false], ['link', 'a', false, true],
]);
assert.ok(entries[0] instanceof fs.Dirent);
assert.deepStrictEqual(fs.readdirSync('one'), []);

const directory = fs.opendirSync('a');
assert.strictEqual(directory.path, 'a');
const seen = [];
for (let entry; (entry = directory.readSync()) !== null;) seen.push(entry.name);
assert.deepStrictEqual(seen.sort(), ['b', 'file', 'link']);
directory.closeSync();
assert.throws(() => directory.readSync(), { code: 'ERR_DIR_CLOSED' });
assert.throws(() => new fs.Dir(), { code: 'ERR_MISSING_ARGS' });

async function main() {
  const names = [];
  for await (const entry of await fs.promises.opendir('a', { recursive: true, bufferSize: 2 })) {
    names.push(`${entry.parentPath}/${entry.name}`);
  }
  assert.deepStrictEqual(names.sort(), ['a/b', 'a/b/c', 'a/b/c/deep', 'a/b/d', 'a/file', 'a/link']);

  const open = await fs.promises.opendir('a');
  assert.strictEqual((await open.read()).constructor, fs.Dirent);
  await open.close();
  await assert.rejects(open.read(), { code: 'ERR_DIR_CLOSED' });

  assert.deepStrictEqual((await fs.promises.readdir('a', { recursive: true })).sort(),
                         fs.readdirSync('a', { recursive: true }).sort());
  await new Promise((resolve) => {
    fs.readdir('a', { recursive: true, withFileTypes: true }, (error, entries) => {
      assert.ifError(error);
      assert.strictEqual(entries.length, 9);
      resolve();
    });
  });

  assert.match(fs.mkdtempSync('tmp-'), /^tmp-\w{6}$/);
  assert.ok(Buffer.isBuffer(fs.mkdtempSync('tmp-', 'buffer')));
  assert.match(await fs.promises.mkdtemp('tmp-'), /^tmp-\w{6}$/);

  assert.throws(() => fs.rmSync('a'), { code: 'ERR_FS_EISDIR', name: 'SystemError' });
  assert.throws(() => fs.rmdirSync('a'), { code: 'ENOTEMPTY' });
  fs.rmSync('a/link');
  assert.ok(fs.existsSync('a/b'));
  fs.rmSync('none', { force: true });
  await assert.rejects(fs.promises.rm('none'), { code: 'ENOENT' });
  await fs.promises.rm('a', { recursive: true });
  assert.strictEqual(fs.existsSync('a'), false);
  fs.rmdirSync('one');
  await fs.promises.rmdir('mode');
  assert.deepStrictEqual(fs.readdirSync('.').filter((name) => !name.startsWith('tmp-')), []);
}
main();
