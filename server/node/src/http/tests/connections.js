'use strict';
// Connections of a server: upgrade, CONNECT, expectations, limits, timeouts, closing.
const assert = require('node:assert');
const http = require('node:http');
const net = require('node:net');
const { once } = require('node:events');

async function listen(...args) {
  const server = http.createServer(...args).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return server;
}

const connect = (server) => net.connect(server.address().port, '127.0.0.1');

async function all(socket) {
  let text = '';
  socket.setEncoding('latin1');
  for await (const chunk of socket) text += chunk;
  return text;
}

(async () => {
  {
    // The connection is handed over together with the bytes that came early.
    const server = await listen();
    server.on('upgrade', (req, socket, head) => {
      assert.strictEqual(req.headers.upgrade, 'echo');
      assert.strictEqual(head.toString(), 'early');
      assert.strictEqual(socket.listenerCount('data'), 0);
      socket.write('HTTP/1.1 101 Switching Protocols\r\nConnection: upgrade\r\nUpgrade: echo\r\n\r\n');
      socket.pipe(socket);
      socket.unshift(head);
    });
    const raw = connect(server);
    raw.end('GET / HTTP/1.1\r\nHost: x\r\nConnection: upgrade\r\nUpgrade: echo\r\n\r\nearly');
    assert.match(await all(raw), /^HTTP\/1\.1 101 Switching Protocols\r\n[^]+\r\n\r\nearly$/);
    server.close();
  }
  {
    const server = await listen();
    server.on('upgrade', (req, socket) => {
      socket.write('HTTP/1.1 101 Switching Protocols\r\nConnection: upgrade\r\nUpgrade: echo\r\n\r\n');
      socket.pipe(socket);
    });
    const request = http.get({
      port: server.address().port,
      host: '127.0.0.1',
      headers: { Connection: 'upgrade', Upgrade: 'echo' },
    });
    const [response, socket] = await once(request, 'upgrade');
    assert.strictEqual(response.statusCode, 101);
    socket.end('and back');
    assert.strictEqual(await all(socket), 'and back');
    server.close();
  }
  {
    const server = await listen();
    server.on('connect', (req, socket) => {
      assert.strictEqual(req.url, 'example.org:443');
      socket.end('HTTP/1.1 200 Connection established\r\n\r\ntunnel');
    });
    const request = http.request({ port: server.address().port, host: '127.0.0.1', method: 'CONNECT', path: 'example.org:443' });
    request.end();
    const [response, socket, head] = await once(request, 'connect');
    assert.strictEqual(response.statusCode, 200);
    socket.unshift(head);
    assert.strictEqual(await all(socket), 'tunnel');
    server.close();
  }
  {
    // An upgrade that nobody listens for is an ordinary request.
    const server = await listen((req, res) => {
      assert.strictEqual(req.upgrade, false);
      res.end('no');
    });
    const socket = connect(server);
    socket.write('GET / HTTP/1.1\r\nHost: x\r\nConnection: upgrade, close\r\nUpgrade: y\r\n\r\n');
    assert.match(await all(socket), /no$/);
    server.close();
  }
  {
    const server = await listen({ requireHostHeader: false }, (req, res) => res.end());
    server.on('checkContinue', (req, res) => {
      res.writeContinue();
      req.resume().on('end', () => res.end('checked'));
    });
    const socket = connect(server);
    socket.write('POST / HTTP/1.1\r\nExpect: 100-continue\r\nContent-Length: 1\r\nConnection: close\r\n\r\nx');
    assert.match(await all(socket), /^HTTP\/1\.1 100 Continue\r\n\r\nHTTP\/1\.1 200 OK[^]+checked$/);
    const odd = connect(server);
    odd.write('GET / HTTP/1.1\r\nExpect: odd\r\nConnection: close\r\n\r\n');
    assert.match(await all(odd), /^HTTP\/1\.1 417 Expectation Failed/);
    server.close();
  }
  {
    const server = await listen((req, res) => res.end());
    server.maxRequestsPerSocket = 2;
    const socket = connect(server);
    const dropped = once(server, 'dropRequest');
    socket.write('GET / HTTP/1.1\r\nHost: x\r\n\r\n'.repeat(3));
    const text = await all(socket);
    assert.match(text, /Keep-Alive: timeout=5, max=2/);
    assert.strictEqual(text.match(/Connection: close/g).length >= 1, true);
    await Promise.race([dropped, once(socket, 'close')]);
    server.close();
  }
  {
    // A head that does not come.
    const server = await listen({ headersTimeout: 40, requestTimeout: 80, connectionsCheckingInterval: 20 }, () => {});
    const socket = connect(server);
    socket.write('GET / HTTP/1.1\r\n');
    assert.strictEqual(await all(socket), 'HTTP/1.1 408 Request Timeout\r\nConnection: close\r\n\r\n');
    server.close();
  }
  {
    // An idle connection is given up after its time.
    const server = await listen({ keepAliveTimeout: 20, keepAliveTimeoutBuffer: 0 }, (req, res) => res.end('x'));
    const socket = connect(server);
    socket.write('GET / HTTP/1.1\r\nHost: x\r\n\r\n');
    assert.match(await all(socket), /x$/);
    server.close();
  }
  {
    // close() ends idle connections, closeAllConnections() the others.
    let arrived;
    const isBusy = new Promise((resolve) => {
      arrived = resolve;
    });
    const server = await listen((req, res) => {
      if (req.url === '/idle') res.end('x');
      else arrived();
    });
    const idle = connect(server);
    const busy = connect(server);
    idle.write('GET /idle HTTP/1.1\r\nHost: x\r\n\r\n');
    busy.write('GET /busy HTTP/1.1\r\nHost: x\r\n\r\n');
    busy.on('error', () => {});
    await Promise.all([once(idle, 'data'), isBusy]);
    // The response is out, and its request is over on the server's side too.
    await new Promise(setImmediate);
    server.close();
    await once(idle, 'close');
    server.closeAllConnections();
    await once(server, 'close');
    busy.destroy();
  }
  {
    // The body of a request comes in pieces; backpressure holds the sender.
    let total = 0;
    const server = await listen((req, res) => {
      req.on('data', (chunk) => {
        total += chunk.length;
        req.pause();
        setImmediate(() => req.resume());
      });
      req.on('end', () => {
        assert.strictEqual(req.complete, true);
        res.end();
      });
    });
    const request = http.request({ port: server.address().port, host: '127.0.0.1', method: 'POST', agent: false });
    for (let index = 0; index < 20; index++) request.write(Buffer.alloc(50_000));
    request.end();
    const [response] = await once(request, 'response');
    response.resume();
    await once(response, 'end');
    assert.strictEqual(total, 1_000_000);
    server.close();
  }
})();
