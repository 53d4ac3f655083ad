'use strict';
/*! `process.stdin`, `stdout`, `stderr`, made when they are first read, of the class that the descriptor calls for. */

const native = lode.native('process');

function dummyDestroy(error, callback) {
  callback(error);
  this._undestroy?.();
  if (!this._writableState.emitClose) process.nextTick(() => this.emit('close'));
}

/** Writes to files, pipes and sockets of the standard streams are synchronous, as in Node on POSIX for files and pipes. */
function syncStream(descriptor, type) {
  const { Writable } = require('stream');
  const { errnoException } = require('internal/errors');
  class SyncStream extends Writable {
    constructor() {
      super({ decodeStrings: false, autoDestroy: false, emitClose: false });
      this.fd = descriptor;
      this.readable = false;
      this._type = type;
    }

    _write(chunk, encoding, callback) {
      const data = typeof chunk === 'string' && encoding !== 'utf8' && encoding !== 'utf-8'
        ? Buffer.from(chunk, encoding) : chunk;
      const status = native.writeSync(descriptor, data);
      callback(status === 0 ? null : errnoException(status, 'write'));
    }
  }
  return new SyncStream();
}

function writable(descriptor) {
  let stream;
  const kind = native.descriptorKind(descriptor);
  if (kind === 'TTY') {
    const tty = require('tty');
    stream = new tty.WriteStream(descriptor);
    stream._type = 'tty';
    process.on('SIGWINCH', () => stream._refreshSize());
  } else {
    stream = syncStream(descriptor, kind === 'FILE' ? 'fs' : 'pipe');
  }
  stream._isStdio = true;
  stream.destroySoon = stream.destroy;
  stream._destroy = dummyDestroy;
  return stream;
}

function readable() {
  const descriptor = 0;
  let stream;
  // The channel of fork() may be there: then nobody else reads from it.
  const kind = process.channel?.fd === descriptor ? 'IPC' : native.descriptorKind(descriptor);
  switch (kind) {
    case 'TTY': {
      const tty = require('tty');
      stream = new tty.ReadStream(descriptor);
      break;
    }
    case 'FILE': {
      const fs = require('fs');
      stream = new fs.ReadStream(null, { fd: descriptor, autoClose: false });
      stream.fd = descriptor;
      break;
    }
    case 'PIPE':
    case 'TCP': {
      const net = require('net');
      stream = new net.Socket({ fd: descriptor, readable: true, writable: false, manualStart: true });
      stream._type = 'pipe';
      stream.fd = descriptor;
      break;
    }
    default: {
      const { Readable } = require('stream');
      stream = new Readable({ read() {} });
      stream.push(null);
    }
  }
  // A handle that nobody reads must not keep the program alive.
  if (stream._handle?.readStop) {
    stream._handle.reading = false;
    stream._readableState.reading = false;
    stream._handle.readStop();
  }
  stream.on('pause', () => {
    process.nextTick(() => {
      if (stream._handle?.reading && !stream._readableState.flowing) {
        stream._handle.reading = false;
        stream._readableState.reading = false;
        stream._handle.readStop();
      }
    });
  });
  return stream;
}

let stdin;
let stdout;
let stderr;
module.exports = {
  get stdin() {
    return stdin ??= readable();
  },
  get stdout() {
    return stdout ??= writable(1);
  },
  get stderr() {
    return stderr ??= writable(2);
  },
};
