'use strict';
const assert = require('node:assert');
const { setTimeout: sleep, setImmediate: immediate, setInterval: interval, scheduler } = require('node:timers/promises');

assert.strictEqual(require('node:timers').promises.setTimeout, sleep);

async function main() {
  assert.strictEqual(await sleep(1, 'value'), 'value');
  assert.strictEqual(await sleep(), undefined);
  assert.strictEqual(await immediate('value'), 'value');

  for (const start of [(options) => sleep(1, 1, options), (options) => immediate(1, options), (options) => interval(1, 1, options).next()]) {
    for (const options of [1, 'x', null]) {
      await assert.rejects(start(options), { code: 'ERR_INVALID_ARG_TYPE' });
    }
    await assert.rejects(start({ signal: 1 }), { code: 'ERR_INVALID_ARG_TYPE' });
    await assert.rejects(start({ ref: 1 }), { code: 'ERR_INVALID_ARG_TYPE' });
    await assert.rejects(start({ signal: AbortSignal.abort('why') }), { name: 'AbortError', code: 'ABORT_ERR', cause: 'why' });
    const controller = new AbortController();
    const promise = start({ signal: controller.signal });
    controller.abort('later');
    await assert.rejects(promise, { name: 'AbortError', cause: 'later' });
  }
  await assert.rejects(sleep('x'), { code: 'ERR_INVALID_ARG_TYPE' });
  await assert.rejects(interval('x').next(), { code: 'ERR_INVALID_ARG_TYPE' });

  let count = 0;
  for await (const value of interval(1, 'tick')) {
    assert.strictEqual(value, 'tick');
    if (++count === 3) break;
  }
  assert.strictEqual(count, 3);

  await scheduler.wait(1);
  await scheduler.yield();
  assert.throws(() => new scheduler.constructor(), { code: 'ERR_ILLEGAL_CONSTRUCTOR' });
  assert.throws(() => scheduler.wait.call({}, 1), { code: 'ERR_INVALID_THIS' });

  // These do not keep the process.
  sleep(1e6, undefined, { ref: false });
  interval(1e6, undefined, { ref: false }).next();
}

let done = false;
main().then(() => { done = true; });
process.on('exit', () => assert.ok(done));
