'use strict';

// fs.promises. What is wrong with the arguments rejects the promise; nothing here throws.

const {
  codes: { ERR_METHOD_NOT_IMPLEMENTED },
} = require('internal/errors');
const { validateBoolean } = require('internal/validators');
const { promisify } = require('internal/util');
const { statFsFromNumbers } = require('internal/fs/stats');
const { startStat } = require('internal/fs/callback');
const { startReadFile, startWriteFile } = require('internal/fs/whole_file');
const {
  FileHandle,
  checkAborted,
  createFileHandle,
  isIterable,
  pending,
  use,
  writeFileHandle,
} = require('internal/fs/file_handle');
const {
  constants,
  copyObject,
  encodeBytes,
  getMkdirOptions,
  getOptions,
  getRmOptions,
  getRmdirOptions,
  getValidMode,
  getValidatedPath,
  isUtf8,
  rmDirectoryError,
  stringToFlags,
  toUnixTimestamp,
  validateLinkType,
  validateMode,
  validateStringOrView,
  validateUserId,
  warnOnNonPortableTemplate,
} = require('internal/fs/utils');

const native = lode.native('fs');
const { F_OK } = constants;

async function access(path, mode = F_OK) {
  await pending(native.accessAsync, getValidatedPath(path), getValidMode(mode));
}

async function cp(src, dest, options) {
  const { cp, getCpOptions } = require('internal/fs/cp');
  options = getCpOptions(options);
  src = getValidatedPath(src, 'src');
  dest = getValidatedPath(dest, 'dest');
  return cp(src, dest, options);
}

async function copyFile(src, dest, mode) {
  src = getValidatedPath(src, 'src');
  dest = getValidatedPath(dest, 'dest');
  await pending(native.copyFileAsync, src, dest, getValidMode(mode));
}

async function open(path, flags, mode) {
  path = getValidatedPath(path);
  flags = stringToFlags(flags);
  mode = validateMode(mode, 'mode', 0o666);
  return createFileHandle(await pending(native.openAsync, path, flags, mode));
}

async function rename(oldPath, newPath) {
  oldPath = getValidatedPath(oldPath, 'oldPath');
  newPath = getValidatedPath(newPath, 'newPath');
  await pending(native.renameAsync, oldPath, newPath);
}

async function truncate(path, len = 0) {
  const handle = await open(path, 'r+');
  try {
    await handle.truncate(len);
  } finally {
    await handle.close();
  }
}

async function rm(path, options) {
  path = getValidatedPath(path);
  const { recursive, force, maxRetries, retryDelay } = getRmOptions(options);
  if (await pending(native.rmAsync, path, recursive, force, maxRetries, retryDelay)) throw rmDirectoryError(path);
}

async function rmdir(path, options) {
  path = getValidatedPath(path);
  const { recursive, maxRetries, retryDelay } = getRmdirOptions(options);
  if (recursive) await pending(native.rmdirTreeAsync, path, maxRetries, retryDelay);
  else await pending(native.rmdirAsync, path);
}

async function mkdir(path, options) {
  const { mode, recursive } = getMkdirOptions(options);
  path = getValidatedPath(path);
  if (recursive) return await pending(native.mkdirTreeAsync, path, mode);
  await pending(native.mkdirAsync, path, mode);
}

async function readdir(path, options) {
  options = getOptions(options);
  path = getValidatedPath(path);
  if (options.recursive != null) validateBoolean(options.recursive, 'options.recursive');
  return require('internal/fs/readdir').readdirPromise(path, options);
}

async function readlink(path, options) {
  const { encoding } = getOptions(options);
  path = getValidatedPath(path);
  if (isUtf8(encoding)) return await pending(native.readlinkAsync, path);
  return encodeBytes(await pending(native.readlinkBytesAsync, path), encoding);
}

async function symlink(target, path, type) {
  validateLinkType(type);
  target = getValidatedPath(target, 'target');
  await pending(native.symlinkAsync, target, getValidatedPath(path));
}

async function lstat(path, options = { bigint: false }) {
  return await pending(startStat, getValidatedPath(path), false, options.bigint);
}

async function stat(path, options = { bigint: false }) {
  return await pending(startStat, getValidatedPath(path), true, options.bigint);
}

async function statfs(path, options = { bigint: false }) {
  return statFsFromNumbers(await pending(native.statfsAsync, getValidatedPath(path)), options.bigint === true);
}

async function link(existingPath, newPath) {
  existingPath = getValidatedPath(existingPath, 'existingPath');
  newPath = getValidatedPath(newPath, 'newPath');
  await pending(native.linkAsync, existingPath, newPath);
}

async function unlink(path) {
  await pending(native.unlinkAsync, getValidatedPath(path));
}

async function chmod(path, mode) {
  path = getValidatedPath(path);
  await pending(native.chmodAsync, path, validateMode(mode, 'mode'));
}

// Only macOS can change the mode of a link.
async function lchmod(path, mode) { // eslint-disable-line no-unused-vars
  throw new ERR_METHOD_NOT_IMPLEMENTED('lchmod()');
}

async function lchown(path, uid, gid) {
  path = getValidatedPath(path);
  await pending(native.lchownAsync, path, validateUserId(uid, 'uid'), validateUserId(gid, 'gid'));
}

async function chown(path, uid, gid) {
  path = getValidatedPath(path);
  await pending(native.chownAsync, path, validateUserId(uid, 'uid'), validateUserId(gid, 'gid'));
}

async function utimes(path, atime, mtime) {
  path = getValidatedPath(path);
  await pending(native.utimesAsync, path, toUnixTimestamp(atime), toUnixTimestamp(mtime));
}

async function lutimes(path, atime, mtime) {
  path = getValidatedPath(path);
  await pending(native.lutimesAsync, path, toUnixTimestamp(atime), toUnixTimestamp(mtime));
}

async function realpath(path, options) {
  const { encoding } = getOptions(options);
  path = getValidatedPath(path);
  if (isUtf8(encoding)) return await pending(native.realpathAsync, path);
  return encodeBytes(await pending(native.realpathBytesAsync, path), encoding);
}

async function mkdtemp(prefix, options) {
  const { encoding } = getOptions(options);
  prefix = getValidatedPath(prefix, 'prefix');
  warnOnNonPortableTemplate(prefix);
  if (isUtf8(encoding)) return await pending(native.mkdtempAsync, prefix);
  return encodeBytes(await pending(native.mkdtempBytesAsync, prefix), encoding);
}

async function writeFile(path, data, options) {
  options = getOptions(options, { encoding: 'utf8', mode: 0o666, flag: 'w', flush: false });
  const flush = options.flush ?? false;
  validateBoolean(flush, 'options.flush');
  const iterable = isIterable(data);
  if (!iterable) validateStringOrView(data, 'data');
  if (path instanceof FileHandle) return use(path, writeFileHandle, 'writeFile', data, options);
  const { encoding, signal } = options;
  const flag = options.flag || 'w';
  checkAborted(signal);
  if (iterable) {
    const handle = await open(path, flag, options.mode);
    try {
      return await use(handle, writeFileHandle, 'writeFile', data, options);
    } finally {
      await handle.close();
    }
  }
  path = getValidatedPath(path);
  const mode = validateMode(options.mode, 'mode', 0o666);
  await pending(startWriteFile, path, data, stringToFlags(flag), mode, encoding, flush, signal);
}

async function appendFile(path, data, options) {
  options = copyObject(getOptions(options, { encoding: 'utf8', mode: 0o666, flag: 'a', flush: false }));
  options.flag ||= 'a';
  return writeFile(path, data, options);
}

async function readFile(path, options) {
  options = getOptions(options, { flag: 'r' });
  if (path instanceof FileHandle) return path.readFile(options);
  const flags = stringToFlags(options.flag || 'r');
  checkAborted(options.signal);
  return await pending(startReadFile, getValidatedPath(path), flags, options.encoding, options.signal);
}

async function* _watch(filename, options = {}) {
  yield* require('internal/fs/watchers').watchPromise(filename, options);
}

async function* glob(pattern, options) {
  const { Glob } = require('internal/fs/glob');
  yield* new Glob(pattern, options).glob();
}

const opendirPromise = promisify(function opendir(path, options, callback) {
  return require('internal/fs/dir').opendir(path, options, callback);
});

module.exports = {
  exports: {
    access,
    copyFile,
    cp,
    glob,
    open,
    opendir: opendirPromise,
    rename,
    truncate,
    rm,
    rmdir,
    mkdir,
    readdir,
    readlink,
    symlink,
    lstat,
    stat,
    statfs,
    link,
    unlink,
    chmod,
    lchmod,
    lchown,
    chown,
    utimes,
    lutimes,
    realpath,
    mkdtemp,
    writeFile,
    appendFile,
    readFile,
    watch: _watch,
    constants,
  },
  FileHandle,
};
