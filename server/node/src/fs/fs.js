'use strict';

// The module's table. The synchronous and the callback half are in internal/fs/sync and internal/fs/callback;
// everything else is loaded when it is first used.

const { functions: sync } = require('internal/fs/sync');
const { functions: callback } = require('internal/fs/callback');
const { constants, toUnixTimestamp } = require('internal/fs/utils');
const { deprecate } = require('internal/util/deprecate');
const { Stats } = require('internal/fs/stats');
const { Dirent } = require('internal/fs/readdir');

const { defineProperties, defineProperty } = Object;

function createReadStream(path, options) {
  const { ReadStream } = require('internal/fs/streams');
  return new ReadStream(path, options);
}

function createWriteStream(path, options) {
  const { WriteStream } = require('internal/fs/streams');
  return new WriteStream(path, options);
}

function openAsBlob(path, options = {}) {
  return require('internal/fs/blob').openAsBlob(path, options);
}

function watch(filename, options, listener) {
  return require('internal/fs/watchers').watch(filename, options, listener);
}

function watchFile(filename, options, listener) {
  return require('internal/fs/watchers').watchFile(filename, options, listener);
}

function unwatchFile(filename, listener) {
  require('internal/fs/watchers').unwatchFile(filename, listener);
}

function opendir(path, options, callback) {
  require('internal/fs/dir').opendir(path, options, callback);
}

function opendirSync(path, options) {
  return require('internal/fs/dir').opendirSync(path, options);
}

const fs = module.exports = {
  appendFile: callback.appendFile,
  appendFileSync: sync.appendFileSync,
  access: callback.access,
  accessSync: sync.accessSync,
  chown: callback.chown,
  chownSync: sync.chownSync,
  chmod: callback.chmod,
  chmodSync: sync.chmodSync,
  close: callback.close,
  closeSync: sync.closeSync,
  copyFile: callback.copyFile,
  copyFileSync: sync.copyFileSync,
  cp: callback.cp,
  cpSync: sync.cpSync,
  createReadStream,
  createWriteStream,
  exists: callback.exists,
  existsSync: sync.existsSync,
  fchown: callback.fchown,
  fchownSync: sync.fchownSync,
  fchmod: callback.fchmod,
  fchmodSync: sync.fchmodSync,
  fdatasync: callback.fdatasync,
  fdatasyncSync: sync.fdatasyncSync,
  fstat: callback.fstat,
  fstatSync: sync.fstatSync,
  fsync: callback.fsync,
  fsyncSync: sync.fsyncSync,
  ftruncate: callback.ftruncate,
  ftruncateSync: sync.ftruncateSync,
  futimes: callback.futimes,
  futimesSync: sync.futimesSync,
  glob: callback.glob,
  globSync: sync.globSync,
  lchown: callback.lchown,
  lchownSync: sync.lchownSync,
  // Only macOS can change the mode of a link.
  lchmod: undefined,
  lchmodSync: undefined,
  link: callback.link,
  linkSync: sync.linkSync,
  lstat: callback.lstat,
  lstatSync: sync.lstatSync,
  lutimes: callback.lutimes,
  lutimesSync: sync.lutimesSync,
  mkdir: callback.mkdir,
  mkdirSync: sync.mkdirSync,
  mkdtemp: callback.mkdtemp,
  mkdtempSync: sync.mkdtempSync,
  open: callback.open,
  openSync: sync.openSync,
  openAsBlob,
  readdir: callback.readdir,
  readdirSync: sync.readdirSync,
  read: callback.read,
  readSync: sync.readSync,
  readv: callback.readv,
  readvSync: sync.readvSync,
  readFile: callback.readFile,
  readFileSync: sync.readFileSync,
  readlink: callback.readlink,
  readlinkSync: sync.readlinkSync,
  realpath: callback.realpath,
  realpathSync: sync.realpathSync,
  rename: callback.rename,
  renameSync: sync.renameSync,
  rm: callback.rm,
  rmSync: sync.rmSync,
  rmdir: callback.rmdir,
  rmdirSync: sync.rmdirSync,
  stat: callback.stat,
  statfs: callback.statfs,
  statSync: sync.statSync,
  statfsSync: sync.statfsSync,
  symlink: callback.symlink,
  symlinkSync: sync.symlinkSync,
  truncate: callback.truncate,
  truncateSync: sync.truncateSync,
  unwatchFile,
  unlink: callback.unlink,
  unlinkSync: sync.unlinkSync,
  utimes: callback.utimes,
  utimesSync: sync.utimesSync,
  watch,
  watchFile,
  writeFile: callback.writeFile,
  writeFileSync: sync.writeFileSync,
  write: callback.write,
  writeSync: sync.writeSync,
  writev: callback.writev,
  writevSync: sync.writevSync,
  Dirent,
  Stats: deprecate(Stats, 'fs.Stats constructor is deprecated.', 'DEP0180'),
};

// A class that is loaded when it is first read, and that a program may replace.
function lazyClass(load) {
  let value;
  return {
    enumerable: true,
    configurable: true,
    get() {
      return value ??= load();
    },
    set(replacement) {
      value = replacement;
    },
  };
}

function constant(value) {
  return { enumerable: true, value };
}

const lazyReadStream = () => require('internal/fs/streams').ReadStream;
const lazyWriteStream = () => require('internal/fs/streams').WriteStream;

defineProperties(fs, {
  ReadStream: lazyClass(lazyReadStream),
  WriteStream: lazyClass(lazyWriteStream),
  // The names of these classes before they were streams of their own; programs still use them.
  FileReadStream: lazyClass(lazyReadStream),
  FileWriteStream: lazyClass(lazyWriteStream),
});
fs._toUnixTimestamp = toUnixTimestamp;
defineProperty(fs, 'Dir', {
  enumerable: true,
  configurable: true,
  get() {
    return require('internal/fs/dir').Dir;
  },
  set(value) {
    fs._toUnixTimestamp = toUnixTimestamp;
defineProperty(fs, 'Dir', { value, enumerable: true, configurable: true, writable: true });
  },
});
fs.opendir = opendir;
fs.opendirSync = opendirSync;
defineProperties(fs, {
  F_OK: constant(constants.F_OK),
  R_OK: constant(constants.R_OK),
  W_OK: constant(constants.W_OK),
  X_OK: constant(constants.X_OK),
  constants: constant(constants),
  promises: {
    enumerable: true,
    configurable: true,
    get() {
      return require('internal/fs/promises').exports;
    },
  },
});
