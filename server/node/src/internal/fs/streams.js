'use strict';

// fs.ReadStream and fs.WriteStream: files as streams, over fs itself, a replacement given as `options.fs`, or a
// FileHandle. An operation that runs when the stream is destroyed is waited for before the descriptor is closed.

const { Buffer } = require('buffer');
const { Readable, Writable, finished } = require('stream');
const {
  codes: { ERR_INVALID_ARG_TYPE, ERR_METHOD_NOT_IMPLEMENTED, ERR_OUT_OF_RANGE, ERR_STREAM_DESTROYED, ERR_SYSTEM_ERROR },
} = require('internal/errors');
const { validateBoolean, validateFunction, validateInteger } = require('internal/validators');
const { deprecate, kEmptyObject } = require('internal/util');
const { errorOrDestroy } = require('internal/streams/destroy');
const { FileHandle, kRef, kUnref } = require('internal/fs/file_handle');
const { copyObject, getOptions, getValidatedFd, validatePath } = require('internal/fs/utils');
const fs = require('fs');

const { defineProperty, setPrototypeOf } = Object;

const kIoDone = Symbol('kIoDone');
const kIsPerformingIO = Symbol('kIsPerformingIO');
const kFs = Symbol('kFs');
const kHandle = Symbol('kHandle');
// How often a write that could not be done now, or that wrote nothing, is tried again.
const kWriteRetries = 5;

// The functions of fs that a stream calls, over a FileHandle.
function fileHandleOperations(handle) {
  return {
    open: () => {
      throw new ERR_METHOD_NOT_IMPLEMENTED('open()');
    },
    close: (fd, callback) => {
      handle[kUnref]();
      handle.close().then(() => process.nextTick(callback), (error) => process.nextTick(callback, error));
    },
    fsync: (fd, callback) => {
      handle.sync().then(() => process.nextTick(callback), (error) => process.nextTick(callback, error));
    },
    read: (fd, buffer, offset, length, position, callback) => {
      handle.read(buffer, offset, length, position).then(
        (result) => process.nextTick(callback, null, result.bytesRead, result.buffer),
        (error) => process.nextTick(callback, error));
    },
    write: (fd, buffer, offset, length, position, callback) => {
      handle.write(buffer, offset, length, position).then(
        (result) => process.nextTick(callback, null, result.bytesWritten, result.buffer),
        (error) => process.nextTick(callback, error));
    },
    writev: (fd, buffers, position, callback) => {
      handle.writev(buffers, position).then(
        (result) => process.nextTick(callback, null, result.bytesWritten, result.buffers),
        (error) => process.nextTick(callback, error));
    },
  };
}

// What _construct waits for. A program may have replaced `open` on the stream, which is deprecated and still works.
function _construct(callback) {
  const stream = this;
  if (typeof stream.fd === 'number') {
    callback();
    return;
  }
  const ownOpen = stream instanceof ReadStream ? openReadFs : openWriteFs;
  if (stream.open !== ownOpen) {
    const emit = stream.emit;
    stream.emit = function(...args) {
      if (args[0] === 'open') {
        stream.emit = emit;
        callback();
        Reflect.apply(emit, stream, args);
      } else if (args[0] === 'error') {
        stream.emit = emit;
        callback(args[1]);
      } else {
        Reflect.apply(emit, stream, args);
      }
    };
    stream.open();
    return;
  }
  stream[kFs].open(stream.path, stream.flags, stream.mode, (error, fd) => {
    if (error) {
      callback(error);
      return;
    }
    stream.fd = fd;
    callback();
    stream.emit('open', stream.fd);
    stream.emit('ready');
  });
}

function close(stream, error, callback) {
  if (!stream.fd) {
    callback(error);
    return;
  }
  if (stream.flush) {
    stream[kFs].fsync(stream.fd, (flushError) => closeDescriptor(stream, error || flushError, callback));
  } else {
    closeDescriptor(stream, error, callback);
  }
}

function closeDescriptor(stream, error, callback) {
  stream[kFs].close(stream.fd, (closeError) => callback(closeError || error));
  stream.fd = null;
}

function useDescriptor(stream, options) {
  if (typeof options.fd === 'number') {
    stream[kFs] = options.fs || fs;
    return options.fd;
  }
  if (typeof options.fd === 'object' && options.fd instanceof FileHandle) {
    if (options.fs) throw new ERR_METHOD_NOT_IMPLEMENTED('FileHandle with fs');
    const handle = options.fd;
    stream[kHandle] = handle;
    stream[kFs] = fileHandleOperations(handle);
    // Checked before the handle is held: a closed one has no descriptor.
    const fd = getValidatedFd(handle.fd);
    handle[kRef]();
    handle.on('close', stream.close.bind(stream));
    return fd;
  }
  throw new ERR_INVALID_ARG_TYPE('options.fd', ['number', 'FileHandle'], options.fd);
}

function toPath(path) {
  return require('internal/url').toPathIfFileURL(path);
}

function ReadStream(path, options) {
  if (!(this instanceof ReadStream)) return new ReadStream(path, options);
  options = copyObject(getOptions(options, kEmptyObject));
  if (options.highWaterMark === undefined) options.highWaterMark = 64 * 1024;
  if (options.autoDestroy === undefined) options.autoDestroy = false;
  if (options.fd == null) {
    this.fd = null;
    this[kFs] = options.fs || fs;
    validateFunction(this[kFs].open, 'options.fs.open');
    this.path = toPath(path);
    this.flags = options.flags === undefined ? 'r' : options.flags;
    this.mode = options.mode === undefined ? 0o666 : options.mode;
    validatePath(this.path);
  } else {
    this.fd = getValidatedFd(useDescriptor(this, options));
  }
  options.autoDestroy = options.autoClose === undefined ? true : options.autoClose;
  validateFunction(this[kFs].read, 'options.fs.read');
  if (options.autoDestroy) validateFunction(this[kFs].close, 'options.fs.close');
  this.start = options.start;
  this.end = options.end ?? Infinity;
  this.pos = undefined;
  this.bytesRead = 0;
  this[kIsPerformingIO] = false;
  if (this.start !== undefined) {
    validateInteger(this.start, 'start', 0);
    this.pos = this.start;
  }
  if (this.end !== Infinity) {
    validateInteger(this.end, 'end', 0);
    if (this.start !== undefined && this.start > this.end) {
      throw new ERR_OUT_OF_RANGE('start', `<= "end" (here: ${this.end})`, this.start);
    }
  }
  Reflect.apply(Readable, this, [options]);
  if (options.encoding) this.setEncoding(options.encoding);
}
setPrototypeOf(ReadStream.prototype, Readable.prototype);
setPrototypeOf(ReadStream, Readable);

const autoClose = (state) => ({
  get() {
    return this[state].autoDestroy;
  },
  set(value) {
    this[state].autoDestroy = value;
  },
});

defineProperty(ReadStream.prototype, 'autoClose', autoClose('_readableState'));

const openReadFs = deprecate(
  () => {}, 'ReadStream.prototype.open() is deprecated', 'DEP0135');
ReadStream.prototype.open = openReadFs;

ReadStream.prototype._construct = _construct;

ReadStream.prototype._read = function(n) {
  n = this.pos !== undefined ? Math.min(this.end - this.pos + 1, n) : Math.min(this.end - this.bytesRead + 1, n);
  if (n <= 0) {
    this.push(null);
    return;
  }
  const buffer = Buffer.allocUnsafeSlow(n);
  this[kIsPerformingIO] = true;
  this[kFs].read(this.fd, buffer, 0, n, this.pos, (error, bytesRead, filled) => {
    this[kIsPerformingIO] = false;
    // destroy() waits for this before it closes the descriptor.
    if (this.destroyed) {
      this.emit(kIoDone, error);
      return;
    }
    if (error) {
      errorOrDestroy(this, error);
    } else if (bytesRead > 0) {
      if (this.pos !== undefined) this.pos += bytesRead;
      this.bytesRead += bytesRead;
      if (bytesRead !== filled.length) {
        // A slice would keep the whole chunk alive for a few bytes.
        const exact = Buffer.allocUnsafeSlow(bytesRead);
        filled.copy(exact, 0, 0, bytesRead);
        filled = exact;
      }
      this.push(filled);
    } else {
      this.push(null);
    }
  });
};

ReadStream.prototype._destroy = function(error, callback) {
  if (this[kIsPerformingIO]) {
    this.once(kIoDone, (ioError) => close(this, error || ioError, callback));
  } else {
    close(this, error, callback);
  }
};

ReadStream.prototype.close = function(callback) {
  if (typeof callback === 'function') finished(this, callback);
  this.destroy();
};

const pending = {
  configurable: true,
  get() {
    return this.fd === null;
  },
};
defineProperty(ReadStream.prototype, 'pending', pending);

function WriteStream(path, options) {
  if (!(this instanceof WriteStream)) return new WriteStream(path, options);
  options = copyObject(getOptions(options, kEmptyObject));
  // Strings become bytes before they come here.
  options.decodeStrings = true;
  if (options.fd == null) {
    this.fd = null;
    this[kFs] = options.fs || fs;
    validateFunction(this[kFs].open, 'options.fs.open');
    this.path = toPath(path);
    this.flags = options.flags === undefined ? 'w' : options.flags;
    this.mode = options.mode === undefined ? 0o666 : options.mode;
    validatePath(this.path);
  } else {
    this.fd = getValidatedFd(useDescriptor(this, options));
  }
  options.autoDestroy = options.autoClose === undefined ? true : options.autoClose;
  if (options.flush !== undefined) {
    if (options.flush != null) validateBoolean(options.flush, 'options.flush');
    this.flush = options.flush;
    if (this.flush) validateFunction(this[kFs].fsync, 'options.fs.fsync');
  } else {
    this.flush = undefined;
  }
  if (!this[kFs].write && !this[kFs].writev) {
    throw new ERR_INVALID_ARG_TYPE('options.fs.write', 'function', this[kFs].write);
  }
  if (this[kFs].write) validateFunction(this[kFs].write, 'options.fs.write');
  if (this[kFs].writev) validateFunction(this[kFs].writev, 'options.fs.writev');
  if (options.autoDestroy) validateFunction(this[kFs].close, 'options.fs.close');
  // Without writev, chunks go one by one.
  if (!this[kFs].write) this._write = null;
  if (!this[kFs].writev) this._writev = null;
  this.start = options.start;
  this.pos = undefined;
  this.bytesWritten = 0;
  this[kIsPerformingIO] = false;
  if (this.start !== undefined) {
    validateInteger(this.start, 'start', 0);
    this.pos = this.start;
  }
  Reflect.apply(Writable, this, [options]);
  if (options.encoding) this.setDefaultEncoding(options.encoding);
}
setPrototypeOf(WriteStream.prototype, Writable.prototype);
setPrototypeOf(WriteStream, Writable);

defineProperty(WriteStream.prototype, 'autoClose', autoClose('_writableState'));

const openWriteFs = deprecate(
  () => {}, 'WriteStream.prototype.open() is deprecated', 'DEP0135');
WriteStream.prototype.open = openWriteFs;

WriteStream.prototype._construct = _construct;

function destroyedError() {
  return new ERR_STREAM_DESTROYED('write');
}

function writeAll(stream, data, size, position, callback, retries = 0) {
  stream[kFs].write(stream.fd, data, 0, size, position, (error, bytesWritten, buffer) => {
    // A pipe that is full for now.
    if (error?.code === 'EAGAIN') {
      error = null;
      bytesWritten = 0;
    }
    if (stream.destroyed || error) return callback(error || destroyedError());
    stream.bytesWritten += bytesWritten;
    retries = bytesWritten ? 0 : retries + 1;
    size -= bytesWritten;
    if (position !== undefined) position += bytesWritten;
    if (retries > kWriteRetries) {
      callback(writeFailed());
    } else if (size) {
      writeAll(stream, buffer.slice(bytesWritten), size, position, callback, retries);
    } else {
      callback();
    }
  });
}

function writevAll(stream, chunks, size, position, callback, retries = 0) {
  stream[kFs].writev(stream.fd, chunks, position, (error, bytesWritten, buffers) => {
    if (error?.code === 'EAGAIN') {
      error = null;
      bytesWritten = 0;
    }
    if (stream.destroyed || error) return callback(error || destroyedError());
    stream.bytesWritten += bytesWritten;
    retries = bytesWritten ? 0 : retries + 1;
    size -= bytesWritten;
    if (position !== undefined) position += bytesWritten;
    if (retries > kWriteRetries) {
      callback(writeFailed());
    } else if (size) {
      writevAll(stream, [Buffer.concat(buffers).slice(bytesWritten)], size, position, callback, retries);
    } else {
      callback();
    }
  });
}

function writeFailed() {
  return new ERR_SYSTEM_ERROR({ code: 'ETIMEDOUT', message: 'write failed', syscall: 'write', errno: -110 });
}

WriteStream.prototype._write = function(data, encoding, callback) {
  this[kIsPerformingIO] = true;
  writeAll(this, data, data.length, this.pos, (error) => {
    this[kIsPerformingIO] = false;
    // destroy() waits for this before it closes the descriptor.
    if (this.destroyed) {
      callback(error);
      this.emit(kIoDone, error);
      return;
    }
    callback(error);
  });
  if (this.pos !== undefined) this.pos += data.length;
};

WriteStream.prototype._writev = function(data, callback) {
  const chunks = new Array(data.length);
  let size = 0;
  for (let i = 0; i < data.length; i++) {
    const { chunk } = data[i];
    chunks[i] = chunk;
    size += chunk.length;
  }
  this[kIsPerformingIO] = true;
  writevAll(this, chunks, size, this.pos, (error) => {
    this[kIsPerformingIO] = false;
    if (this.destroyed) {
      callback(error);
      this.emit(kIoDone, error);
      return;
    }
    callback(error);
  });
  if (this.pos !== undefined) this.pos += size;
};

WriteStream.prototype._destroy = ReadStream.prototype._destroy;

WriteStream.prototype.close = function(callback) {
  if (callback) {
    if (this.closed) {
      process.nextTick(callback);
      return;
    }
    this.on('close', callback);
  }
  // Without autoClose the descriptor is closed when everything has been written.
  if (!this.autoClose) this.on('finish', this.destroy);
  this.end();
};

// There is no shutdown() for files.
WriteStream.prototype.destroySoon = WriteStream.prototype.end;

defineProperty(WriteStream.prototype, 'pending', pending);

module.exports = { ReadStream, WriteStream };
