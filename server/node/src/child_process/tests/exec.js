'use strict';
// exec(), execFile() and their promises.
const assert = require('node:assert');
const { exec, execFile } = require('node:child_process');
const { promisify } = require('node:util');

const run = (start, ...args) => new Promise((resolve) => start(...args, (...results) => resolve(results)));

async function main() {
  assert.deepStrictEqual(await run(exec, 'echo out; echo err >&2'), [null, 'out\n', 'err\n']);
  assert.deepStrictEqual(await run(execFile, 'echo', ['a', 'b']), [null, 'a b\n', '']);
  assert.deepStrictEqual(await run(execFile, 'echo', ['a'], { encoding: 'buffer' }),
                         [null, Buffer.from('a\n'), Buffer.alloc(0)]);
  assert.deepStrictEqual(await run(execFile, 'echo', ['a'], { encoding: 'hex' }), [null, '610a', '']);

  const [error, stdout, stderr] = await run(exec, 'echo out; echo err >&2; exit 4');
  assert.strictEqual(error.message, 'Command failed: echo out; echo err >&2; exit 4\nerr\n');
  assert.deepStrictEqual({ ...error }, { code: 4, killed: false, signal: null, cmd: 'echo out; echo err >&2; exit 4' });
  assert.deepStrictEqual([stdout, stderr], ['out\n', 'err\n']);

  const [missing] = await run(execFile, 'lode-no-such-program');
  assert.strictEqual(missing.code, 'ENOENT');
  assert.strictEqual(missing.cmd, 'lode-no-such-program');

  const [late] = await run(exec, 'sleep 100', { timeout: 30, killSignal: 'SIGKILL' });
  assert.strictEqual(late.killed, true);
  assert.strictEqual(late.signal, 'SIGKILL');
  const [much, part] = await run(execFile, 'echo', ['hello'], { maxBuffer: 2 });
  assert.strictEqual(much.code, 'ERR_CHILD_PROCESS_STDIO_MAXBUFFER');
  assert.strictEqual(part, 'he');
  const [aborted] = await run(exec, 'sleep 100', { signal: AbortSignal.timeout(20) });
  assert.strictEqual(aborted.name, 'AbortError');

  const promise = promisify(exec)('echo p');
  assert.strictEqual(typeof promise.child.pid, 'number');
  assert.deepStrictEqual(await promise, { stdout: 'p\n', stderr: '' });
  await assert.rejects(promisify(execFile)('sh', ['-c', 'echo o; exit 2']), { code: 2, stdout: 'o\n', stderr: '' });

  assert.throws(() => exec(), { code: 'ERR_INVALID_ARG_TYPE' });
  assert.throws(() => exec('a', { maxBuffer: -1 }), { code: 'ERR_OUT_OF_RANGE' });
  assert.throws(() => execFile('a', [], {}, 5), { code: 'ERR_INVALID_ARG_TYPE' });
}
main();
