'use strict';
const assert = require('node:assert');
const { createHistogram, monitorEventLoopDelay } = require('node:perf_hooks');
const { inspect } = require('node:util');

{
  const histogram = createHistogram();
  assert.deepStrictEqual(
    [histogram.count, histogram.min, histogram.max, histogram.exceeds, histogram.mean], [0, 9223372036854776000, 0, 0, NaN]);
  for (let i = 1; i <= 100; i++) histogram.record(i * 37);
  assert.deepStrictEqual(histogram.toJSON(), {
    count: 100,
    min: 37,
    max: 3701,
    mean: 1868.73,
    exceeds: 0,
    stddev: 1068.2637675686656,
    percentiles: {
      0: 37, 50: 1850, 75: 2774, 87.5: 3256, 93.75: 3478, 96.875: 3588, 98.4375: 3662, 99.21875: 3700, 100: 3700,
    },
  });
  assert.deepStrictEqual([histogram.percentile(50), histogram.percentile(99.9), histogram.percentile(100)], [1850, 3701, 3701]);
  assert.deepStrictEqual(
    [histogram.countBigInt, histogram.minBigInt, histogram.maxBigInt, histogram.exceedsBigInt, histogram.percentileBigInt(50)],
    [100n, 37n, 3701n, 0n, 1850n]);
  assert.strictEqual(histogram.percentilesBigInt.get(50), 1850n);
  assert.strictEqual(structuredClone(histogram).count, 100);
  assert.match(inspect(histogram), /^Histogram \{\n {2}min: 37,\n {2}max: 3701,/);

  const small = createHistogram({ highest: 100 });
  small.record(1000);
  assert.deepStrictEqual([small.count, small.exceeds], [0, 1]);
  small.add(histogram);
  assert.deepStrictEqual([small.count, small.exceeds, small.mean], [100, 1, 55.5]);
  assert.deepStrictEqual([...small.percentiles], [[0, 37], [50, 37], [75, 74], [100, 74]]);

  histogram.reset();
  assert.strictEqual(histogram.count, 0);
  histogram.recordDelta();
  histogram.recordDelta();
  assert.strictEqual(histogram.count, 1);
}
{
  const wide = createHistogram();
  for (const value of [1, 2, 3, 1000000, 123456789, 5e12, Number.MAX_SAFE_INTEGER]) wide.record(value);
  assert.deepStrictEqual([...wide.percentiles], [
    [0, 1], [50, 999936], [75, 4999341932544], [87.5, 9002801208229888], [100, 9002801208229888],
  ]);
  assert.strictEqual(wide.max, Number.MAX_SAFE_INTEGER);
  wide.record(5n);
  assert.strictEqual(wide.count, 8);
}

for (const value of [0, -1, 1.5, 2 ** 53]) assert.throws(() => createHistogram().record(value), { code: 'ERR_OUT_OF_RANGE' });
assert.throws(() => createHistogram().record('x'), { code: 'ERR_INVALID_ARG_TYPE' });
assert.throws(() => createHistogram().percentile(0), { code: 'ERR_OUT_OF_RANGE' });
assert.throws(() => createHistogram().percentile('x'), { code: 'ERR_INVALID_ARG_TYPE' });
assert.throws(() => createHistogram().add(1), { code: 'ERR_INVALID_ARG_TYPE' });
assert.throws(() => createHistogram({ lowest: 0 }), { code: 'ERR_OUT_OF_RANGE' });
assert.throws(() => createHistogram({ figures: 6 }), { code: 'ERR_OUT_OF_RANGE' });
assert.throws(() => createHistogram({ lowest: 1n, highest: 1n }), { code: 'ERR_INVALID_ARG_VALUE' });
assert.throws(() => new (createHistogram().constructor)(), { code: 'ERR_ILLEGAL_CONSTRUCTOR' });

{
  const delay = monitorEventLoopDelay({ resolution: 1 });
  assert.deepStrictEqual([delay.enable(), delay.enable()], [true, false]);
  setTimeout(() => {
    assert.deepStrictEqual([delay.disable(), delay.disable()], [true, false]);
    assert.ok(delay.count > 0);
    assert.ok(delay.min > 0 && delay.max >= delay.min && delay.mean > 0);
  }, 30);
  assert.throws(() => monitorEventLoopDelay({ resolution: 0 }), { code: 'ERR_OUT_OF_RANGE' });
}
