'use strict';
const assert = require('node:assert');
const dc = require('node:diagnostics_channel');
const http = require('node:http');
const net = require('node:net');

const seen = [];
const note = (name) => dc.subscribe(name, (message) => seen.push([name, Object.keys(message)]));
note('net.client.socket');
note('net.server.socket');
note('http.server.response.created');
note('http.server.request.start');
for (const part of ['asyncStart', 'asyncEnd', 'error']) note(`tracing:net.server.listen:${part}`);

const server = http.createServer((request, response) => response.end('done'));
server.listen({ port: 0, host: '127.0.0.1' }, () => {
  const second = net.createServer();
  second.on('error', (error) => {
    assert.strictEqual(error.code, 'EADDRINUSE');
    const socket = net.connect(server.address().port, '127.0.0.1');
    socket.end('GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n');
    socket.resume().on('close', () => server.close());
  });
  second.listen({ port: server.address().port, host: '127.0.0.1' });
});

process.on('exit', () => {
  assert.deepStrictEqual(seen, [
    ['tracing:net.server.listen:asyncStart', ['server', 'options']],
    ['tracing:net.server.listen:asyncEnd', ['server']],
    ['tracing:net.server.listen:asyncStart', ['server', 'options']],
    ['tracing:net.server.listen:error', ['server', 'error']],
    ['net.client.socket', ['socket']],
    ['net.server.socket', ['socket']],
    ['http.server.response.created', ['request', 'response']],
    ['http.server.request.start', ['request', 'response', 'socket', 'server']],
  ]);
});
