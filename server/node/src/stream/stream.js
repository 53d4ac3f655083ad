'use strict';

// node:stream. The exports are the class `Stream` itself, with everything else on it.

const { Stream } = require('internal/streams/legacy');
const { promisify } = require('internal/util');
const { ERR_ILLEGAL_CONSTRUCTOR } = require('internal/errors').codes;
const { streamReturningOperators, promiseReturningOperators } = require('internal/streams/operators');
const utils = require('internal/streams/utils');
const eos = require('internal/streams/end-of-stream');
const { pipeline } = require('internal/streams/pipeline');
const { getDefaultHighWaterMark, setDefaultHighWaterMark } = require('internal/streams/state');

module.exports = Stream;

Stream.isDestroyed = utils.isDestroyed;
Stream.isDisturbed = utils.isDisturbed;
Stream.isErrored = utils.isErrored;
Stream.isReadable = utils.isReadable;
Stream.isWritable = utils.isWritable;

Stream.Readable = require('internal/streams/readable');
for (const [operators, wrapResult] of [
  [streamReturningOperators, (result) => Stream.Readable.from(result)],
  [promiseReturningOperators, (result) => Promise.resolve().then(() => result)],
]) {
  for (const name of Object.keys(operators)) {
    const operator = operators[name];
    const method = function(...args) {
      if (new.target) throw new ERR_ILLEGAL_CONSTRUCTOR();
      return wrapResult(Reflect.apply(operator, this, args));
    };
    Object.defineProperty(method, 'name', { __proto__: null, value: operator.name });
    Object.defineProperty(method, 'length', { __proto__: null, value: operator.length });
    Object.defineProperty(Stream.Readable.prototype, name, {
      __proto__: null, value: method, enumerable: false, configurable: true, writable: true,
    });
  }
}

Stream.Writable = require('internal/streams/writable');
Stream.Duplex = require('internal/streams/duplex');
Stream.Transform = require('internal/streams/transform');
Stream.PassThrough = require('internal/streams/passthrough');
Stream.duplexPair = require('internal/streams/duplexpair');
Stream.pipeline = pipeline;
const { addAbortSignal } = require('internal/streams/add-abort-signal');
Stream.addAbortSignal = addAbortSignal;
Stream.finished = eos;
Stream.destroy = require('internal/streams/destroy').destroyer;
Stream.compose = require('internal/streams/compose');
Stream.setDefaultHighWaterMark = setDefaultHighWaterMark;
Stream.getDefaultHighWaterMark = getDefaultHighWaterMark;

Object.defineProperty(Stream, 'promises', {
  __proto__: null,
  configurable: true,
  enumerable: true,
  get() { return require('stream/promises'); },
});
Object.defineProperty(pipeline, promisify.custom, {
  __proto__: null, enumerable: true, get() { return require('stream/promises').pipeline; },
});
Object.defineProperty(eos, promisify.custom, {
  __proto__: null, enumerable: true, get() { return require('stream/promises').finished; },
});

// What the module was before it had other classes.
Stream.Stream = Stream;

Stream._isArrayBufferView = ArrayBuffer.isView;
Stream._isUint8Array = require('internal/util/types').isUint8Array;
Stream._uint8ArrayToBuffer = require('internal/streams/legacy').viewToBuffer;
