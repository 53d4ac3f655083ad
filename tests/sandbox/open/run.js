// @lode allow: run
attempt(() => {
  const { status, stdout } = require('child_process').spawnSync('sh', ['-c', 'echo $((1 + 1))']);
  if (status !== 0 || String(stdout) !== '2\n') throw new Error();
});
