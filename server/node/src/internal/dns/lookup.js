'use strict';
// The arguments of dns.lookup() and dns.lookupService(), and the order of addresses.

const {
  codes: { ERR_INVALID_ARG_TYPE, ERR_INVALID_ARG_VALUE },
  DNSException,
} = require('internal/errors');
const { isIP } = require('internal/net');
const { refusalOfNet } = require('internal/permission');
const { validateBoolean, validateNumber, validateOneOf, validatePort } = require('internal/validators');

const native = lode.native('dns');

// getaddrinfo's flags.
const AI_ADDRCONFIG = process.platform === 'darwin' ? 1024 : 32;
const AI_ALL = process.platform === 'darwin' ? 256 : 16;
const AI_V4MAPPED = process.platform === 'darwin' ? 2048 : 8;

const ORDERS = ['verbatim', 'ipv4first', 'ipv6first'];
const FAMILIES = [0, 4, 6];

let defaultOrder;

function getDefaultResultOrder() {
  return (defaultOrder ??= require('internal/options').getOptionValue('--dns-result-order') || 'verbatim');
}

function setDefaultResultOrder(value) {
  validateOneOf(value, 'dnsOrder', ORDERS);
  defaultOrder = value;
}

// What lookup was asked for: { family, hints, all, order }.
function readOptions(options) {
  const query = { family: 0, hints: 0, all: false, order: getDefaultResultOrder() };
  if (typeof options === 'number') {
    validateOneOf(options, 'family', FAMILIES);
    query.family = options;
    return query;
  }
  if (options !== undefined && typeof options !== 'object') {
    throw new ERR_INVALID_ARG_TYPE('options', ['integer', 'object'], options);
  }
  if (!options) return query;
  if (options.hints != null) {
    validateNumber(options.hints, 'options.hints');
    query.hints = options.hints >>> 0;
    if ((query.hints & ~(AI_ADDRCONFIG | AI_ALL | AI_V4MAPPED)) !== 0) {
      throw new ERR_INVALID_ARG_VALUE('hints', query.hints);
    }
  }
  if (options.family != null) {
    switch (options.family) {
      case 'IPv4':
        query.family = 4;
        break;
      case 'IPv6':
        query.family = 6;
        break;
      default:
        validateOneOf(options.family, 'options.family', FAMILIES);
        query.family = options.family;
    }
  }
  if (options.all != null) {
    validateBoolean(options.all, 'options.all');
    query.all = options.all;
  }
  if (options.verbatim != null) {
    validateBoolean(options.verbatim, 'options.verbatim');
    query.order = options.verbatim ? 'verbatim' : 'ipv4first';
  }
  if (options.order != null) {
    validateOneOf(options.order, 'options.order', ORDERS);
    query.order = options.order;
  }
  return query;
}

let warned = false;

function warnAboutHostname(hostname) {
  if (warned) return;
  warned = true;
  process.emitWarning(
    `The provided hostname "${hostname}" is not a valid hostname, and is supported in the dns module solely for compatibility.`,
    'DeprecationWarning',
    'DEP0118',
  );
}

// Asks the system; `done(error, [{ address, family }, ...])`.
function ask(hostname, { family, hints, order }, done) {
  const refusal = refusalOfNet(`look up ${hostname}`);
  if (refusal !== undefined) {
    process.nextTick(done, refusal);
    return;
  }
  native.lookupAsync(toAscii(hostname), family, hints, (status, addresses) => {
    if (status !== null) return done(new DNSException(status, 'getaddrinfo', hostname));
    const found = addresses.map((address) => ({ address, family: family || isIP(address) }));
    if (order !== 'verbatim') {
      const first = order === 'ipv4first' ? 4 : 6;
      found.sort((a, b) => Number(b.family === first) - Number(a.family === first));
    }
    done(null, found);
  });
}

function toAscii(name) {
  // eslint-disable-next-line no-control-regex
  return /^[\x00-\x7f]*$/.test(name) ? name : require('url').domainToASCII(name);
}

function validateService(address, port) {
  if (isIP(address) === 0) throw new ERR_INVALID_ARG_VALUE('address', address);
  validatePort(port);
}

// Asks for the names of an address and a port; `done(error, hostname, service)`.
function askService(address, port, done) {
  const refusal = refusalOfNet(`look up ${address}`);
  if (refusal !== undefined) {
    process.nextTick(done, refusal);
    return;
  }
  native.lookupServiceAsync(address, +port, (status, names) => {
    if (status !== null) return done(new DNSException(status, 'getnameinfo', address));
    done(null, names[0], names[1]);
  });
}

module.exports = {
  AI_ADDRCONFIG,
  AI_ALL,
  AI_V4MAPPED,
  ask,
  askService,
  getDefaultResultOrder,
  readOptions,
  setDefaultResultOrder,
  validateService,
  warnAboutHostname,
};
