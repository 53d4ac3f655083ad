'use strict';
const assert = require('node:assert');
const querystring = require('node:querystring');

const parse = (...args) => ({ ...querystring.parse(...args) });

assert.deepStrictEqual(parse('a=1&b=2&a=3'), { a: ['1', '3'], b: '2' });
assert.deepStrictEqual(parse('a=b=c&&=d&e&f='), { a: 'b=c', '': 'd', e: '', f: '' });
assert.deepStrictEqual(parse('a+b=c%20d%E2%82%AC'), { 'a b': 'c d€' });
assert.deepStrictEqual(parse('a=%zz%&b=%E2'), { a: '%zz%', b: '\ufffd' });
assert.deepStrictEqual(parse('a:1;b:2', ';', ':'), { a: '1', b: '2' });
assert.deepStrictEqual(parse('a=>1, b=>2', ', ', '=>'), { a: '1', b: '2' });
assert.deepStrictEqual(parse('a=1&b=2&c=3', null, null, { maxKeys: 2 }), { a: '1', b: '2' });
assert.strictEqual(Object.keys(parse('a&'.repeat(2000).replace(/a/g, () => Math.random()))).length <= 1000, true);
assert.strictEqual(Object.keys(parse(Array.from({ length: 1500 }, (_, i) => i).join('&'), null, null, { maxKeys: 0 })).length, 1500);
assert.deepStrictEqual(parse('a=b', null, null, { decodeURIComponent: (text) => `<${text}>` }), { '<a>': '<b>' });
assert.deepStrictEqual(parse(''), {});
assert.deepStrictEqual(parse(5), {});
assert.strictEqual(Object.getPrototypeOf(querystring.parse('a')), null);

assert.strictEqual(querystring.stringify({ a: 1, b: ['x y', true], c: null, d: 5n, e: NaN }), 'a=1&b=x%20y&b=true&c=&d=5&e=');
assert.strictEqual(querystring.stringify({ a: 'b', c: 'd' }, ';', ':'), 'a:b;c:d');
assert.strictEqual(querystring.stringify({ a: 'é' }, null, null, { encodeURIComponent: (text) => `<${text}>` }), '<a>=<é>');
assert.strictEqual(querystring.stringify('a'), '');
assert.strictEqual(querystring.stringify({ "!'()*-._~": '&' }), "!'()*-._~=%26");

assert.strictEqual(querystring.escape('a b&é😀'), 'a%20b%26%C3%A9%F0%9F%98%80');
assert.strictEqual(querystring.escape(5), '5');
assert.strictEqual(querystring.escape({}), '%5Bobject%20Object%5D');
assert.throws(() => querystring.escape('\ud800'), { name: 'URIError', code: 'ERR_INVALID_URI', message: 'URI malformed' });
assert.strictEqual(querystring.unescape('a%20b'), 'a b');
assert.strictEqual(querystring.unescape('%E2'), '\ufffd');
assert.strictEqual(querystring.unescapeBuffer('a%20+%zz').toString(), 'a +%zz');
assert.strictEqual(querystring.unescapeBuffer('a+b', true).toString(), 'a b');
assert.strictEqual(querystring.decode, querystring.parse);
assert.strictEqual(querystring.encode, querystring.stringify);
