'use strict';
// Servers: the forms of listen, limits, references, paths.
const assert = require('node:assert');
const fs = require('node:fs');
const net = require('node:net');
const os = require('node:os');
const path = require('node:path');
const { once } = require('node:events');

(async () => {
  {
    // Without a host both families are served.
    const server = net.createServer((socket) => socket.end()).listen();
    await once(server, 'listening');
    assert.ok(['::', '0.0.0.0'].includes(server.address().address));
    const client = net.connect(server.address().port, '127.0.0.1');
    await once(client, 'connect');
    client.resume();
    await once(client, 'close');
    server.close();
    await once(server, 'close');
  }
  {
    const server = net.createServer();
    assert.strictEqual(server.listen({ port: '0', host: 'localhost', backlog: 5, exclusive: true }), server);
    await once(server, 'listening');
    assert.ok(server.address().port > 0);
    assert.strictEqual(server.unref().ref(), server);
    server.close();
  }
  {
    // A limit: who comes too late is told about and closed.
    const server = net.createServer();
    server.maxConnections = 1;
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const first = net.connect(server.address().port, '127.0.0.1');
    await once(server, 'connection');
    const second = net.connect(server.address().port, '127.0.0.1');
    second.on('error', () => {});
    const [dropped] = await once(server, 'drop');
    assert.strictEqual(dropped.localPort, server.address().port);
    assert.strictEqual(dropped.remoteFamily, 'IPv4');
    const count = await new Promise((resolve, reject) => {
      server.getConnections((error, number) => (error ? reject(error) : resolve(number)));
    });
    assert.strictEqual(count, 1);
    first.destroy();
    second.destroy();
    server.close();
    await once(server, 'close');
  }
  {
    const controller = new AbortController();
    const server = net.createServer().listen({ port: 0, signal: controller.signal });
    await once(server, 'listening');
    controller.abort();
    await once(server, 'close');
  }
  {
    // Local sockets by path; closing removes the path.
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'net-'));
    const name = path.join(folder, 'socket');
    const server = net.createServer((socket) => socket.pipe(socket));
    server.listen({ path: name, readableAll: true, writableAll: true });
    await once(server, 'listening');
    assert.strictEqual(server.address(), name);
    assert.strictEqual(fs.statSync(name).mode & 0o666, 0o666);
    const client = net.connect(name);
    client.end('through a path');
    let all = '';
    for await (const chunk of client) all += chunk;
    assert.strictEqual(all, 'through a path');
    assert.deepStrictEqual(client.address(), {});
    server.close();
    await once(server, 'close');
    assert.strictEqual(fs.existsSync(name), false);
    fs.rmSync(folder, { recursive: true });
  }
  {
    const blockList = new net.BlockList();
    blockList.addAddress('127.0.0.1');
    const server = net.createServer({ blockList }).listen(0, '127.0.0.1');
    server.on('connection', () => assert.fail('blocked'));
    await once(server, 'listening');
    const client = net.connect(server.address().port, '127.0.0.1');
    client.on('error', () => {});
    client.resume();
    await once(client, 'close');
    await server[Symbol.asyncDispose]();
  }
})();
