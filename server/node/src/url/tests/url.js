'use strict';
// The WHATWG URL.
const assert = require('node:assert');
const util = require('node:util');
const { URL } = require('node:url');

assert.strictEqual(globalThis.URL, URL);
const parts = (url) => [
  url.protocol, url.username, url.password, url.host, url.hostname, url.port, url.pathname, url.search, url.hash,
];
for (const [input, base, href, origin, ...expected] of [
  ['https://u:p@h.com:81/a/../b?q=1#f', undefined, 'https://u:p@h.com:81/b?q=1#f', 'https://h.com:81',
   'https:', 'u', 'p', 'h.com:81', 'h.com', '81', '/b', '?q=1', '#f'],
  ['http://EXAMPLE.com:80', undefined, 'http://example.com/', 'http://example.com',
   'http:', '', '', 'example.com', 'example.com', '', '/', '', ''],
  ['http://example.com?a#b', undefined, 'http://example.com/?a#b', 'http://example.com',
   'http:', '', '', 'example.com', 'example.com', '', '/', '?a', '#b'],
  ['//x/y', 'https://a/b', 'https://x/y', 'https://x', 'https:', '', '', 'x', 'x', '', '/y', '', ''],
  ['?c', 'http://a/b?d#e', 'http://a/b?c', 'http://a', 'http:', '', '', 'a', 'a', '', '/b', '?c', ''],
  ['http://[::1]:3000/', undefined, 'http://[::1]:3000/', 'http://[::1]:3000',
   'http:', '', '', '[::1]:3000', '[::1]', '3000', '/', '', ''],
  ['http://0x7f.1/', undefined, 'http://127.0.0.1/', 'http://127.0.0.1',
   'http:', '', '', '127.0.0.1', '127.0.0.1', '', '/', '', ''],
  ['http://münchen.de/ä?ö#ü', undefined, 'http://xn--mnchen-3ya.de/%C3%A4?%C3%B6#%C3%BC', 'http://xn--mnchen-3ya.de',
   'http:', '', '', 'xn--mnchen-3ya.de', 'xn--mnchen-3ya.de', '', '/%C3%A4', '?%C3%B6', '#%C3%BC'],
  ['file:///a/b', undefined, 'file:///a/b', 'null', 'file:', '', '', '', '', '', '/a/b', '', ''],
  ['mailto:a@b.c', undefined, 'mailto:a@b.c', 'null', 'mailto:', '', '', '', '', '', 'a@b.c', '', ''],
  ['blob:https://a.com/id', undefined, 'blob:https://a.com/id', 'https://a.com',
   'blob:', '', '', '', '', '', 'https://a.com/id', '', ''],
  ['web+x:/.//y', undefined, 'web+x:/.//y', 'null', 'web+x:', '', '', '', '', '', '//y', '', ''],
  [' \thttp://a/b c\n', undefined, 'http://a/b%20c', 'http://a', 'http:', '', '', 'a', 'a', '', '/b%20c', '', ''],
  ['http://a/%2e%2E/x', undefined, 'http://a/x', 'http://a', 'http:', '', '', 'a', 'a', '', '/x', '', ''],
  ['file:////a//b', undefined, 'file:////a//b', 'null', 'file:', '', '', '', '', '', '//a//b', '', ''],
  ['C|/x', 'file://host/y', 'file://host/C:/x', 'null', 'file:', '', '', 'host', 'host', '', '/C:/x', '', ''],
  ['///x', 'http://a/b', 'http://x/', 'http://x', 'http:', '', '', 'x', 'x', '', '/', '', ''],
  ['http:\\\\a\\b', undefined, 'http://a/b', 'http://a', 'http:', '', '', 'a', 'a', '', '/b', '', ''],
]) {
  const url = new URL(input, base);
  assert.strictEqual(url.href, href);
  assert.strictEqual(url.origin, origin, href);
  assert.deepStrictEqual(parts(url), expected, href);
  assert.strictEqual(`${url}`, href);
  assert.strictEqual(url.toJSON(), href);
  assert.ok(URL.canParse(input, base));
  assert.strictEqual(URL.parse(input, base).href, href);
}

// Setters
const change = (href, part, value) => {
  const url = new URL(href);
  url[part] = value;
  return url.href;
};
const start = 'https://u:p@h.com:81/a?q#f';
for (const [part, value, expected] of [
  ['protocol', 'http', 'http://u:p@h.com:81/a?q#f'], ['protocol', 'foo', start], ['username', 'x y', 'https://x%20y:p@h.com:81/a?q#f'],
  ['password', '', 'https://u@h.com:81/a?q#f'], ['host', 'x.y:5', 'https://u:p@x.y:5/a?q#f'], ['hostname', 'z', 'https://u:p@z:81/a?q#f'],
  ['port', '443', 'https://u:p@h.com/a?q#f'], ['port', '', 'https://u:p@h.com/a?q#f'], ['port', 'x', start], ['port', 99999, start],
  ['pathname', 'x/../y z', 'https://u:p@h.com:81/y%20z?q#f'], ['search', '', 'https://u:p@h.com:81/a#f'],
  ['search', '?a=b c', 'https://u:p@h.com:81/a?a=b%20c#f'], ['hash', '', 'https://u:p@h.com:81/a?q'],
  ['hash', 'x y', 'https://u:p@h.com:81/a?q#x%20y'], ['href', 'http://new', 'http://new/'],
]) assert.strictEqual(change(start, part, value), expected, `${part}=${value}`);

// searchParams and search follow each other
{
  const url = new URL('http://a/?x=1&y=2#z');
  const { searchParams } = url;
  assert.strictEqual(searchParams, url.searchParams);
  searchParams.append('x', 'a b');
  assert.strictEqual(url.href, 'http://a/?x=1&y=2&x=a+b#z');
  searchParams.delete('x');
  assert.strictEqual(url.search, '?y=2');
  url.search = '?n=5';
  assert.strictEqual(searchParams.get('n'), '5');
  url.href = 'http://b/?m';
  assert.deepStrictEqual([...searchParams], [['m', '']]);
  searchParams.delete('m');
  assert.strictEqual(url.href, 'http://b/');
}

// Errors
for (const [args, extra] of [[['x'], { input: 'x' }], [['x', 'y'], { input: 'x', base: 'y' }], [['http://a b/'], {}], [['http://[::1'], {}]]) {
  assert.throws(() => new URL(...args), { name: 'TypeError', code: 'ERR_INVALID_URL', message: 'Invalid URL', ...extra });
  assert.ok(!URL.canParse(...args));
  assert.strictEqual(URL.parse(...args), null);
}
for (const call of [() => new URL(), () => URL.canParse(), () => URL.parse(), () => URL.revokeObjectURL()]) {
  assert.throws(call, { code: 'ERR_MISSING_ARGS' });
}
assert.throws(() => new URL(Symbol('s')), TypeError);
assert.throws(() => { new URL('http://a').href = 'x'; }, { code: 'ERR_INVALID_URL' });
assert.throws(() => URL.prototype.toString.call({}), TypeError);

assert.strictEqual(util.inspect(new URL('http://a?b=c')), `URL {
  href: 'http://a/?b=c',
  origin: 'http://a',
  protocol: 'http:',
  username: '',
  password: '',
  host: 'a',
  hostname: 'a',
  port: '',
  pathname: '/',
  search: '?b=c',
  searchParams: URLSearchParams { 'b' => 'c' },
  hash: ''
}`);
assert.deepStrictEqual(Object.keys(URL.prototype).sort(), [
  'hash', 'host', 'hostname', 'href', 'origin', 'password', 'pathname', 'port', 'protocol', 'search', 'searchParams',
  'toJSON', 'toString', 'username',
]);
