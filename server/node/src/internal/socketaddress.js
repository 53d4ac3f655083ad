'use strict';
// net.SocketAddress: one end of a connection as an immutable value.

const { codes: { ERR_INVALID_ARG_VALUE }, genericNodeError } = require('internal/errors');
const { addressBytes, formatIPv4, formatIPv6, isIPv4, isIPv6 } = require('internal/net');
const { customInspectSymbol: kInspect, kEmptyObject } = require('internal/util');
const { validateObject, validatePort, validateString, validateUint32 } = require('internal/validators');

const bytesOf = Symbol('kBytes');

class SocketAddress {
  #address;
  #port;
  #family;
  #flowlabel;

  static isSocketAddress(value) {
    return value != null && typeof value === 'object' && #address in value;
  }

  // 'host:port' or '[v6]:port'; undefined for anything else.
  static parse(input) {
    validateString(input, 'input');
    const { URL } = require('internal/url');
    const url = URL.parse(`http://${input}`);
    if (url === null) return undefined;
    const { hostname, port } = url;
    try {
      if (hostname.startsWith('[')) {
        return new SocketAddress({ address: hostname.slice(1, -1), port: port | 0, family: 'ipv6' });
      }
      return new SocketAddress({ address: hostname, port: port | 0 });
    } catch {
      return undefined;
    }
  }

  constructor(options = kEmptyObject) {
    validateObject(options, 'options');
    let { family = 'ipv4' } = options;
    const { address = family === 'ipv4' ? '127.0.0.1' : '::', port = 0, flowlabel = 0 } = options;
    if (typeof family?.toLowerCase === 'function') family = family.toLowerCase();
    family = familyOf(family);
    validateString(address, 'options.address');
    validatePort(port, 'options.port');
    validateUint32(flowlabel, 'options.flowlabel', false);
    if (!(family === 'ipv4' ? isIPv4(address) : isIPv6(address))) {
      throw genericNodeError('Invalid socket address', { code: 'ERR_INVALID_ADDRESS' });
    }

    const bytes = addressBytes(address, family === 'ipv4' ? 4 : 6);
    this.#address = family === 'ipv4' ? formatIPv4(bytes) : formatIPv6(bytes);
    this.#port = Number(port);
    this.#family = family;
    this.#flowlabel = flowlabel;
    Object.defineProperty(this, bytesOf, { __proto__: null, value: bytes });
  }

  get address() {
    return this.#address;
  }

  get port() {
    return this.#port;
  }

  get family() {
    return this.#family;
  }

  get flowlabel() {
    return this.#flowlabel;
  }

  [kInspect](depth, options) {
    if (depth < 0) return '[SocketAddress]';
    const { inspect } = require('internal/util/inspect');
    const inner = { ...options, depth: options.depth == null ? null : options.depth - 1 };
    return `SocketAddress ${inspect(this.toJSON(), inner)}`;
  }

  toJSON() {
    return { address: this.address, port: this.port, family: this.family, flowlabel: this.flowlabel };
  }
}

function familyOf(family, name = 'options.family') {
  if (typeof family === 'string') family = family.toLowerCase();
  if (family !== 'ipv4' && family !== 'ipv6') throw new ERR_INVALID_ARG_VALUE(name, family);
  return family;
}

module.exports = { SocketAddress, bytesOf, familyOf };
