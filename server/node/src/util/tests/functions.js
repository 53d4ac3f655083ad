'use strict';
// promisify, callbackify, deprecate, inherits, debuglog.
const assert = require('node:assert');
const util = require('node:util');

// promisify
const add = (a, b, callback) => callback(a < 0 ? new Error('negative') : null, a + b);
const addPromise = util.promisify(add);
assert.strictEqual(addPromise.length, 3);
assert.strictEqual(addPromise.name, 'add');
assert.throws(() => util.promisify(1), { code: 'ERR_INVALID_ARG_TYPE' });
assert.throws(() => util.promisify(Object.assign(() => {}, { [util.promisify.custom]: 1 })), { code: 'ERR_INVALID_ARG_TYPE' });
const own = () => Promise.resolve('own');
const withCustom = Object.assign(() => {}, { [util.promisify.custom]: own });
assert.strictEqual(util.promisify(withCustom), own);
assert.strictEqual(util.promisify(own), own);
assert.strictEqual(util.promisify.custom, Symbol.for('nodejs.util.promisify.custom'));

// callbackify
assert.throws(() => util.callbackify(1), { code: 'ERR_INVALID_ARG_TYPE' });
const called = util.callbackify(async function work(a) { return a; });
assert.strictEqual(called.name, 'workCallbackified');
assert.strictEqual(called.length, 2);
assert.throws(() => called(1), { code: 'ERR_INVALID_ARG_TYPE' });

// inherits
function Base() {}
Base.prototype.hello = () => 'hello';
function Derived() {}
util.inherits(Derived, Base);
assert.strictEqual(new Derived().hello(), 'hello');
assert.strictEqual(Derived.super_, Base);
assert.throws(() => util.inherits(null, Base), { code: 'ERR_INVALID_ARG_TYPE' });
assert.throws(() => util.inherits(Derived, null), { code: 'ERR_INVALID_ARG_TYPE' });
assert.throws(() => util.inherits(Derived, {}), { message: /superCtor\.prototype/ });

// deprecate
const warnings = [];
process.on('warning', (warning) => warnings.push(warning));
const old = util.deprecate(function old(a) { return a; }, 'old is old', 'DEP_TEST_1');
assert.strictEqual(old(3), 3);
assert.strictEqual(old(4), 4);
assert.strictEqual(old.length, 1);
assert.throws(() => util.deprecate(() => {}, 'm', 1), { code: 'ERR_INVALID_ARG_TYPE' });
class Old { constructor() { this.made = true; } }
const OldDeprecated = util.deprecate(Old, 'class', 'DEP_TEST_1');
assert.ok(new OldDeprecated() instanceof Old);
assert.strictEqual(new OldDeprecated().made, true);

// debuglog
const log = util.debuglog('nothing-wants-this');
assert.strictEqual(log.enabled, false);
log('not printed');
assert.strictEqual(util.debug, util.debuglog);

(async () => {
  assert.strictEqual(await addPromise(1, 2), 3);
  await assert.rejects(addPromise(-1, 2), /negative/);
  const fromPromise = await new Promise((resolve) => called(7, (error, value) => resolve([error, value])));
  assert.deepStrictEqual(fromPromise, [null, 7]);
  const failing = util.callbackify(() => Promise.reject(null));
  const error = await new Promise((resolve) => failing(resolve));
  assert.strictEqual(error.code, 'ERR_FALSY_VALUE_REJECTION');
  assert.strictEqual(error.reason, null);
  await new Promise(setImmediate);
  assert.strictEqual(warnings.length, 1);
  assert.strictEqual(warnings[0].code, 'DEP_TEST_1');
  assert.strictEqual(warnings[0].name, 'DeprecationWarning');
})();
