'use strict';
const assert = require('node:assert');
const path = require('node:path');
const { posix } = path;

assert.strictEqual(require('node:path/posix'), posix);
assert.strictEqual(posix.posix, posix);
assert.strictEqual(posix.win32, path.win32);
assert.strictEqual(posix.sep, '/');
assert.strictEqual(posix.delimiter, ':');

for (const [given, expected] of [
  ['', '.'], ['.', '.'], ['./', './'], ['/', '/'], ['//', '/'], ['/a/../..', '/'], ['a/../..', '..'], ['../a/./b//c/..', '../a/b'],
  ['/a/b/', '/a/b/'], ['a//b/../c/', 'a/c/'], ['/../a', '/a'], ['...', '...'],
]) assert.strictEqual(posix.normalize(given), expected, given);

assert.strictEqual(posix.join('/a', '..', '..', 'b'), '/b');
assert.strictEqual(posix.join('a', '', 'b'), 'a/b');
assert.strictEqual(posix.join(), '.');
assert.strictEqual(posix.join('', ''), '.');
assert.strictEqual(posix.join('a/', '/b'), 'a/b');

assert.strictEqual(posix.resolve('/a/b', '../c', './d'), '/a/c/d');
assert.strictEqual(posix.resolve('/a', '/b', 'c'), '/b/c');
assert.strictEqual(posix.resolve(''), process.cwd());
assert.strictEqual(posix.resolve('x', ''), `${process.cwd()}/x`);
assert.strictEqual(posix.resolve('/'), '/');

for (const [from, to, expected] of [
  ['/a/b/c', '/a/d', '../../d'], ['/a/b', '/a/b/c', 'c'], ['/a/b/c', '/a/b', '..'], ['/a', '/a', ''], ['/', '/a', 'a'],
  ['/a', '/', '..'], ['/a/bc', '/a/b', '../b'], ['/a/b', '/a/bc', '../bc'], ['/', '/', ''], ['/a/b/', '/a/c/', '../c'],
]) assert.strictEqual(posix.relative(from, to), expected, `${from} ${to}`);

for (const [given, dirname, basename, extname] of [
  ['/a/b.c', '/a', 'b.c', '.c'], ['a', '.', 'a', ''], ['/a', '/', 'a', ''], ['/', '/', '', ''], ['//a', '//', 'a', ''],
  ['a/b/', 'a', 'b', ''], ['.a', '.', '.a', ''], ['a.', '.', 'a.', '.'], ['..', '.', '..', ''], ['a/.b.c', 'a', '.b.c', '.c'],
  ['', '.', '', ''], ['a.b/', '.', 'a.b', '.b'],
]) {
  assert.strictEqual(posix.dirname(given), dirname, `dirname ${given}`);
  assert.strictEqual(posix.basename(given), basename, `basename ${given}`);
  assert.strictEqual(posix.extname(given), extname, `extname ${given}`);
}
assert.strictEqual(posix.basename('/a/b.html', '.html'), 'b');
assert.strictEqual(posix.basename('/a/.html', '.html'), '.html');
assert.strictEqual(posix.basename('.html', '.html'), '');
assert.strictEqual(posix.basename('b.html', 'x.html'), 'b.html');

assert.deepStrictEqual(posix.parse('/home/user/file.txt'), {
  root: '/', dir: '/home/user', base: 'file.txt', ext: '.txt', name: 'file',
});
assert.deepStrictEqual(posix.parse('./a/'), { root: '', dir: '.', base: 'a', ext: '', name: 'a' });
assert.deepStrictEqual(posix.parse('/'), { root: '/', dir: '/', base: '', ext: '', name: '' });
assert.deepStrictEqual(posix.parse(''), { root: '', dir: '', base: '', ext: '', name: '' });

assert.strictEqual(posix.format({ dir: '/a', base: 'b' }), '/a/b');
assert.strictEqual(posix.format({ root: '/', name: 'b', ext: 'c' }), '/b.c');
assert.strictEqual(posix.format({ root: '/x', dir: '/x', base: 'b' }), '/xb');
assert.strictEqual(posix.format({}), '');

assert.ok(posix.isAbsolute('/a') && !posix.isAbsolute('a') && !posix.isAbsolute(''));
assert.strictEqual(posix.toNamespacedPath('/a'), '/a');
assert.strictEqual(posix.toNamespacedPath(5), 5);
assert.strictEqual(posix._makeLong, posix.toNamespacedPath);

for (const name of ['normalize', 'isAbsolute', 'join', 'dirname', 'basename', 'extname', 'parse']) {
  for (const kind of [posix, path.win32]) {
    assert.throws(() => kind[name](5), {
      code: 'ERR_INVALID_ARG_TYPE', message: 'The "path" argument must be of type string. Received type number (5)',
    });
  }
}
assert.throws(() => posix.resolve('a', null), { code: 'ERR_INVALID_ARG_TYPE', message: /"paths\[1\]"/ });
assert.throws(() => posix.relative('a'), { code: 'ERR_INVALID_ARG_TYPE', message: /"to"/ });
assert.throws(() => posix.basename('a', 5), { code: 'ERR_INVALID_ARG_TYPE', message: /"suffix"/ });
assert.throws(() => posix.format('a'), { code: 'ERR_INVALID_ARG_TYPE', message: /"pathObject"/ });
