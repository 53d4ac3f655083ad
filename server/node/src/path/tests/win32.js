'use strict';
const assert = require('node:assert');
const { win32 } = require('node:path');

assert.strictEqual(require('node:path/win32'), win32);
assert.strictEqual(win32.sep, '\\');
assert.strictEqual(win32.delimiter, ';');

for (const [given, expected] of [
  ['C:/a/../b', 'C:\\b'], ['C:..\\a', 'C:..\\a'], ['//server/share/a/..', '\\\\server\\share\\'], ['/a//b/', '\\a\\b\\'],
  ['', '.'], ['C:', 'C:.'], ['\\\\server\\share', '\\\\server\\share\\'], ['a/../c:x', '.\\c:x'], ['CON:/a', '.\\CON:a'],
  ['\\\\?\\C:\\a', '\\\\?\\C:\\a'], ['C:\\', 'C:\\'], ['./a', 'a'],
]) assert.strictEqual(win32.normalize(given), expected, given);

assert.strictEqual(win32.join('C:\\a', '..', 'b'), 'C:\\b');
assert.strictEqual(win32.join('//a', 'b', 'c'), '\\\\a\\b\\c');
assert.strictEqual(win32.join('/', '/a'), '\\a');
assert.strictEqual(win32.join('c:', 'file'), 'c:\\file');

assert.strictEqual(win32.resolve('C:/a', '..', 'b'), 'C:\\b');
assert.strictEqual(win32.resolve('c:/ignore', 'd:\\a/b\\c/d', '\\e.exe'), 'd:\\e.exe');
assert.strictEqual(win32.resolve('//server/share', 'file'), '\\\\server\\share\\file');

for (const [from, to, expected] of [
  ['c:\\a\\b', 'c:\\a\\C', '..\\C'], ['c:\\', 'd:\\', 'd:\\'], ['C:\\A', 'c:\\a', ''], ['C:\\foo\\bar', 'C:\\', '..\\..'],
  ['\\\\s\\h\\a', '\\\\s\\h\\b', '..\\b'], ['C:\\', 'C:\\foo', 'foo'],
]) assert.strictEqual(win32.relative(from, to), expected, `${from} ${to}`);

assert.strictEqual(win32.dirname('C:\\a\\b'), 'C:\\a');
assert.strictEqual(win32.dirname('C:\\'), 'C:\\');
assert.strictEqual(win32.dirname('\\\\server\\share\\a'), '\\\\server\\share\\');
assert.strictEqual(win32.basename('C:a.b', '.b'), 'a');
assert.strictEqual(win32.extname('a\\b.c'), '.c');
assert.deepStrictEqual(win32.parse('C:\\dir\\file.txt'), {
  root: 'C:\\', dir: 'C:\\dir', base: 'file.txt', ext: '.txt', name: 'file',
});
assert.deepStrictEqual(win32.parse('\\\\server\\share\\f'), {
  root: '\\\\server\\share\\', dir: '\\\\server\\share\\', base: 'f', ext: '', name: 'f',
});
assert.strictEqual(win32.format({ dir: 'C:\\a', base: 'b' }), 'C:\\a\\b');
for (const given of ['C:\\', 'C:/', '\\a', '/a', '\\\\server']) assert.ok(win32.isAbsolute(given), given);
for (const given of ['C:', 'C:a', 'a', '']) assert.ok(!win32.isAbsolute(given), given);
assert.strictEqual(win32.toNamespacedPath('C:\\a'), '\\\\?\\C:\\a');
assert.strictEqual(win32.toNamespacedPath('\\\\s\\h\\a'), '\\\\?\\UNC\\s\\h\\a');
