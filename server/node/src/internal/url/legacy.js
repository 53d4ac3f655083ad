'use strict';
// The old `url.parse`: it takes nearly everything and says what the parts of it would be in a browser of long ago.

const { codes: { ERR_INVALID_ARG_TYPE, ERR_INVALID_URL } } = require('internal/errors');
const { validateString } = require('internal/validators');
const native = lode.native('url');

// Protocols whose text is never escaped and has no host.
const hostless = new Set(['javascript', 'javascript:']);
// Protocols that always have slashes after them.
const slashed = new Set([
  'http', 'http:', 'https', 'https:', 'ftp', 'ftp:', 'gopher', 'gopher:', 'file', 'file:', 'ws', 'ws:', 'wss', 'wss:',
]);
const MAX_HOSTNAME = 255;

const protocolPattern = /^[a-z0-9.+-]+:/i;
const portPattern = /:[0-9]*$/;
const credentialsPattern = /^\/\/[^@/]+@[^@/]+/;
const simplePath = /^(\/\/?(?!\/)[^?\s]*)(\?[^\s]*)?$/;
// These can't come out of a host's conversion to ASCII and mean what they did before.
const forbiddenInHost = /[\0\t\n\r #%/:<>?@[\\\]^|]/;
const forbiddenInIpv6 = /[\0\t\n\r #%/<>?@\\^|]/;

function Url() {
  this.protocol = null;
  this.slashes = null;
  this.auth = null;
  this.host = null;
  this.port = null;
  this.hostname = null;
  this.hash = null;
  this.search = null;
  this.query = null;
  this.pathname = null;
  this.path = null;
  this.href = null;
}

function urlParse(url, parseQueryString, slashesDenoteHost) {
  if (url instanceof Url) return url;
  const parsed = new Url();
  parsed.parse(url, parseQueryString, slashesDenoteHost);
  return parsed;
}

// What is cut off the ends: controls, and the two spaces above ASCII that people paste.
function isSpace(code) {
  return code <= 32 || code === 160 || code === 65279;
}

// Without white space at its ends, and with slashes for the backslashes before the query.
function tidy(url) {
  let start = 0;
  let end = url.length;
  while (start < end && isSpace(url.charCodeAt(start))) start++;
  while (end > start && isSpace(url.charCodeAt(end - 1))) end--;
  const text = start === 0 && end === url.length ? url : url.slice(start, end);
  if (!text.includes('\\')) return text;
  const query = text.search(/[?#]/);
  return query === -1 ? text.replaceAll('\\', '/') : text.slice(0, query).replaceAll('\\', '/') + text.slice(query);
}

function parseQuery(text) {
  return require('querystring').parse(text);
}

Url.prototype.parse = function parse(url, parseQueryString, slashesDenoteHost) {
  validateString(url, 'url');
  let rest = tidy(url);

  if (!slashesDenoteHost && !rest.includes('#') && !/^[^?]*@/.test(rest)) {
    const simple = simplePath.exec(rest);
    if (simple !== null) return takeSimplePath(this, rest, simple, parseQueryString);
  }

  let protocol = protocolPattern.exec(rest);
  if (protocol !== null) {
    [protocol] = protocol;
    this.protocol = protocol.toLowerCase();
    rest = rest.slice(protocol.length);
  }
  const isHostless = hostless.has(this.protocol);

  // `//` means a host when there is a protocol, when the caller says so, or when it is followed by `user@`.
  let slashes = false;
  if (slashesDenoteHost || protocol || credentialsPattern.test(rest)) {
    slashes = rest.startsWith('//');
    if (slashes && !isHostless) {
      rest = rest.slice(2);
      this.slashes = true;
    }
  }

  if (!isHostless && (slashes || (protocol && !slashed.has(protocol)))) rest = takeHost(this, rest, url);
  if (!isHostless) rest = escapeText(rest);

  const hash = rest.indexOf('#');
  let question = rest.indexOf('?');
  if (hash !== -1) {
    this.hash = rest.slice(hash);
    if (question > hash) question = -1;
  }
  if (question !== -1) {
    const end = hash === -1 ? rest.length : hash;
    this.search = rest.slice(question, end);
    this.query = rest.slice(question + 1, end);
    if (parseQueryString) this.query = parseQuery(this.query);
  } else if (parseQueryString) {
    this.search = null;
    this.query = { __proto__: null };
  }
  const pathEnd = question !== -1 ? question : hash;
  if (pathEnd === -1) {
    if (rest.length > 0) this.pathname = rest;
  } else if (pathEnd > 0) {
    this.pathname = rest.slice(0, pathEnd);
  }
  if (slashed.has(this.protocol) && this.hostname && !this.pathname) this.pathname = '/';

  if (this.pathname || this.search) this.path = (this.pathname || '') + (this.search || '');
  this.href = this.format();
  return this;
};

function takeSimplePath(parsed, text, match, parseQueryString) {
  parsed.path = text;
  parsed.href = text;
  parsed.pathname = match[1];
  if (match[2]) {
    parsed.search = match[2];
    parsed.query = match[2].slice(1);
    if (parseQueryString) parsed.query = parseQuery(parsed.query);
  } else if (parseQueryString) {
    parsed.search = null;
    parsed.query = { __proto__: null };
  }
  return parsed;
}

// Where the host ends: at the first character that no host has, behind the last `@`.
function hostRange(text) {
  let at = -1;
  let end = -1;
  for (let i = 0; i < text.length; i++) {
    switch (text[i]) {
      case '@':
        at = i;
        end = -1;
        break;
      case '#': case '/': case '?':
        return { at, end: end === -1 ? i : end };
      case ' ': case '"': case '%': case "'": case ';': case '<': case '>': case '\\':
      case '^': case '`': case '{': case '|': case '}':
        if (end === -1) end = i;
    }
  }
  return { at, end: end === -1 ? text.length : end };
}

// Tabs and line ends are dropped, as the WHATWG has it, but only as far as a host is looked for.
function withoutBreaks(text) {
  const end = text.search(/[#/?]/);
  const head = end === -1 ? text : text.slice(0, end);
  return /[\t\n\r]/.test(head) ? head.replace(/[\t\n\r]/g, '') + text.slice(head.length) : text;
}

// Takes credentials, host and port off the front of `text`; answers what is left.
function takeHost(parsed, text, url) {
  text = withoutBreaks(text);
  const { at, end } = hostRange(text);
  if (at !== -1) {
    try {
      parsed.auth = decodeURIComponent(text.slice(0, at));
    } catch {
      throw new URIError('URI malformed');
    }
  }
  let host = text.slice(at + 1, end);
  let rest = text.slice(end);

  const port = portPattern.exec(host);
  if (port !== null) {
    if (port[0] !== ':') parsed.port = port[0].slice(1);
    host = host.slice(0, -port[0].length);
  }
  let hostname = host;
  const isIpv6 = hostname.startsWith('[') && hostname.endsWith(']') && hostname.length > 1;
  if (!isIpv6) [hostname, rest] = cutHostname(hostname, rest, url);

  hostname = hostname.length > MAX_HOSTNAME ? '' : hostname.toLowerCase();
  if (hostname !== '') {
    if (isIpv6) {
      if (forbiddenInIpv6.test(hostname)) throw new ERR_INVALID_URL(url);
    } else {
      hostname = toAscii(hostname);
      // Nothing left: the name meant something that can't be sent.
      if (hostname === '' || forbiddenInHost.test(hostname)) throw new ERR_INVALID_URL(url);
    }
  }
  parsed.host = hostname + (parsed.port ? `:${parsed.port}` : '');
  parsed.hostname = hostname;
  if (isIpv6) {
    parsed.hostname = hostname.slice(1, -1);
    if (rest[0] !== '/') rest = `/${rest}`;
  }
  return rest;
}

// A second colon begins the path.
function cutHostname(hostname, rest, url) {
  const colon = hostname.indexOf(':');
  if (colon === -1) return [hostname, rest];
  warnInvalidPort(url);
  return [hostname.slice(0, colon), `/${hostname.slice(colon)}${rest}`];
}

let warned = false;
function warnInvalidPort(url) {
  if (warned) return;
  warned = true;
  process.emitWarning(
    `The URL ${url} is invalid. Future versions of Node.js will throw an error.`, 'DeprecationWarning', 'DEP0170');
}

const isAscii = /^[\0-\x7f]*$/;

function toAscii(hostname) {
  if (isAscii.test(hostname) && !hostname.includes('xn--')) return hostname;
  return native.hostToAscii(hostname);
}

const escapedCharacters = /[\t\n\r "'<>\\^`{|}]/g;

function escapeText(text) {
  return text.replace(escapedCharacters, percentEncode);
}

function percentEncode(character) {
  const code = character.charCodeAt(0);
  return `%${code < 16 ? '0' : ''}${code.toString(16).toUpperCase()}`;
}

function encodeAuth(auth) {
  // A colon divides name and password.
  return require('querystring').escape(auth).replaceAll('%3A', ':');
}

Url.prototype.format = function format() {
  let auth = this.auth || '';
  if (auth) auth = `${encodeAuth(auth)}@`;

  let protocol = this.protocol || '';
  let pathname = this.pathname || '';
  let hash = this.hash || '';
  let host = '';
  if (this.host) {
    host = auth + this.host;
  } else if (this.hostname) {
    host = auth + (this.hostname.includes(':') && !(this.hostname[0] === '[' && this.hostname.at(-1) === ']') ?
      `[${this.hostname}]` : this.hostname);
    if (this.port) host += `:${this.port}`;
  }
  let query = '';
  if (this.query !== null && typeof this.query === 'object') query = require('querystring').stringify(this.query);
  let search = this.search || (query && `?${query}`) || '';

  if (protocol && protocol.charCodeAt(protocol.length - 1) !== 58) protocol += ':';
  pathname = pathname.replace(/[#?]/g, percentEncode);

  if (this.slashes || slashed.has(protocol)) {
    if (this.slashes || host) {
      if (pathname && pathname[0] !== '/') pathname = `/${pathname}`;
      host = `//${host}`;
    } else if (protocol.startsWith('file')) {
      host = '//';
    }
  }
  search = search.replaceAll('#', '%23');
  if (hash && hash[0] !== '#') hash = `#${hash}`;
  if (search && search[0] !== '?') search = `?${search}`;
  return protocol + host + pathname + search + hash;
};

function assignUrl(target, source, except) {
  for (const key of Object.keys(source)) {
    if (key !== except) target[key] = source[key];
  }
}

function finish(result) {
  result.href = result.format();
  return result;
}

Url.prototype.resolve = function resolve(relative) {
  return this.resolveObject(urlParse(relative, false, true)).format();
};

Url.prototype.resolveObject = function resolveObject(relative) {
  if (typeof relative === 'string') relative = urlParse(relative, false, true);

  const result = new Url();
  assignUrl(result, this);
  // The fragment always comes from the relative one, even when that is empty.
  result.hash = relative.hash;
  if (relative.href === '') return finish(result);

  if (relative.slashes && !relative.protocol) {
    // `//host/path`: everything but the protocol.
    assignUrl(result, relative, 'protocol');
    if (slashed.has(result.protocol) && result.hostname && !result.pathname) result.path = result.pathname = '/';
    return finish(result);
  }
  if (relative.protocol && relative.protocol !== result.protocol) return otherProtocol(result, relative);
  return resolvePath(result, relative);
};

function otherProtocol(result, relative) {
  if (!slashed.has(relative.protocol)) {
    assignUrl(result, relative);
    return finish(result);
  }
  result.protocol = relative.protocol;
  if (!relative.host && !/^file:?$/.test(relative.protocol) && !hostless.has(relative.protocol)) {
    // `http:a/b`: the first segment is taken for the host.
    const segments = (relative.pathname || '').split('/');
    while (segments.length > 0 && !(relative.host = segments.shift()));
    relative.host ||= '';
    relative.hostname ||= '';
    if (segments[0] !== '') segments.unshift('');
    if (segments.length < 2) segments.unshift('');
    result.pathname = segments.join('/');
  } else {
    result.pathname = relative.pathname;
  }
  result.search = relative.search;
  result.query = relative.query;
  result.host = relative.host || '';
  result.auth = relative.auth;
  result.hostname = relative.hostname || relative.host;
  result.port = relative.port;
  if (result.pathname || result.search) result.path = (result.pathname || '') + (result.search || '');
  result.slashes ||= relative.slashes;
  return finish(result);
}

// For protocols without slashes, what looks like a host is the first segment of the path.
function hostToSegment(segments, host) {
  if (!host) return;
  if (segments[0] === '') segments[0] = host;
  else segments.unshift(host);
}

function segmentToHost(result, segment) {
  result.host = result.hostname = segment;
  const parts = result.host && result.host.indexOf('@') > 0 && result.host.split('@');
  if (parts) {
    result.auth = parts.shift();
    result.host = result.hostname = parts.shift();
  }
}

function resolvePath(result, relative) {
  const sourceAbsolute = result.pathname && result.pathname[0] === '/';
  const relativeAbsolute = relative.host || (relative.pathname && relative.pathname[0] === '/');
  let endAbsolute = relativeAbsolute || sourceAbsolute || (result.host && relative.pathname);
  const dropAllDots = endAbsolute;
  let segments = (result.pathname && result.pathname.split('/')) || [];
  const relativeSegments = (relative.pathname && relative.pathname.split('/')) || [];
  const slashless = result.protocol && !slashed.has(result.protocol);

  if (slashless) {
    result.hostname = '';
    result.port = null;
    hostToSegment(segments, result.host);
    result.host = '';
    if (relative.protocol) {
      relative.hostname = null;
      relative.port = null;
      result.auth = null;
      hostToSegment(relativeSegments, relative.host);
      relative.host = null;
    }
    endAbsolute = endAbsolute && (relativeSegments[0] === '' || segments[0] === '');
  }

  if (relativeAbsolute) {
    if (relative.host || relative.host === '') {
      if (result.host !== relative.host) result.auth = null;
      result.host = relative.host;
      result.port = relative.port;
    }
    if (relative.hostname || relative.hostname === '') {
      if (result.hostname !== relative.hostname) result.auth = null;
      result.hostname = relative.hostname;
    }
    result.search = relative.search;
    result.query = relative.query;
    segments = relativeSegments;
  } else if (relativeSegments.length > 0) {
    // The last segment of the source is a file's name: it goes.
    segments = segments.slice(0, -1).concat(relativeSegments);
    result.search = relative.search;
    result.query = relative.query;
  } else if (relative.search !== null && relative.search !== undefined) {
    if (slashless) segmentToHost(result, segments.shift());
    result.search = relative.search;
    result.query = relative.query;
    if (result.pathname !== null || result.search !== null) {
      result.path = (result.pathname || '') + (result.search || '');
    }
    return finish(result);
  }

  if (segments.length === 0) {
    result.pathname = null;
    result.path = result.search ? `/${result.search}` : null;
    return finish(result);
  }

  const last = segments.at(-1);
  const trailingSlash = last === '' ||
    ((result.host || relative.host || segments.length > 1) && (last === '.' || last === '..'));
  segments = withoutDots(segments, !endAbsolute && !dropAllDots);
  if (endAbsolute && segments[0] !== '' && (!segments[0] || segments[0][0] !== '/')) segments.unshift('');
  if (trailingSlash && segments.join('/').at(-1) !== '/') segments.push('');

  const absolute = segments[0] === '' || (segments[0] && segments[0][0] === '/');
  if (slashless) segmentToHost(result, absolute ? '' : segments.length > 0 ? segments.shift() : '');
  endAbsolute ||= result.host && segments.length > 0;
  if (endAbsolute && !absolute) segments.unshift('');

  if (segments.length === 0) {
    result.pathname = null;
    result.path = null;
  } else {
    result.pathname = segments.join('/');
  }
  if (result.pathname !== null || result.search !== null) {
    result.path = (result.pathname || '') + (result.search || '');
  }
  result.auth = relative.auth || result.auth;
  result.slashes ||= relative.slashes;
  return finish(result);
}

function withoutDots(segments, keepAbove) {
  const kept = [];
  let up = 0;
  for (let i = segments.length - 1; i >= 0; i--) {
    if (segments[i] === '.') continue;
    if (segments[i] === '..') up++;
    else if (up > 0) up--;
    else kept.push(segments[i]);
  }
  if (keepAbove) {
    for (; up > 0; up--) kept.push('..');
  }
  return kept.reverse();
}

Url.prototype.parseHost = function parseHost() {
  let { host } = this;
  const port = portPattern.exec(host);
  if (port !== null) {
    if (port[0] !== ':') this.port = port[0].slice(1);
    host = host.slice(0, -port[0].length);
  }
  if (host) this.hostname = host;
};

function urlResolve(source, relative) {
  return urlParse(source, false, true).resolve(relative);
}

function urlResolveObject(source, relative) {
  return source ? urlParse(source, false, true).resolveObject(relative) : relative;
}

function formatLegacy(urlObject) {
  if (typeof urlObject === 'string') return urlParse(urlObject).format();
  if (typeof urlObject !== 'object' || urlObject === null) {
    throw new ERR_INVALID_ARG_TYPE('urlObject', ['Object', 'string'], urlObject);
  }
  return Url.prototype.format.call(urlObject);
}

module.exports = { Url, formatLegacy, urlParse, urlResolve, urlResolveObject };
