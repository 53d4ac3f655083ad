'use strict';
/*! Marks and measures. */

const {
  codes: {
    ERR_INVALID_ARG_VALUE, ERR_MISSING_ARGS, ERR_PERFORMANCE_INVALID_TIMESTAMP, ERR_PERFORMANCE_MEASURE_INVALID_OPTIONS,
  },
} = require('internal/errors');
const { validateNumber, validateObject, validateString } = require('internal/validators');
const { enumerable, tag, toText } = require('internal/event_target');
const { PerformanceEntry, check, kDetail, kName, kSkipThrow } = require('internal/perf/performance_entry');
const { bufferUserTiming, enqueue } = require('internal/perf/observe');
const { now } = require('internal/perf/utils');
const { structuredClone } = require('internal/structured_clone');

// The latest time of each mark.
const markTimings = new Map();

// Names that a mark can't have, since a measure finds the milestone of this name instead.
const milestones = new Set([
  'nodeStart', 'v8Start', 'environment', 'loopStart', 'loopExit', 'bootstrapComplete',
]);

function timeOf(name) {
  if (name === undefined) return undefined;
  if (typeof name === 'number') {
    if (name < 0) throw new ERR_PERFORMANCE_INVALID_TIMESTAMP(name);
    return name;
  }
  name = toText(name);
  if (milestones.has(name)) return require('internal/perf/nodetiming')[name];
  const time = markTimings.get(name);
  if (time === undefined) {
    const { DOMException } = require('internal/dom_exception');
    throw new DOMException(`The "${name}" performance mark has not been set`, 'SyntaxError');
  }
  return time;
}

class PerformanceMark extends PerformanceEntry {
  constructor(name, options = undefined) {
    if (arguments.length === 0) throw new ERR_MISSING_ARGS('name');
    name = toText(name);
    if (milestones.has(name)) throw new ERR_INVALID_ARG_VALUE('name', name);
    if (options != null) validateObject(options, 'options');
    const startTime = options?.startTime ?? now();
    validateNumber(startTime, 'startTime');
    if (startTime < 0) throw new ERR_PERFORMANCE_INVALID_TIMESTAMP(startTime);
    const given = options?.detail;
    super(kSkipThrow, name, 'mark', startTime, 0);
    this[kDetail] = given == null ? null : structuredClone(given);
    markTimings.set(name, startTime);
  }

  get detail() {
    check(this, kDetail, 'PerformanceMark');
    return this[kDetail];
  }

  toJSON() {
    return { ...super.toJSON(), detail: this[kDetail] };
  }
}
enumerable(PerformanceMark.prototype, ['detail']);
tag(PerformanceMark.prototype, 'PerformanceMark');

class PerformanceMeasure extends PerformanceEntry {
  constructor(skipThrow = undefined, name = undefined, type = undefined, start = undefined, duration = undefined) {
    super(skipThrow, name, type, start, duration);
  }

  get detail() {
    check(this, kDetail, 'PerformanceMeasure');
    return this[kDetail];
  }

  toJSON() {
    return { ...super.toJSON(), detail: this[kDetail] };
  }
}
enumerable(PerformanceMeasure.prototype, ['detail']);
tag(PerformanceMeasure.prototype, 'PerformanceMeasure');

function mark(name, options) {
  const entry = new PerformanceMark(name, options);
  enqueue(entry);
  bufferUserTiming(entry);
  return entry;
}

function measure(name, startOrOptions = {}, endMark = undefined) {
  validateString(name, 'name');
  const options = typeof startOrOptions === 'object' && startOrOptions !== null ? startOrOptions : undefined;
  if (options !== undefined) {
    const { start, end, duration } = options;
    const given = start !== undefined || end !== undefined || duration !== undefined || options.detail !== undefined;
    if (given && endMark !== undefined) throw new ERR_PERFORMANCE_MEASURE_INVALID_OPTIONS('endMark must not be specified');
    if (start !== undefined && end !== undefined && duration !== undefined) {
      throw new ERR_PERFORMANCE_MEASURE_INVALID_OPTIONS(
        'Must not have options.start, options.end, and options.duration specified');
    }
  }

  const endTime = (() => {
    if (endMark !== undefined) return timeOf(endMark);
    if (options?.end !== undefined) return timeOf(options.end);
    if (options?.start !== undefined && options?.duration !== undefined) return timeOf(options.start) + timeOf(options.duration);
    return now();
  })();
  const startTime = (() => {
    if (options === undefined) return typeof startOrOptions === 'string' ? timeOf(startOrOptions) : 0;
    if (options.start !== undefined) return timeOf(options.start);
    if (options.duration !== undefined && options.end !== undefined) return timeOf(options.end) - timeOf(options.duration);
    return 0;
  })();

  const detail = options?.detail;
  const entry = new PerformanceMeasure(kSkipThrow, name, 'measure', startTime, endTime - startTime);
  entry[kDetail] = detail == null ? null : structuredClone(detail);
  enqueue(entry);
  bufferUserTiming(entry);
  return entry;
}

function clearMarkTimings(name) {
  if (name === undefined) {
    markTimings.clear();
    return;
  }
  name = toText(name);
  if (milestones.has(name)) throw new ERR_INVALID_ARG_VALUE('name', name);
  markTimings.delete(name);
}

module.exports = { PerformanceMark, PerformanceMeasure, mark, measure, clearMarkTimings };
