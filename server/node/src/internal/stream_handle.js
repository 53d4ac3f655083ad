'use strict';
// The handle under every socket, pipe and listening server: one class over one native object.
//
// The native side owns the descriptor and the queue of writes, and calls `#dispatch` once for each thing that
// happened. Statuses are 0 or a negative errno, as everywhere in Node. A write is tried at once: `write` answers 0 when the
// kernel took everything (the callback is then NOT called) and 1 when the rest waits and the callback comes later.
//
// What the owner may set: `onread(status, bytes)` with status > 0 for data, UV_EOF at the end, or an error;
// `onconnection(status, handle)` of a listening handle; `consumer`, which takes the reads away from `onread`
// (the HTTP parser; its bytes never reach JavaScript until they are a body).

const native = lode.native('net');
const { exchangeFrame, getFrame } = require('internal/async_context');

const errors = native.errorNumbers();

const KIND_TCP = 0;
const KIND_PIPE = 1;

// The events of the native side; their order is the order of `enum Event` there.
const READ = 0;
const CONNECT = 1;
const WRITE = 2;
const SHUTDOWN = 3;
const CONNECTION = 4;
const CLOSE = 5;
const READABLE = 6;

const SOCKET = 0;
const SERVER = 1;

const noWrites = [];

class StreamHandle {
  #native;
  #frame = getFrame();
  #onconnect = null;
  #onshutdown = null;
  #onclose = null;
  #writes = noWrites;

  static #dispatch(handle, event, status, detail) {
    const previous = exchangeFrame(handle.#frame);
    try {
      switch (event) {
        case READ:
          handle.onread(status, detail);
          break;
        case READABLE:
          handle.consumer?.onReadable(handle);
          break;
        case WRITE:
          handle.#writes.shift()(status);
          break;
        case CONNECTION:
          handle.onconnection(status, status === 0 ? new handle.constructor(SOCKET, detail) : undefined);
          break;
        case CONNECT: {
          const callback = handle.#onconnect;
          handle.#onconnect = null;
          callback?.(status);
          break;
        }
        case SHUTDOWN: {
          const callback = handle.#onshutdown;
          handle.#onshutdown = null;
          callback?.(status);
          break;
        }
        case CLOSE: {
          const callback = handle.#onclose;
          handle.#onclose = null;
          callback?.call(handle);
          break;
        }
      }
    } finally {
      exchangeFrame(previous);
    }
  }

  static {
    native.setDispatch(StreamHandle.#dispatch);
  }

  constructor(kind, accepted) {
    this.reading = false;
    this.onread = null;
    this.onconnection = null;
    this.consumer = null;
    if (accepted === undefined) {
      this.#native = native.streamCreate(kind, this);
    } else {
      this.#native = accepted;
      native.streamSetOwner(accepted, this);
    }
  }

  // The native object, for the natives of other modules that work on a stream (the HTTP parser, a child's stdio).
  get nativeStream() {
    return this.#native;
  }

  // Takes over a descriptor that somebody opened.
  open(fd) {
    return native.streamOpen(this.#native, fd);
  }

  get fd() {
    return native.streamFd(this.#native);
  }

  get bytesRead() {
    return native.streamBytesRead(this.#native);
  }

  get bytesWritten() {
    return native.streamBytesWritten(this.#native);
  }

  get writeQueueSize() {
    return native.streamWriteQueueSize(this.#native);
  }

  readStart() {
    this.reading = true;
    return native.streamReadStart(this.#native);
  }

  readStop() {
    this.reading = false;
    return native.streamReadStop(this.#native);
  }

  // Reads go into this buffer, and `onread` gets their length only.
  useUserBuffer(buffer) {
    native.streamUseBuffer(this.#native, buffer);
  }

  writeString(string, encoding, callback) {
    const status = native.streamWriteString(this.#native, string, encoding === 'latin1');
    if (status === 1) this.#expectWrite(callback);
    return status;
  }

  writeBuffer(bytes, callback) {
    const status = native.streamWriteBytes(this.#native, bytes);
    if (status === 1) this.#expectWrite(callback);
    return status;
  }

  // `chunks` holds typed arrays, and strings that are written as UTF-8.
  writev(chunks, callback) {
    const status = native.streamWriteMany(this.#native, chunks);
    if (status === 1) this.#expectWrite(callback);
    return status;
  }

  #expectWrite(callback) {
    if (this.#writes === noWrites) this.#writes = [];
    this.#writes.push(callback);
  }

  _expectConnect(status, callback) {
    if (status === 0) this.#onconnect = callback;
    return status;
  }

  // Ends the writing side once the queue is empty; the callback always comes later.
  shutdown(callback) {
    const status = native.streamShutdown(this.#native);
    if (status === 0) this.#onshutdown = callback;
    return status;
  }

  listen(backlog) {
    return native.streamListen(this.#native, backlog);
  }

  close(callback) {
    if (typeof callback === 'function') this.#onclose = callback;
    native.streamClose(this.#native);
  }

  // Closes so that the peer sees a reset.
  reset(callback) {
    const status = native.streamReset(this.#native);
    if (status === 0) this.#onclose = callback;
    return status;
  }

  ref() {
    native.streamRef(this.#native);
  }

  unref() {
    native.streamUnref(this.#native);
  }

  hasRef() {
    return native.streamHasRef(this.#native);
  }

  getAsyncId() {
    return -1;
  }

  setBlocking(on) {
    return native.streamSetBlocking(this.#native, !!on);
  }

  // Fills `out` with address, family and port of one end.
  getsockname(out) {
    return fillAddress(native.streamLocalAddress(this.#native), out);
  }

  getpeername(out) {
    return fillAddress(native.streamPeerAddress(this.#native), out);
  }
}

class TCP extends StreamHandle {
  constructor(type = SOCKET, accepted = undefined) {
    super(KIND_TCP, accepted);
  }

  bind(address, port, flags = 0) {
    return native.tcpBind(this.nativeStream, address, port, flags);
  }

  bind6(address, port, flags = 0) {
    return native.tcpBind(this.nativeStream, address, port, flags);
  }

  connect(address, port, callback) {
    return this._expectConnect(native.tcpConnect(this.nativeStream, address, port), callback);
  }

  setNoDelay(on) {
    return native.tcpSetNoDelay(this.nativeStream, !!on);
  }

  setKeepAlive(on, delaySeconds) {
    return native.tcpSetKeepAlive(this.nativeStream, !!on, delaySeconds | 0);
  }
}

class Pipe extends StreamHandle {
  constructor(type = SOCKET, accepted = undefined) {
    super(KIND_PIPE, accepted);
  }

  bind(path) {
    return native.pipeBind(this.nativeStream, path);
  }

  connect(path, callback) {
    return this._expectConnect(native.pipeConnect(this.nativeStream, path), callback);
  }

  // The permissions of a bound path: readable and/or writable by everybody.
  fchmod(mode) {
    return native.pipeChmod(this.nativeStream, mode);
  }
}

for (const handle of [TCP, Pipe]) {
  handle.SOCKET = SOCKET;
  handle.SERVER = SERVER;
}
TCP.UV_TCP_IPV6ONLY = 1;
TCP.UV_TCP_REUSEPORT = 2;
Pipe.IPC = 2;
Pipe.UV_READABLE = 1;
Pipe.UV_WRITABLE = 2;

function fillAddress(found, out) {
  if (typeof found === 'number') return found;
  [out.address, out.port] = found;
  out.family = found[2] === 6 ? 'IPv6' : 'IPv4';
  return 0;
}

// What kind of stream a descriptor is: 'TCP', 'PIPE', 'TTY', 'FILE', 'UDP' or 'UNKNOWN'.
function guessHandleType(fd) {
  return native.guessHandleType(fd);
}

module.exports = { errors, guessHandleType, Pipe, StreamHandle, TCP };
