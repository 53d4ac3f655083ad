'use strict';
// url.parse and its friends.
const assert = require('node:assert');
const url = require('node:url');

const nothing = {
  protocol: null, slashes: null, auth: null, host: null, port: null, hostname: null, hash: null, search: null, query: null,
  pathname: null, path: null,
};
for (const [given, expected] of [
  ['http://user:pass@sub.example.com:8080/p/a/t/h?query=string#hash', {
    protocol: 'http:', slashes: true, auth: 'user:pass', host: 'sub.example.com:8080', port: '8080',
    hostname: 'sub.example.com', hash: '#hash', search: '?query=string', query: 'query=string', pathname: '/p/a/t/h',
    path: '/p/a/t/h?query=string',
  }],
  ['/a/b?c', { search: '?c', query: 'c', pathname: '/a/b', path: '/a/b?c' }],
  ['//a/b', { pathname: '//a/b', path: '//a/b' }],
  ['HTTP://EXAMPLE.com', {
    protocol: 'http:', slashes: true, host: 'example.com', hostname: 'example.com', pathname: '/', path: '/',
    href: 'http://example.com/',
  }],
  ['mailto:a@b.c?subject=x', {
    protocol: 'mailto:', auth: 'a', host: 'b.c', hostname: 'b.c', search: '?subject=x', query: 'subject=x', path: '?subject=x',
  }],
  ['javascript:alert(1)', { protocol: 'javascript:', pathname: 'alert(1)', path: 'alert(1)' }],
  ['http://[fe80::1]:5/x', {
    protocol: 'http:', slashes: true, host: '[fe80::1]:5', port: '5', hostname: 'fe80::1', pathname: '/x', path: '/x',
  }],
  ['http:\\\\a\\b?\\', {
    protocol: 'http:', slashes: true, host: 'a', hostname: 'a', search: '?%5C', query: '%5C', pathname: '/b', path: '/b?%5C',
    href: 'http://a/b?%5C',
  }],
  ['http://münchen.de/ "', {
    protocol: 'http:', slashes: true, host: 'xn--mnchen-3ya.de', hostname: 'xn--mnchen-3ya.de', pathname: '/%20%22',
    path: '/%20%22', href: 'http://xn--mnchen-3ya.de/%20%22',
  }],
  ['http://a@b@c/', {
    protocol: 'http:', slashes: true, auth: 'a@b', host: 'c', hostname: 'c', pathname: '/', path: '/', href: 'http://a%40b@c/',
  }],
]) {
  const parsed = url.parse(given);
  assert.deepStrictEqual({ ...parsed }, { ...nothing, href: given, ...expected }, given);
  assert.ok(parsed instanceof url.Url);
  assert.strictEqual(url.format(parsed), parsed.href);
}
assert.deepStrictEqual({ ...url.parse('/?a=1&a=2', true).query }, { a: ['1', '2'] });
assert.strictEqual(url.parse('//host/path', false, true).host, 'host');
assert.strictEqual(url.parse('/x', true).search, null);
for (const value of [5, undefined, null, {}]) {
  assert.throws(() => url.parse(value), { code: 'ERR_INVALID_ARG_TYPE', message: /"url" argument must be of type string/ });
}
assert.throws(() => url.parse('http://a[b/'), { code: 'ERR_INVALID_URL' });
assert.throws(() => url.parse('http://%@a/'), { name: 'URIError' });

for (const [given, expected] of [
  [{ protocol: 'http', host: 'a:1', pathname: 'x', query: { b: 'c d' }, hash: 'h' }, 'http://a:1/x?b=c%20d#h'],
  [{ hostname: '::1', port: 5, protocol: 'http:', slashes: true }, 'http://[::1]:5'],
  [{ pathname: '/a?b#c', search: 'x#y' }, '/a%3Fb%23c?x%23y'],
  [{ protocol: 'mailto', auth: 'a', host: 'b' }, 'mailto:a@b'],
  [{ protocol: 'file', pathname: '/a' }, 'file:///a'],
  [{}, ''],
  ['http://a?b', 'http://a/?b'],
]) assert.strictEqual(url.format(given), expected);
assert.throws(() => url.format(5), { code: 'ERR_INVALID_ARG_TYPE' });
const whatwg = new URL('https://a:b@xn--g6w251d/p?q#h');
assert.strictEqual(url.format(whatwg), 'https://a:b@xn--g6w251d/p?q#h');
assert.strictEqual(
  url.format(whatwg, { fragment: false, unicode: true, auth: false, search: false }), 'https://測試/p');
assert.throws(() => url.format(whatwg, 5), { code: 'ERR_INVALID_ARG_TYPE' });

for (const [from, to, expected] of [
  ['/one/two/three', 'four', '/one/two/four'], ['http://example.com/', '/one', 'http://example.com/one'],
  ['http://example.com/one', '/two', 'http://example.com/two'], ['http://a/b/c', '../d', 'http://a/d'],
  ['http://a/b/c', '//d/e', 'http://d/e'], ['http://a/b?c', '?d', 'http://a/b?d'], ['http://a/b', '#e', 'http://a/b#e'],
  ['http://a/b/', '../../..', 'http://a/'], ['mailto:a@b.c', 'd@e.f', 'mailto:d@e.f'], ['a/b', '../../c', '../c'],
  ['http://u:p@a/', 'https://b', 'https://b/'], ['http://a/b', '', 'http://a/b'], ['a', './b/.', 'b/'],
]) assert.strictEqual(url.resolve(from, to), expected, `${from} ${to}`);
assert.strictEqual(url.resolveObject('http://a/b/c', '../d').pathname, '/d');
assert.strictEqual(url.resolveObject('', 'x'), 'x');
