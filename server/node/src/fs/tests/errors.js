'use strict';
// What is wrong is said in Node's words, at the same moment.
const assert = require('node:assert');
const fs = require('node:fs');

const cases = [
  [() => fs.statSync('/none'), "ENOENT: no such file or directory, stat '/none'"],
  [() => fs.renameSync('/none', '/other'), "ENOENT: no such file or directory, rename '/none' -> '/other'"],
  [() => fs.readFileSync('/'), 'EISDIR: illegal operation on a directory, read'],
  [() => fs.readdirSync('/none'), "ENOENT: no such file or directory, scandir '/none'"],
  [() => fs.mkdtempSync('/none/x'), "ENOENT: no such file or directory, mkdtemp '/none/xXXXXXX'"],
  [() => fs.realpathSync('/none/a'), "ENOENT: no such file or directory, lstat '/none'"],
  [() => fs.utimesSync('/none', 1, 1), "ENOENT: no such file or directory, utime '/none'"],
  [() => fs.rmSync('/none'), "ENOENT: no such file or directory, lstat '/none'"],
  [() => fs.rmSync('/proc'), 'Path is a directory: rm returned EISDIR (is a directory) /proc'],
  [() => fs.statSync('a\0b'),
   "The argument 'path' must be a string, Uint8Array, or URL without null bytes. Received 'a\\x00b'"],
  [() => fs.statSync(5), 'The "path" argument must be of type string or an instance of Buffer or URL. Received type number (5)'],
  [() => fs.renameSync('a'),
   'The "newPath" argument must be of type string or an instance of Buffer or URL. Received undefined'],
  [() => fs.openSync('/none', 'zz'), "The argument 'flags' is invalid. Received 'zz'"],
  [() => fs.readFileSync('/none', 'zz'), "The argument 'encoding' is invalid encoding. Received 'zz'"],
  [() => fs.readFileSync('/none', 5), 'The "options" argument must be one of type string or object. Received type number (5)'],
  [() => fs.writeFileSync('/none', 5),
   'The "data" argument must be of type string or an instance of Buffer, TypedArray, or DataView. Received type number (5)'],
  [() => fs.closeSync(-1), 'The value of "fd" is out of range. It must be >= 0 && <= 2147483647. Received -1'],
  [() => fs.chmodSync('/none', 'x'),
   "The argument 'mode' must be a 32-bit unsigned integer or an octal string. Received 'x'"],
  [() => fs.readSync(0, Buffer.alloc(2), 0, 5, null), 'The value of "length" is out of range. It must be <= 2. Received 5'],
  [() => fs.writeSync(1, Buffer.alloc(2), 3), 'The value of "offset" is out of range. It must be <= 2. Received 3'],
  [() => fs.utimesSync('/none', NaN, 1),
   'The "time" argument must be an instance of Date or an Time in seconds. Received type number (NaN)'],
  [() => fs.symlinkSync('a', '/none', 'zz'), 'Symlink type must be one of "dir", "file", or "junction". Received "zz"'],
  [() => fs.stat('/'), 'The "cb" argument must be of type function. Received undefined'],
  [() => fs.readFile('/', 'utf8'), "The \"cb\" argument must be of type function. Received type string ('utf8')"],
  [() => fs.rmSync('/none', { recursive: 1 }),
   'The "options.recursive" property must be of type boolean. Received type number (1)'],
  [() => fs.createReadStream('/none', { start: 5, end: 2 }),
   'The value of "start" is out of range. It must be <= "end" (here: 2). Received 5'],
  [() => fs.statSync(new URL('http://x/')), 'The URL must be of scheme file'],
];
for (const [run, message] of cases) assert.throws(run, { message });

// A descriptor or path may come with everything it needs to be understood by code.
assert.throws(() => fs.linkSync('/none', '/b'), {
  name: 'Error', errno: -2, code: 'ENOENT', syscall: 'link', path: '/none', dest: '/b',
});
assert.throws(() => fs.opendirSync('/none'), (error) => {
  assert.deepStrictEqual(Object.keys(error), ['errno', 'code', 'syscall']);
  return true;
});

// The same from callbacks and promises.
fs.stat('/none', (error) => assert.strictEqual(error.message, "ENOENT: no such file or directory, stat '/none'"));
assert.rejects(fs.promises.stat('/none'), { message: "ENOENT: no such file or directory, stat '/none'" });
assert.rejects(fs.promises.stat(5), { code: 'ERR_INVALID_ARG_TYPE' });
assert.rejects(fs.promises.lchmod('/none', 1), { code: 'ERR_METHOD_NOT_IMPLEMENTED' });
