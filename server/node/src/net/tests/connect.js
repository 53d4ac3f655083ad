'use strict';
// Connecting, talking and ending: the order of events on both sides.
const assert = require('node:assert');
const net = require('node:net');

const events = [];
const server = net.createServer((socket) => {
  assert.strictEqual(server.listening, true);
  assert.match(socket.remoteAddress, /127\.0\.0\.1$/);
  assert.strictEqual(typeof socket.remotePort, 'number');
  assert.strictEqual(socket.localPort, server.address().port);
  socket.setEncoding('utf8');
  socket.on('data', (text) => {
    events.push(`server data ${text}`);
    socket.end(`you said ${text}`);
  });
  socket.on('close', (hadError) => assert.strictEqual(hadError, false));
});

server.listen(0, '127.0.0.1', () => {
  const { port, address, family } = server.address();
  assert.strictEqual(address, '127.0.0.1');
  assert.strictEqual(family, 'IPv4');

  const client = net.connect({ port, host: '127.0.0.1' });
  assert.strictEqual(client.connecting, true);
  assert.strictEqual(client.pending, true);
  assert.strictEqual(client.readyState, 'opening');
  assert.strictEqual(client.remoteAddress, undefined);
  client.on('connect', () => {
    events.push('connect');
    assert.strictEqual(client.readyState, 'open');
    assert.strictEqual(client.remotePort, port);
    assert.strictEqual(client.remoteFamily, 'IPv4');
    assert.deepStrictEqual(Object.keys(client.address()).sort(), ['address', 'family', 'port']);
    client.write('hello', () => events.push('written'));
    assert.strictEqual(client.bytesWritten, 5);
  });
  client.on('ready', () => events.push('ready'));
  client.on('data', (chunk) => {
    assert.ok(Buffer.isBuffer(chunk));
    events.push(`client data ${chunk}`);
  });
  client.on('end', () => events.push('end'));
  client.on('finish', () => events.push('finish'));
  client.on('close', (hadError) => {
    events.push(`close ${hadError}`);
    assert.strictEqual(client.bytesRead, 'you said hello'.length);
    assert.strictEqual(client.bytesWritten, 5);
    assert.strictEqual(client.readyState, 'closed');
    assert.strictEqual(client.destroyed, true);
    server.close(() => {
      assert.strictEqual(server.listening, false);
      assert.strictEqual(server.address(), null);
      assert.deepStrictEqual(events.filter((event) => !event.startsWith('server')), [
        'connect', 'ready', 'written', 'client data you said hello', 'end', 'finish', 'close false',
      ]);
      assert.ok(events.includes('server data hello'));
    });
  });
});
