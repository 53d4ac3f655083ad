'use strict';
// What both sides of HTTP/1 share: methods, header grammar, leniency.

// In the order of the parser's table (native): a request's method crosses as its index here.
const methods = [
  'DELETE', 'GET', 'HEAD', 'POST', 'PUT', 'CONNECT', 'OPTIONS', 'TRACE', 'COPY', 'LOCK', 'MKCOL', 'MOVE', 'PROPFIND',
  'PROPPATCH', 'SEARCH', 'UNLOCK', 'BIND', 'REBIND', 'UNBIND', 'ACL', 'REPORT', 'MKACTIVITY', 'CHECKOUT', 'MERGE',
  'M-SEARCH', 'NOTIFY', 'SUBSCRIBE', 'UNSUBSCRIBE', 'PATCH', 'PURGE', 'MKCALENDAR', 'LINK', 'UNLINK', 'SOURCE', 'QUERY',
];

const kIncomingMessage = Symbol('IncomingMessage');
const kSkipPendingData = Symbol('SkipPendingData');
const chunkExpression = /(?:^|\W)chunked(?:$|\W)/i;
const continueExpression = /(?:^|\W)100-continue(?:$|\W)/i;
const CRLF = '\r\n';

const TOKEN = /^[\^_`a-zA-Z\-0-9!#$%&'*+.|~]+$/;
const INVALID_VALUE = /[^\t\x20-\x7e\x80-\xff]/;
const { apply } = Reflect;
const { test } = RegExp.prototype;

// Names repeat: nearly every one is found here without the pattern.
const knownTokens = new Set();
const KNOWN_TOKENS_MAX = 512;

function checkIsHttpToken(value) {
  if (knownTokens.has(value)) return true;
  if (!apply(test, TOKEN, [value])) return false;
  if (typeof value === 'string' && value.length < 64 && knownTokens.size < KNOWN_TOKENS_MAX) knownTokens.add(value);
  return true;
}

function checkInvalidHeaderChar(value) {
  return apply(test, INVALID_VALUE, [value]);
}

let warnedLenient = false;

function isLenient() {
  const lenient = require('internal/options').getOptionValue('--insecure-http-parser');
  if (lenient && !warnedLenient) {
    warnedLenient = true;
    process.emitWarning('Using insecure HTTP parsing');
  }
  return lenient;
}

function prepareError(error, parser, rawPacket) {
  error.rawPacket = rawPacket || parser.getCurrentBuffer();
  if (typeof error.reason === 'string') error.message = `Parse Error: ${error.reason}`;
}

module.exports = {
  checkInvalidHeaderChar,
  checkIsHttpToken,
  chunkExpression,
  continueExpression,
  CRLF,
  isLenient,
  kIncomingMessage,
  kSkipPendingData,
  methods,
  prepareError,
};
