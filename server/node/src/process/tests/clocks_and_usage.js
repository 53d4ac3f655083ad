'use strict';
// hrtime, uptime, memoryUsage, cpuUsage, resourceUsage: shapes, units, errors.
const assert = require('node:assert');

const start = process.hrtime();
assert.ok(Array.isArray(start) && start.length === 2 && start.every(Number.isInteger));
const big = process.hrtime.bigint();
assert.strictEqual(typeof big, 'bigint');
assert.ok(process.hrtime.bigint() >= big);
const passed = process.hrtime(start);
assert.ok(passed[0] >= 0 && passed[1] >= 0 && passed[1] < 1e9);
assert.throws(() => process.hrtime(1), { code: 'ERR_INVALID_ARG_TYPE' });
assert.throws(() => process.hrtime([1]), { code: 'ERR_OUT_OF_RANGE' });
assert.ok(process.uptime() > 0 && process.uptime() < 600);

const memory = process.memoryUsage();
assert.deepStrictEqual(Object.keys(memory), ['rss', 'heapTotal', 'heapUsed', 'external', 'arrayBuffers']);
assert.ok(memory.rss > 1e6 && memory.heapUsed > 0 && memory.heapTotal >= memory.heapUsed);
assert.ok(process.memoryUsage.rss() > 1e6);
assert.ok(process.constrainedMemory() >= 0 && process.availableMemory() > 0);

const usage = process.cpuUsage();
assert.deepStrictEqual(Object.keys(usage), ['user', 'system']);
const since = process.cpuUsage(usage);
assert.ok(since.user >= 0 && since.system >= 0);
assert.throws(() => process.cpuUsage(1), { code: 'ERR_INVALID_ARG_TYPE' });
assert.throws(() => process.cpuUsage({ user: 'a', system: 1 }), { code: 'ERR_INVALID_ARG_TYPE' });
assert.throws(() => process.cpuUsage({ user: -1, system: 1 }), { code: 'ERR_INVALID_ARG_VALUE', name: 'RangeError' });
const resources = process.resourceUsage();
assert.strictEqual(Object.keys(resources).length, 16);
assert.ok(resources.maxRSS > 1000 && resources.userCPUTime > 0);
