'use strict';
// net.BlockList: addresses, ranges and subnets, newest rule first.

const { codes: { ERR_INVALID_ARG_TYPE, ERR_INVALID_ARG_VALUE } } = require('internal/errors');
const { SocketAddress, bytesOf, familyOf } = require('internal/socketaddress');
const { formatIPv4, formatIPv6 } = require('internal/net');
const { customInspectSymbol: kInspect } = require('internal/util');
const { validateInt32, validateString } = require('internal/validators');

class BlockList {
  // Each rule: { text, low, high, text } with the 16 bytes of both ends.
  #rules = [];

  static isBlockList(value) {
    return value != null && typeof value === 'object' && #rules in value;
  }

  [kInspect](depth, options) {
    if (depth < 0) return '[BlockList]';
    const { inspect } = require('internal/util/inspect');
    const inner = { ...options, depth: options.depth == null ? null : options.depth - 1 };
    return `BlockList ${inspect({ rules: this.rules }, inner)}`;
  }

  addAddress(address, family = 'ipv4') {
    const target = toAddress(address, family);
    const low = target[bytesOf];
    this.#add(low, low, `Address: ${label(target)} ${show(target)}`);
  }

  addRange(start, end, family = 'ipv4') {
    const first = toAddress(start, family);
    const last = toAddress(end, family);
    if (compare(first[bytesOf], last[bytesOf]) > 0) {
      throw new ERR_INVALID_ARG_VALUE('start', first, 'must come before end');
    }
    this.#add(first[bytesOf], last[bytesOf], `Range: ${label(first)} ${show(first)}-${show(last)}`);
  }

  addSubnet(network, prefix, family = 'ipv4') {
    const target = toAddress(network, family);
    const isV4 = target.family === 'ipv4';
    validateInt32(prefix, 'prefix', 0, isV4 ? 32 : 128);
    const low = target[bytesOf].slice();
    const high = low.slice();
    for (let bit = prefix + (isV4 ? 96 : 0); bit < 128; bit++) {
      const mask = 0x80 >> (bit & 7);
      low[bit >> 3] &= ~mask;
      high[bit >> 3] |= mask;
    }
    this.#add(low, high, `Subnet: ${label(target)} ${show(target)}/${prefix}`);
  }

  #add(low, high, text) {
    this.#rules.unshift({ low, high, text });
  }

  check(address, family = 'ipv4') {
    let target = address;
    if (!SocketAddress.isSocketAddress(address)) {
      validateString(address, 'address');
      validateString(family, 'family');
      try {
        target = new SocketAddress({ address, family });
      } catch {
        // Not an address of that family: nothing can block it.
        return false;
      }
    }
    // IPv4 is compared in its mapped form, so that a rule covers both spellings of an address.
    const bytes = target[bytesOf];
    for (const { low, high } of this.#rules) {
      if (compare(low, bytes) <= 0 && compare(bytes, high) <= 0) return true;
    }
    return false;
  }

  get rules() {
    return this.#rules.map((rule) => rule.text);
  }

  toJSON() {
    return this.rules;
  }

  fromJSON(data) {
    if (typeof data === 'string') {
      data = JSON.parse(data);
    }
    if (!Array.isArray(data)) throw new ERR_INVALID_ARG_TYPE('data', ['string', 'string[]'], data);
    for (const text of data) {
      if (typeof text !== 'string') throw new ERR_INVALID_ARG_TYPE('data', ['string', 'string[]'], data);
    }
    for (const text of data) this.#parseRule(text);
  }

  #parseRule(text) {
    const match = /^(Address|Range|Subnet): (IPv[46]) (\S+)$/.exec(text);
    if (match === null) return;
    const [, type, familyName, rest] = match;
    const family = familyName.toLowerCase();
    if (type === 'Address') {
      this.addAddress(rest, family);
    } else if (type === 'Range') {
      const [start, end] = rest.split('-');
      this.addRange(start, end, family);
    } else {
      const [network, prefix] = rest.split('/');
      this.addSubnet(network, Number(prefix), family);
    }
  }
}

function toAddress(address, family) {
  if (SocketAddress.isSocketAddress(address)) return address;
  validateString(address, 'address');
  validateString(family, 'family');
  return new SocketAddress({ address, family: familyOf(family) });
}

const label = (target) => (target.family === 'ipv4' ? 'IPv4' : 'IPv6');
const show = (target) => (target.family === 'ipv4' ? formatIPv4(target[bytesOf]) : formatIPv6(target[bytesOf]));

function compare(a, b) {
  for (let index = 0; index < 16; index++) {
    if (a[index] !== b[index]) return a[index] - b[index];
  }
  return 0;
}

module.exports = { BlockList };
