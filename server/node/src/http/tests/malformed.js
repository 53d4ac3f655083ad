'use strict';
// Messages that are wrong, or could be read in two ways: the codes of 'clientError' and the answers.
const assert = require('node:assert');
const http = require('node:http');
const net = require('node:net');
const { once } = require('node:events');

const bad = [
  ['NONSENSE / HTTP/1.1\r\n\r\n', 'HPE_INVALID_METHOD'],
  ['GET / HTTP/1.5\r\n\r\n', 'HPE_INVALID_VERSION'],
  ['GET /\u0001 HTTP/1.1\r\n\r\n', 'HPE_INVALID_URL'],
  ['GET / HTTP/1.1\r\nBad Name: x\r\n\r\n', 'HPE_INVALID_HEADER_TOKEN'],
  ['GET / HTTP/1.1\r\nA: \u0000\r\n\r\n', 'HPE_INVALID_HEADER_TOKEN'],
  ['GET / HTTP/1.1\r\nA: b\n\r\n', 'HPE_CR_EXPECTED'],
  ['GET / HTTP/1.1\r\nA: b\r\n folded\r\n\r\n', 'HPE_INVALID_HEADER_TOKEN'],
  ['POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\nContent-Length: 4\r\n\r\n', 'HPE_UNEXPECTED_CONTENT_LENGTH'],
  ['POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n', 'HPE_INVALID_TRANSFER_ENCODING'],
  ['POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\nContent-Length: 3\r\n\r\n', 'HPE_INVALID_CONTENT_LENGTH'],
  ['POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked, gzip\r\n\r\n', 'HPE_INVALID_TRANSFER_ENCODING'],
  ['POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nz\r\n', 'HPE_INVALID_CHUNK_SIZE'],
  [`GET / HTTP/1.1\r\nA: ${'x'.repeat(17000)}\r\n\r\n`, 'HPE_HEADER_OVERFLOW', 431],
];

(async () => {
  const server = http.createServer((req, res) => {
    req.on('error', () => {});
    req.resume();
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');

  for (const [text, code] of bad) {
    const socket = net.connect(server.address().port, '127.0.0.1');
    socket.on('error', () => {});
    socket.write(text, 'latin1');
    const [error, connection] = await once(server, 'clientError');
    assert.strictEqual(error.code, code, text.slice(0, 80));
    assert.match(error.message, /^Parse Error: /);
    assert.ok(Buffer.isBuffer(error.rawPacket));
    assert.strictEqual(typeof error.bytesParsed, 'number');
    connection.destroy();
    socket.destroy();
  }

  // Without a listener the server answers by itself.
  for (const [text, , status = 400] of [bad[0], bad.at(-1)]) {
    const socket = net.connect(server.address().port, '127.0.0.1');
    socket.on('error', () => {});
    socket.write(text, 'latin1');
    let all = '';
    try {
      for await (const chunk of socket) all += chunk;
    } catch {
      // What was not read makes a reset of the close.
    }
    assert.match(all, new RegExp(`^HTTP/1\\.1 ${status} `));
  }

  // The lenient parser takes some of it.
  const lenient = http.createServer({ insecureHTTPParser: true }, (req, res) => res.end(req.headers.a)).listen(0, '127.0.0.1');
  await once(lenient, 'listening');
  const socket = net.connect(lenient.address().port, '127.0.0.1');
  socket.end('GET / HTTP/1.1\r\nHost: x\r\nA: b\r\n folded\r\nConnection: close\r\n\r\n');
  let all = '';
  for await (const chunk of socket) all += chunk;
  assert.ok(all.endsWith('b folded'));
  lenient.close();
  server.close();
})();
