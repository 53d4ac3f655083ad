'use strict';
// spawn(): events, stdio in its forms, signals, errors.
const assert = require('node:assert');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');
const { spawn, ChildProcess } = require('node:child_process');

const text = async (stream) => {
  let result = '';
  for await (const chunk of stream) result += chunk;
  return result;
};
const closed = (child) => new Promise((resolve) => child.on('close', (...args) => resolve(args)));

async function main() {
  const child = spawn('sh', ['-c', 'cat; echo err >&2; exit 3']);
  assert.ok(child instanceof ChildProcess);
  assert.strictEqual(typeof child.pid, 'number');
  assert.deepStrictEqual(child.spawnargs, ['sh', '-c', 'cat; echo err >&2; exit 3']);
  assert.strictEqual(child.spawnfile, 'sh');
  const events = [];
  for (const name of ['spawn', 'exit', 'close']) child.on(name, () => events.push(name));
  child.stdin.end('input');
  const [out, err, end] = await Promise.all([text(child.stdout), text(child.stderr), closed(child)]);
  assert.strictEqual(out, 'input');
  assert.strictEqual(err, 'err\n');
  assert.deepStrictEqual(end, [3, null]);
  assert.deepStrictEqual(events, ['spawn', 'exit', 'close']);
  assert.strictEqual(child.exitCode, 3);
  assert.deepStrictEqual(child.stdio, [child.stdin, child.stdout, child.stderr]);

  // Environment, directory, name, shell.
  const env = spawn('sh', ['-c', 'echo $A $0; pwd'], { env: { PATH: process.env.PATH, A: 'x', B: undefined }, cwd: os.tmpdir() });
  assert.strictEqual(await text(env.stdout), `x sh\n${fs.realpathSync(os.tmpdir())}\n`);
  assert.strictEqual(await text(spawn('echo $((1 + 1))', { shell: true }).stdout), '2\n');
  assert.strictEqual(await text(spawn('sh', ['-c', 'cat /proc/$$/cmdline'], { argv0: 'name' }).stdout).then((line) => line.split('\0')[0]), 'name');

  // Nothing, descriptors, more pipes.
  const quiet = spawn('echo', ['x'], { stdio: 'ignore' });
  assert.deepStrictEqual(quiet.stdio, [null, null, null]);
  assert.deepStrictEqual(await closed(quiet), [0, null]);
  const file = path.join(os.tmpdir(), `lode-spawn-${process.pid}`);
  const fd = fs.openSync(file, 'w');
  await closed(spawn('echo', ['to a file'], { stdio: ['ignore', fd, 'ignore'] }));
  fs.closeSync(fd);
  assert.strictEqual(fs.readFileSync(file, 'utf8'), 'to a file\n');
  fs.unlinkSync(file);
  const more = spawn('sh', ['-c', 'cat <&3 >&4'], { stdio: ['ignore', 'ignore', 'inherit', 'pipe', 'overlapped'] });
  more.stdio[3].end('through');
  assert.strictEqual(await text(more.stdio[4]), 'through');

  // A stream of one child as the input of the next.
  const first = spawn('echo', ['piped'], { stdio: ['ignore', 'pipe', 'ignore'] });
  const second = spawn('cat', { stdio: [first.stdout, 'pipe', 'ignore'] });
  assert.strictEqual(await text(second.stdout), 'piped\n');

  // Signals.
  const killed = spawn('sleep', ['100']);
  assert.strictEqual(killed.kill(0), true);
  assert.strictEqual(killed.kill('SIGKILL'), true);
  assert.strictEqual(killed.killed, true);
  assert.deepStrictEqual(await closed(killed), [null, 'SIGKILL']);
  assert.strictEqual(killed.signalCode, 'SIGKILL');
  assert.strictEqual(killed.kill(), false);
  assert.throws(() => killed.kill('SIGNOPE'), { code: 'ERR_UNKNOWN_SIGNAL' });
  assert.deepStrictEqual(await closed(spawn('sleep', ['100'], { timeout: 30 })), [null, 'SIGTERM']);
  const controller = new AbortController();
  const aborted = spawn('sleep', ['100'], { signal: controller.signal });
  const error = new Promise((resolve) => aborted.on('error', resolve));
  controller.abort();
  assert.strictEqual((await error).name, 'AbortError');

  // What can't be started.
  const missing = spawn('lode-no-such-program', ['x']);
  assert.strictEqual(missing.pid, undefined);
  const problem = await new Promise((resolve) => missing.on('error', resolve));
  assert.strictEqual(problem.message, 'spawn lode-no-such-program ENOENT');
  assert.deepStrictEqual({ ...problem }, {
    errno: -2, code: 'ENOENT', syscall: 'spawn lode-no-such-program', path: 'lode-no-such-program', spawnargs: ['x'],
  });
  const nowhere = spawn('echo', { cwd: '/lode/none' });
  assert.strictEqual((await new Promise((resolve) => nowhere.on('error', resolve))).code, 'ENOENT');
  assert.throws(() => spawn(''), { code: 'ERR_INVALID_ARG_VALUE' });
  assert.throws(() => spawn('a', { stdio: 'zz' }), { code: 'ERR_INVALID_ARG_VALUE' });
  assert.throws(() => spawn('a', ['x\0']), { code: 'ERR_INVALID_ARG_VALUE' });
  assert.throws(() => spawn('a', [], { uid: 'x' }), { code: 'ERR_INVALID_ARG_TYPE' });

  // It does not keep this process.
  const left = spawn('sleep', ['5'], { detached: true, stdio: 'ignore' });
  left.unref();
  process.on('exit', () => process.kill(left.pid));
}
main();
