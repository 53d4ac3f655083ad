'use strict';
// Agents: sharing, limits, order, names.
const assert = require('node:assert');
const http = require('node:http');
const { once } = require('node:events');

assert.throws(() => new http.Agent({ scheduling: 'x' }), { code: 'ERR_INVALID_ARG_VALUE' });
assert.throws(() => new http.Agent({ maxTotalSockets: 0 }), { code: 'ERR_OUT_OF_RANGE' });
const plain = new http.Agent();
assert.strictEqual(plain.getName({ host: 'h', port: 1, localAddress: 'l', family: 6 }), 'h:1:l:6');
assert.strictEqual(plain.getName({ socketPath: '/s' }), 'localhost:::/s');
assert.strictEqual(plain.maxSockets, Infinity);
assert.strictEqual(plain.maxFreeSockets, 256);
assert.strictEqual(plain.keepAlive, false);
assert.strictEqual(http.globalAgent.keepAlive, true);
assert.strictEqual(http.Agent.defaultMaxSockets, Infinity);

(async () => {
  let connections = 0;
  const server = http.createServer((req, res) => res.end(req.url)).listen(0, '127.0.0.1');
  server.on('connection', () => connections++);
  await once(server, 'listening');
  const { port } = server.address();
  const name = `127.0.0.1:${port}:`;
  const get = (agent, path) => new Promise((resolve, reject) => {
    const request = http.get({ host: '127.0.0.1', port, path, agent }, (response) => {
      response.resume().on('end', () => resolve(request));
    }).on('error', reject);
  });
  const freed = (agent) => new Promise((resolve) => agent.once('free', () => setImmediate(resolve)));

  const agent = new http.Agent({ keepAlive: true, maxSockets: 1 });
  const first = freed(agent);
  assert.strictEqual((await get(agent, '/1')).reusedSocket, false);
  await first;
  assert.strictEqual(agent.freeSockets[name].length, 1);
  assert.strictEqual(agent.totalSocketCount, 1);
  assert.strictEqual((await get(agent, '/2')).reusedSocket, true);
  assert.strictEqual(connections, 1);

  // More requests than sockets wait their turn.
  const three = Promise.all([get(agent, '/3'), get(agent, '/4'), get(agent, '/5')]);
  assert.ok(agent.requests[name].length >= 1);
  await three;
  assert.strictEqual(connections, 1);
  assert.deepStrictEqual(Object.keys(agent.requests), []);
  agent.destroy();

  // Without keepAlive each request has its own connection.
  connections = 0;
  await Promise.all([get(plain, '/6'), get(plain, '/7')]);
  assert.strictEqual(connections, 2);

  // A server that announces a short time is not trusted with longer.
  const short = http.createServer({ keepAliveTimeout: 2000 }, (req, res) => res.end()).listen(0, '127.0.0.1');
  await once(short, 'listening');
  const patient = new http.Agent({ keepAlive: true, timeout: 5000 });
  const idle = freed(patient);
  http.get({ host: '127.0.0.1', port: short.address().port, agent: patient }, (response) => response.resume());
  await idle;
  const [socket] = Object.values(patient.freeSockets)[0];
  assert.strictEqual(socket.timeout, 1000);
  patient.destroy();
  short.close();
  server.close();
  server.closeAllConnections();
})();
