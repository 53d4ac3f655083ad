'use strict';

// The channel between a process and a child that fork() started: lines of JSON (which Node's children understand too), or
// with `serialization: 'advanced'` v8.serialize()'s bytes after their length.

const EventEmitter = require('events');
const {
  codes: {
    ERR_INVALID_ARG_TYPE,
    ERR_INVALID_HANDLE_TYPE,
    ERR_IPC_CHANNEL_CLOSED,
    ERR_IPC_DISCONNECTED,
    ERR_MISSING_ARGS,
  },
  ErrnoException,
} = require('internal/errors');
const { validateObject } = require('internal/validators');
const { deprecate } = require('internal/util');
const { Buffer } = require('buffer');

const kPendingMessages = Symbol('kPendingMessages');
const kListenersOnly = Symbol('kListenersOnly');
const kWriting = Symbol('kWriting');
const INTERNAL_PREFIX = 'NODE_';
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

// What a process sees as its `channel`. Whether it keeps the loop alive is counted by listeners until the program decides;
// what is still to be written always does.
class Control extends EventEmitter {
  #pipe;
  #listeners = 0;
  #decision;
  #isReferenced = true;
  #writes = 0;
  [kPendingMessages] = [];

  constructor(pipe) {
    super();
    this.#pipe = pipe;
  }

  #update() {
    if (this.#isReferenced || this.#writes > 0) this.#pipe.ref();
    else this.#pipe.unref();
  }

  #refer(isReferenced) {
    this.#isReferenced = this.#decision ?? isReferenced;
    this.#update();
  }

  refCounted() {
    if (++this.#listeners === 1) this.#refer(true);
  }

  unrefCounted() {
    if (--this.#listeners === 0) {
      this.#refer(false);
      if (this.#decision === undefined) this.emit('unref');
    }
  }

  ref() {
    this.#decision = true;
    this.#refer(true);
  }

  unref() {
    this.#decision = false;
    this.#refer(false);
  }

  // For a child: only listeners count from now on.
  [kListenersOnly]() {
    this.#refer(false);
  }

  [kWriting](change) {
    this.#writes += change;
    this.#update();
  }

  get fd() {
    return this.#pipe ? this.#pipe.fd : undefined;
  }
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

  pipe.onread = (status, bytes) => {
    if (status > 0 || bytes !== undefined) {
      const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
      for (const message of decode(buffer)) receive(message);
      return;
    }
    // The other side has gone.
    target.disconnect();
    closePipe();
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
    const name = isInternal(message) ? 'internalMessage' : 'message';
    process.nextTick(emit, name, message, undefined);
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
    if (handle) throw new ERR_INVALID_HANDLE_TYPE();
    if (!open) return false;
    const written = (status) => {
      if (open) control[kWriting](-1);
      if (status === 0) {
        if (typeof callback === 'function') callback(null);
      } else {
        fail(status);
      }
    };
    const fail = (status) => {
      const error = new ErrnoException(status, 'write');
      if (typeof callback === 'function') process.nextTick(callback, error);
      else if (!options.swallowErrors) process.nextTick(() => this.emit('error', error));
    };
    const status = pipe.writeBuffer(format.encode(message), written);
    if (status < 0) {
      fail(status);
      return false;
    }
    if (status === 1) control[kWriting](1);
    // All of it went out at once.
    if (status === 0 && typeof callback === 'function') process.nextTick(callback, null);
    return pipe.writeQueueSize < 65536 * 2;
  };

  target.disconnect = function() {
    if (!this.connected) {
      this.emit('error', new ERR_IPC_DISCONNECTED());
      return;
    }
    this._disconnect();
  };

  target._disconnect = function() {
    // No more messages, though those that were sent still go.
    this.connected = false;
    let done = false;
    const finish = () => {
      if (done) return;
      done = true;
      closePipe();
      process.nextTick(() => target.emit('disconnect'));
    };
    if (pipe.writeQueueSize > 0) pipe.shutdown(finish);
    else process.nextTick(finish);
  };

  pipe.readStart();
  return control;
}

// In a child: the parent's channel becomes process.send() and its events.
function openInherited(fd, serializationMode) {
  const { Pipe } = require('internal/stream_handle');
  const pipe = new Pipe(Pipe.SOCKET);
  pipe.open(fd);
  const control = setupChannel(process, pipe, serializationMode);
  // Alone it does not keep the process; a listener does.
  control[kListenersOnly]();
  const counts = (name) => name === 'message' || name === 'disconnect';
  process.on('newListener', (name) => {
    if (counts(name)) control.refCounted();
  });
  process.on('removeListener', (name) => {
    if (counts(name)) control.unrefCounted();
  });
}

module.exports = { openInherited, setupChannel };
