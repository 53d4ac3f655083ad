// What `-r` loads before the program: files by paths from the working directory, packages from there, and what is said of neither.
const { spawnSync } = require('child_process');
const { writeFileSync, mkdirSync } = require('fs');
mkdirSync('work/inner', { recursive: true });
writeFileSync('work/setup.js', 'console.log("setup", __filename.endsWith("work/setup.js"), module.parent.id, require.main === undefined)');
writeFileSync('work/inner/program.js', 'console.log("program", require.main === module)');

writeFileSync('work/setup.mjs', 'console.log("module", import.meta.url.endsWith("work/setup.mjs")); await 0; globalThis.waited = true');

function run(options, environment = '') {
  const { status, stdout, stderr } = spawnSync(process.execPath, [...options, 'inner/program.js'], {
    encoding: 'utf8', cwd: 'work', env: { ...process.env, NODE_OPTIONS: environment },
  });
  const error = stderr.replaceAll(process.cwd(), '').match(/^Error(?: \[\w+\])?: [^]*?\n(?= {4}at )/m)?.[0] ?? stderr;
  console.log(options.join(' ').replace(process.cwd(), ''), environment, status, stdout.trim().split('\n'), error.trim().split('\n'));
}
run(['-r', './setup.js']);
run(['--require', './setup']);
run(['-r', `${process.cwd()}/work/setup.js`]);
run(['-r', 'early']);
run(['-r', 'fs', '-r', 'early', '-r', './setup.js']);
run([], '-r ./setup.js');
run(['-r', './nowhere.js']);
run(['-r', 'nowhere']);
run(['--import', './setup.mjs']);
run(['--import=./setup.mjs', '-r', './setup.js']);
run([], '--import=./setup.mjs');
run(['--import', './nowhere.mjs']);
