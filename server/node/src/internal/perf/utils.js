'use strict';
/*! The clock of `performance`: milliseconds since the process started. */

const { hrtime } = lode.native('timers');

let origin;

module.exports = {
  now: hrtime,
  /** When the clock was zero, in milliseconds of the epoch. */
  getTimeOriginTimestamp: () => (origin ??= lode.native('perf_hooks').timeOrigin()),
  isLoopStarted: () => lode.native('perf_hooks').loopStart() >= 0,
};
