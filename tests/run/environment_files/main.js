// `--env-file`: the environment is strongest, then the last file; a file that may be missing is said to be.
const { spawnSync } = require('child_process');
const { mkdirSync, writeFileSync } = require('fs');
mkdirSync('work', { recursive: true });
writeFileSync('work/one', 'A=1\nB=one\nC="two words" # a comment\n');
writeFileSync('work/two', 'export A=2\nC=\'line\n break\'\n');

function run(...options) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [...options, '-p', '[process.env.A, process.env.B, process.env.C]'], {
    encoding: 'utf8', cwd: 'work', env: { PATH: process.env.PATH, HOME: process.env.HOME },
  });
  console.log(options.join(' '), status, stdout.trim().replaceAll('\n', ' '), stderr.replace(process.execPath, 'node').trim());
}
run('--env-file=one');
run('--env-file=one', '--env-file=two');
run('--env-file=two', '--env-file', 'one');
run('--env-file-if-exists=none', '--env-file-if-exists=two');
run('--env-file=none');
