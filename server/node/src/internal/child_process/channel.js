'use strict';

// The channel between a process and a child that fork() started: lines of JSON (which Node's children understand too), or
// with `serialization: 'advanced'` v8.serialize()'s bytes after their length.

const EventEmitter = require('events');
const {
  codes: {
    ERR_INVALID_ARG_TYPE,
    ERR_IPC_CHANNEL_CLOSED,
    ERR_IPC_DISCONNECTED,
    ERR_MISSING_ARGS,
  },
  ErrnoException,
} = require('internal/errors');
const { validateObject } = require('internal/validators');
const { deprecate } = require('internal/util');
const { bindCallback } = require('internal/async_context');
const { Buffer } = require('buffer');
const { encodeBytes } = require('internal/fs/utils');

const native = lode.native('child_process');

const kPendingMessages = Symbol('kPendingMessages');
const INTERNAL_PREFIX = 'NODE_';
const HANDLE = 'NODE_HANDLE';
const ARRIVED = 'NODE_HANDLE_ACK';
const LOST = 'NODE_HANDLE_NACK';
const LENGTH_SIZE = 4;

const jsonFormat = {
  encode(message) {
    return Buffer.from(`${JSON.stringify(message)}\n`);
  },
  // A function that takes bytes as they come and gives the messages that are whole.
  decoder() {
    const { StringDecoder } = require('string_decoder');
    const decoder = new StringDecoder('utf8');
    let rest = '';
    return (bytes) => {
      const lines = decoder.write(bytes).split('\n');
      lines[0] = rest + lines[0];
      rest = lines.pop();
      return lines.map((line) => JSON.parse(line));
    };
  },
};

const advancedFormat = {
  encode(message) {
    const body = require('v8').serialize(message);
    const head = Buffer.allocUnsafe(LENGTH_SIZE);
    head.writeUInt32BE(body.length);
    return Buffer.concat([head, body]);
  },
  decoder() {
    let rest = Buffer.alloc(0);
    return (bytes) => {
      rest = rest.length === 0 ? bytes : Buffer.concat([rest, bytes]);
      const messages = [];
      while (rest.length >= LENGTH_SIZE) {
        const end = LENGTH_SIZE + rest.readUInt32BE(0);
        if (rest.length < end) break;
        messages.push(require('v8').deserialize(rest.subarray(LENGTH_SIZE, end)));
        rest = rest.subarray(end);
      }
      return messages;
    };
  },
};

// The native side's channel under the names that a handle has.
class ChannelHandle {
  #native;

  // `onread(bytes, descriptors)`, and `onread()` at the end.
  onread = undefined;

  open(fd) {
    this.#native = native.channelOpen(fd, (bytes, descriptors) => this.onread?.(bytes, descriptors));
  }

  // 0 when all of it went out, 1 when `callback(status)` will tell, or a negative errno.
  write(bytes, handle, callback) {
    return native.channelWrite(this.#native, bytes, handle === undefined ? -1 : handle.fd, callback);
  }

  get writeQueueSize() {
    return native.channelQueueSize(this.#native);
  }

  get fd() {
    return native.channelDescriptor(this.#native);
  }

  ref() {
    native.channelReference(this.#native, true);
  }

  unref() {
    native.channelReference(this.#native, false);
  }

  close() {
    if (this.#native !== undefined) native.channelClose(this.#native);
  }
}

// What a process sees as its `channel`. Whether it keeps the loop alive is counted by listeners until the program decides.
class Control extends EventEmitter {
  #pipe;
  #listeners = 0;
  #decided = false;
  [kPendingMessages] = [];

  constructor(pipe) {
    super();
    this.#pipe = pipe;
  }

  refCounted() {
    if (++this.#listeners === 1 && !this.#decided) this.#pipe.ref();
  }

  unrefCounted() {
    if (--this.#listeners === 0 && !this.#decided) {
      this.#pipe.unref();
      this.emit('unref');
    }
  }

  ref() {
    this.#decided = true;
    this.#pipe.ref();
  }

  unref() {
    this.#decided = true;
    this.#pipe.unref();
  }

  get fd() {
    return this.#pipe ? this.#pipe.fd : undefined;
  }
}

function kindOfHandle(handle) {
  return require('internal/child_process/handles').kindOf(handle);
}

function isInternal(message) {
  return message !== null && typeof message === 'object' && typeof message.cmd === 'string' &&
    message.cmd.length > INTERNAL_PREFIX.length && message.cmd.startsWith(INTERNAL_PREFIX);
}

// Gives `target` (a ChildProcess, or the child's own `process`) send(), disconnect() and their events.
function setupChannel(target, pipe, serializationMode) {
  const format = serializationMode === 'advanced' ? advancedFormat : jsonFormat;
  const decode = format.decoder();
  const control = new Control(pipe);
  let open = true;

  target.channel = control;
  Object.defineProperty(target, '_channel', {
    __proto__: null,
    get: deprecate(() => target.channel, '_channel is deprecated. Use ChildProcess.channel instead.', 'DEP0129'),
    set: deprecate((value) => {
      target.channel = value;
    }, '_channel is deprecated. Use ChildProcess.channel instead.', 'DEP0129'),
    enumerable: false,
    configurable: true,
  });
  target._handleQueue = null;
  target._pendingMessage = null;
  target.connected = true;

  // Handles come with, or shortly before, the message that names them.
  const arrivedHandles = [];
  // Messages that wait until the other side has said that a handle came; null when none is on its way.
  let waiting = null;
  let inFlight = null;
  let disconnecting = false;

  pipe.onread = (bytes, descriptors) => {
    if (bytes === undefined) {
      // The other side has gone, and what was on its way with it.
      sendWaiting([]);
      if (target.connected) target.disconnect();
      closePipe();
      return;
    }
    for (const fd of descriptors) arrivedHandles.push(require('internal/child_process/handles').adopt(fd));
    for (const message of decode(encodeBytes(bytes, 'buffer'))) receive(message);
  };

  function closePipe() {
    if (!open) return;
    open = false;
    pipe.onread = () => {};
    pipe.close();
    target.channel = null;
    if (target !== process) require('internal/child_process').maybeClose(target);
  }

  function receive(message) {
    if (!target.channel) return;
    if (!isInternal(message)) {
      process.nextTick(emit, 'message', message, undefined);
      return;
    }
    switch (message.cmd) {
      case HANDLE:
        receiveHandle(message);
        break;
      case ARRIVED:
      case LOST:
        sendWaiting();
        break;
      default:
        process.nextTick(emit, 'internalMessage', message, undefined);
    }
  }

  function receiveHandle({ type, msg }) {
    const handle = arrivedHandles.shift();
    const { KINDS } = require('internal/child_process/handles');
    const kind = KINDS[type];
    // A handle that this process can't use is said to be lost.
    write({ cmd: handle === undefined || kind === undefined ? LOST : ARRIVED }, undefined, { swallowErrors: true });
    if (handle === undefined) return;
    if (kind === undefined) {
      handle.close();
      return;
    }
    kind.give(handle, (object) => {
      process.nextTick(emit, isInternal(msg) ? 'internalMessage' : 'message', msg, object);
    });
  }

  function sendWaiting(messages = waiting ?? []) {
    if (inFlight !== null) {
      inFlight.kind.arrived?.(inFlight.handle, inFlight.options);
      inFlight = null;
    }
    waiting = null;
    for (const { message, handle, options, callback } of messages) target._send(message, handle, options, callback);
    if (!target.connected && target.channel && waiting === null) target._disconnect();
  }

  function emit(name, message, handle) {
    // A module that is still loading will listen in a moment.
    if (name === 'internalMessage' || target.listenerCount('message') > 0) {
      target.emit(name, message, handle);
      return;
    }
    target.channel?.[kPendingMessages].push([name, message, handle]);
  }

  target.on('newListener', () => {
    process.nextTick(() => {
      if (!target.channel || target.listenerCount('message') === 0) return;
      const messages = target.channel[kPendingMessages];
      target.channel[kPendingMessages] = [];
      for (const message of messages) emit(...message);
    });
  });

  target.send = function(message, handle, options, callback) {
    if (typeof handle === 'function') {
      callback = handle;
      handle = undefined;
      options = undefined;
    } else if (typeof options === 'function') {
      callback = options;
      options = undefined;
    } else if (options !== undefined) {
      validateObject(options, 'options');
    }
    options = { swallowErrors: false, ...options };
    if (this.connected) return this._send(message, handle, options, callback);
    const error = new ERR_IPC_CHANNEL_CLOSED();
    if (typeof callback === 'function') process.nextTick(callback, error);
    else process.nextTick(() => this.emit('error', error));
    return false;
  };

  target._send = function(message, handle, options, callback) {
    if (message === undefined) throw new ERR_MISSING_ARGS('message');
    // Only what JSON can say at its top.
    if (typeof message !== 'string' && typeof message !== 'object' && typeof message !== 'number' &&
        typeof message !== 'boolean') {
      throw new ERR_INVALID_ARG_TYPE('message', ['string', 'object', 'number', 'boolean'], message);
    }
    // Order is kept: what follows a handle waits until it has arrived.
    const type = handle ? kindOfHandle(handle) : undefined;
    if (waiting !== null) {
      waiting.push({ message, handle, options, callback });
      return waiting.length === 1;
    }
    if (handle) {
      const kind = require('internal/child_process/handles').KINDS[type];
      const taken = kind.take(handle, options);
      if (taken !== undefined) {
        waiting = [];
        inFlight = { kind, handle: taken, options };
        return write({ cmd: HANDLE, type, msg: message }, taken, options, callback);
      }
    }
    return write(message, undefined, options, callback);
  };

  function write(message, handle, options, callback) {
    if (!open) return false;
    const fail = (status) => {
      const error = new ErrnoException(status, 'write');
      if (typeof callback === 'function') process.nextTick(callback, error);
      else if (!options.swallowErrors) process.nextTick(() => target.emit('error', error));
    };
    const written = bindCallback((status) => {
      if (status !== 0) fail(status);
      else if (typeof callback === 'function') callback(null);
      finishDisconnect();
    });
    const status = pipe.write(format.encode(message), handle, written);
    if (status < 0) {
      fail(status);
      return false;
    }
    // All of it went out at once.
    if (status === 0 && typeof callback === 'function') process.nextTick(callback, null);
    return pipe.writeQueueSize < 65536 * 2;
  }

  target.disconnect = function() {
    if (!this.connected) {
      this.emit('error', new ERR_IPC_DISCONNECTED());
      return;
    }
    this._disconnect();
  };

  target._disconnect = function() {
    // No more messages, though those that were sent still go: and one with a handle only ends when it has arrived.
    this.connected = false;
    if (waiting !== null) return;
    disconnecting = true;
    process.nextTick(finishDisconnect);
  };

  function finishDisconnect() {
    if (!disconnecting || (open && pipe.writeQueueSize > 0)) return;
    disconnecting = false;
    closePipe();
    process.nextTick(() => target.emit('disconnect'));
  }

  return control;
}

// In a child: the parent's channel becomes process.send() and its events.
function openInherited(fd, serializationMode) {
  const pipe = new ChannelHandle();
  pipe.open(fd);
  const control = setupChannel(process, pipe, serializationMode);
  // Alone it does not keep the process; a listener does.
  pipe.unref();
  const counts = (name) => name === 'message' || name === 'disconnect';
  process.on('newListener', (name) => {
    if (counts(name)) control.refCounted();
  });
  process.on('removeListener', (name) => {
    if (counts(name)) control.unrefCounted();
  });
}

module.exports = { ChannelHandle, openInherited, setupChannel };
