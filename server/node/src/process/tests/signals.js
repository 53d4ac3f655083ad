'use strict';
// A signal reaches its listeners and does not keep the program; without a listener it ends it.
const assert = require('node:assert');
const { spawnSync } = require('node:child_process');

const seen = [];
process.once('SIGUSR2', (name, number) => {
  seen.push([name, number]);
  clearInterval(waiting);
});
const waiting = setInterval(() => {}, 1000);
process.kill(process.pid, 'SIGUSR2');
process.on('exit', () => assert.deepStrictEqual(seen, [['SIGUSR2', 12]]));

const ended = spawnSync(process.execPath, ['-e', 'process.kill(process.pid, "SIGTERM"); setInterval(() => {}, 1000)']);
assert.strictEqual(ended.signal, 'SIGTERM');
const listener = spawnSync(process.execPath, ['-e', 'process.on("SIGHUP", () => {}); console.log("ends")'], { encoding: 'utf8' });
assert.strictEqual(listener.stdout, 'ends\n');
assert.strictEqual(listener.status, 0);
