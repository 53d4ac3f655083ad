'use strict';
// Paths and URLs, domains, options of http.
const assert = require('node:assert');
const url = require('node:url');

const windows = { windows: true };
const posix = { windows: false };
for (const [path, href] of [
  ['/a b', 'file:///a%20b'], ['/a%b?c#d\\e\n', 'file:///a%25b%3Fc%23d%5Ce%0A'], ['/a/', 'file:///a/'], ['/é', 'file:///%C3%A9'],
  ['/a/../b', 'file:///b'], ['/[]^|~', 'file:///%5B%5D%5E%7C%7E'], ['/plain/path.js', 'file:///plain/path.js'],
]) {
  assert.strictEqual(url.pathToFileURL(path, posix).href, href);
  if (!path.includes('..')) assert.strictEqual(url.fileURLToPath(href, posix), path);
}
for (const [path, href] of [
  ['C:\\a b\\c', 'file:///C:/a%20b/c'], ['\\\\server\\share\\x', 'file://server/share/x'], ['\\\\?\\C:\\x', 'file:///C:/x'],
]) assert.strictEqual(url.pathToFileURL(path, windows).href, href);
assert.strictEqual(url.fileURLToPath('file:///C:/a%20b', windows), 'C:\\a b');
assert.strictEqual(url.fileURLToPath('file://server/x', windows), '\\\\server\\x');
assert.strictEqual(url.pathToFileURL('x', posix).href, `${url.pathToFileURL(process.cwd(), posix).href}/x`);
assert.strictEqual(url.fileURLToPath(new URL('file:///a'), posix), '/a');

for (const [given, options, code] of [
  ['http://a', posix, 'ERR_INVALID_URL_SCHEME'], ['file://host/a', posix, 'ERR_INVALID_FILE_URL_HOST'],
  ['file:///a%2Fb', posix, 'ERR_INVALID_FILE_URL_PATH'], ['file:///C:/a%5cb', windows, 'ERR_INVALID_FILE_URL_PATH'],
  ['file:///a', windows, 'ERR_INVALID_FILE_URL_PATH'], ['x', posix, 'ERR_INVALID_URL'], [5, posix, 'ERR_INVALID_ARG_TYPE'],
  [{}, posix, 'ERR_INVALID_ARG_TYPE'],
]) assert.throws(() => url.fileURLToPath(given, options), { name: 'TypeError', code });
assert.throws(() => url.fileURLToPath('file:///%ff', posix), { name: 'URIError', message: 'URI malformed' });
assert.throws(() => url.pathToFileURL(5), { code: 'ERR_INVALID_ARG_TYPE' });
assert.throws(() => url.pathToFileURL('\\\\server', windows), { code: 'ERR_INVALID_ARG_VALUE' });

assert.strictEqual(url.domainToASCII('español.com'), 'xn--espaol-zwa.com');
assert.strictEqual(url.domainToASCII('EXAMPLE.com'), 'example.com');
assert.strictEqual(url.domainToASCII('xn--iñvalid.com'), '');
assert.strictEqual(url.domainToUnicode('xn--fiq228c.com'), '中文.com');
assert.strictEqual(url.domainToUnicode('xn--iñvalid.com'), '');
assert.throws(() => url.domainToASCII(), { code: 'ERR_MISSING_ARGS' });

assert.deepStrictEqual({ ...url.urlToHttpOptions(new URL('https://a:b%40@[::1]:81/p?q#h')) }, {
  protocol: 'https:', hostname: '::1', hash: '#h', search: '?q', pathname: '/p', path: '/p?q',
  href: 'https://a:b%40@[::1]:81/p?q#h', port: 81, auth: 'a:b@',
});
assert.throws(() => url.urlToHttpOptions(5), { code: 'ERR_INVALID_ARG_TYPE' });
