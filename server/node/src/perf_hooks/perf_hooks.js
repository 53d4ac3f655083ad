'use strict';

const { defineLazyProperties } = require('internal/util');

// In Node's order; each is loaded when it is first read, since most programs want `performance` alone.
defineLazyProperties(module.exports, 'internal/perf/performance', ['Performance']);
defineLazyProperties(module.exports, 'internal/perf/performance_entry', ['PerformanceEntry']);
defineLazyProperties(module.exports, 'internal/perf/usertiming', ['PerformanceMark', 'PerformanceMeasure']);
defineLazyProperties(
  module.exports, 'internal/perf/observe', ['PerformanceObserver', 'PerformanceObserverEntryList']);
defineLazyProperties(module.exports, 'internal/perf/resource_timing', ['PerformanceResourceTiming']);
module.exports.monitorEventLoopDelay = function monitorEventLoopDelay(options = undefined) {
  return require('internal/perf/event_loop_delay')(options);
};
defineLazyProperties(module.exports, 'internal/histogram', ['createHistogram']);
defineLazyProperties(module.exports, 'internal/perf/performance', ['performance']);

const constants = {
  NODE_PERFORMANCE_GC_MAJOR: 4,
  NODE_PERFORMANCE_GC_MINOR: 1,
  NODE_PERFORMANCE_GC_INCREMENTAL: 8,
  NODE_PERFORMANCE_GC_WEAKCB: 16,
  NODE_PERFORMANCE_GC_FLAGS_NO: 0,
  NODE_PERFORMANCE_GC_FLAGS_CONSTRUCT_RETAINED: 2,
  NODE_PERFORMANCE_GC_FLAGS_FORCED: 4,
  NODE_PERFORMANCE_GC_FLAGS_SYNCHRONOUS_PHANTOM_PROCESSING: 8,
  NODE_PERFORMANCE_GC_FLAGS_ALL_AVAILABLE_GARBAGE: 16,
  NODE_PERFORMANCE_GC_FLAGS_ALL_EXTERNAL_MEMORY: 32,
  NODE_PERFORMANCE_GC_FLAGS_SCHEDULE_IDLE: 64,
};
for (const name in constants) {
  Object.defineProperty(constants, name, { __proto__: null, enumerable: true, writable: false, configurable: false });
}
Object.defineProperty(module.exports, 'constants', {
  __proto__: null, configurable: false, enumerable: true, value: constants,
});
