'use strict';
// One connection of an http.Server: its bytes are parsed, its requests announced, and its responses get the socket in turn.
//
// Each connection has one `state` (kept on its socket): the requests that came in and are not answered yet, and the
// responses that wait for their turn (pipelining).

const net = require('net');
const EventEmitter = require('events');
const { ConnResetException } = require('internal/errors');
const { continueExpression, isLenient, prepareError } = require('internal/http/common');
const { dumpUnread } = require('internal/http/incoming');
const { freeParser, HTTPParser, parsers } = require('internal/http/parser');
const { ServerResponse } = require('internal/http/response');
const { kConnections, kNeedDrain, kServerResponse, kSocket, kUniqueHeaders } = require('internal/http/symbols');
const { kTimeout, setUnrefTimeout } = require('internal/timers');

const { assignSocket, detachSocket } = ServerResponse.prototype;
const kState = Symbol('http.server.state');

const channels = lazyChannels();
let debug = require('internal/util/debuglog').debuglog('http', (fn) => {
  debug = fn;
});

function connectionListener(socket) {
  const server = this;
  debug('SERVER new http connection');
  socket.removeListener('drain', onDrain);
  // A connection may be any Duplex that somebody emitted, or a socket that another server accepted.
  socket.server = server;

  if (server.timeout && typeof socket.setTimeout === 'function') socket.setTimeout(server.timeout);
  socket.on('timeout', onSocketTimeout);

  const parser = parsers.alloc();
  const lenient = server.insecureHTTPParser === undefined ? isLenient() : server.insecureHTTPParser;
  parser.initialize(HTTPParser.REQUEST, server.maxHeaderSize || 0,
                    lenient ? HTTPParser.kLenientAll : HTTPParser.kLenientNone);
  parser.socket = socket;
  socket.parser = parser;
  (server[kConnections] ??= new Set()).add(parser);
  if (typeof server.maxHeadersCount === 'number') parser.maxHeaderPairs = server.maxHeadersCount << 1;

  const state = {
    server,
    // What was queued while the socket had no turn for it; more than the socket's mark pauses the reading.
    outgoingData: 0,
    outgoing: [],
    incoming: [],
    requestsCount: 0,
    // The idle connection's limit: by the socket's own timeout, or (the usual case) by a timer of ours.
    keepAliveTimeoutSet: false,
    keepAliveTimer: null,
    keepAliveDelay: 0,
    isIdle: false,
    idleSince: 0,
    onData: (chunk) => onSocketData(server, socket, chunk),
    onPending: null,
  };
  socket[kState] = state;

  socket.on('data', state.onData);
  socket.on('error', onSocketError);
  socket.on('end', onSocketEnd);
  socket.on('close', onSocketClose);
  socket.on('close', closeResponse);
  socket.on('drain', onDrain);
  parser.onIncoming = onIncoming;
  socket.on('resume', onSocketResume);
  socket.on('pause', onSocketPause);

  // A listener of the program takes the bytes: the parser must not swallow them.
  socket.on = socketOnWrap;
  socket.addListener = socketOnWrap;
  socket.prependListener = socketPrependWrap;
  socket.setEncoding = refuseEncoding;

  if (socket._handle?.nativeStream && !socket._handle.consumer && isPlain(socket)) {
    parser._consumed = true;
    parser.consume(socket._handle);
  }
  parser.onExecute = onParserExecute;
  socket._paused = false;
}

// Sockets whose bytes are what the handle reads (not a TLS socket or another wrapper over a handle).
function isPlain(socket) {
  return socket instanceof net.Socket && !socket.encrypted;
}

function socketOnWrap(event, listener) {
  const result = Reflect.apply(net.Socket.prototype.on, this, [event, listener]);
  return this.parser ? takeBack(this, event, result, 'on') : (this.on = net.Socket.prototype.on, result);
}

function socketPrependWrap(event, listener) {
  const result = Reflect.apply(EventEmitter.prototype.prependListener, this, [event, listener]);
  return this.parser ? takeBack(this, event, result) : result;
}

function takeBack(socket, event, result) {
  if (event === 'data' || event === 'readable') unconsume(socket.parser, socket);
  return result;
}

function refuseEncoding() {
  const { codes: { ERR_HTTP_SOCKET_ENCODING } } = require('internal/errors');
  throw new ERR_HTTP_SOCKET_ENCODING();
}

function unconsume(parser, socket) {
  if (!socket._handle) return;
  if (parser._consumed) parser.unconsume();
  parser._consumed = false;
  socket.removeListener('pause', onSocketPause);
  socket.removeListener('resume', onSocketResume);
}

function onSocketTimeout() {
  const request = this.parser?.incoming;
  const byRequest = request && !request.complete && request.emit('timeout', this);
  const byResponse = this._httpMessage?.emit('timeout', this);
  const byServer = this.server.emit('timeout', this);
  if (!byRequest && !byResponse && !byServer) this.destroy();
}

function onDrain() {
  const state = this[kState];
  if (state) {
    const needPause = state.outgoingData > this.writableHighWaterMark;
    if (this._paused && !needPause) {
      this._paused = false;
      this.parser?.resume();
      this.resume();
    }
  }
  const message = this._httpMessage;
  if (message && !message.finished && message[kNeedDrain]) {
    message[kNeedDrain] = false;
    message.emit('drain');
  }
}

function onSocketClose() {
  const { parser } = this;
  const state = this[kState];
  // Called by somebody who found it among the listeners, for something that is no connection.
  if (!state) return;
  stopKeepAliveTimer(state);
  if (parser) {
    state.server[kConnections]?.delete(parser);
    freeParser(parser, null, this);
  }
  abortIncoming(state.incoming);
}

// What was being answered is over. (A response of the program's making has its own listener.)
function closeResponse() {
  const response = this._httpMessage;
  if (response && response.assignSocket === assignSocket) emitClose(response);
}

function abortIncoming(incoming) {
  while (incoming.length) {
    const request = incoming.shift();
    request.destroy(new ConnResetException('aborted'));
  }
}

function onSocketEnd() {
  const { server, outgoing } = this[kState];
  const { parser } = this;
  const problem = parser?.finish();
  if (problem instanceof Error) {
    prepareError(problem, parser, undefined);
    onSocketError.call(this, problem);
  } else if (!server.httpAllowHalfOpen) {
    this.end();
  } else if (outgoing.length) {
    outgoing[outgoing.length - 1]._last = true;
  } else if (this._httpMessage) {
    this._httpMessage._last = true;
  } else {
    this.end();
  }
}

function onSocketData(server, socket, chunk) {
  const { parser } = socket;
  if (!parser) return;
  afterExecute(socket, parser, parser.execute(chunk), chunk);
}

function onParserExecute(result, parser) {
  const { socket } = parser;
  if (socket === null) return;
  socket._unrefTimer();
  afterExecute(socket, parser, result, undefined);
}

function afterExecute(socket, parser, result, chunk) {
  const state = socket[kState];
  resetSocketTimeout(state.server, socket, state);
  if (typeof result !== 'number') {
    prepareError(result, parser, chunk);
    onSocketError.call(socket, result);
  } else if (parser.incoming?.upgrade) {
    handOver(state.server, socket, parser, result, chunk);
  }
  if (socket._paused && socket.parser) socket.parser.pause();
}

// CONNECT or an upgrade that somebody listens for: the connection is theirs from here.
function handOver(server, socket, parser, parsed, chunk) {
  const request = parser.incoming;
  const bytes = chunk ?? parser.getCurrentBuffer();
  const state = socket[kState];
  socket.removeListener('data', state.onData);
  socket.removeListener('end', onSocketEnd);
  socket.removeListener('close', onSocketClose);
  socket.removeListener('close', closeResponse);
  socket.removeListener('drain', onDrain);
  socket.removeListener('error', onSocketError);
  socket.removeListener('timeout', onSocketTimeout);
  stopKeepAliveTimer(state);
  unconsume(parser, socket);
  parser.finish();
  server[kConnections]?.delete(parser);
  freeParser(parser, request, socket);

  const event = request.method === 'CONNECT' ? 'connect' : 'upgrade';
  if (server.listenerCount(event) > 0) {
    const head = bytes.slice(parsed, bytes.length);
    socket.readableFlowing = null;
    server.emit(event, request, socket, head);
  } else {
    // CONNECT without a listener.
    socket.destroy();
  }
}

const BAD_REQUEST = 'HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n';
const REQUEST_TIMEOUT = 'HTTP/1.1 408 Request Timeout\r\nConnection: close\r\n\r\n';
const HEADERS_TOO_LARGE = 'HTTP/1.1 431 Request Header Fields Too Large\r\nConnection: close\r\n\r\n';
const PAYLOAD_TOO_LARGE = 'HTTP/1.1 413 Payload Too Large\r\nConnection: close\r\n\r\n';

const answers = {
  __proto__: null,
  HPE_HEADER_OVERFLOW: HEADERS_TOO_LARGE,
  HPE_CHUNK_EXTENSIONS_OVERFLOW: PAYLOAD_TOO_LARGE,
  ERR_HTTP_REQUEST_TIMEOUT: REQUEST_TIMEOUT,
};

function ignoreError() {}

function onSocketError(error) {
  // Further errors of the same socket are not news.
  this.removeListener('error', onSocketError);
  if (this.listenerCount('error', ignoreError) === 0) this.on('error', ignoreError);

  if (this.server.emit('clientError', error, this)) return;
  // Nobody takes care of it: answer once, if an answer is possible.
  if (this.writable && (!this._httpMessage || !this._httpMessage._headerSent)) {
    const text = answers[error.code] ?? BAD_REQUEST;
    if (typeof this.write === 'function') this.write(text, 'latin1');
  }
  if (typeof this.destroy === 'function') this._closeAfterHandlingError = true, this.destroy(error);
}

function resetSocketTimeout(server, socket, state) {
  state.isIdle = false;
  if (!state.keepAliveTimeoutSet) return;
  socket.setTimeout(server.timeout || 0);
  state.keepAliveTimeoutSet = false;
}

// Nothing is asked for at present: the connection may stay so for `delay`.
function limitIdleTime(server, socket, state, delay) {
  if (server.timeout || socket[kTimeout]) {
    // Somebody works with the socket's timeout: it has to be the one thing that counts.
    socket.setTimeout(delay);
    state.keepAliveTimeoutSet = true;
    return;
  }
  state.isIdle = true;
  state.idleSince = Date.now();
  state.keepAliveDelay = delay;
  if (state.keepAliveTimer === null) startKeepAliveTimer(socket, state, delay);
}

function startKeepAliveTimer(socket, state, delay) {
  state.keepAliveTimer = setUnrefTimeout(() => onKeepAliveTimer(socket, state), delay);
}

// The timer is not moved for each request: it looks when the connection became idle, and goes on for what is left.
function onKeepAliveTimer(socket, state) {
  state.keepAliveTimer = null;
  if (!state.isIdle) return;
  const left = state.idleSince + state.keepAliveDelay - Date.now();
  // A clock that was set back must not keep a connection for ever.
  if (left > 0) startKeepAliveTimer(socket, state, Math.min(left, state.keepAliveDelay));
  else socket._onTimeout();
}

function stopKeepAliveTimer(state) {
  if (state.keepAliveTimer === null) return;
  require('timers').clearTimeout(state.keepAliveTimer);
  state.keepAliveTimer = null;
}

function updateOutgoing(socket, state, delta) {
  state.outgoingData += delta;
  if (socket._paused && state.outgoingData < socket.writableHighWaterMark) onDrain.call(socket);
}

// A request's head is there. The answer tells the parser: 0 go on, 2 the rest is not HTTP.
function onIncoming(request, keepAlive) {
  const { socket } = this;
  const state = socket[kState];
  const { server } = state;
  resetSocketTimeout(server, socket, state);

  if (request.upgrade) {
    request.upgrade = request.method === 'CONNECT' || Boolean(server.shouldUpgradeCallback(request));
    if (request.upgrade) return 2;
  }

  state.incoming.push(request);
  // A client that sends requests faster than it takes the answers waits.
  if (!socket._paused && (socket._writableState.needDrain || state.outgoingData >= socket.writableHighWaterMark)) {
    socket._paused = true;
    socket.pause();
  }

  const response = new server[kServerResponse](request, {
    highWaterMark: socket.writableHighWaterMark,
    rejectNonStandardBodyWrites: server.rejectNonStandardBodyWrites,
  });
  response._keepAliveTimeout = server.keepAliveTimeout;
  response._maxRequestsPerSocket = server.maxRequestsPerSocket;
  response._onPendingData = (state.onPending ??= (delta) => updateOutgoing(socket, state, delta));
  response.shouldKeepAlive = keepAlive;
  response[kUniqueHeaders] = server[kUniqueHeaders];

  if (channels.start.hasSubscribers) channels.start.publish({ request, response, socket, server });
  if (socket._httpMessage) {
    state.outgoing.push(response);
  } else {
    giveSocket(response, socket);
  }
  response.on('finish', onResponseFinish);

  if (request.httpVersionMajor === 1 && request.httpVersionMinor === 1 &&
      answerWithoutListener(this, server, state, request, response)) {
    return 0;
  }
  server.emit('request', request, response);
  return 0;
}

// What HTTP/1.1 itself asks of a server; true when the request needs no 'request' event any more.
function answerWithoutListener(parser, server, state, request, response) {
  if (server.requireHostHeader && !parser.hasHost && request.headers.host === undefined) {
    response.writeHead(400, ['Connection', 'close']);
    response.end();
    return true;
  }
  const most = server.maxRequestsPerSocket;
  if (typeof most === 'number' && most > 0) {
    state.requestsCount++;
    response.maxRequestsOnConnectionReached = most <= state.requestsCount;
    if (most < state.requestsCount) {
      server.emit('dropRequest', request, request.socket);
      response.writeHead(503);
      response.end();
      return true;
    }
  }
  if (!parser.hasExpect || request.headers.expect === undefined) return false;
  if (Reflect.apply(RegExp.prototype.test, continueExpression, [request.headers.expect])) {
    response._expect_continue = true;
    if (server.listenerCount('checkContinue') > 0) {
      server.emit('checkContinue', request, response);
    } else {
      response.writeContinue();
      server.emit('request', request, response);
    }
  } else if (server.listenerCount('checkExpectation') > 0) {
    server.emit('checkExpectation', request, response);
  } else {
    response.writeHead(417);
    response.end();
  }
  return true;
}

function onResponseFinish() {
  const response = this;
  const { req: request } = response;
  const socket = response.socket;
  const state = socket[kState];
  const { server } = state;
  if (channels.finish.hasSubscribers) channels.finish.publish({ request, response, socket, server });

  state.incoming.shift();
  // Nobody read the body: it must not stand in the way of the next request.
  if (!request._consuming) dumpUnread(request);
  takeSocketBack(response, socket);
  forgetIncoming(request);
  if (response._eventsCount === 1) {
    // Only we listened.
    response.destroyed = true;
    response._closed = true;
  } else {
    process.nextTick(emitClose, response);
  }

  if (response._last) {
    if (typeof socket.destroySoon === 'function') socket.destroySoon();
    else socket.end();
  } else if (state.outgoing.length === 0) {
    if (server.keepAliveTimeout > 0 && typeof socket.setTimeout === 'function') {
      // A little longer than what the client was told, so that it is not cut off in the middle of its next request.
      limitIdleTime(server, socket, state, server.keepAliveTimeout + server.keepAliveTimeoutBuffer);
    }
  } else {
    giveSocket(state.outgoing.shift(), socket);
  }
}

// assignSocket() and detachSocket() without a listener of their own on the socket: the connection's 'close' is ours to see
// (`closeResponse`). A response of the program's making keeps its own ways.
function giveSocket(response, socket) {
  if (response.assignSocket !== assignSocket) {
    response.assignSocket(socket);
    return;
  }
  socket._httpMessage = response;
  response[kSocket] = socket;
  if (response.listenerCount('socket') > 0) response.emit('socket', socket);
  if (response.outputData.length > 0 || response.finished) response._flush();
}

function takeSocketBack(response, socket) {
  if (response.assignSocket !== assignSocket || response.detachSocket !== detachSocket) {
    response.detachSocket(socket);
    return;
  }
  socket._httpMessage = null;
  response[kSocket] = null;
}

function emitClose(response) {
  if (response._closed) return;
  response.destroyed = true;
  response._closed = true;
  response.emit('close');
}

function forgetIncoming(request) {
  const parser = request.socket?.parser;
  if (parser?.incoming !== request) return;
  if (request.readableEnded) {
    parser.incoming = null;
  } else {
    request.on('end', function onEnd() {
      forgetIncoming(this);
    });
  }
}

// pause() by the program stops the handle; the parser keeps what it has.
function onSocketResume() {
  if (this._paused) {
    this.pause();
    return;
  }
  if (this._handle && !this._handle.reading) {
    this._handle.reading = true;
    this._handle.readStart();
  }
}

function onSocketPause() {
  if (this._handle?.reading) {
    this._handle.reading = false;
    this._handle.readStop();
  }
}

function lazyChannels() {
  const { channel } = require('diagnostics_channel');
  return { start: channel('http.server.request.start'), finish: channel('http.server.response.finish') };
}

module.exports = {
  connectionListener,
  onSocketError,
};
