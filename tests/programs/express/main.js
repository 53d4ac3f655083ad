'use strict';
// A server with routes, parameters, bodies, files, errors and a router; asked a thousand times.
const http = require('http');
const path = require('path');
const express = require('express');

const app = express();
app.disable('x-powered-by');
app.set('json spaces', 1);
app.use((request, response, next) => {
  response.set('X-Seen', String((request.app.locals.seen = (request.app.locals.seen ?? 0) + 1)));
  next();
});
app.use(express.json({ limit: '10kb' }), express.urlencoded({ extended: true }), express.text());
app.use('/static', express.static(path.join(__dirname, 'public'), { maxAge: '1h', etag: true, lastModified: false }));
app.get('/', (request, response) => response.send('hello'));
app.get('/users/:id', (request, response) => response.json({ id: request.params.id, query: request.query, ip: request.ip?.includes('127.0.0.1'), path: request.path, host: request.hostname, secure: request.secure }));
app.get('/files/*rest', (request, response) => response.type('txt').send(request.params.rest.join('|')));
app.post('/echo', (request, response) => response.status(201).location('/echo/1').json({ got: request.body, type: request.get('content-type') }));
app.get('/redirect', (request, response) => response.redirect(302, '/'));
app.get('/cookie', (request, response) => response.cookie('a', 'b c', { httpOnly: true, maxAge: 1000 * 60 }).clearCookie('old').vary('Accept').links({ next: '/2' }).sendStatus(200));
app.get('/accept', (request, response) => response.format({ json: () => response.json({ as: 'json' }), html: () => response.send('<p>html</p>'), default: () => response.status(406).end() }));
app.get('/download', (request, response) => response.download(path.join(__dirname, 'public/page.html'), 'name é.html'));
app.get('/stream', async (request, response) => {
  for (const part of ['one', 'two', 'three']) {
    response.write(part);
    await new Promise(setImmediate);
  }
  response.end();
});
app.get('/throws', () => {
  throw Object.assign(new Error('thrown'), { status: 418, expose: true });
});
app.get('/rejects', async () => {
  await null;
  throw new Error('rejected');
});
const router = express.Router({ mergeParams: true });
router.param('item', (request, response, next, item) => {
  request.item = `<${item}>`;
  next(item === 'bad' ? new Error('bad item') : null);
});
router.route('/:item').get((request, response) => response.send(`${request.params.shop} ${request.item} ${request.baseUrl}`)).put((request, response) => response.send('put')).all((request, response) => response.status(405).send('no'));
app.use('/shops/:shop', router);
app.all('/any', (request, response, next) => next('route'), () => {});
app.use((request, response) => response.status(404).json({ missing: request.originalUrl }));
app.use((error, request, response, next) => {
  if (response.headersSent) return next(error);
  response.status(error.status ?? 500).json({ error: error.message, type: error.type });
});

const server = app.listen(0, '127.0.0.1', async () => {
  const { port } = server.address();
  const agent = new http.Agent({ keepAlive: true, maxSockets: 10 });
  const ask = (method, url, { headers = {}, body } = {}) =>
    new Promise((resolve, reject) => {
      const request = http.request({ port, host: '127.0.0.1', method, path: url, headers, agent }, (response) => {
        const parts = [];
        response.on('data', (part) => parts.push(part));
        response.on('end', () => resolve({ status: response.statusCode, headers: response.headers, body: Buffer.concat(parts).toString() }));
      });
      request.on('error', reject);
      request.end(body);
    });
  const json = (value) => ({ headers: { 'content-type': 'application/json' }, body: typeof value === 'string' ? value : JSON.stringify(value) });
  for (const [method, url, options] of [
    ['GET', '/'],
    ['HEAD', '/'],
    ['OPTIONS', '/echo'],
    ['GET', '/users/42?a=1&b[]=2&b[]=3&c=%20d'],
    ['GET', '/users/a%2Fb%20c'],
    ['GET', '/users/%ZZ'],
    ['GET', '/files/a/b/c.txt'],
    ['POST', '/echo', json({ a: [1, { b: null }], é: '🎉' })],
    ['POST', '/echo', json('{"broken": ')],
    ['POST', '/echo', json({ big: 'x'.repeat(20000) })],
    ['POST', '/echo', { headers: { 'content-type': 'application/x-www-form-urlencoded' }, body: 'a[b]=1&a[c]=2&d=x+y' }],
    ['POST', '/echo', { headers: { 'content-type': 'text/plain' }, body: 'plain' }],
    ['GET', '/redirect'],
    ['GET', '/cookie'],
    ['GET', '/accept', { headers: { accept: 'text/html' } }],
    ['GET', '/accept', { headers: { accept: 'application/json' } }],
    ['GET', '/accept', { headers: { accept: 'image/png' } }],
    ['GET', '/static/page.html'],
    ['GET', '/static/page.html', { headers: { range: 'bytes=0-4' } }],
    ['GET', '/static/../main.js'],
    ['GET', '/static/none.html'],
    ['GET', '/download'],
    ['GET', '/stream'],
    ['GET', '/throws'],
    ['GET', '/rejects'],
    ['GET', '/shops/s1/i1'],
    ['PUT', '/shops/s1/i1'],
    ['DELETE', '/shops/s1/i1'],
    ['GET', '/shops/s1/bad'],
    ['GET', '/any'],
    ['GET', '/none?x=1'],
  ]) {
    const answer = await ask(method, url, options);
    const { date, connection, 'keep-alive': keepAlive, ...headers } = answer.headers;
    if (headers['set-cookie']) headers['set-cookie'] = headers['set-cookie'].map((cookie) => cookie.replace(/Expires=(?!Thu, 01 Jan 1970)[^;]*/, 'Expires=…'));
    // Those of a file say when it was written.
    if (/static|download/.test(url)) for (const name of ['etag', 'last-modified']) if (headers[name]) headers[name] = typeof headers[name];
    console.log(method, url, answer.status, headers, typeof date, connection);
    console.log(answer.body);
  }
  const page = await ask('GET', '/static/page.html');
  console.log('cached', (await ask('GET', '/static/page.html', { headers: { 'if-none-match': page.headers.etag } })).status);
  const answers = await Promise.all(Array.from({ length: 1000 }, (_, at) => (at % 2 ? ask('GET', `/users/${at}`) : ask('POST', '/echo', json({ at })))));
  console.log(answers.length, answers.filter((answer) => answer.status === 200).length, answers.every((answer, at) => answer.body.includes(String(at))));
  console.log(app.locals.seen);
  agent.destroy();
  server.close(() => console.log('closed'));
});
