'use strict';

// node:tty.

const net = require('net');
const { StreamHandle } = require('internal/stream_handle');
const { errnoException, codes: { ERR_INVALID_FD, ERR_TTY_INIT_FAILED } } = require('internal/errors');
const { getColorDepth, hasColors } = require('internal/tty/color_depth');

const native = lode.native('tty');
// A terminal is read and written as a pipe is.
const KIND_PIPE = 1;

class TTY extends StreamHandle {
  constructor(fd) {
    super(KIND_PIPE);
    const own = native.openTerminal(fd);
    const status = own < 0 ? own : this.open(own);
    if (status < 0) {
      const { errname, getErrorMessage } = require('internal/errors/uv');
      throw new ERR_TTY_INIT_FAILED({
        errno: status, code: errname(status), message: getErrorMessage(status), syscall: 'uv_tty_init',
      });
    }
  }

  getWindowSize(size) {
    const result = native.windowSize(this.fd);
    if (result.length === 1) return result[0];
    [size[0], size[1]] = result;
    return 0;
  }

  setRawMode(flag) {
    return native.setRawMode(this.fd, flag);
  }
}

function isatty(fd) {
  return Number.isInteger(fd) && fd >= 0 && fd <= 2147483647 && native.isTerminal(fd);
}

function ReadStream(fd, options) {
  if (!(this instanceof ReadStream)) return new ReadStream(fd, options);
  if (fd >> 0 !== fd || fd < 0) throw new ERR_INVALID_FD(fd);
  const handle = new TTY(fd);
  net.Socket.call(this, { readableHighWaterMark: 0, handle, manualStart: true, ...options });
  this.isRaw = false;
  this.isTTY = true;
}
Object.setPrototypeOf(ReadStream.prototype, net.Socket.prototype);
Object.setPrototypeOf(ReadStream, net.Socket);

ReadStream.prototype.setRawMode = function(flag) {
  flag = !!flag;
  const status = this._handle?.setRawMode(flag);
  if (status) {
    this.emit('error', errnoException(status, 'setRawMode'));
    return this;
  }
  this.isRaw = flag;
  return this;
};

function WriteStream(fd) {
  if (!(this instanceof WriteStream)) return new WriteStream(fd);
  if (fd >> 0 !== fd || fd < 0) throw new ERR_INVALID_FD(fd);
  const handle = new TTY(fd);
  net.Socket.call(this, { readableHighWaterMark: 0, handle, manualStart: true });
  // What was written is on the screen before the program goes on, and before it ends.
  this._handle.setBlocking(true);
  const size = new Array(2);
  if (!this._handle.getWindowSize(size)) {
    this.columns = size[0];
    this.rows = size[1];
  }
}
Object.setPrototypeOf(WriteStream.prototype, net.Socket.prototype);
Object.setPrototypeOf(WriteStream, net.Socket);

WriteStream.prototype.isTTY = true;
WriteStream.prototype.getColorDepth = getColorDepth;
WriteStream.prototype.hasColors = hasColors;

WriteStream.prototype._refreshSize = function() {
  const { columns, rows } = this;
  const size = new Array(2);
  const status = this._handle.getWindowSize(size);
  if (status) {
    this.emit('error', errnoException(status, 'getWindowSize'));
    return;
  }
  if (columns !== size[0] || rows !== size[1]) {
    this.columns = size[0];
    this.rows = size[1];
    this.emit('resize');
  }
};

// The methods of readline, which need no terminal of their own.
WriteStream.prototype.cursorTo = function(x, y, callback) {
  return require('internal/readline/callbacks').cursorTo(this, x, y, callback);
};
WriteStream.prototype.moveCursor = function(dx, dy, callback) {
  return require('internal/readline/callbacks').moveCursor(this, dx, dy, callback);
};
WriteStream.prototype.clearLine = function(dir, callback) {
  return require('internal/readline/callbacks').clearLine(this, dir, callback);
};
WriteStream.prototype.clearScreenDown = function(callback) {
  return require('internal/readline/callbacks').clearScreenDown(this, callback);
};
WriteStream.prototype.getWindowSize = function() {
  return [this.columns, this.rows];
};

module.exports = { isatty, ReadStream, WriteStream };
