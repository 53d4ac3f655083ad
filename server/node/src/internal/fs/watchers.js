'use strict';

// fs.watch (FSWatcher, over the native side's inotify), fs.watchFile (StatWatcher, which polls), and the iterator of
// fs.promises.watch.

const EventEmitter = require('events');
const path = require('path');
const { Buffer } = require('buffer');
const {
  AbortError,
  codes: { ERR_FS_WATCH_QUEUE_OVERFLOW, ERR_INVALID_ARG_VALUE },
} = require('internal/errors');
const {
  validateAbortSignal,
  validateBoolean,
  validateFunction,
  validateInteger,
  validateObject,
  validateOneOf,
  validateUint32,
} = require('internal/validators');
const { createDeferredPromise, kEmptyObject } = require('internal/util');
const { bindCallback } = require('internal/async_context');
const { emptyStats } = require('internal/fs/stats');
const { startStat } = require('internal/fs/callback');
const { assertEncoding, copyObject, encodeBytes, getOptions, getValidatedPath } = require('internal/fs/utils');
const { setTimeout: startTimer, clearTimeout: stopTimer } = require('timers');

const native = lode.native('fs');
const { setPrototypeOf } = Object;

const kFSWatchStart = Symbol('kFSWatchStart');

// What the watcher shows as its `_handle`: the native watcher, or nothing when it is closed.
class FSEvent {
  #watcher;

  constructor(watcher) {
    this.#watcher = watcher;
  }

  close() {
    native.watchClose(this.#watcher);
  }

  ref() {
    native.watchReference(this.#watcher, true);
  }

  unref() {
    native.watchReference(this.#watcher, false);
  }
}

function FSWatcher() {
  EventEmitter.call(this);
  this._handle = undefined;
}
setPrototypeOf(FSWatcher.prototype, EventEmitter.prototype);
setPrototypeOf(FSWatcher, EventEmitter);

FSWatcher.prototype[kFSWatchStart] = function(filename, persistent, recursive, encoding) {
  // Started already, or closed.
  if (this._handle !== undefined) return;
  filename = getValidatedPath(filename, 'filename');
  if (encoding && encoding !== 'buffer') assertEncoding(encoding);
  let watcher;
  try {
    watcher = native.watch(filename, recursive === true, bindCallback((eventType, name) => {
      if (this._handle === null) return;
      this.emit('change', eventType, decodeName(name, encoding));
    }));
  } catch (error) {
    throw watchError(error, filename);
  }
  this._handle = new FSEvent(watcher);
  if (!persistent) this._handle.unref();
};

function decodeName(name, encoding) {
  if (name === undefined) return null;
  return encodeBytes(name, encoding || 'utf8');
}

// The order of the properties, and `filename` beside `path`, are this function's own.
function watchError(error, filename) {
  const { code, errno, syscall } = error;
  if (errno === undefined) return error;
  delete error.code;
  delete error.path;
  error.syscall = syscall;
  error.code = code;
  if (code === 'ENOSPC') {
    error.message = `ENOSPC: System limit for number of file watchers reached, watch '${filename}'`;
  }
  error.path = filename;
  error.filename = filename;
  return error;
}

// A no-op for those who called it after the constructor, when that was needed.
FSWatcher.prototype.start = function() {};

FSWatcher.prototype.close = function() {
  const handle = this._handle;
  if (handle === undefined || handle === null) {
    this._handle = null;
    return;
  }
  this._handle = null;
  handle.close();
  process.nextTick(emitClose, this);
};

function emitClose(watcher) {
  watcher.emit('close');
}

FSWatcher.prototype.ref = function() {
  this._handle?.ref();
  return this;
};

FSWatcher.prototype.unref = function() {
  this._handle?.unref();
  return this;
};

function watch(filename, options, listener) {
  if (typeof options === 'function') listener = options;
  options = copyObject(getOptions(typeof options === 'function' ? undefined : options));
  if (options.persistent === undefined) options.persistent = true;
  if (options.recursive === undefined) options.recursive = false;
  validateBoolean(options.recursive, 'options.recursive');
  if (options.recursive) validateBoolean(options.persistent, 'options.persistent');
  const watcher = new FSWatcher();
  watcher[kFSWatchStart](filename, options.persistent, options.recursive, options.encoding);
  if (listener) watcher.on('change', listener);
  const { signal } = options;
  if (signal) {
    if (signal.aborted) {
      process.nextTick(() => watcher.close());
    } else {
      const onAbort = () => watcher.close();
      signal.addEventListener('abort', onAbort, { once: true });
      watcher.once('close', () => signal.removeEventListener('abort', onAbort));
    }
  }
  return watcher;
}

// fs.promises.watch: events wait in a queue for the loop that reads them.
async function* watchPromise(filename, options = kEmptyObject) {
  validateObject(options, 'options');
  const {
    persistent = true,
    recursive = false,
    encoding = 'utf8',
    maxQueue = 2048,
    overflow = 'ignore',
    signal,
  } = options;
  validateBoolean(persistent, 'options.persistent');
  validateBoolean(recursive, 'options.recursive');
  validateInteger(maxQueue, 'options.maxQueue');
  validateOneOf(overflow, 'options.overflow', ['ignore', 'error']);
  validateAbortSignal(signal, 'options.signal');
  if (encoding && encoding !== 'buffer' && !Buffer.isEncoding(encoding)) {
    throw new ERR_INVALID_ARG_VALUE('encoding', encoding);
  }
  if (signal?.aborted) throw new AbortError(undefined, { cause: signal.reason });

  let { promise, resolve, reject } = createDeferredPromise();
  const queue = [];
  filename = getValidatedPath(filename);
  const onAbort = () => reject(new AbortError(undefined, { cause: signal.reason }));
  let watcher;
  try {
    watcher = native.watch(filename, recursive, (eventType, name) => {
      if (queue.length < maxQueue) {
        queue.push({ __proto__: null, eventType, filename: decodeName(name, encoding) });
        resolve();
      } else if (overflow === 'error') {
        queue.length = 0;
        reject(new ERR_FS_WATCH_QUEUE_OVERFLOW(maxQueue));
      } else {
        process.emitWarning('fs.watch maxQueue exceeded');
      }
    });
  } catch (error) {
    throw watchError(error, filename);
  }
  try {
    if (!persistent) native.watchReference(watcher, false);
    signal?.addEventListener('abort', onAbort, { once: true });
    while (!signal?.aborted) {
      await promise;
      while (queue.length > 0) yield queue.shift();
      ({ promise, resolve, reject } = createDeferredPromise());
    }
    throw new AbortError(undefined, { cause: signal?.reason });
  } finally {
    native.watchClose(watcher);
    signal?.removeEventListener('abort', onAbort);
  }
}

const kOldStatus = Symbol('kOldStatus');
const kUseBigint = Symbol('kUseBigint');
const kRefCount = Symbol('KFSStatWatcherRefCount');
const kMaxRefCount = Symbol('KFSStatWatcherMaxRefCount');
const kFSStatWatcherStart = Symbol('kFSStatWatcherStart');
const kAddOrCleanRef = Symbol('kFSStatWatcherAddOrCleanRef');

// Asks for a file's stats again and again. Its first answer is only kept, unless the file is not there.
class Poll {
  #path;
  #interval;
  #bigint;
  #onchange;
  #timer = null;
  #referenced = true;
  #closed = false;
  #previous = null;
  // The errno of the last attempt; 0 when it went well.
  #status = 0;

  constructor(path, interval, bigint, onchange) {
    this.#path = path;
    this.#interval = interval;
    this.#bigint = bigint;
    this.#onchange = onchange;
    this.#ask();
  }

  #ask() {
    startStat(this.#path, true, this.#bigint, (error, stats) => {
      if (this.#closed) return;
      this.#compare(error, stats);
      if (this.#closed) return;
      this.#timer = startTimer(() => this.#ask(), this.#interval);
      if (!this.#referenced) this.#timer.unref();
    });
  }

  #compare(error, stats) {
    const first = this.#previous === null;
    const previous = this.#previous ?? emptyStats(this.#bigint);
    if (error) {
      if (this.#status !== error.errno) {
        this.#status = error.errno;
        this.#previous = emptyStats(this.#bigint);
        this.#onchange(error.errno, this.#previous, previous);
      }
      return;
    }
    const changed = !first && (this.#status !== 0 || differs(previous, stats));
    this.#status = 0;
    this.#previous = stats;
    if (changed) this.#onchange(0, stats, previous);
  }

  ref() {
    this.#referenced = true;
    this.#timer?.ref();
  }

  unref() {
    this.#referenced = false;
    this.#timer?.unref();
  }

  close() {
    this.#closed = true;
    stopTimer(this.#timer);
  }
}

function differs(a, b) {
  const times = typeof a.mtimeMs === 'bigint' ? ['mtimeNs', 'ctimeNs', 'birthtimeNs'] :
    ['mtimeMs', 'ctimeMs', 'birthtimeMs'];
  return times.some((key) => a[key] !== b[key]) || a.size !== b.size || a.mode !== b.mode ||
    a.uid !== b.uid || a.gid !== b.gid || a.ino !== b.ino || a.dev !== b.dev;
}

function StatWatcher(bigint) {
  EventEmitter.call(this);
  this._handle = null;
  this[kOldStatus] = -1;
  this[kUseBigint] = bigint;
  this[kRefCount] = 1;
  this[kMaxRefCount] = 1;
}
setPrototypeOf(StatWatcher.prototype, EventEmitter.prototype);
setPrototypeOf(StatWatcher, EventEmitter);

StatWatcher.prototype[kFSStatWatcherStart] = function(filename, persistent, interval) {
  if (this._handle !== null) return;
  validateUint32(interval, 'interval');
  filename = getValidatedPath(filename, 'filename');
  this._handle = new Poll(path.toNamespacedPath(filename), interval, this[kUseBigint], (status, current, previous) => {
    // Still not there.
    if (this[kOldStatus] === -1 && status === -1 && current.nlink === previous.nlink) return;
    this[kOldStatus] = status;
    this.emit('change', current, previous);
  });
  if (!persistent) this.unref();
};

StatWatcher.prototype.start = function() {};

StatWatcher.prototype.stop = function() {
  if (this._handle === null) return;
  process.nextTick(() => this.emit('stop'));
  this._handle.close();
  this._handle = null;
};

// Each watchFile() of one file holds a reference; these belong to the file, not to the listener.
StatWatcher.prototype[kAddOrCleanRef] = function(operate) {
  if (operate === 'add') {
    this[kRefCount]++;
    this[kMaxRefCount]++;
    this._handle?.ref();
  } else if (operate === 'clean') {
    this[kMaxRefCount]--;
    this[kRefCount] = Math.min(this[kRefCount], this[kMaxRefCount]);
    if (this[kRefCount] === 0) this._handle?.unref();
  } else {
    // 'cleanAll'
    this[kMaxRefCount] = 0;
    this[kRefCount] = 0;
    this._handle?.unref();
  }
};

StatWatcher.prototype.ref = function() {
  // Never more often than there are users of the watcher.
  if (this[kRefCount] === this[kMaxRefCount]) return this;
  if (this._handle && this[kRefCount]++ === 0) this._handle.ref();
  return this;
};

StatWatcher.prototype.unref = function() {
  if (this[kRefCount] === 0) return this;
  if (this._handle && --this[kRefCount] === 0) this._handle.unref();
  return this;
};

const statWatchers = new Map();

function watchFile(filename, options, listener) {
  filename = path.resolve(String(getValidatedPath(filename)));
  if (options === null || typeof options !== 'object') {
    listener = options;
    options = null;
  }
  // About what a network file system caches.
  options = { interval: 5007, persistent: true, ...options };
  validateFunction(listener, 'listener');
  let watcher = statWatchers.get(filename);
  if (watcher === undefined) {
    watcher = new StatWatcher(options.bigint);
    watcher[kFSStatWatcherStart](filename, options.persistent, options.interval);
    statWatchers.set(filename, watcher);
  } else {
    watcher[kAddOrCleanRef]('add');
  }
  watcher.addListener('change', listener);
  return watcher;
}

function unwatchFile(filename, listener) {
  filename = path.resolve(String(getValidatedPath(filename)));
  const watcher = statWatchers.get(filename);
  if (watcher === undefined) return;
  if (typeof listener === 'function') {
    const before = watcher.listenerCount('change');
    watcher.removeListener('change', listener);
    if (watcher.listenerCount('change') < before) watcher[kAddOrCleanRef]('clean');
  } else {
    watcher.removeAllListeners('change');
    watcher[kAddOrCleanRef]('cleanAll');
  }
  if (watcher.listenerCount('change') === 0) {
    watcher.stop();
    statWatchers.delete(filename);
  }
}

module.exports = { FSWatcher, StatWatcher, unwatchFile, watch, watchFile, watchPromise };
