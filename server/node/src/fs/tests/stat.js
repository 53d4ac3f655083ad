'use strict';
// Stats, BigIntStats, StatFs.
const assert = require('node:assert');
const fs = require('node:fs');

const stats = fs.statSync(__filename);
assert.deepStrictEqual(Object.keys(stats), [
  'dev', 'mode', 'nlink', 'uid', 'gid', 'rdev', 'blksize', 'ino', 'size', 'blocks',
  'atimeMs', 'mtimeMs', 'ctimeMs', 'birthtimeMs',
]);
assert.ok(stats instanceof fs.Stats);
assert.strictEqual(stats.constructor.name, 'Stats');
assert.strictEqual(stats.isFile(), true);
assert.strictEqual(stats.isDirectory(), false);
assert.ok(stats.mtime instanceof Date);
assert.strictEqual(stats.mtime, stats.mtime);
assert.strictEqual(stats.mtime.getTime(), Math.round(stats.mtimeMs));
stats.atime = 5;
assert.strictEqual(stats.atime, 5);
assert.strictEqual(Object.keys(stats).includes('atime'), false);

const big = fs.statSync(__filename, { bigint: true });
assert.strictEqual(typeof big.size, 'bigint');
assert.strictEqual(big.mtimeMs, big.mtimeNs / 1_000_000n);
assert.strictEqual(Number(big.ino), stats.ino);
assert.strictEqual(big.isFile(), true);
assert.strictEqual(fs.lstatSync('/', { bigint: true }).isDirectory(), true);

assert.strictEqual(fs.statSync('/none', { throwIfNoEntry: false }), undefined);
assert.strictEqual(fs.lstatSync('/none', { throwIfNoEntry: false }), undefined);
assert.strictEqual(fs.statSync(`${__filename}/x`, { throwIfNoEntry: false }), undefined);
assert.throws(() => fs.lstatSync(`${__filename}/x`, { throwIfNoEntry: false }), { code: 'ENOTDIR' });
assert.strictEqual(fs.statSync('/dev/null').isCharacterDevice(), true);

const system = fs.statfsSync('/');
assert.deepStrictEqual(Object.keys(system), ['type', 'bsize', 'blocks', 'bfree', 'bavail', 'files', 'ffree']);
assert.strictEqual(typeof fs.statfsSync('/', { bigint: true }).blocks, 'bigint');

fs.stat(__filename, { bigint: true }, (error, stats) => {
  assert.ifError(error);
  assert.strictEqual(stats.size, big.size);
});
fs.fstat(0, (error, stats) => {
  assert.ifError(error);
  assert.strictEqual(stats.isDirectory(), false);
});
fs.promises.lstat(__filename).then((stats) => assert.strictEqual(stats.ino, Number(big.ino)));
