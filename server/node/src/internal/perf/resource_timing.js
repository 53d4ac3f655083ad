'use strict';
/*! Entries of fetched resources; made by `performance.markResourceTiming`. */

const { codes: { ERR_ILLEGAL_CONSTRUCTOR, ERR_INVALID_THIS } } = require('internal/errors');
const { enumerable, tag } = require('internal/event_target');
const { PerformanceEntry, kSkipThrow } = require('internal/perf/performance_entry');
const { bufferResourceTiming, enqueue } = require('internal/perf/observe');

const kTiming = Symbol('kTimingInfo');
const kInitiatorType = Symbol('kInitiatorType');
const kCacheMode = Symbol('kCacheMode');
const kRequestedUrl = Symbol('kRequestedUrl');
const kResponseStatus = Symbol('kResponseStatus');
const kDeliveryType = Symbol('kDeliveryType');

function timing(entry) {
  if (entry?.[kTiming] === undefined) throw new ERR_INVALID_THIS('PerformanceResourceTiming');
  return entry[kTiming];
}

class PerformanceResourceTiming extends PerformanceEntry {
  constructor(skipThrow = undefined, name = undefined, type = undefined) {
    if (skipThrow !== kSkipThrow) throw new ERR_ILLEGAL_CONSTRUCTOR();
    super(skipThrow, name, type);
  }

  get name() {
    timing(this);
    return this[kRequestedUrl];
  }

  get startTime() {
    return timing(this).startTime;
  }

  get duration() {
    return timing(this).endTime - timing(this).startTime;
  }

  get initiatorType() {
    timing(this);
    return this[kInitiatorType];
  }

  get workerStart() {
    return timing(this).finalServiceWorkerStartTime;
  }

  get redirectStart() {
    return timing(this).redirectStartTime;
  }

  get redirectEnd() {
    return timing(this).redirectEndTime;
  }

  get fetchStart() {
    return timing(this).postRedirectStartTime;
  }

  get domainLookupStart() {
    return timing(this).finalConnectionTimingInfo?.domainLookupStartTime;
  }

  get domainLookupEnd() {
    return timing(this).finalConnectionTimingInfo?.domainLookupEndTime;
  }

  get connectStart() {
    return timing(this).finalConnectionTimingInfo?.connectionStartTime;
  }

  get connectEnd() {
    return timing(this).finalConnectionTimingInfo?.connectionEndTime;
  }

  get secureConnectionStart() {
    return timing(this).finalConnectionTimingInfo?.secureConnectionStartTime;
  }

  get nextHopProtocol() {
    return timing(this).finalConnectionTimingInfo?.ALPNNegotiatedProtocol;
  }

  get requestStart() {
    return timing(this).finalNetworkRequestStartTime;
  }

  get responseStart() {
    return timing(this).finalNetworkResponseStartTime;
  }

  get responseEnd() {
    return timing(this).endTime;
  }

  get encodedBodySize() {
    return timing(this).encodedBodySize;
  }

  get decodedBodySize() {
    return timing(this).decodedBodySize;
  }

  get transferSize() {
    timing(this);
    if (this[kCacheMode] === 'local') return 0;
    // The size of headers, as the specification estimates it.
    return this[kCacheMode] === 'validated' ? 300 : timing(this).encodedBodySize + 300;
  }

  get deliveryType() {
    timing(this);
    return this[kDeliveryType];
  }

  get responseStatus() {
    timing(this);
    return this[kResponseStatus];
  }

  toJSON() {
    timing(this);
    const shown = { name: this.name, entryType: this.entryType, startTime: this.startTime, duration: this.duration };
    for (const name of shownNames) shown[name] = this[name];
    return shown;
  }
}
const shownNames = [
  'initiatorType', 'nextHopProtocol', 'workerStart', 'redirectStart', 'redirectEnd', 'fetchStart', 'domainLookupStart',
  'domainLookupEnd', 'connectStart', 'connectEnd', 'secureConnectionStart', 'requestStart', 'responseStart', 'responseEnd',
  'transferSize', 'encodedBodySize', 'decodedBodySize', 'deliveryType', 'responseStatus',
];
enumerable(PerformanceResourceTiming.prototype, [...shownNames, 'toJSON']);
tag(PerformanceResourceTiming.prototype, 'PerformanceResourceTiming');

function markResourceTiming(
  timingInfo, requestedUrl, initiatorType, global, cacheMode, bodyInfo, responseStatus, deliveryType = '',
) {
  const entry = new PerformanceResourceTiming(kSkipThrow, requestedUrl, 'resource');
  entry[kInitiatorType] = initiatorType;
  entry[kRequestedUrl] = requestedUrl;
  entry[kTiming] = timingInfo;
  entry[kCacheMode] = cacheMode;
  entry[kDeliveryType] = deliveryType;
  entry[kResponseStatus] = responseStatus;
  enqueue(entry);
  bufferResourceTiming(entry);
  return entry;
}

module.exports = { PerformanceResourceTiming, markResourceTiming };
