'use strict';
// Whole files and descriptors, synchronously.
const assert = require('node:assert');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');
const { pathToFileURL } = require('node:url');

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'lode-fs-'));
const at = (name) => path.join(folder, name);
process.on('exit', () => fs.rmSync(folder, { recursive: true, force: true }));

// readFileSync and writeFileSync: text, bytes, encodings, flags, modes, descriptors.
fs.writeFileSync(at('a'), 'h\u00e9llo');
assert.strictEqual(fs.readFileSync(at('a'), 'utf8'), 'h\u00e9llo');
assert.strictEqual(fs.readFileSync(at('a'), { encoding: 'hex' }), '68c3a96c6c6f');
assert.deepStrictEqual(fs.readFileSync(at('a')), Buffer.from('h\u00e9llo'));
assert.ok(Buffer.isBuffer(fs.readFileSync(Buffer.from(at('a')))));
assert.strictEqual(fs.readFileSync(pathToFileURL(at('a')), 'latin1'), 'h\u00c3\u00a9llo');
fs.writeFileSync(at('b'), Buffer.from([0xff, 0x41]));
assert.strictEqual(fs.readFileSync(at('b'), 'utf8'), '\ufffdA');
fs.writeFileSync(at('b'), new Uint16Array([0x4242, 0x4343]), { mode: 0o600, flush: true });
assert.strictEqual(fs.readFileSync(at('b'), 'ascii'), 'BBCC');
fs.writeFileSync(at('b'), '616263', 'hex');
assert.strictEqual(fs.readFileSync(at('b'), 'utf8'), 'abc');
fs.appendFileSync(at('b'), 'def');
fs.appendFileSync(at('b'), Buffer.from('g'));
assert.strictEqual(fs.readFileSync(at('b'), 'utf8'), 'abcdefg');
assert.throws(() => fs.writeFileSync(at('b'), '', { flag: 'wx' }), { code: 'EEXIST', syscall: 'open', errno: -17 });
fs.writeFileSync(at('exec'), '', { mode: 0o755 });
assert.strictEqual(fs.statSync(at('exec')).mode & 0o777, 0o755 & ~process.umask());
assert.strictEqual(fs.readFileSync('/proc/self/comm', 'utf8').length > 1, true);

// Non-UTF-8 names.
const strange = Buffer.concat([Buffer.from(`${folder}/`), Buffer.from([0xfe, 0x41])]);
fs.writeFileSync(strange, 'x');
assert.strictEqual(fs.readFileSync(strange, 'utf8'), 'x');
assert.ok(fs.readdirSync(folder, 'buffer').some((name) => name.equals(Buffer.from([0xfe, 0x41]))));
fs.unlinkSync(strange);

// Descriptors.
const fd = fs.openSync(at('c'), 'w+', 0o640);
assert.strictEqual(fs.writeSync(fd, 'abcdef'), 6);
assert.strictEqual(fs.writeSync(fd, Buffer.from('XYZ'), 1, 1, 0), 1);
assert.strictEqual(fs.writeSync(fd, Buffer.from('pq'), { offset: 1, position: 2 }), 1);
assert.strictEqual(fs.writeSync(fd, 'g', null, 'latin1'), 1);
assert.strictEqual(fs.writevSync(fd, [Buffer.from('1'), Buffer.from('23')]), 3);
const buffer = Buffer.alloc(10, '.');
assert.strictEqual(fs.readSync(fd, buffer, 1, 3, 0), 3);
assert.strictEqual(buffer.toString(), '.Ybq......');
assert.strictEqual(fs.readSync(fd, buffer, { position: 6 }), 4);
assert.strictEqual(buffer.toString('utf8', 0, 4), 'g123');
const parts = [Buffer.alloc(2), Buffer.alloc(3)];
assert.strictEqual(fs.readvSync(fd, parts, 0), 5);
assert.strictEqual(String(parts[1]), 'qde');
assert.strictEqual(fs.readSync(fd, buffer, 0, 1, 9007199254740991n), 0);
fs.ftruncateSync(fd, 3);
fs.fsyncSync(fd);
fs.fdatasyncSync(fd);
assert.strictEqual(fs.fstatSync(fd).size, 3);
fs.fchmodSync(fd, 0o600);
fs.futimesSync(fd, 1, 2);
assert.strictEqual(fs.fstatSync(fd).mtimeMs, 2000);
fs.closeSync(fd);
assert.throws(() => fs.closeSync(fd), { code: 'EBADF', message: 'EBADF: bad file descriptor, close' });
fs.truncateSync(at('c'), 1);
assert.strictEqual(fs.readFileSync(at('c'), 'utf8'), 'Y');
fs.truncateSync(at('c'));
assert.strictEqual(fs.statSync(at('c')).size, 0);

// Links, copies, renames, access.
fs.symlinkSync('a', at('link'));
assert.strictEqual(fs.readlinkSync(at('link')), 'a');
assert.deepStrictEqual(fs.readlinkSync(at('link'), 'buffer'), Buffer.from('a'));
assert.strictEqual(fs.realpathSync(at('link')), fs.realpathSync(at('a')));
assert.strictEqual(fs.realpathSync.native(at('link')), fs.realpathSync(at('a')));
assert.strictEqual(fs.lstatSync(at('link')).isSymbolicLink(), true);
fs.lutimesSync(at('link'), 5, new Date(6000));
assert.strictEqual(fs.lstatSync(at('link')).mtimeMs, 6000);
fs.linkSync(at('a'), at('hard'));
assert.strictEqual(fs.statSync(at('hard')).nlink, 2);
fs.copyFileSync(at('a'), at('copy'));
assert.throws(() => fs.copyFileSync(at('a'), at('copy'), fs.constants.COPYFILE_EXCL), { code: 'EEXIST', syscall: 'copyfile' });
fs.renameSync(at('copy'), at('copy2'));
assert.strictEqual(fs.existsSync(at('copy')), false);
assert.strictEqual(fs.existsSync(at('copy2')), true);
assert.strictEqual(fs.existsSync({}), false);
assert.strictEqual(fs.existsSync('a\0b'), false);
assert.strictEqual(fs.accessSync(at('a'), fs.constants.R_OK), undefined);
fs.chmodSync(at('a'), '644');
assert.strictEqual(fs.statSync(at('a')).mode & 0o777, 0o644);
fs.chownSync(at('a'), process.getuid(), process.getgid());
fs.lchownSync(at('link'), process.getuid(), process.getgid());
fs.utimesSync(at('a'), '12', 13.5);
assert.strictEqual(fs.statSync(at('a')).atimeMs, 12000);
assert.strictEqual(fs.statSync(at('a')).mtimeMs, 13500);
fs.unlinkSync(at('link'));
assert.throws(() => fs.readlinkSync(at('link')), { code: 'ENOENT', syscall: 'readlink', path: at('link') });
