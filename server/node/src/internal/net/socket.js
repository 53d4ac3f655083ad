'use strict';
// net.Socket: a Duplex over a stream handle (how bytes pass between the two: internal/net/handle_io).
//
// The order of events is Node's: a handle's callbacks enter the stream's machinery, which emits; a socket's own 'close'
// comes from the handle's close callback (later turn of the loop) or, without a handle, from a tick.

const { Duplex, Writable } = require('stream');
const {
  codes: {
    ERR_INVALID_ARG_VALUE,
    ERR_INVALID_HANDLE_TYPE,
    ERR_SOCKET_CLOSED,
    ERR_SOCKET_CLOSED_BEFORE_CONNECTION,
    ERR_INVALID_FD_TYPE,
  },
  ErrnoException,
  genericNodeError,
} = require('internal/errors');
const { errors, guessHandleType, Pipe, StreamHandle, TCP } = require('internal/stream_handle');
const { kReinitializeHandle } = require('internal/net');
const {
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
  writeMany,
  writeOne,
} = require('internal/net/handle_io');
const { validateFunction, validateInt32, validateNumber } = require('internal/validators');
const { kTimeout, setUnrefTimeout, getTimerDuration } = require('internal/timers');
const { Buffer } = require('buffer');

const kSetNoDelay = Symbol('kSetNoDelay');
const kSetKeepAlive = Symbol('kSetKeepAlive');
const kSetKeepAliveInitialDelay = Symbol('kSetKeepAliveInitialDelay');
const kBytesRead = Symbol('kBytesRead');
const kBytesWritten = Symbol('kBytesWritten');
const kUpdateTimer = Symbol('kUpdateTimer');
const kAfterAsyncWrite = Symbol('kAfterAsyncWrite');

const { UV_ENOTCONN } = errors;
const { setPrototypeOf, defineProperty } = Object;
const plainWrite = Duplex.prototype.write;

function Socket(options) {
  if (!(this instanceof Socket)) return new Socket(options);
  if (options?.objectMode) throw new ERR_INVALID_ARG_VALUE('options.objectMode', options.objectMode, 'is not supported');
  if (options?.readableObjectMode || options?.writableObjectMode) {
    const name = options.readableObjectMode ? 'readableObjectMode' : 'writableObjectMode';
    throw new ERR_INVALID_ARG_VALUE(`options.${name}`, options[name], 'is not supported');
  }
  if (options?.keepAliveInitialDelay !== undefined) {
    validateNumber(options.keepAliveInitialDelay, 'options.keepAliveInitialDelay');
    if (options.keepAliveInitialDelay < 0) options.keepAliveInitialDelay = 0;
  }

  options = typeof options === 'number' ? { fd: options } : { ...options };

  this.connecting = false;
  this._hadError = false;
  this._parent = null;
  this._host = null;
  // The parts of a socket read the handle through a symbol: `_handle` stays assignable for programs that replace it.
  this[kHandle] = null;
  this[kLastWriteQueueSize] = 0;
  this[kTimeout] = null;
  this[kBuffer] = null;
  this[kBufferCb] = null;
  this[kBufferGen] = null;
  this._closeAfterHandlingError = false;

  options.allowHalfOpen = Boolean(options.allowHalfOpen);
  // 'close' waits for the handle; strings reach _write as they are, so that they are encoded once, natively.
  options.emitClose = false;
  options.autoDestroy = true;
  options.decodeStrings = false;
  Duplex.call(this, options);

  if (options.handle) {
    this._handle = options.handle;
  } else if (options.fd !== undefined) {
    openDescriptor(this, options);
  }

  const { onread } = options;
  if (onread !== null && typeof onread === 'object' && typeof onread.callback === 'function' &&
      (isUint8Array(onread.buffer) || typeof onread.buffer === 'function')) {
    if (typeof onread.buffer === 'function') {
      this[kBuffer] = true;
      this[kBufferGen] = onread.buffer;
    } else {
      this[kBuffer] = onread.buffer;
    }
    this[kBufferCb] = onread.callback;
  }

  this[kSetNoDelay] = Boolean(options.noDelay);
  this[kSetKeepAlive] = Boolean(options.keepAlive);
  this[kSetKeepAliveInitialDelay] = ~~(options.keepAliveInitialDelay / 1000);
  this[kBytesRead] = 0;
  this[kBytesWritten] = 0;

  this.on('end', onReadableEnd);
  attachHandle(this);

  this._pendingData = null;
  this._pendingEncoding = '';
  this._sockname = null;

  if (this._handle && options.readable !== false && !options.noRead) {
    if (options.pauseOnCreate) {
      // Stopped at the source: pause() alone would still read up to the high water mark.
      this._handle.reading = false;
      this._handle.readStop();
      this.readableFlowing = false;
    } else if (!options.manualStart) {
      this.read(0);
    }
  }

  this.server = null;
  this._server = null;
}
setPrototypeOf(Socket.prototype, Duplex.prototype);
setPrototypeOf(Socket, Duplex);

function openDescriptor(socket, options) {
  const { fd } = options;
  validateInt32(fd, 'fd', 0);
  const handle = handleForDescriptor(fd, false);
  const status = handle.open(fd);
  if (status) throw new ErrnoException(status, 'open');
  socket._handle = handle;
  if ((fd === 1 || fd === 2) && handle instanceof Pipe && process.platform === 'win32') handle.setBlocking(true);
}

function handleForDescriptor(fd, isServer) {
  const kind = guessHandleType(fd);
  if (kind === 'PIPE') return new Pipe(isServer ? Pipe.SERVER : Pipe.SOCKET);
  if (kind === 'TCP') return new TCP(isServer ? TCP.SERVER : TCP.SOCKET);
  throw new ERR_INVALID_FD_TYPE(kind);
}

function onReadableEnd() {
  if (!this.allowHalfOpen) this.write = writeAfterEnd;
}

// The peer has ended and half-open is not wanted: a further write is an error of the connection, not of the program.
function writeAfterEnd(chunk, encoding, callback) {
  if (!this.writableEnded) return Reflect.apply(Writable.prototype.write, this, [chunk, encoding, callback]);
  if (typeof encoding === 'function') callback = encoding;
  const error = genericNodeError('This socket has been ended by the other party', { code: 'EPIPE' });
  if (typeof callback === 'function') process.nextTick(callback, error);
  this.destroy(error);
  return false;
}

const methods = {
  _unrefTimer() {
    for (let socket = this; socket !== null; socket = socket._parent) {
      const timeout = socket[kTimeout];
      if (timeout) timeout.refresh();
    }
  },

  _final(callback) {
    if (this.connecting) return this.once('connect', () => this._final(callback));
    const handle = this[kHandle];
    if (!handle) return callback();
    const status = handle.shutdown(() => callback());
    // Nothing to shut down any more: the peer is gone already.
    if (status === 1 || status === UV_ENOTCONN) return callback();
    if (status !== 0) return callback(new ErrnoException(status, 'shutdown'));
  },

  setTimeout(msecs, callback) {
    if (this.destroyed) return this;
    this.timeout = msecs;
    msecs = getTimerDuration(msecs, 'msecs');
    if (this[kTimeout]) require('timers').clearTimeout(this[kTimeout]);
    if (msecs === 0) {
      if (callback !== undefined) {
        validateFunction(callback, 'callback');
        this.removeListener('timeout', callback);
      }
    } else {
      this[kTimeout] = setUnrefTimeout(this._onTimeout.bind(this), msecs);
      if (callback !== undefined) {
        validateFunction(callback, 'callback');
        this.once('timeout', callback);
      }
    }
    return this;
  },

  _onTimeout() {
    const handle = this[kHandle];
    const before = this[kLastWriteQueueSize];
    if (before > 0 && handle) {
      // A long write that makes progress is activity.
      const now = handle.writeQueueSize;
      if (now !== before) {
        this[kLastWriteQueueSize] = now;
        this._unrefTimer();
        return;
      }
    }
    this.emit('timeout');
  },

  setNoDelay(enable) {
    enable = Boolean(enable === undefined ? true : enable);
    const handle = this._handle;
    if (!handle) {
      this[kSetNoDelay] = enable;
    } else if (handle.setNoDelay && enable !== this[kSetNoDelay]) {
      this[kSetNoDelay] = enable;
      handle.setNoDelay(enable);
    }
    return this;
  },

  setKeepAlive(enable, initialDelayMsecs) {
    enable = Boolean(enable);
    const delay = ~~(initialDelayMsecs / 1000);
    const handle = this._handle;
    if (!handle) {
      this[kSetKeepAlive] = enable;
      this[kSetKeepAliveInitialDelay] = delay;
    } else if (handle.setKeepAlive && (enable !== this[kSetKeepAlive] ||
               (enable && this[kSetKeepAliveInitialDelay] !== delay))) {
      this[kSetKeepAlive] = enable;
      this[kSetKeepAliveInitialDelay] = delay;
      handle.setKeepAlive(enable, delay);
    }
    return this;
  },

  address() {
    return this._getsockname();
  },

  _read(n) {
    const handle = this[kHandle];
    if (this.connecting || !handle) {
      this.once('connect', () => this._read(n));
    } else if (!handle.reading) {
      startReading(this);
    }
  },

  end(data, encoding, callback) {
    Reflect.apply(Duplex.prototype.end, this, [data, encoding, callback]);
    return this;
  },

  resetAndDestroy() {
    const handle = this._handle;
    if (!handle) {
      this.destroy(new ERR_SOCKET_CLOSED());
      return this;
    }
    if (!(handle instanceof TCP)) throw new ERR_INVALID_HANDLE_TYPE();
    if (this.connecting) {
      this.once('connect', () => this._reset());
    } else {
      this._reset();
    }
    return this;
  },

  pause() {
    if (this[kBuffer] && !this.connecting && this._handle?.reading) {
      this._handle.reading = false;
      stopReading(this, this._handle);
    }
    return Reflect.apply(Duplex.prototype.pause, this, []);
  },

  resume() {
    restartUserReads(this);
    return Reflect.apply(Duplex.prototype.resume, this, []);
  },

  read(n) {
    restartUserReads(this);
    return Reflect.apply(Duplex.prototype.read, this, [n]);
  },

  destroySoon() {
    if (this.writable) this.end();
    if (this.writableFinished) {
      this.destroy();
    } else {
      this.once('finish', this.destroy);
    }
  },

  _destroy(exception, callback) {
    this.connecting = false;
    for (let socket = this; socket !== null; socket = socket._parent) {
      const timeout = socket[kTimeout];
      if (timeout) {
        require('timers').clearTimeout(timeout);
        socket[kTimeout] = null;
      }
    }

    const handle = this._handle;
    if (!handle) {
      callback(exception);
      process.nextTick(emitClose, this);
    } else {
      const hadError = exception ? true : false;
      this[kBytesRead] = handle.bytesRead;
      this[kBytesWritten] = handle.bytesWritten;
      if (this.resetAndClosing) {
        this.resetAndClosing = false;
        const status = handle.reset(() => this.emit('close', hadError));
        if (status) this.emit('error', new ErrnoException(status, 'reset'));
        detachHandle(this, handle);
        callback(exception);
      } else if (this._closeAfterHandlingError) {
        // Bytes that arrive before the close must not reach the stream any more.
        handle.onread = noop;
        queueMicrotask(() => {
          handle.close(() => this.emit('close', hadError));
          detachHandle(this, handle);
        });
        callback(exception);
      } else {
        handle.close(() => this.emit('close', hadError));
        detachHandle(this, handle);
        callback(exception);
      }
    }

    const server = this._server;
    if (server) {
      server._connections--;
      server._emitCloseIfDrained?.();
    }
  },

  _reset() {
    this.resetAndClosing = true;
    return this.destroy();
  },

  _getpeername() {
    const handle = this._handle;
    if (!handle || !handle.getpeername || this.connecting) return this._peername || {};
    if (!this._peername) {
      const found = {};
      if (handle.getpeername(found)) return found;
      this._peername = found;
    }
    return this._peername;
  },

  _getsockname() {
    const handle = this._handle;
    if (!handle || !handle.getsockname) return {};
    if (!this._sockname) {
      this._sockname = {};
      handle.getsockname(this._sockname);
    }
    return this._sockname;
  },

  _writeGeneric(isMany, data, encoding, callback) {
    // One write at most waits here: a writable stream hands over the next one after the callback.
    if (this.connecting) {
      this._pendingData = data;
      this._pendingEncoding = encoding;
      const onClose = () => callback(new ERR_SOCKET_CLOSED_BEFORE_CONNECTION());
      this.once('connect', function connect() {
        this.off('close', onClose);
        this._writeGeneric(isMany, data, encoding, callback);
      });
      this.once('close', onClose);
      return;
    }
    this._pendingData = null;
    this._pendingEncoding = '';

    const handle = this[kHandle];
    if (!handle) {
      callback(new ERR_SOCKET_CLOSED());
      return false;
    }
    if (this[kTimeout] !== null || this._parent !== null) this._unrefTimer();

    const onComplete = (status) => finishWrite(this, status, callback);
    const status = isMany ? writeMany(handle, data, onComplete) : writeOne(handle, data, encoding, onComplete);
    if (status < 0) return callback(new ErrnoException(status, 'write'));
    if (status === 0) {
      callback();
    } else {
      this[kLastWriteQueueSize] = handle.writeQueueSize;
    }
  },

  _writev(chunks, callback) {
    this._writeGeneric(true, chunks, '', callback);
  },

  _write(data, encoding, callback) {
    this._writeGeneric(false, data, encoding, callback);
  },

  connect(...args) {
    return require('internal/net/connect').connectSocket(this, args);
  },

  ref() {
    return whenConnected(this, 'ref');
  },

  unref() {
    return whenConnected(this, 'unref');
  },
};

// Whether a write may go straight to the handle: an open socket of exactly this class's making, with nothing queued before it.
function canWriteDirectly(socket) {
  const handle = socket[kHandle];
  if (!handle || socket.connecting || socket.write !== plainWrite || socket._write !== methods._write) return false;
  const state = socket._writableState;
  return state.length === 0 && state.corked === 0 && !state.ending && !state.destroyed && handle instanceof StreamHandle;
}

function emitClose(socket) {
  socket.emit('close');
}

function whenConnected(socket, what) {
  if (!socket._handle) {
    socket.once('connect', socket[what]);
  } else if (typeof socket._handle[what] === 'function') {
    socket._handle[what]();
  }
  return socket;
}

for (const name of Object.keys(methods)) Socket.prototype[name] = methods[name];

function getter(name, get, enumerable = true, set = undefined) {
  defineProperty(Socket.prototype, name, { __proto__: null, get, set, configurable: false, enumerable });
}

getter('_handle', function () { return this[kHandle]; }, false, function (handle) { this[kHandle] = handle; });
getter('_connecting', function () { return this.connecting; }, false);
getter('pending', function () { return !this._handle || this.connecting; }, false);
getter('readyState', function () {
  if (this.connecting) return 'opening';
  if (this.readable && this.writable) return 'open';
  if (this.readable) return 'readOnly';
  return this.writable ? 'writeOnly' : 'closed';
}, false);
getter('bufferSize', function () { if (this._handle) return this.writableLength; }, false);
getter(kUpdateTimer, function () { return this._unrefTimer; }, false);
getter('bytesRead', function () { return this._handle ? this._handle.bytesRead : this[kBytesRead]; });
getter('remoteAddress', function () { return this._getpeername().address; });
getter('remoteFamily', function () { return this._getpeername().family; });
getter('remotePort', function () { return this._getpeername().port; });
getter('localAddress', function () { return this._getsockname().address; });
getter('localPort', function () { return this._getsockname().port; });
getter('localFamily', function () { return this._getsockname().family; });
getter('_bytesDispatched', function () { return this._handle ? this._handle.bytesWritten : this[kBytesWritten]; }, false);
getter('bytesWritten', function () {
  let bytes = this._bytesDispatched;
  const { writableBuffer, _pendingData: data } = this;
  if (!writableBuffer) return undefined;
  for (const { chunk, encoding } of writableBuffer) bytes += byteLength(chunk, encoding);
  if (Array.isArray(data)) {
    // What waits is a _writev call; the last of its chunks may still be in the stream's own buffer.
    for (let index = 0; index < data.length; index++) {
      const chunk = data[index];
      if (data.allBuffers || chunk instanceof Buffer) bytes += chunk.length;
      else bytes += byteLength(chunk.chunk, chunk.encoding);
    }
  } else if (data) {
    bytes += byteLength(data, this._pendingEncoding);
  }
  return bytes;
});

const byteLength = (chunk, encoding) => (typeof chunk === 'string' ? Buffer.byteLength(chunk, encoding) : chunk.length);

defineProperty(Socket.prototype, kAfterAsyncWrite, {
  __proto__: null,
  value() { this[kLastWriteQueueSize] = 0; },
});
defineProperty(Socket.prototype, kReinitializeHandle, {
  __proto__: null,
  value(handle) {
    this._handle?.close();
    this._handle = handle;
    this._handle.owner = this;
    attachHandle(this);
  },
});

module.exports = {
  canWriteDirectly,
  handleForDescriptor,
  kSetKeepAlive,
  kSetKeepAliveInitialDelay,
  kSetNoDelay,
  Socket,
};
