// Programs run: output, input, errors, signals, pipes, lines, timeouts, scripts; synchronously and not.
import { execa, execaSync, execaNode, $, ExecaError, parseCommandString } from 'execa';

const node = process.execPath;
const shown = (error) => [error.name, error.shortMessage.replaceAll(node, 'node'), error.exitCode, error.isMaxBuffer ? '' : error.signal, error.failed, error.timedOut, error.isCanceled, error.isMaxBuffer, error.code];
const { stdout, exitCode, command, failed } = await execa('echo', ['hello', 'two words']);
console.log(stdout, exitCode, command, failed);
console.log((await execa({ input: 'piped in' })`cat`).stdout, (await execa('cat', { inputFile: 'in.txt' })).stdout);
console.log((await execa('sh', ['-c', 'echo out; echo err >&2'], { all: true })).all.split('\n').sort(), (await execa('printf', ['a\nb\n'], { lines: true })).stdout);
console.log((await execa('printf', ['\\001\\377'], { encoding: 'buffer' })).stdout, (await execa('echo', ['x'], { stripFinalNewline: false })).stdout === 'x\n');
console.log((await execa('sh', ['-c', 'echo $A$B'], { env: { A: '1' }, extendEnv: false })).stdout, (await execa('pwd', { cwd: '/' })).stdout);
for (const run of [
  () => execa('sh', ['-c', 'echo bad >&2; exit 3']),
  () => execa('no-such-program-here'),
  () => execa('sleep', ['10'], { timeout: 50 }),
  () => execa('sh', ['-c', 'kill -9 $$']),
  () => execa('sleep', ['10'], { cancelSignal: AbortSignal.timeout(50) }),
  () => execa('sh', ['-c', 'head -c 5000 /dev/zero; sleep 5'], { maxBuffer: 1000 }),
  () => execa('pwd', { cwd: '/none' }),
]) await run().catch((error) => console.log(error instanceof ExecaError, ...shown(error)));
const failing = await execa('sh', ['-c', 'echo kept; exit 2'], { reject: false });
console.log(failing.stdout, failing.exitCode, failing.failed);
const killed = execa('sleep', ['10']);
setTimeout(() => killed.kill('SIGINT', new Error('stop it')), 20);
await killed.catch((error) => console.log(error.signal, error.isTerminated, error.cause.message));
const lines = [];
for await (const line of execa('printf', ['one\ntwo\nthree'])) lines.push(line);
console.log(lines, (await execa('printf', ['b\na\n']).pipe('sort').pipe`head -n 1`).stdout);
console.log((await execa({ stdout: [function* (line) { yield line.toUpperCase(); }, 'pipe'] })`printf ${'a\nb'}`).stdout);
console.log((await $`echo ${['x', 'y z']} ${1}`).stdout, $.sync`echo sync`.stdout, parseCommandString('a "b" c\\ d'));
const sync = execaSync('sh', ['-c', 'cat; exit 0'], { input: 'sync in' });
console.log(sync.stdout, sync.exitCode);
try {
  execaSync('sh', ['-c', 'exit 4']);
} catch (error) {
  console.log(...shown(error));
}
console.log((await execaNode('child.mjs', ['arg'], { nodePath: node })).stdout);
const talking = execaNode('child.mjs', ['ipc'], { ipc: true, nodePath: node });
await talking.sendMessage({ n: 20 });
console.log(await talking.getOneMessage(), (await talking).exitCode);
