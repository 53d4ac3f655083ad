'use strict';

// fs.Dir: a directory that is read piece by piece, in the order of the file system.

const {
  codes: { ERR_DIR_CLOSED, ERR_DIR_CONCURRENT_OPERATION, ERR_INVALID_THIS, ERR_MISSING_ARGS },
} = require('internal/errors');
const { validateFunction, validateUint32 } = require('internal/validators');
const { SymbolAsyncDispose, SymbolDispose, promisify } = require('internal/util');
const path = require('path');
const { Dirent, splitNames } = require('internal/fs/readdir');
const { getOptions, getValidatedPath, isUtf8 } = require('internal/fs/utils');

const native = lode.native('fs');
const { defineProperties } = Object;

class Dir {
  #handle;
  #path;
  #options;
  #buffered = [];
  #next = 0;
  #closed = false;
  #closePromisified;
  #readPromisified;
  // Callbacks that wait for the read that is running, or null when none runs.
  #waiting = null;
  // Directories that `recursive` has found and not yet finished: { path, handle }, oldest first.
  #below = [];

  constructor(handle, path, options) {
    if (handle == null) throw new ERR_MISSING_ARGS('handle');
    this.#handle = handle;
    this.#path = path;
    this.#options = { bufferSize: 32, ...getOptions(options, { encoding: 'utf8' }) };
    try {
      validateUint32(this.#options.bufferSize, 'options.bufferSize', true);
    } catch (error) {
      // Nobody else could close it.
      native.dirClose(handle);
      throw error;
    }
    this.#readPromisified = promisify(this.#read.bind(this, false));
    this.#closePromisified = promisify(this.close.bind(this));
  }

  get path() {
    if (!(#path in this)) throw new ERR_INVALID_THIS('Dir');
    return this.#path;
  }

  read(callback) {
    if (arguments.length === 0 || callback === undefined) return this.#readPromisified();
    this.#read(true, callback);
  }

  // A callback that was handed in by the program is checked here; one of promisify's is known to be good.
  #read(given, callback) {
    if (this.#closed) throw new ERR_DIR_CLOSED();
    if (given) validateFunction(callback, 'callback');
    if (this.#waiting !== null) {
      this.#waiting.push(() => this.#read(given, callback));
      return;
    }
    const entry = this.#take();
    if (entry !== undefined) {
      process.nextTick(callback, null, entry);
      return;
    }
    this.#waiting = [];
    this.#fill((error) => {
      const waiting = this.#waiting;
      this.#waiting = null;
      for (const again of waiting) process.nextTick(again);
      if (error) callback(error);
      else callback(null, this.#take() ?? null);
    });
  }

  #take() {
    if (this.#next === this.#buffered.length) return undefined;
    const entry = this.#buffered[this.#next++];
    if (this.#next === this.#buffered.length) {
      this.#buffered = [];
      this.#next = 0;
    }
    return entry;
  }

  #accept({ 0: joined, 1: types }, directory) {
    const names = splitNames(joined, this.#options.encoding);
    for (let i = 0; i < names.length; i++) {
      const entry = new Dirent(names[i], types[i], directory);
      this.#buffered.push(entry);
      if (this.#options.recursive && entry.isDirectory()) {
        this.#below.push({ path: path.join(directory, String(names[i])), handle: null });
      }
    }
    return names.length > 0;
  }

  get #text() {
    return isUtf8(this.#options.encoding);
  }

  #fill(callback) {
    const { bufferSize } = this.#options;
    const below = this.#below[0];
    if (below !== undefined && below.handle === null) {
      const onOpen = (error, answer) => {
        if (error) callback(error);
        else if (this.#begin(below, answer)) callback(null);
        else this.#fill(callback);
      };
      if (this.#text) native.dirOpenReadAsync(below.path, bufferSize, onOpen);
      else native.dirOpenReadBytesAsync(below.path, bufferSize, onOpen);
      return;
    }
    const { handle, path } = below ?? { handle: this.#handle, path: this.#path };
    const onRead = (error, answer) => {
      if (error) return callback(error);
      if (this.#accept(answer, path) || below === undefined) return callback(null);
      this.#below.shift();
      native.dirClose(handle);
      this.#fill(callback);
    };
    if (this.#text) native.dirReadAsync(handle, bufferSize, onRead);
    else native.dirReadBytesAsync(handle, bufferSize, onRead);
  }

  // The first part of a directory below; it comes without a handle when there is no more. Says whether there was any entry.
  #begin(below, { 0: handle, 1: names, 2: types }) {
    if (handle === undefined) this.#below.shift();
    else below.handle = handle;
    return this.#accept([names, types], below.path);
  }

  readSync() {
    if (this.#closed) throw new ERR_DIR_CLOSED();
    if (this.#waiting !== null) throw new ERR_DIR_CONCURRENT_OPERATION();
    const entry = this.#take();
    if (entry !== undefined) return entry;
    const { bufferSize } = this.#options;
    const readSome = this.#text ? native.dirRead : native.dirReadBytes;
    const openAndRead = this.#text ? native.dirOpenRead : native.dirOpenReadBytes;
    while (this.#below.length > 0) {
      const below = this.#below[0];
      if (below.handle === null) {
        if (this.#begin(below, openAndRead(below.path, bufferSize))) return this.#take();
        continue;
      }
      if (this.#accept(readSome(below.handle, bufferSize), below.path)) return this.#take();
      this.#below.shift();
      native.dirClose(below.handle);
    }
    this.#accept(readSome(this.#handle, bufferSize), this.#path);
    return this.#take() ?? null;
  }

  close(callback) {
    if (callback === undefined) {
      if (this.#closed) return Promise.reject(new ERR_DIR_CLOSED());
      return this.#closePromisified();
    }
    validateFunction(callback, 'callback');
    if (this.#closed) {
      process.nextTick(callback, new ERR_DIR_CLOSED());
      return;
    }
    if (this.#waiting !== null) {
      this.#waiting.push(() => this.close(callback));
      return;
    }
    this.#closed = true;
    this.#closeBelow();
    native.dirCloseAsync(this.#handle, (error) => callback(error ?? null));
  }

  closeSync() {
    if (this.#closed) throw new ERR_DIR_CLOSED();
    if (this.#waiting !== null) throw new ERR_DIR_CONCURRENT_OPERATION();
    this.#closed = true;
    this.#closeBelow();
    native.dirClose(this.#handle);
  }

  #closeBelow() {
    for (const { handle } of this.#below) {
      if (handle !== null) native.dirClose(handle);
    }
    this.#below = [];
  }

  async* entries() {
    try {
      while (true) {
        const entry = await this.#readPromisified();
        if (entry === null) break;
        yield entry;
      }
    } finally {
      await this.#closePromisified();
    }
  }

  [SymbolDispose]() {
    if (this.#closed) return;
    this.closeSync();
  }

  async [SymbolAsyncDispose]() {
    if (this.#closed) return;
    await this.#closePromisified();
  }
}

const hidden = { __proto__: null, enumerable: false };
defineProperties(Dir.prototype, {
  [SymbolDispose]: hidden,
  [SymbolAsyncDispose]: hidden,
  [Symbol.asyncIterator]: {
    __proto__: null,
    configurable: true,
    enumerable: false,
    value: Dir.prototype.entries,
    writable: true,
  },
});

function opendir(path, options, callback) {
  callback = typeof options === 'function' ? options : callback;
  validateFunction(callback, 'callback');
  path = getValidatedPath(path);
  options = getOptions(typeof options === 'function' ? undefined : options, { encoding: 'utf8' });
  native.opendirAsync(path, (error, handle) => {
    if (error) callback(error);
    else callback(null, new Dir(handle, path, options));
  });
}

function opendirSync(path, options) {
  path = getValidatedPath(path);
  options = getOptions(options, { encoding: 'utf8' });
  return new Dir(native.opendirHere(path), path, options);
}

module.exports = { Dir, opendir, opendirSync };
