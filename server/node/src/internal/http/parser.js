'use strict';
// HTTPParser: the JavaScript face of the native parser, the pool of parsers, and what is done with what they find.
//
// A parser either consumes a stream handle (its reads go to the native state machine; JavaScript sees one call for each
// message head, one for each piece of a body, one for each end) or is fed by `execute` (a Duplex that is no socket).

const native = lode.native('http');
const { genericNodeError } = require('internal/errors');
const { kIncomingMessage, methods } = require('internal/http/common');
const { endWithoutBody, IncomingMessage, readStart, readStop } = require('internal/http/incoming');
const { exchangeFrame, getFrame } = require('internal/async_context');
const { asBuffer } = require('internal/net/handle_io');
const { runNextTicks } = require('internal/process/task_queues');

// What a head's flags say, from the native side: version, and facts.
const KEEP_ALIVE = 1 << 8;
const UPGRADE = 1 << 9;
const COMPLETE = 1 << 10;
const HAS_HOST = 1 << 11;
const HAS_EXPECT = 1 << 12;
const RESPONSE = 1 << 13;

const MAX_HEADER_PAIRS = 2000;

class HTTPParser {
  #native = native.parserCreate();
  #frame = undefined;
  // A consumed connection's input is being parsed.
  #driving = false;

  constructor() {
    this.reset();
  }

  reset() {
    native.parserReset(this.#native);
    this.rest = undefined;
    this.socket = null;
    this.incoming = null;
    this.outgoing = null;
    this.maxHeaderPairs = MAX_HEADER_PAIRS;
    this._consumed = false;
    this.onIncoming = null;
    this.onExecute = null;
    this.joinDuplicateHeaders = null;
    // Facts about the head that is being delivered.
    this.hasHost = false;
    this.hasExpect = false;
  }

  // `headSize` 0 means the default limit; `lenient` is a set of the kLenient... bits.
  initialize(type, headSize = 0, lenient = 0) {
    this.#frame = getFrame();
    native.parserInitialize(this.#native, type, headSize || require('http').maxHeaderSize, lenient !== 0);
  }

  // Node's answer: how many bytes were parsed, or an Error.
  execute(bytes) {
    // What the message is about began where the parser was initialized, not where its connection was made.
    const previous = exchangeFrame(this.#frame);
    try {
      return this.#answer(native.parserExecute(this.#native, this, bytes));
    } finally {
      exchangeFrame(previous);
    }
  }

  finish() {
    const answer = native.parserFinish(this.#native, this);
    return typeof answer === 'number' ? undefined : this.#answer(answer);
  }

  consume(handle) {
    handle.consumer = this;
    native.parserConsume(this.#native, handle.nativeStream);
  }

  unconsume() {
    const handle = this.socket?._handle;
    if (handle?.consumer === this) {
      handle.consumer = null;
      native.parserUnconsume(this.#native, handle.nativeStream);
    }
  }

  // A consumed handle has something: bytes, its end, or an error.
  onReadable(handle) {
    const previous = exchangeFrame(this.#frame);
    this.#driving = true;
    try {
      const answer = native.parserDrive(this.#native, this, handle.nativeStream);
      if (typeof answer !== 'number') {
        this.onExecute?.(this.#answer(answer), this);
      } else if (answer < 0) {
        handle.onread(answer);
      } else if (answer > 0) {
        this.onExecute?.(answer, this);
      }
    } finally {
      this.#driving = false;
      exchangeFrame(previous);
    }
  }

  #answer(answer) {
    if (typeof answer === 'number') return answer;
    const [code, reason, bytesParsed, rawPacket] = answer;
    if (code === '') {
      // Stopped on purpose (upgrade): the rest belongs to somebody else.
      this.rest = rawPacket;
      return bytesParsed;
    }
    this.rest = rawPacket;
    return genericNodeError('Parse Error', { code, reason, bytesParsed });
  }

  // A paused socket's handle is not read: there is nothing more to hold back here.
  pause() {}

  resume() {}

  getCurrentBuffer() {
    return asBuffer(this.rest ?? new Uint8Array(0));
  }

  // [milliseconds since the message that is being received began (0 when none is), whether its head is complete]
  progress() {
    return native.parserProgress(this.#native);
  }

  free() {}

  close() {}

  remove() {}

  static #onHead(parser, flags, code, text, joined) {
    const { socket } = parser;
    if (socket === null) return 0;
    const Message = socket.server?.[kIncomingMessage] ?? IncomingMessage;
    const incoming = (parser.incoming = new Message(socket));
    const minor = (flags >> 4) & 15;
    incoming.httpVersionMajor = flags & 15;
    incoming.httpVersionMinor = minor;
    incoming.httpVersion = (flags & 0xff) === 0x11 ? '1.1' : `${flags & 15}.${minor}`;
    incoming.joinDuplicateHeaders = socket.server?.joinDuplicateHeaders || parser.joinDuplicateHeaders;
    incoming.upgrade = (flags & UPGRADE) !== 0;
    if ((flags & RESPONSE) === 0) {
      incoming.method = methods[code];
      incoming.url = text;
    } else {
      incoming.statusCode = code;
      incoming.statusMessage = text;
    }
    if (joined !== '') {
      const headers = joined.split('\0');
      let count = headers.length;
      // A limit of pairs: the rest is not looked at.
      if (parser.maxHeaderPairs > 0 && count > parser.maxHeaderPairs) count = parser.maxHeaderPairs;
      incoming._addHeaderLines(headers, count);
    }
    parser.hasHost = (flags & HAS_HOST) !== 0;
    parser.hasExpect = (flags & HAS_EXPECT) !== 0;
    const answer = parser.onIncoming(incoming, (flags & KEEP_ALIVE) !== 0) | 0;
    if ((flags & COMPLETE) !== 0 && answer === 0) {
      incoming.complete = true;
      endWithoutBody(incoming);
      readStart(parser.socket);
    }
    return answer;
  }

  static #onBody(parser, bytes) {
    const { incoming } = parser;
    if (incoming === null || incoming._dumped) return;
    if (!incoming.push(asBuffer(bytes))) readStop(parser.socket);
    // Of a consumed connection, each piece of a body is an event of its own.
    if (parser.#driving) runNextTicks();
  }

  static #onComplete(parser, trailers) {
    const { incoming } = parser;
    if (incoming !== null) {
      incoming.complete = true;
      if (trailers !== '') {
        const lines = trailers.split('\0');
        incoming._addHeaderLines(lines, lines.length);
      }
      incoming.push(null);
    }
    // Whatever the message's reader did: the next one is wanted.
    readStart(parser.socket);
  }

  static {
    native.setCallbacks(HTTPParser.#onHead, HTTPParser.#onBody, HTTPParser.#onComplete);
  }
}

HTTPParser.REQUEST = 1;
HTTPParser.RESPONSE = 2;
HTTPParser.kLenientNone = 0;
HTTPParser.kLenientHeaders = 1;
HTTPParser.kLenientChunkedLength = 2;
HTTPParser.kLenientKeepAlive = 4;
HTTPParser.kLenientTransferEncoding = 8;
HTTPParser.kLenientVersion = 16;
HTTPParser.kLenientDataAfterClose = 32;
HTTPParser.kLenientOptionalLFAfterCR = 64;
HTTPParser.kLenientOptionalCRLFAfterChunk = 128;
HTTPParser.kLenientOptionalCRBeforeLF = 256;
HTTPParser.kLenientSpacesAfterChunkSize = 512;
HTTPParser.kLenientAll = 1023;

// Parsers are used again: a native state machine costs more than a connection's other parts.
class FreeList {
  constructor(name, max, ctor) {
    this.name = name;
    this.ctor = ctor;
    this.max = max;
    this.list = [];
  }

  hasItems() {
    return this.list.length > 0;
  }

  alloc(...args) {
    return this.list.length > 0 ? this.list.pop() : Reflect.apply(this.ctor, this, args);
  }

  free(item) {
    if (this.list.length >= this.max) return false;
    this.list.push(item);
    return true;
  }
}

const parsers = new FreeList('parsers', 1000, function createParser() {
  return new HTTPParser();
});

const setImmediate = (callback, argument) => require('timers').setImmediate(callback, argument);

function closeParser(parser) {
  parser.close();
}

function freeParser(parser, request, socket) {
  if (parser) {
    if (parser._consumed) parser.unconsume();
    parser.reset();
    if (parsers.free(parser)) parser.free();
    else setImmediate(closeParser, parser);
  }
  if (request) request.parser = null;
  if (socket) socket.parser = null;
}

module.exports = { freeParser, HTTPParser, parsers };
