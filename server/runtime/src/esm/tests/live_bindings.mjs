import assert from 'node:assert';
import * as namespace from './modules/counter.mjs';
import increment, { count, plain, destructured, rest, assignAll, 'a string name' as named } from './modules/counter.mjs';

assert.strictEqual(count, 0);
assert.strictEqual(increment(), 1);
assert.strictEqual(count, 1);
assert.strictEqual(named, 1);
assert.strictEqual(namespace.count, 1);
assert.strictEqual(assignAll(), 51);
assert.deepStrictEqual([count, plain, destructured, rest], [52, 8, 10, [11, 12]]);
assert.strictEqual(namespace.plain, 8);

// An import can't be assigned, in whatever way.
const constant = { name: 'TypeError', message: 'Assignment to constant variable.' };
assert.throws(() => { count = 1; }, constant);
assert.throws(() => { count++; }, constant);
assert.throws(() => { count += 1; }, constant);
assert.throws(() => { [count] = [1]; }, constant);
assert.throws(() => { ({ count } = { count: 1 }); }, constant);
assert.throws(() => { for (count of [1]); }, constant);
assert.throws(() => { namespace = 1; }, constant);
{
  let count = 5;
  count = 6;
  assert.strictEqual(count, 6);
}
assert.strictEqual(count, 52);

// Calling an import passes no `this`.
import { receiver } from './modules/receiver.mjs';
assert.strictEqual(receiver(), undefined);
assert.strictEqual(namespace.default, increment);
