'use strict';
// What dns.Resolver and dns.promises.Resolver share: servers, options, and asking one question.

const native = lode.native('dns');
const {
  codes: { ERR_DNS_SET_SERVERS_FAILED, ERR_INVALID_ARG_VALUE, ERR_INVALID_IP_ADDRESS },
  DNSException,
} = require('internal/errors');
const { addressBytes, isIP, isIPv4 } = require('internal/net');
const { decodeAnswer, encodeQuery, TYPES } = require('internal/dns/packet');
const { validateArray, validateInt32, validateString } = require('internal/validators');

const DNS_PORT = 53;
const DEFAULT_TIMEOUT = 5000;
const DEFAULT_TRIES = 4;

class ChannelWrap {
  #servers = null;
  #timeout;
  #tries;
  #localV4;
  #localV6;
  // Questions under way: native number -> how to end them.
  #pending = new Map();

  constructor(timeout, tries) {
    this.#timeout = timeout === -1 ? DEFAULT_TIMEOUT : timeout;
    this.#tries = tries;
  }

  // Pairs of address and port.
  getServers() {
    return (this.#servers ??= systemServers());
  }

  setServers(list) {
    this.#servers = list;
  }

  get isAsking() {
    return this.#pending.size > 0;
  }

  setLocalAddress(ipv4, ipv6) {
    this.#localV4 = ipv4;
    this.#localV6 = ipv6;
  }

  // `done(code, records)`; a code of '' is success.
  ask(name, type, done) {
    const packet = encodeQuery(Math.floor(Math.random() * 65536), name, TYPES[type]);
    if (packet === null) {
      process.nextTick(done, 'EBADNAME', []);
      return;
    }
    const servers = this.getServers().map(([address, port]) => (isIPv4(address) ? `${address}:${port}` : `[${address}]:${port}`));
    const number = native.query(servers, packet, this.#timeout, this.#tries, this.#localV4, this.#localV6, (code, bytes) => {
      this.#pending.delete(number);
      if (code !== null) {
        done(code, []);
      } else {
        const answer = decodeAnswer(bytes);
        done(answer.code, answer.records);
      }
    });
    this.#pending.set(number, done);
  }

  cancel() {
    const pending = [...this.#pending];
    this.#pending.clear();
    for (const { 0: number, 1: done } of pending) {
      native.queryCancel(number);
      process.nextTick(done, 'ECANCELLED', []);
    }
  }
}

function systemServers() {
  const servers = native.systemServers().map((address) => [address, DNS_PORT]);
  return servers.length > 0 ? servers : [['127.0.0.1', DNS_PORT]];
}

function validateTimeout(options) {
  const { timeout = -1 } = { ...options };
  validateInt32(timeout, 'options.timeout', -1);
  return timeout;
}

function validateTries(options) {
  const { tries = DEFAULT_TRIES } = { ...options };
  validateInt32(tries, 'options.tries', 1);
  return tries;
}

class ResolverBase {
  constructor(options = undefined) {
    this._handle = new ChannelWrap(validateTimeout(options), validateTries(options));
  }

  cancel() {
    this._handle.cancel();
  }

  getServers() {
    return (this._handle.getServers() || []).map(([address, port]) => {
      if (port === DNS_PORT) return address;
      return isIP(address) === 6 ? `[${address}]:${port}` : `${address}:${port}`;
    });
  }

  setServers(servers) {
    validateArray(servers, 'servers');
    const list = [];
    servers.forEach((server, index) => {
      validateString(server, `servers[${index}]`);
      list.push(parseServer(server));
    });
    if (this._handle.isAsking) throw new ERR_DNS_SET_SERVERS_FAILED('There are pending queries.', servers);
    this._handle.setServers(list);
  }

  setLocalAddress(ipv4, ipv6) {
    validateString(ipv4, 'ipv4');
    if (ipv6 !== undefined) validateString(ipv6, 'ipv6');
    const kinds = [isIP(ipv4), ipv6 === undefined ? 0 : isIP(ipv6)];
    const invalid = () => {
      const error = new TypeError('Invalid IP address.');
      error.code = 'ERR_INVALID_ARG_VALUE';
      return error;
    };
    if (kinds[0] === 0 || (ipv6 !== undefined && kinds[1] === 0)) throw invalid();
    if (ipv6 !== undefined && kinds[0] === kinds[1]) {
      const error = new TypeError(`Cannot specify two IPv${kinds[0]} addresses.`);
      error.code = 'ERR_INVALID_ARG_VALUE';
      throw error;
    }
    const find = (kind) => (kinds[0] === kind ? ipv4 : kinds[1] === kind ? ipv6 : undefined);
    this._handle.setLocalAddress(find(4), find(6));
  }
}

// 'address', 'address:port', '[v6]' or '[v6]:port'.
function parseServer(server) {
  if (isIP(server) !== 0) return [server, DNS_PORT];
  const bracketed = /^\[([^[\]]*)\](?::(\d+))?/.exec(server);
  if (bracketed !== null && isIP(bracketed[1]) === 6) {
    return [bracketed[1], bracketed[2] === undefined ? DNS_PORT : Number(bracketed[2])];
  }
  const plain = /^([^:]+)(?::(\d+))?$/.exec(server);
  if (plain !== null && isIP(plain[1]) !== 0) {
    return [plain[1], plain[2] === undefined ? DNS_PORT : Number(plain[2])];
  }
  throw new ERR_INVALID_IP_ADDRESS(server);
}

// Method of the Resolver -> the type it asks for, and the name that its errors carry as `syscall`.
const queries = {
  __proto__: null,
  resolveAny: 'ANY',
  resolve4: 'A',
  resolve6: 'AAAA',
  resolveCaa: 'CAA',
  resolveCname: 'CNAME',
  resolveMx: 'MX',
  resolveNs: 'NS',
  resolveTlsa: 'TLSA',
  resolveTxt: 'TXT',
  resolveSrv: 'SRV',
  resolvePtr: 'PTR',
  resolveNaptr: 'NAPTR',
  resolveSoa: 'SOA',
};
const methodOfType = { __proto__: null };
for (const method of Object.keys(queries)) methodOfType[queries[method]] = method;

function syscallOf(method) {
  return `query${method.slice('resolve'.length).replace(/^4$/, 'A').replace(/^6$/, 'Aaaa')}`;
}

// Asks what `method` asks for; `done(error, result)`.
function query(resolver, method, name, options, done) {
  const type = queries[method];
  const refusal = require('internal/permission').refusalOfNet(`look up ${name}`);
  if (refusal !== undefined) {
    process.nextTick(done, refusal);
    return;
  }
  const ttl = (type === 'A' || type === 'AAAA') && Boolean(options?.ttl);
  resolver._handle.ask(toAscii(name), type, (code, records) => {
    if (code !== '') return done(new DNSException(code, syscallOf(method), name));
    const found = type === 'ANY' ? records : records.filter((record) => record.type === type);
    if (found.length === 0) return done(new DNSException('ENODATA', syscallOf(method), name));
    done(null, shape(type, found, ttl));
  });
}

// The order in which Node lists what it was told about a name.
const ANY_ORDER = ['A', 'AAAA', 'CNAME', 'MX', 'NS', 'TXT', 'SRV', 'PTR', 'NAPTR', 'SOA', 'CAA', 'TLSA'];

function shape(type, records, ttl) {
  if (type === 'SOA') return records[0].value;
  if (type === 'ANY') return records.toSorted((a, b) => ANY_ORDER.indexOf(a.type) - ANY_ORDER.indexOf(b.type)).map(shapeAny);
  if (ttl) return records.map((record) => ({ address: record.value, ttl: record.ttl }));
  return records.map((record) => record.value);
}

function shapeAny({ type, ttl, value }) {
  if (type === 'A' || type === 'AAAA') return { address: value, ttl, type };
  if (type === 'TXT') return { entries: value, type };
  return typeof value === 'string' ? { value, type } : { ...value, type };
}

function toAscii(name) {
  // eslint-disable-next-line no-control-regex
  return /^[\x00-\x7f]*$/.test(name) ? name : require('url').domainToASCII(name);
}

// The names of an address.
function reverse(resolver, address, done) {
  const kind = isIP(address);
  if (kind === 0) throw new DNSException('EINVAL', 'getHostByAddr', address);
  const bytes = addressBytes(address, kind);
  let name;
  if (kind === 4) {
    name = `${bytes[15]}.${bytes[14]}.${bytes[13]}.${bytes[12]}.in-addr.arpa`;
  } else {
    name = '';
    for (let index = 15; index >= 0; index--) name += `${(bytes[index] & 15).toString(16)}.${(bytes[index] >> 4).toString(16)}.`;
    name += 'ip6.arpa';
  }
  resolver._handle.ask(name, 'PTR', (code, records) => {
    if (code !== '') return done(new DNSException(code, 'getHostByAddr', address));
    done(null, records.filter((record) => record.type === 'PTR').map((record) => record.value));
  });
}

function methodFor(rrtype) {
  validateString(rrtype, 'rrtype');
  const method = methodOfType[rrtype];
  if (method === undefined) throw new ERR_INVALID_ARG_VALUE('rrtype', rrtype);
  return method;
}

// The resolver behind the functions of the module itself.
let defaultResolver;

function getDefaultResolver() {
  return (defaultResolver ??= new ResolverBase());
}

module.exports = {
  getDefaultResolver,
  methodFor,
  queries,
  query,
  ResolverBase,
  reverse,
};
