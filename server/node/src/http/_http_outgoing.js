'use strict';
const { OutgoingMessage } = require('internal/http/outgoing');
const { parseUniqueHeadersOption, validateHeaderName, validateHeaderValue } = require('internal/http/headers');
const { kHighWaterMark, kUniqueHeaders } = require('internal/http/symbols');

module.exports = {
  kHighWaterMark,
  kUniqueHeaders,
  parseUniqueHeadersOption,
  validateHeaderName,
  validateHeaderValue,
  OutgoingMessage,
};
