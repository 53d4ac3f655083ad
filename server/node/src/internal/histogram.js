'use strict';
/*! Histograms: high dynamic range counts of integers, with a fixed number of significant decimal figures.
 *
 * Values up to a sub-bucket count are counted exactly; each further bucket covers twice the range with the same number of
 * slots, so every value is kept with the wanted precision. Values are plain numbers up to 2^53 - 1; slots are found by
 * division with powers of two.
 */

const {
  codes: { ERR_ILLEGAL_CONSTRUCTOR, ERR_INVALID_ARG_TYPE, ERR_INVALID_ARG_VALUE, ERR_INVALID_THIS, ERR_OUT_OF_RANGE },
} = require('internal/errors');
const { customInspectSymbol, kEmptyObject } = require('internal/util');
const { validateInteger, validateNumber, validateObject } = require('internal/validators');
const { kClone, kDeserialize, markClassTransferMode } = require('internal/worker/js_transferable');

const { MAX_SAFE_INTEGER } = Number;
const { ceil, floor, log2, max, min, sqrt } = Math;
const kConstruct = Symbol('kConstruct');
// What an empty histogram answers: the greatest 64-bit integer.
const kNoMinimum = 2n ** 63n - 1n;

/** The counts themselves; clones of a histogram share them, as handles of one native object would. */
class Counts {
  constructor(lowest, highest, figures) {
    this.highest = highest;
    const unitMagnitude = floor(log2(lowest));
    const singleUnit = 2 * 10 ** figures;
    const magnitude = ceil(log2(singleUnit));
    this.unit = 2 ** unitMagnitude;
    this.subBuckets = 2 ** magnitude;
    this.half = this.subBuckets / 2;
    let buckets = 1;
    for (let limit = this.subBuckets * this.unit; limit <= highest; limit *= 2) buckets++;
    this.counts = new Float64Array((buckets + 1) * this.half);
    this.reset();
  }

  reset() {
    this.counts.fill(0);
    this.total = 0;
    this.count = 0;
    this.exceeds = 0;
    this.min = Infinity;
    this.max = 0;
    this.last = 0;
  }

  /** The size of the slots that hold `value`. */
  #slotSize(value) {
    let size = this.unit;
    while (value >= size * this.subBuckets) size *= 2;
    return size;
  }

  #index(value) {
    const size = this.#slotSize(value);
    const slot = floor(value / size);
    // The first bucket has both halves; of the others the lower one is covered by the bucket before.
    const bucket = log2(size / this.unit);
    return bucket * this.half + slot;
  }

  #valueAt(index) {
    if (index < this.subBuckets) return index * this.unit;
    const bucket = floor(index / this.half) - 1;
    return (index - bucket * this.half) * this.unit * 2 ** bucket;
  }

  lowestEquivalent(value) {
    const size = this.#slotSize(value);
    return floor(value / size) * size;
  }

  highestEquivalent(value) {
    const size = this.#slotSize(value);
    return floor(value / size) * size + size - 1;
  }

  record(value, times = 1) {
    if (value > this.highest) {
      this.exceeds += times;
      return;
    }
    this.counts[this.#index(value)] += times;
    this.total += times;
    this.count += times;
    if (value < this.min) this.min = value;
    if (value > this.max) this.max = value;
  }

  add(other) {
    const count = this.count + other.count;
    const exceeds = this.exceeds + other.exceeds;
    other.eachSlot((value, times) => {
      if (value <= this.highest) this.record(value, times);
    });
    this.count = count;
    this.exceeds = exceeds;
  }

  eachSlot(callback) {
    const { counts } = this;
    for (let i = 0; i < counts.length; i++) {
      if (counts[i] > 0) callback(this.#valueAt(i), counts[i]);
    }
  }

  /** The middle of a slot stands for all that it counts. */
  #median(value) {
    return this.lowestEquivalent(value) + floor(this.#slotSize(value) / 2);
  }

  get mean() {
    let sum = 0;
    this.eachSlot((value, times) => { sum += this.#median(value) * times; });
    return sum / this.total;
  }

  get deviation() {
    const { mean } = this;
    let squares = 0;
    this.eachSlot((value, times) => { squares += (this.#median(value) - mean) ** 2 * times; });
    return sqrt(squares / this.total);
  }

  percentile(percentile) {
    const wanted = max(1, floor(min(percentile, 100) / 100 * this.total + 0.5));
    let seen = 0;
    const { counts } = this;
    for (let i = 0; i < counts.length; i++) {
      seen += counts[i];
      if (seen >= wanted) return this.highestEquivalent(this.#valueAt(i));
    }
    return 0;
  }

  /** Percentiles in steps that halve the distance to 100, each with the value that reaches it. */
  eachPercentile(callback) {
    let next = 0;
    let seen = 0;
    let value = 0;
    const { counts, total } = this;
    for (let i = 0; i < counts.length && seen < total; i++) {
      if (counts[i] === 0) continue;
      seen += counts[i];
      value = this.#valueAt(i);
      const reached = 100 * seen / total;
      while (next <= reached && next < 100) {
        callback(next, value);
        next += 100 / 2 ** floor(log2(100 / (100 - next)) + 1);
        // The last slot answers for one step and for 100.
        if (seen === total) break;
      }
    }
    callback(100, value);
  }
}

function isHistogram(value) {
  return value?.[kCounts] !== undefined;
}

const kCounts = Symbol('kHandle');
const kRecordable = Symbol('kRecordable');

function countsOf(histogram) {
  if (!isHistogram(histogram)) throw new ERR_INVALID_THIS('Histogram');
  return histogram[kCounts];
}

const toBigInt = (value) => BigInt(value);

class Histogram {
  constructor(permit = undefined) {
    if (permit !== kConstruct) throw new ERR_ILLEGAL_CONSTRUCTOR();
  }

  [customInspectSymbol](depth, options) {
    if (depth < 0) return this;
    const { inspect } = require('internal/util/inspect');
    const shown = {
      min: this.min,
      max: this.max,
      mean: this.mean,
      exceeds: this.exceeds,
      stddev: this.stddev,
      count: this.count,
      percentiles: this.percentiles,
    };
    return `Histogram ${inspect(shown, { ...options, depth: options.depth == null ? null : options.depth - 1 })}`;
  }

  get count() {
    return countsOf(this).count;
  }

  get countBigInt() {
    return toBigInt(countsOf(this).count);
  }

  get min() {
    const counts = countsOf(this);
    return counts.total === 0 ? Number(kNoMinimum) : counts.lowestEquivalent(counts.min);
  }

  get minBigInt() {
    const counts = countsOf(this);
    return counts.total === 0 ? kNoMinimum : toBigInt(counts.lowestEquivalent(counts.min));
  }

  get max() {
    const counts = countsOf(this);
    return counts.total === 0 ? 0 : counts.highestEquivalent(counts.max);
  }

  get maxBigInt() {
    return toBigInt(this.max);
  }

  get mean() {
    return countsOf(this).mean;
  }

  get exceeds() {
    return countsOf(this).exceeds;
  }

  get exceedsBigInt() {
    return toBigInt(countsOf(this).exceeds);
  }

  get stddev() {
    return countsOf(this).deviation;
  }

  percentile(percentile) {
    const counts = countsOf(this);
    validateNumber(percentile, 'percentile');
    if (!(percentile > 0 && percentile <= 100)) {
      throw new ERR_OUT_OF_RANGE('percentile', '> 0 && <= 100', percentile);
    }
    return counts.percentile(percentile);
  }

  percentileBigInt(percentile) {
    return toBigInt(this.percentile(percentile));
  }

  get percentiles() {
    const map = new Map();
    countsOf(this).eachPercentile((percentile, value) => { map.set(percentile, value); });
    return map;
  }

  get percentilesBigInt() {
    const map = new Map();
    countsOf(this).eachPercentile((percentile, value) => { map.set(percentile, toBigInt(value)); });
    return map;
  }

  reset() {
    countsOf(this).reset();
  }

  [kClone]() {
    return { data: { counts: { __proto__: Carried.prototype, counts: countsOf(this) } }, deserializeInfo: 'internal/histogram:ClonedHistogram' };
  }

  [kDeserialize]({ counts: { counts } }) {
    this[kCounts] = counts;
  }

  toJSON() {
    return {
      count: this.count,
      min: this.min,
      max: this.max,
      mean: this.mean,
      exceeds: this.exceeds,
      stddev: this.stddev,
      percentiles: Object.fromEntries(this.percentiles),
    };
  }
}

/** Keeps the counts from being cloned with the histogram. */
class Carried {}

class RecordableHistogram extends Histogram {
  constructor(permit = undefined) {
    if (permit !== kConstruct) throw new ERR_ILLEGAL_CONSTRUCTOR();
    super(kConstruct);
  }

  record(val) {
    const counts = recordable(this);
    if (typeof val === 'bigint') {
      if (val < 1n || val > 2n ** 63n - 1n) {
        throw Object.assign(new RangeError('value is out of range'), { code: 'ERR_OUT_OF_RANGE' });
      }
      counts.record(Number(val));
      return;
    }
    validateInteger(val, 'val', 1);
    counts.record(val);
  }

  recordDelta() {
    const counts = recordable(this);
    const now = Math.round(lode.native('timers').hrtime() * 1e6);
    const { last } = counts;
    counts.last = now;
    if (last > 0) counts.record(max(1, now - last));
  }

  add(other) {
    const counts = recordable(this);
    if (other?.[kRecordable] === undefined) throw new ERR_INVALID_ARG_TYPE('other', 'RecordableHistogram', other);
    counts.add(other[kCounts]);
  }

  [kClone]() {
    return { data: { counts: { __proto__: Carried.prototype, counts: countsOf(this) } }, deserializeInfo: 'internal/histogram:ClonedRecordableHistogram' };
  }

  [kDeserialize](data) {
    super[kDeserialize](data);
    this[kRecordable] = true;
  }
}
markClassTransferMode(Histogram.prototype, true, false);

function recordable(histogram) {
  if (histogram?.[kRecordable] === undefined) throw new ERR_INVALID_THIS('RecordableHistogram');
  return histogram[kCounts];
}

function ClonedHistogram() {
  return new Histogram(kConstruct);
}
ClonedHistogram.prototype = Histogram.prototype;

function ClonedRecordableHistogram() {
  return new RecordableHistogram(kConstruct);
}
ClonedRecordableHistogram.prototype = RecordableHistogram.prototype;

function createHistogram(options = kEmptyObject) {
  validateObject(options, 'options');
  const { lowest = 1, highest = MAX_SAFE_INTEGER, figures = 3 } = options;
  if (typeof lowest !== 'bigint') validateInteger(lowest, 'options.lowest', 1, MAX_SAFE_INTEGER);
  if (typeof highest !== 'bigint') {
    validateInteger(highest, 'options.highest', 2 * Number(lowest), MAX_SAFE_INTEGER);
  } else if (highest < 2n * BigInt(lowest)) {
    throw new ERR_INVALID_ARG_VALUE.RangeError('options.highest', highest);
  }
  validateInteger(figures, 'options.figures', 1, 5);
  const histogram = new RecordableHistogram(kConstruct);
  histogram[kRecordable] = true;
  histogram[kCounts] = new Counts(Number(lowest), Number(highest), figures);
  return histogram;
}

/** For the event-loop delay: a histogram that only its owner records to. */
function createInternalHistogram(Class, lowest, highest, figures) {
  const histogram = Reflect.construct(Histogram, [kConstruct], Class);
  histogram[kCounts] = new Counts(lowest, highest, figures);
  return histogram;
}

module.exports = {
  Histogram,
  RecordableHistogram,
  ClonedHistogram,
  ClonedRecordableHistogram,
  isHistogram,
  createHistogram,
  createInternalHistogram,
  kConstruct,
  kCounts,
};
