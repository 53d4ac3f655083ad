'use strict';
// process.env: strings only, own properties only, no accessors.
const assert = require('node:assert');

const { env } = process;
env.LODE_TEST = 5;
assert.strictEqual(env.LODE_TEST, '5');
assert.ok('LODE_TEST' in env && Object.keys(env).includes('LODE_TEST'));
assert.deepStrictEqual(Object.getOwnPropertyDescriptor(env, 'LODE_TEST'), { value: '5', writable: true, enumerable: true, configurable: true });
env.LODE_TEST = undefined;
assert.strictEqual(env.LODE_TEST, 'undefined');
assert.strictEqual(delete env.LODE_TEST, true);
assert.strictEqual(env.LODE_TEST, undefined);
assert.strictEqual(env.toString(), '[object Object]');
assert.strictEqual('toString' in env && Object.hasOwn(env, 'toString'), false);
assert.throws(() => { env[Symbol('a')] = 1; }, TypeError);
assert.throws(() => { env.LODE_TEST = Symbol('a'); }, TypeError);
assert.throws(() => Object.defineProperty(env, 'LODE_TEST', { get() {} }), { code: 'ERR_INVALID_OBJECT_DEFINE_PROPERTY' });
assert.throws(() => Object.defineProperty(env, 'LODE_TEST', { value: 'a' }), { code: 'ERR_INVALID_OBJECT_DEFINE_PROPERTY' });
Object.defineProperty(env, 'LODE_TEST', { value: 1, writable: true, enumerable: true, configurable: true });
assert.strictEqual(env.LODE_TEST, '1');
assert.deepStrictEqual({ ...env }.LODE_TEST, '1');

// No variable is without a name.
process.env[''] = 'set';
assert.strictEqual(process.env[''], undefined);
