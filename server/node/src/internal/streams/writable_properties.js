'use strict';

// The public properties of a Writable: all of them views on its state.

const getter = (get) => ({ __proto__: null, get });

module.exports = {
  closed: getter(function() { return this._writableState ? this._writableState.closed : false; }),
  destroyed: {
    __proto__: null,
    get() { return this._writableState ? this._writableState.destroyed : false; },
    set(value) { if (this._writableState) this._writableState.destroyed = value; },
  },
  writable: {
    __proto__: null,
    get() {
      const state = this._writableState;
      // A Duplex made with `writable: false` has it on its state.
      return !!state && state.writable !== false && !state.destroyed && !state.errored && !state.ending && !state.ended;
    },
    set(value) { if (this._writableState) this._writableState.writable = !!value; },
  },
  writableFinished: getter(function() { return this._writableState ? this._writableState.finished : false; }),
  writableObjectMode: getter(function() { return this._writableState ? this._writableState.objectMode : false; }),
  writableBuffer: getter(function() { return this._writableState && this._writableState.getBuffer(); }),
  writableEnded: getter(function() { return this._writableState ? this._writableState.ending : false; }),
  writableNeedDrain: getter(function() {
    const state = this._writableState;
    return state ? !state.destroyed && !state.ending && state.needDrain : false;
  }),
  writableHighWaterMark: getter(function() { return this._writableState && this._writableState.highWaterMark; }),
  writableCorked: getter(function() { return this._writableState ? this._writableState.corked : 0; }),
  writableLength: getter(function() { return this._writableState && this._writableState.length; }),
  errored: { __proto__: null, enumerable: false, get() { return this._writableState ? this._writableState.errored : null; } },
  writableAborted: {
    __proto__: null,
    enumerable: false,
    get() {
      const state = this._writableState;
      return !!(state.writable !== false && (state.destroyed || state.errored) && !state.finished);
    },
  },
};
