'use strict';

// FileHandle: a descriptor with methods that return promises. It counts its users (streams, running calls), so that
// close() waits for them, and it is closed with a warning when the collector finds it open.

const { Buffer } = require('buffer');
const EventEmitter = require('events');
const { codes: { ERR_INVALID_ARG_TYPE, ERR_INVALID_STATE } } = require('internal/errors');
const {
  validateAbortSignal,
  validateBoolean,
  validateEncoding,
  validateInteger,
  validateObject,
} = require('internal/validators');
const { SymbolAsyncDispose, kEmptyObject } = require('internal/util');
const { startFstat } = require('internal/fs/callback');
const { startReadFile } = require('internal/fs/whole_file');
const { emptyBufferError, kNullable } = require('internal/fs/sync');
const {
  bytesOf,
  getOptions,
  getValidatedPosition,
  kReadBufferSize,
  toUnixTimestamp,
  validateBufferArray,
  validateBufferView,
  validateMode,
  validateOffsetLengthRead,
  validateOffsetLengthWrite,
  validateStringOrView,
  validateUserId,
} = require('internal/fs/utils');

const native = lode.native('fs');
const { isView } = ArrayBuffer;

const kHandle = Symbol('kHandle');
const kFd = Symbol('kFd');
const kRefs = Symbol('kRefs');
const kClosePromise = Symbol('kClosePromise');
const kCloseResolve = Symbol('kCloseResolve');
const kCloseReject = Symbol('kCloseReject');
const kRef = Symbol('kRef');
const kUnref = Symbol('kUnref');
const kLocked = Symbol('kLocked');

// Runs `start(...args, callback)` of the native side as a promise.
function pending(start, ...args) {
  return new Promise((resolve, reject) => {
    start(...args, (error, value) => {
      if (error) reject(error);
      else resolve(value);
    });
  });
}

let openHandles;

// What the collector's notice needs to know; it must not hold the FileHandle itself.
class Descriptor {
  #asyncId = require('internal/async_hooks').newAsyncId?.() ?? 0;

  constructor(fd) {
    Object.defineProperty(this, 'fd', { value: fd, writable: true });
  }

  getAsyncId() {
    return this.#asyncId;
  }
}
Object.defineProperty(Descriptor, 'name', { value: 'FileHandle' });

function closeForgotten(descriptor) {
  const { fd } = descriptor;
  if (fd === -1) return;
  descriptor.fd = -1;
  process.emitWarning(`Closing file descriptor ${fd} on garbage collection`);
  process.emitWarning(
    'Closing a FileHandle object on garbage collection is deprecated. Please close FileHandle objects explicitly ' +
    'using FileHandle.prototype.close(). In the future, an error will be thrown if a file descriptor is closed ' +
    'during garbage collection.',
    'DeprecationWarning', 'DEP0137');
  native.closeAsync(fd, () => {});
}

class FileHandle extends EventEmitter {
  constructor(descriptor) {
    super();
    this[kHandle] = descriptor;
    this[kFd] = descriptor ? descriptor.fd : -1;
    this[kRefs] = 1;
    this[kClosePromise] = null;
  }

  getAsyncId() {
    return this[kHandle].getAsyncId();
  }

  get fd() {
    return this[kFd];
  }

  appendFile(data, options) {
    return use(this, writeFileHandle, 'writeFile', data, options);
  }

  chmod(mode) {
    return use(this, fchmod, 'fchmod', mode);
  }

  chown(uid, gid) {
    return use(this, fchown, 'fchown', uid, gid);
  }

  datasync() {
    return use(this, fdatasync, 'fdatasync');
  }

  sync() {
    return use(this, fsync, 'fsync');
  }

  read(buffer, offset, length, position) {
    return use(this, read, 'read', buffer, offset, length, position);
  }

  readv(buffers, position) {
    return use(this, readv, 'readv', buffers, position);
  }

  readFile(options) {
    return use(this, readFileHandle, 'readFile', options);
  }

  readLines(options = undefined) {
    return require('readline').createInterface({
      input: this.createReadStream(options),
      crlfDelay: Infinity,
    });
  }

  stat(options) {
    return use(this, fstat, 'fstat', options);
  }

  truncate(len = 0) {
    return use(this, ftruncate, 'ftruncate', len);
  }

  utimes(atime, mtime) {
    return use(this, futimes, 'futimes', atime, mtime);
  }

  write(buffer, offset, length, position) {
    return use(this, write, 'write', buffer, offset, length, position);
  }

  writev(buffers, position) {
    return use(this, writev, 'writev', buffers, position);
  }

  writeFile(data, options) {
    return use(this, writeFileHandle, 'writeFile', data, options);
  }

  close = () => {
    if (this[kFd] === -1) return Promise.resolve();
    if (this[kClosePromise]) return this[kClosePromise];
    this[kRefs]--;
    if (this[kRefs] === 0) {
      this[kClosePromise] = closeNow(this).finally(() => {
        this[kClosePromise] = undefined;
      });
    } else {
      this[kClosePromise] = new Promise((resolve, reject) => {
        this[kCloseResolve] = resolve;
        this[kCloseReject] = reject;
      }).finally(() => {
        this[kClosePromise] = undefined;
        this[kCloseResolve] = undefined;
        this[kCloseReject] = undefined;
      });
    }
    this.emit('close');
    return this[kClosePromise];
  };

  async [SymbolAsyncDispose]() {
    await this.close();
  }

  readableWebStream(options = kEmptyObject) {
    return readableWebStream(this, options);
  }

  createReadStream(options = undefined) {
    const { ReadStream } = require('internal/fs/streams');
    return new ReadStream(undefined, { ...options, fd: this });
  }

  createWriteStream(options = undefined) {
    const { WriteStream } = require('internal/fs/streams');
    return new WriteStream(undefined, { ...options, fd: this });
  }

  [kRef]() {
    this[kRefs]++;
  }

  [kUnref]() {
    this[kRefs]--;
    if (this[kRefs] === 0) {
      const resolve = this[kCloseResolve];
      closeNow(this).then(resolve, this[kCloseReject]);
    }
  }
}

function createFileHandle(fd) {
  const descriptor = new Descriptor(fd);
  const handle = new FileHandle(descriptor);
  openHandles ??= new FinalizationRegistry(closeForgotten);
  // The registry keeps what it is given, so it gets the number in a box of its own.
  openHandles.register(handle, descriptor, descriptor);
  return handle;
}

function closeNow(handle) {
  const descriptor = handle[kHandle];
  const fd = handle[kFd];
  handle[kFd] = -1;
  descriptor.fd = -1;
  openHandles?.unregister(descriptor);
  return pending(native.closeAsync, fd);
}

// Runs one call on a handle, which can't be closed meanwhile.
async function use(handle, run, name, ...args) {
  if (handle[kRefs] === undefined) throw new ERR_INVALID_ARG_TYPE('filehandle', 'FileHandle', handle);
  if (handle.fd === -1) {
    const error = new Error('file closed');
    error.code = 'EBADF';
    error.syscall = name;
    throw error;
  }
  try {
    handle[kRef]();
    return await run(handle, ...args);
  } finally {
    handle[kUnref]();
  }
}

function fchmod(handle, mode) {
  return pending(native.fchmodAsync, handle.fd, validateMode(mode, 'mode'));
}

function fchown(handle, uid, gid) {
  validateUserId(uid, 'uid');
  validateUserId(gid, 'gid');
  return pending(native.fchownAsync, handle.fd, uid, gid);
}

function fdatasync(handle) {
  return pending(native.fdatasyncAsync, handle.fd);
}

function fsync(handle) {
  return pending(native.fsyncAsync, handle.fd);
}

function ftruncate(handle, len) {
  validateInteger(len, 'len');
  return pending(native.ftruncateAsync, handle.fd, Math.max(0, len));
}

function futimes(handle, atime, mtime) {
  atime = toUnixTimestamp(atime, 'atime');
  mtime = toUnixTimestamp(mtime, 'mtime');
  return pending(native.futimesAsync, handle.fd, atime, mtime);
}

function fstat(handle, options = { bigint: false }) {
  return pending(startFstat, handle.fd, options.bigint);
}

// read(view, offset, length, position) | (view, options) | (options) | ()
async function read(handle, bufferOrOptions, offset, length, position) {
  let buffer = bufferOrOptions;
  if (!isView(buffer)) {
    if (bufferOrOptions !== undefined) validateObject(bufferOrOptions, 'options', kNullable());
    ({
      buffer = Buffer.alloc(kReadBufferSize),
      offset = 0,
      length = buffer.byteLength - offset,
      position = null,
    } = bufferOrOptions ?? kEmptyObject);
    validateBufferView(buffer);
  } else if (offset !== null && typeof offset === 'object') {
    ({ offset = 0, length = buffer.byteLength - offset, position = null } = offset);
  }
  if (offset == null) {
    offset = 0;
  } else {
    validateInteger(offset, 'offset', 0);
  }
  length ??= buffer.byteLength - offset;
  length |= 0;
  if (length === 0) return { __proto__: null, bytesRead: length, buffer };
  if (buffer.byteLength === 0) throw emptyBufferError(buffer);
  validateOffsetLengthRead(offset, length, buffer.byteLength);
  position = getValidatedPosition(position, length);
  const bytesRead = await pending(native.readAsync, handle.fd, buffer, offset, length, position) || 0;
  return { __proto__: null, bytesRead, buffer };
}

async function readv(handle, buffers, position) {
  validateBufferArray(buffers);
  const at = typeof position === 'number' ? position : -1;
  const bytesRead = await pending(native.readvAsync, handle.fd, buffers, at) || 0;
  return { __proto__: null, bytesRead, buffers };
}

// write(view, offset, length, position) | (view, options) | (string, position, encoding)
async function write(handle, buffer, offsetOrOptions, length, position) {
  if (buffer?.byteLength === 0) return { __proto__: null, bytesWritten: 0, buffer };
  let offset = offsetOrOptions;
  let bytes = buffer;
  if (isView(buffer)) {
    if (typeof offset === 'object') {
      ({ offset = 0, length = buffer.byteLength - offset, position = null } = offsetOrOptions ?? kEmptyObject);
    }
    if (offset == null) {
      offset = 0;
    } else {
      validateInteger(offset, 'offset', 0);
    }
    if (typeof length !== 'number') length = buffer.byteLength - offset;
    if (typeof position !== 'number') position = -1;
    validateOffsetLengthWrite(offset, length, buffer.byteLength);
  } else {
    validateStringOrView(buffer, 'buffer');
    validateEncoding(buffer, length);
    bytes = bytesOf(buffer, length);
    position = typeof offset === 'number' ? offset : -1;
    offset = 0;
    length = bytes.length;
  }
  const bytesWritten = await pending(native.writeAsync, handle.fd, bytes, offset, length, position) || 0;
  return { __proto__: null, bytesWritten, buffer };
}

async function writev(handle, buffers, position) {
  validateBufferArray(buffers);
  if (buffers.length === 0) return { __proto__: null, bytesWritten: 0, buffers };
  const at = typeof position === 'number' ? position : -1;
  const bytesWritten = await pending(native.writevAsync, handle.fd, buffers, at) || 0;
  return { __proto__: null, bytesWritten, buffers };
}

function readFileHandle(handle, options) {
  options = getOptions(options, { flag: 'r' });
  return pending(startReadFile, handle.fd, 0, options.encoding, options.signal);
}

async function writeFileHandle(handle, data, options) {
  options = getOptions(options, { encoding: 'utf8', mode: 0o666, flag: 'w', flush: false });
  const { encoding, signal } = options;
  const flush = options.flush ?? false;
  validateBoolean(flush, 'options.flush');
  if (signal !== undefined) validateAbortSignal(signal, 'options.signal');
  if (isIterable(data)) {
    checkAborted(signal);
    for await (const chunk of data) {
      checkAborted(signal);
      await writeAll(handle.fd, isView(chunk) ? chunk : Buffer.from(chunk, encoding || 'utf8'), signal);
      checkAborted(signal);
    }
  } else {
    validateStringOrView(data, 'data');
    await writeAll(handle.fd, isView(data) ? data : Buffer.from(data, encoding || 'utf8'), signal);
  }
  if (flush) await fsync(handle);
}

// In pieces, so that an abort does not wait for a large file.
const kWriteChunk = 512 * 1024;

async function writeAll(fd, view, signal) {
  let bytes = new Uint8Array(view.buffer, view.byteOffset, view.byteLength);
  do {
    checkAborted(signal);
    const written = await pending(native.writeAsync, fd, bytes, 0, Math.min(kWriteChunk, bytes.byteLength), -1);
    bytes = bytes.subarray(written);
  } while (bytes.byteLength > 0);
}

function checkAborted(signal) {
  if (signal?.aborted) {
    const { AbortError } = require('internal/errors');
    throw new AbortError(undefined, { cause: signal.reason });
  }
}

function isIterable(value) {
  if (value === null || typeof value !== 'object' || isView(value)) return false;
  return typeof value[Symbol.asyncIterator] === 'function' || typeof value[Symbol.iterator] === 'function';
}

function readableWebStream(handle, options) {
  validateObject(options, 'options');
  const { type = 'bytes', autoClose = false } = options;
  validateBoolean(autoClose, 'options.autoClose');
  if (handle[kFd] === -1) throw new ERR_INVALID_STATE('The FileHandle is closed');
  if (handle[kClosePromise]) throw new ERR_INVALID_STATE('The FileHandle is closing');
  if (handle[kLocked]) throw new ERR_INVALID_STATE('The FileHandle is locked');
  handle[kLocked] = true;
  if (type !== 'bytes') {
    process.emitWarning('A non-"bytes" options.type has no effect. A byte-oriented steam is always created.',
                        'ExperimentalWarning');
  }
  let controller;
  const finish = async () => {
    handle.off('close', onClose);
    handle[kUnref]();
    if (autoClose) await handle.close();
  };
  function onClose() {
    // Whoever waits for data is told that there is no more.
    try {
      controller.close();
      controller.byobRequest?.respond(0);
    } catch {
      // The stream had ended already.
    }
    handle[kUnref]();
  }
  const { ReadableStream } = require('internal/webstreams/readablestream');
  const stream = new ReadableStream({
    type: 'bytes',
    autoAllocateChunkSize: 16384,
    start(value) {
      controller = value;
    },
    async pull(controller) {
      const { view } = controller.byobRequest;
      const { bytesRead } = await handle.read(view, 0, view.byteLength);
      if (bytesRead === 0) {
        controller.close();
        controller.byobRequest.respond(0);
        await finish();
        return;
      }
      controller.byobRequest.respond(bytesRead);
    },
    cancel: finish,
  });
  handle[kRef]();
  handle.once('close', onClose);
  return stream;
}

module.exports = {
  FileHandle,
  checkAborted,
  createFileHandle,
  isIterable,
  kFd,
  kRef,
  kUnref,
  pending,
  use,
  writeFileHandle,
};
