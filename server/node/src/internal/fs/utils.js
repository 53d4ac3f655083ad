'use strict';

// What every form of fs (synchronous, callback, promises, streams) agrees on: what a path, a flag, a mode, a
// position or an options object may be, and the errors for those that may not.

const {
  codes: {
    ERR_FS_EISDIR,
    ERR_FS_INVALID_SYMLINK_TYPE,
    ERR_INVALID_ARG_TYPE,
    ERR_INVALID_ARG_VALUE,
    ERR_OUT_OF_RANGE,
  },
} = require('internal/errors');
const {
  validateAbortSignal,
  validateBoolean,
  validateFunction,
  validateInt32,
  validateInteger,
  validateObject,
  validateUint32,
} = require('internal/validators');
const constants = require('internal/fs/constants');

const { isView } = ArrayBuffer;

/** Programs that read and write text only never load it. */
const lazyBuffer = () => require('buffer').Buffer;
const { setPrototypeOf } = Object;
const stringIncludes = Function.prototype.call.bind(String.prototype.includes);
const bytesIncludes = Function.prototype.call.bind(Uint8Array.prototype.includes);

const {
  F_OK,
  O_APPEND, O_CREAT, O_EXCL, O_RDONLY, O_RDWR, O_SYNC, O_TRUNC, O_WRONLY,
} = constants;

const kMaxUserId = 2 ** 32 - 1;
const kReadBufferSize = 16 * 1024;

const FLAGS = {
  '__proto__': null,
  'r': O_RDONLY,
  'rs': O_RDONLY | O_SYNC,
  'sr': O_RDONLY | O_SYNC,
  'r+': O_RDWR,
  'rs+': O_RDWR | O_SYNC,
  'sr+': O_RDWR | O_SYNC,
  'w': O_TRUNC | O_CREAT | O_WRONLY,
  'wx': O_TRUNC | O_CREAT | O_WRONLY | O_EXCL,
  'xw': O_TRUNC | O_CREAT | O_WRONLY | O_EXCL,
  'w+': O_TRUNC | O_CREAT | O_RDWR,
  'wx+': O_TRUNC | O_CREAT | O_RDWR | O_EXCL,
  'xw+': O_TRUNC | O_CREAT | O_RDWR | O_EXCL,
  'a': O_APPEND | O_CREAT | O_WRONLY,
  'ax': O_APPEND | O_CREAT | O_WRONLY | O_EXCL,
  'xa': O_APPEND | O_CREAT | O_WRONLY | O_EXCL,
  'as': O_APPEND | O_CREAT | O_WRONLY | O_SYNC,
  'sa': O_APPEND | O_CREAT | O_WRONLY | O_SYNC,
  'a+': O_APPEND | O_CREAT | O_RDWR,
  'ax+': O_APPEND | O_CREAT | O_RDWR | O_EXCL,
  'xa+': O_APPEND | O_CREAT | O_RDWR | O_EXCL,
  'as+': O_APPEND | O_CREAT | O_RDWR | O_SYNC,
  'sa+': O_APPEND | O_CREAT | O_RDWR | O_SYNC,
};

function stringToFlags(flags, name = 'flags') {
  if (typeof flags === 'number') {
    validateInt32(flags, name);
    return flags;
  }
  if (flags == null) return O_RDONLY;
  const number = FLAGS[flags];
  if (number === undefined) throw new ERR_INVALID_ARG_VALUE(name, flags);
  return number;
}

function nullByteError(name, path) {
  return new ERR_INVALID_ARG_VALUE(
    name, path, 'must be a string, Uint8Array, or URL without null bytes');
}

// Checks a path that is already a string or bytes; a `file:` URL is refused here.
function validatePath(path, name = 'path') {
  if (typeof path === 'string') {
    if (stringIncludes(path, '\u0000')) throw nullByteError(name, path);
  } else if (path instanceof Uint8Array) {
    if (bytesIncludes(path, 0)) throw nullByteError(name, path);
  } else {
    throw new ERR_INVALID_ARG_TYPE(name, ['string', 'Buffer', 'URL'], path);
  }
}

// string | Uint8Array | file: URL -> string | Uint8Array without null bytes, ready for the native side.
function getValidatedPath(path, name = 'path') {
  if (typeof path === 'string') {
    if (stringIncludes(path, '\u0000')) throw nullByteError(name, path);
    return path;
  }
  if (path !== null && typeof path === 'object' && !(path instanceof Uint8Array)) {
    path = require('internal/url').toPathIfFileURL(path);
  }
  validatePath(path, name);
  return path;
}

function getValidatedFd(fd, name = 'fd') {
  if (typeof fd === 'number' && (fd | 0) === fd && fd >= 0) return fd;
  validateInteger(fd, name, 0, 2147483647);
  return fd + 0;
}

function isFd(value) {
  return typeof value === 'number' && (value >>> 0) === value;
}

function validateMode(value, name, otherwise) {
  return require('internal/validators').parseFileMode(value, name, otherwise);
}

// The mode of access() and of copyFile(): a small set of bits.
function getValidMode(mode) {
  if (mode == null) return F_OK;
  if (typeof mode !== 'number' || (mode | 0) !== mode) {
    throw messageError(TypeError, 'ERR_INVALID_ARG_TYPE', 'mode must be int32 or null/undefined');
  }
  if (mode < 0 || mode > 7) {
    throw messageError(RangeError, 'ERR_OUT_OF_RANGE', 'mode is out of range: >= 0 && <= 7');
  }
  return mode;
}

// Some messages do not follow the pattern of their code, and their stacks do not show the code.
function messageError(Base, code, message) {
  const error = new Base(message);
  error.code = code;
  return error;
}

function assertEncoding(encoding) {
  if (encoding && !isUtf8(encoding) && !lazyBuffer().isEncoding(encoding)) {
    throw new ERR_INVALID_ARG_VALUE('encoding', encoding, 'is invalid encoding');
  }
}

// The trailing `options` of most functions: nothing, an encoding, or an object (whose inherited properties count, and
// which lacks defaults).
function getOptions(options, defaults = {}) {
  if (options == null || typeof options === 'function') return defaults;
  if (typeof options === 'string') {
    if (options !== 'buffer') assertEncoding(options);
    return { ...defaults, encoding: options };
  }
  if (typeof options !== 'object') {
    throw new ERR_INVALID_ARG_TYPE('options', ['string', 'Object'], options);
  }
  if (options.encoding !== 'buffer') assertEncoding(options.encoding);
  if (options.signal !== undefined) validateAbortSignal(options.signal, 'options.signal');
  return options;
}

// A stream's options must not be lost to a copy: inherited properties count.
function copyObject(source) {
  const target = {};
  for (const key in source) target[key] = source[key];
  return target;
}

function validateCallback(callback) {
  validateFunction(callback, 'cb');
  return callback;
}

function validateOffsetLengthRead(offset, length, bufferLength) {
  if (offset < 0) throw new ERR_OUT_OF_RANGE('offset', '>= 0', offset);
  if (length < 0) throw new ERR_OUT_OF_RANGE('length', '>= 0', length);
  if (offset + length > bufferLength) {
    throw new ERR_OUT_OF_RANGE('length', `<= ${bufferLength - offset}`, length);
  }
}

function validateOffsetLengthWrite(offset, length, byteLength) {
  if (offset > byteLength) throw new ERR_OUT_OF_RANGE('offset', `<= ${byteLength}`, offset);
  if (length > byteLength - offset) {
    throw new ERR_OUT_OF_RANGE('length', `<= ${byteLength - offset}`, length);
  }
  if (length < 0) throw new ERR_OUT_OF_RANGE('length', '>= 0', length);
  validateInt32(length, 'length', 0);
}

// null and undefined mean "where the file is": -1 for the native side.
function getValidatedPosition(position, length = 0) {
  if (position == null) return -1;
  if (typeof position === 'number') {
    validateInteger(position, 'position', -1);
    return position;
  }
  if (typeof position === 'bigint') {
    const largest = 2n ** 63n - 1n - BigInt(length);
    if (position < -1n || position > largest) {
      throw new ERR_OUT_OF_RANGE('position', `>= -1 && <= ${largest}`, position);
    }
    return Number(position);
  }
  throw new ERR_INVALID_ARG_TYPE('position', ['integer', 'bigint'], position);
}

function validateBufferView(buffer, name = 'buffer') {
  if (!isView(buffer)) {
    throw new ERR_INVALID_ARG_TYPE(name, ['Buffer', 'TypedArray', 'DataView'], buffer);
  }
}

function validateStringOrView(value, name) {
  if (typeof value !== 'string' && !isView(value)) {
    throw new ERR_INVALID_ARG_TYPE(name, ['string', 'Buffer', 'TypedArray', 'DataView'], value);
  }
}

function validateBufferArray(buffers, name = 'buffers') {
  if (!Array.isArray(buffers)) throw new ERR_INVALID_ARG_TYPE(name, 'ArrayBufferView[]', buffers);
  for (let i = 0; i < buffers.length; i++) {
    if (!isView(buffers[i])) throw new ERR_INVALID_ARG_TYPE(name, 'ArrayBufferView[]', buffers);
  }
  return buffers;
}

function isDate(value) {
  return require('internal/util/types').isDate(value);
}

function toUnixTimestamp(time, name = 'time') {
  // A string that reads as a number is taken as one: `==` on purpose.
  if (typeof time === 'string' && +time == time) return +time; // eslint-disable-line eqeqeq
  if (Number.isFinite(time)) return time < 0 ? Date.now() / 1000 : time;
  if (isDate(time)) return time.getTime() / 1000;
  throw new ERR_INVALID_ARG_TYPE(name, ['Date', 'Time in seconds'], time);
}

function validateUserId(id, name) {
  validateInteger(id, name, -1, kMaxUserId);
  return id;
}

function validateLinkType(type) {
  if (type === undefined || type === null) return;
  if (typeof type === 'string' && (type === 'dir' || type === 'file' || type === 'junction')) return;
  throw new ERR_FS_INVALID_SYMLINK_TYPE(type);
}

const RM_DEFAULTS = { recursive: false, force: false, retryDelay: 100, maxRetries: 0 };

function getRmOptions(options) {
  if (options === undefined) return RM_DEFAULTS;
  validateObject(options, 'options');
  options = { ...RM_DEFAULTS, ...options };
  validateBoolean(options.recursive, 'options.recursive');
  validateBoolean(options.force, 'options.force');
  validateInt32(options.retryDelay, 'options.retryDelay', 0);
  validateUint32(options.maxRetries, 'options.maxRetries');
  return options;
}

let recursiveRmdirWarned = false;
function getRmdirOptions(options) {
  if (options === undefined) return RM_DEFAULTS;
  validateObject(options, 'options');
  options = { ...RM_DEFAULTS, ...options };
  validateBoolean(options.recursive, 'options.recursive');
  validateInt32(options.retryDelay, 'options.retryDelay', 0);
  validateUint32(options.maxRetries, 'options.maxRetries');
  if (options.recursive && !recursiveRmdirWarned) {
    recursiveRmdirWarned = true;
    process.emitWarning(
      'In future versions of Node.js, fs.rmdir(path, { recursive: true }) will be removed. ' +
      'Use fs.rm(path, { recursive: true }) instead',
      'DeprecationWarning',
      'DEP0147',
    );
  }
  return options;
}

function getMkdirOptions(options) {
  let mode = 0o777;
  let recursive = false;
  if (typeof options === 'number' || typeof options === 'string') {
    mode = validateMode(options, 'mode');
  } else if (options) {
    if (options.recursive !== undefined) {
      recursive = options.recursive;
      validateBoolean(recursive, 'options.recursive');
    }
    if (options.mode !== undefined) mode = validateMode(options.mode, 'options.mode');
  }
  return { mode, recursive };
}

function rmDirectoryError(path) {
  return new ERR_FS_EISDIR({
    code: 'EISDIR',
    message: 'is a directory',
    path: typeof path === 'string' ? path : lazyBuffer().from(path).toString(),
    syscall: 'rm',
    errno: 21,
  });
}

let portableTemplateWarned = false;
function warnOnNonPortableTemplate(template) {
  if (portableTemplateWarned) return;
  if ((typeof template === 'string' && template.endsWith('X')) ||
      (typeof template !== 'string' && template[template.length - 1] === 0x58)) {
    process.emitWarning('mkdtemp() templates ending with X are not portable. ' +
      'For details see: https://nodejs.org/api/fs.html');
    portableTemplateWarned = true;
  }
}

let bufferPrototype;
// A Uint8Array of the native side, which nobody else has, becomes a Buffer: far cheaper than a second view.
function asBuffer(bytes) {
  return setPrototypeOf(bytes, bufferPrototype ??= lazyBuffer().prototype);
}

// Bytes from the native side in the encoding that was asked for.
function encodeBytes(bytes, encoding) {
  const buffer = asBuffer(bytes);
  return encoding === 'buffer' ? buffer : buffer.toString(encoding);
}

// What a string is written as: an unknown encoding is taken for UTF-8.
function bytesOf(text, encoding) {
  const Buffer = lazyBuffer();
  return Buffer.from(text, Buffer.isEncoding(encoding) ? encoding : 'utf8');
}

/** A text of the native side in the encoding that was asked for. */
function encodeText(text, encoding) {
  return encodeBytes(lazyBuffer().from(text), encoding);
}

function isUtf8(encoding) {
  return encoding === undefined || encoding === null || encoding === 'utf8' || encoding === 'utf-8' ||
    encoding === 'UTF-8' || encoding === 'UTF8';
}

module.exports = {
  asBuffer,
  assertEncoding,
  bytesOf,
  constants,
  copyObject,
  encodeBytes,
  encodeText,
  getMkdirOptions,
  getOptions,
  getRmOptions,
  getRmdirOptions,
  getValidMode,
  getValidatedFd,
  getValidatedPath,
  getValidatedPosition,
  isFd,
  isUtf8,
  kReadBufferSize,
  messageError,
  rmDirectoryError,
  stringToFlags,
  toUnixTimestamp,
  validateBufferArray,
  validateBufferView,
  validateCallback,
  validateLinkType,
  validateMode,
  validateOffsetLengthRead,
  validateOffsetLengthWrite,
  validatePath,
  validateStringOrView,
  validateUserId,
  warnOnNonPortableTemplate,
};
