'use strict';

// What a Readable knows about itself: `stream._readableState`. Its booleans are bits of one number, which keeps the
// object small and lets the hot paths test several of them at once; accessors give each its name, because libraries
// (and `readable-stream`) read them.

const { Buffer } = require('buffer');
const { StringDecoder } = require('string_decoder');
const { ERR_UNKNOWN_ENCODING } = require('internal/errors').codes;
const { getHighWaterMark, getDefaultHighWaterMark } = require('internal/streams/state');
const {
  kState, kObjectMode, kErrorEmitted, kAutoDestroy, kEmitClose, kDestroyed, kClosed, kCloseEmitted, kErrored, kConstructed,
  defineFlags, defineRare,
} = require('internal/streams/utils');

const kEnded = 1 << 9; // the source pushed null
const kEndEmitted = 1 << 10;
const kReading = 1 << 11; // _read was called and has not pushed yet
const kSync = 1 << 12; // _read is on the stack
const kNeedReadable = 1 << 13; // the consumer ran dry: tell it when data comes
const kEmittedReadable = 1 << 14;
const kReadableListening = 1 << 15;
const kResumeScheduled = 1 << 16;
const kMultiAwaitDrain = 1 << 17;
const kReadingMore = 1 << 18;
const kDataEmitted = 1 << 19;
const kDefaultUTF8 = 1 << 20;
const kDecoder = 1 << 21;
const kEncoding = 1 << 22;
// `flowing` and `paused` have a third value, null, for 'nobody has said': hence two bits each.
const kHasFlowing = 1 << 23;
const kFlowing = 1 << 24;
const kHasPaused = 1 << 25;
const kPaused = 1 << 26;
const kDataListening = 1 << 27;

const kErroredValue = Symbol('kErroredValue');
const kDefaultEncodingValue = Symbol('kDefaultEncodingValue');
const kDecoderValue = Symbol('kDecoderValue');
const kEncodingValue = Symbol('kEncodingValue');

function ReadableState(options, stream, isDuplex) {
  let bits = kEmitClose | kAutoDestroy | kConstructed | kSync;
  if (options && (options.objectMode || (isDuplex && options.readableObjectMode))) bits |= kObjectMode;
  // Set early: the high-water mark depends on it. The property is made where Node shows it, after the plain ones.
  const objectMode = (bits & kObjectMode) !== 0;
  this.highWaterMark = options ?
    getHighWaterMark({ objectMode }, options, 'readableHighWaterMark', isDuplex) : getDefaultHighWaterMark(false);
  this.buffer = [];
  this.bufferIndex = 0; // what lies before it in `buffer` has been taken
  this.length = 0;
  this.pipes = [];
  // The destination(s) whose 'drain' a paused pipe waits for: one, or a Set once there were two.
  this.awaitDrainWriters = null;

  let encoding;
  let defaultEncoding;
  if (options) {
    if (options.emitClose === false) bits &= ~kEmitClose;
    if (options.autoDestroy === false) bits &= ~kAutoDestroy;
    ({ defaultEncoding, encoding } = options);
  }
  const isUTF8 = defaultEncoding == null || defaultEncoding === 'utf8' || defaultEncoding === 'utf-8';
  this[kState] = isUTF8 ? bits | kDefaultUTF8 : bits;
  if (!isUTF8) {
    if (!Buffer.isEncoding(defaultEncoding)) throw new ERR_UNKNOWN_ENCODING(defaultEncoding);
    this.defaultEncoding = defaultEncoding;
  }
  if (encoding) {
    this.decoder = new StringDecoder(encoding);
    this.encoding = encoding;
  }
}

defineFlags(ReadableState.prototype, {
  objectMode: kObjectMode, ended: kEnded, endEmitted: kEndEmitted, reading: kReading, constructed: kConstructed,
  sync: kSync, needReadable: kNeedReadable, emittedReadable: kEmittedReadable, readableListening: kReadableListening,
  resumeScheduled: kResumeScheduled, errorEmitted: kErrorEmitted, emitClose: kEmitClose, autoDestroy: kAutoDestroy,
  destroyed: kDestroyed, closed: kClosed, closeEmitted: kCloseEmitted, multiAwaitDrain: kMultiAwaitDrain,
  readingMore: kReadingMore, dataEmitted: kDataEmitted,
});
defineRare(ReadableState.prototype, 'errored', kErrored, kErroredValue, null);

Object.defineProperty(ReadableState.prototype, 'defaultEncoding', {
  __proto__: null,
  configurable: false,
  enumerable: false,
  get() { return (this[kState] & kDefaultUTF8) !== 0 ? 'utf8' : this[kDefaultEncodingValue]; },
  set(value) {
    if (value === 'utf8' || value === 'utf-8') {
      this[kState] |= kDefaultUTF8;
    } else {
      this[kState] &= ~kDefaultUTF8;
      this[kDefaultEncodingValue] = value;
    }
  },
});
defineRare(ReadableState.prototype, 'decoder', kDecoder, kDecoderValue, null);
defineRare(ReadableState.prototype, 'encoding', kEncoding, kEncodingValue, null);

// Defines a property that is null until it was set to true or false.
function defineTernary(name, known, bit) {
  return {
    __proto__: null,
    configurable: false,
    enumerable: false,
    get() { return (this[kState] & known) !== 0 ? (this[kState] & bit) !== 0 : null; },
    set(value) {
      if (value == null) this[kState] &= ~(known | bit);
      else if (value) this[kState] |= known | bit;
      else this[kState] = (this[kState] | known) & ~bit;
    },
  };
}
Object.defineProperties(ReadableState.prototype, {
  flowing: defineTernary('flowing', kHasFlowing, kFlowing),
  pipesCount: { __proto__: null, get() { return this.pipes.length; } },
  paused: {
    __proto__: null,
    get() { return (this[kState] & kPaused) !== 0; },
    set(value) {
      this[kState] |= kHasPaused;
      if (value) this[kState] |= kPaused;
      else this[kState] &= ~kPaused;
    },
  },
});

module.exports = {
  ReadableState, kEnded, kEndEmitted, kReading, kSync, kNeedReadable, kEmittedReadable, kReadableListening, kResumeScheduled,
  kMultiAwaitDrain, kReadingMore, kDataEmitted, kDefaultUTF8, kDecoder, kEncoding, kHasFlowing, kFlowing, kHasPaused, kPaused,
  kDataListening, kDecoderValue, kEncodingValue,
};
