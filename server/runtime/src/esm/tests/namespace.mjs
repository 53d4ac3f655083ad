import assert from 'node:assert';
import * as namespace from './modules/counter.mjs';
import * as self from './namespace.mjs';
import { types, inspect } from 'node:util';

assert.deepStrictEqual(Object.keys(namespace),
  ['a string name', 'assignAll', 'count', 'default', 'destructured', 'increment', 'plain', 'rest']);
assert.strictEqual(Object.getPrototypeOf(namespace), null);
assert.strictEqual(namespace[Symbol.toStringTag], 'Module');
assert.strictEqual(Object.prototype.toString.call(namespace), '[object Module]');
assert(Object.isSealed(namespace));
assert(!Object.isExtensible(namespace));
assert(types.isModuleNamespaceObject(namespace));
assert(!types.isModuleNamespaceObject({}));
assert('count' in namespace);
assert(!('nothing' in namespace));
assert.strictEqual(namespace.nothing, undefined);
assert.throws(() => { namespace.count = 1; }, TypeError);
assert.throws(() => { namespace.nothing = 1; }, TypeError);
assert.throws(() => { delete namespace.count; }, TypeError);
assert.strictEqual(Reflect.set(namespace, 'count', 1), false);
assert.strictEqual(Reflect.deleteProperty(namespace, 'count'), false);
assert.strictEqual(Reflect.deleteProperty(namespace, 'nothing'), true);


assert.strictEqual(await import('./modules/counter.mjs'), namespace);

export { value };
var value = 3;
assert.deepStrictEqual({ ...self }, { value: 3 });
assert.strictEqual(inspect(self), '[Module: null prototype] { value: 3 }');
