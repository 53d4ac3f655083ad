'use strict';
// net.Server: a listening handle whose connections become sockets.

const EventEmitter = require('events');
const { channel, tracingChannel } = require('diagnostics_channel');
const {
  codes: { ERR_INVALID_ARG_TYPE, ERR_INVALID_ARG_VALUE, ERR_SERVER_ALREADY_LISTEN, ERR_SERVER_NOT_RUNNING },
  ErrnoException,
  UVExceptionWithHostPort,
} = require('internal/errors');
const { errors, Pipe, TCP } = require('internal/stream_handle');
const { isIPv6 } = require('internal/net');
const { refusalOfNet, refusalOfSocket } = require('internal/permission');
const { handleForDescriptor, kSetKeepAlive, kSetKeepAliveInitialDelay, kSetNoDelay, Socket } =
  require('internal/net/socket');
const { isPipeName, normalizeArgs, toNumber } = require('internal/net/connect');
const { validateAbortSignal, validateFunction, validateNumber, validatePort } = require('internal/validators');
const { normalizedArgsSymbol } = require('internal/net');

const { UV_EINVAL } = errors;
const listenChannel = tracingChannel('net.server.listen');
const accepted = channel('net.server.socket');
const DEFAULT_BACKLOG = 511;
const asyncDispose = Symbol.asyncDispose ?? Symbol.for('nodejs.asyncDispose');

function Server(options, connectionListener) {
  if (!(this instanceof Server)) return new Server(options, connectionListener);
  EventEmitter.call(this);

  if (typeof options === 'function') {
    connectionListener = options;
    options = {};
    this.on('connection', connectionListener);
  } else if (options == null || typeof options === 'object') {
    options = { ...options };
    if (typeof connectionListener === 'function') this.on('connection', connectionListener);
  } else {
    throw new ERR_INVALID_ARG_TYPE('options', 'Object', options);
  }
  if (options.keepAliveInitialDelay !== undefined) {
    validateNumber(options.keepAliveInitialDelay, 'options.keepAliveInitialDelay');
    if (options.keepAliveInitialDelay < 0) options.keepAliveInitialDelay = 0;
  }
  if (options.highWaterMark !== undefined) {
    validateNumber(options.highWaterMark, 'options.highWaterMark');
    if (options.highWaterMark < 0) options.highWaterMark = require('stream').getDefaultHighWaterMark();
  }

  this._connections = 0;
  this._handle = null;
  this._usingWorkers = false;
  this._workers = [];
  this._unref = false;
  this._listeningId = 1;
  this.allowHalfOpen = options.allowHalfOpen || false;
  this.pauseOnConnect = Boolean(options.pauseOnConnect);
  this.noDelay = Boolean(options.noDelay);
  this.keepAlive = Boolean(options.keepAlive);
  this.keepAliveInitialDelay = ~~(options.keepAliveInitialDelay / 1000);
  this.highWaterMark = options.highWaterMark ?? require('stream').getDefaultHighWaterMark();
  if (options.blockList) {
    const { BlockList } = require('internal/blocklist');
    if (!BlockList.isBlockList(options.blockList)) {
      throw new ERR_INVALID_ARG_TYPE('options.blockList', 'net.BlockList', options.blockList);
    }
    this.blockList = options.blockList;
  }
}
Object.setPrototypeOf(Server.prototype, EventEmitter.prototype);
Object.setPrototypeOf(Server, EventEmitter);

// A bound handle, or the negative errno that binding gave.
function createServerHandle(address, port, addressType, fd, flags) {
  let handle;
  if (typeof fd === 'number' && fd >= 0) {
    try {
      handle = handleForDescriptor(fd, true);
    } catch {
      // Not a socket at all.
      return UV_EINVAL;
    }
    const status = handle.open(fd);
    return status || handle;
  }
  if (port === -1 && addressType === -1) {
    handle = new Pipe(Pipe.SERVER);
    return bound(handle, handle.bind(address));
  }
  handle = new TCP(TCP.SERVER);
  if (address || addressType === 6) {
    if (!address) {
      const status = handle.bind6('::', port, flags);
      if (status === 0) return handle;
      handle.close();
      return createServerHandle('0.0.0.0', port, 4, null, flags);
    }
    const status = addressType === 6 ?
      handle.bind6(address, port, flags) :
      handle.bind(address || '0.0.0.0', port, flags);
    return bound(handle, status);
  }
  return bound(handle, handle.bind('0.0.0.0', port, flags));
}

function bound(handle, status) {
  if (!status) return handle;
  handle.close();
  return status;
}

function startListening(server, address, port, addressType, backlog, fd, flags) {
  let handle = server._handle;
  if (!handle) {
    let result = null;
    if (!address && typeof fd !== 'number') {
      // Both families by one socket where the machine has IPv6, else IPv4 only.
      result = createServerHandle('::', port, 6, fd, flags);
      if (typeof result === 'number') {
        result = null;
        address = '0.0.0.0';
        addressType = 4;
      } else {
        address = '::';
        addressType = 6;
      }
    }
    result ??= createServerHandle(address, port, addressType, fd, flags);
    if (typeof result === 'number') {
      failToListen(server, new UVExceptionWithHostPort(result, 'listen', address, port));
      return;
    }
    handle = server._handle = result;
  }

  handle.owner = server;
  handle.onconnection = onConnection;
  const status = handle.listen(backlog || DEFAULT_BACKLOG);
  if (status) {
    handle.close();
    server._handle = null;
    failToListen(server, new UVExceptionWithHostPort(status, 'listen', address, port));
    return;
  }
  server._connectionKey = `${addressType}:${address}:${port}`;
  if (server._unref) server.unref();
  if (listenChannel.hasSubscribers) listenChannel.asyncEnd.publish({ server });
  process.nextTick(emitListening, server);
}

function failToListen(server, error) {
  if (listenChannel.hasSubscribers) listenChannel.error.publish({ server, error });
  process.nextTick(emitError, server, error);
}

function emitError(server, error) {
  server.emit('error', error);
}

function emitListening(server) {
  if (server._handle) server.emit('listening');
}

function onConnection(status, client) {
  const server = this.owner;
  if (status) {
    server.emit('error', new ErrnoException(status, 'accept'));
    return;
  }
  if (server.maxConnections != null && server._connections >= server.maxConnections) {
    if (server.listenerCount('drop') > 0) server.emit('drop', endsOf(client));
    client.close();
    return;
  }
  if (server.blockList) {
    const remote = {};
    if (!client.getpeername?.(remote) && server.blockList.check(remote.address, remote.family.toLowerCase())) {
      if (server.listenerCount('drop') > 0) server.emit('drop', endsOf(client));
      client.close();
      return;
    }
  }

  const socket = new Socket({
    handle: client,
    allowHalfOpen: server.allowHalfOpen,
    pauseOnCreate: server.pauseOnConnect,
    readable: true,
    writable: true,
    readableHighWaterMark: server.highWaterMark,
    writableHighWaterMark: server.highWaterMark,
  });
  if (server.noDelay && client.setNoDelay) {
    socket[kSetNoDelay] = true;
    client.setNoDelay(true);
  }
  if (server.keepAlive && client.setKeepAlive) {
    socket[kSetKeepAlive] = true;
    socket[kSetKeepAliveInitialDelay] = server.keepAliveInitialDelay;
    client.setKeepAlive(true, server.keepAliveInitialDelay);
  }
  server._connections++;
  socket.server = server;
  socket._server = server;
  server.emit('connection', socket);
  if (accepted.hasSubscribers) accepted.publish({ socket });
}

function endsOf(handle) {
  const local = {};
  const remote = {};
  handle.getsockname?.(local);
  handle.getpeername?.(remote);
  return {
    localAddress: local.address,
    localPort: local.port,
    localFamily: local.family,
    remoteAddress: remote.address,
    remotePort: remote.port,
    remoteFamily: remote.family,
  };
}

function lookupAndListen(server, port, address, backlog, flags) {
  const listening = server._listeningId;
  require('dns').lookup(address, (error, ip, addressType) => {
    // Closed meanwhile.
    if (server._listeningId !== listening) return;
    if (error) {
      server.emit('error', error);
      return;
    }
    startListening(server, ip, port, ip ? addressType : 4, backlog, undefined, flags);
  });
}

const methods = {
  listen(...args) {
    const normalized = Array.isArray(args[0]) && args[0][normalizedArgsSymbol] ? args[0] : normalizeArgs(args);
    let options = normalized[0];
    const callback = normalized[1];
    if (this._handle) throw new ERR_SERVER_ALREADY_LISTEN();
    if (callback !== null) this.once('listening', callback);

    // listen(port[, host][, backlog]) also gives the backlog by position.
    const backlogFromArgs = (args.length > 1 && toNumber(args[1])) || (args.length > 2 && toNumber(args[2])) || false;
    options = options._handle || options.handle || options;
    if (listenChannel.hasSubscribers) listenChannel.asyncStart.publish({ server: this, options });
    const flags = (options.ipv6Only ? TCP.UV_TCP_IPV6ONLY : 0) | (options.reusePort ? TCP.UV_TCP_REUSEPORT : 0);

    if (options instanceof TCP || options instanceof Pipe) {
      this._handle = options;
      startListening(this, null, -1, -1, backlogFromArgs);
      return this;
    }
    closeOnAbort(this, options);
    const refusal = options.path && isPipeName(options.path) ?
      refusalOfSocket(`listen on ${options.path}`) :
      refusalOfNet(`listen on port ${options.port ?? 0}`);
    if (refusal !== undefined) {
      failToListen(this, refusal);
      return this;
    }

    if (typeof options.fd === 'number' && options.fd >= 0) {
      startListening(this, null, null, null, backlogFromArgs, options.fd);
      return this;
    }
    // No port at all, or a port that is explicitly nothing: any free one.
    if (args.length === 0 || typeof args[0] === 'function' ||
        (options.port === undefined && 'port' in options) || options.port === null) {
      options = { ...options, port: 0 };
    }

    const backlog = options.backlog || backlogFromArgs;
    if (typeof options.port === 'number' || typeof options.port === 'string') {
      validatePort(options.port, 'options.port');
      const port = options.port | 0;
      if (options.host) {
        lookupAndListen(this, port, options.host, backlog, flags);
      } else {
        startListening(this, null, port, 4, backlog, undefined, flags);
      }
      return this;
    }

    if (options.path && isPipeName(options.path)) {
      this._pipeName = options.path;
      startListening(this, options.path, -1, -1, backlog);
      if (!this._handle) return this;
      openToAll(this, options);
      return this;
    }

    if (!('port' in options || 'path' in options)) {
      throw new ERR_INVALID_ARG_VALUE('options', options, 'must have the property "port" or "path"');
    }
    throw new ERR_INVALID_ARG_VALUE('options', options);
  },

  address() {
    const handle = this._handle;
    if (handle?.getsockname) {
      const out = {};
      // A pipe has no address of this kind; its name is what it was bound to.
      if (handle instanceof Pipe && this._pipeName) return this._pipeName;
      const status = handle.getsockname(out);
      if (status) throw new ErrnoException(status, 'address');
      return out;
    }
    return this._pipeName || null;
  },

  getConnections(callback) {
    process.nextTick(callback, null, this._connections);
    return this;
  },

  close(callback) {
    this._listeningId++;
    if (typeof callback === 'function') {
      if (!this._handle) {
        this.once('close', () => callback(new ERR_SERVER_NOT_RUNNING()));
      } else {
        this.once('close', callback);
      }
    }
    if (this._handle) {
      this._handle.close();
      this._handle = null;
    }
    this._emitCloseIfDrained();
    return this;
  },

  _emitCloseIfDrained() {
    if (this._handle || this._connections) return;
    process.nextTick(emitServerClose, this);
  },

  // Workers of a cluster would share connections here.
  _setupWorker(socketList) {
    this._usingWorkers = true;
    this._workers.push(socketList);
    socketList.once('exit', (list) => {
      const index = this._workers.indexOf(list);
      if (index >= 0) this._workers.splice(index, 1);
    });
  },

  ref() {
    this._unref = false;
    this._handle?.ref();
    return this;
  },

  unref() {
    this._unref = true;
    this._handle?.unref();
    return this;
  },

  _listen2(address, port, addressType, backlog, fd, flags) {
    startListening(this, address, port, addressType, backlog, fd, flags);
  },
};

function emitServerClose(server) {
  server.emit('close');
}

function closeOnAbort(server, options) {
  const { signal } = options;
  if (signal === undefined) return;
  validateAbortSignal(signal, 'options.signal');
  const onAborted = () => server.close();
  if (signal.aborted) {
    process.nextTick(onAborted);
  } else {
    const { addAbortListener } = require('events');
    const disposable = addAbortListener(signal, onAborted);
    server.once('close', () => disposable[Symbol.dispose ?? Symbol.for('nodejs.dispose')]());
  }
}

function openToAll(server, options) {
  let mode = 0;
  if (options.readableAll === true) mode |= Pipe.UV_READABLE;
  if (options.writableAll === true) mode |= Pipe.UV_WRITABLE;
  if (mode === 0) return;
  const status = server._handle.fchmod(mode);
  if (status) {
    server._handle.close();
    server._handle = null;
    throw new ErrnoException(status, 'uv_pipe_chmod');
  }
}

for (const name of Object.keys(methods)) Server.prototype[name] = methods[name];

Object.defineProperty(Server.prototype, 'listening', {
  __proto__: null,
  get() { return Boolean(this._handle); },
  configurable: true,
  enumerable: true,
});

Object.defineProperty(Server.prototype, asyncDispose, {
  __proto__: null,
  async value() {
    if (!this._handle) return;
    await new Promise((resolve, reject) => {
      this.close((error) => (error ? reject(error) : resolve()));
    });
  },
  writable: true,
  configurable: true,
  enumerable: true,
});

Server.prototype[Symbol.for('nodejs.rejection')] = function (error, event, socket) {
  if (event === 'connection') {
    socket.destroy(error);
  } else {
    this.emit('error', error);
  }
};

module.exports = { createServerHandle, Server };
