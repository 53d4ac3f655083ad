'use strict';

// Dirent, and readdir() in its forms, made from what the native side gives: all names joined by '/' (which no name
// can hold), and one byte for each entry's type.

const path = require('path');
const {
  UV_DIRENT_DIR, UV_DIRENT_FILE, UV_DIRENT_BLOCK, UV_DIRENT_CHAR, UV_DIRENT_LINK, UV_DIRENT_FIFO, UV_DIRENT_SOCKET,
} = require('internal/fs/constants');
const { encodeBytes, isUtf8 } = require('internal/fs/utils');

const native = lode.native('fs');
const kType = Symbol('type');
const SLASH = 0x2f;

class Dirent {
  constructor(name, type, path) {
    this.name = name;
    this.parentPath = path;
    this.path = path;
    this[kType] = type;
  }

  isDirectory() {
    return this[kType] === UV_DIRENT_DIR;
  }

  isFile() {
    return this[kType] === UV_DIRENT_FILE;
  }

  isBlockDevice() {
    return this[kType] === UV_DIRENT_BLOCK;
  }

  isCharacterDevice() {
    return this[kType] === UV_DIRENT_CHAR;
  }

  isSymbolicLink() {
    return this[kType] === UV_DIRENT_LINK;
  }

  isFIFO() {
    return this[kType] === UV_DIRENT_FIFO;
  }

  isSocket() {
    return this[kType] === UV_DIRENT_SOCKET;
  }
}

const kStats = Symbol('stats');

// An entry whose whole stats are known.
class DirentFromStats extends Dirent {
  constructor(name, stats, path) {
    super(name, null, path);
    this[kStats] = stats;
  }
}

for (const name of Reflect.ownKeys(Dirent.prototype)) {
  if (name === 'constructor') continue;
  DirentFromStats.prototype[name] = function() {
    return this[kStats][name]();
  };
}

function splitNames(joined, encoding) {
  if (typeof joined === 'string') return joined === '' ? [] : joined.split('/');
  const names = [];
  const { length } = joined;
  for (let start = 0; start < length;) {
    let end = joined.indexOf(SLASH, start);
    if (end === -1) end = length;
    // A copy: one kept name must not keep the whole listing.
    names.push(encodeBytes(joined.slice(start, end), encoding));
    start = end + 1;
  }
  return names;
}

function makeDirents(names, types, parentPath) {
  const dirents = new Array(names.length);
  for (let i = 0; i < names.length; i++) dirents[i] = new Dirent(names[i], types[i], parentPath);
  return dirents;
}

// One directory's answer in the form that `options` ask for.
function listing(answer, directory, { encoding, withFileTypes }) {
  if (!withFileTypes) return splitNames(answer, encoding);
  return makeDirents(splitNames(answer[0], encoding), answer[1], directory);
}

function readSync(directory, { encoding, withFileTypes }) {
  if (isUtf8(encoding)) return withFileTypes ? native.readdirTyped(directory) : native.readdir(directory);
  return withFileTypes ? native.readdirTypedBytes(directory) : native.readdirBytes(directory);
}

function read(directory, { encoding, withFileTypes }, callback) {
  if (isUtf8(encoding)) {
    if (withFileTypes) native.readdirTypedAsync(directory, callback);
    else native.readdirAsync(directory, callback);
  } else if (withFileTypes) {
    native.readdirTypedBytesAsync(directory, callback);
  } else {
    native.readdirBytesAsync(directory, callback);
  }
}

function readdirSync(directory, options) {
  const entries = listing(readSync(directory, options), directory, options);
  if (!options.recursive) return entries;
  const tree = new Tree(directory, options);
  tree.add(directory, entries);
  for (let next; (next = tree.next()) !== undefined;) {
    tree.add(next, listing(readSync(next, options), next, options));
  }
  return tree.results;
}

function readdir(directory, options, callback) {
  const tree = options.recursive ? new Tree(directory, options) : undefined;
  const step = (current) => {
    read(current, options, (error, answer) => {
      if (error) return callback(error);
      const entries = listing(answer, current, options);
      if (tree === undefined) return callback(null, entries);
      tree.add(current, entries);
      const next = tree.next();
      if (next === undefined) callback(null, tree.results);
      else step(next);
    });
  };
  step(directory);
}

// The walk of `recursive`: breadth first, through links to directories too.
class Tree {
  constructor(root, { withFileTypes }) {
    this.root = root;
    this.withFileTypes = withFileTypes;
    this.results = [];
    this.waiting = [];
    this.position = 0;
  }

  add(directory, entries) {
    for (const entry of entries) {
      const full = path.join(directory, this.withFileTypes ? entry.name : entry);
      this.results.push(this.withFileTypes ? entry : path.relative(this.root, full));
      if (this.leads(entry, full)) this.waiting.push(full);
    }
  }

  leads(entry, full) {
    if (this.withFileTypes) {
      const type = entry[kType];
      if (type === UV_DIRENT_DIR) return true;
      if (type !== UV_DIRENT_LINK) return false;
    }
    return native.isDirectory(full);
  }

  next() {
    return this.position < this.waiting.length ? this.waiting[this.position++] : undefined;
  }
}

// fs.promises walks otherwise: the last directory found is read first, and Dirents that are links are not followed.
async function readdirPromise(directory, options) {
  const { recursive, withFileTypes } = options;
  const once = (current) => new Promise((resolve, reject) => {
    read(current, options, (error, answer) => {
      if (error) reject(error);
      else resolve(listing(answer, current, options));
    });
  });
  const entries = await once(directory);
  if (!recursive) return entries;
  const results = [];
  const waiting = [[directory, entries]];
  while (waiting.length > 0) {
    const { 0: current, 1: found } = waiting.pop();
    for (const entry of found) {
      const full = path.join(current, withFileTypes ? entry.name : entry);
      results.push(withFileTypes ? entry : path.relative(directory, full));
      if (withFileTypes ? entry.isDirectory() : native.isDirectory(full)) waiting.push([full, await once(full)]);
    }
  }
  return results;
}

module.exports = { Dirent, DirentFromStats, kType, makeDirents, readdir, readdirPromise, readdirSync, splitNames };
