'use strict';
// http.Server: a net.Server whose connections are parsed (internal/http/connection); its options and its limits of time.

const net = require('net');
const {
  codes: {
    ERR_HTTP_REQUEST_TIMEOUT,
    ERR_OUT_OF_RANGE,
  },
} = require('internal/errors');
const { kIncomingMessage } = require('internal/http/common');
const { connectionListener, onSocketError } = require('internal/http/connection');
const { IncomingMessage } = require('internal/http/incoming');
const { parseUniqueHeadersOption } = require('internal/http/headers');
const { ServerResponse } = require('internal/http/response');
const {
  kConnections,
  kConnectionsCheckingInterval,
  kServerResponse,
  kUniqueHeaders,
} = require('internal/http/symbols');
const { validateBoolean, validateFunction, validateInteger, validateObject } =
  require('internal/validators');

const { setPrototypeOf } = Object;
const asyncDispose = Symbol.asyncDispose ?? Symbol.for('nodejs.asyncDispose');

function Server(options, requestListener) {
  if (!(this instanceof Server)) return new Server(options, requestListener);
  if (typeof options === 'function') {
    requestListener = options;
    options = {};
  } else if (options == null) {
    options = {};
  } else {
    validateObject(options, 'options');
  }
  storeHTTPOptions.call(this, options);
  net.Server.call(this, {
    allowHalfOpen: true,
    noDelay: options.noDelay ?? true,
    keepAlive: options.keepAlive,
    keepAliveInitialDelay: options.keepAliveInitialDelay,
    highWaterMark: options.highWaterMark,
  });
  if (requestListener) this.on('request', requestListener);
  // Whether a client may end its side and still be answered.
  this.httpAllowHalfOpen = false;
  this.on('connection', connectionListener);
  this.on('listening', setupConnectionsTracking);
  this.timeout = 0;
  this.maxHeadersCount = null;
  this.maxRequestsPerSocket = 0;
  this[kUniqueHeaders] = parseUniqueHeadersOption(options.uniqueHeaders);
}
setPrototypeOf(Server.prototype, net.Server.prototype);
setPrototypeOf(Server, net.Server);

// Checks and keeps the options; `this` is an HTTP or HTTPS server.
function storeHTTPOptions(options) {
  this[kIncomingMessage] = options.IncomingMessage || IncomingMessage;
  this[kServerResponse] = options.ServerResponse || ServerResponse;

  const { maxHeaderSize, insecureHTTPParser, requestTimeout, headersTimeout, keepAliveTimeout, keepAliveTimeoutBuffer,
    connectionsCheckingInterval, requireHostHeader, joinDuplicateHeaders, rejectNonStandardBodyWrites,
    shouldUpgradeCallback } = options;
  const integer = (value, name, fallback) => {
    if (value === undefined) return fallback;
    validateInteger(value, name, 0);
    return value;
  };
  const flag = (value, name, fallback) => {
    if (value === undefined) return fallback;
    validateBoolean(value, name);
    return value;
  };

  this.maxHeaderSize = integer(maxHeaderSize, 'maxHeaderSize', undefined);
  this.insecureHTTPParser = flag(insecureHTTPParser, 'options.insecureHTTPParser', undefined);
  this.requestTimeout = integer(requestTimeout, 'requestTimeout', 300_000);
  this.headersTimeout = integer(headersTimeout, 'headersTimeout', Math.min(60_000, this.requestTimeout));
  // Otherwise the timeout for a whole request would never be seen.
  if (this.requestTimeout > 0 && this.headersTimeout > 0 && this.headersTimeout > this.requestTimeout) {
    throw new ERR_OUT_OF_RANGE('headersTimeout', '<= requestTimeout', headersTimeout);
  }
  this.keepAliveTimeout = integer(keepAliveTimeout, 'keepAliveTimeout', 5_000);
  this.keepAliveTimeoutBuffer = integer(keepAliveTimeoutBuffer, 'keepAliveTimeoutBuffer', 1_000);
  this.connectionsCheckingInterval =
    integer(connectionsCheckingInterval, 'connectionsCheckingInterval', 30_000);
  this.requireHostHeader = flag(requireHostHeader, 'options.requireHostHeader', true);
  this.joinDuplicateHeaders = flag(joinDuplicateHeaders, 'options.joinDuplicateHeaders', undefined);
  this.rejectNonStandardBodyWrites =
    flag(rejectNonStandardBodyWrites, 'options.rejectNonStandardBodyWrites', false);
  if (shouldUpgradeCallback !== undefined) {
    validateFunction(shouldUpgradeCallback, 'options.shouldUpgradeCallback');
    this.shouldUpgradeCallback = shouldUpgradeCallback;
  } else {
    this.shouldUpgradeCallback = function () {
      return this.listenerCount('upgrade') > 0;
    };
  }
}

Server.prototype.close = function close(...args) {
  httpServerPreClose(this);
  Reflect.apply(net.Server.prototype.close, this, args);
  return this;
};

Server.prototype.closeAllConnections = function closeAllConnections() {
  for (const parser of this[kConnections] ?? []) parser.socket?.destroy();
};

Server.prototype.closeIdleConnections = function closeIdleConnections() {
  for (const parser of this[kConnections] ?? []) {
    const { socket } = parser;
    if (!socket || parser.progress()[0] !== 0) continue;
    if (socket._httpMessage && !socket._httpMessage.finished) continue;
    socket.destroy();
  }
};

Server.prototype.setTimeout = function setTimeout(msecs, callback) {
  this.timeout = msecs;
  if (callback) this.on('timeout', callback);
  return this;
};

Object.defineProperty(Server.prototype, asyncDispose, {
  __proto__: null,
  async value() {
    await new Promise((resolve, reject) => {
      this.close((error) => (error ? reject(error) : resolve()));
    });
  },
  writable: true,
  configurable: true,
  enumerable: true,
});

Server.prototype[Symbol.for('nodejs.rejection')] = function (error, event, ...args) {
  switch (event) {
    case 'request': {
      const { 1: response } = args;
      if (!response.headersSent && !response.writableEnded) {
        for (const name of response.getHeaderNames()) response.removeHeader(name);
        response.statusCode = 500;
        response.end(require('internal/http/status').STATUS_CODES[500]);
      } else {
        response.destroy();
      }
      break;
    }
    default:
      net.Server.prototype[Symbol.for('nodejs.rejection')].apply(this, arguments);
  }
};

function httpServerPreClose(server) {
  server.closeIdleConnections();
  clearInterval(server[kConnectionsCheckingInterval]);
}

const clearInterval = (timer) => require('timers').clearInterval(timer);

// One timer for all connections of a server looks for requests that take too long.
function setupConnectionsTracking() {
  this[kConnections] ??= new Set();
  if (this[kConnectionsCheckingInterval]) clearInterval(this[kConnectionsCheckingInterval]);
  this[kConnectionsCheckingInterval] =
    require('timers').setInterval(checkConnections.bind(this), this.connectionsCheckingInterval).unref();
}

function checkConnections() {
  if (this.headersTimeout === 0 && this.requestTimeout === 0) return;
  for (const parser of this[kConnections]) {
    const [age, headComplete] = parser.progress();
    const { socket } = parser;
    if (age === 0 || !socket) continue;
    const expired = (this.headersTimeout > 0 && !headComplete && age >= this.headersTimeout) ||
      (this.requestTimeout > 0 && age >= this.requestTimeout);
    if (expired) onSocketError.call(socket, new ERR_HTTP_REQUEST_TIMEOUT());
  }
}

module.exports = {
  connectionListener,
  httpServerPreClose,
  kConnectionsCheckingInterval,
  kServerResponse,
  Server,
  setupConnectionsTracking,
  storeHTTPOptions,
};
