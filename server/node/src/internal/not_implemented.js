'use strict';
/*! Globals that can be named and feature-tested, and say so when they are used. */

function notImplemented(name) {
  const error = new Error(`${name} is not implemented by Lode`);
  error.code = 'ERR_NOT_IMPLEMENTED';
  return error;
}

async function fetch(input, init = undefined) {
  throw notImplemented('fetch');
}

class FormData {
  constructor() {
    throw notImplemented('FormData');
  }
}

class Headers {
  constructor() {
    throw notImplemented('Headers');
  }
}

class Request {
  constructor() {
    throw notImplemented('Request');
  }
}

class Response {
  constructor() {
    throw notImplemented('Response');
  }
}

class WebSocket {
  constructor() {
    throw notImplemented('WebSocket');
  }
}

module.exports = { notImplemented, fetch, FormData, Headers, Request, Response, WebSocket };
