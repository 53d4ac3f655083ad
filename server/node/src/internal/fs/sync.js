'use strict';

// The synchronous half of fs. One border crossing for each call: the native side opens, reads and closes.

const path = require('path');
const { validateBoolean, validateEncoding, validateInteger, validateObject } = require('internal/validators');
const { STATS_LENGTH, statFsFromNumbers, statsFromBytes, statsFromNumbers } = require('internal/fs/stats');
const {
  asBuffer,
  bytesOf,
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
  rmDirectoryError,
  stringToFlags,
  toUnixTimestamp,
  validateBufferArray,
  validateBufferView,
  validateLinkType,
  validateMode,
  validateOffsetLengthRead,
  validateOffsetLengthWrite,
  validatePath,
  validateStringOrView,
  validateUserId,
  warnOnNonPortableTemplate,
} = require('internal/fs/utils');

const native = lode.native('fs');
const { isView } = ArrayBuffer;

// Filled by each synchronous stat call and read at once, so no array is made for each.
const statNumbers = new Float64Array(STATS_LENGTH);

function accessSync(path, mode) {
  native.access(getValidatedPath(path), getValidMode(mode));
}

function existsSync(path) {
  try {
    path = getValidatedPath(path);
  } catch {
    return false;
  }
  return native.exists(path);
}

function openSync(path, flags, mode) {
  return native.open(getValidatedPath(path), stringToFlags(flags), validateMode(mode, 'mode', 0o666));
}

function closeSync(fd) {
  native.close(getValidatedFd(fd));
}

function readSync(fd, buffer, offsetOrOptions, length, position) {
  validateBufferView(buffer);
  let offset = offsetOrOptions;
  if (arguments.length <= 3 || (offsetOrOptions !== null && typeof offsetOrOptions === 'object')) {
    if (offsetOrOptions !== undefined) validateObject(offsetOrOptions, 'options', kNullable());
    ({ offset = 0, length = buffer.byteLength - offset, position = null } = offsetOrOptions ?? {});
  }
  if (offset === undefined || offset === null) {
    offset = 0;
  } else {
    validateInteger(offset, 'offset', 0);
  }
  if (length === undefined) length = buffer.byteLength - offset;
  length |= 0;
  fd = getValidatedFd(fd);
  if (length === 0) return 0;
  if (buffer.byteLength === 0) throw emptyBufferError(buffer);
  validateOffsetLengthRead(offset, length, buffer.byteLength);
  return native.read(fd, buffer, offset, length, getValidatedPosition(position, length));
}

function emptyBufferError(buffer) {
  const { codes: { ERR_INVALID_ARG_VALUE } } = require('internal/errors');
  return new ERR_INVALID_ARG_VALUE('buffer', buffer, 'is empty and cannot be written');
}

function kNullable() {
  return require('internal/validators').kValidateObjectAllowNullable;
}

function readvSync(fd, buffers, position) {
  fd = getValidatedFd(fd);
  validateBufferArray(buffers);
  return native.readv(fd, buffers, typeof position === 'number' ? position : -1);
}

function writeSync(fd, buffer, offsetOrOptions, length, position) {
  fd = getValidatedFd(fd);
  let offset = offsetOrOptions;
  if (isView(buffer)) {
    if (position === undefined) position = null;
    if (typeof offset === 'object') {
      ({ offset = 0, length = buffer.byteLength - offset, position = null } = offsetOrOptions ?? {});
    }
    if (offset == null) {
      offset = 0;
    } else {
      validateInteger(offset, 'offset', 0);
    }
    if (typeof length !== 'number') length = buffer.byteLength - offset;
    validateOffsetLengthWrite(offset, length, buffer.byteLength);
    return native.write(fd, buffer, offset, length, typeof position === 'number' ? position : -1);
  }
  validateStringOrView(buffer, 'buffer');
  validateEncoding(buffer, length);
  const bytes = bytesOf(buffer, length);
  return native.write(fd, bytes, 0, bytes.length, typeof offset === 'number' ? offset : -1);
}

function writevSync(fd, buffers, position) {
  fd = getValidatedFd(fd);
  validateBufferArray(buffers);
  if (buffers.length === 0) return 0;
  return native.writev(fd, buffers, typeof position === 'number' ? position : -1);
}

function readFileSync(path, options) {
  // What nearly every program asks for is answered before options are copied.
  if (typeof path === 'string' && (options === undefined || options === 'utf8')) {
    path = getValidatedPath(path);
    return options === undefined ? asBuffer(native.readFile(path, 0)) : native.readFileUtf8(path, 0);
  }
  options = getOptions(options, { flag: 'r' });
  const { encoding } = options;
  const source = isFd(path) ? path : getValidatedPath(path);
  const flags = stringToFlags(options.flag);
  if (encoding === undefined || encoding === null || encoding === 'buffer') {
    return asBuffer(native.readFile(source, flags));
  }
  if (isUtf8(encoding)) return native.readFileUtf8(source, flags);
  return encodeBytes(native.readFile(source, flags), encoding);
}

function writeFileSync(path, data, options) {
  options = getOptions(options, { encoding: 'utf8', mode: 0o666, flag: 'w', flush: false });
  const flush = options.flush ?? false;
  validateBoolean(flush, 'options.flush');
  const flag = options.flag || 'w';
  if (!isView(data)) validateStringOrView(data, 'data');
  const target = isFd(path) ? path : getValidatedPath(path);
  const flags = stringToFlags(flag);
  const mode = validateMode(options.mode, 'mode', 0o666);
  if (flush) {
    writeFlushed(target, data, options.encoding, flags, mode);
    return;
  }
  if (typeof data === 'string') {
    if (isUtf8(options.encoding)) {
      native.writeFileUtf8(target, data, flags, mode, false);
      return;
    }
    data = require('buffer').Buffer.from(data, options.encoding || 'utf8');
  }
  native.writeFile(target, data, flags, mode, false);
}

// In steps, since a program may watch fs.fsyncSync.
function writeFlushed(target, data, encoding, flags, mode) {
  const fd = typeof target === 'number' ? target : native.open(target, flags, mode);
  try {
    native.writeFile(fd, typeof data === 'string' ? bytesOf(data, encoding) : data, 0, 0, false);
    require('fs').fsyncSync(fd);
  } finally {
    if (fd !== target) native.close(fd);
  }
}

function appendFileSync(path, data, options) {
  options = getOptions(options, { encoding: 'utf8', mode: 0o666, flag: 'a' });
  // A descriptor is already open: its own flags decide where the bytes go.
  options = copyObject(options);
  if (!options.flag || isFd(path)) options.flag = 'a';
  writeFileSync(path, data, options);
}

function readStats(path, follow, options) {
  const { bigint = false, throwIfNoEntry = true } = options ?? {};
  if (bigint) {
    const bytes = native.statBytes(path, follow, !throwIfNoEntry);
    return bytes === undefined ? undefined : statsFromBytes(bytes);
  }
  if (!native.statInto(path, follow, statNumbers, !throwIfNoEntry)) return undefined;
  return statsFromNumbers(statNumbers);
}

function statSync(path, options = undefined) {
  return readStats(getValidatedPath(path), true, options);
}

function lstatSync(path, options = undefined) {
  return readStats(getValidatedPath(path), false, options);
}

function fstatSync(fd, options = undefined) {
  fd = getValidatedFd(fd);
  if (options?.bigint) return statsFromBytes(native.fstatBytes(fd));
  native.fstatInto(fd, statNumbers);
  return statsFromNumbers(statNumbers);
}

function statfsSync(path, options = undefined) {
  return statFsFromNumbers(native.statfs(getValidatedPath(path)), options?.bigint === true);
}

function renameSync(oldPath, newPath) {
  oldPath = getValidatedPath(oldPath, 'oldPath');
  newPath = getValidatedPath(newPath, 'newPath');
  native.rename(oldPath, newPath);
}

function truncateSync(path, len) {
  if (len === undefined) len = 0;
  if (typeof path === 'number') {
    warnTruncateDescriptor();
    return ftruncateSync(path, len);
  }
  const fd = openSync(path, 'r+');
  try {
    ftruncateSync(fd, len);
  } finally {
    closeSync(fd);
  }
}

let truncateWarned = false;
function warnTruncateDescriptor() {
  if (truncateWarned) return;
  truncateWarned = true;
  process.emitWarning(
    'Using fs.truncate with a file descriptor is deprecated. Please use fs.ftruncate with a file descriptor instead.',
    'DeprecationWarning', 'DEP0081');
}

function ftruncateSync(fd, len = 0) {
  validateInteger(len, 'len');
  native.ftruncate(getValidatedFd(fd), Math.max(0, len));
}

function rmdirSync(path, options) {
  path = getValidatedPath(path);
  if (options?.recursive) {
    const { maxRetries, retryDelay } = getRmdirOptions(options);
    native.rmdirTree(path, maxRetries, retryDelay);
    return;
  }
  getRmdirOptions(options);
  native.rmdir(path);
}

function rmSync(path, options) {
  path = getValidatedPath(path);
  const { recursive, force, maxRetries, retryDelay } = getRmOptions(options);
  if (native.rm(path, recursive, force, maxRetries, retryDelay)) throw rmDirectoryError(path);
}

function fdatasyncSync(fd) {
  native.fdatasync(getValidatedFd(fd));
}

function fsyncSync(fd) {
  native.fsync(getValidatedFd(fd));
}

function mkdirSync(path, options) {
  const { mode, recursive } = getMkdirOptions(options);
  path = getValidatedPath(path);
  if (recursive) return native.mkdirTree(path, mode);
  native.mkdir(path, mode);
}

function readdirSync(path, options) {
  options = getOptions(options);
  path = getValidatedPath(path);
  if (options.recursive != null) validateBoolean(options.recursive, 'options.recursive');
  return require('internal/fs/readdir').readdirSync(path, options);
}

function readlinkSync(path, options) {
  const { encoding } = getOptions(options);
  path = getValidatedPath(path);
  return isUtf8(encoding) ? native.readlink(path) : encodeBytes(native.readlinkBytes(path), encoding);
}

function symlinkSync(target, path, type) {
  validateLinkType(type);
  target = getValidatedPath(target, 'target');
  native.symlink(target, getValidatedPath(path));
}

function linkSync(existingPath, newPath) {
  existingPath = getValidatedPath(existingPath, 'existingPath');
  native.link(existingPath, getValidatedPath(newPath, 'newPath'));
}

function unlinkSync(path) {
  native.unlink(getValidatedPath(path));
}

function chmodSync(path, mode) {
  path = getValidatedPath(path);
  native.chmod(path, validateMode(mode, 'mode'));
}

function fchmodSync(fd, mode) {
  native.fchmod(getValidatedFd(fd), validateMode(mode, 'mode'));
}

function chownSync(path, uid, gid) {
  path = getValidatedPath(path);
  native.chown(path, validateUserId(uid, 'uid'), validateUserId(gid, 'gid'));
}

function fchownSync(fd, uid, gid) {
  validateUserId(uid, 'uid');
  validateUserId(gid, 'gid');
  native.fchown(getValidatedFd(fd), uid, gid);
}

function lchownSync(path, uid, gid) {
  path = getValidatedPath(path);
  native.lchown(path, validateUserId(uid, 'uid'), validateUserId(gid, 'gid'));
}

function utimesSync(path, atime, mtime) {
  path = getValidatedPath(path);
  native.utimes(path, toUnixTimestamp(atime), toUnixTimestamp(mtime));
}

function futimesSync(fd, atime, mtime) {
  native.futimes(getValidatedFd(fd), toUnixTimestamp(atime, 'atime'), toUnixTimestamp(mtime, 'mtime'));
}

function lutimesSync(path, atime, mtime) {
  path = getValidatedPath(path);
  native.lutimes(path, toUnixTimestamp(atime), toUnixTimestamp(mtime));
}

// Resolves '..' by its text before any link is followed, as path.resolve() does; realpathSync.native() does not.
function realpathSync(p, options) {
  const { encoding } = getOptions(options);
  p = path.resolve(realpathArgument(p));
  const real = native.realpathWalk(p);
  return isUtf8(encoding) ? real : encodeText(real, encoding);
}

function realpathArgument(p) {
  p = require('internal/url').toPathIfFileURL(p);
  if (typeof p !== 'string') p += '';
  validatePath(p);
  return p;
}

realpathSync.native = (path, options) => {
  const { encoding } = getOptions(options);
  path = getValidatedPath(path);
  return isUtf8(encoding) ? native.realpath(path) : encodeBytes(native.realpathBytes(path), encoding);
};
Object.defineProperty(realpathSync.native, 'name', { value: '', configurable: true });

function mkdtempSync(prefix, options) {
  const { encoding } = getOptions(options);
  prefix = getValidatedPath(prefix, 'prefix');
  warnOnNonPortableTemplate(prefix);
  return isUtf8(encoding) ? native.mkdtemp(prefix) : encodeBytes(native.mkdtempBytes(prefix), encoding);
}

function copyFileSync(src, dest, mode) {
  src = getValidatedPath(src, 'src');
  dest = getValidatedPath(dest, 'dest');
  native.copyFile(src, dest, getValidMode(mode));
}

function cpSync(src, dest, options) {
  const { cpSync, getCpOptions } = require('internal/fs/cp');
  options = getCpOptions(options);
  src = getValidatedPath(src, 'src');
  dest = getValidatedPath(dest, 'dest');
  cpSync(src, dest, options);
}

function globSync(pattern, options) {
  const { Glob } = require('internal/fs/glob');
  return new Glob(pattern, options).globSync();
}

module.exports = {
  emptyBufferError,
  kNullable,
  realpathArgument,
  warnTruncateDescriptor,
  functions: {
    accessSync,
    appendFileSync,
    chmodSync,
    chownSync,
    closeSync,
    copyFileSync,
    cpSync,
    existsSync,
    fchmodSync,
    fchownSync,
    fdatasyncSync,
    fstatSync,
    fsyncSync,
    ftruncateSync,
    futimesSync,
    globSync,
    lchownSync,
    linkSync,
    lstatSync,
    lutimesSync,
    mkdirSync,
    mkdtempSync,
    openSync,
    readFileSync,
    readSync,
    readdirSync,
    readlinkSync,
    readvSync,
    realpathSync,
    renameSync,
    rmSync,
    rmdirSync,
    statSync,
    statfsSync,
    symlinkSync,
    truncateSync,
    unlinkSync,
    utimesSync,
    writeFileSync,
    writeSync,
    writevSync,
  },
};
