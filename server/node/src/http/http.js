'use strict';
// node:http, the public face: the parts are under internal/http.

const { connectionListener, Server } = require('internal/http/server');
const { ServerResponse } = require('internal/http/response');
const { IncomingMessage } = require('internal/http/incoming');
const { OutgoingMessage } = require('internal/http/outgoing');
const { validateHeaderName, validateHeaderValue } = require('internal/http/headers');
const { methods } = require('internal/http/common');
const { STATUS_CODES } = require('internal/http/status');
const agents = require('internal/http/agent');

const { defineProperty } = Object;

// The client is loaded when the first request is made: a server needs none of it.
let ClientRequest;
const client = () => (ClientRequest ??= require('internal/http/client').ClientRequest);

function createServer(opts, requestListener) {
  return new Server(opts, requestListener);
}

function request(url, options, cb) {
  return new (client())(url, options, cb);
}

function get(url, options, cb) {
  const req = request(url, options, cb);
  req.end();
  return req;
}

function setMaxIdleHTTPParsers(max) {
  require('internal/validators').validateInteger(max, 'max', 1);
  require('internal/http/parser').parsers.max = max;
}

let maxHeaderSize;

module.exports = {
  _connectionListener: connectionListener,
  METHODS: methods.toSorted(),
  STATUS_CODES,
  Agent: agents.Agent,
  ClientRequest: undefined,
  IncomingMessage,
  OutgoingMessage,
  Server,
  ServerResponse,
  createServer,
  validateHeaderName,
  validateHeaderValue,
  get,
  request,
  setMaxIdleHTTPParsers,
};

defineProperty(module.exports, 'ClientRequest', {
  __proto__: null,
  get: client,
  set(value) {
    defineProperty(module.exports, 'ClientRequest', { __proto__: null, value, writable: true, configurable: true, enumerable: true });
  },
  configurable: true,
  enumerable: true,
});

defineProperty(module.exports, 'maxHeaderSize', {
  __proto__: null,
  get() {
    return (maxHeaderSize ??= require('internal/options').getOptionValue('--max-http-header-size'));
  },
  configurable: true,
  enumerable: true,
});

defineProperty(module.exports, 'globalAgent', {
  __proto__: null,
  get() {
    return agents.globalAgent;
  },
  set(value) {
    agents.globalAgent = value;
  },
  configurable: true,
  enumerable: true,
});

for (const name of ['WebSocket', 'CloseEvent', 'MessageEvent']) {
  defineProperty(module.exports, name, {
    __proto__: null,
    get: () => globalThis[name],
    configurable: true,
    enumerable: true,
  });
}
