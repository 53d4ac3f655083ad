'use strict';
// OutgoingMessage: what a ServerResponse and a ClientRequest have in common.
//
// Until a socket is assigned, what is written waits in `outputData`. The head is text (`_header`) until the first bytes
// go out; then it travels in front of them, so that head and body are one write of the socket.

const { Stream } = require('stream');
const { Buffer } = require('buffer');
const {
  codes: {
    ERR_HTTP_BODY_NOT_ALLOWED,
    ERR_HTTP_CONTENT_LENGTH_MISMATCH,
    ERR_HTTP_HEADERS_SENT,
    ERR_INVALID_ARG_TYPE,
    ERR_INVALID_CHAR,
    ERR_METHOD_NOT_IMPLEMENTED,
    ERR_STREAM_ALREADY_FINISHED,
    ERR_STREAM_CANNOT_PIPE,
    ERR_STREAM_DESTROYED,
    ERR_STREAM_NULL_VALUES,
    ERR_STREAM_WRITE_AFTER_END,
  },
} = require('internal/errors');
const { checkInvalidHeaderChar, CRLF } = require('internal/http/common');
const { storeHeader, validateHeaderName, validateHeaderValue } = require('internal/http/headers');
const { kErrored, kHighWaterMark, kNeedDrain, kOutHeaders, kSocket, kUniqueHeaders } = require('internal/http/symbols');
const { writeDirectly } = require('internal/net/handle_io');
const { canWriteDirectly } = require('internal/net/socket');
const { validateString } = require('internal/validators');

const kCorked = Symbol('corked');
const kChunkedBuffer = Symbol('kChunkedBuffer');
const kChunkedLength = Symbol('kChunkedLength');
const kBytesWritten = Symbol('kBytesWritten');
const kRejectNonStandardBodyWrites = Symbol('kRejectNonStandardBodyWrites');

const noop = () => {};
const { isArray } = Array;
const { defineProperty, setPrototypeOf } = Object;
const crlf = Buffer.from(CRLF);

function OutgoingMessage(options) {
  Stream.call(this);
  if (options) require('internal/validators').validateObject(options, 'options');

  // Everything that is queued while no socket is there: { data, encoding, callback }.
  this.outputData = [];
  this.outputSize = 0;
  this.writable = true;
  this.destroyed = false;
  this._last = false;
  this.chunkedEncoding = false;
  this.shouldKeepAlive = true;
  this.maxRequestsOnConnectionReached = false;
  this._defaultKeepAlive = true;
  this.useChunkedEncodingByDefault = true;
  this.sendDate = false;
  this._removedConnection = false;
  this._removedContLen = false;
  this._removedTE = false;
  this.strictContentLength = false;
  this[kBytesWritten] = 0;
  this._contentLength = null;
  this._hasBody = true;
  this._trailer = '';
  this[kNeedDrain] = false;
  this.finished = false;
  this._headerSent = false;
  this[kCorked] = 0;
  this[kChunkedBuffer] = noChunks;
  this[kChunkedLength] = 0;
  this._closed = false;
  this[kSocket] = null;
  this._header = null;
  this[kOutHeaders] = null;
  this._keepAliveTimeout = 0;
  this._onPendingData = noop;
  this[kErrored] = null;
  this[kHighWaterMark] = options?.highWaterMark ?? require('stream').getDefaultHighWaterMark();
  this[kRejectNonStandardBodyWrites] = options?.rejectNonStandardBodyWrites ?? false;
}
setPrototypeOf(OutgoingMessage.prototype, Stream.prototype);
setPrototypeOf(OutgoingMessage, Stream);

const noChunks = [];

const methods = {
  cork() {
    this[kCorked]++;
    this[kSocket]?.cork();
  },

  uncork() {
    this[kCorked]--;
    this[kSocket]?.uncork();
    if (this[kCorked] || this[kChunkedBuffer].length === 0) return;

    // Everything written while corked makes one chunk.
    const length = this[kChunkedLength];
    const chunks = this[kChunkedBuffer];
    let callbacks;
    this._send(length.toString(16), 'latin1', null);
    this._send(crlf, null, null);
    for (let index = 0; index < chunks.length; index += 3) {
      this._send(chunks[index], chunks[index + 1], null);
      if (chunks[index + 2]) (callbacks ??= []).push(chunks[index + 2]);
    }
    this._send(crlf, null, callbacks ? (error) => { for (const callback of callbacks) callback(error); } : null);
    this[kChunkedBuffer] = noChunks;
    this[kChunkedLength] = 0;
  },

  setTimeout(msecs, callback) {
    if (callback) this.on('timeout', callback);
    if (this[kSocket]) {
      this[kSocket].setTimeout(msecs);
    } else {
      this.once('socket', (socket) => socket.setTimeout(msecs));
    }
    return this;
  },

  destroy(error) {
    if (this.destroyed) return this;
    this.destroyed = true;
    this[kErrored] = error;
    if (this[kSocket]) {
      this[kSocket].destroy(error);
    } else {
      this.once('socket', (socket) => socket.destroy(error));
    }
    return this;
  },

  // The door to the socket for everything; the head goes in front of what comes first.
  _send(data, encoding, callback, byteLength) {
    if (!this._headerSent) {
      const header = this._header ?? '';
      if (typeof data === 'string' && (encoding === 'utf8' || encoding === 'latin1' || !encoding)) {
        data = header + data;
      } else {
        this.outputData.unshift({ data: header, encoding: 'latin1', callback: null });
        this.outputSize += header.length;
        this._onPendingData(header.length);
      }
      this._headerSent = true;
    }
    return this._writeRaw(data, encoding, callback, byteLength);
  },

  _writeRaw(data, encoding, callback, size) {
    const socket = this[kSocket];
    if (socket && socket._httpMessage === this && socket.writable) {
      if (this.outputData.length) this._flushOutput(socket);
      return socket.write(data, encoding, callback);
    }
    this.outputData.push({ data, encoding, callback });
    this.outputSize += data.length;
    this._onPendingData(data.length);
    return this.outputSize < this[kHighWaterMark];
  },

  _storeHeader(firstLine, headers) {
    storeHeader(this, firstLine, headers);
  },

  _implicitHeader() {
    throw new ERR_METHOD_NOT_IMPLEMENTED('_implicitHeader()');
  },

  _renderHeaders() {
    if (this._header) throw new ERR_HTTP_HEADERS_SENT('render');
    const fields = this[kOutHeaders];
    const headers = {};
    for (const key in fields) headers[fields[key][0]] = fields[key][1];
    return headers;
  },

  setHeader(name, value) {
    if (this._header) throw new ERR_HTTP_HEADERS_SENT('set');
    validateHeaderName(name);
    validateHeaderValue(name, value);
    (this[kOutHeaders] ??= { __proto__: null })[name.toLowerCase()] = [name, value];
    return this;
  },

  setHeaders(headers) {
    if (this._header) throw new ERR_HTTP_HEADERS_SENT('set');
    if (!headers || isArray(headers) || typeof headers.keys !== 'function' || typeof headers.get !== 'function') {
      throw new ERR_INVALID_ARG_TYPE('headers', ['Headers', 'Map'], headers);
    }
    // A Headers object gives each cookie apart: they become one field of several values.
    const cookies = [];
    for (const { 0: key, 1: value } of headers) {
      if (key === 'set-cookie') {
        if (isArray(value)) cookies.push(...value);
        else cookies.push(value);
      } else {
        this.setHeader(key, value);
      }
    }
    if (cookies.length) this.setHeader('set-cookie', cookies);
    return this;
  },

  appendHeader(name, value) {
    if (this._header) throw new ERR_HTTP_HEADERS_SENT('append');
    validateHeaderName(name);
    validateHeaderValue(name, value);
    const field = name.toLowerCase();
    const headers = (this[kOutHeaders] ??= { __proto__: null });
    const existing = headers[field];
    if (existing === undefined) {
      headers[field] = [name, value];
      return this;
    }
    if (!isArray(existing[1])) existing[1] = [existing[1]];
    if (isArray(value)) existing[1].push(...value);
    else existing[1].push(value);
    return this;
  },

  getHeader(name) {
    validateString(name, 'name');
    const headers = this[kOutHeaders];
    if (headers === null) return;
    return headers[name.toLowerCase()]?.[1];
  },

  getHeaderNames() {
    return this[kOutHeaders] !== null ? Object.keys(this[kOutHeaders]) : [];
  },

  getRawHeaderNames() {
    return this[kOutHeaders] !== null ? Object.values(this[kOutHeaders]).map((entry) => entry[0]) : [];
  },

  getHeaders() {
    const headers = this[kOutHeaders];
    const copy = { __proto__: null };
    for (const key in headers) copy[key] = headers[key][1];
    return copy;
  },

  hasHeader(name) {
    validateString(name, 'name');
    return this[kOutHeaders] !== null && name.toLowerCase() in this[kOutHeaders];
  },

  removeHeader(name) {
    validateString(name, 'name');
    if (this._header) throw new ERR_HTTP_HEADERS_SENT('remove');
    const key = name.toLowerCase();
    switch (key) {
      case 'connection':
        this._removedConnection = true;
        break;
      case 'content-length':
        this._removedContLen = true;
        break;
      case 'transfer-encoding':
        this._removedTE = true;
        break;
      case 'date':
        this.sendDate = false;
        break;
    }
    if (this[kOutHeaders] !== null) delete this[kOutHeaders][key];
  },

  write(chunk, encoding, callback) {
    if (typeof encoding === 'function') {
      callback = encoding;
      encoding = null;
    }
    const more = writeChunk(this, chunk, encoding, callback, false);
    if (!more) this[kNeedDrain] = true;
    return more;
  },

  addTrailers(headers) {
    this._trailer = '';
    const isList = isArray(headers);
    for (const key of Object.keys(headers)) {
      const name = isList ? headers[key][0] : key;
      const value = isList ? headers[key][1] : headers[key];
      validateHeaderName(name, 'Trailer name');
      if (isArray(value) && value.length > 1 && !this[kUniqueHeaders]?.has(name.toLowerCase())) {
        for (const one of value) this._trailer += trailerLine(name, one);
      } else {
        this._trailer += trailerLine(name, isArray(value) ? value.join('; ') : value);
      }
    }
  },

  end(chunk, encoding, callback) {
    if (typeof chunk === 'function') {
      callback = chunk;
      chunk = null;
      encoding = null;
    } else if (typeof encoding === 'function') {
      callback = encoding;
      encoding = null;
    }

    const socket = this[kSocket];
    if (this._header === null && socket !== null && endAtOnce(this, socket, chunk, encoding, callback)) return this;
    const finish = () => onFinish(this);
    if (chunk) {
      if (this.finished) {
        onError(this, new ERR_STREAM_WRITE_AFTER_END(), typeof callback !== 'function' ? noop : callback);
        return this;
      }
      socket?.cork();
      writeChunk(this, chunk, encoding, null, true);
    } else if (this.finished) {
      if (typeof callback === 'function') {
        if (this.writableFinished) callback(new ERR_STREAM_ALREADY_FINISHED('end'));
        else this.on('finish', callback);
      }
      return this;
    } else {
      if (!this._header) {
        this._contentLength = 0;
        this._implicitHeader();
      }
      socket?.cork();
    }

    if (typeof callback === 'function') this.once('finish', callback);
    if (isStrict(this) && this[kBytesWritten] !== this._contentLength) {
      throw new ERR_HTTP_CONTENT_LENGTH_MISMATCH(this[kBytesWritten], this._contentLength);
    }

    if (this._hasBody && this.chunkedEncoding) {
      this._send(`0${CRLF}${this._trailer}${CRLF}`, 'latin1', finish);
    } else if (!this._headerSent || this.writableLength || chunk) {
      this._send('', 'latin1', finish);
    } else {
      process.nextTick(finish);
    }

    const current = this[kSocket];
    if (current) {
      // However often it was corked: nothing more comes.
      if (current._writableState) current._writableState.corked = 1;
      current.uncork();
    }
    this[kCorked] = 1;
    this.uncork();
    this.finished = true;
    if (this.outputData.length === 0 && this[kSocket] && this[kSocket]._httpMessage === this) this._finish();
    return this;
  },

  _finish() {
    this.emit('prefinish');
  },

  // A socket has been assigned (or has drained): what waits goes out.
  _flush() {
    const socket = this[kSocket];
    if (!socket || !socket.writable) return;
    const more = this._flushOutput(socket);
    if (this.finished) {
      this._finish();
    } else if (more && this[kNeedDrain]) {
      this[kNeedDrain] = false;
      this.emit('drain');
    }
  },

  _flushOutput(socket) {
    while (this[kCorked]) {
      this[kCorked]--;
      socket.cork();
    }
    const output = this.outputData;
    if (output.length === 0) return;
    socket.cork();
    let more;
    for (const { data, encoding, callback } of output) more = socket.write(data, encoding, callback);
    socket.uncork();
    this.outputData = [];
    this._onPendingData(-this.outputSize);
    this.outputSize = 0;
    return more;
  },

  flushHeaders() {
    if (!this._header) this._implicitHeader();
    this._send('');
  },

  pipe() {
    // Writable only.
    this.emit('error', new ERR_STREAM_CANNOT_PIPE());
  },
};

for (const name of Object.keys(methods)) OutgoingMessage.prototype[name] = methods[name];

OutgoingMessage.prototype[Symbol.for('nodejs.rejection')] = function (error) {
  this.destroy(error);
};

function trailerLine(name, value) {
  if (checkInvalidHeaderChar(value)) throw new ERR_INVALID_CHAR('trailer content', name);
  return `${name}: ${value}${CRLF}`;
}

// Writes one piece of the body.
function writeChunk(message, chunk, encoding, callback, fromEnd) {
  if (typeof callback !== 'function') callback = noop;
  if (chunk === null) throw new ERR_STREAM_NULL_VALUES();
  const isString = typeof chunk === 'string';
  if (!isString && !isUint8Array(chunk)) {
    throw new ERR_INVALID_ARG_TYPE('chunk', ['string', 'Buffer', 'Uint8Array'], chunk);
  }

  let error;
  if (message.finished) error = new ERR_STREAM_WRITE_AFTER_END();
  else if (message.destroyed) error = new ERR_STREAM_DESTROYED('write');
  if (error) {
    if (message.destroyed) process.nextTick(callback, error);
    else onError(message, error, callback);
    return false;
  }

  let length = isString ? undefined : chunk.byteLength;
  if (message.strictContentLength || !message._header) {
    length ??= Buffer.byteLength(chunk, encoding);
    if (isStrict(message) && (fromEnd ? message[kBytesWritten] + length !== message._contentLength :
      message[kBytesWritten] + length > message._contentLength)) {
      throw new ERR_HTTP_CONTENT_LENGTH_MISMATCH(length + message[kBytesWritten], message._contentLength);
    }
    message[kBytesWritten] += length;
  }

  if (!message._header) {
    if (fromEnd) message._contentLength = length;
    message._implicitHeader();
  }
  if (!message._hasBody) {
    if (message[kRejectNonStandardBodyWrites]) throw new ERR_HTTP_BODY_NOT_ALLOWED();
    process.nextTick(callback);
    return true;
  }

  const socket = message[kSocket];
  if (!fromEnd && socket && !socket.writableCorked) {
    // The writes of one turn go out together.
    socket.cork();
    process.nextTick(uncorkSocket, socket);
  }

  if (message.chunkedEncoding && chunk.length !== 0) {
    length ??= Buffer.byteLength(chunk, encoding);
    if (message[kCorked] && message._headerSent) {
      if (message[kChunkedBuffer] === noChunks) message[kChunkedBuffer] = [];
      message[kChunkedBuffer].push(chunk, encoding, callback);
      message[kChunkedLength] += length;
      return message[kChunkedLength] < message[kHighWaterMark];
    }
    message._send(length.toString(16), 'latin1', null);
    message._send(crlf, null, null);
    message._send(chunk, encoding, null, length);
    return message._send(crlf, null, callback);
  }
  return message._send(chunk, encoding, callback, length);
}

// The most frequent message of all: its head and its whole body are known at once. It goes to the kernel as one write, past
// the socket's queue. False when something asks for the long way.
function endAtOnce(message, socket, chunk, encoding, callback) {
  const isString = typeof chunk === 'string';
  if (chunk && !isString && !isUint8Array(chunk)) return false;
  if (message.finished || message.destroyed || message.outputData.length !== 0 || message[kCorked] !== 0 ||
      message.strictContentLength || socket._httpMessage !== message || !canWriteDirectly(socket)) {
    return false;
  }
  const isUTF8 = !encoding || encoding === 'utf8' || encoding === 'utf-8';
  if (isString && !isUTF8 && encoding !== 'latin1') return false;

  const length = chunk ? (isString ? Buffer.byteLength(chunk, encoding) : chunk.byteLength) : 0;
  message._contentLength = length;
  message._implicitHeader();
  // A head that was sent on its own (Expect), a framing that needs more than one piece, a body that may not be there.
  if (message._headerSent || message._header === null || (chunk && !message._hasBody) ||
      (message._hasBody && message.chunkedEncoding)) {
    return false;
  }
  if (typeof callback === 'function') message.once('finish', callback);
  message._headerSent = true;
  message[kBytesWritten] = length;
  if (chunk && !isString) {
    writeDirectly(socket, message._header, false, chunk, onFinish, message);
  } else {
    // A head alone is Latin-1; in front of text it is encoded as the text is.
    const text = chunk ? message._header + chunk : message._header;
    writeDirectly(socket, text, !chunk || !isUTF8, undefined, onFinish, message);
  }
  message.finished = true;
  message._finish();
  return true;
}

const isUint8Array = (value) => value instanceof Uint8Array || require('internal/util/types').isUint8Array(value);

function isStrict(message) {
  return message.strictContentLength && message._contentLength > 0 && !message._removedContLen &&
    !message.chunkedEncoding && message._hasBody;
}

function uncorkSocket(socket) {
  socket.uncork();
}

function onFinish(message) {
  const socket = message[kSocket];
  if (socket?._hadError) return;
  message.emit('finish');
}

function onError(message, error, callback) {
  process.nextTick(emitError, message, error, callback);
}

function emitError(message, error, callback) {
  callback(error);
  if (typeof message.emit === 'function' && !message.destroyed) message.emit('error', error);
}

function getter(name, get, set = undefined, enumerable = false) {
  defineProperty(OutgoingMessage.prototype, name, { __proto__: null, get, set, configurable: true, enumerable });
}

function deprecated(name, code, get, set) {
  let warned = false;
  const warn = () => {
    if (warned) return;
    warned = true;
    process.emitWarning(`OutgoingMessage.prototype.${name} is deprecated`, 'DeprecationWarning', code);
  };
  getter(name, function () {
    warn();
    return get.call(this);
  }, function (value) {
    warn();
    set.call(this, value);
  });
}

getter('errored', function () { return this[kErrored]; });
getter('closed', function () { return this._closed; });
getter('writableFinished', function () {
  return this.finished && this.outputSize === 0 && (!this[kSocket] || this[kSocket].writableLength === 0);
});
getter('writableObjectMode', function () { return false; });
getter('writableLength', function () {
  return this.outputSize + this[kChunkedLength] + (this[kSocket] ? this[kSocket].writableLength : 0);
});
getter('writableHighWaterMark', function () {
  return this[kSocket] ? this[kSocket].writableHighWaterMark : this[kHighWaterMark];
});
getter('writableCorked', function () { return this[kCorked]; });
getter('writableEnded', function () { return this.finished; });
getter('writableNeedDrain', function () { return !this.destroyed && !this.finished && this[kNeedDrain]; });
getter('headersSent', function () { return !!this._header; }, undefined, true);
for (const name of ['connection', 'socket']) {
  getter(name, function () { return this[kSocket]; }, function (value) { this[kSocket] = value; });
}

deprecated('_headers', 'DEP0066', function () {
  return this.getHeaders();
}, function (headers) {
  if (headers == null) {
    this[kOutHeaders] = null;
  } else if (typeof headers === 'object') {
    const fields = (this[kOutHeaders] = { __proto__: null });
    for (const name of Object.keys(headers)) fields[name.toLowerCase()] = [name, headers[name]];
  }
});

deprecated('_headerNames', 'DEP0066', function () {
  const fields = this[kOutHeaders];
  if (fields === null) return null;
  const names = { __proto__: null };
  for (const key of Object.keys(fields)) names[key] = fields[key][0];
  return names;
}, function (names) {
  if (typeof names !== 'object' || names === null) return;
  const fields = this[kOutHeaders];
  if (fields === null) return;
  for (const key of Object.keys(names)) {
    if (fields[key]) fields[key][0] = names[key];
  }
});

module.exports = { OutgoingMessage };
