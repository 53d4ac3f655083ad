'use strict';

// read, readv, write, writev with callbacks, in their many forms.

const { validateEncoding, validateInteger, validateObject } = require('internal/validators');
const { customPromisifyArgs } = require('internal/util/promisify');
const { emptyBufferError, kNullable } = require('internal/fs/sync');
const {
  bytesOf,
  getValidatedFd,
  getValidatedPosition,
  kReadBufferSize,
  validateBufferArray,
  validateBufferView,
  validateCallback,
  validateOffsetLengthRead,
  validateOffsetLengthWrite,
  validateStringOrView,
} = require('internal/fs/utils');

const native = lode.native('fs');
const { isView } = ArrayBuffer;
const { defineProperty } = Object;

const newReadBuffer = () => require('buffer').Buffer.alloc(kReadBufferSize);

// read(fd, buffer, offset, length, position, callback) | (fd, buffer[, options], callback) | (fd[, options], callback)
function read(fd, buffer, offsetOrOptions, length, position, callback) {
  fd = getValidatedFd(fd);
  let offset = offsetOrOptions;
  let options = null;
  if (arguments.length <= 4) {
    if (arguments.length === 4) {
      validateObject(offsetOrOptions, 'options', kNullable());
      callback = length;
      options = offsetOrOptions;
    } else if (arguments.length === 3) {
      if (!isView(buffer)) {
        options = buffer;
        validateObject(options, 'options', kNullable());
        ({ buffer = newReadBuffer() } = options ?? {});
      }
      callback = offsetOrOptions;
    } else {
      callback = buffer;
      buffer = newReadBuffer();
    }
    if (options !== null && options !== undefined) validateObject(options, 'options', kNullable());
    ({ offset = 0, length = buffer?.byteLength - offset, position = null } = options ?? {});
  }
  validateBufferView(buffer);
  validateCallback(callback);
  if (offset == null) {
    offset = 0;
  } else {
    validateInteger(offset, 'offset', 0);
  }
  length |= 0;
  if (length === 0) {
    process.nextTick(callback, null, 0, buffer);
    return;
  }
  if (buffer.byteLength === 0) throw emptyBufferError(buffer);
  validateOffsetLengthRead(offset, length, buffer.byteLength);
  position = getValidatedPosition(position, length);
  native.readAsync(fd, buffer, offset, length, position, (error, bytesRead) => {
    callback(error ?? null, bytesRead || 0, buffer);
  });
}

defineProperty(read, customPromisifyArgs, { value: ['bytesRead', 'buffer'], enumerable: false });

function readv(fd, buffers, position, callback) {
  fd = getValidatedFd(fd);
  validateBufferArray(buffers);
  callback ||= position;
  validateCallback(callback);
  native.readvAsync(fd, buffers, typeof position === 'number' ? position : -1, (error, bytesRead) => {
    callback(error ?? null, bytesRead || 0, buffers);
  });
}

defineProperty(readv, customPromisifyArgs, { value: ['bytesRead', 'buffers'], enumerable: false });

// write(fd, view[, offset[, length[, position]]], callback) | (fd, view, options, callback) |
// (fd, string[, position[, encoding]], callback)
function write(fd, buffer, offsetOrOptions, length, position, callback) {
  fd = getValidatedFd(fd);
  let offset = offsetOrOptions;
  if (isView(buffer)) {
    callback ||= position || length || offset;
    validateCallback(callback);
    if (typeof offset === 'object') {
      ({ offset = 0, length = buffer.byteLength - offset, position = null } = offsetOrOptions ?? {});
    }
    if (offset == null || typeof offset === 'function') {
      offset = 0;
    } else {
      validateInteger(offset, 'offset', 0);
    }
    if (typeof length !== 'number') length = buffer.byteLength - offset;
    if (typeof position !== 'number') position = -1;
    validateOffsetLengthWrite(offset, length, buffer.byteLength);
    native.writeAsync(fd, buffer, offset, length, position, (error, written) => {
      callback(error ?? null, written || 0, buffer);
    });
    return;
  }
  validateStringOrView(buffer, 'buffer');
  if (typeof position !== 'function') {
    if (typeof offset === 'function') {
      position = offset;
      offset = null;
    } else {
      position = length;
    }
    length = 'utf8';
  }
  const encoding = length;
  validateEncoding(buffer, encoding);
  callback = position;
  validateCallback(callback);
  const text = buffer;
  const bytes = bytesOf(text, encoding);
  native.writeAsync(fd, bytes, 0, bytes.length, typeof offset === 'number' ? offset : -1, (error, written) => {
    callback(error ?? null, written || 0, text);
  });
}

defineProperty(write, customPromisifyArgs, { value: ['bytesWritten', 'buffer'], enumerable: false });

function writev(fd, buffers, position, callback) {
  fd = getValidatedFd(fd);
  validateBufferArray(buffers);
  callback ||= position;
  validateCallback(callback);
  if (buffers.length === 0) {
    process.nextTick(callback, null, 0, buffers);
    return;
  }
  native.writevAsync(fd, buffers, typeof position === 'number' ? position : -1, (error, written) => {
    callback(error ?? null, written || 0, buffers);
  });
}

defineProperty(writev, customPromisifyArgs, { value: ['bytesWritten', 'buffers'], enumerable: false });

module.exports = { read, readv, write, writev };
