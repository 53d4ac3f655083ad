'use strict';
// How bytes pass between a net.Socket and its handle: what a read brings (the stream, or the program's own buffer), and writes.

const { ErrnoException } = require('internal/errors');
const { errors } = require('internal/stream_handle');
const { kTimeout } = require('internal/timers');
const { Buffer } = require('buffer');
const FastBuffer = Buffer;

const kHandle = Symbol('kHandle');
const kLastWriteQueueSize = Symbol('lastWriteQueueSize');
const kBuffer = Symbol('kBuffer');
const kBufferCb = Symbol('kBufferCb');
const kBufferGen = Symbol('kBufferGen');

const { UV_EOF } = errors;
const noop = () => {};
const bufferPrototype = Buffer.prototype;
const { setPrototypeOf } = Object;

const isUint8Array = (value) => require('internal/util/types').isUint8Array(value);

function attachHandle(socket) {
  const handle = socket[kHandle];
  socket._undestroy();
  socket._sockname = undefined;
  if (!handle) return;
  handle.owner = socket;
  handle.onread = onHandleRead;
  let buffer = socket[kBuffer];
  if (buffer) {
    if (buffer === true) buffer = takeGeneratedBuffer(socket);
    if (buffer) handle.useUserBuffer(buffer);
  }
}

function takeGeneratedBuffer(socket) {
  const buffer = socket[kBufferGen]();
  if (isUint8Array(buffer)) {
    socket[kBuffer] = buffer;
    return buffer;
  }
}

// Called by the handle, with the handle as `this`.
function onHandleRead(status, bytes) {
  const socket = this.owner;
  const timeout = socket[kTimeout];
  if (timeout !== null || socket._parent !== null) socket._unrefTimer();

  if (status > 0) {
    if (socket.destroyed) return;
    if (socket[kBuffer] ? deliverToUser(socket, this, status) : socket.push(asBuffer(bytes))) return;
    this.reading = false;
    stopReading(socket, this);
    return;
  }
  if (status === 0) return;
  if (status !== UV_EOF) {
    socket.destroy(new ErrnoException(status, 'read'));
    return;
  }
  // The end was seen before (a reader asked again after push(null)).
  if (socket._readableState.endEmitted) return;
  socket.push(null);
  // Nothing buffered: this makes 'end' come.
  socket.read(0);
}

function asBuffer(bytes) {
  return bytes instanceof FastBuffer ? bytes : setPrototypeOf(bytes, bufferPrototype);
}

function deliverToUser(socket, handle, length) {
  const buffer = socket[kBuffer];
  const more = Reflect.apply(socket[kBufferCb], socket, [length, buffer]) !== false;
  if (more && socket[kBufferGen] !== null) {
    const next = takeGeneratedBuffer(socket);
    if (next) handle.useUserBuffer(next);
  }
  return more;
}

function stopReading(socket, handle) {
  if (socket.destroyed) return;
  const status = handle.readStop();
  if (status) socket.destroy(new ErrnoException(status, 'read'));
}

function startReading(socket) {
  const status = socket._handle.readStart();
  if (status) socket.destroy(new ErrnoException(status, 'read'));
}

function restartUserReads(socket) {
  if (socket[kBuffer] && !socket.connecting && socket._handle && !socket._handle.reading) startReading(socket);
}

function detachHandle(socket, handle) {
  handle.onread = noop;
  socket._handle = null;
  socket._sockname = null;
}

function finishWrite(socket, status, callback) {
  if (socket.destroyed) return callback(null);
  if (status < 0) return callback(new ErrnoException(status, 'write'));
  if (socket[kTimeout] !== null || socket._parent !== null) socket._unrefTimer();
  socket[kLastWriteQueueSize] = 0;
  callback(null);
}

function writeOne(handle, data, encoding, onComplete) {
  switch (encoding) {
    case 'buffer':
      return handle.writeBuffer(data, onComplete);
    case 'latin1':
    case 'binary':
    case 'utf8':
    case 'utf-8':
      return handle.writeString(data, encoding === 'latin1' || encoding === 'binary' ? 'latin1' : 'utf8', onComplete);
    default:
      return handle.writeBuffer(Buffer.from(data, encoding), onComplete);
  }
}

function writeMany(handle, chunks, onComplete) {
  const list = new Array(chunks.length);
  for (let index = 0; index < chunks.length; index++) {
    const { chunk, encoding } = chunks[index];
    const native = typeof chunk !== 'string' || encoding === 'utf8' || encoding === 'utf-8';
    list[index] = native ? chunk : Buffer.from(chunk, encoding);
  }
  return handle.writev(list, onComplete);
}

// Writes a message past the stream's queue. `done(argument)` is called in a tick when the kernel took everything (what the
// stream would have done), later when it did not; the handle keeps the order of what is written meanwhile.
function writeDirectly(socket, text, isLatin1, bytes, done, argument) {
  const handle = socket[kHandle];
  if (socket[kTimeout] !== null || socket._parent !== null) socket._unrefTimer();
  const onComplete = (result) => finishWrite(socket, result, (error) => {
    if (error) socket.destroy(error);
    else done(argument);
  });
  const status = bytes === undefined ?
    handle.writeString(text, isLatin1 ? 'latin1' : 'utf8', onComplete) :
    handle.writev([text, bytes], onComplete);
  if (status === 0) process.nextTick(done, argument);
  else if (status < 0) socket.destroy(new ErrnoException(status, 'write'));
  else socket[kLastWriteQueueSize] = handle.writeQueueSize;
}

module.exports = {
  asBuffer,
  attachHandle,
  detachHandle,
  finishWrite,
  isUint8Array,
  kBuffer,
  kBufferCb,
  kBufferGen,
  kHandle,
  kLastWriteQueueSize,
  noop,
  restartUserReads,
  startReading,
  stopReading,
  writeDirectly,
  writeMany,
  writeOne,
};
