'use strict';

// The Writable that process.stdout and process.stderr are when they lead to a file: each write is done when write()
// returns, so nothing is lost when the process ends.

const { Writable } = require('stream');

function SyncWriteStream(fd, options) {
  Writable.call(this, { autoDestroy: true });
  options ||= {};
  this.fd = fd;
  this.readable = false;
  this.autoClose = options.autoClose === undefined ? true : options.autoClose;
}

Object.setPrototypeOf(SyncWriteStream.prototype, Writable.prototype);
Object.setPrototypeOf(SyncWriteStream, Writable);

SyncWriteStream.prototype._write = function(chunk, encoding, callback) {
  try {
    writeAll(this.fd, chunk);
  } catch (error) {
    callback(error);
    return;
  }
  callback();
};

function writeAll(fd, chunk) {
  const { writeSync } = require('fs');
  for (let offset = 0; offset < chunk.byteLength;) {
    offset += writeSync(fd, chunk, offset);
  }
}

SyncWriteStream.prototype._destroy = function(error, callback) {
  if (this.fd === null) return callback(error);
  if (this.autoClose) require('fs').closeSync(this.fd);
  this.fd = null;
  callback(error);
};

SyncWriteStream.prototype.destroySoon = SyncWriteStream.prototype.destroy = function() {
  // A standard stream can't be closed by the program.
  this.end();
};

module.exports = SyncWriteStream;
