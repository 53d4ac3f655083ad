'use strict';

const { codes: { ERR_ILLEGAL_CONSTRUCTOR, ERR_INVALID_THIS, ERR_MISSING_ARGS } } = require('internal/errors');
const { customInspectSymbol } = require('internal/util');
const { Event, EventTarget, defineEventHandler, enumerable, kTrustEvent, tag, toText } = require('internal/event_target');
const {
  clearEntriesFromBuffer, filterBufferMapByNameAndType, setDispatchBufferFull, setResourceTimingBufferSize,
} = require('internal/perf/observe');
const { markResourceTiming } = require('internal/perf/resource_timing');
const { clearMarkTimings, mark, measure } = require('internal/perf/usertiming');
const eventLoopUtilization = require('internal/perf/event_loop_utilization');
const nodeTiming = require('internal/perf/nodetiming');
const timerify = require('internal/perf/timerify');
const { getTimeOriginTimestamp, now } = require('internal/perf/utils');

const { defineProperties } = Object;
const kPerformance = Symbol('performance');
const kSkipThrow = Symbol('kSkipThrow');

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
    clearMarkTimings(name);
    clearEntriesFromBuffer('mark', name);
  }

  clearMeasures(name = undefined) {
    check(this);
    if (name !== undefined) name = toText(name);
    clearEntriesFromBuffer('measure', name);
  }

  clearResourceTimings(name = undefined) {
    check(this);
    if (name !== undefined) name = toText(name);
    clearEntriesFromBuffer('resource', name);
  }

  getEntries() {
    check(this);
    return filterBufferMapByNameAndType();
  }

  getEntriesByName(name, type = undefined) {
    check(this);
    if (arguments.length === 0) throw new ERR_MISSING_ARGS('name');
    return filterBufferMapByNameAndType(toText(name), type === undefined ? undefined : toText(type));
  }

  getEntriesByType(type) {
    check(this);
    if (arguments.length === 0) throw new ERR_MISSING_ARGS('type');
    return filterBufferMapByNameAndType(undefined, toText(type));
  }

  mark(name, options = {}) {
    check(this);
    if (arguments.length === 0) throw new ERR_MISSING_ARGS('name');
    return mark(name, options);
  }

  measure(name, startOrMeasureOptions = {}, endMark = undefined) {
    check(this);
    if (arguments.length === 0) throw new ERR_MISSING_ARGS('name');
    return measure(name, startOrMeasureOptions, endMark);
  }

  now() {
    check(this);
    return now();
  }

  setResourceTimingBufferSize(maxSize) {
    check(this);
    if (arguments.length === 0) throw new ERR_MISSING_ARGS('maxSize');
    // An unsigned 32-bit integer, as Web IDL converts it.
    setResourceTimingBufferSize(maxSize >>> 0);
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
const hidden = (value) => ({ __proto__: null, configurable: true, enumerable: false, writable: true, value });
defineProperties(Performance.prototype, {
  eventLoopUtilization: hidden(eventLoopUtilization),
  nodeTiming: hidden(nodeTiming),
  markResourceTiming: hidden(markResourceTiming),
  timerify: hidden(timerify),
});
tag(Performance.prototype, 'Performance');
defineEventHandler(Performance.prototype, 'resourcetimingbufferfull');

const performance = new Performance(kSkipThrow);
setDispatchBufferFull((type) => {
  performance.dispatchEvent(new Event(type, { [kTrustEvent]: true }));
});

module.exports = { Performance, performance };
