'use strict';
const common = require('internal/http/common');
const { freeParser, HTTPParser, parsers } = require('internal/http/parser');

module.exports = {
  _checkInvalidHeaderChar: common.checkInvalidHeaderChar,
  _checkIsHttpToken: common.checkIsHttpToken,
  chunkExpression: common.chunkExpression,
  continueExpression: common.continueExpression,
  CRLF: common.CRLF,
  freeParser,
  methods: common.methods,
  parsers,
  kIncomingMessage: common.kIncomingMessage,
  HTTPParser,
  isLenient: common.isLenient,
  prepareError: common.prepareError,
  kSkipPendingData: common.kSkipPendingData,
};
