'use strict';
// fork(): messages both ways, disconnect, arguments.
const assert = require('node:assert');
const { fork } = require('node:child_process');

if (process.argv[2] === 'child') {
  process.on('message', (message) => {
    process.send({ echo: message, args: process.argv.slice(2) });
    if (message === 'leave') process.disconnect();
  });
  process.send('ready');
} else {
  const child = fork(__filename, ['child', 'x'], { silent: true });
  const seen = [];
  assert.strictEqual(child.connected, true);
  child.on('message', (message) => {
    seen.push(message);
    if (message !== 'ready') return;
    assert.strictEqual(child.send({ n: 1, text: '\u20ac' }), true);
    child.send([null, true], (error) => assert.strictEqual(error, null));
    child.send('leave');
  });
  const events = [];
  child.on('disconnect', () => events.push('disconnect'));
  child.on('close', (code, signal) => {
    assert.deepStrictEqual([code, signal], [0, null]);
    assert.deepStrictEqual(events, ['disconnect']);
    assert.strictEqual(child.connected, false);
    const args = ['child', 'x'];
    assert.deepStrictEqual(seen, [
      'ready', { echo: { n: 1, text: '\u20ac' }, args }, { echo: [null, true], args }, { echo: 'leave', args },
    ]);
    child.send('late', (error) => assert.strictEqual(error.code, 'ERR_IPC_CHANNEL_CLOSED'));
  });
  assert.throws(() => child.send(), { code: 'ERR_MISSING_ARGS' });
  assert.throws(() => child.send(Symbol('x')), { code: 'ERR_INVALID_ARG_TYPE' });
  assert.throws(() => fork('x', { stdio: ['pipe'] }), { code: 'ERR_CHILD_PROCESS_IPC_REQUIRED' });
}
