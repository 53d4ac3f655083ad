'use strict';
// cp and cpSync.
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

fs.mkdirSync('src/sub', { recursive: true });
fs.writeFileSync('src/a', 'a', { mode: 0o640 });
fs.writeFileSync('src/sub/b', 'b');
fs.symlinkSync('a', 'src/link');

async function main() {
  fs.cpSync('src', 'sync', { recursive: true });
  await fs.promises.cp('src', 'async', { recursive: true });
  for (const copy of ['sync', 'async']) {
    assert.deepStrictEqual(fs.readdirSync(copy, { recursive: true }).sort(), ['a', 'link', 'sub', 'sub/b']);
    assert.strictEqual(fs.readFileSync(`${copy}/sub/b`, 'utf8'), 'b');
    assert.strictEqual(fs.readlinkSync(`${copy}/link`), path.resolve('src/a'));
    assert.strictEqual(fs.statSync(`${copy}/a`).mode & 0o777, 0o640);
  }
  fs.cpSync('src', 'verbatim', { recursive: true, verbatimSymlinks: true });
  assert.strictEqual(fs.readlinkSync('verbatim/link'), 'a');
  await fs.promises.cp('src', 'followed', { recursive: true, dereference: true });
  assert.strictEqual(fs.lstatSync('followed/link').isFile(), true);

  const asked = [];
  fs.cpSync('src', 'filtered', {
    recursive: true,
    filter(from, to) {
      asked.push([from, to]);
      return !from.endsWith('b');
    },
  });
  assert.deepStrictEqual(fs.readdirSync('filtered').sort(), ['a', 'link']);
  assert.deepStrictEqual(asked[0], ['src', 'filtered']);
  await fs.promises.cp('src', 'none', { recursive: true, filter: async () => false });
  assert.strictEqual(fs.existsSync('none'), false);

  fs.utimesSync('src/a', 1, 2);
  await fs.promises.cp('src/a', 'deep/er/a', { preserveTimestamps: true });
  assert.strictEqual(fs.statSync('deep/er/a').mtimeMs, 2000);
  fs.writeFileSync('kept', 'old');
  fs.cpSync('src/a', 'kept', { force: false });
  assert.strictEqual(fs.readFileSync('kept', 'utf8'), 'old');
  fs.cpSync('src/a', 'kept');
  assert.strictEqual(fs.readFileSync('kept', 'utf8'), 'a');

  assert.throws(() => fs.cpSync('src', 'x'), { code: 'ERR_FS_EISDIR' });
  assert.throws(() => fs.cpSync('src', 'src/sub/x', { recursive: true }), { code: 'ERR_FS_CP_EINVAL' });
  assert.throws(() => fs.cpSync('src', 'kept', { recursive: true }), { code: 'ERR_FS_CP_DIR_TO_NON_DIR' });
  await assert.rejects(fs.promises.cp('src', 'x'), {
    name: 'SystemError',
    code: 'ERR_FS_EISDIR',
    message: 'Path is a directory: cp returned EISDIR (src is a directory (not copied)) src',
  });
  await assert.rejects(fs.promises.cp('src', 'src', { recursive: true }), { code: 'ERR_FS_CP_EINVAL' });
  await assert.rejects(fs.promises.cp('kept', 'src'), { code: 'ERR_FS_CP_NON_DIR_TO_DIR' });
  await assert.rejects(fs.promises.cp('src/a', 'kept', { force: false, errorOnExist: true }), { code: 'ERR_FS_CP_EEXIST' });
  await assert.rejects(fs.promises.cp('nope', 'x'), { code: 'ENOENT', syscall: 'lstat' });
  await assert.rejects(fs.promises.cp('a', 'b', { recursive: 1 }), { code: 'ERR_INVALID_ARG_TYPE' });
  await new Promise((resolve) => {
    fs.cp('src', 'called', { recursive: true }, (error) => {
      assert.strictEqual(error, null);
      resolve();
    });
  });
}
main();
