'use strict';
// What a server writes and reads, byte for byte.
const assert = require('node:assert');
const http = require('node:http');
const net = require('node:net');
const { once } = require('node:events');

// Sends `text` and gives back all that the server answers until it closes.
async function talk(server, text) {
  const socket = net.connect(server.address().port, '127.0.0.1');
  socket.setEncoding('latin1');
  socket.write(text);
  let all = '';
  for await (const chunk of socket) all += chunk;
  return all.replace(/Date: [^\r]+/g, 'Date: X');
}

const close = 'Host: x\r\nConnection: close\r\n\r\n';

const handlers = {
  '/text': (req, res) => res.end('hello'),
  '/utf8': (req, res) => res.end('\u00e9'),
  '/buffer': (req, res) => res.end(Buffer.from([1, 2, 3])),
  '/pieces': (req, res) => {
    res.write('one');
    res.end('two');
  },
  '/empty': (req, res) => {
    res.statusCode = 204;
    res.end();
  },
  '/head': (req, res) => {
    res.sendDate = false;
    res.setHeader('X-Set', ['a', 'b']);
    res.writeHead(404, 'Nowhere', { 'X-Given': 1 });
    res.end();
  },
  '/trailers': (req, res) => {
    res.setHeader('Trailer', 'X-After');
    res.write('body');
    res.addTrailers({ 'X-After': 'yes' });
    res.end();
  },
  '/hints': (req, res) => {
    res.writeEarlyHints({ link: '</style.css>; rel=preload' });
    res.writeProcessing();
    res.end('done');
  },
};

(async () => {
  const server = http.createServer((req, res) => handlers[req.url](req, res)).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const get = (path, method = 'GET') => talk(server, `${method} ${path} HTTP/1.1\r\n${close}`);

  const ok = 'HTTP/1.1 200 OK\r\nDate: X\r\nConnection: close\r\n';
  assert.strictEqual(await get('/text'), `${ok}Content-Length: 5\r\n\r\nhello`);
  assert.strictEqual(await get('/text', 'HEAD'), `${ok}\r\n`);
  assert.strictEqual(await get('/utf8'), `${ok}Content-Length: 2\r\n\r\n\u00c3\u00a9`);
  assert.strictEqual(await get('/buffer'), `${ok}Content-Length: 3\r\n\r\n\u0001\u0002\u0003`);
  assert.strictEqual(await get('/pieces'), `${ok}Transfer-Encoding: chunked\r\n\r\n3\r\none\r\n3\r\ntwo\r\n0\r\n\r\n`);
  assert.strictEqual(await get('/empty'), 'HTTP/1.1 204 No Content\r\nDate: X\r\nConnection: close\r\n\r\n');
  assert.strictEqual(
    await get('/head'),
    'HTTP/1.1 404 Nowhere\r\nX-Set: a\r\nX-Set: b\r\nX-Given: 1\r\nConnection: close\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n',
  );
  assert.strictEqual(
    await get('/trailers'),
    'HTTP/1.1 200 OK\r\nTrailer: X-After\r\nDate: X\r\nConnection: close\r\nTransfer-Encoding: chunked\r\n\r\n' +
      '4\r\nbody\r\n0\r\nX-After: yes\r\n\r\n',
  );
  assert.strictEqual(
    await get('/hints'),
    'HTTP/1.1 103 Early Hints\r\nLink: </style.css>; rel=preload\r\n\r\n' +
      `HTTP/1.1 102 Processing\r\n\r\n${ok}Content-Length: 4\r\n\r\ndone`,
  );

  // HTTP/1.0 knows no chunks: the end of the connection is the end of the body.
  assert.strictEqual(await talk(server, 'GET /pieces HTTP/1.0\r\n\r\n'), `${ok}\r\nonetwo`);

  // Several requests in one packet are answered in their order, on one connection.
  const pipelined = await talk(server, `GET /text HTTP/1.1\r\nHost: x\r\n\r\nGET /pieces HTTP/1.1\r\n${close}`);
  assert.strictEqual(
    pipelined,
    'HTTP/1.1 200 OK\r\nDate: X\r\nConnection: keep-alive\r\nKeep-Alive: timeout=5\r\nContent-Length: 5\r\n\r\nhello' +
      `${ok}Transfer-Encoding: chunked\r\n\r\n3\r\none\r\n3\r\ntwo\r\n0\r\n\r\n`,
  );

  // HTTP/1.1 without a Host.
  assert.match(await talk(server, 'GET /text HTTP/1.1\r\n\r\n'), /^HTTP\/1\.1 400 Bad Request\r\nConnection: close\r\n/);
  server.close();
})();
