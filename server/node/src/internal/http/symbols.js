'use strict';
// Symbols under which the parts of HTTP keep what is not for programs.

module.exports = {
  kConnectionsCheckingInterval: Symbol('http.server.connectionsCheckingInterval'),
  kConnections: Symbol('http.server.connections'),
  kErrored: Symbol('errored'),
  kHighWaterMark: Symbol('kHighWaterMark'),
  kNeedDrain: Symbol('kNeedDrain'),
  kOutHeaders: Symbol('kOutHeaders'),
  kServerResponse: Symbol('ServerResponse'),
  kSocket: Symbol('kSocket'),
  kUniqueHeaders: Symbol('kUniqueHeaders'),
};
