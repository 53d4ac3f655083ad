// `--run`: a script of the nearest package.json, its programs found, arguments passed, and what is said where there is none.
const { spawnSync } = require('child_process');
const { chmodSync, mkdirSync, writeFileSync } = require('fs');
mkdirSync('work/inner', { recursive: true });
mkdirSync('work/bare', { recursive: true });
mkdirSync('work/broken', { recursive: true });
mkdirSync('work/node_modules/.bin', { recursive: true });
writeFileSync('work/node_modules/.bin/tool', '#!/bin/sh\necho tool "$@"\n');
chmodSync('work/node_modules/.bin/tool', 0o755);
writeFileSync('work/package.json', JSON.stringify({
  scripts: {
    tool: 'tool a',
    where: 'echo $NODE_RUN_SCRIPT_NAME && basename "$PWD" && basename "$NODE_RUN_PACKAGE_JSON_PATH"',
    fail: 'exit 3',
    node: 'node -p 40+2',
  },
}));
writeFileSync('work/bare/package.json', '{}');
writeFileSync('work/broken/package.json', '{');

function run(folder, ...rest) {
  const { status, stdout, stderr } = spawnSync(process.execPath, ['--run', ...rest], { encoding: 'utf8', cwd: folder });
  console.log('---', folder, ...rest, status, `\n${stdout}${stderr.replaceAll(process.cwd(), '')}`.trimEnd());
}
run('work', 'tool');
run('work', 'tool', '--', 'b', 'c d', '$HOME');
run('work/inner', 'where');
run('work', 'fail');
run('work', 'node');
run('work', 'none');
run('work/bare', 'tool');
run('work/broken', 'tool');
