// Middleware around middleware, a router, bodies and streams, cookies, errors and conditional answers.
import http from 'node:http';
import { Readable } from 'node:stream';
import Koa from 'koa';
import Router from '@koa/router';

const app = new Koa({ keys: ['secret'], proxy: true });
app.silent = true;
app.on('error', (error, context) => console.log('reported', error.message, context?.path));
app.use(async (context, next) => {
  const steps = (context.state.steps = ['in']);
  await next();
  steps.push('out');
  context.set('X-Steps', steps.join());
});
app.use(async (context, next) => {
  try {
    await next();
  } catch (error) {
    if (!error.expose) throw error;
    context.status = error.status;
    context.body = { error: error.message, extra: error.extra };
  }
});
const router = new Router({ prefix: '/api' });
router.param('id', (id, context, next) => (/^\d+$/.test(id) ? next() : context.throw(400, 'id must be a number', { extra: id })));
router.get('user', '/users/:id', (context) => {
  context.state.steps.push('user');
  context.body = { id: context.params.id, url: router.url('user', 7), query: context.query, ip: context.ip, matched: context._matchedRoute };
});
router.post('/sum', async (context) => {
  let text = '';
  for await (const part of context.req) text += part;
  context.assert(text, 400, 'a body is needed');
  context.body = { sum: JSON.parse(text).reduce((sum, n) => sum + n, 0) };
});
router.get('/boom', () => {
  throw new Error('boom');
});
app.use(router.routes()).use(router.allowedMethods());
app.use(async (context) => {
  switch (context.path) {
    case '/text': context.body = 'text é'; break;
    case '/html': context.body = '<p>html'; break;
    case '/buffer': context.body = Buffer.from([1, 2, 3]); break;
    case '/stream': context.type = 'text/plain'; context.body = Readable.from(['a', 'b', 'c']); break;
    case '/null': context.body = null; break;
    case '/empty': context.status = 204; break;
    case '/redirect': context.redirect('/text'); break;
    case '/cookie': context.cookies.set('name', 'value', { signed: true, httpOnly: true }); context.body = context.cookies.get('sent') ?? 'none'; break;
    case '/fresh': context.etag = 'abc'; context.status = 200; context.body = 'fresh'; if (context.fresh) context.status = 304; break;
    case '/accepts': context.body = String(context.accepts('json', 'html')); break;
    case '/info': context.body = { protocol: context.protocol, host: context.host, secure: context.secure, subdomains: context.subdomains, length: context.request.length, charset: context.request.charset, type: context.is('json', 'text') }; break;
    case '/attachment': context.attachment('ü.txt'); context.body = 'x'; break;
    case '/web': context.body = new Blob(['a web blob']).stream(); break;
  }
});

const server = http.createServer(app.callback());
await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
const ask = (method, path, headers = {}, body) =>
  new Promise((resolve, reject) => {
    const request = http.request({ port: server.address().port, host: '127.0.0.1', method, path, headers: { connection: 'close', ...headers } }, (response) => {
      response.setEncoding('utf8');
      let text = '';
      response.on('data', (part) => (text += part)).on('end', () => resolve([response.statusCode, response.headers, text]));
    });
    request.on('error', reject).end(body);
  });
for (const question of [
  ['GET', '/api/users/42?a=1&a=2'],
  ['GET', '/api/users/x'],
  ['POST', '/api/sum', { 'content-type': 'application/json' }, '[1,2,3]'],
  ['POST', '/api/sum'],
  ['DELETE', '/api/sum'],
  ['OPTIONS', '/api/users/1'],
  ['PROPFIND', '/api/users/1'],
  ['GET', '/api/boom'],
  ...['/text', '/html', '/buffer', '/stream', '/null', '/empty', '/redirect', '/attachment', '/web', '/none'].map((path) => ['GET', path]),
  ['HEAD', '/text'],
  ['GET', '/cookie', { cookie: 'sent=1' }],
  ['GET', '/fresh', { 'if-none-match': '"abc"' }],
  ['GET', '/accepts', { accept: 'text/html;q=0.9, application/json;q=0.1' }],
  ['POST', '/info', { 'x-forwarded-proto': 'https', 'x-forwarded-host': 'a.b.example.com', 'content-type': 'text/plain; charset=latin1' }, 'four'],
]) {
  const [status, { date, ...headers }, body] = await ask(...question);
  console.log(question[0], question[1], status, headers, JSON.stringify(body));
}
console.log(app.toJSON(), app.middleware.length);
server.close(() => console.log('closed'));
