'use strict';
// The WHATWG URL. A URL is its href; where the parts begin is found when a part is first asked for. Parsing is native,
// except for plain http(s) addresses, whose text is already what parsing would give.

const {
  codes: {
    ERR_INVALID_ARG_TYPE, ERR_INVALID_ARG_VALUE, ERR_INVALID_FILE_URL_HOST, ERR_INVALID_FILE_URL_PATH, ERR_INVALID_URL,
    ERR_INVALID_URL_SCHEME, ERR_MISSING_ARGS,
  },
} = require('internal/errors');
const { validateObject, validateString } = require('internal/validators');
const { kEnumerableProperty, toUSVString } = require('internal/util');
const {
  URLSearchParams, parseParams, percentDecode, serializeParams, setList, setOwner,
} = require('internal/url/search_params');
const native = lode.native('url');

const { defineProperties } = Object;
const customInspect = Symbol.for('nodejs.util.inspect.custom');
const { platform } = process;

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

function throwInvalid(input, base) {
  throw new ERR_INVALID_URL(input, base);
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
    input = `${input}`;
    if (base !== undefined) base = `${base}`;
    const href = parseHref(input, base);
    if (href === undefined) throwInvalid(input, base);
    this.#href = href;
  }

  static parse(input, base = undefined) {
    if (arguments.length === 0) throw new ERR_MISSING_ARGS('url');
    input = `${input}`;
    if (base !== undefined) base = `${base}`;
    const href = parseHref(input, base);
    return href === undefined ? null : create(href);
  }

  static canParse(url, base = undefined) {
    if (arguments.length === 0) throw new ERR_MISSING_ARGS('url');
    url = `${url}`;
    if (base !== undefined) base = `${base}`;
    return parseHref(url, base) !== undefined;
  }

  static #check(value) {
    if (typeof value !== 'object' || value === null || !(#href in value)) {
      throw new TypeError('Receiver must be an instance of class URL');
    }
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
    value = `${value}`;
    this.#stale = false;
    const href = parseHref(value, undefined);
    if (href === undefined) throwInvalid(value);
    this.#href = href;
    this.#parts = undefined;
    if (this.#searchParams !== undefined) setList(this.#searchParams, parseParams(this.search.slice(1)));
  }

  get origin() {
    URL.#check(this);
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
    URL.#check(this);
    return this.#current().slice(0, this.#locate().protocolEnd);
  }

  set protocol(value) {
    URL.#check(this);
    this.#set('protocol', `${value}`, false);
  }

  get username() {
    URL.#check(this);
    const parts = this.#locate();
    return this.#href.slice(parts.usernameStart, parts.usernameEnd);
  }

  set username(value) {
    URL.#check(this);
    this.#set('username', `${value}`, false);
  }

  get password() {
    URL.#check(this);
    const parts = this.#locate();
    return this.#href.slice(parts.usernameEnd + 1, parts.passwordEnd);
  }

  set password(value) {
    URL.#check(this);
    this.#set('password', `${value}`, false);
  }

  get host() {
    URL.#check(this);
    const parts = this.#locate();
    return parts.hasHost ? this.#href.slice(parts.hostStart, parts.pathStart) : '';
  }

  set host(value) {
    URL.#check(this);
    this.#set('host', `${value}`, false);
  }

  get hostname() {
    URL.#check(this);
    const parts = this.#locate();
    return this.#href.slice(parts.hostStart, parts.hostEnd);
  }

  set hostname(value) {
    URL.#check(this);
    this.#set('hostname', `${value}`, false);
  }

  get port() {
    URL.#check(this);
    const parts = this.#locate();
    return parts.hasHost ? this.#href.slice(parts.hostEnd + 1, parts.pathStart) : '';
  }

  set port(value) {
    URL.#check(this);
    this.#set('port', `${value}`, false);
  }

  get pathname() {
    URL.#check(this);
    const parts = this.#locate();
    return this.#href.slice(parts.pathStart, parts.pathEnd);
  }

  set pathname(value) {
    URL.#check(this);
    this.#set('pathname', `${value}`, false);
  }

  get search() {
    URL.#check(this);
    const parts = this.#locate();
    // A question mark alone is no query.
    return parts.searchEnd - parts.pathEnd > 1 ? this.#href.slice(parts.pathEnd, parts.searchEnd) : '';
  }

  set search(value) {
    URL.#check(this);
    this.#set('search', toUSVString(value), true);
  }

  get searchParams() {
    URL.#check(this);
    if (this.#searchParams === undefined) {
      this.#searchParams = new URLSearchParams(this.search);
      setOwner(this.#searchParams, () => { this.#stale = true; });
    }
    return this.#searchParams;
  }

  get hash() {
    URL.#check(this);
    const parts = this.#locate();
    return parts.hashEnd - parts.searchEnd > 1 ? this.#href.slice(parts.searchEnd) : '';
  }

  set hash(value) {
    URL.#check(this);
    this.#set('hash', `${value}`, false);
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

// Whatever looks like a URL, ours or another realm's; the old `url.parse` results have `auth` and `path`.
function isURL(value) {
  return Boolean(value?.href && value.protocol && value.auth === undefined && value.path === undefined);
}

function urlToHttpOptions(url) {
  validateObject(url, 'url', require('internal/validators').kValidateObjectAllowObjects);
  const { hostname, pathname, port, username, password, search } = url;
  const options = {
    __proto__: null,
    ...url,
    protocol: url.protocol,
    hostname: hostname && hostname[0] === '[' ? hostname.slice(1, -1) : hostname,
    hash: url.hash,
    search,
    pathname,
    path: `${pathname || ''}${search || ''}`,
    href: url.href,
  };
  if (port !== '') options.port = Number(port);
  if (username || password) options.auth = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
  return options;
}

function domainToASCII(domain) {
  if (arguments.length < 1) throw new ERR_MISSING_ARGS('domain');
  return domainOf(`${domain}`, native.domainToAscii);
}

function domainToUnicode(domain) {
  if (arguments.length < 1) throw new ERR_MISSING_ARGS('domain');
  return domainOf(`${domain}`, native.domainToUnicode);
}

// As Node does: what stands before a path is the domain.
function domainOf(domain, convert) {
  const end = domain.search(/[/\\?#]/);
  return convert(end === -1 ? domain : domain.slice(0, end));
}

function pathFromWindowsUrl(url) {
  const { hostname } = url;
  let { pathname } = url;
  for (let n = 0; n < pathname.length; n++) {
    if (pathname[n] !== '%') continue;
    const third = pathname.codePointAt(n + 2) | 0x20;
    if ((pathname[n + 1] === '2' && third === 102) || (pathname[n + 1] === '5' && third === 99)) {
      throw new ERR_INVALID_FILE_URL_PATH('must not include encoded \\ or / characters', url);
    }
  }
  pathname = decodePath(pathname.replace(/\//g, '\\'));
  // Without the host, a share can't be named.
  if (hostname !== '') return `\\\\${domainToUnicode(hostname)}${pathname}`;
  const letter = pathname.codePointAt(1) | 0x20;
  if (letter < 97 || letter > 122 || pathname.charAt(2) !== ':') {
    throw new ERR_INVALID_FILE_URL_PATH('must be absolute', url);
  }
  return pathname.slice(1);
}

function decodePath(path) {
  try {
    return decodeURIComponent(path);
  } catch {
    // The engine's words for this are others.
    throw new URIError('URI malformed');
  }
}

function pathFromPosixUrl(url) {
  if (url.hostname !== '') throw new ERR_INVALID_FILE_URL_HOST(platform);
  const { pathname } = url;
  if (!pathname.includes('%')) return pathname;
  for (let n = 0; n < pathname.length; n++) {
    if (pathname[n] === '%' && pathname[n + 1] === '2' && (pathname.codePointAt(n + 2) | 0x20) === 102) {
      throw new ERR_INVALID_FILE_URL_PATH('must not include encoded / characters', url);
    }
  }
  return decodePath(pathname);
}

function fileUrl(path) {
  if (typeof path === 'string') path = new URL(path);
  else if (!isURL(path)) throw new ERR_INVALID_ARG_TYPE('path', ['string', 'URL'], path);
  if (path.protocol !== 'file:') throw new ERR_INVALID_URL_SCHEME('file');
  return path;
}

function fileURLToPath(path, options = {}) {
  const windows = options?.windows;
  const url = fileUrl(path);
  return (windows ?? platform === 'win32') ? pathFromWindowsUrl(url) : pathFromPosixUrl(url);
}

function fileURLToPathBuffer(path, options = {}) {
  const windows = options?.windows;
  const url = fileUrl(path);
  const { Buffer } = require('buffer');
  if (windows ?? platform === 'win32') return Buffer.from(pathFromWindowsUrl(url));
  if (url.hostname !== '') throw new ERR_INVALID_FILE_URL_HOST(platform);
  // Bytes need not be text.
  return require('querystring').unescapeBuffer(url.pathname);
}

// What a path may hold and a URL's path may not, or not as itself.
const escapedInPath = /[%\\\n\r\t?#[\]^|~ "<>`{}]|[^\x21-\x7e]/;
const escapes = {
  '%': '%25', '\\': '%5C', '\n': '%0A', '\r': '%0D', '\t': '%09', '?': '%3F', '#': '%23', '[': '%5B', ']': '%5D',
  '^': '%5E', '|': '%7C', '~': '%7E',
};

function pathToFileURL(filepath, options) {
  const windows = options?.windows ?? platform === 'win32';
  validateString(filepath, 'path');
  const path = require('path');
  if (windows && filepath.startsWith('\\\\')) return shareToFileURL(filepath, path);

  let resolved = windows ? path.win32.resolve(filepath) : path.posix.resolve(filepath);
  // A trailing separator means a folder; resolving loses it.
  const last = filepath.charCodeAt(filepath.length - 1);
  if ((last === 47 || (windows && last === 92)) && resolved.at(-1) !== path.sep) resolved += '/';
  if (!escapedInPath.test(resolved)) return create(`file://${windows && resolved[0] !== '/' ? '/' : ''}${resolved}`);
  const text = windows ? resolved.replace(/\\/g, '/') : resolved;
  const escaped = text.replace(/[%\\\n\r\t?#[\]^|~]/g, (character) => escapes[character]);
  return new URL(`file://${escaped[0] === '/' ? '' : '/'}${escaped}`);
}

// `\\server\share\file`
function shareToFileURL(filepath, path) {
  const long = filepath.startsWith('\\\\?\\');
  const unc = filepath.startsWith('\\\\?\\UNC\\');
  if (long && !unc) return pathToFileURL(filepath.slice(4), { windows: true });
  const start = unc ? 8 : 2;
  const end = filepath.indexOf('\\', start);
  if (end === -1) throw new ERR_INVALID_ARG_VALUE('path', filepath, 'Missing UNC resource path');
  if (end === 2) throw new ERR_INVALID_ARG_VALUE('path', filepath, 'Empty UNC servername');
  const hostname = domainToASCII(filepath.slice(start, end));
  const escaped = path.win32.normalize(filepath.slice(end)).replace(/\\/g, '/')
    .replace(/[%\n\r\t?#[\]^|~]/g, (character) => escapes[character]);
  return new URL(`file://${hostname}${escaped}`);
}

// For the file system's functions, which take both.
function toPathIfFileURL(value) {
  return isURL(value) ? fileURLToPath(value) : value;
}

module.exports = {
  URL,
  URLSearchParams,
  domainToASCII,
  domainToUnicode,
  fileURLToPath,
  fileURLToPathBuffer,
  isURL,
  pathToFileURL,
  percentDecode,
  toPathIfFileURL,
  urlToHttpOptions,
};
