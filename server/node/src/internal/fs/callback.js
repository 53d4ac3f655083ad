'use strict';

// The callback half of fs. The work runs on the blocking pool; arguments are checked before it starts, and what is
// wrong with them is thrown.

const path = require('path');
const { validateBoolean, validateInteger } = require('internal/validators');
const { statFsFromNumbers, statsFromBytes, statsFromNumbers } = require('internal/fs/stats');
const { promisify } = require('internal/util/promisify');
const { realpathArgument, warnTruncateDescriptor } = require('internal/fs/sync');
const { read, readv, write, writev } = require('internal/fs/transfer');
const { appendFile, readFile, writeFile } = require('internal/fs/whole_file');
const {
  constants: { F_OK },
  encodeBytes,
  encodeText,
  getMkdirOptions,
  getOptions,
  getRmOptions,
  getRmdirOptions,
  getValidMode,
  getValidatedFd,
  getValidatedPath,
  isUtf8,
  rmDirectoryError,
  stringToFlags,
  toUnixTimestamp,
  validateCallback,
  validateLinkType,
  validateMode,
  validateUserId,
  warnOnNonPortableTemplate,
} = require('internal/fs/utils');

const native = lode.native('fs');
const { defineProperty } = Object;

// Callbacks of calls without a result get exactly one argument.
function done(callback) {
  validateCallback(callback);
  return (error) => {
    callback(error ?? null);
  };
}

function result(callback, convert) {
  validateCallback(callback);
  return (error, value) => {
    if (error) callback(error);
    else callback(null, convert === undefined ? value : convert(value));
  };
}

function access(path, mode, callback) {
  if (typeof mode === 'function') {
    callback = mode;
    mode = F_OK;
  }
  path = getValidatedPath(path);
  native.accessAsync(path, getValidMode(mode), done(callback));
}

function exists(path, callback) {
  validateCallback(callback);
  try {
    path = getValidatedPath(path);
  } catch {
    callback(false);
    return;
  }
  native.accessAsync(path, F_OK, (error) => callback(!error));
}

defineProperty(exists, promisify.custom, {
  value: function exists(path) {
    return new Promise((resolve) => module.exports.exists(path, resolve));
  },
});

function open(path, flags, mode, callback) {
  path = getValidatedPath(path);
  if (arguments.length < 3) {
    callback = flags;
    flags = 'r';
    mode = 0o666;
  } else if (typeof mode === 'function') {
    callback = mode;
    mode = 0o666;
  } else {
    mode = validateMode(mode, 'mode', 0o666);
  }
  native.openAsync(path, stringToFlags(flags), mode, result(callback));
}

function throwError(error) {
  if (error) throw error;
}

function close(fd, callback = throwError) {
  fd = getValidatedFd(fd);
  native.closeAsync(fd, done(callback));
}

function stat(path, options = { bigint: false }, callback) {
  if (typeof options === 'function') {
    callback = options;
    options = undefined;
  }
  callback = validateCallback(callback);
  startStat(getValidatedPath(path), true, options?.bigint, callback);
}

function lstat(path, options = { bigint: false }, callback) {
  if (typeof options === 'function') {
    callback = options;
    options = undefined;
  }
  callback = validateCallback(callback);
  startStat(getValidatedPath(path), false, options?.bigint, callback);
}

function startStat(path, follow, bigint, callback) {
  if (bigint) native.statBytesAsync(path, follow, false, result(callback, statsFromBytes));
  else native.statAsync(path, follow, result(callback, statsFromNumbers));
}

function fstat(fd, options = { bigint: false }, callback) {
  if (typeof options === 'function') {
    callback = options;
    options = undefined;
  }
  fd = getValidatedFd(fd);
  callback = validateCallback(callback);
  startFstat(fd, options?.bigint, callback);
}

function startFstat(fd, bigint, callback) {
  if (bigint) native.fstatBytesAsync(fd, result(callback, statsFromBytes));
  else native.fstatAsync(fd, result(callback, statsFromNumbers));
}

function statfs(path, options = { bigint: false }, callback) {
  if (typeof options === 'function') {
    callback = options;
    options = undefined;
  }
  validateCallback(callback);
  const bigint = options?.bigint === true;
  native.statfsAsync(getValidatedPath(path), result(callback, (numbers) => statFsFromNumbers(numbers, bigint)));
}

function rename(oldPath, newPath, callback) {
  callback = done(callback);
  oldPath = getValidatedPath(oldPath, 'oldPath');
  newPath = getValidatedPath(newPath, 'newPath');
  native.renameAsync(oldPath, newPath, callback);
}

function truncate(path, len, callback) {
  if (typeof path === 'number') {
    warnTruncateDescriptor();
    return ftruncate(path, len, callback);
  }
  if (typeof len === 'function') {
    callback = len;
    len = 0;
  } else if (len === undefined) {
    len = 0;
  }
  validateInteger(len, 'len');
  len = Math.max(0, len);
  validateCallback(callback);
  native.truncateAsync(getValidatedPath(path), len, done(callback));
}

function ftruncate(fd, len = 0, callback) {
  if (typeof len === 'function') {
    callback = len;
    len = 0;
  }
  fd = getValidatedFd(fd);
  validateInteger(len, 'len');
  native.ftruncateAsync(fd, Math.max(0, len), done(callback));
}

function rmdir(path, options, callback) {
  if (typeof options === 'function') {
    callback = options;
    options = undefined;
  }
  callback = done(callback);
  path = getValidatedPath(path);
  const { recursive, maxRetries, retryDelay } = getRmdirOptions(options);
  if (recursive) native.rmdirTreeAsync(path, maxRetries, retryDelay, callback);
  else native.rmdirAsync(path, callback);
}

function rm(path, options, callback) {
  if (typeof options === 'function') {
    callback = options;
    options = undefined;
  }
  validateCallback(callback);
  path = getValidatedPath(path);
  const { recursive, force, maxRetries, retryDelay } = getRmOptions(options);
  native.rmAsync(path, recursive, force, maxRetries, retryDelay, (error, isDirectory) => {
    if (error) callback(error);
    else callback(isDirectory ? rmDirectoryError(path) : null);
  });
}

function fdatasync(fd, callback) {
  fd = getValidatedFd(fd);
  native.fdatasyncAsync(fd, done(callback));
}

function fsync(fd, callback) {
  fd = getValidatedFd(fd);
  native.fsyncAsync(fd, done(callback));
}

function mkdir(path, options, callback) {
  if (typeof options === 'function') {
    callback = options;
    options = undefined;
  }
  const { mode, recursive } = getMkdirOptions(options);
  validateCallback(callback);
  path = getValidatedPath(path);
  if (!recursive) {
    native.mkdirAsync(path, mode, done(callback));
    return;
  }
  native.mkdirTreeAsync(path, mode, (error, first) => {
    if (error) callback(error);
    else if (first === undefined) callback(null);
    else callback(null, first);
  });
}

function readdir(path, options, callback) {
  callback ||= options;
  validateCallback(callback);
  options = getOptions(typeof options === 'function' ? undefined : options);
  path = getValidatedPath(path);
  if (options.recursive != null) validateBoolean(options.recursive, 'options.recursive');
  require('internal/fs/readdir').readdir(path, options, callback);
}

function readlink(path, options, callback) {
  callback ||= options;
  validateCallback(callback);
  const { encoding } = getOptions(options);
  path = getValidatedPath(path);
  if (isUtf8(encoding)) native.readlinkAsync(path, result(callback));
  else native.readlinkBytesAsync(path, result(callback, (bytes) => encodeBytes(bytes, encoding)));
}

function symlink(target, path, type, callback) {
  if (callback === undefined) {
    callback = done(type);
    type = undefined;
  } else {
    validateLinkType(type);
    callback = done(callback);
  }
  target = getValidatedPath(target, 'target');
  native.symlinkAsync(target, getValidatedPath(path), callback);
}

function link(existingPath, newPath, callback) {
  callback = done(callback);
  existingPath = getValidatedPath(existingPath, 'existingPath');
  native.linkAsync(existingPath, getValidatedPath(newPath, 'newPath'), callback);
}

function unlink(path, callback) {
  callback = done(callback);
  native.unlinkAsync(getValidatedPath(path), callback);
}

function chmod(path, mode, callback) {
  path = getValidatedPath(path);
  mode = validateMode(mode, 'mode');
  native.chmodAsync(path, mode, done(callback));
}

function fchmod(fd, mode, callback) {
  fd = getValidatedFd(fd);
  mode = validateMode(mode, 'mode');
  native.fchmodAsync(fd, mode, done(callback));
}

function chown(path, uid, gid, callback) {
  callback = done(callback);
  path = getValidatedPath(path);
  native.chownAsync(path, validateUserId(uid, 'uid'), validateUserId(gid, 'gid'), callback);
}

function fchown(fd, uid, gid, callback) {
  validateUserId(uid, 'uid');
  validateUserId(gid, 'gid');
  fd = getValidatedFd(fd);
  native.fchownAsync(fd, uid, gid, done(callback));
}

function lchown(path, uid, gid, callback) {
  callback = done(callback);
  path = getValidatedPath(path);
  native.lchownAsync(path, validateUserId(uid, 'uid'), validateUserId(gid, 'gid'), callback);
}

function utimes(path, atime, mtime, callback) {
  callback = done(callback);
  path = getValidatedPath(path);
  native.utimesAsync(path, toUnixTimestamp(atime), toUnixTimestamp(mtime), callback);
}

function futimes(fd, atime, mtime, callback) {
  fd = getValidatedFd(fd);
  atime = toUnixTimestamp(atime, 'atime');
  mtime = toUnixTimestamp(mtime, 'mtime');
  native.futimesAsync(fd, atime, mtime, done(callback));
}

function lutimes(path, atime, mtime, callback) {
  callback = done(callback);
  path = getValidatedPath(path);
  native.lutimesAsync(path, toUnixTimestamp(atime), toUnixTimestamp(mtime), callback);
}

function realpath(p, options, callback) {
  if (typeof options === 'function') {
    callback = options;
    options = undefined;
  }
  validateCallback(callback);
  const { encoding } = getOptions(options);
  p = path.resolve(realpathArgument(p));
  native.realpathWalkAsync(p, result(callback, (real) => {
    return isUtf8(encoding) ? real : encodeText(real, encoding);
  }));
}

realpath.native = (path, options, callback) => {
  callback ||= options;
  validateCallback(callback);
  const { encoding } = getOptions(options);
  path = getValidatedPath(path);
  if (isUtf8(encoding)) native.realpathAsync(path, result(callback));
  else native.realpathBytesAsync(path, result(callback, (bytes) => encodeBytes(bytes, encoding)));
};
defineProperty(realpath.native, 'name', { value: '', configurable: true });

function mkdtemp(prefix, options, callback) {
  callback ||= options;
  validateCallback(callback);
  const { encoding } = getOptions(options);
  prefix = getValidatedPath(prefix, 'prefix');
  warnOnNonPortableTemplate(prefix);
  if (isUtf8(encoding)) native.mkdtempAsync(prefix, result(callback));
  else native.mkdtempBytesAsync(prefix, result(callback, (bytes) => encodeBytes(bytes, encoding)));
}

function copyFile(src, dest, mode, callback) {
  if (typeof mode === 'function') {
    callback = mode;
    mode = 0;
  }
  src = getValidatedPath(src, 'src');
  dest = getValidatedPath(dest, 'dest');
  validateCallback(callback);
  native.copyFileAsync(src, dest, getValidMode(mode), done(callback));
}

function cp(src, dest, options, callback) {
  if (typeof options === 'function') {
    callback = options;
    options = undefined;
  }
  callback = validateCallback(callback);
  const { cp, getCpOptions } = require('internal/fs/cp');
  options = getCpOptions(options);
  src = getValidatedPath(src, 'src');
  dest = getValidatedPath(dest, 'dest');
  // On a tick of its own: what the callback throws is not a rejection.
  cp(src, dest, options).then(
    () => process.nextTick(callback, null),
    (error) => process.nextTick(callback, error),
  );
}

function glob(pattern, options, callback) {
  if (typeof options === 'function') {
    callback = options;
    options = undefined;
  }
  callback = validateCallback(callback);
  const { Glob } = require('internal/fs/glob');
  Array.fromAsync(new Glob(pattern, options).glob()).then(
    (matches) => process.nextTick(callback, null, matches),
    (error) => process.nextTick(callback, error),
  );
}

module.exports = {
  startFstat,
  startStat,
  exists,
  functions: {
    access,
    appendFile,
    chmod,
    chown,
    close,
    copyFile,
    cp,
    exists,
    fchmod,
    fchown,
    fdatasync,
    fstat,
    fsync,
    ftruncate,
    futimes,
    glob,
    lchown,
    link,
    lstat,
    lutimes,
    mkdir,
    mkdtemp,
    open,
    read,
    readFile,
    readdir,
    readlink,
    readv,
    realpath,
    rename,
    rm,
    rmdir,
    stat,
    statfs,
    symlink,
    truncate,
    unlink,
    utimes,
    write,
    writeFile,
    writev,
  },
};
