'use strict';

// ChildProcess, and the forms that `stdio` may have.

const EventEmitter = require('events');
const {
  codes: {
    ERR_INVALID_ARG_VALUE,
    ERR_INVALID_SYNC_FORK_INPUT,
    ERR_IPC_ONE_PIPE,
    ERR_IPC_SYNC_FORK,
  },
  ErrnoException,
} = require('internal/errors');
const { validateArray, validateObject, validateOneOf, validateString } = require('internal/validators');
const { SymbolDispose, convertToValidSignal } = require('internal/util');
const { isArrayBufferView } = require('internal/util/types');
const { signals } = require('internal/constants_signals');
const { bindCallback } = require('internal/async_context');
const {
  UV_EACCES, UV_EAGAIN, UV_EINVAL, UV_EMFILE, UV_ENFILE, UV_ENOENT, UV_ENOSYS, UV_ESRCH,
} = require('internal/errors/uv');

const native = lode.native('child_process');
const { setPrototypeOf } = Object;

const kIgnore = -1;
const kPipe = -2;
const kUsedAsStdio = Symbol('kIsUsedAsStdio');

let signalNames;
function signalName(number) {
  if (number === 0) return null;
  if (signalNames === undefined) {
    signalNames = [];
    for (const name of Object.keys(signals)) signalNames[signals[name]] ??= name;
  }
  return signalNames[number] ?? null;
}

function signalNumber(signal) {
  return typeof signal === 'string' ? signals[signal] : signal;
}

// Children look `node` up in their PATH: it must be this program.
function withNodeFolder(envPairs) {
  const folder = native.childPath();
  if (folder === undefined) return envPairs;
  const index = envPairs.findLastIndex((pair) => pair.startsWith('PATH='));
  if (index === -1) return envPairs;
  const path = envPairs[index].slice('PATH='.length);
  if (path === folder || path.startsWith(`${folder}:`)) return envPairs;
  return envPairs.with(index, `PATH=${folder}:${path}`);
}

function toRequest(options) {
  return {
    __proto__: null,
    file: options.file,
    args: options.args.map(String),
    envPairs: options.envPairs === undefined ? undefined : withNodeFolder(options.envPairs),
    // An empty one is none.
    cwd: options.cwd ? String(options.cwd) : undefined,
    detached: options.detached === true,
    uid: options.uid ?? undefined,
    gid: options.gid ?? undefined,
    stdio: options.stdio.map(({ type, fd, handle }) => {
      if (type === 'pipe') return kPipe;
      if (type === 'ignore') return kIgnore;
      return type === 'wrap' ? handle.fd : fd;
    }),
  };
}

// What a ChildProcess shows as its `_handle`.
class Process {
  #child;

  constructor() {
    this.onexit = undefined;
    this.pid = undefined;
  }

  // 0 or a negative errno.
  spawn(options) {
    const onExit = bindCallback((code, signal) => this.onexit(code, signal === 0 ? '' : signalName(signal)));
    const { 0: status, 1: child, 2: pid, 3: descriptors } = native.spawn(toRequest(options), onExit);
    if (status === 0) {
      this.#child = child;
      this.pid = pid;
    }
    // The streams of a process that did not start are there too: at their end.
    for (let i = 0; i < descriptors.length; i++) {
      if (descriptors[i] !== undefined) options.stdio[i].handle.open(descriptors[i]);
    }
    return status;
  }

  kill(signal) {
    return this.#child === undefined ? UV_ESRCH : native.childKill(this.#child, signal);
  }

  ref() {
    if (this.#child !== undefined) native.childReference(this.#child, true);
  }

  unref() {
    if (this.#child !== undefined) native.childReference(this.#child, false);
  }

  hasRef() {
    return this.#child !== undefined && native.childHasReference(this.#child);
  }

  close() {
    this.unref();
  }
}

function ChildProcess() {
  EventEmitter.call(this);
  this._closesNeeded = 1;
  this._closesGot = 0;
  this.connected = false;
  this.signalCode = null;
  this.exitCode = null;
  this.killed = false;
  this.spawnfile = null;
  this._handle = new Process();
  this._handle.onexit = (exitCode, signalCode) => {
    if (signalCode) this.signalCode = signalCode;
    else this.exitCode = exitCode;
    this.stdin?.destroy();
    if (this._handle) {
      this._handle.close();
      this._handle = null;
    }
    if (exitCode < 0) {
      // It never started.
      const error = new ErrnoException(exitCode, this.spawnfile ? `spawn ${this.spawnfile}` : 'spawn');
      if (this.spawnfile) error.path = this.spawnfile;
      error.spawnargs = this.spawnargs.slice(1);
      this.emit('error', error);
    } else {
      this.emit('exit', this.exitCode, this.signalCode);
    }
    // Output that nobody reads must not keep 'close' from coming.
    process.nextTick(flushStdio, this);
    maybeClose(this);
  };
}
setPrototypeOf(ChildProcess.prototype, EventEmitter.prototype);
setPrototypeOf(ChildProcess, EventEmitter);

function flushStdio(child) {
  const { stdio } = child;
  if (stdio == null) return;
  for (const stream of stdio) {
    if (!stream?.readable || stream[kUsedAsStdio]) continue;
    stream.resume();
  }
}

function maybeClose(child) {
  child._closesGot++;
  if (child._closesGot === child._closesNeeded) child.emit('close', child.exitCode, child.signalCode);
}

function createSocket(handle, readable) {
  const { Socket } = require('net');
  return new Socket({ handle, readable });
}

ChildProcess.prototype.spawn = function spawn(options) {
  validateObject(options, 'options');
  const valid = getValidStdio(options.stdio || 'pipe', false);
  const { ipc, ipcFd } = valid;
  const stdio = options.stdio = valid.stdio;
  validateOneOf(options.serialization, 'options.serialization', [undefined, 'json', 'advanced']);
  const serialization = options.serialization || 'json';
  if (ipc !== undefined) {
    if (options.envPairs === undefined) options.envPairs = [];
    else validateArray(options.envPairs, 'options.envPairs');
    options.envPairs.push(`NODE_CHANNEL_FD=${ipcFd}`, `NODE_CHANNEL_SERIALIZATION_MODE=${serialization}`);
  }
  validateString(options.file, 'options.file');
  this.spawnfile = options.file;
  if (options.args === undefined) {
    this.spawnargs = [];
  } else {
    validateArray(options.args, 'options.args');
    this.spawnargs = options.args;
  }

  const status = this._handle.spawn({ __proto__: null, ...options, args: this.spawnargs, stdio });
  switch (status) {
    case UV_EACCES:
    case UV_EAGAIN:
    case UV_EMFILE:
    case UV_ENFILE:
    case UV_ENOENT:
      process.nextTick(onStartError, this, status);
      if (status === UV_EMFILE || status === UV_ENFILE) return status;
      break;
    case 0:
      process.nextTick(onStarted, this);
      break;
    default:
      for (const { type, handle } of stdio) {
        if (type === 'pipe') handle.close();
      }
      this._handle.close();
      this._handle = null;
      throw new ErrnoException(status, 'spawn');
  }

  this.pid = this._handle.pid;
  for (let i = 0; i < stdio.length; i++) {
    const stream = stdio[i];
    if (stream.type === 'ignore') continue;
    if (stream.ipc) {
      this._closesNeeded++;
      continue;
    }
    if (stream.type === 'wrap') {
      // The child reads from it now.
      stream.handle.reading = false;
      stream.handle.readStop();
      stream._stdio.pause();
      stream._stdio.readableFlowing = false;
      stream._stdio._readableState.reading = false;
      stream._stdio[kUsedAsStdio] = true;
      continue;
    }
    if (stream.handle) {
      stream.socket = createSocket(status === 0 ? stream.handle : undefined, i > 0);
      // A program that could not be started has said nothing: its pipes are at their end.
      if (status !== 0 && i > 0) stream.socket.push(null);
      if (i > 0) {
        this._closesNeeded++;
        stream.socket.on('close', () => maybeClose(this));
      }
    }
  }
  this.stdin = stdio.length >= 1 && stdio[0].socket !== undefined ? stdio[0].socket : null;
  this.stdout = stdio.length >= 2 && stdio[1].socket !== undefined ? stdio[1].socket : null;
  this.stderr = stdio.length >= 3 && stdio[2].socket !== undefined ? stdio[2].socket : null;
  this.stdio = stdio.map(({ socket }) => socket === undefined ? null : socket);
  if (ipc !== undefined) {
    require('internal/child_process/channel').setupChannel(this, ipc, serialization);
  }
  return status;
};

function onStartError(child, status) {
  child._handle?.onexit(status, '');
}

function onStarted(child) {
  child.emit('spawn');
}

ChildProcess.prototype.kill = function kill(sig) {
  const signal = sig === 0 ? sig : signalNumber(convertToValidSignal(sig === undefined ? 'SIGTERM' : sig));
  if (!this._handle) return false;
  const status = this._handle.kill(signal);
  if (status === 0) {
    this.killed = true;
    return true;
  }
  // It has ended already: nothing to say.
  if (status === UV_ESRCH) return false;
  if (status === UV_EINVAL || status === UV_ENOSYS) throw new ErrnoException(status, 'kill');
  this.emit('error', new ErrnoException(status, 'kill'));
  return false;
};

ChildProcess.prototype[SymbolDispose] = function() {
  if (!this.killed) this.kill();
};

ChildProcess.prototype.ref = function ref() {
  this._handle?.ref();
};

ChildProcess.prototype.unref = function unref() {
  this._handle?.unref();
};

function stdioStringToArray(stdio, channel) {
  const options = [];
  switch (stdio) {
    case 'ignore':
    case 'overlapped':
    case 'pipe':
      options.push(stdio, stdio, stdio);
      break;
    case 'inherit':
      options.push(0, 1, 2);
      break;
    default:
      throw new ERR_INVALID_ARG_VALUE('stdio', stdio);
  }
  if (channel) options.push(channel);
  return options;
}

// The handle inside what the program gave: a socket, a standard stream, or a handle itself.
function handleIn(stream) {
  const { StreamHandle } = require('internal/stream_handle');
  for (const candidate of [stream, stream.handle, stream._handle]) {
    if (candidate instanceof StreamHandle) return candidate;
  }
  return undefined;
}

// Each element of `stdio` as { type: 'ignore' | 'pipe' | 'inherit' | 'fd' | 'wrap', ... }.
function getValidStdio(stdio, sync) {
  let ipc;
  let ipcFd;
  if (typeof stdio === 'string') stdio = stdioStringToArray(stdio);
  else if (!Array.isArray(stdio)) throw new ERR_INVALID_ARG_VALUE('stdio', stdio);
  stdio = stdio.slice();
  while (stdio.length < 3) stdio.push(undefined);

  const closePipes = () => {
    for (const entry of valid) {
      if (entry.type === 'pipe' && entry.handle) entry.handle.close();
    }
  };
  const newPipe = () => {
    const { Pipe } = require('internal/stream_handle');
    return new Pipe(Pipe.SOCKET);
  };
  const valid = [];
  for (let i = 0; i < stdio.length; i++) {
    let entry = stdio[i];
    if (entry === null || entry === undefined) entry = i < 3 ? 'pipe' : 'ignore';
    if (entry === 'ignore') {
      valid.push({ type: 'ignore' });
    } else if (entry === 'pipe' || entry === 'overlapped' || (typeof entry === 'number' && entry < 0)) {
      const pipe = { type: 'pipe', readable: i === 0, writable: i !== 0 };
      if (!sync) pipe.handle = newPipe();
      valid.push(pipe);
    } else if (entry === 'ipc') {
      if (sync || ipc !== undefined) {
        closePipes();
        if (sync) throw new ERR_IPC_SYNC_FORK();
        throw new ERR_IPC_ONE_PIPE();
      }
      ipc = new (require('internal/child_process/channel').ChannelHandle)();
      ipcFd = i;
      valid.push({ type: 'pipe', handle: ipc, ipc: true });
    } else if (entry === 'inherit') {
      valid.push({ type: 'inherit', fd: i });
    } else if (typeof entry === 'number' || typeof entry.fd === 'number') {
      valid.push({ type: 'fd', fd: typeof entry === 'number' ? entry : entry.fd });
    } else if (typeof entry === 'object' && handleIn(entry) !== undefined) {
      valid.push({ type: 'wrap', handle: handleIn(entry), _stdio: entry });
    } else if (isArrayBufferView(entry) || typeof entry === 'string') {
      if (!sync) {
        closePipes();
        throw new ERR_INVALID_SYNC_FORK_INPUT(require('util').inspect(entry));
      }
      // Accepted and of no effect, as in Node: input goes through `options.input`.
      valid.push({ type: 'pipe', readable: false, writable: true });
    } else {
      closePipes();
      throw new ERR_INVALID_ARG_VALUE('stdio', entry);
    }
  }
  return { stdio: valid, ipc, ipcFd };
}

function spawnSync(options) {
  const inputs = options.stdio.map(({ input }) => input ?? undefined);
  const killSignal = options.killSignal === undefined ? signals.SIGTERM : signalNumber(options.killSignal);
  const maxBuffer = options.maxBuffer ?? Infinity;
  const answer = native.spawnSync(toRequest(options), inputs, options.timeout ?? 0, maxBuffer, killSignal);
  const result = {};
  if (answer.error !== undefined) result.error = undefined;
  result.status = answer.status ?? null;
  result.signal = answer.signal == null ? null : signalName(answer.signal);
  result.output = answer.output ?? null;
  result.pid = answer.pid;
  if (result.output) {
    const { encoding } = options;
    const { encodeBytes } = require('internal/fs/utils');
    for (let i = 0; i < result.output.length; i++) {
      const bytes = result.output[i];
      if (bytes === null) continue;
      // Standard input gives nothing back.
      if (i === 0) {
        result.output[i] = null;
        continue;
      }
      result.output[i] = encodeBytes(bytes, encoding || 'buffer');
    }
  }
  result.stdout = result.output?.[1];
  result.stderr = result.output?.[2];
  if (answer.error !== undefined) {
    result.error = new ErrnoException(answer.error, `spawnSync ${options.file}`);
    result.error.path = options.file;
    result.error.spawnargs = options.args.slice(1);
  }
  return result;
}

module.exports = { ChildProcess, getValidStdio, maybeClose, spawnSync, stdioStringToArray };
