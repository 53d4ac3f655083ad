import assert from 'node:assert';
import * as all from './modules/default_names.mjs';

assert.strictEqual(all.arrow.name, 'default');
assert.strictEqual(all.anonymousClass.name, 'default');
assert.strictEqual(all.anonymousClass.own, 'default');
assert.strictEqual(all.anonymousFunction.name, 'default');
assert.strictEqual(all.early, 'function');
assert.strictEqual(all.generator.name, 'default');
assert.strictEqual(all.generator().next().done, true);
assert.strictEqual(all.parenthesized.name, 'default');
assert.strictEqual(all.asynchronous.name, 'default');
assert(all.asynchronous() instanceof Promise);
// The declaration is the binding; an expression's value is not.
assert.strictEqual(all.named, 5);
assert.strictEqual(all.expression, 1);
