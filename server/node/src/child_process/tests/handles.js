'use strict';
// send() with a socket, and with a server that both processes then accept on.
const assert = require('node:assert');
const net = require('node:net');
const { fork } = require('node:child_process');

if (process.argv[2] === 'child') {
  process.on('message', (message, handle) => {
    if (message === 'socket') {
      assert.ok(handle instanceof net.Socket);
      handle.end('from the child');
    } else if (message === 'server') {
      assert.ok(handle instanceof net.Server);
      handle.on('connection', (socket) => socket.end('served by the child', () => {
        handle.close();
        process.disconnect();
      }));
      process.send('listening');
    }
  });
} else {
  const child = fork(__filename, ['child']);
  const read = (port, done) => {
    let text = '';
    net.connect(port).setEncoding('utf8').on('data', (chunk) => text += chunk).on('close', () => done(text));
  };
  const server = net.createServer((socket) => {
    child.send('socket', socket);
    // Order is kept: this comes after the socket.
    child.send('server', server);
  });
  child.on('message', (message) => {
    assert.strictEqual(message, 'listening');
    const { port } = server.address();
    server.close();
    read(port, (text) => assert.strictEqual(text, 'served by the child'));
  });
  server.listen(0, () => read(server.address().port, (text) => assert.strictEqual(text, 'from the child')));
  assert.throws(() => child.send('x', {}), { code: 'ERR_INVALID_HANDLE_TYPE' });
  child.on('exit', (code) => assert.strictEqual(code, 0));
}
