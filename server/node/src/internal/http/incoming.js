'use strict';
// IncomingMessage: a request on the server, a response on the client. A Readable that the parser fills.
//
// `headers`, `headersDistinct` and the trailers' forms are made from the raw lists when they are first asked for.

const { Readable, finished } = require('stream');
const { kClosed, kCloseEmitted, kDestroyed, kState } = require('internal/streams/utils');
const { kEnded, kEndEmitted, kFlowing, kHasFlowing, kNeedReadable, kReadableListening } =
  require('internal/streams/readable_state');

const kHeaders = Symbol('kHeaders');
const kHeadersDistinct = Symbol('kHeadersDistinct');
const kHeadersCount = Symbol('kHeadersCount');
const kTrailers = Symbol('kTrailers');
const kTrailersDistinct = Symbol('kTrailersDistinct');
const kTrailersCount = Symbol('kTrailersCount');

const { defineProperty, setPrototypeOf } = Object;

function readStart(socket) {
  if (socket && !socket._paused && socket.readable) socket.resume();
}

function readStop(socket) {
  if (socket) socket.pause();
}

function IncomingMessage(socket) {
  Readable.call(this, socket ? { highWaterMark: socket.readableHighWaterMark } : undefined);
  // The parser pushes on its own; no read may be asked of it before somebody consumes.
  this._readableState.readingMore = true;
  this.socket = socket;
  this.httpVersionMajor = null;
  this.httpVersionMinor = null;
  this.httpVersion = null;
  this.complete = false;
  this[kHeaders] = null;
  this[kHeadersCount] = 0;
  this.rawHeaders = [];
  this[kTrailers] = null;
  this[kTrailersCount] = 0;
  this.rawTrailers = [];
  this.joinDuplicateHeaders = false;
  this.aborted = false;
  this.upgrade = null;
  this.url = '';
  this.method = null;
  this.statusCode = null;
  this.statusMessage = null;
  this.client = socket;
  this._consuming = false;
  // Nobody will read it: what still comes is thrown away.
  this._dumped = false;
}
setPrototypeOf(IncomingMessage.prototype, Readable.prototype);
setPrototypeOf(IncomingMessage, Readable);

const methods = {
  setTimeout(msecs, callback) {
    if (callback) this.on('timeout', callback);
    this.socket.setTimeout(msecs);
    return this;
  },

  _read(n) {
    if (!this._consuming) {
      this._readableState.readingMore = false;
      this._consuming = true;
    }
    // The parser pushes when there is something.
    if (this.socket.readable) readStart(this.socket);
  },

  _destroy(error, callback) {
    if (!this.readableEnded || !this.complete) {
      this.aborted = true;
      this.emit('aborted');
    }
    const { socket } = this;
    if (socket && !socket.destroyed && this.aborted) {
      socket.destroy(error);
      const stop = finished(socket, (problem) => {
        if (problem?.code === 'ERR_STREAM_PREMATURE_CLOSE') problem = null;
        stop();
        process.nextTick(reportError, this, problem || error, callback);
      });
    } else {
      process.nextTick(reportError, this, error, callback);
    }
  },

  _addHeaderLines(headers, count) {
    if (!headers?.length) return;
    let target;
    if (this.complete) {
      this.rawTrailers = headers;
      this[kTrailersCount] = count;
      target = this[kTrailers];
    } else {
      this.rawHeaders = headers;
      this[kHeadersCount] = count;
      target = this[kHeaders];
    }
    if (!target) return;
    for (let index = 0; index < count; index += 2) this._addHeaderLine(headers[index], headers[index + 1], target);
  },

  // Adds one field to a header object by the rules for duplicates.
  _addHeaderLine(field, value, target) {
    const name = known.get(field) ?? learn(field);
    const { rule } = name;
    field = name.key;
    if (rule === SET_COOKIE) {
      if (target[field] !== undefined) target[field].push(value);
      else target[field] = [value];
      return;
    }
    const before = target[field];
    if (typeof before !== 'string') {
      target[field] = value;
    } else if (rule === COOKIE) {
      target[field] = `${before}; ${value}`;
    } else if (rule === JOIN || this.joinDuplicateHeaders) {
      target[field] = `${before}, ${value}`;
    }
    // A field that can be there only once: the first one stands.
  },

  _addHeaderLineDistinct(field, value, target) {
    field = field.toLowerCase();
    if (target[field]) target[field].push(value);
    else target[field] = [value];
  },

  _dump() {
    if (this._dumped) return;
    this._dumped = true;
    // What is buffered must not reach listeners any more.
    this.removeAllListeners('data');
    this.resume();
  },
};

for (const name of Object.keys(methods)) {
  defineProperty(IncomingMessage.prototype, name, {
    __proto__: null,
    value: methods[name],
    writable: true,
    configurable: true,
    enumerable: true,
  });
}

// The end of a message that has no body. Nobody reads or listens yet: the stream is at its end without its machinery, which
// would find the same when somebody comes.
function endWithoutBody(message) {
  const state = message._readableState;
  if ((state[kState] & (kHasFlowing | kReadableListening | kDestroyed)) !== 0 || state.length !== 0) {
    message.push(null);
  } else {
    state[kState] = (state[kState] | kEnded) & ~kNeedReadable;
  }
}

// Nobody will read it any more. With nothing to read and nobody who listens, its 'end' and 'close' need not happen.
function dumpUnread(message) {
  const state = message._readableState;
  if (message._eventsCount !== 0 || state.length !== 0 ||
      (state[kState] & (kEnded | kEndEmitted | kHasFlowing | kDestroyed)) !== kEnded) {
    message._dump();
    return;
  }
  message._dumped = true;
  state[kState] |= kEndEmitted | kHasFlowing | kFlowing | kDestroyed | kClosed | kCloseEmitted;
}

function reportError(message, error, callback) {
  // Without a listener the error of a message is not an uncaught one.
  if (message.listenerCount('error') === 0) callback();
  else callback(error);
}

const JOIN = 0;
const ONCE = 1;
const COOKIE = 2;
const SET_COOKIE = 3;

const rules = new Map();
for (const name of ['age', 'authorization', 'content-length', 'content-type', 'etag', 'expires', 'from', 'host',
  'if-modified-since', 'if-unmodified-since', 'last-modified', 'location', 'max-forwards', 'proxy-authorization',
  'referer', 'retry-after', 'server', 'user-agent']) {
  rules.set(name, ONCE);
}
rules.set('cookie', COOKIE);
rules.set('set-cookie', SET_COOKIE);

// Names as they came -> { key: lower case, rule }. Senders repeat themselves; a bound keeps strangers from filling it.
const known = new Map();
const KNOWN_MAX = 1024;

function learn(field) {
  const key = field.toLowerCase();
  const name = { key, rule: rules.get(key) ?? JOIN };
  if (known.size < KNOWN_MAX && field.length <= 64) known.set(field, name);
  return name;
}

function accessor(name, get, set) {
  defineProperty(IncomingMessage.prototype, name, { __proto__: null, get, set, configurable: false, enumerable: false });
}

// A header object made at the first question, from `rawName`'s first `count` entries.
function lazyHeaders(name, slot, rawName, countSlot, distinct) {
  accessor(name, function () {
    let headers = this[slot];
    if (!headers) {
      headers = this[slot] = distinct ? { __proto__: null } : {};
      const raw = this[rawName];
      const count = this[countSlot];
      for (let index = 0; index < count; index += 2) {
        if (distinct) this._addHeaderLineDistinct(raw[index], raw[index + 1], headers);
        else this._addHeaderLine(raw[index], raw[index + 1], headers);
      }
    }
    return headers;
  }, function (value) {
    this[slot] = value;
  });
}

accessor('connection', function () { return this.socket; }, function (value) { this.socket = value; });
lazyHeaders('headers', kHeaders, 'rawHeaders', kHeadersCount, false);
lazyHeaders('headersDistinct', kHeadersDistinct, 'rawHeaders', kHeadersCount, true);
lazyHeaders('trailers', kTrailers, 'rawTrailers', kTrailersCount, false);
lazyHeaders('trailersDistinct', kTrailersDistinct, 'rawTrailers', kTrailersCount, true);

module.exports = { dumpUnread, endWithoutBody, IncomingMessage, readStart, readStop };
