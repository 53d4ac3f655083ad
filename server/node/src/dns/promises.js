'use strict';
// node:dns/promises. The parts are under internal/dns.

const codes = require('internal/dns/codes');
const lookups = require('internal/dns/lookup');
const resolvers = require('internal/dns/resolver');
const { codes: { ERR_MISSING_ARGS } } = require('internal/errors');
const { isIP } = require('internal/net');
const { validateString } = require('internal/validators');

const { defineProperty } = Object;

function lookup(hostname, options) {
  if (hostname) validateString(hostname, 'hostname');
  const query = lookups.readOptions(options);
  return new Promise((resolve, reject) => {
    const family = hostname ? isIP(hostname) : 0;
    if (!hostname) {
      lookups.warnAboutHostname(hostname);
      resolve(query.all ? [] : { address: null, family: query.family === 6 ? 6 : 4 });
    } else if (family) {
      const found = { address: hostname, family };
      resolve(query.all ? [found] : found);
    } else {
      lookups.ask(hostname, query, (error, addresses) => {
        if (error) reject(error);
        else resolve(query.all ? addresses : addresses[0]);
      });
    }
  });
}

function lookupService(address, port) {
  if (arguments.length !== 2) throw new ERR_MISSING_ARGS('address', 'port');
  lookups.validateService(address, port);
  return new Promise((resolve, reject) => {
    lookups.askService(address, port, (error, hostname, service) => {
      if (error) reject(error);
      else resolve({ hostname, service });
    });
  });
}

class Resolver extends resolvers.ResolverBase {
  constructor(options = undefined) {
    super(options);
  }
}

function define(name, value) {
  defineProperty(value, 'name', { __proto__: null, value: name, configurable: true });
  defineProperty(Resolver.prototype, name, { __proto__: null, value, writable: true, configurable: true, enumerable: false });
}

for (const method of Object.keys(resolvers.queries)) {
  define(method, function query(name, options) {
    validateString(name, 'name');
    return new Promise((resolve, reject) => {
      resolvers.query(this, method, name, options, (error, result) => (error ? reject(error) : resolve(result)));
    });
  });
}
define('reverse', function query(address, options) {
  validateString(address, 'name');
  return new Promise((resolve, reject) => {
    resolvers.reverse(this, address, (error, names) => (error ? reject(error) : resolve(names)));
  });
});
define('resolve', function resolve(hostname, rrtype) {
  const method = rrtype === undefined ? 'resolve4' : resolvers.methodFor(rrtype);
  return this[method](hostname);
});

const shared = (name) => {
  const method = Resolver.prototype[name] ?? resolvers.ResolverBase.prototype[name];
  const bound = function (...args) {
    // `resolve` looks its method up on the object that it is called on.
    const target = name === 'resolve' ? view : resolvers.getDefaultResolver();
    return Reflect.apply(method, target, args);
  };
  defineProperty(bound, 'name', { __proto__: null, value: `bound ${name}`, configurable: true });
  defineProperty(bound, 'length', { __proto__: null, value: method.length, configurable: true });
  return bound;
};

module.exports = {
  lookup,
  lookupService,
  Resolver,
  getDefaultResultOrder: lookups.getDefaultResultOrder,
  setDefaultResultOrder: lookups.setDefaultResultOrder,
  setServers: shared('setServers'),
  ...codes,
  getServers: shared('getServers'),
};
const view = module.exports;
for (const name of ['resolve', 'resolve4', 'resolve6', 'resolveAny', 'resolveCaa', 'resolveCname', 'resolveMx', 'resolveNaptr',
  'resolveNs', 'resolvePtr', 'resolveSoa', 'resolveSrv', 'resolveTlsa', 'resolveTxt', 'reverse']) {
  module.exports[name] = shared(name);
}
