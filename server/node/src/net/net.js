'use strict';
// node:net, the public face: the parts are under internal/net.

const { Socket } = require('internal/net/socket');
const { createServerHandle, Server } = require('internal/net/server');
const connecting = require('internal/net/connect');
const { isIP, isIPv4, isIPv6 } = require('internal/net');

function createServer(options, connectionListener) {
  return new Server(options, connectionListener);
}

const created = require('diagnostics_channel').channel('net.client.socket');

function connect(...args) {
  const normalized = connecting.normalizeArgs(args);
  const options = normalized[0];
  const socket = new Socket(options);
  if (created.hasSubscribers) created.publish({ socket });
  // The time without activity that counts includes the time of connecting.
  if (options.timeout) socket.setTimeout(options.timeout);
  return socket.connect(normalized);
}

// What only Windows needed, and Node warns about since it is gone there too.
let warned = false;

function setSimultaneousAccepts() {
  if (warned) return;
  warned = true;
  process.emitWarning('net._setSimultaneousAccepts() is deprecated and will be removed.', 'DeprecationWarning', 'DEP0121');
}

module.exports = {
  _createServerHandle: createServerHandle,
  _normalizeArgs: connecting.normalizeArgs,
  _setSimultaneousAccepts: setSimultaneousAccepts,
  get BlockList() {
    return require('internal/blocklist').BlockList;
  },
  get SocketAddress() {
    return require('internal/socketaddress').SocketAddress;
  },
  connect,
  createConnection: connect,
  createServer,
  isIP,
  isIPv4,
  isIPv6,
  Server,
  Socket,
  Stream: Socket,
  getDefaultAutoSelectFamily: connecting.getDefaultAutoSelectFamily,
  setDefaultAutoSelectFamily: connecting.setDefaultAutoSelectFamily,
  getDefaultAutoSelectFamilyAttemptTimeout: connecting.getDefaultAutoSelectFamilyAttemptTimeout,
  setDefaultAutoSelectFamilyAttemptTimeout: connecting.setDefaultAutoSelectFamilyAttemptTimeout,
};
