'use strict';
// What scripts define on the global object of a context, other than by assigning, and symbols.

const assert = require('node:assert');
const vm = require('node:vm');

const sandbox = vm.createContext({});
vm.runInContext(`
  var counter = 1;
  function step() { counter += 1; }
  Object.defineProperty(this, 'hidden', { value: 42 });
  Object.defineProperty(globalThis, 'twice', { get() { return counter * 2; }, configurable: true, enumerable: true });
  Object.defineProperty(this, 7, { value: 'seven', enumerable: true });
  step();
`, sandbox);
assert.strictEqual(sandbox.hidden, 42);
assert.strictEqual(sandbox[7], 'seven');
assert.strictEqual(sandbox.twice, 4);
assert.strictEqual(typeof Object.getOwnPropertyDescriptor(sandbox, 'twice').get, 'function');
assert.strictEqual(Object.keys(sandbox).includes('hidden'), false);
vm.runInContext('step()', sandbox);
assert.deepStrictEqual([sandbox.counter, sandbox.twice, vm.runInContext('twice', sandbox)], [3, 6, 6]);
// Not writable, so nothing happens.
vm.runInContext('hidden = 0', sandbox);
assert.strictEqual(vm.runInContext('hidden', sandbox), 42);
// What was declared can be replaced.
vm.runInContext('step = 5; counter = 0; Object.defineProperty', sandbox);
assert.deepStrictEqual([sandbox.step, sandbox.counter], [5, 0]);

// Symbols, the sandbox's own and its class's.
const own = Symbol('own');
const inherited = Symbol('inherited');
class Window {
  read(symbol) { return this[symbol]; }
}
Window.prototype[inherited] = 'from the class';
const window = new Window();
window[own] = 1;
vm.createContext(window);
Object.assign(window, { first: own, second: inherited });
assert.strictEqual(vm.runInContext('this.read(first)', window), 1);
assert.strictEqual(vm.runInContext('this[second]', window), 'from the class');
assert.strictEqual(vm.runInContext('first in this', window), true);
// A symbol that comes later.
window.third = Symbol('later');
window[window.third] = 3;
assert.strictEqual(vm.runInContext('this[third]', window), 3);

// Contexts that may not make code.
const plain = new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0]);
const locked = vm.createContext({ plain }, { codeGeneration: { strings: false, wasm: false } });
assert.throws(() => vm.runInContext('eval("1")', locked), { name: 'EvalError' });
assert.throws(() => vm.runInContext('new WebAssembly.Module(plain)', locked), {
  name: 'CompileError', message: 'WebAssembly.Module(): Wasm code generation disallowed by embedder',
});

// A global object of its own can be frozen.
const bare = vm.createContext(vm.constants.DONT_CONTEXTIFY);
vm.runInContext('Object.defineProperty(globalThis, "x", { get() { return 1; }, enumerable: false })', bare);
assert.strictEqual(bare.x, 1);
assert.throws(() => Object.defineProperty(bare, 'x', { value: 2 }), TypeError);
Object.freeze(bare);
vm.runInContext('y = 1', bare);
assert.strictEqual(bare.y, undefined);

// A getter that puts a value in its own place, before it is moved to the sandbox and after.
{
  const outside = {};
  const context = vm.createContext(outside);
  const global = vm.runInContext('this', context);
  let asked = 0;
  Object.defineProperty(global, 'lazy', {
    configurable: true,
    enumerable: true,
    get() {
      asked += 1;
      Object.defineProperty(global, 'lazy', { configurable: true, enumerable: true, writable: true, value: 7 });
      return 7;
    },
  });
  vm.runInContext('Object.defineProperty(globalThis, "other", { value: 1 })', context);
  assert.strictEqual(vm.runInContext('lazy', context), 7);
  assert.strictEqual(global.lazy, 7);
  assert.strictEqual(outside.other, 1);
  assert.ok(asked > 0);
}

// Errors of a context: V8's stacks, and what the context or else the main program makes of them.
{
  const context = vm.createContext({});
  const read = (text) => vm.runInContext(text, context, 'context.js');
  assert.match(read('function inner() { return new TypeError("in"); } inner().stack'), /^TypeError: in\n {4}at inner \(/);
  assert.match(read('Error.stackTraceLimit = 1; new Error("in").stack'), /^Error: in\n {4}at context\.js:1:\d+$/);
  assert.ok(read('class Own extends RangeError {} const own = new Own(); own instanceof RangeError && own instanceof Error'));
  assert.ok(read('Error instanceof Function && TypeError.__proto__ === Error && Error.prototype.constructor === Error'));
  assert.strictEqual(read('const holder = {}; Error.captureStackTrace(holder); typeof holder.stack'), 'string');
  Error.prepareStackTrace = () => 'main';
  assert.strictEqual(read('new Error().stack'), 'main');
  assert.strictEqual(read('Error.prepareStackTrace = (error, sites) => `own ${sites.length}`; new Error().stack'), 'own 1');
  Error.prepareStackTrace = undefined;
}
