'use strict';
// Socket.prototype.connect: argument forms, name lookup, and the attempts on one or several addresses.
//
// With `autoSelectFamily` (the default) a name that has addresses of both families is tried as RFC 8305 says:
// the families alternate, each attempt gets `autoSelectFamilyAttemptTimeout` before the next one starts.

const {
  codes: {
    ERR_INVALID_ADDRESS_FAMILY,
    ERR_INVALID_ARG_TYPE,
    ERR_INVALID_IP_ADDRESS,
    ERR_IP_BLOCKED,
    ERR_MISSING_ARGS,
    ERR_SOCKET_CONNECTION_TIMEOUT,
  },
  ExceptionWithHostPort,
  NodeAggregateError,
} = require('internal/errors');
const { errors, Pipe, TCP } = require('internal/stream_handle');
const { isIP, kReinitializeHandle, normalizedArgsSymbol } = require('internal/net');
const { attachHandle } = require('internal/net/handle_io');
const { kSetKeepAlive, kSetKeepAliveInitialDelay, kSetNoDelay, Socket } = require('internal/net/socket');
const {
  validateBoolean,
  validateFunction,
  validateInt32,
  validateNumber,
  validatePort,
  validateString,
} = require('internal/validators');

const { UV_ECANCELED, UV_ETIMEDOUT, UV_EADDRINUSE } = errors;

const { getOptionValue } = require('internal/options');
const { refusalOfNet, refusalOfSocket } = require('internal/permission');

let autoSelectFamilyDefault = getOptionValue('--network-family-autoselection');
let attemptTimeoutDefault = getOptionValue('--network-family-autoselection-attempt-timeout');

function getDefaultAutoSelectFamily() {
  return autoSelectFamilyDefault;
}

function setDefaultAutoSelectFamily(value) {
  validateBoolean(value, 'value');
  autoSelectFamilyDefault = value;
}

function getDefaultAutoSelectFamilyAttemptTimeout() {
  return attemptTimeoutDefault;
}

function setDefaultAutoSelectFamilyAttemptTimeout(value) {
  validateInt32(value, 'value', 1);
  attemptTimeoutDefault = Math.max(value, 10);
}

// (options[, cb]), (path[, cb]), (port[, host][, cb]) -> [options, cb | null], marked so that it is done once only.
function normalizeArgs(args) {
  let result;
  if (args.length === 0) {
    result = [{}, null];
  } else {
    const first = args[0];
    let options = {};
    if (typeof first === 'object' && first !== null) {
      options = first;
    } else if (isPipeName(first)) {
      options.path = first;
    } else {
      options.port = first;
      if (args.length > 1 && typeof args[1] === 'string') options.host = args[1];
    }
    const last = args[args.length - 1];
    result = [options, typeof last === 'function' ? last : null];
  }
  result[normalizedArgsSymbol] = true;
  return result;
}

function isPipeName(value) {
  return typeof value === 'string' && toNumber(value) === false;
}

function toNumber(value) {
  return (value = Number(value)) >= 0 ? value : false;
}

function connectSocket(socket, args) {
  const [options, callback] = Array.isArray(args[0]) && args[0][normalizedArgsSymbol] ? args[0] : normalizeArgs(args);

  if (options.port === undefined && options.path == null) throw new ERR_MISSING_ARGS(['options', 'port', 'path']);
  if (socket._parent?.connecting) return socket;
  // A socket that had ended may be connected again.
  if (socket.write !== Socket.prototype.write) socket.write = Socket.prototype.write;
  if (socket.destroyed) {
    socket._handle = null;
    socket._peername = undefined;
    socket._sockname = undefined;
  }

  const { path } = options;
  const isPipe = Boolean(path);
  if (!socket._handle) {
    socket._handle = isPipe ? new Pipe(Pipe.SOCKET) : new TCP(TCP.SOCKET);
    attachHandle(socket);
  }
  if (callback !== null) socket.once('connect', callback);
  const refusal = isPipe ? refusalOfSocket(`connect to ${path}`) : refusalOfNet(`connect to ${options.host || 'localhost'}:${options.port}`);
  if (refusal !== undefined) {
    process.nextTick(() => socket.destroy(refusal));
    return socket;
  }
  socket._unrefTimer();
  socket.connecting = true;
  if (isPipe) {
    validateString(path, 'options.path');
    connectTo(socket, path);
  } else {
    lookupAndConnect(socket, options);
  }
  return socket;
}

function lookupAndConnect(socket, options) {
  const { localAddress, localPort } = options;
  const host = options.host || 'localhost';
  let { port, autoSelectFamily, autoSelectFamilyAttemptTimeout } = options;

  if (localAddress && !isIP(localAddress)) throw new ERR_INVALID_IP_ADDRESS(localAddress);
  if (localPort) validateNumber(localPort, 'options.localPort');
  if (port !== undefined) {
    if (typeof port !== 'number' && typeof port !== 'string') {
      throw new ERR_INVALID_ARG_TYPE('options.port', ['number', 'string'], port);
    }
    validatePort(port);
  }
  port |= 0;

  if (autoSelectFamily != null) {
    validateBoolean(autoSelectFamily, 'options.autoSelectFamily');
  } else {
    autoSelectFamily = autoSelectFamilyDefault;
  }
  if (autoSelectFamilyAttemptTimeout != null) {
    validateInt32(autoSelectFamilyAttemptTimeout, 'options.autoSelectFamilyAttemptTimeout', 1);
    autoSelectFamilyAttemptTimeout = Math.max(autoSelectFamilyAttemptTimeout, 10);
  } else {
    autoSelectFamilyAttemptTimeout = attemptTimeoutDefault;
  }

  const family = isIP(host);
  if (family) {
    process.nextTick(() => {
      if (socket.connecting) connectTo(socket, host, port, family, localAddress, localPort, options.blockList);
    });
    return;
  }

  if (options.lookup != null) validateFunction(options.lookup, 'options.lookup');
  const dns = require('dns');
  const query = { family: familyNumber(options.family), hints: options.hints || 0 };
  if (query.family !== 4 && query.family !== 6 && query.hints === 0) query.hints = dns.ADDRCONFIG;
  socket._host = host;
  const lookup = options.lookup || dns.lookup;

  if (autoSelectFamily && query.family !== 4 && query.family !== 6 && !localAddress) {
    query.all = true;
    lookup(host, query, (error, addresses) => {
      onAddresses(socket, options, host, port, autoSelectFamilyAttemptTimeout, error, addresses);
    });
    return;
  }

  lookup(host, query, (error, address, addressFamily) => {
    socket.emit('lookup', error, address, addressFamily, host);
    if (!socket.connecting) return;
    const problem = error ?? addressProblem(options, address, addressFamily);
    if (problem) {
      process.nextTick(failConnect, socket, problem);
    } else {
      socket._unrefTimer();
      connectTo(socket, address, port, addressFamily, localAddress, localPort, options.blockList);
    }
  });
}

function familyNumber(family) {
  switch (family) {
    case 'IPv4':
      return 4;
    case 'IPv6':
      return 6;
    default:
      return family;
  }
}

function addressProblem(options, address, family) {
  if (!isIP(address)) return new ERR_INVALID_IP_ADDRESS(address);
  if (family !== 4 && family !== 6) return new ERR_INVALID_ADDRESS_FAMILY(family, options.host, options.port);
}

function failConnect(socket, error) {
  socket.destroy(error);
}

function onAddresses(socket, options, host, port, timeout, error, addresses) {
  if (!socket.connecting) return;
  if (error) {
    socket.emit('lookup', error, undefined, undefined, host);
    process.nextTick(failConnect, socket, error);
    return;
  }

  // Both families apart, in the order of the answer; they are tried alternately, beginning with the first one's family.
  const families = { __proto__: null, 4: [], 6: [] };
  let first = 0;
  for (const { address, family } of addresses) {
    socket.emit('lookup', error, address, family, host);
    if (isIP(address) && (family === 4 || family === 6)) {
      first ||= family;
      families[family].push({ address, family });
    }
  }
  if (!socket.connecting) return;

  const count = families[4].length + families[6].length;
  if (count === 0) {
    const { address, family } = addresses[0] ?? {};
    process.nextTick(failConnect, socket, addressProblem(options, address, family));
    return;
  }
  socket._unrefTimer();
  const { localAddress, localPort, blockList } = options;
  if (count === 1) {
    const { address, family } = families[first][0];
    connectTo(socket, address, port, family, localAddress, localPort, blockList);
    return;
  }

  const leading = families[first];
  const following = families[first === 4 ? 6 : 4];
  const order = [];
  for (let index = 0; order.length < count; index++) {
    if (index < leading.length) order.push(leading[index]);
    if (index < following.length) order.push(following[index]);
  }
  socket.autoSelectFamilyAttemptedAddresses = [];
  tryNext({ socket, addresses: order, current: 0, port, localPort, blockList, timeout, timer: null, errors: [] });
}

function bindLocal(handle, family, localAddress, localPort) {
  return family === 6 ?
    handle.bind6(localAddress || '::', localPort | 0, 0) :
    handle.bind(localAddress || '0.0.0.0', localPort | 0);
}

// One attempt on a path or a known address.
function connectTo(socket, address, port, family, localAddress, localPort, blockList) {
  const handle = socket._handle;
  if (family && (localAddress || localPort)) {
    const status = bindLocal(handle, family, localAddress, localPort);
    if (status && status !== UV_EADDRINUSE) {
      socket.destroy(new ExceptionWithHostPort(status, 'bind', localAddress, localPort));
      return;
    }
  }
  if (family && isBlocked(blockList, address, family)) {
    socket.destroy(new ERR_IP_BLOCKED(address));
    return;
  }
  if (family) socket.emit('connectionAttempt', address, port, family);

  let status;
  if (family) {
    status = handle.connect(address, port, (result) => {
      afterConnect(socket, handle, result, address, port, family, localAddress, localPort);
    });
  } else {
    status = handle.connect(address, (result) => afterConnect(socket, handle, result, address));
  }
  if (status) {
    socket.destroy(new ExceptionWithHostPort(status, 'connect', address, port, localDetails(socket)));
  }
}

function localDetails(socket) {
  const { address, port } = socket._getsockname();
  return address ? `${address}:${port}` : undefined;
}

function isBlocked(blockList, address, family) {
  return blockList?.check(address, `ipv${family}`);
}

function connectError(status, address, port, localAddress, localPort) {
  const details = localAddress && localPort ? `${localAddress}:${localPort}` : undefined;
  const error = new ExceptionWithHostPort(status, 'connect', address, port, details);
  if (details) {
    error.localAddress = localAddress;
    error.localPort = localPort;
  }
  return error;
}

function afterConnect(socket, handle, status, address, port, family, localAddress, localPort) {
  // Destroyed meanwhile, or another attempt won.
  if (socket.destroyed) return;
  socket.connecting = false;
  socket._sockname = null;

  if (status !== 0) {
    const error = connectError(status, address, port, localAddress, localPort);
    if (family) socket.emit('connectionAttemptFailed', address, port, family, error);
    socket.destroy(error);
    return;
  }
  socket._unrefTimer();
  if (socket[kSetNoDelay] && handle.setNoDelay) handle.setNoDelay(true);
  if (socket[kSetKeepAlive] && handle.setKeepAlive) handle.setKeepAlive(true, socket[kSetKeepAliveInitialDelay]);
  socket.emit('connect');
  socket.emit('ready');
  // An empty read makes the stream start; nothing is handed out unless somebody listens.
  if (socket.readable && !socket.isPaused()) socket.read(0);
}

// The next attempt of several.
function tryNext(context) {
  require('timers').clearTimeout(context.timer);
  const { socket, addresses, errors: failures, port } = context;
  if (context.current === addresses.length) {
    socket.destroy(failures.length === 0 ? new ERR_SOCKET_CONNECTION_TIMEOUT() : new NodeAggregateError(failures));
    return;
  }

  const { address, family } = addresses[context.current++];
  const handle = context.current === 1 ? socket._handle : new TCP(TCP.SOCKET);
  if (isBlocked(context.blockList, address, family)) {
    failAttempt(context, address, family, new ERR_IP_BLOCKED(address));
    return;
  }
  if (context.localPort) {
    const status = bindLocal(handle, family, undefined, context.localPort);
    if (status && status !== UV_EADDRINUSE) {
      failAttempt(context, address, family, new ExceptionWithHostPort(status, 'bind', undefined, context.localPort));
      return;
    }
  }

  socket.emit('connectionAttempt', address, port, family);
  const attempt = { address, family, handle, timedOut: false };
  const status = handle.connect(address, port, (result) => afterAttempt(context, attempt, result));
  socket.autoSelectFamilyAttemptedAddresses.push(`${address}:${port}`);
  if (status) {
    failAttempt(context, address, family,
                new ExceptionWithHostPort(status, 'connect', address, port, localDetails(socket)));
    return;
  }
  if (context.current < addresses.length) {
    context.timer = require('timers').setTimeout(giveUpAttempt, context.timeout, context, attempt);
  }
}

function failAttempt(context, address, family, error) {
  context.errors.push(error);
  context.socket.emit('connectionAttemptFailed', address, context.port, family, error);
  tryNext(context);
}

function giveUpAttempt(context, attempt) {
  const { socket, port } = context;
  socket.emit('connectionAttemptTimeout', attempt.address, port, attempt.family);
  attempt.timedOut = true;
  attempt.handle.close();
  context.errors.push(connectError(UV_ETIMEDOUT, attempt.address, port));
  if (socket.connecting) tryNext(context);
}

function afterAttempt(context, attempt, status) {
  const { socket } = context;
  // Cancelled by its timer (the next one is under way already), or the socket is no longer waiting.
  if (attempt.timedOut || status === UV_ECANCELED) return;
  require('timers').clearTimeout(context.timer);
  if (!socket.connecting) {
    attempt.handle.close();
    return;
  }
  if (status !== 0) {
    const error = connectError(status, attempt.address, context.port);
    context.errors.push(error);
    socket.emit('connectionAttemptFailed', attempt.address, context.port, attempt.family, error);
    if (socket.connecting) tryNext(context);
    return;
  }
  if (attempt.handle !== socket._handle) socket[kReinitializeHandle](attempt.handle);
  afterConnect(socket, attempt.handle, status, attempt.address, context.port, attempt.family);
}

module.exports = {
  connectSocket,
  getDefaultAutoSelectFamily,
  getDefaultAutoSelectFamilyAttemptTimeout,
  isPipeName,
  normalizeArgs,
  setDefaultAutoSelectFamily,
  setDefaultAutoSelectFamilyAttemptTimeout,
  toNumber,
};
