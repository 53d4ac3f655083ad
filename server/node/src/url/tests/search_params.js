'use strict';
const assert = require('node:assert');
const util = require('node:util');

const text = (init) => new URLSearchParams(init).toString();
for (const [init, expected] of [
  ['?a=b&&c&=d&e=f=g+h%20%zz', 'a=b&c=&=d&e=f%3Dg+h+%25zz'], ['', ''], [undefined, ''], [null, ''], [5, '5='],
  [{ a: 1, b: [1, 2] }, 'a=1&b=1%2C2'], [[['a', 'b'], ['a', 'c']], 'a=b&a=c'], [new Map([['k', 'v']]), 'k=v'],
  [new URLSearchParams('x=y'), 'x=y'], [[new Set(['p', 'q'])], 'p=q'], ["é~*-._ !'()", '%C3%A9%7E*-._+%21%27%28%29='],
  ['a=%e2%82', 'a=%EF%BF%BD'], ['\ud800', '%EF%BF%BD='],
]) assert.strictEqual(text(init), expected);

for (const init of [[1], [['a']], [['a', 'b', 'c']], ['ab']]) {
  assert.throws(() => new URLSearchParams(init), { code: 'ERR_INVALID_TUPLE' });
}
assert.throws(() => new URLSearchParams({ [Symbol.iterator]: 5 }), { code: 'ERR_ARG_NOT_ITERABLE' });

const params = new URLSearchParams('a=1&b=2&a=3');
assert.strictEqual(params.size, 3);
assert.strictEqual(params.get('a'), '1');
assert.strictEqual(params.get('z'), null);
assert.deepStrictEqual(params.getAll('a'), ['1', '3']);
assert.ok(params.has('a', '3') && !params.has('a', '2') && params.has('b', undefined));
params.set('a', 'x');
assert.strictEqual(`${params}`, 'a=x&b=2');
params.append('c', '\ud83d');
assert.strictEqual(params.get('c'), '\ufffd');
params.delete('c', 'no');
params.delete('b', '2');
assert.strictEqual(`${params}`, 'a=x&c=%EF%BF%BD');
const sorted = new URLSearchParams('z=1&a=2&z=0&é=3');
sorted.sort();
assert.strictEqual(`${sorted}`, 'a=2&z=1&z=0&%C3%A9=3');

assert.deepStrictEqual([...sorted.keys()], ['a', 'z', 'z', 'é']);
assert.deepStrictEqual([...sorted.values()], ['2', '1', '0', '3']);
assert.deepStrictEqual([...sorted].at(0), ['a', '2']);
assert.strictEqual(URLSearchParams.prototype[Symbol.iterator], URLSearchParams.prototype.entries);
const seen = [];
sorted.forEach(function(value, name, all) {
  seen.push([name, value, all === sorted, this.mark]);
}, { mark: 1 });
assert.deepStrictEqual(seen[1], ['z', '1', true, 1]);
// Changed while it is walked
{
  const live = new URLSearchParams('a=1&b=2');
  const names = [];
  for (const [name] of live) {
    names.push(name);
    if (name === 'a') live.append('c', '3');
  }
  assert.deepStrictEqual(names, ['a', 'b', 'c']);
}

for (const [method, ...args] of [['append', 'a'], ['delete'], ['get'], ['getAll'], ['has'], ['set', 'a']]) {
  assert.throws(() => params[method](...args), { code: 'ERR_MISSING_ARGS' });
  assert.throws(() => params[method].call({}, 'a', 'b'), { code: 'ERR_INVALID_THIS' });
}
assert.throws(() => params.forEach(), { code: 'ERR_INVALID_ARG_TYPE' });
assert.throws(() => params.append(Symbol('s'), ''), TypeError);

assert.strictEqual(util.inspect(new URLSearchParams('a=1&b')), "URLSearchParams { 'a' => '1', 'b' => '' }");
assert.strictEqual(util.inspect(new URLSearchParams()), 'URLSearchParams {}');
assert.strictEqual(util.inspect(new URLSearchParams('a=1').keys()), "URLSearchParams Iterator { 'a' }");
assert.strictEqual(Object.prototype.toString.call(params.keys()), '[object URLSearchParams Iterator]');
