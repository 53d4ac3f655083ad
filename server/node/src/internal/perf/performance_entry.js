'use strict';

const { codes: { ERR_ILLEGAL_CONSTRUCTOR, ERR_INVALID_THIS } } = require('internal/errors');
const { customInspectSymbol } = require('internal/util');
const { enumerable } = require('internal/event_target');

const kName = Symbol('PerformanceEntry.Name');
const kEntryType = Symbol('PerformanceEntry.EntryType');
const kStartTime = Symbol('PerformanceEntry.StartTime');
const kDuration = Symbol('PerformanceEntry.Duration');
const kDetail = Symbol('PerformanceEntry.Detail');
const kSkipThrow = Symbol('kSkipThrow');

function check(value, field, name) {
  if (value?.[field] === undefined) throw new ERR_INVALID_THIS(name);
}

class PerformanceEntry {
  constructor(skipThrow = undefined, name = undefined, type = undefined, start = undefined, duration = undefined) {
    if (skipThrow !== kSkipThrow) throw new ERR_ILLEGAL_CONSTRUCTOR();
    this[kName] = name;
    this[kEntryType] = type;
    this[kStartTime] = start;
    this[kDuration] = duration;
  }

  get name() {
    check(this, kName, 'PerformanceEntry');
    return this[kName];
  }

  get entryType() {
    check(this, kEntryType, 'PerformanceEntry');
    return this[kEntryType];
  }

  get startTime() {
    check(this, kStartTime, 'PerformanceEntry');
    return this[kStartTime];
  }

  get duration() {
    check(this, kDuration, 'PerformanceEntry');
    return this[kDuration];
  }

  [customInspectSymbol](depth, options) {
    if (depth < 0) return this;
    const { inspect } = require('internal/util/inspect');
    const nested = { ...options, depth: options.depth == null ? null : options.depth - 1 };
    return `${this.constructor.name} ${inspect(this.toJSON(), nested)}`;
  }

  toJSON() {
    check(this, kName, 'PerformanceEntry');
    return { name: this[kName], entryType: this[kEntryType], startTime: this[kStartTime], duration: this[kDuration] };
  }
}
enumerable(PerformanceEntry.prototype, ['name', 'entryType', 'startTime', 'duration', 'toJSON']);

/** The entries of Node's own sources: what they measured is in `detail`. */
class PerformanceNodeEntry extends PerformanceEntry {
  get detail() {
    check(this, kName, 'NodePerformanceEntry');
    return this[kDetail];
  }

  toJSON() {
    return { ...super.toJSON(), detail: this[kDetail] };
  }
}

function createPerformanceNodeEntry(name, type, start, duration, detail) {
  const entry = new PerformanceNodeEntry(kSkipThrow, name, type, start, duration);
  entry[kDetail] = detail;
  return entry;
}

module.exports = {
  PerformanceEntry, PerformanceNodeEntry, createPerformanceNodeEntry, check, kName, kEntryType, kStartTime, kDuration, kDetail, kSkipThrow,
};
