import assert from 'node:assert';
import './modules/sync_after.mjs';
import './modules/tla_fast.mjs';
import './modules/sync_beside.mjs';
import { log } from './modules/log.mjs';
import { seen } from './modules/tla_cycle_a.mjs';
import { readA } from './modules/tla_cycle_b.mjs';

assert.deepStrictEqual(log, ['slow starts', 'fast starts', 'beside', 'fast ends', 'slow ends', 'after slow']);
assert.deepStrictEqual(seen, ['b', 'a']);
assert.strictEqual(readA(), 'changed');

// An error is the same for everyone who asks.
const first = await import('./modules/tla_throws.mjs').catch((error) => error);
const second = await import('./modules/tla_throws.mjs').catch((error) => error);
assert.strictEqual(first.message, 'thrown later');
assert.strictEqual(first, second);

const order = [];
for await (const value of [Promise.resolve(1), 2]) order.push(value);
await Promise.all([1, 2].map(async (value) => order.push(await value)));
assert.deepStrictEqual(order, [1, 2, 1, 2]);
