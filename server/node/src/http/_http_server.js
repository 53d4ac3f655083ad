'use strict';
const server = require('internal/http/server');
const { ServerResponse } = require('internal/http/response');
const { STATUS_CODES } = require('internal/http/status');

module.exports = {
  STATUS_CODES,
  Server: server.Server,
  ServerResponse,
  setupConnectionsTracking: server.setupConnectionsTracking,
  storeHTTPOptions: server.storeHTTPOptions,
  _connectionListener: server.connectionListener,
  kServerResponse: server.kServerResponse,
  httpServerPreClose: server.httpServerPreClose,
  kConnectionsCheckingInterval: server.kConnectionsCheckingInterval,
};
