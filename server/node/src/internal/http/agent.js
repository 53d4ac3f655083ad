'use strict';
// Agent: the pool of connections of a client. Requests to the same name (host, port, ...) share its sockets.

const EventEmitter = require('events');
const net = require('net');
const { once } = require('internal/util');
const { validateNumber, validateOneOf, validateString } = require('internal/validators');
const { exchangeFrame, getFrame } = require('internal/async_context');

const { setPrototypeOf } = Object;
const kOnKeylog = Symbol('onkeylog');
const kRequestOptions = Symbol('requestOptions');
const kRequestContext = Symbol('requestContext');

// A server's hint "timeout=5" of its Keep-Alive field.
const TIMEOUT_HINT = /^timeout=(\d+)/;
// How much earlier than the server we give a connection up, so that a request does not meet its closing.
const DEFAULT_TIMEOUT_BUFFER = 1000;

function Agent(options) {
  if (!(this instanceof Agent)) return new Agent(options);
  EventEmitter.call(this);

  this.options = { __proto__: null, ...options };
  this.options.noDelay ??= true;
  // A request's path is not a path of net.connect().
  this.options.path = null;
  this.defaultPort = 80;
  this.protocol = 'http:';
  this.requests = { __proto__: null };
  this.sockets = { __proto__: null };
  this.freeSockets = { __proto__: null };
  this.keepAliveMsecs = this.options.keepAliveMsecs || 1000;
  this.keepAlive = this.options.keepAlive || false;
  this.maxSockets = this.options.maxSockets || Agent.defaultMaxSockets;
  this.maxFreeSockets = this.options.maxFreeSockets || 256;
  this.scheduling = this.options.scheduling || 'lifo';
  this.maxTotalSockets = this.options.maxTotalSockets;
  this.totalSocketCount = 0;
  const buffer = this.options.agentKeepAliveTimeoutBuffer;
  this.agentKeepAliveTimeoutBuffer =
    typeof buffer === 'number' && buffer >= 0 && Number.isFinite(buffer) ? buffer : DEFAULT_TIMEOUT_BUFFER;

  validateOneOf(this.scheduling, 'scheduling', ['fifo', 'lifo']);
  if (this.maxTotalSockets !== undefined) {
    validateNumber(this.maxTotalSockets, 'maxTotalSockets', 1);
  } else {
    this.maxTotalSockets = Infinity;
  }

  this.on('free', (socket, socketOptions) => takeFree(this, socket, socketOptions));
  // TLS sockets tell their keys only if somebody listens.
  this.on('newListener', enableKeylog);
}
setPrototypeOf(Agent.prototype, EventEmitter.prototype);
setPrototypeOf(Agent, EventEmitter);

Agent.defaultMaxSockets = Infinity;

function enableKeylog(event) {
  if (event !== 'keylog') return;
  this.removeListener('newListener', enableKeylog);
  const agent = this;
  this[kOnKeylog] = function onKeylog(line) {
    agent.emit('keylog', line, this);
  };
  for (const sockets of Object.values(this.sockets)) {
    for (const socket of sockets) socket.on('keylog', this[kOnKeylog]);
  }
}

// A socket has nothing to do: the next waiting request gets it, or the pool keeps it, or it is closed.
function takeFree(agent, socket, options) {
  const name = agent.getName(options);
  if (!socket.writable) {
    socket.destroy();
    return;
  }
  const waiting = agent.requests[name];
  if (waiting?.length) {
    const request = waiting.shift();
    if (waiting.length === 0) delete agent.requests[name];
    const previous = exchangeFrame(request[kRequestContext]);
    try {
      assignSocket(agent, request, socket);
    } finally {
      exchangeFrame(previous);
    }
    return;
  }

  const request = socket._httpMessage;
  if (!request || !request.shouldKeepAlive || !agent.keepAlive) {
    socket.destroy();
    return;
  }
  const free = agent.freeSockets[name] ?? [];
  const count = free.length + (agent.sockets[name]?.length ?? 0);
  if (agent.totalSocketCount > agent.maxTotalSockets || count > agent.maxSockets ||
      free.length >= agent.maxFreeSockets || !agent.keepSocketAlive(socket)) {
    socket.destroy();
    return;
  }
  agent.freeSockets[name] = free;
  socket._httpMessage = null;
  agent.removeSocket(socket, options);
  socket.once('error', onFreeSocketError);
  free.push(socket);
}

function onFreeSocketError() {
  this.destroy();
  this.emit('agentRemove');
}

Agent.prototype.createConnection = function createConnection(...args) {
  return net.createConnection(...args);
};

// The key under which sockets are shared.
Agent.prototype.getName = function getName(options = {}) {
  let name = options.host || 'localhost';
  name += ':';
  if (options.port) name += options.port;
  name += ':';
  if (options.localAddress) name += options.localAddress;
  if (options.family === 4 || options.family === 6) name += `:${options.family}`;
  if (options.socketPath) name += `:${options.socketPath}`;
  return name;
};

Agent.prototype.addRequest = function addRequest(request, options, port, localAddress) {
  // The old form: (request, host, port, localAddress).
  if (typeof options === 'string') options = { __proto__: null, host: options, port, localAddress };
  options = completeOptions(this, request, options);

  const name = this.getName(options);
  const used = (this.sockets[name] ??= []);
  let socket;
  const free = this.freeSockets[name];
  if (free) {
    while (free.length && free[0].destroyed) free.shift();
    socket = this.scheduling === 'fifo' ? free.shift() : free.pop();
    if (free.length === 0) delete this.freeSockets[name];
  }

  if (socket) {
    this.reuseSocket(socket, request);
    assignSocket(this, request, socket);
    used.push(socket);
    return;
  }
  const count = (free ? free.length : 0) + used.length;
  if (count < this.maxSockets && this.totalSocketCount < this.maxTotalSockets) {
    this.createSocket(request, options, (error, created) => {
      if (error) request.onSocket(created, error);
      else assignSocket(this, request, created);
    });
    return;
  }
  request[kRequestOptions] = options;
  request[kRequestContext] = getFrame();
  (this.requests[name] ??= []).push(request);
};

function completeOptions(agent, request, options) {
  options = { __proto__: null, ...options, ...agent.options };
  if (options.socketPath) options.path = options.socketPath;
  if (!options.servername && options.servername !== '') options.servername = serverName(options, request);
  return options;
}

// The name for TLS is the Host field's, if it is a name.
function serverName(options, request) {
  let name = options.host;
  const field = request.getHeader('host');
  if (field) {
    validateString(field, 'options.headers.host');
    if (field[0] === '[') {
      const end = field.indexOf(']');
      name = end === -1 ? field : field.slice(1, end);
    } else {
      name = field.split(':', 1)[0];
    }
  }
  return net.isIP(name) ? '' : name;
}

Agent.prototype.createSocket = function createSocket(request, options, callback) {
  options = completeOptions(this, request, options);
  const timeout = request.timeout || this.options.timeout || undefined;
  if (timeout) options.timeout = timeout;

  const name = this.getName(options);
  options._agentKey = name;
  options.encoding = null;

  const onCreate = once((error, socket) => {
    if (error) return callback(error);
    (this.sockets[name] ??= []).push(socket);
    this.totalSocketCount++;
    installListeners(this, socket, options);
    callback(null, socket);
  });
  if (this.keepAlive) {
    options.keepAlive = this.keepAlive;
    options.keepAliveInitialDelay = this.keepAliveMsecs;
  }
  const socket = this.createConnection(options, onCreate);
  if (socket) onCreate(null, socket);
};

function installListeners(agent, socket, options) {
  function onFree() {
    agent.emit('free', socket, options);
  }
  function onClose() {
    agent.totalSocketCount--;
    agent.removeSocket(socket, options);
  }
  function onTimeout() {
    // Only a socket that nobody uses: a request's own timeout is its business.
    for (const sockets of Object.values(agent.freeSockets)) {
      if (sockets.includes(socket)) {
        socket.destroy();
        return;
      }
    }
  }
  function onRemove() {
    // Taken over (upgrade): it is no longer ours to count.
    agent.totalSocketCount--;
    agent.removeSocket(socket, options);
    socket.removeListener('close', onClose);
    socket.removeListener('free', onFree);
    socket.removeListener('timeout', onTimeout);
    socket.removeListener('agentRemove', onRemove);
  }
  socket.on('free', onFree);
  socket.on('close', onClose);
  socket.on('timeout', onTimeout);
  socket.on('agentRemove', onRemove);
  if (agent[kOnKeylog]) socket.on('keylog', agent[kOnKeylog]);
}

Agent.prototype.removeSocket = function removeSocket(socket, options) {
  const name = this.getName(options);
  removeFrom(this.sockets, name, socket);
  // A socket that still works may be in the free list on purpose.
  if (!socket.writable) removeFrom(this.freeSockets, name, socket);

  let request;
  if (this.requests[name]?.length) {
    request = this.requests[name][0];
  } else {
    // Another name may have waited because the total was reached.
    for (const other of Object.keys(this.requests)) {
      if (this.sockets[other]?.length) break;
      if (this.requests[other]?.length) {
        request = this.requests[other][0];
        options = request[kRequestOptions];
      }
      break;
    }
  }
  if (request && options) {
    request[kRequestOptions] = undefined;
    this.createSocket(request, options, (error, created) => {
      if (error) request.onSocket(null, error);
      else created.emit('free');
    });
  }
};

function removeFrom(sets, name, socket) {
  const sockets = sets[name];
  if (!sockets) return;
  const index = sockets.indexOf(socket);
  if (index === -1) return;
  sockets.splice(index, 1);
  // An empty list would keep the name for ever.
  if (sockets.length === 0) delete sets[name];
}

Agent.prototype.keepSocketAlive = function keepSocketAlive(socket) {
  socket.setKeepAlive(true, this.keepAliveMsecs);
  socket.unref();

  let timeout = this.options.timeout || 0;
  let canKeep = true;
  const hint = socket._httpMessage?.res?.headers['keep-alive'];
  const seconds = hint && TIMEOUT_HINT.exec(hint)?.[1];
  if (seconds) {
    const announced = Math.max(Number.parseInt(seconds, 10) * 1000 - this.agentKeepAliveTimeoutBuffer, 0);
    if (announced === 0) canKeep = false;
    else if (announced < timeout) timeout = announced;
  }
  if (socket.timeout !== timeout) socket.setTimeout(timeout);
  return canKeep;
};

Agent.prototype.reuseSocket = function reuseSocket(socket, request) {
  socket.removeListener('error', onFreeSocketError);
  request.reusedSocket = true;
  socket.ref();
};

Agent.prototype.destroy = function destroy() {
  for (const set of [this.freeSockets, this.sockets]) {
    for (const sockets of Object.values(set)) {
      for (const socket of sockets.slice()) socket.destroy();
    }
  }
};

function assignSocket(agent, request, socket) {
  request.onSocket(socket);
  const timeout = agent.options.timeout || 0;
  if (request.timeout === undefined || request.timeout === timeout) return;
  socket.setTimeout(request.timeout);
}

let globalAgent;

module.exports = {
  Agent,
  get globalAgent() {
    return (globalAgent ??= new Agent({ keepAlive: true, scheduling: 'lifo', timeout: 5000 }));
  },
  set globalAgent(agent) {
    globalAgent = agent;
  },
};
