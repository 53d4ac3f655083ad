'use strict';
/*! `monitorEventLoopDelay`: how late a regular timer of the loop comes. */

const { kEmptyObject } = require('internal/util');
const { codes: { ERR_ILLEGAL_CONSTRUCTOR, ERR_INVALID_THIS } } = require('internal/errors');
const { validateInteger, validateObject } = require('internal/validators');
const { Histogram, createInternalHistogram, kConstruct, kCounts } = require('internal/histogram');
const { Timeout, insert, unenroll } = require('internal/timers');
const { now } = require('internal/perf/utils');

// An hour, in nanoseconds.
const kHighest = 3.6e12;
const kEnabled = Symbol('kEnabled');
const kResolution = Symbol('kResolution');

class ELDHistogram extends Histogram {
  constructor(permit) {
    if (permit !== kConstruct) throw new ERR_ILLEGAL_CONSTRUCTOR();
    super(kConstruct);
  }

  enable() {
    if (this[kEnabled] === undefined) throw new ERR_INVALID_THIS('ELDHistogram');
    if (this[kEnabled]) return false;
    let previous = 0;
    const timer = new Timeout(() => {
      const time = Math.round(now() * 1e6);
      if (previous > 0 && time > previous) this[kCounts].record(time - previous);
      previous = time;
    }, this[kResolution], undefined, true, false);
    insert(timer, timer._idleTimeout);
    this[kEnabled] = timer;
    return true;
  }

  disable() {
    if (this[kEnabled] === undefined) throw new ERR_INVALID_THIS('ELDHistogram');
    if (!this[kEnabled]) return false;
    this[kEnabled]._onTimeout = null;
    unenroll(this[kEnabled]);
    this[kEnabled] = false;
    return true;
  }
}

function monitorEventLoopDelay(options = kEmptyObject) {
  validateObject(options, 'options');
  const { resolution = 10 } = options;
  validateInteger(resolution, 'options.resolution', 1);
  const histogram = createInternalHistogram(ELDHistogram, 1, kHighest, 3);
  histogram[kEnabled] = false;
  histogram[kResolution] = resolution;
  return histogram;
}

module.exports = monitorEventLoopDelay;
