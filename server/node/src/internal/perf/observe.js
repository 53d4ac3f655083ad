'use strict';
/*! Observers of performance entries, and the buffers that `performance.getEntries()` reads. */

const {
  codes: { ERR_ILLEGAL_CONSTRUCTOR, ERR_INVALID_ARG_TYPE, ERR_INVALID_ARG_VALUE, ERR_MISSING_ARGS },
} = require('internal/errors');
const { customInspectSymbol } = require('internal/util');
const { validateFunction, validateObject, validateString } = require('internal/validators');
const { enumerable, tag } = require('internal/event_target');
const { createPerformanceNodeEntry, kSkipThrow } = require('internal/perf/performance_entry');
const { now } = require('internal/perf/utils');

const { freeze } = Object;
const kDispatch = Symbol('kDispatch');
const kMaybeBuffer = Symbol('kMaybeBuffer');

const kTypeSingle = 'single';
const kTypeMultiple = 'multiple';
const supportedEntryTypes = freeze(['dns', 'function', 'gc', 'http', 'http2', 'mark', 'measure', 'net', 'resource']);

const observers = new Set();
const pending = new Set();
let isScheduled = false;
// How many observers each type has: sources ask before they measure anything.
const counts = { __proto__: null };

let marks = [];
let measures = [];
let resources = [];
let overflow = [];
let resourceLimit = 250;
let dispatchBufferFull;
let isFullPending = false;

const byStart = (a, b) => a.startTime - b.startTime;

function schedule() {
  if (isScheduled) return;
  isScheduled = true;
  require('timers').setImmediate(() => {
    isScheduled = false;
    const list = [...pending];
    pending.clear();
    for (const observer of list) observer[kDispatch]();
  });
}

class PerformanceObserverEntryList {
  #buffer;

  constructor(skipThrow = undefined, entries = undefined) {
    if (skipThrow !== kSkipThrow) throw new ERR_ILLEGAL_CONSTRUCTOR();
    this.#buffer = entries.toSorted(byStart);
  }

  getEntries() {
    return this.#buffer.slice();
  }

  getEntriesByType(type) {
    if (arguments.length === 0) throw new ERR_MISSING_ARGS('type');
    type = `${type}`;
    return this.#buffer.filter((entry) => entry.entryType === type);
  }

  getEntriesByName(name, type = undefined) {
    if (arguments.length === 0) throw new ERR_MISSING_ARGS('name');
    name = `${name}`;
    if (type != null) type = `${type}`;
    return this.#buffer.filter((entry) => entry.name === name && (type == null || entry.entryType === type));
  }

  [customInspectSymbol](depth, options) {
    if (depth < 0) return this;
    const { inspect } = require('internal/util/inspect');
    const nested = { ...options, depth: options.depth == null ? null : options.depth - 1 };
    return `PerformanceObserverEntryList ${inspect(this.#buffer, nested)}`;
  }
}
enumerable(PerformanceObserverEntryList.prototype, ['getEntries', 'getEntriesByType', 'getEntriesByName']);
Object.defineProperty(PerformanceObserverEntryList.prototype.getEntriesByName, 'length', { __proto__: null, value: 1, configurable: true });
tag(PerformanceObserverEntryList.prototype, 'PerformanceObserverEntryList');

class PerformanceObserver {
  #buffer = [];
  #entryTypes = new Set();
  #type;
  #callback;

  constructor(callback) {
    validateFunction(callback, 'callback');
    this.#callback = callback;
  }

  static get supportedEntryTypes() {
    return supportedEntryTypes;
  }

  observe(options = {}) {
    validateObject(options, 'options');
    const { entryTypes, type, buffered } = { ...options };
    if (entryTypes === undefined && type === undefined) throw new ERR_MISSING_ARGS('options.entryTypes', 'options.type');
    if (entryTypes != null && type != null) {
      throw new ERR_INVALID_ARG_VALUE(
        'options.entryTypes', entryTypes, 'options.entryTypes can not set with options.type together');
    }
    switch (this.#type) {
      case undefined:
        if (entryTypes !== undefined) this.#type = kTypeMultiple;
        if (type !== undefined) this.#type = kTypeSingle;
        break;
      case kTypeSingle:
        if (entryTypes !== undefined) throw cannotChange('multiple');
        break;
      case kTypeMultiple:
        if (type !== undefined) throw cannotChange('single');
        break;
    }

    if (this.#type === kTypeMultiple) {
      if (!Array.isArray(entryTypes)) throw new ERR_INVALID_ARG_TYPE('options.entryTypes', 'string[]', entryTypes);
      for (const name of this.#entryTypes) uncount(name);
      this.#entryTypes.clear();
      for (const name of entryTypes) {
        if (supportedEntryTypes.includes(name) && !this.#entryTypes.has(name)) {
          this.#entryTypes.add(name);
          counts[name] = (counts[name] ?? 0) + 1;
        }
      }
    } else {
      if (!supportedEntryTypes.includes(type)) return;
      if (!this.#entryTypes.has(type)) {
        this.#entryTypes.add(type);
        counts[type] = (counts[type] ?? 0) + 1;
      }
      if (buffered) {
        this.#buffer.push(...filterBufferMapByNameAndType(undefined, type));
        pending.add(this);
        schedule();
      }
    }
    if (this.#entryTypes.size > 0) observers.add(this);
    else this.disconnect();
  }

  disconnect() {
    for (const name of this.#entryTypes) uncount(name);
    observers.delete(this);
    pending.delete(this);
    this.#buffer = [];
    this.#entryTypes.clear();
    this.#type = undefined;
  }

  takeRecords() {
    const list = this.#buffer;
    this.#buffer = [];
    return list;
  }

  [kMaybeBuffer](entry) {
    if (!this.#entryTypes.has(entry.entryType)) return;
    this.#buffer.push(entry);
    pending.add(this);
    schedule();
  }

  [kDispatch]() {
    const entries = new PerformanceObserverEntryList(kSkipThrow, this.takeRecords());
    this.#callback(entries, this);
  }

  [customInspectSymbol](depth, options) {
    if (depth < 0) return this;
    const { inspect } = require('internal/util/inspect');
    const nested = { ...options, depth: options.depth == null ? null : options.depth - 1 };
    return `PerformanceObserver ${inspect({
      connected: observers.has(this),
      pending: pending.has(this),
      entryTypes: [...this.#entryTypes],
      buffer: this.#buffer,
    }, nested)}`;
  }
}
enumerable(PerformanceObserver.prototype, ['observe', 'disconnect', 'takeRecords']);
tag(PerformanceObserver.prototype, 'PerformanceObserver');

function cannotChange(to) {
  const { DOMException } = require('internal/dom_exception');
  return new DOMException(`PerformanceObserver can not change to ${to} observation${to === 'multiple' ? 's' : ''}`, 'InvalidModificationError');
}

function uncount(name) {
  counts[name]--;
}

function enqueue(entry) {
  for (const observer of observers) observer[kMaybeBuffer](entry);
}

const kWarnAt = 1e6;
const warned = new Set();

/** Marks and measures stay until they are cleared. */
function bufferUserTiming(entry) {
  const { entryType } = entry;
  const buffer = entryType === 'mark' ? marks : measures;
  buffer.push(entry);
  if (buffer.length > kWarnAt && !warned.has(entryType)) {
    warned.add(entryType);
    const warning = new Error(
      `Possible perf_hooks memory leak detected. There are ${buffer.length} ${entryType} entries in the performance ` +
      'entry buffer. To clear, use performance.clear' + (entryType === 'mark' ? 'Marks' : 'Measures') + '.');
    warning.name = 'MaxPerformanceEntryBufferExceededWarning';
    warning.entryType = entryType;
    warning.count = buffer.length;
    process.emitWarning(warning);
  }
}

/** Resource entries have a limited buffer; the program hears when it is full and may make room. */
function bufferResourceTiming(entry) {
  if (resources.length < resourceLimit && !isFullPending) {
    resources.push(entry);
    return;
  }
  if (!isFullPending) {
    isFullPending = true;
    require('timers').setImmediate(() => {
      while (overflow.length > 0) {
        const before = overflow.length;
        dispatchBufferFull('resourcetimingbufferfull');
        const room = Math.max(resourceLimit - resources.length, 0);
        resources.push(...overflow.splice(0, room));
        if (before <= overflow.length) {
          overflow = [];
          break;
        }
      }
      isFullPending = false;
    });
  }
  overflow.push(entry);
}

function clearEntriesFromBuffer(type, name) {
  const keep = name === undefined ? () => false : (entry) => entry.name !== name;
  if (type === 'mark') marks = marks.filter(keep);
  else if (type === 'measure') measures = measures.filter(keep);
  else if (type === 'resource') resources = resources.filter(keep);
}

function filterBufferMapByNameAndType(name, type) {
  let list;
  if (type === 'mark') list = marks;
  else if (type === 'measure') list = measures;
  else if (type === 'resource') list = resources;
  else if (type !== undefined) return [];
  else list = [...marks, ...measures, ...resources];
  if (name !== undefined) list = list.filter((entry) => entry.name === name);
  else list = list.slice();
  return list.sort(byStart);
}

function hasObserver(type) {
  validateString(type, 'type');
  return counts[type] > 0;
}

/** For modules that measure: `startPerf` notes the start on `target`, `stopPerf` makes the entry. */
function startPerf(target, key, context = {}) {
  target[key] = { ...context, startTime: now() };
}

function stopPerf(target, key, context = {}) {
  const started = target[key];
  if (!started) return;
  const { startTime } = started;
  enqueue(createPerformanceNodeEntry(
    started.name, started.type, startTime, now() - startTime, { ...started.detail, ...context.detail }));
}

module.exports = {
  PerformanceObserver,
  PerformanceObserverEntryList,
  enqueue,
  hasObserver,
  clearEntriesFromBuffer,
  filterBufferMapByNameAndType,
  bufferUserTiming,
  bufferResourceTiming,
  startPerf,
  stopPerf,
  setResourceTimingBufferSize: (size) => { resourceLimit = size; },
  setDispatchBufferFull: (fn) => { dispatchBufferFull = fn; },
};
