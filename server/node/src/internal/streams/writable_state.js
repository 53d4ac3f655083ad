'use strict';

// What a Writable knows about itself: `stream._writableState`. Booleans are bits of one number (see readable_state).

const { Buffer } = require('buffer');
const { ERR_UNKNOWN_ENCODING } = require('internal/errors').codes;
const { getHighWaterMark, getDefaultHighWaterMark } = require('internal/streams/state');
const {
  kState, kObjectMode, kErrorEmitted, kAutoDestroy, kEmitClose, kDestroyed, kClosed, kCloseEmitted, kErrored, kConstructed,
  defineFlags, defineRare,
} = require('internal/streams/utils');

const kSync = 1 << 9; // _write is on the stack
const kFinalCalled = 1 << 10;
const kNeedDrain = 1 << 11;
const kEnding = 1 << 12; // end() was called
const kFinished = 1 << 13; // 'finish' is being emitted or was
const kDecodeStrings = 1 << 14;
const kWriting = 1 << 15;
const kBufferProcessing = 1 << 16;
const kPrefinished = 1 << 17;
const kAllBuffers = 1 << 18;
const kAllNoop = 1 << 19;
const kOnFinished = 1 << 20;
const kHasWritable = 1 << 21;
const kWritable = 1 << 22;
const kCorked = 1 << 23;
const kDefaultUTF8 = 1 << 24;
const kWriteCallback = 1 << 25;
const kExpectWriteCallback = 1 << 26;
const kAfterWriteTickInfo = 1 << 27;
const kAfterWritePending = 1 << 28;
const kBuffered = 1 << 29;
const kEnded = 1 << 30;

const kErroredValue = Symbol('kErroredValue');
const kDefaultEncodingValue = Symbol('kDefaultEncodingValue');
const kWriteCallbackValue = Symbol('kWriteCbValue');
const kAfterWriteTickInfoValue = Symbol('kAfterWriteTickInfoValue');
const kBufferedValue = Symbol('kBufferedValue');

const nop = () => {};

// `onwrite` is the callback that `_write` gets: it is made once for the stream.
function WritableState(options, stream, isDuplex) {
  let bits = kSync | kConstructed | kEmitClose | kAutoDestroy;
  if (options) {
    if (options.objectMode || (isDuplex && options.writableObjectMode)) bits |= kObjectMode;
    if (options.emitClose === false) bits &= ~kEmitClose;
    if (options.autoDestroy === false) bits &= ~kAutoDestroy;
  }
  if (!options || options.decodeStrings !== false) bits |= kDecodeStrings;
  const objectMode = (bits & kObjectMode) !== 0;
  this.highWaterMark = options ?
    getHighWaterMark({ objectMode }, options, 'writableHighWaterMark', isDuplex) : getDefaultHighWaterMark(false);
  this.length = 0;
  this.corked = 0;
  this.onwrite = WritableState.onwrite.bind(undefined, stream);
  this.writelen = 0; // length of the chunk that is being written
  this.bufferedIndex = 0; // what lies before it in the buffer was written
  this.pendingcb = 0; // callbacks that must run before 'finish'
  this[kState] = bits;

  const defaultEncoding = options ? options.defaultEncoding : null;
  if (defaultEncoding == null || defaultEncoding === 'utf8' || defaultEncoding === 'utf-8') {
    this[kState] |= kDefaultUTF8 | kAllBuffers | kAllNoop;
  } else if (Buffer.isEncoding(defaultEncoding)) {
    this[kState] |= kAllBuffers | kAllNoop;
    this[kDefaultEncodingValue] = defaultEncoding;
  } else {
    throw new ERR_UNKNOWN_ENCODING(defaultEncoding);
  }
  this[kBufferedValue] = null;
}


defineFlags(WritableState.prototype, {
  objectMode: kObjectMode, finalCalled: kFinalCalled, needDrain: kNeedDrain, ending: kEnding, ended: kEnded,
  finished: kFinished, destroyed: kDestroyed, decodeStrings: kDecodeStrings, writing: kWriting, sync: kSync,
  bufferProcessing: kBufferProcessing, constructed: kConstructed, prefinished: kPrefinished, errorEmitted: kErrorEmitted,
  emitClose: kEmitClose, autoDestroy: kAutoDestroy, closed: kClosed, closeEmitted: kCloseEmitted, allBuffers: kAllBuffers,
  allNoop: kAllNoop,
});
defineRare(WritableState.prototype, 'errored', kErrored, kErroredValue, null);

Object.defineProperties(WritableState.prototype, {
  // Undefined until somebody assigned it: a Duplex made with `writable: false`, or an old library.
  writable: {
    __proto__: null,
    configurable: false,
    enumerable: false,
    get() { return (this[kState] & kHasWritable) !== 0 ? (this[kState] & kWritable) !== 0 : undefined; },
    set(value) {
      if (value == null) this[kState] &= ~(kHasWritable | kWritable);
      else if (value) this[kState] |= kHasWritable | kWritable;
      else this[kState] = (this[kState] | kHasWritable) & ~kWritable;
    },
  },
  defaultEncoding: {
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
  },
});
defineRare(WritableState.prototype, 'writecb', kWriteCallback, kWriteCallbackValue, nop);
defineRare(WritableState.prototype, 'afterWriteTickInfo', kAfterWriteTickInfo, kAfterWriteTickInfoValue, null);
Object.defineProperties(WritableState.prototype, {
  buffered: {
    __proto__: null,
    configurable: false,
    enumerable: false,
    get() { return (this[kState] & kBuffered) !== 0 ? this[kBufferedValue] : []; },
    set(value) {
      this[kBufferedValue] = value;
      if (value) this[kState] |= kBuffered;
      else this[kState] &= ~kBuffered;
    },
  },
  bufferedRequestCount: {
    __proto__: null,
    get() { return (this[kState] & kBuffered) === 0 ? 0 : this[kBufferedValue].length - this.bufferedIndex; },
  },
});
WritableState.prototype.getBuffer = function getBuffer() {
  return (this[kState] & kBuffered) === 0 ? [] : this[kBufferedValue].slice(this.bufferedIndex);
};

module.exports = {
  WritableState, nop, kSync, kFinalCalled, kNeedDrain, kEnding, kFinished, kDecodeStrings, kWriting, kBufferProcessing,
  kPrefinished, kAllBuffers, kAllNoop, kOnFinished, kHasWritable, kWritable, kCorked, kDefaultUTF8, kWriteCallback,
  kExpectWriteCallback, kAfterWriteTickInfo, kAfterWritePending, kBuffered, kEnded,
  kWriteCallbackValue, kAfterWriteTickInfoValue, kBufferedValue,
};
