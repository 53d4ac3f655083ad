const { spawnSync } = require('child_process');
for (const code of ['throw null', 'throw undefined', 'throw { a: 1, b: [2] }', 'throw "text"', 'throw 5n', 'Promise.reject(null)', 'Promise.reject({ a: 1 })', 'throw Symbol("s")', 'throw () => {}']) {
  const { status, stdout, stderr } = spawnSync(process.execPath, ['-e', code], { encoding: 'utf8' });
  console.log(`--- ${code}: ${status}${stdout}\n${stderr.replace(/\n(Node\.js|Lode) v.*\n/, '').trim()}`);
}
