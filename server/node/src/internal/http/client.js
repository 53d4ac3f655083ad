'use strict';
// ClientRequest: one request and, on the socket it gets from its agent, its response.

const net = require('net');
const { finished } = require('stream');
const { Buffer } = require('buffer');
const {
  codes: {
    ERR_HTTP_HEADERS_SENT,
    ERR_INVALID_ARG_TYPE,
    ERR_INVALID_HTTP_TOKEN,
    ERR_INVALID_PROTOCOL,
    ERR_UNESCAPED_CHARACTERS,
  },
  ConnResetException,
} = require('internal/errors');
const agents = require('internal/http/agent');
const { checkIsHttpToken, isLenient, prepareError } = require('internal/http/common');
const { parseUniqueHeadersOption } = require('internal/http/headers');
const { OutgoingMessage } = require('internal/http/outgoing');
const { freeParser, HTTPParser, parsers } = require('internal/http/parser');
const { kNeedDrain, kOutHeaders, kSocket, kUniqueHeaders } = require('internal/http/symbols');
const { getTimerDuration } = require('internal/timers');
const { once, kEmptyObject } = require('internal/util');
const { validateBoolean, validateInteger } = require('internal/validators');

const { setPrototypeOf } = Object;
const INVALID_PATH = /[^\u0021-\u00ff]/;
const kError = Symbol('kError');

const channels = lazyChannels();
let debug = require('internal/util/debuglog').debuglog('http', (fn) => {
  debug = fn;
});

function lazyChannels() {
  const { channel } = require('diagnostics_channel');
  return {
    created: channel('http.client.request.created'),
    start: channel('http.client.request.start'),
    error: channel('http.client.request.error'),
    finish: channel('http.client.response.finish'),
  };
}

function emitErrorEvent(request, error) {
  if (channels.error.hasSubscribers) channels.error.publish({ request, error });
  request.emit('error', error);
}

function validateHost(host, name) {
  if (host !== null && host !== undefined && typeof host !== 'string') {
    throw new ERR_INVALID_ARG_TYPE(`options.${name}`, ['string', 'undefined', 'null'], host);
  }
  return host;
}

function ClientRequest(input, options, callback) {
  OutgoingMessage.call(this);

  if (typeof input === 'string') {
    const { URL, urlToHttpOptions } = require('internal/url');
    input = urlToHttpOptions(new URL(input));
  } else if (require('internal/url').isURL(input)) {
    input = require('internal/url').urlToHttpOptions(input);
  } else {
    callback = options;
    options = input;
    input = null;
  }
  if (typeof options === 'function') {
    callback = options;
    options = input || kEmptyObject;
  } else {
    options = Object.assign(input || {}, options);
  }

  const defaultAgent = options._defaultAgent || agents.globalAgent;
  this.agent = chooseAgent(options, defaultAgent);

  const protocol = options.protocol || defaultAgent.protocol;
  const expected = this.agent?.protocol || defaultAgent.protocol;
  if (options.path && INVALID_PATH.test(String(options.path))) throw new ERR_UNESCAPED_CHARACTERS('Request path');
  if (protocol !== expected) throw new ERR_INVALID_PROTOCOL(protocol, expected);

  const defaultPort = options.defaultPort || this.agent?.defaultPort;
  const optsWithoutSignal = { __proto__: null, ...options };
  const port = (optsWithoutSignal.port = options.port || defaultPort || 80);
  const host = (optsWithoutSignal.host =
    validateHost(options.hostname, 'hostname') || validateHost(options.host, 'host') || 'localhost');
  const setDefaults = options.setDefaultHeaders !== undefined ? Boolean(options.setDefaultHeaders) : true;
  const setHost = options.setHost !== undefined ? Boolean(options.setHost) : setDefaults;
  if (!setDefaults) {
    this._removedConnection = true;
    this._removedContLen = true;
    this._removedTE = true;
  }

  this.socketPath = options.socketPath;
  if (options.timeout !== undefined) this.timeout = getTimerDuration(options.timeout, 'timeout');
  if (options.signal) {
    require('stream').addAbortSignal(options.signal, this);
    delete optsWithoutSignal.signal;
  }

  let { method } = options;
  if (method !== null && method !== undefined && typeof method !== 'string') {
    throw new ERR_INVALID_ARG_TYPE('options.method', 'string', method);
  }
  if (method) {
    if (!checkIsHttpToken(method)) throw new ERR_INVALID_HTTP_TOKEN('Method', method);
    method = this.method = method.toUpperCase();
  } else {
    method = this.method = 'GET';
  }

  if (options.maxHeaderSize !== undefined) validateInteger(options.maxHeaderSize, 'maxHeaderSize', 0);
  this.maxHeaderSize = options.maxHeaderSize;
  if (options.insecureHTTPParser !== undefined) {
    validateBoolean(options.insecureHTTPParser, 'options.insecureHTTPParser');
  }
  this.insecureHTTPParser = options.insecureHTTPParser;
  if (options.joinDuplicateHeaders !== undefined) {
    validateBoolean(options.joinDuplicateHeaders, 'options.joinDuplicateHeaders');
  }
  this.joinDuplicateHeaders = options.joinDuplicateHeaders;

  this.path = options.path || '/';
  if (callback) this.once('response', callback);
  // These methods have no body unless the program says so.
  this.useChunkedEncodingByDefault = !(method === 'GET' || method === 'HEAD' || method === 'DELETE' ||
    method === 'OPTIONS' || method === 'TRACE' || method === 'CONNECT');

  this._ended = false;
  this.res = null;
  this.aborted = false;
  this.timeoutCb = null;
  this.upgradeOrConnect = false;
  this.parser = null;
  this.maxHeadersCount = null;
  this.reusedSocket = false;
  this.host = host;
  this.protocol = protocol;

  if (this.agent) {
    // Without reuse and without a limit there is nothing to wait for: one connection for each request.
    const single = !this.agent.keepAlive && !Number.isFinite(this.agent.maxSockets);
    this._last = single;
    this.shouldKeepAlive = !single;
  }

  const firstLine = `${method} ${this.path} HTTP/1.1\r\n`;
  if (Array.isArray(options.headers)) {
    // Given as a list: sent exactly so.
    this._storeHeader(firstLine, options.headers);
  } else {
    if (options.headers) {
      for (const key of Object.keys(options.headers)) this.setHeader(key, options.headers[key]);
    }
    if (host && !this.getHeader('host') && setHost) this.setHeader('Host', hostField(host, port, defaultPort));
    if (options.auth && !this.getHeader('Authorization')) {
      this.setHeader('Authorization', `Basic ${Buffer.from(options.auth).toString('base64')}`);
    }
    if (this.getHeader('expect')) {
      if (this._header) throw new ERR_HTTP_HEADERS_SENT('render');
      this._storeHeader(firstLine, this[kOutHeaders]);
    }
  }
  this[kUniqueHeaders] = parseUniqueHeadersOption(options.uniqueHeaders);

  if (this.agent) {
    this.agent.addRequest(this, optsWithoutSignal);
  } else {
    this._last = true;
    this.shouldKeepAlive = false;
    connectAlone(this, optsWithoutSignal);
  }
  if (channels.created.hasSubscribers) channels.created.publish({ request: this });
}
setPrototypeOf(ClientRequest.prototype, OutgoingMessage.prototype);
setPrototypeOf(ClientRequest, OutgoingMessage);

function chooseAgent(options, defaultAgent) {
  const { agent } = options;
  if (agent === false) return new defaultAgent.constructor();
  if (agent === null || agent === undefined) {
    // With its own createConnection a request needs no pool.
    return typeof options.createConnection === 'function' ? agent : defaultAgent;
  }
  if (typeof agent.addRequest !== 'function') {
    throw new ERR_INVALID_ARG_TYPE('options.agent', ['Agent-like Object', 'undefined', 'false'], agent);
  }
  return agent;
}

function hostField(host, port, defaultPort) {
  const colon = host.indexOf(':');
  const isBareIPv6 = colon !== -1 && host.includes(':', colon + 1) && host[0] !== '[';
  const field = isBareIPv6 ? `[${host}]` : host;
  return port && +port !== defaultPort ? `${field}:${port}` : field;
}

function connectAlone(request, options) {
  if (request.socketPath) options.path = request.socketPath;
  else if (options.path) options.path = undefined;

  if (typeof options.createConnection !== 'function') {
    request.onSocket(net.createConnection(options));
    return;
  }
  const onCreate = once((error, socket) => {
    if (error) process.nextTick(() => emitErrorEvent(request, error));
    else request.onSocket(socket);
  });
  try {
    const socket = options.createConnection(options, onCreate);
    if (socket) onCreate(null, socket);
  } catch (error) {
    onCreate(error);
  }
}

const methods = {
  _finish() {
    OutgoingMessage.prototype._finish.call(this);
    if (channels.start.hasSubscribers) channels.start.publish({ request: this });
  },

  _implicitHeader() {
    if (this._header) throw new ERR_HTTP_HEADERS_SENT('render');
    this._storeHeader(`${this.method} ${this.path} HTTP/1.1\r\n`, this[kOutHeaders]);
  },

  abort() {
    if (this.aborted) return;
    this.aborted = true;
    process.nextTick(emitAbort, this);
    this.destroy();
  },

  destroy(error) {
    if (this.destroyed) return this;
    this.destroyed = true;
    // What still comes of the response is of no interest.
    if (this.res) this.res._dump();
    this[kError] = error;
    this[kSocket]?.destroy(error);
    return this;
  },

  onSocket(socket, error) {
    // Later, so that the caller can add its listeners first.
    process.nextTick(takeSocket, this, socket, error);
  },

  _deferToConnect(method, args) {
    const call = () => {
      if (method) Reflect.apply(this.socket[method], this.socket, args);
    };
    const onSocket = () => {
      if (this.socket.writable) call();
      else this.socket.once('connect', call);
    };
    if (this.socket) onSocket();
    else this.once('socket', onSocket);
  },

  setTimeout(msecs, callback) {
    if (this._ended) return this;
    listenSocketTimeout(this);
    msecs = getTimerDuration(msecs, 'msecs');
    if (callback) this.once('timeout', callback);
    if (this.socket) setSocketTimeout(this.socket, msecs);
    else this.once('socket', (socket) => setSocketTimeout(socket, msecs));
    return this;
  },

  setNoDelay(noDelay) {
    this._deferToConnect('setNoDelay', [noDelay]);
  },

  setSocketKeepAlive(enable, initialDelay) {
    this._deferToConnect('setKeepAlive', [enable, initialDelay]);
  },

  clearTimeout(callback) {
    this.setTimeout(0, callback);
  },
};

for (const name of Object.keys(methods)) ClientRequest.prototype[name] = methods[name];

function emitAbort(request) {
  request.emit('abort');
}

function setSocketTimeout(socket, msecs) {
  if (socket.connecting) {
    socket.once('connect', function onConnect() {
      this.setTimeout(msecs);
    });
  } else {
    socket.setTimeout(msecs);
  }
}

function listenSocketTimeout(request) {
  if (request.timeoutCb) return;
  request.timeoutCb = emitRequestTimeout;
  if (request.socket) request.socket.once('timeout', emitRequestTimeout);
  else request.on('socket', (socket) => socket.once('timeout', emitRequestTimeout));
}

function emitRequestTimeout() {
  this._httpMessage?.emit('timeout');
}

function onResponseTimeout() {
  this._httpMessage?.res?.emit('timeout');
}

function takeSocket(request, socket, error) {
  if (!request.destroyed && !error) {
    startOnSocket(request, socket);
    request._flush();
    return;
  }
  const reason = error || request[kError];
  if (socket) {
    if (!error && request.agent && !socket.destroyed) {
      // The pool can use it for somebody else.
      socket.emit('free');
    } else {
      finished(socket.destroy(reason), (problem) => {
        if (problem?.code === 'ERR_STREAM_PREMATURE_CLOSE') problem = null;
        closeRequest(request, problem || reason);
      });
      return;
    }
  }
  closeRequest(request, reason);
}

function closeRequest(request, error) {
  if (!request.aborted && !error) error = new ConnResetException('socket hang up');
  request.destroyed = true;
  if (error) emitErrorEvent(request, error);
  request._closed = true;
  request.emit('close');
}

function startOnSocket(request, socket) {
  const parser = parsers.alloc();
  request.socket = socket;
  const lenient = request.insecureHTTPParser === undefined ? isLenient() : request.insecureHTTPParser;
  parser.initialize(HTTPParser.RESPONSE, request.maxHeaderSize || 0,
                    lenient ? HTTPParser.kLenientAll : HTTPParser.kLenientNone);
  parser.socket = socket;
  parser.outgoing = request;
  request.parser = parser;
  socket.parser = parser;
  socket._httpMessage = request;
  // 0 turns the limit off.
  if (typeof request.maxHeadersCount === 'number') parser.maxHeaderPairs = request.maxHeadersCount << 1;
  parser.joinDuplicateHeaders = request.joinDuplicateHeaders;
  parser.onIncoming = onIncoming;

  socket.on('error', onSocketError);
  socket.on('data', onSocketData);
  socket.on('end', onSocketEnd);
  socket.on('close', onSocketClose);
  socket.on('drain', onDrain);
  if (request.timeout !== undefined || request.agent?.options?.timeout) listenSocketTimeout(request);
  request.emit('socket', socket);
}

function onDrain() {
  const message = this._httpMessage;
  if (message && !message.finished && message[kNeedDrain]) {
    message[kNeedDrain] = false;
    message.emit('drain');
  }
}

function onSocketClose() {
  const request = this._httpMessage;
  const { parser } = this;
  debug('HTTP socket close');
  // A body without a length ends here.
  parser?.finish();
  freeParser(parser, request, this);
  request.destroyed = true;
  const response = request.res;
  if (response) {
    if (!response.complete) response.destroy(new ConnResetException('aborted'));
    request._closed = true;
    request.emit('close');
    if (!response.aborted && response.readable) response.push(null);
  } else {
    if (!this._hadError) {
      this._hadError = true;
      emitErrorEvent(request, new ConnResetException('socket hang up'));
    }
    request._closed = true;
    request.emit('close');
  }
  if (request.outputData) request.outputData.length = 0;
}

function onSocketError(error) {
  const request = this._httpMessage;
  if (request) {
    // Says to onSocketClose that the error was told already.
    this._hadError = true;
    emitErrorEvent(request, error);
  }
  const { parser } = this;
  if (parser) {
    parser.finish();
    freeParser(parser, request, this);
  }
  this.removeListener('data', onSocketData);
  this.removeListener('end', onSocketEnd);
  this.destroy();
}

function onSocketEnd() {
  const request = this._httpMessage;
  const { parser } = this;
  if (!request.res && !this._hadError) {
    this._hadError = true;
    emitErrorEvent(request, new ConnResetException('socket hang up'));
  }
  if (parser) {
    parser.finish();
    freeParser(parser, request, this);
  }
  this.end();
}

const isInformational = (status) => status === 100 || (status >= 102 && status <= 199);

function onSocketData(chunk) {
  const request = this._httpMessage;
  const { parser } = this;
  const parsed = parser.execute(chunk);
  if (typeof parsed !== 'number') {
    prepareError(parsed, parser, chunk);
    freeParser(parser, request, this);
    this.removeListener('data', onSocketData);
    this.removeListener('end', onSocketEnd);
    this.destroy();
    this._hadError = true;
    emitErrorEvent(request, parsed);
    return;
  }
  const response = parser.incoming;
  if (response?.upgrade) {
    handOver(request, this, parser, response, chunk.slice(parsed));
  } else if (response?.complete && !isInformational(response.statusCode)) {
    this.removeListener('data', onSocketData);
    this.removeListener('end', onSocketEnd);
    this.removeListener('drain', onDrain);
    freeParser(parser, request, this);
  }
}

// 101 Switching Protocols, or the answer to CONNECT: the connection is the program's.
function handOver(request, socket, parser, response, head) {
  request.res = response;
  socket.removeListener('data', onSocketData);
  socket.removeListener('end', onSocketEnd);
  socket.removeListener('drain', onDrain);
  if (request.timeoutCb) socket.removeListener('timeout', request.timeoutCb);
  socket.removeListener('timeout', onResponseTimeout);
  parser.finish();
  freeParser(parser, request, socket);

  const event = request.method === 'CONNECT' ? 'connect' : 'upgrade';
  if (request.listenerCount(event) === 0) {
    socket.destroy();
    return;
  }
  request.upgradeOrConnect = true;
  socket.emit('agentRemove');
  socket.removeListener('close', onSocketClose);
  socket.removeListener('error', onSocketError);
  socket._httpMessage = null;
  socket.readableFlowing = null;
  request.emit(event, response, socket, head);
  request.destroyed = true;
  request._closed = true;
  request.emit('close');
}

// A response's head is there. The answer tells the parser: 0 read the body, 1 there is none, 2 the rest is not HTTP.
function onIncoming(response, keepAlive) {
  const { socket } = this;
  const request = socket._httpMessage;
  if (request.res) {
    // A second response to one request.
    socket.destroy();
    return 0;
  }
  request.res = response;
  if (response.upgrade) return 2;
  const { method } = request;
  if (method === 'CONNECT') {
    response.upgrade = true;
    return 2;
  }
  if (isInformational(response.statusCode)) {
    request.res = null;
    if (response.statusCode === 100) request.emit('continue');
    request.emit('information', {
      statusCode: response.statusCode,
      statusMessage: response.statusMessage,
      httpVersion: response.httpVersion,
      httpVersionMajor: response.httpVersionMajor,
      httpVersionMinor: response.httpVersionMinor,
      headers: response.headers,
      rawHeaders: response.rawHeaders,
    });
    return 1;
  }
  if (request.shouldKeepAlive && !keepAlive && !request.upgradeOrConnect) request.shouldKeepAlive = false;

  if (channels.finish.hasSubscribers) channels.finish.publish({ request, response });
  response.req = request;
  // First of all listeners, so that the socket is looked after whatever the program's do.
  response.on('end', onResponseEnd);
  request.on('finish', onRequestFinish);
  socket.on('timeout', onResponseTimeout);
  // Nobody listens: nobody can read it, and the connection must not hang.
  if (request.aborted || !request.emit('response', response)) response._dump();

  if (method === 'HEAD') return 1;
  if (response.statusCode === 304) {
    response.complete = true;
    return 1;
  }
  return 0;
}

function onResponseEnd() {
  const request = this.req;
  const { socket } = request;
  if (socket) {
    if (request.timeoutCb) socket.removeListener('timeout', emitRequestTimeout);
    socket.removeListener('timeout', onResponseTimeout);
  }
  request._ended = true;
  if (!request.shouldKeepAlive) {
    if (socket.writable) {
      if (typeof socket.destroySoon === 'function') socket.destroySoon();
      else socket.end();
    }
  } else if (request.writableFinished && !this.aborted) {
    releaseSocket(request);
  }
}

function onRequestFinish() {
  if (this.shouldKeepAlive && this._ended) releaseSocket(this);
}

// Request and response are over: the socket goes back to the agent.
function releaseSocket(request) {
  const { socket } = request;
  if (request.timeoutCb) {
    socket.setTimeout(0, request.timeoutCb);
    request.timeoutCb = null;
  }
  socket.removeListener('close', onSocketClose);
  socket.removeListener('error', onSocketError);
  socket.removeListener('data', onSocketData);
  socket.removeListener('end', onSocketEnd);
  socket.removeListener('drain', onDrain);
  // Destroying the response later must not close a socket that is somebody else's by then.
  if (request.res) request.res.socket = null;
  process.nextTick(emitFree, request);
  request.destroyed = true;
}

function emitFree(request) {
  request._closed = true;
  request.emit('close');
  if (request.socket) request.socket.emit('free');
}

module.exports = { ClientRequest };
