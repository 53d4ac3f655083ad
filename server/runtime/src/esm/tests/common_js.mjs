import assert from 'node:assert';
import values, { a, b } from './modules/values.cjs';
import marked, { named } from './modules/marked.cjs';
import * as namespace from './modules/marked.cjs';
import { keys, mark, again, unmarked, dynamic, async, replaced } from './modules/requires.cjs';
import * as counter from './modules/counter.mjs';
import data from './modules/data.json' with { type: 'json' };
import { createRequire } from 'node:module';

assert.deepStrictEqual([a, b, values.a], [1, 2, 1]);
assert.strictEqual(values.self.parent, undefined);
assert.strictEqual(named, 'named');
assert.strictEqual(marked.default, 'the default');
assert.strictEqual(namespace.__esModule, true);

assert.deepStrictEqual(keys, ['__esModule', ...Object.keys(counter)]);
assert.strictEqual(mark, true);
assert.strictEqual(again, true);
assert.strictEqual(unmarked, false);
assert.strictEqual(await dynamic(), counter);
assert.strictEqual(async, 'ERR_REQUIRE_ASYNC_MODULE');
assert.deepStrictEqual(replaced, { replaced: true });

const require = createRequire(import.meta.url);
assert.strictEqual(require('./modules/values.cjs'), values);
assert.strictEqual(require('./modules/data.json'), data);
assert.deepStrictEqual(data, { answer: 42 });
