'use strict';
// node:https: its Agent can be made, configured and passed around, as packages do when they start; a connection needs TLS, which
// is not built yet.

const http = require('http');
const { notImplemented } = require('internal/not_implemented');

const { setPrototypeOf } = Object;

function Agent(options) {
  if (!(this instanceof Agent)) return new Agent(options);
  http.Agent.call(this, options);
  this.options = { __proto__: null, ...this.options };
  this.defaultPort = 443;
  this.protocol = 'https:';
  this.maxCachedSessions = this.options.maxCachedSessions ?? 100;
  this._sessionCache = { map: {}, list: [] };
}
setPrototypeOf(Agent.prototype, http.Agent.prototype);
setPrototypeOf(Agent, http.Agent);

Agent.prototype.createConnection = function createConnection() {
  throw notImplemented('tls.connect');
};

// Connections that were made with different keys and checks are not shared.
const KEY_OPTIONS = ['ca', 'cert', 'clientCertEngine', 'ciphers', 'key', 'pfx', 'rejectUnauthorized', 'servername', 'minVersion',
  'maxVersion', 'secureProtocol', 'crl', 'honorCipherOrder', 'ecdhCurve', 'dhparam', 'secureOptions', 'sessionIdContext',
  'sigalgs', 'privateKeyIdentifier', 'privateKeyEngine'];

Agent.prototype.getName = function getName(options = {}) {
  let name = http.Agent.prototype.getName.call(this, options);
  for (const option of KEY_OPTIONS) {
    name += ':';
    if (option === 'servername') {
      if (options.servername && options.servername !== options.host) name += options.servername;
    } else if (option === 'rejectUnauthorized' || option === 'honorCipherOrder') {
      if (options[option] !== undefined) name += options[option];
    } else if (options[option]) {
      name += option === 'pfx' && Array.isArray(options.pfx) ? JSON.stringify(options.pfx) : options[option];
    }
  }
  return name;
};

function Server() {
  throw notImplemented('https.Server');
}

function createServer(opts, requestListener) {
  throw notImplemented('https.createServer');
}

function get(input, options, cb) {
  throw notImplemented('https.get');
}

function request(...args) {
  throw notImplemented('https.request');
}

module.exports = {
  Agent,
  globalAgent: new Agent({ keepAlive: true, scheduling: 'lifo', timeout: 5000 }),
  Server,
  createServer,
  get,
  request,
};
