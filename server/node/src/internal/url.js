'use strict';
// The WHATWG URL. A URL is its href; where the parts begin is found when a part is first asked for. Parsing is native,
// except for plain http(s) addresses, whose text is already what parsing would give.

const { codes: { ERR_MISSING_ARGS } } = require('internal/errors');
const { kEnumerableProperty } = require('internal/util');
const {
  URLSearchParams, parseParams, percentDecode, serializeParams, setList, setOwner, toText,
} = require('internal/url/search_params');
const native = lode.native('url');

const { defineProperties } = Object;
const customInspect = Symbol.for('nodejs.util.inspect.custom');
const NONE = -1;

// Where the parts of an href are. `host` ends where the port or the path begins.
class Parts {
  constructor(href) {
    const protocolEnd = href.indexOf(':') + 1;
    this.protocolEnd = protocolEnd;
    let pathStart = protocolEnd;
    this.hasHost = href.startsWith('//', protocolEnd);
    this.usernameStart = this.usernameEnd = this.passwordEnd = this.hostStart = this.hostEnd = protocolEnd;
    if (this.hasHost) {
      const start = protocolEnd + 2;
      let end = start;
      for (; end < href.length; end++) {
        const code = href.charCodeAt(end);
        if (code === 47 /* / */ || code === 63 /* ? */ || code === 35 /* # */) break;
      }
      pathStart = end;
      const at = href.lastIndexOf('@', end - 1);
      if (at >= start) {
        this.usernameStart = start;
        const colon = href.indexOf(':', start);
        this.usernameEnd = colon !== -1 && colon < at ? colon : at;
        this.passwordEnd = at;
        this.hostStart = at + 1;
      } else {
        this.usernameStart = this.usernameEnd = this.passwordEnd = this.hostStart = start;
      }
      // The colons of an IPv6 address are inside brackets.
      const bracket = href.charCodeAt(this.hostStart) === 91 ? href.indexOf(']', this.hostStart) : this.hostStart;
      const colon = href.indexOf(':', bracket);
      this.hostEnd = colon !== -1 && colon < end ? colon : end;
    } else if (href.startsWith('/./', protocolEnd)) {
      // Keeps a path that begins with two slashes from being read as a host.
      pathStart = protocolEnd + 2;
    }
    this.pathStart = pathStart;
    this.hashStart = href.indexOf('#', pathStart);
    const search = href.indexOf('?', pathStart);
    this.searchStart = search !== -1 && (this.hashStart === NONE || search < this.hashStart) ? search : NONE;
    this.hashEnd = href.length;
    this.searchEnd = this.hashStart === NONE ? href.length : this.hashStart;
    this.pathEnd = this.searchStart === NONE ? this.searchEnd : this.searchStart;
  }
}

const OMITTED = 0xffffffff;
const schemeTypes = ['http:', ' ', 'https:', 'ws:', 'ftp:', 'wss:', 'file:'];

// What Node shows of a URL's inside when it is inspected with its hidden properties.
class URLContext {
  constructor(href, parts) {
    const protocol = href.slice(0, parts.protocolEnd);
    const credentials = parts.passwordEnd > parts.usernameStart;
    this.href = href;
    this.protocol_end = parts.protocolEnd;
    this.username_end = parts.usernameEnd;
    this.host_start = credentials ? parts.passwordEnd : parts.hostStart;
    this.host_end = parts.hostEnd;
    this.pathname_start = parts.pathStart;
    this.search_start = parts.searchStart === NONE ? OMITTED : parts.searchStart;
    this.hash_start = parts.hashStart === NONE ? OMITTED : parts.hashStart;
    this.port = parts.hostEnd < parts.pathStart && parts.hasHost ?
      Number(href.slice(parts.hostEnd + 1, parts.pathStart)) : OMITTED;
    const type = schemeTypes.indexOf(protocol);
    this.scheme_type = type === -1 ? 1 : type;
  }

  get hasPort() {
    return this.port !== OMITTED;
  }

  get hasSearch() {
    return this.search_start !== OMITTED;
  }

  get hasHash() {
    return this.hash_start !== OMITTED;
  }
}

// What this matches is its own href, but for a path that is absent: lower-case host without labels that mean something to
// IDNA or IPv4, path and query of characters that are never escaped.
const plainUrl = new RegExp(
  '^(https?|wss?)://' +
  '(?:127\\.0\\.0\\.1|(?:[a-z0-9_-]+\\.)*[a-z_][a-z0-9_-]*)' +
  '(:[1-9][0-9]{0,4})?' +
  "(/[A-Za-z0-9\\-._~!$&'()*+,;=:@/]*)?" +
  '(\\?[A-Za-z0-9\\-._~!$&()*+,;=:@%/?]*)?' +
  "(#[A-Za-z0-9\\-._~!$&'()*+,;=:@%/?]*)?$");

const defaultPorts = { __proto__: null, http: ':80', https: ':443', ws: ':80', wss: ':443' };

function parsePlain(input) {
  const match = plainUrl.exec(input);
  if (match === null) return undefined;
  const port = match[2];
  if (port !== undefined && (port === defaultPorts[match[1]] || +port.slice(1) > 65535)) return undefined;
  const path = match[3];
  if (path === undefined) {
    if (input.includes('xn--')) return undefined;
    const rest = (match[4]?.length ?? 0) + (match[5]?.length ?? 0);
    return rest === 0 ? `${input}/` : `${input.slice(0, -rest)}/${input.slice(-rest)}`;
  }
  // Segments of dots are taken out by parsing.
  if (path.includes('/.') || input.includes('xn--')) return undefined;
  return input;
}

function parseHref(input, base) {
  return (base === undefined ? parsePlain(input) : undefined) ?? native.parse(input, base);
}

// Node makes this error in native code: the code is not part of the name.
function throwInvalid(input, base) {
  const error = new TypeError('Invalid URL');
  error.code = 'ERR_INVALID_URL';
  error.input = input;
  if (base !== undefined) error.base = base;
  throw error;
}

const kCreate = Symbol('create');

class URL {
  #href;
  #parts;
  #searchParams;
  // The parameters have changed since the href was last made.
  #stale = false;

  static {
    Object.defineProperty(URL, kCreate, {
      __proto__: null,
      configurable: true,
      value: (href) => new URL(kCreate, href),
    });
  }

  constructor(input, base = undefined) {
    if (input === kCreate) {
      this.#href = base;
      return;
    }
    if (arguments.length === 0) throw new ERR_MISSING_ARGS('url');
    input = toText(input);
    if (base !== undefined) base = toText(base);
    const href = parseHref(input, base);
    if (href === undefined) throwInvalid(input, base);
    this.#href = href;
  }

  static parse(input, base = undefined) {
    if (arguments.length === 0) throw new ERR_MISSING_ARGS('url');
    input = toText(input);
    if (base !== undefined) base = toText(base);
    const href = parseHref(input, base);
    return href === undefined ? null : create(href);
  }

  static canParse(url, base = undefined) {
    if (arguments.length === 0) throw new ERR_MISSING_ARGS('url');
    url = toText(url);
    if (base !== undefined) base = toText(base);
    return parseHref(url, base) !== undefined;
  }

  static #is(value) {
    return typeof value === 'object' && value !== null && #href in value;
  }

  static #check(value) {
    if (!URL.#is(value)) throw new TypeError('Receiver must be an instance of class URL');
  }

  // What reading a private member of something else says in Node's engine.
  static #checkMember(value, name = 'context') {
    if (URL.#is(value)) return;
    throw new TypeError(`Cannot read private member #${name} from an object whose class did not declare it`);
  }

  #current() {
    if (this.#stale) {
      this.#stale = false;
      const search = serializeParams(this.#searchParams);
      if (search === '') {
        this.#set('search', '', false);
      } else {
        const parts = this.#locate();
        // Serialized parameters need no more escaping.
        this.#href = `${this.#href.slice(0, parts.pathEnd)}?${search}${this.#href.slice(parts.searchEnd)}`;
        this.#parts = undefined;
      }
    }
    return this.#href;
  }

  #locate() {
    if (this.#stale) this.#current();
    return this.#parts ??= new Parts(this.#href);
  }

  #set(part, value, updateParams) {
    const href = native.setPart(this.#current(), part, value);
    if (href === undefined) throwInvalid(value);
    if (href === this.#href) return;
    this.#href = href;
    this.#parts = undefined;
    if (updateParams && this.#searchParams !== undefined) {
      setList(this.#searchParams, parseParams(this.search.slice(1)));
    }
  }

  [customInspect](depth, options) {
    if (this == null || Object.getPrototypeOf(this.#href) === null) return;
    if (typeof depth === 'number' && depth < 0) return this;
    const { inspect } = require('internal/util/inspect');
    const { constructor } = this;
    const shown = {
      __proto__: { constructor: typeof constructor === 'function' ? constructor : URL },
      href: this.href,
      origin: this.origin,
      protocol: this.protocol,
      username: this.username,
      password: this.password,
      host: this.host,
      hostname: this.hostname,
      port: this.port,
      pathname: this.pathname,
      search: this.search,
      searchParams: this.searchParams,
      hash: this.hash,
    };
    if (options.showHidden) shown[Symbol('context')] = new URLContext(this.#current(), this.#locate());
    return `${constructor?.name ?? 'URL'} ${inspect({ ...shown }, options)}`;
  }

  toString() {
    URL.#check(this);
    return this.#current();
  }

  get href() {
    URL.#check(this);
    return this.#current();
  }

  set href(value) {
    URL.#checkMember(this);
    value = toText(value);
    this.#stale = false;
    const href = parseHref(value, undefined);
    if (href === undefined) throwInvalid(value);
    this.#href = href;
    this.#parts = undefined;
    if (this.#searchParams !== undefined) setList(this.#searchParams, parseParams(this.search.slice(1)));
  }

  get origin() {
    URL.#checkMember(this);
    const href = this.#current();
    const parts = this.#locate();
    switch (href.slice(0, parts.protocolEnd)) {
      case 'http:': case 'https:': case 'ws:': case 'wss:': case 'ftp:':
        return `${href.slice(0, parts.protocolEnd)}//${href.slice(parts.hostStart, parts.pathStart)}`;
      case 'blob:': {
        const inner = parseHref(this.pathname, undefined);
        if (inner !== undefined) {
          const { protocol, origin } = create(inner);
          if (protocol === 'http:' || protocol === 'https:') return origin;
        }
      }
    }
    // The others have an origin of their own, which no text can say.
    return 'null';
  }

  get protocol() {
    URL.#checkMember(this);
    return this.#current().slice(0, this.#locate().protocolEnd);
  }

  set protocol(value) {
    URL.#checkMember(this);
    this.#set('protocol', toText(value), false);
  }

  get username() {
    URL.#checkMember(this);
    const parts = this.#locate();
    return this.#href.slice(parts.usernameStart, parts.usernameEnd);
  }

  set username(value) {
    URL.#checkMember(this);
    this.#set('username', toText(value), false);
  }

  get password() {
    URL.#checkMember(this);
    const parts = this.#locate();
    return this.#href.slice(parts.usernameEnd + 1, parts.passwordEnd);
  }

  set password(value) {
    URL.#checkMember(this);
    this.#set('password', toText(value), false);
  }

  get host() {
    URL.#checkMember(this);
    const parts = this.#locate();
    return parts.hasHost ? this.#href.slice(parts.hostStart, parts.pathStart) : '';
  }

  set host(value) {
    URL.#checkMember(this);
    this.#set('host', toText(value), false);
  }

  get hostname() {
    URL.#checkMember(this);
    const parts = this.#locate();
    return this.#href.slice(parts.hostStart, parts.hostEnd);
  }

  set hostname(value) {
    URL.#checkMember(this);
    this.#set('hostname', toText(value), false);
  }

  get port() {
    URL.#checkMember(this);
    const parts = this.#locate();
    return parts.hasHost ? this.#href.slice(parts.hostEnd + 1, parts.pathStart) : '';
  }

  set port(value) {
    URL.#checkMember(this);
    this.#set('port', toText(value), false);
  }

  get pathname() {
    URL.#checkMember(this);
    const parts = this.#locate();
    return this.#href.slice(parts.pathStart, parts.pathEnd);
  }

  set pathname(value) {
    URL.#checkMember(this);
    this.#set('pathname', toText(value), false);
  }

  get search() {
    URL.#check(this);
    const parts = this.#locate();
    // A question mark alone is no query.
    return parts.searchEnd - parts.pathEnd > 1 ? this.#href.slice(parts.pathEnd, parts.searchEnd) : '';
  }

  set search(value) {
    URL.#checkMember(this);
    this.#set('search', toText(value), true);
  }

  get searchParams() {
    URL.#checkMember(this, 'searchParams');
    if (this.#searchParams === undefined) {
      this.#searchParams = new URLSearchParams(this.search);
      setOwner(this.#searchParams, () => { this.#stale = true; });
    }
    return this.#searchParams;
  }

  get hash() {
    URL.#checkMember(this);
    const parts = this.#locate();
    return parts.hashEnd - parts.searchEnd > 1 ? this.#href.slice(parts.searchEnd) : '';
  }

  set hash(value) {
    URL.#checkMember(this);
    this.#set('hash', toText(value), false);
  }

  toJSON() {
    URL.#check(this);
    return this.#current();
  }

  static createObjectURL(obj) {
    return require('internal/blob').createObjectURL(obj);
  }

  static revokeObjectURL(url) {
    if (arguments.length === 0) throw new ERR_MISSING_ARGS('url');
    require('internal/blob').revokeObjectURL(url);
  }
}

const create = URL[kCreate];
delete URL[kCreate];

defineProperties(URL.prototype, {
  [Symbol.toStringTag]: { __proto__: null, configurable: true, value: 'URL' },
  toString: kEnumerableProperty,
  href: kEnumerableProperty,
  origin: kEnumerableProperty,
  protocol: kEnumerableProperty,
  username: kEnumerableProperty,
  password: kEnumerableProperty,
  host: kEnumerableProperty,
  hostname: kEnumerableProperty,
  port: kEnumerableProperty,
  pathname: kEnumerableProperty,
  search: kEnumerableProperty,
  searchParams: kEnumerableProperty,
  hash: kEnumerableProperty,
  toJSON: kEnumerableProperty,
});
defineProperties(URL, {
  canParse: { __proto__: null, configurable: true, writable: true, enumerable: true },
  parse: { __proto__: null, configurable: true, writable: true, enumerable: true },
  createObjectURL: kEnumerableProperty,
  revokeObjectURL: kEnumerableProperty,
});

// Neither can be cloned.
{
  const { markClassTransferMode } = require('internal/worker/js_transferable');
  markClassTransferMode(URL.prototype, false, false);
  markClassTransferMode(URLSearchParams.prototype, false, false);
}

module.exports = {
  URL,
  URLSearchParams,
  // A URL whose href is known to be one.
  createURL: create,
  percentDecode,
  ...require('internal/url/files'),
};
