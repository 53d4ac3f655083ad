'use strict';

// What send() can pass beside a message: how each kind of handle is taken from its owner, and what is made of it on the
// other side. The type names are Node's own, so that its processes understand them.

const { codes: { ERR_INVALID_HANDLE_TYPE } } = require('internal/errors');

// The handle of a descriptor that came.
function adopt(fd) {
  const { Pipe, TCP, guessHandleType } = require('internal/stream_handle');
  const handle = guessHandleType(fd) === 'TCP' ? new TCP(TCP.SOCKET) : new Pipe(Pipe.SOCKET);
  handle.open(fd);
  return handle;
}

const KINDS = {
  '__proto__': null,
  // A bare handle, as `server._handle`.
  'net.Native': {
    take: (handle) => handle,
    give(handle, emit) {
      emit(handle);
    },
  },
  'net.Server': {
    take: (server) => server._handle,
    give(handle, emit) {
      const { Server } = require('net');
      const server = new Server();
      server.listen(handle, () => emit(server));
    },
  },
  'net.Socket': {
    take(socket, { keepOpen }) {
      // Closed while the message waited.
      const handle = socket._handle;
      if (!handle) return undefined;
      // A server does not count what another process serves.
      if (socket.server && !keepOpen) {
        const { server } = socket;
        server._connections--;
        socket._server = null;
        process.nextTick(() => server._emitCloseIfDrained());
      }
      if (!keepOpen) {
        handle.onread = () => {};
        handle.readStop();
        socket._handle = null;
        socket.setTimeout(0);
      }
      return handle;
    },
    // Only when it has arrived: the last descriptor must not be closed before.
    arrived(handle, { keepOpen }) {
      if (!keepOpen) handle.close();
    },
    give(handle, emit) {
      const { Socket } = require('net');
      emit(new Socket({ handle, readable: true, writable: true }));
    },
  },
};

function kindOf(value) {
  const { Server, Socket } = require('net');
  if (value instanceof Socket) return 'net.Socket';
  if (value instanceof Server) return 'net.Server';
  if (value instanceof require('internal/stream_handle').StreamHandle) return 'net.Native';
  throw new ERR_INVALID_HANDLE_TYPE();
}

module.exports = { KINDS, adopt, kindOf };
