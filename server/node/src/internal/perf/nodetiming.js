'use strict';
/*! `performance.nodeTiming`: the milestones of this process. */

const { PerformanceEntry } = require('internal/perf/performance_entry');
const { now } = require('internal/perf/utils');

const native = lode.native('perf_hooks');
const { defineProperties } = Object;

// The clock starts with the realm; what Node tells apart before it is one step here.
const kRealmStart = 0;

class PerformanceNodeTiming {
  constructor() {
    const milestone = (read) => ({ __proto__: null, enumerable: true, configurable: true, get: read });
    // The names that an entry has, without its brand: these change while the process runs.
    defineProperties(this, {
      name: { __proto__: null, enumerable: true, configurable: true, value: 'node' },
      entryType: { __proto__: null, enumerable: true, configurable: true, value: 'node' },
      startTime: { __proto__: null, enumerable: true, configurable: true, value: 0 },
      duration: milestone(now),
      nodeStart: milestone(() => kRealmStart),
      v8Start: milestone(() => kRealmStart),
      environment: milestone(() => kRealmStart),
      loopStart: milestone(() => native.loopStart()),
      loopExit: milestone(() => native.loopExit()),
      bootstrapComplete: milestone(() => native.bootstrapComplete()),
      idleTime: milestone(() => native.idleTime()),
      uvMetricsInfo: milestone(() => {
        return { loopCount: native.loopCount(), events: 0, eventsWaiting: 0 };
      }),
    });
  }

  [require('internal/util').customInspectSymbol](depth, options) {
    if (depth < 0) return this;
    const { inspect } = require('internal/util/inspect');
    const nested = { ...options, depth: options.depth == null ? null : options.depth - 1 };
    return `${this.constructor.name} ${inspect(this.toJSON(), nested)}`;
  }

  toJSON() {
    return {
      name: 'node',
      entryType: this.entryType,
      startTime: this.startTime,
      duration: this.duration,
      nodeStart: this.nodeStart,
      v8Start: this.v8Start,
      bootstrapComplete: this.bootstrapComplete,
      environment: this.environment,
      loopStart: this.loopStart,
      loopExit: this.loopExit,
      idleTime: this.idleTime,
    };
  }
}
Object.setPrototypeOf(PerformanceNodeTiming, PerformanceEntry);
Object.setPrototypeOf(PerformanceNodeTiming.prototype, PerformanceEntry.prototype);

module.exports = new PerformanceNodeTiming();
