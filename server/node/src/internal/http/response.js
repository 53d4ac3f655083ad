'use strict';
// ServerResponse.

const {
  codes: {
    ERR_HTTP_HEADERS_SENT,
    ERR_HTTP_INVALID_STATUS_CODE,
    ERR_HTTP_SOCKET_ASSIGNED,
    ERR_INVALID_ARG_VALUE,
    ERR_INVALID_CHAR,
  },
} = require('internal/errors');
const { checkInvalidHeaderChar, chunkExpression } = require('internal/http/common');
const { OutgoingMessage } = require('internal/http/outgoing');
const { STATUS_CODES } = require('internal/http/status');
const { kOutHeaders, kSocket } = require('internal/http/symbols');
const { validateLinkHeaderValue, validateObject } = require('internal/validators');

const { setPrototypeOf } = Object;

const created = require('diagnostics_channel').channel('http.server.response.created');

function ServerResponse(request, options) {
  OutgoingMessage.call(this, options);
  if (request.method === 'HEAD') this._hasBody = false;
  this.req = request;
  this.sendDate = true;
  this._sent100 = false;
  this._expect_continue = false;
  if (request.httpVersionMajor < 1 || request.httpVersionMinor < 1) {
    this.useChunkedEncodingByDefault = Reflect.apply(RegExp.prototype.test, chunkExpression, [request.headers.te]);
    this.shouldKeepAlive = false;
  }
  if (created.hasSubscribers) created.publish({ request, response: this });
}
setPrototypeOf(ServerResponse.prototype, OutgoingMessage.prototype);
setPrototypeOf(ServerResponse, OutgoingMessage);

const methods = {
  _finish() {
    OutgoingMessage.prototype._finish.call(this);
  },

  statusCode: 200,
  statusMessage: undefined,

  assignSocket(socket) {
    if (socket._httpMessage) throw new ERR_HTTP_SOCKET_ASSIGNED();
    socket._httpMessage = this;
    socket.on('close', onSocketClose);
    this[kSocket] = socket;
    this.emit('socket', socket);
    this._flush();
  },

  detachSocket(socket) {
    socket.removeListener('close', onSocketClose);
    socket._httpMessage = null;
    this[kSocket] = null;
  },

  writeContinue(callback) {
    this._writeRaw('HTTP/1.1 100 Continue\r\n\r\n', 'ascii', callback);
    this._sent100 = true;
  },

  writeProcessing(callback) {
    this._writeRaw('HTTP/1.1 102 Processing\r\n\r\n', 'ascii', callback);
  },

  writeEarlyHints(hints, callback) {
    validateObject(hints, 'hints');
    if (hints.link === null || hints.link === undefined) return;
    const link = validateLinkHeaderValue(hints.link);
    if (link.length === 0) return;
    if (checkInvalidHeaderChar(link)) throw new ERR_INVALID_CHAR('header content', 'Link');
    let head = `HTTP/1.1 103 Early Hints\r\nLink: ${link}\r\n`;
    const { validateHeaderName, validateHeaderValue } = require('internal/http/headers');
    for (const key of Object.keys(hints)) {
      if (key === 'link') continue;
      validateHeaderName(key);
      validateHeaderValue(key, hints[key]);
      head += `${key}: ${hints[key]}\r\n`;
    }
    this._writeRaw(`${head}\r\n`, 'ascii', callback);
  },

  _implicitHeader() {
    this.writeHead(this.statusCode);
  },

  writeHead(statusCode, reason, headers) {
    if (this._header) throw new ERR_HTTP_HEADERS_SENT('write');

    const given = statusCode;
    statusCode |= 0;
    if (statusCode < 100 || statusCode > 999) throw new ERR_HTTP_INVALID_STATUS_CODE(given);

    const standard = STATUS_CODES[statusCode];
    if (typeof reason === 'string') {
      this.statusMessage = reason;
    } else {
      this.statusMessage ||= standard || 'unknown';
      headers ??= reason;
    }
    this.statusCode = statusCode;

    let fields = headers;
    if (this[kOutHeaders]) {
      mergeHeaders(this, headers);
      fields = this[kOutHeaders];
    } else if (Array.isArray(headers) && headers.length % 2 !== 0 && !Array.isArray(headers[0])) {
      throw new ERR_INVALID_ARG_VALUE('headers', headers);
    }

    if (this.statusMessage !== standard && checkInvalidHeaderChar(this.statusMessage)) {
      throw new ERR_INVALID_CHAR('statusMessage');
    }
    const firstLine = `HTTP/1.1 ${statusCode} ${this.statusMessage}\r\n`;

    if (statusCode === 204 || statusCode === 304 || (statusCode >= 100 && statusCode <= 199)) {
      // By RFC 9110 none of these has a body.
      this._hasBody = false;
    }
    // Whoever waited for 100 Continue and did not get it may not send a body: the connection cannot be used again.
    if (this._expect_continue && !this._sent100) this.shouldKeepAlive = false;

    this._storeHeader(firstLine, fields);
    return this;
  },
};

// Fields given to writeHead go over those that were set before.
function mergeHeaders(response, headers) {
  if (!headers) return;
  if (!Array.isArray(headers)) {
    for (const key of Object.keys(headers)) {
      if (key) response.setHeader(key, headers[key]);
    }
    return;
  }
  if (headers.length % 2 !== 0) throw new ERR_INVALID_ARG_VALUE('headers', headers);
  // The list replaces what was there, and keeps its own duplicates.
  for (let index = 0; index < headers.length; index += 2) response.removeHeader(headers[index]);
  for (let index = 0; index < headers.length; index += 2) {
    if (headers[index]) response.appendHeader(headers[index], headers[index + 1]);
  }
}

for (const name of Object.keys(methods)) ServerResponse.prototype[name] = methods[name];
ServerResponse.prototype.writeHeader = ServerResponse.prototype.writeHead;

function onSocketClose() {
  // The message may have been finished and detached in the same turn.
  const response = this._httpMessage;
  if (!response) return;
  response.destroyed = true;
  response._closed = true;
  response.emit('close');
}

module.exports = { ServerResponse };
