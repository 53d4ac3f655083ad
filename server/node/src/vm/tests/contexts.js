'use strict';
// Contexts: which side sees what, declarations, several scripts, realms.
const assert = require('node:assert');
const vm = require('node:vm');

const sandbox = { animal: 'cat', count: 2 };
const context = vm.createContext(sandbox);
assert.strictEqual(context, sandbox);
assert.strictEqual(vm.isContext(sandbox), true);
assert.strictEqual(vm.isContext({}), false);
assert.strictEqual(vm.createContext(sandbox), sandbox);

assert.strictEqual(vm.runInContext('count += 1; name = "kitty"; count', context), 3);
assert.deepStrictEqual({ ...sandbox }, { animal: 'cat', count: 3, name: 'kitty' });
vm.runInContext('var total = 0; function add(n) { total += n; return total }', context);
assert.strictEqual(sandbox.add(2), 2);
assert.strictEqual(sandbox.total, 2);
sandbox.total = 40;
assert.strictEqual(vm.runInContext('add(2)', context), 42);
vm.runInContext('const kept = 1; let also = 2', context);
assert.strictEqual(vm.runInContext('kept + also', context), 3);
assert.strictEqual('kept' in sandbox, false);
assert.strictEqual(vm.runInContext('delete animal; typeof animal', context), 'undefined');
assert.strictEqual('animal' in sandbox, false);
assert.strictEqual(vm.runInContext('typeof process + typeof require + typeof console', vm.createContext()), 'undefinedundefinedobject');
assert.strictEqual(vm.runInContext('this === globalThis', context), true);

const array = vm.runInContext('[1, 2]', context);
assert.strictEqual(Array.isArray(array), true);
assert.strictEqual(array instanceof Array, false);
assert.strictEqual(vm.runInContext('Array', context) === Array, false);

assert.strictEqual(vm.runInNewContext('a * 2', { a: 21 }), 42);
assert.strictEqual(vm.runInThisContext('typeof require'), 'undefined');
globalThis.fromHere = 5;
assert.strictEqual(vm.runInThisContext('fromHere'), 5);
delete globalThis.fromHere;

const plain = vm.createContext(vm.constants.DONT_CONTEXTIFY);
assert.strictEqual(vm.runInContext('this', plain), plain);

assert.throws(() => vm.createContext(1), { code: 'ERR_INVALID_ARG_TYPE' });
assert.throws(() => vm.createContext({}, { name: 1 }), { code: 'ERR_INVALID_ARG_TYPE' });
assert.throws(() => vm.runInContext('1', {}), { code: 'ERR_INVALID_ARG_TYPE' });
assert.throws(() => vm.runInContext('throw new TypeError("inside")', context), (error) => error.message === 'inside');
assert.throws(() => vm.runInContext('eval("1")', vm.createContext({}, { codeGeneration: { strings: false } })),
              (error) => error.name === 'EvalError');
