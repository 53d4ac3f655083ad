'use strict';
// Script, compileFunction, their options and errors.
const assert = require('node:assert');
const vm = require('node:vm');

const script = new vm.Script('n = (typeof n === "undefined" ? 0 : n) + 1', { filename: 'counter.js' });
const context = vm.createContext({});
assert.strictEqual(script.runInContext(context), 1);
assert.strictEqual(script.runInContext(context), 2);
assert.strictEqual(script.runInNewContext({ n: 10 }), 11);
assert.strictEqual(new vm.Script('1 //# sourceMappingURL=a.map').sourceMapURL, 'a.map');
assert.throws(() => new vm.Script('var a = ;'), SyntaxError);
for (const options of [1, { filename: 1 }, { lineOffset: 'x' }, { cachedData: 1 }, { produceCachedData: 1 }, { importModuleDynamically: 1 }]) {
  assert.throws(() => new vm.Script('1', options), { code: 'ERR_INVALID_ARG_TYPE' });
}
assert.throws(() => script.runInThisContext({ timeout: 0 }), { code: 'ERR_OUT_OF_RANGE' });
assert.throws(() => script.runInThisContext({ displayErrors: 1 }), { code: 'ERR_INVALID_ARG_TYPE' });

try {
  vm.runInThisContext('\n\nthrow new Error("boom")', { filename: 'place.js', lineOffset: 5 });
  assert.fail();
} catch (error) {
  assert.match(error.stack, /place\.js:8/);
}

const cachedData = script.createCachedData();
assert(Buffer.isBuffer(cachedData) && cachedData.length > 0);
assert.strictEqual(new vm.Script('something.else()', { cachedData }).cachedDataRejected, true);

assert.strictEqual(vm.compileFunction('return a + b', ['a', 'b'])(1, 2), 3);
assert.strictEqual(vm.compileFunction('return a + b + c', ['a', 'b'], { contextExtensions: [{ c: 10 }] })(1, 2), 13);
assert.strictEqual(vm.compileFunction('return x', [], { parsingContext: vm.createContext({ x: 5 }) })(), 5);
assert.strictEqual(vm.compileFunction('return arguments.length')(1, 2), 2);
assert.throws(() => vm.compileFunction('}'), SyntaxError);
assert.throws(() => vm.compileFunction('}); (function () {'), SyntaxError);
assert.throws(() => vm.compileFunction(1), { code: 'ERR_INVALID_ARG_TYPE' });
assert.throws(() => vm.compileFunction('', [1]), { code: 'ERR_INVALID_ARG_TYPE' });
assert.throws(() => vm.compileFunction('', [], { contextExtensions: [1] }), { code: 'ERR_INVALID_ARG_TYPE' });
