'use strict';

const { codes: { ERR_ILLEGAL_CONSTRUCTOR, ERR_INVALID_THIS, ERR_MISSING_ARGS } } = require('internal/errors');
const { customInspectSymbol } = require('internal/util');
const { Event, EventTarget, defineEventHandler, enumerable, kTrustEvent, tag, toText } = require('internal/event_target');
const { getTimeOriginTimestamp, now } = require('internal/perf/utils');

const { defineProperty } = Object;
const kPerformance = Symbol('performance');
const kSkipThrow = Symbol('kSkipThrow');

// Most programs only want `now()`: the rest is loaded when it is used.
let entries;
const observe = () => (entries ??= load());
function load() {
  const module = require('internal/perf/observe');
  module.setDispatchBufferFull((type) => {
    performance.dispatchEvent(new Event(type, { [kTrustEvent]: true }));
  });
  return module;
}
let timings;
const userTiming = () => (timings ??= (observe(), require('internal/perf/usertiming')));

function check(value) {
  if (value?.[kPerformance] === undefined) throw new ERR_INVALID_THIS('Performance');
}

class Performance extends EventTarget {
  constructor(skipThrow = undefined) {
    if (skipThrow !== kSkipThrow) throw new ERR_ILLEGAL_CONSTRUCTOR();
    super();
    this[kPerformance] = true;
  }

  [customInspectSymbol](depth, options) {
    if (depth < 0) return this;
    const { inspect } = require('internal/util/inspect');
    const nested = { ...options, depth: options.depth == null ? null : options.depth - 1 };
    return `Performance ${inspect({ nodeTiming: this.nodeTiming, timeOrigin: this.timeOrigin }, nested)}`;
  }

  clearMarks(name = undefined) {
    check(this);
    if (name !== undefined) name = toText(name);
    userTiming().clearMarkTimings(name);
    observe().clearEntriesFromBuffer('mark', name);
  }

  clearMeasures(name = undefined) {
    check(this);
    if (name !== undefined) name = toText(name);
    observe().clearEntriesFromBuffer('measure', name);
  }

  clearResourceTimings(name = undefined) {
    check(this);
    if (name !== undefined) name = toText(name);
    observe().clearEntriesFromBuffer('resource', name);
  }

  getEntries() {
    check(this);
    return observe().filterBufferMapByNameAndType();
  }

  getEntriesByName(name, type = undefined) {
    check(this);
    if (arguments.length === 0) throw new ERR_MISSING_ARGS('name');
    return observe().filterBufferMapByNameAndType(toText(name), type === undefined ? undefined : toText(type));
  }

  getEntriesByType(type) {
    check(this);
    if (arguments.length === 0) throw new ERR_MISSING_ARGS('type');
    return observe().filterBufferMapByNameAndType(undefined, toText(type));
  }

  mark(name, options = {}) {
    check(this);
    if (arguments.length === 0) throw new ERR_MISSING_ARGS('name');
    return userTiming().mark(name, options);
  }

  measure(name, startOrMeasureOptions = {}, endMark = undefined) {
    check(this);
    if (arguments.length === 0) throw new ERR_MISSING_ARGS('name');
    return userTiming().measure(name, startOrMeasureOptions, endMark);
  }

  now() {
    check(this);
    return now();
  }

  setResourceTimingBufferSize(maxSize) {
    check(this);
    if (arguments.length === 0) throw new ERR_MISSING_ARGS('maxSize');
    // An unsigned 32-bit integer, as Web IDL converts it.
    observe().setResourceTimingBufferSize(maxSize >>> 0);
  }

  get timeOrigin() {
    check(this);
    return getTimeOriginTimestamp();
  }

  toJSON() {
    check(this);
    return {
      nodeTiming: this.nodeTiming,
      timeOrigin: this.timeOrigin,
      eventLoopUtilization: this.eventLoopUtilization(),
    };
  }
}
enumerable(Performance.prototype, [
  'clearMarks', 'clearMeasures', 'clearResourceTimings', 'getEntries', 'getEntriesByName', 'getEntriesByType', 'mark',
  'measure', 'now', 'setResourceTimingBufferSize', 'timeOrigin', 'toJSON',
]);
/** A hidden data property whose value is made when it is first read. */
function lazy(name, id, property) {
  const define = (value) => defineProperty(Performance.prototype, name, {
    __proto__: null, configurable: true, enumerable: false, writable: true, value,
  });
  defineProperty(Performance.prototype, name, {
    __proto__: null,
    configurable: true,
    enumerable: false,
    get() {
      observe();
      const module = require(id);
      const value = property === undefined ? module : module[property];
      define(value);
      return value;
    },
    set: define,
  });
}
lazy('eventLoopUtilization', 'internal/perf/event_loop_utilization');
lazy('nodeTiming', 'internal/perf/nodetiming');
lazy('markResourceTiming', 'internal/perf/resource_timing', 'markResourceTiming');
lazy('timerify', 'internal/perf/timerify');
tag(Performance.prototype, 'Performance');
defineEventHandler(Performance.prototype, 'resourcetimingbufferfull');

const performance = new Performance(kSkipThrow);

module.exports = { Performance, performance };
