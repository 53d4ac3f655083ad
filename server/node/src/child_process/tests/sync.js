'use strict';
// spawnSync(), execSync(), execFileSync().
const assert = require('node:assert');
const { execFileSync, execSync, spawnSync } = require('node:child_process');

const result = spawnSync('sh', ['-c', 'cat; echo err >&2; exit 3'], { input: 'in', encoding: 'utf8' });
assert.deepStrictEqual(Object.keys(result), ['status', 'signal', 'output', 'pid', 'stdout', 'stderr']);
assert.strictEqual(result.status, 3);
assert.strictEqual(result.signal, null);
assert.deepStrictEqual(result.output, [null, 'in', 'err\n']);
assert.strictEqual(result.stdout, 'in');
assert.deepStrictEqual(spawnSync('cat', { input: Buffer.from('b') }).stdout, Buffer.from('b'));
assert.strictEqual(spawnSync('cat').stdout.length, 0);
assert.strictEqual(spawnSync('true', { stdio: 'ignore' }).output.every((part) => part === null), true);

// More than a pipe holds, both ways.
const much = 'x'.repeat(1_000_000);
assert.strictEqual(spawnSync('cat', { input: much, maxBuffer: 2_000_000 }).stdout.length, much.length);
assert.strictEqual(spawnSync('true', { input: much }).status, 0);

const missing = spawnSync('lode-no-such-program', ['x']);
assert.strictEqual(missing.error.message, 'spawnSync lode-no-such-program ENOENT');
assert.strictEqual(missing.status, null);
assert.strictEqual(missing.pid, 0);
assert.strictEqual(missing.output, null);
assert.deepStrictEqual(missing.error.spawnargs, ['x']);

const late = spawnSync('sleep', ['100'], { timeout: 30 });
assert.strictEqual(late.error.code, 'ETIMEDOUT');
assert.strictEqual(late.signal, 'SIGTERM');
const long = spawnSync('sh', ['-c', 'echo hello; sleep 100'], { maxBuffer: 2, killSignal: 'SIGKILL' });
assert.strictEqual(long.error.code, 'ENOBUFS');
assert.strictEqual(long.signal, 'SIGKILL');
assert.strictEqual(String(long.stdout), 'hello\n');

assert.strictEqual(execSync('echo $A', { env: { ...process.env, A: 'b' }, encoding: 'utf8' }), 'b\n');
assert.deepStrictEqual(execFileSync('echo', ['a']), Buffer.from('a\n'));
assert.throws(() => execSync('echo a; echo b >&2; exit 3', { stdio: 'pipe' }), {
  message: 'Command failed: echo a; echo b >&2; exit 3\nb\n', status: 3, signal: null,
});
assert.throws(() => execFileSync('lode-no-such-program'), { code: 'ENOENT', syscall: 'spawnSync lode-no-such-program' });
assert.throws(() => spawnSync('a', { input: 5 }), { code: 'ERR_INVALID_ARG_TYPE' });
assert.throws(() => spawnSync('a', { stdio: ['ipc'] }), { code: 'ERR_IPC_SYNC_FORK' });
