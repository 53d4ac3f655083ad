'use strict';
// A wide sample: collections, deep objects, functions that remember, chains, templates, and timers.
const _ = require('lodash');

const people = [
  { name: 'Ada', age: 36, tags: ['math', 'engine'], address: { city: 'London' } },
  { name: 'Grace', age: 85, tags: ['navy', 'compiler'], address: { city: 'New York' } },
  { name: 'Alan', age: 41, tags: ['math', 'enigma'], address: { city: 'London' } },
  { name: 'Barbara', age: 30, tags: [], address: {} },
];
console.log(_.groupBy(people, 'address.city'));
console.log(_.countBy(_.flatMap(people, 'tags')), _.keyBy(people, 'name').Ada.age);
console.log(_.chain(people).filter((person) => person.age < 50).orderBy(['address.city', 'age'], ['desc', 'asc']).map('name').value());
console.log(_.partition([1, 2, 3, 4], (n) => n % 2), _.chunk(_.range(7), 3), _.zipObjectDeep(['a.b[0].c', 'a.b[1].d'], [1, 2]));
const deep = { a: [{ b: { c: 3 } }], when: new Date(0), map: new Map([[1, { x: 1 }]]), re: /x/gi, buffer: Buffer.from('hi'), typed: new Float64Array([1.5]) };
const clone = _.cloneDeep(deep);
console.log(_.isEqual(deep, clone), clone.map.get(1) === deep.map.get(1), clone.buffer, clone.re, clone.when.getTime());
console.log(_.get(deep, 'a[0].b.c'), _.get(deep, 'a.1.b', 'none'), _.set({}, 'x[0]["y.z"].w', 1), _.has(deep, 'a[0].b'));
console.log(_.merge({ a: [{ b: 2 }, { d: 4 }] }, { a: [{ c: 3 }, { e: 5 }] }), _.defaultsDeep({ a: { b: 2 } }, { a: { b: 1, c: 3 } }));
console.log(_.pick(people[0], ['name', 'address.city']), _.omit(people[0], ['tags', 'address.city']), _.invert({ a: 1, b: 2 }));
console.log(['fooBar', '--foo-bar--', 'FOO BAR'].map((text) => [_.camelCase(text), _.kebabCase(text), _.snakeCase(text), _.startCase(text)]));
console.log(_.deburr('déjà vu'), _.escape('<a & "b">'), _.truncate('a long long text', { length: 10, separator: ' ' }), _.pad('x', 5, '-'), _.words('oneTwo, three'));
console.log(_.template('<% list.forEach(n => { %><li><%- n %></li><% }) %> ${ name } <%= 1 + 1 %>')({ list: ['<', '&'], name: 'x' }));
let calls = 0;
const slow = _.memoize((n) => (calls++, n * 2));
console.log(slow(2), slow(2), slow(3), calls, slow.cache.size);
console.log(_.curry((a, b, c) => [a, b, c])(1)(_.placeholder ?? 2, 3), _.flow([_.add, (n) => n * n])(1, 2), _.partialRight((...list) => list, 'z')('a'));
console.log(_.sortedUniq([1, 1, 2]), _.xor([2, 1], [2, 3]), _.differenceBy([2.1, 1.2], [2.3], Math.floor), _.intersectionWith([{ x: 1 }], [{ x: 1 }], _.isEqual), _.sumBy(people, 'age'), _.maxBy(people, 'age').name);
console.log([null, NaN, [], {}, '', new Map(), 0, { length: 0 }].map(_.isEmpty), _.isPlainObject(Object.create(null)), _.isNative(Array.prototype.push), _.isElement({}), _.isArguments((function () { return arguments; })()));
console.log(_(people).map('age').thru((list) => list.join('/')).value(), _.inRange(3, 2, 4), _.clamp(-10, -5, 5), _.round(4.006, 2), _.padStart('7', 3, '0'), _.times(3, String), _.uniqueId('n'));
const log = [];
const debounced = _.debounce((value) => log.push(`d${value}`), 10, { maxWait: 40 });
const throttled = _.throttle((value) => log.push(`t${value}`), 15, { trailing: false });
[1, 2, 3].forEach((n) => (debounced(n), throttled(n)));
_.defer(() => log.push('deferred'));
_.delay(() => console.log(log), 80);
