'use strict';

// Stats, BigIntStats and StatFs, made from the flat arrays that the native side fills: dev, mode, nlink, uid, gid,
// rdev, blksize, ino, size, blocks, then seconds and nanoseconds of atime, mtime, ctime and birthtime.

const { S_IFMT, S_IFDIR, S_IFREG, S_IFBLK, S_IFCHR, S_IFLNK, S_IFIFO, S_IFSOCK } =
  require('internal/fs/constants');

const { defineProperty, setPrototypeOf } = Object;
const STATS_LENGTH = 18;

// Old constructors, not classes: programs from npm call `fs.Stats.call(this, ...)`.
function StatsBase(dev, mode, nlink, uid, gid, rdev, blksize, ino, size, blocks) {
  this.dev = dev;
  this.mode = mode;
  this.nlink = nlink;
  this.uid = uid;
  this.gid = gid;
  this.rdev = rdev;
  this.blksize = blksize;
  this.ino = ino;
  this.size = size;
  this.blocks = blocks;
}

const TYPES = {
  isDirectory: S_IFDIR,
  isFile: S_IFREG,
  isBlockDevice: S_IFBLK,
  isCharacterDevice: S_IFCHR,
  isSymbolicLink: S_IFLNK,
  isFIFO: S_IFIFO,
  isSocket: S_IFSOCK,
};
for (const name of Object.keys(TYPES)) {
  const property = TYPES[name];
  StatsBase.prototype[name] = function() {
    return this._checkModeProperty(property);
  };
  defineProperty(StatsBase.prototype[name], 'name', { value: '', configurable: true });
}

// A Date costs more than all the numbers together, so each is made when it is first read.
function dateProperty(key, milliseconds) {
  return {
    enumerable: true,
    configurable: true,
    get: function get() {
      const value = new Date(Math.round(Number(this[milliseconds])));
      defineProperty(this, key, { value, enumerable: false, configurable: true, writable: true });
      return value;
    },
    set: function set(value) {
      defineProperty(this, key, { value, enumerable: false, configurable: true, writable: true });
    },
  };
}

function inheritDates(constructor) {
  setPrototypeOf(constructor.prototype, StatsBase.prototype);
  setPrototypeOf(constructor, StatsBase);
  for (const key of ['atime', 'mtime', 'ctime', 'birthtime']) {
    defineProperty(constructor.prototype, key, dateProperty(key, `${key}Ms`));
  }
}

function Stats(
  dev, mode, nlink, uid, gid, rdev, blksize, ino, size, blocks, atimeMs, mtimeMs, ctimeMs, birthtimeMs) {
  this.dev = dev;
  this.mode = mode;
  this.nlink = nlink;
  this.uid = uid;
  this.gid = gid;
  this.rdev = rdev;
  this.blksize = blksize;
  this.ino = ino;
  this.size = size;
  this.blocks = blocks;
  this.atimeMs = atimeMs;
  this.mtimeMs = mtimeMs;
  this.ctimeMs = ctimeMs;
  this.birthtimeMs = birthtimeMs;
}
inheritDates(Stats);

Stats.prototype._checkModeProperty = function(property) {
  return (this.mode & S_IFMT) === property;
};
defineProperty(Stats.prototype._checkModeProperty, 'name', { value: '', configurable: true });

function BigIntStats(
  dev, mode, nlink, uid, gid, rdev, blksize, ino, size, blocks, atimeNs, mtimeNs, ctimeNs, birthtimeNs) {
  StatsBase.call(this, dev, mode, nlink, uid, gid, rdev, blksize, ino, size, blocks);
  this.atimeMs = atimeNs / 1000000n;
  this.mtimeMs = mtimeNs / 1000000n;
  this.ctimeMs = ctimeNs / 1000000n;
  this.birthtimeMs = birthtimeNs / 1000000n;
  this.atimeNs = atimeNs;
  this.mtimeNs = mtimeNs;
  this.ctimeNs = ctimeNs;
  this.birthtimeNs = birthtimeNs;
}
inheritDates(BigIntStats);

BigIntStats.prototype._checkModeProperty = function(property) {
  return (this.mode & BigInt(S_IFMT)) === BigInt(property);
};
defineProperty(BigIntStats.prototype._checkModeProperty, 'name', { value: '', configurable: true });

function milliseconds(seconds, nanoseconds) {
  return seconds * 1000 + nanoseconds / 1000000;
}

function statsFromNumbers(a) {
  return new Stats(
    a[0], a[1], a[2], a[3], a[4], a[5], a[6], a[7], a[8], a[9],
    milliseconds(a[10], a[11]), milliseconds(a[12], a[13]),
    milliseconds(a[14], a[15]), milliseconds(a[16], a[17]),
  );
}

function statsFromBigInts(a) {
  return new BigIntStats(
    a[0], a[1], a[2], a[3], a[4], a[5], a[6], a[7], a[8], a[9],
    a[10] * 1000000000n + a[11], a[12] * 1000000000n + a[13],
    a[14] * 1000000000n + a[15], a[16] * 1000000000n + a[17],
  );
}

// The bytes of eighteen 64-bit integers, as the native side answers when `bigint` is asked for.
function statsFromBytes(bytes) {
  return statsFromBigInts(new BigInt64Array(bytes.buffer, bytes.byteOffset, STATS_LENGTH));
}

// What watchFile() reports for a file that is not there.
function emptyStats(bigint) {
  return bigint ? statsFromBigInts(new BigInt64Array(STATS_LENGTH)) :
    statsFromNumbers(new Float64Array(STATS_LENGTH));
}

class StatFs {
  constructor(type, bsize, blocks, bfree, bavail, files, ffree) {
    this.type = type;
    this.bsize = bsize;
    this.blocks = blocks;
    this.bfree = bfree;
    this.bavail = bavail;
    this.files = files;
    this.ffree = ffree;
  }
}

function statFsFromNumbers(a, bigint) {
  return bigint ?
    new StatFs(BigInt(a[0]), BigInt(a[1]), BigInt(a[2]), BigInt(a[3]), BigInt(a[4]), BigInt(a[5]), BigInt(a[6])) :
    new StatFs(a[0], a[1], a[2], a[3], a[4], a[5], a[6]);
}

module.exports = {
  BigIntStats,
  STATS_LENGTH,
  StatFs,
  Stats,
  emptyStats,
  statFsFromNumbers,
  statsFromBytes,
  statsFromNumbers,
};
