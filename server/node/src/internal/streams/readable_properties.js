'use strict';

// The public properties of a Readable: all of them views on its state.

const getter = (get) => ({ __proto__: null, enumerable: false, get });

module.exports = {
  readable: {
    __proto__: null,
    configurable: false,
    enumerable: true,
    get() {
      const state = this._readableState;
      // A Duplex made with `readable: false` has it on its state.
      return !!state && state.readable !== false && !state.destroyed && !state.errorEmitted && !state.endEmitted;
    },
    set(value) {
      // Libraries of old assign it to say that nothing more comes.
      if (this._readableState) this._readableState.readable = !!value;
    },
  },
  readableDidRead: getter(function() { return this._readableState.dataEmitted; }),
  readableAborted: getter(function() {
    const state = this._readableState;
    return !!(state.readable !== false && (state.destroyed || state.errored) && !state.endEmitted);
  }),
  readableHighWaterMark: getter(function() { return this._readableState.highWaterMark; }),
  readableBuffer: getter(function() { return this._readableState?.buffer; }),
  readableFlowing: {
    __proto__: null,
    enumerable: false,
    get() { return this._readableState.flowing; },
    set(value) { if (this._readableState) this._readableState.flowing = value; },
  },
  readableLength: getter(function() { return this._readableState.length; }),
  readableObjectMode: getter(function() { return this._readableState ? this._readableState.objectMode : false; }),
  readableEncoding: getter(function() { return this._readableState ? this._readableState.encoding : null; }),
  errored: getter(function() { return this._readableState ? this._readableState.errored : null; }),
  closed: getter(function() { return this._readableState ? this._readableState.closed : false; }),
  destroyed: {
    __proto__: null,
    enumerable: false,
    get() { return this._readableState ? this._readableState.destroyed : false; },
    set(value) { if (this._readableState) this._readableState.destroyed = value; },
  },
  readableEnded: getter(function() { return this._readableState ? this._readableState.endEmitted : false; }),
};
