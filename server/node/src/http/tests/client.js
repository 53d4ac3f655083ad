'use strict';
// Requests: options, bodies, responses, errors.
const assert = require('node:assert');
const http = require('node:http');
const { once } = require('node:events');

assert.throws(() => http.request({ path: 'a b' }), { code: 'ERR_UNESCAPED_CHARACTERS' });
assert.throws(() => http.request({ protocol: 'x:' }), { code: 'ERR_INVALID_PROTOCOL' });
assert.throws(() => http.request({ method: 'A B' }), { code: 'ERR_INVALID_HTTP_TOKEN' });
assert.throws(() => http.request({ agent: {} }), { code: 'ERR_INVALID_ARG_TYPE' });
assert.throws(() => http.request({ host: 1 }), { code: 'ERR_INVALID_ARG_TYPE' });
assert.throws(() => http.request('x'), { code: 'ERR_INVALID_URL' });

function answer(request) {
  return new Promise((resolve, reject) => {
    request.on('error', reject);
    request.on('response', async (response) => {
      let body = '';
      response.setEncoding('utf8');
      for await (const chunk of response) body += chunk;
      resolve({ response, body });
    });
  });
}

(async () => {
  const server = http.createServer(async (req, res) => {
    let body = '';
    for await (const chunk of req) body += chunk;
    if (req.url === '/continue') assert.strictEqual(req.headers.expect, '100-continue');
    res.setHeader('Set-Cookie', ['a=1', 'b=2']);
    res.setHeader('X-Twice', ['1', '2']);
    res.end(JSON.stringify({ method: req.method, url: req.url, headers: req.headers, body, trailers: req.trailers }));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address();
  const base = { port, host: '127.0.0.1', agent: false };

  {
    const { response, body } = await answer(http.get({ ...base, path: '/a?b=c', headers: { 'X-Mine': 'yes' }, auth: 'u:p' }));
    assert.strictEqual(response.statusCode, 200);
    assert.strictEqual(response.statusMessage, 'OK');
    assert.strictEqual(response.httpVersion, '1.1');
    assert.strictEqual(response.complete, true);
    assert.deepStrictEqual(response.headers['set-cookie'], ['a=1', 'b=2']);
    assert.strictEqual(response.headers['x-twice'], '1, 2');
    assert.deepStrictEqual(response.headersDistinct['x-twice'], ['1', '2']);
    assert.ok(response.rawHeaders.includes('Set-Cookie'));
    assert.deepStrictEqual(JSON.parse(body), {
      method: 'GET',
      url: '/a?b=c',
      headers: { 'x-mine': 'yes', 'host': `127.0.0.1:${port}`, 'authorization': 'Basic dTpw', 'connection': 'close' },
      body: '',
      trailers: {},
    });
  }
  {
    const request = http.request(new URL(`http://127.0.0.1:${port}/post`), { method: 'post', agent: false });
    request.setHeader('Trailer', 'X-End');
    request.write('one ');
    request.write(Buffer.from('two'));
    request.addTrailers({ 'X-End': 'yes' });
    request.end();
    const seen = JSON.parse((await answer(request)).body);
    assert.strictEqual(seen.method, 'POST');
    assert.strictEqual(seen.headers['transfer-encoding'], 'chunked');
    assert.strictEqual(seen.body, 'one two');
    assert.deepStrictEqual(seen.trailers, { 'x-end': 'yes' });
  }
  {
    const request = http.request({ ...base, method: 'PUT', path: '/length' });
    request.end('\u00e9\u00e9');
    const seen = JSON.parse((await answer(request)).body);
    assert.strictEqual(seen.headers['content-length'], '4');
    assert.strictEqual(seen.body, '\u00e9\u00e9');
  }
  {
    const request = http.request({ ...base, method: 'POST', path: '/continue', headers: { Expect: '100-continue' } });
    await once(request, 'continue');
    request.end('now');
    assert.strictEqual(JSON.parse((await answer(request)).body).body, 'now');
  }
  {
    const controller = new AbortController();
    const request = http.get({ ...base, signal: controller.signal });
    controller.abort();
    const [error] = await once(request, 'error');
    assert.strictEqual(error.name, 'AbortError');
    assert.strictEqual(request.destroyed, true);
  }
  {
    const silent = http.createServer(() => {}).listen(0, '127.0.0.1');
    await once(silent, 'listening');
    const request = http.get({ ...base, port: silent.address().port, timeout: 20 });
    await once(request, 'timeout');
    request.destroy(new Error('mine'));
    const [error] = await once(request, 'error');
    assert.strictEqual(error.message, 'mine');

    const hung = http.get({ ...base, port: silent.address().port });
    silent.once('request', (req) => req.socket.destroy());
    const [hangUp] = await once(hung, 'error');
    assert.strictEqual(hangUp.code, 'ECONNRESET');
    assert.strictEqual(hangUp.message, 'socket hang up');
    silent.close();
  }
  {
    // A body that is cut off: 'aborted' and an error.
    const cut = http.createServer((req, res) => {
      res.writeHead(200, { 'Content-Length': 100 });
      res.write('short', () => res.destroy());
    }).listen(0, '127.0.0.1');
    await once(cut, 'listening');
    const [response] = await once(http.get({ ...base, port: cut.address().port }), 'response');
    response.resume();
    const [error] = await once(response, 'error');
    assert.strictEqual(error.code, 'ECONNRESET');
    assert.strictEqual(error.message, 'aborted');
    assert.strictEqual(response.complete, false);
    cut.close();
  }
  server.close();
})();
