'use strict';
// Messages without a network: header rules and states.
const assert = require('node:assert');
const http = require('node:http');

assert.ok(http.METHODS.includes('PROPFIND'));
assert.strictEqual(http.STATUS_CODES[418], "I'm a Teapot");
assert.strictEqual(http.maxHeaderSize, 16 * 1024);
assert.throws(() => http.validateHeaderName('a b'), { code: 'ERR_INVALID_HTTP_TOKEN' });
assert.throws(() => http.validateHeaderValue('a', undefined), { code: 'ERR_HTTP_INVALID_HEADER_VALUE' });
assert.throws(() => http.validateHeaderValue('a', '\u0100'), { code: 'ERR_INVALID_CHAR' });
assert.throws(() => http.setMaxIdleHTTPParsers(0), { code: 'ERR_OUT_OF_RANGE' });
assert.throws(() => http.createServer({ headersTimeout: 2, requestTimeout: 1 }), { code: 'ERR_OUT_OF_RANGE' });
assert.throws(() => http.createServer({ maxHeaderSize: 'x' }), { code: 'ERR_INVALID_ARG_TYPE' });

const request = { method: 'GET', httpVersionMajor: 1, httpVersionMinor: 1, headers: {} };
const response = () => new http.ServerResponse(request);

{
  const res = response();
  assert.strictEqual(res.setHeader('X-One', 1), res);
  res.appendHeader('x-one', 2);
  res.setHeaders(new Map([['X-Two', 'b']]));
  assert.deepStrictEqual(res.getHeader('X-ONE'), [1, 2]);
  assert.deepStrictEqual({ ...res.getHeaders() }, { 'x-one': [1, 2], 'x-two': 'b' });
  assert.deepStrictEqual(res.getHeaderNames(), ['x-one', 'x-two']);
  assert.deepStrictEqual(res.getRawHeaderNames(), ['X-One', 'X-Two']);
  assert.strictEqual(res.hasHeader('x-two'), true);
  res.removeHeader('X-Two');
  assert.strictEqual(res.hasHeader('x-two'), false);
  assert.strictEqual(res.headersSent, false);
  assert.strictEqual(res.writeHead(200), res);
  assert.strictEqual(res.headersSent, true);
  assert.throws(() => res.setHeader('a', 'b'), { code: 'ERR_HTTP_HEADERS_SENT' });
  assert.throws(() => res.removeHeader('a'), { code: 'ERR_HTTP_HEADERS_SENT' });
  assert.throws(() => res.writeHead(200), { code: 'ERR_HTTP_HEADERS_SENT' });
}
{
  const res = response();
  assert.throws(() => res.setHeader('bad name', 'x'), { code: 'ERR_INVALID_HTTP_TOKEN' });
  assert.throws(() => res.setHeader('a', 'line\nline'), { code: 'ERR_INVALID_CHAR' });
  assert.throws(() => res.writeHead(99), { code: 'ERR_HTTP_INVALID_STATUS_CODE' });
  assert.throws(() => res.write(1), { code: 'ERR_INVALID_ARG_TYPE' });
  assert.throws(() => res.write(null), { code: 'ERR_STREAM_NULL_VALUES' });
  assert.throws(() => res.writeHead(200, ['odd']), { code: 'ERR_INVALID_ARG_VALUE' });
  assert.throws(() => new http.OutgoingMessage()._implicitHeader(), { code: 'ERR_METHOD_NOT_IMPLEMENTED' });
  assert.strictEqual(res.writableEnded, false);
  res.end('x');
  assert.strictEqual(res.writableEnded, true);
  assert.strictEqual(res.writableFinished, false);
  assert.ok(res.writableLength > 0);
}
{
  const res = response();
  res.strictContentLength = true;
  res.setHeader('Content-Length', 2);
  res.write('a');
  assert.throws(() => res.end('bc'), { code: 'ERR_HTTP_CONTENT_LENGTH_MISMATCH' });
}
{
  // Express and its kin change the prototypes of both.
  const mine = Object.create(http.ServerResponse.prototype, { send: { value(text) { this.end(text); } } });
  const res = Object.setPrototypeOf(response(), mine);
  res.send('x');
  assert.ok(res instanceof http.ServerResponse);
  assert.strictEqual(res.finished, true);
}
{
  const incoming = new http.IncomingMessage();
  incoming._addHeaderLines(['Host', 'a', 'HOST', 'b', 'Cookie', 'c', 'Cookie', 'd', 'X', '1', 'x', '2', 'Set-Cookie', 'e'], 14);
  assert.deepStrictEqual(incoming.headers, { 'host': 'a', 'cookie': 'c; d', 'x': '1, 2', 'set-cookie': ['e'] });
  assert.deepStrictEqual({ ...incoming.headersDistinct }, {
    'host': ['a', 'b'], 'cookie': ['c', 'd'], 'x': ['1', '2'], 'set-cookie': ['e'],
  });
}
