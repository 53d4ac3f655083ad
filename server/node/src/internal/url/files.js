'use strict';
// Between URLs and what is not a URL: paths of files, domains, the options of http.

const {
  codes: {
    ERR_INVALID_ARG_TYPE, ERR_INVALID_ARG_VALUE, ERR_INVALID_FILE_URL_HOST, ERR_INVALID_FILE_URL_PATH,
    ERR_INVALID_URL_SCHEME, ERR_MISSING_ARGS,
  },
} = require('internal/errors');
const { kValidateObjectAllowObjects, validateObject, validateString } = require('internal/validators');
const native = lode.native('url');

const { platform } = process;

// internal/url asks for this module while it is loaded itself.
function newURL(text) {
  return new (require('internal/url').URL)(text);
}

// Whatever looks like a URL, ours or another realm's; the old `url.parse` results have `auth` and `path`.
function isURL(value) {
  return Boolean(value?.href && value.protocol && value.auth === undefined && value.path === undefined);
}

function urlToHttpOptions(url) {
  validateObject(url, 'url', kValidateObjectAllowObjects);
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
  if (typeof path === 'string') path = newURL(path);
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
  if (!escapedInPath.test(resolved)) return require('internal/url').createURL(`file://${windows && resolved[0] !== '/' ? '/' : ''}${resolved}`);
  const text = windows ? resolved.replace(/\\/g, '/') : resolved;
  const escaped = text.replace(/[%\\\n\r\t?#[\]^|~]/g, (character) => escapes[character]);
  return newURL(`file://${escaped[0] === '/' ? '' : '/'}${escaped}`);
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
  return newURL(`file://${hostname}${escaped}`);
}

// For the file system's functions, which take both.
function toPathIfFileURL(value) {
  return isURL(value) ? fileURLToPath(value) : value;
}

module.exports = {
  domainToASCII,
  domainToUnicode,
  fileURLToPath,
  fileURLToPathBuffer,
  isURL,
  pathToFileURL,
  toPathIfFileURL,
  urlToHttpOptions,
};
