'use strict';
// The errors of net: codes, messages and where they arrive.
const assert = require('node:assert');
const net = require('node:net');
const { once } = require('node:events');

assert.throws(() => net.connect(), { code: 'ERR_MISSING_ARGS' });
assert.throws(() => net.connect({ port: 65536 }), { code: 'ERR_SOCKET_BAD_PORT', name: 'RangeError' });
assert.throws(() => net.connect({ port: {} }), { code: 'ERR_INVALID_ARG_TYPE' });
assert.throws(() => net.connect({ port: 1, lookup: 'x' }), { code: 'ERR_INVALID_ARG_TYPE' });
assert.throws(() => net.connect({ port: 1, localAddress: 'x' }), { code: 'ERR_INVALID_IP_ADDRESS' });
assert.throws(() => net.connect({ port: 1, autoSelectFamily: 1 }), { code: 'ERR_INVALID_ARG_TYPE' });
assert.throws(() => new net.Socket({ objectMode: true }), { code: 'ERR_INVALID_ARG_VALUE' });
assert.throws(() => net.createServer('x'), { code: 'ERR_INVALID_ARG_TYPE' });
assert.throws(() => net.createServer().listen({}), { code: 'ERR_INVALID_ARG_VALUE' });
assert.throws(() => net.createServer().listen({ port: -1 }), { code: 'ERR_SOCKET_BAD_PORT' });
assert.throws(() => net.setDefaultAutoSelectFamily(1), { code: 'ERR_INVALID_ARG_TYPE' });

(async () => {
  // A port that nobody listens on: one that was free a moment ago.
  const probe = net.createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address();
  probe.close();
  await once(probe, 'close');

  const refused = net.connect(port, '127.0.0.1');
  const [error] = await once(refused, 'error');
  assert.strictEqual(error.code, 'ECONNREFUSED');
  assert.strictEqual(error.syscall, 'connect');
  assert.strictEqual(error.address, '127.0.0.1');
  assert.strictEqual(error.port, port);
  assert.strictEqual(error.message, `connect ECONNREFUSED 127.0.0.1:${port}`);
  assert.ok(error.errno < 0);

  const first = net.createServer().listen(0, '127.0.0.1');
  await once(first, 'listening');
  assert.throws(() => first.listen(0), { code: 'ERR_SERVER_ALREADY_LISTEN' });
  const second = net.createServer().listen(first.address().port, '127.0.0.1');
  const [inUse] = await once(second, 'error');
  assert.strictEqual(inUse.code, 'EADDRINUSE');
  assert.strictEqual(inUse.syscall, 'listen');
  assert.strictEqual(inUse.port, first.address().port);
  assert.strictEqual(inUse.message, `listen EADDRINUSE: address already in use 127.0.0.1:${first.address().port}`);
  first.close();

  const missing = net.connect({ path: '/no/such/folder/socket' });
  const [noEntry] = await once(missing, 'error');
  assert.strictEqual(noEntry.code, 'ENOENT');
  assert.strictEqual(noEntry.message, 'connect ENOENT /no/such/folder/socket');

  const closed = net.createServer();
  await new Promise((resolve) => {
    closed.close((problem) => {
      assert.strictEqual(problem.code, 'ERR_SERVER_NOT_RUNNING');
      resolve();
    });
  });

  const unconnected = new net.Socket();
  unconnected.write('x', (problem) => assert.strictEqual(problem.code, 'ERR_SOCKET_CLOSED'));
  const [closedError] = await once(unconnected, 'error');
  assert.strictEqual(closedError.code, 'ERR_SOCKET_CLOSED');

  // The peer resets: ECONNRESET here.
  const server = net.createServer((socket) => {
    socket.resume();
    socket.once('data', () => socket.resetAndDestroy());
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const client = net.connect(server.address().port, '127.0.0.1', () => client.write('x'));
  client.resume();
  const [reset] = await once(client, 'error');
  assert.strictEqual(reset.code, 'ECONNRESET');
  assert.strictEqual(reset.syscall, 'read');
  server.close();
})();
