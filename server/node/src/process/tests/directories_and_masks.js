'use strict';
// cwd, chdir, umask, kill.
const assert = require('node:assert');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');

const folder = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'lode-process-')));
const before = process.cwd();
process.chdir(folder);
assert.strictEqual(process.cwd(), folder);
assert.throws(() => process.chdir('nope'), { code: 'ENOENT', syscall: 'chdir', dest: 'nope', path: folder });
assert.throws(() => process.chdir(1), { code: 'ERR_INVALID_ARG_TYPE' });
process.chdir(before);
fs.rmdirSync(folder);

const mask = process.umask(0o22);
assert.strictEqual(process.umask(), 0o22);
assert.strictEqual(process.umask('77'), 0o22);
assert.strictEqual(process.umask(mask), 0o77);
assert.throws(() => process.umask('nope'), { code: 'ERR_INVALID_ARG_VALUE' });

assert.strictEqual(process.kill(process.pid, 0), true);
assert.throws(() => process.kill(process.pid, 'SIGNOPE'), { code: 'ERR_UNKNOWN_SIGNAL' });
assert.throws(() => process.kill('a', 0), { code: 'ERR_INVALID_ARG_TYPE' });
assert.throws(() => process.kill(2 ** 30, 0), { code: 'ESRCH', syscall: 'kill' });
