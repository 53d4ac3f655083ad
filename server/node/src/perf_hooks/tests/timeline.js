'use strict';
const assert = require('node:assert');
const hooks = require('node:perf_hooks');
const { performance, PerformanceObserver, PerformanceEntry, PerformanceMark, PerformanceMeasure } = hooks;

assert.strictEqual(globalThis.performance, performance);
assert.ok(performance.now() > 0);
assert.ok(Math.abs(performance.timeOrigin + performance.now() - Date.now()) < 1000);
assert.strictEqual(hooks.constants.NODE_PERFORMANCE_GC_MAJOR, 4);

// Marks and measures.
{
  const mark = performance.mark('a', { startTime: 5, detail: { x: 1 } });
  assert.ok(mark instanceof PerformanceMark && mark instanceof PerformanceEntry);
  assert.deepStrictEqual(mark.toJSON(), { name: 'a', entryType: 'mark', startTime: 5, duration: 0, detail: { x: 1 } });
  performance.mark('b', { startTime: 8 });
  const measure = performance.measure('m', 'a', 'b');
  assert.ok(measure instanceof PerformanceMeasure);
  assert.deepStrictEqual([measure.startTime, measure.duration, measure.detail], [5, 3, null]);
  assert.deepStrictEqual(performance.measure('m', { start: 1, duration: 4 }).toJSON(),
                         { name: 'm', entryType: 'measure', startTime: 1, duration: 4, detail: null });
  assert.strictEqual(performance.measure('m', { end: 9, duration: 4 }).startTime, 5);
  assert.strictEqual(performance.measure('m').startTime, 0);
  assert.deepStrictEqual(performance.getEntriesByName('a').map((entry) => entry.entryType), ['mark']);
  assert.strictEqual(performance.getEntriesByType('measure').length, 4);
  assert.strictEqual(performance.getEntries().length, 6);
  performance.clearMarks('a');
  assert.deepStrictEqual(performance.getEntriesByType('mark').map((entry) => entry.name), ['b']);
  performance.clearMarks();
  performance.clearMeasures();
  assert.strictEqual(performance.getEntries().length, 0);

  assert.throws(() => performance.measure('m', 'a'), { name: 'SyntaxError', code: 12 });
  assert.throws(() => performance.mark(), { code: 'ERR_MISSING_ARGS' });
  assert.throws(() => performance.mark('nodeStart'), { code: 'ERR_INVALID_ARG_VALUE' });
  assert.throws(() => performance.mark('x', { startTime: -1 }), { code: 'ERR_PERFORMANCE_INVALID_TIMESTAMP' });
  assert.throws(() => performance.measure('m', { start: 1, end: 2, duration: 3 }), { code: 'ERR_PERFORMANCE_MEASURE_INVALID_OPTIONS' });
  assert.throws(() => new PerformanceEntry(), { code: 'ERR_ILLEGAL_CONSTRUCTOR' });
  assert.throws(() => performance.now.call({}), { code: 'ERR_INVALID_THIS' });
}

// Observers.
let pending = 0;
{
  pending++;
  const observer = new PerformanceObserver((list, self) => {
    pending--;
    assert.strictEqual(self, observer);
    assert.deepStrictEqual(list.getEntries().map((entry) => entry.name), ['first', 'second', 'between', 'taken']);
    assert.deepStrictEqual(list.getEntriesByType('measure').map((entry) => entry.name), ['between']);
    assert.deepStrictEqual(list.getEntriesByName('first', 'mark').length, 1);
    observer.disconnect();
  });
  observer.observe({ entryTypes: ['mark', 'measure', 'unknown'] });
  performance.mark('first', { startTime: 1 });
  performance.mark('second', { startTime: 2 });
  performance.measure('between', { start: 3, end: 4 });
  assert.throws(() => observer.observe({ type: 'mark' }), { name: 'InvalidModificationError' });
  assert.throws(() => observer.observe(), { code: 'ERR_MISSING_ARGS' });
  assert.throws(() => new PerformanceObserver(), { code: 'ERR_INVALID_ARG_TYPE' });
  assert.ok(PerformanceObserver.supportedEntryTypes.includes('function'));

  pending++;
  const buffered = new PerformanceObserver((list) => {
    pending--;
    assert.deepStrictEqual(list.getEntries().map((entry) => entry.name), ['first', 'second', 'taken']);
    buffered.disconnect();
  });
  buffered.observe({ type: 'mark', buffered: true });
  const taken = new PerformanceObserver(() => assert.fail('nothing is left'));
  taken.observe({ type: 'mark' });
  performance.mark('taken');
  assert.deepStrictEqual(taken.takeRecords().map((entry) => entry.name), ['taken']);
  taken.disconnect();
}
process.on('exit', () => assert.strictEqual(pending, 0));

// timerify
{
  pending++;
  const observer = new PerformanceObserver((list) => {
    const [entry] = list.getEntries();
    if (entry.entryType !== 'function') return;
    pending--;
    assert.strictEqual(entry.name, 'add');
    assert.deepStrictEqual([entry[0], entry[1]], [1, 2]);
    assert.ok(entry.duration >= 0);
    observer.disconnect();
  });
  observer.observe({ entryTypes: ['function'] });
  const histogram = hooks.createHistogram();
  const timed = performance.timerify(function add(a, b) { return a + b; }, { histogram });
  assert.deepStrictEqual([timed.name, timed.length, timed(1, 2)], ['timerified add', 2, 3]);
  assert.strictEqual(histogram.count, 1);
  class Made { constructor(x) { this.x = x; } }
  assert.strictEqual(new (performance.timerify(Made))(3).x, 3);
  assert.throws(() => performance.timerify(1), { code: 'ERR_INVALID_ARG_TYPE' });
}

// The loop.
{
  assert.deepStrictEqual(performance.eventLoopUtilization(), { idle: 0, active: 0, utilization: 0 });
  setTimeout(() => {
    const { idle, active, utilization } = performance.eventLoopUtilization();
    assert.ok(idle >= 0 && active >= 0 && utilization >= 0 && utilization <= 1);
    assert.ok(performance.nodeTiming.loopStart > 0);
    assert.strictEqual(performance.nodeTiming.loopExit, -1);
  }, 2);
  assert.deepStrictEqual(Object.keys(performance.toJSON()), ['nodeTiming', 'timeOrigin', 'eventLoopUtilization']);
}
