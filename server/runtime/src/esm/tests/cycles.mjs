import assert from 'node:assert';
import { results, hoisted } from './modules/cycle_a.mjs';
import { evens } from './modules/even.mjs';

// b runs before a: a's functions are there, its other bindings are not yet.
assert.deepStrictEqual(results, {
  fromB: 'ReferenceError',
  early: {
    variable: undefined,
    lexical: 'ReferenceError',
    klass: 'ReferenceError',
    default: 'ReferenceError',
    constant: 'ReferenceError',
    typeofLexical: 'ReferenceError',
    namespace: 'ReferenceError',
    namespaceVariable: undefined,
  },
  later: 'initialized initialized v function 1',
  changed: 'changed changed v function 1',
});
assert.strictEqual(hoisted(), 'hoisted function');
assert.deepStrictEqual(evens, [true, false, true]);

// A module that imports itself.
import { own, early } from './modules/itself.mjs';
assert.strictEqual(own, 2);
assert.deepStrictEqual(early, ['ReferenceError', 'function']);
