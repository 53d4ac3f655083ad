const { spawn, exec, execFile, execSync, execFileSync, spawnSync } = require('child_process');
const { promisify } = require('util');
(async () => {
  console.log(execSync('echo sync').toString(), execFileSync('cat', { input: 'in', encoding: 'utf8' }), spawnSync('sh', ['-c', 'exit 3']).status);
  console.log(await promisify(exec)('echo out; echo err >&2'), await promisify(execFile)('sh', ['-c', 'exit 2']).catch((error) => [error.code, error.cmd, error.killed]));
  const cat = spawn('cat');
  cat.stdout.setEncoding('utf8').on('data', (text) => console.log('cat said', text));
  cat.on('exit', (code, signal) => console.log('exit', code, signal)).on('close', (code) => console.log('close', code));
  cat.stdin.end('piped');
  await new Promise((resolve) => cat.on('close', resolve));
  const killed = spawn('sleep', ['100']);
  killed.on('spawn', () => console.log('spawned', killed.kill('SIGINT'), typeof killed.pid));
  console.log(await new Promise((resolve) => killed.on('exit', (...list) => resolve(list))));
  await new Promise((resolve) => spawn('no-such-program').on('error', (error) => resolve(console.log(error.code, error.syscall, error.path, error.spawnargs))));
  const inherited = spawn(process.execPath, ['-e', 'console.log(process.env.GIVEN, process.cwd(), process.argv0 !== undefined)'], { stdio: ['ignore', 'inherit', 'inherit'], env: { ...process.env, GIVEN: 'yes' }, cwd: '/' });
  await new Promise((resolve) => inherited.on('close', resolve));
  const timed = spawnSync('sleep', ['100'], { timeout: 50 });
  console.log(timed.signal, timed.error?.code, timed.status);
  try { execSync('echo bad >&2; exit 4', { stdio: 'pipe' }); } catch (error) { console.log(error.status, error.stderr.toString(), error.message); }
  const many = await Promise.all(Array.from({ length: 20 }, (_, at) => promisify(exec)(`echo ${at}`)));
  console.log(many.map(({ stdout }) => stdout.trim()).join());
})();
