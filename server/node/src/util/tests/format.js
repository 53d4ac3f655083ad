'use strict';
// util.format and formatWithOptions: all placeholders.
const assert = require('node:assert');
const { format, formatWithOptions } = require('node:util');

class WithToString { toString() { return 'own'; } }
class Plain { constructor() { this.a = { b: 1 }; } }

const cases = [
  [[], ''], [['a'], 'a'], [['a', 'b', 1, { c: 1 }], 'a b 1 { c: 1 }'], [[1, 'a'], '1 a'], [[null], 'null'], [[{ a: 1 }], '{ a: 1 }'],
  [['%s', 'x'], 'x'], [['%s', 1], '1'], [['%s', -0], '-0'], [['%s', 5n], '5n'], [['%s', Symbol('q')], 'Symbol(q)'], [['%s', null], 'null'],
  [['%s', undefined], 'undefined'], [['%s', {}], '{}'], [['%s', [1, [2, [3]]]], '[ 1, [Array] ]'],
  [['%s', new WithToString()], 'own'], [['%s', new Plain()], 'Plain { a: [Object] }'], [['%s', () => 5], '() => 5'],
  [['%s', new Date(0)], '1970-01-01T00:00:00.000Z'], [['%s', Object.create(null)], '[Object: null prototype] {}'],
  [['%d', '42'], '42'], [['%d', 4.5], '4.5'], [['%d', 7n], '7n'], [['%d', Symbol('x')], 'NaN'], [['%d', {}], 'NaN'], [['%d', -0], '-0'],
  [['%i', '42.9px'], '42'], [['%i', 7n], '7n'], [['%i', Symbol('x')], 'NaN'], [['%f', '4.5px'], '4.5'], [['%f', Symbol('x')], 'NaN'],
  [['%j', { a: [1] }], '{"a":[1]}'], [['%j', undefined], 'undefined'], [['%O', { a: { b: { c: { d: 1 } } } }], '{ a: { b: { c: [Object] } } }'],
  [['%o', [1]], '[ 1, [length]: 1 ]'], [['%c%s', 'color: red', 'x'], 'x'], [['%%'], '%%'], [['%%', 1], '% 1'], [['%', 1], '% 1'], [['%x', 1], '%x 1'],
  [['%s'], '%s'], [['%s %s', 'a'], 'a %s'], [['%s', 'a', 'b'], 'a b'], [['%s%%s', 'a'], 'a%s'], [['%%%s%%', 'hi'], '%hi%'], [['%s:', 'a', 1], 'a: 1'],
];
for (const [args, expected] of cases) assert.strictEqual(format(...args), expected);

const circular = {};
circular.self = circular;
assert.strictEqual(format('%j', circular), '[Circular]');
assert.throws(() => format('%j', { toJSON() { throw new Error('mine'); } }), /mine/);
assert.strictEqual(formatWithOptions({ colors: true }, '%O', 1), '\u001b[33m1\u001b[39m');
assert.strictEqual(formatWithOptions({ colors: true }, '%s', 1), '1');
assert.strictEqual(formatWithOptions({ depth: 0 }, { a: {} }), '{ a: {} }');
assert.throws(() => formatWithOptions(null, 'a'), { code: 'ERR_INVALID_ARG_TYPE' });
