'use strict';
// node:dns with callbacks. The parts are under internal/dns.

const codes = require('internal/dns/codes');
const lookups = require('internal/dns/lookup');
const { codes: { ERR_MISSING_ARGS } } = require('internal/errors');
const { isIP } = require('internal/net');
const { validateFunction, validateString } = require('internal/validators');

const { defineProperty } = Object;

class GetAddrInfoReqWrap {
  constructor(callback, family, hostname, oncomplete) {
    this.callback = callback;
    this.family = family;
    this.hostname = hostname;
    this.oncomplete = oncomplete;
  }
}

class GetNameInfoReqWrap {
  constructor(callback, hostname, port, oncomplete) {
    this.callback = callback;
    this.hostname = hostname;
    this.port = port;
    this.oncomplete = oncomplete;
  }
}

class QueryReqWrap {
  constructor(callback, hostname, oncomplete) {
    this.bindingName = oncomplete;
    this.callback = callback;
    this.hostname = hostname;
  }
}

function lookup(hostname, options, callback) {
  if (hostname) validateString(hostname, 'hostname');
  if (typeof options === 'function') {
    callback = options;
    options = undefined;
  } else if (typeof options !== 'number') {
    if (options === undefined || typeof options === 'object') validateFunction(callback, 'callback');
  }
  const query = lookups.readOptions(options);
  validateFunction(callback, 'callback');

  if (!hostname) {
    lookups.warnAboutHostname(hostname);
    if (query.all) process.nextTick(callback, null, []);
    else process.nextTick(callback, null, null, query.family === 6 ? 6 : 4);
    return {};
  }
  const family = isIP(hostname);
  if (family) {
    if (query.all) process.nextTick(callback, null, [{ address: hostname, family }]);
    else process.nextTick(callback, null, hostname, family);
    return {};
  }

  const request = new GetAddrInfoReqWrap(callback, query.family, hostname, query.all ? onlookupall : onlookup);
  lookups.ask(hostname, query, (error, addresses) => request.oncomplete(error, addresses));
  return request;
}

function onlookup(error, addresses) {
  if (error) return this.callback(error);
  this.callback(null, addresses[0].address, addresses[0].family);
}

function onlookupall(error, addresses) {
  if (error) return this.callback(error);
  this.callback(null, addresses);
}

function lookupService(address, port, callback) {
  if (arguments.length !== 3) throw new ERR_MISSING_ARGS('address', 'port', 'callback');
  lookups.validateService(address, port);
  validateFunction(callback, 'callback');
  const request = new GetNameInfoReqWrap(callback, address, +port, onlookupservice);
  lookups.askService(address, port, (error, hostname, service) => request.oncomplete(error, hostname, service));
  return request;
}

function onlookupservice(error, hostname, service) {
  if (error) return this.callback(error);
  this.callback(null, hostname, service);
}

// util.promisify() gives objects with these names.
const kCustomPromisifyArgs = require('internal/util').customPromisifyArgs;
if (kCustomPromisifyArgs) {
  defineProperty(lookup, kCustomPromisifyArgs, { __proto__: null, value: ['address', 'family'], enumerable: false });
  defineProperty(lookupService, kCustomPromisifyArgs, { __proto__: null, value: ['hostname', 'service'], enumerable: false });
}

const resolvers = require('internal/dns/resolver');

class Resolver extends resolvers.ResolverBase {
  constructor(options = undefined) {
    super(options);
  }
}

// Each method in Node's shape: (name[, options], callback).
function define(name, value) {
  defineProperty(value, 'name', { __proto__: null, value: name, configurable: true });
  defineProperty(Resolver.prototype, name, { __proto__: null, value, writable: true, configurable: true, enumerable: false });
}

for (const method of Object.keys(resolvers.queries)) {
  define(method, function query(name, options) {
    let callback = options;
    if (arguments.length > 2) callback = arguments[2];
    validateString(name, 'name');
    validateFunction(callback, 'callback');
    const request = new QueryReqWrap(callback, name, method);
    resolvers.query(this, method, name, options, (error, result) => {
      if (error) callback(error);
      else callback(null, result);
    });
    return request;
  });
}
define('reverse', function query(address, options) {
  let callback = options;
  if (arguments.length > 2) callback = arguments[2];
  validateString(address, 'name');
  validateFunction(callback, 'callback');
  const request = new QueryReqWrap(callback, address, 'reverse');
  resolvers.reverse(this, address, (error, names) => {
    if (error) callback(error);
    else callback(null, names);
  });
  return request;
});
define('resolve', function resolve(hostname, rrtype, callback) {
  let method = 'resolve4';
  if (typeof rrtype === 'function') callback = rrtype;
  else method = resolvers.methodFor(rrtype);
  return this[method](hostname, callback);
});

// The module's own functions work on one resolver that everybody shares.
const shared = (name) => {
  const method = Resolver.prototype[name] ?? resolvers.ResolverBase.prototype[name];
  const bound = function (...args) {
    return Reflect.apply(method, resolvers.getDefaultResolver(), args);
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
  ADDRCONFIG: lookups.AI_ADDRCONFIG,
  ALL: lookups.AI_ALL,
  V4MAPPED: lookups.AI_V4MAPPED,
  ...codes,
  getServers: shared('getServers'),
};
// The shared resolver has to be able to `resolve` by type.
Object.setPrototypeOf(resolvers.getDefaultResolver(), Resolver.prototype);
for (const name of ['resolve', 'resolve4', 'resolve6', 'resolveAny', 'resolveCaa', 'resolveCname', 'resolveMx', 'resolveNaptr',
  'resolveNs', 'resolvePtr', 'resolveSoa', 'resolveSrv', 'resolveTlsa', 'resolveTxt', 'reverse']) {
  module.exports[name] = shared(name);
}
defineProperty(module.exports, 'promises', {
  __proto__: null,
  get() {
    return require('dns/promises');
  },
  configurable: true,
  enumerable: true,
});
