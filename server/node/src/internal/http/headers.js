'use strict';
// The head of an outgoing message: validation of names and values, and the text from its fields.

const {
  codes: {
    ERR_HTTP_INVALID_HEADER_VALUE,
    ERR_HTTP_TRAILER_INVALID,
    ERR_INVALID_ARG_VALUE,
    ERR_INVALID_CHAR,
    ERR_INVALID_HTTP_TOKEN,
  },
  hideStackFrames,
} = require('internal/errors');
const { checkInvalidHeaderChar, checkIsHttpToken, chunkExpression, CRLF } = require('internal/http/common');
const { kOutHeaders, kUniqueHeaders } = require('internal/http/symbols');

const CLOSE = /(?:^|\W)close(?:$|\W)/i;
const { isArray } = Array;
const { apply } = Reflect;
const { test } = RegExp.prototype;

const validateHeaderName = hideStackFrames((name, label) => {
  if (typeof name !== 'string' || !name || !checkIsHttpToken(name)) {
    throw new ERR_INVALID_HTTP_TOKEN(label || 'Header name', name);
  }
});

const validateHeaderValue = hideStackFrames((name, value) => {
  if (value === undefined) throw new ERR_HTTP_INVALID_HEADER_VALUE(value, name);
  if (checkInvalidHeaderChar(value)) throw new ERR_INVALID_CHAR('header content', name);
});

// The Date header's text, made anew when the second changes.
let dateSecond = 0;
let dateText = '';

function utcDate() {
  const second = Math.floor(Date.now() / 1000);
  if (second !== dateSecond) {
    dateSecond = second;
    dateText = new Date(second * 1000).toUTCString();
  }
  return dateText;
}

const isCookie = (name) => name.length === 6 && name.toLowerCase() === 'cookie';

const isContentDisposition = (name) => name.length === 19 && name.toLowerCase() === 'content-disposition';

// A file name's bytes are given as Latin-1 text. With a known length the head is written together with the body, as UTF-8: the
// text that has these bytes in UTF-8 must stand there.
const asUTF8Bytes = (value) => require('buffer').Buffer.from(`${value}`, 'latin1').toString();

// What the fields that were seen say about framing and the connection.
function newState() {
  return { connection: false, contentLength: false, transferEncoding: false, date: false, expect: false, trailer: false };
}

// Writes `message._header`: the first line, the given fields, and the fields that are implied.
function storeHeader(message, firstLine, headers) {
  const state = newState();
  let text = firstLine;

  if (headers) {
    if (headers === message[kOutHeaders]) {
      // Validated when they were set.
      for (const key in headers) {
        const entry = headers[key];
        text += fieldLines(message, state, entry[0], entry[1], false);
      }
    } else if (isArray(headers)) {
      if (headers.length > 0 && isArray(headers[0])) {
        for (const entry of headers) text += fieldLines(message, state, entry[0], entry[1], true);
      } else {
        if (headers.length % 2 !== 0) throw new ERR_INVALID_ARG_VALUE('headers', headers);
        for (let index = 0; index < headers.length; index += 2) {
          text += fieldLines(message, state, headers[index], headers[index + 1], true);
        }
      }
    } else {
      for (const key in headers) {
        if (Object.hasOwn(headers, key)) text += fieldLines(message, state, key, headers[key], true);
      }
    }
  }

  const needsDate = message.sendDate && !state.date;
  if (needsDate && !state.connection && isOrdinary(message, state)) {
    text += ordinaryFields(message._keepAliveTimeout);
    state.date = state.connection = true;
  } else if (needsDate) {
    text += `Date: ${utcDate()}${CRLF}`;
  }

  // A 204 or 304 has no body: chunks would be read as the next response, so the connection ends here.
  if (message.chunkedEncoding && (message.statusCode === 204 || message.statusCode === 304)) {
    message.chunkedEncoding = false;
    message.shouldKeepAlive = false;
  }

  if (message._removedConnection) {
    message._last = !message.shouldKeepAlive;
  } else if (!state.connection) {
    text += connectionFields(message, state);
  }

  if (!state.contentLength && !state.transferEncoding) {
    if (!message._hasBody) {
      message.chunkedEncoding = false;
    } else if (!message.useChunkedEncodingByDefault) {
      message._last = true;
    } else if (!state.trailer && !message._removedContLen && typeof message._contentLength === 'number') {
      text += `Content-Length: ${message._contentLength}${CRLF}`;
    } else if (!message._removedTE) {
      text += `Transfer-Encoding: chunked${CRLF}`;
      message.chunkedEncoding = true;
    } else {
      // Neither a length nor chunks: the end of the connection is the end of the body.
      message._last = true;
    }
  }

  // Trailers have their place after the last chunk only.
  if (message.chunkedEncoding !== true && state.trailer) throw new ERR_HTTP_TRAILER_INVALID();

  message._header = text + CRLF;
  message._headerSent = false;
  // The other side was asked to agree first: the head goes now.
  if (state.expect) message._send('');
}

// Whether the connection's fields are those of nearly every response of a server.
function isOrdinary(message, state) {
  return message.shouldKeepAlive && !message._removedConnection && message._defaultKeepAlive &&
    message._keepAliveTimeout !== 0 && !message.maxRequestsOnConnectionReached && !message._maxRequestsPerSocket &&
    (state.contentLength || message.useChunkedEncodingByDefault) &&
    !(message.chunkedEncoding && (message.statusCode === 204 || message.statusCode === 304));
}

// Date, Connection and Keep-Alive of such a response, made anew each second.
let ordinaryDate = '';
let ordinaryTimeout = 0;
let ordinaryText = '';

function ordinaryFields(timeout) {
  const date = utcDate();
  if (date !== ordinaryDate || timeout !== ordinaryTimeout) {
    ordinaryDate = date;
    ordinaryTimeout = timeout;
    const seconds = Math.floor(timeout / 1000);
    ordinaryText = `Date: ${date}${CRLF}Connection: keep-alive${CRLF}Keep-Alive: timeout=${seconds}${CRLF}`;
  }
  return ordinaryText;
}

function connectionFields(message, state) {
  const keepAlive = message.shouldKeepAlive &&
    (state.contentLength || message.useChunkedEncodingByDefault || message.agent);
  if (!keepAlive || message.maxRequestsOnConnectionReached) {
    if (!keepAlive) message._last = true;
    return `Connection: close${CRLF}`;
  }
  if (!message._keepAliveTimeout || !message._defaultKeepAlive) return `Connection: keep-alive${CRLF}`;
  const seconds = Math.floor(message._keepAliveTimeout / 1000);
  const most = ~~message._maxRequestsPerSocket;
  return `Connection: keep-alive${CRLF}Keep-Alive: timeout=${seconds}${most > 0 ? `, max=${most}` : ''}${CRLF}`;
}

function fieldLines(message, state, name, value, validate) {
  if (validate) validateHeaderName(name);
  if (message._contentLength && isContentDisposition(name)) {
    value = isArray(value) ? value.map(asUTF8Bytes) : asUTF8Bytes(value);
  }
  if (!isArray(value)) return fieldLine(message, state, name, value, validate);

  const unique = message[kUniqueHeaders];
  if (unique?.has(name.toLowerCase())) return fieldLine(message, state, name, value.join('; '), validate);
  if (value.length >= 2 && isCookie(name)) {
    // One Cookie line only (RFC 6265, section 5.4).
    return fieldLine(message, state, name, value.join('; '), validate);
  }
  let text = '';
  for (let index = 0; index < value.length; index++) text += fieldLine(message, state, name, value[index], validate);
  return text;
}

function fieldLine(message, state, name, value, validate) {
  if (validate) validateHeaderValue(name, value);
  noteField(message, state, name, value);
  return `${name}: ${value}${CRLF}`;
}

function noteField(message, state, name, value) {
  // Only names of these lengths mean something here.
  if (name.length < 4 || name.length > 17) return;
  switch (name.toLowerCase()) {
    case 'connection':
      state.connection = true;
      message._removedConnection = false;
      if (apply(test, CLOSE, [value])) message._last = true;
      else message.shouldKeepAlive = true;
      break;
    case 'transfer-encoding':
      state.transferEncoding = true;
      message._removedTE = false;
      if (apply(test, chunkExpression, [value])) message.chunkedEncoding = true;
      break;
    case 'content-length':
      state.contentLength = true;
      message._contentLength = +value;
      message._removedContLen = false;
      break;
    case 'date':
      state.date = true;
      break;
    case 'expect':
      state.expect = true;
      break;
    case 'trailer':
      state.trailer = true;
      break;
    case 'keep-alive':
      message._defaultKeepAlive = false;
      break;
  }
}

function parseUniqueHeadersOption(headers) {
  if (!isArray(headers)) return null;
  const unique = new Set();
  for (const header of headers) unique.add(header.toLowerCase());
  return unique;
}

module.exports = { parseUniqueHeadersOption, storeHeader, utcDate, validateHeaderName, validateHeaderValue };
