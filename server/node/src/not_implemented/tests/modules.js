'use strict';
// Modules that programs require and seldom use: the names are there.
const assert = require('node:assert');

for (const [id, names] of Object.entries({
  'https': ['Agent', 'request', 'get', 'createServer', 'globalAgent', 'Server'],
  'http2': ['connect', 'createServer', 'createSecureServer', 'constants'],
  'tls': ['connect', 'createServer', 'TLSSocket', 'createSecureContext', 'checkServerIdentity', 'DEFAULT_MIN_VERSION'],
  'dgram': ['createSocket', 'Socket'],
  'cluster': ['fork', 'isPrimary', 'isMaster', 'isWorker', 'workers', 'on'],
  'inspector': ['open', 'close', 'url', 'Session'],
  'repl': ['start', 'REPLServer'],
  'domain': ['create', 'Domain'],
  'trace_events': ['createTracing', 'getEnabledCategories'],
  'wasi': ['WASI'],
  'node:test': ['describe', 'it', 'test', 'mock'],
  'node:sea': ['isSea', 'getAsset'],
})) {
  const loaded = require(id);
  for (const name of names) assert.ok(name in loaded, `${id}.${name}`);
}

const https = require('node:https');
const agent = new https.Agent({ keepAlive: true });
assert.ok(agent instanceof require('node:http').Agent);
assert.strictEqual(agent.defaultPort, 443);
assert.strictEqual(agent.protocol, 'https:');
assert.strictEqual(require('node:cluster').isPrimary, true);
assert.strictEqual(require('node:inspector').url(), undefined);
assert.strictEqual(require('node:sea').isSea(), false);
assert.strictEqual(require('node:http2').constants.HTTP2_HEADER_PATH, ':path');
