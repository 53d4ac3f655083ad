'use strict';

const { validateObject } = require('internal/validators');
const {
  URL, URLSearchParams, domainToASCII, domainToUnicode, fileURLToPath, fileURLToPathBuffer, pathToFileURL,
  urlToHttpOptions,
} = require('internal/url');
const { Url, formatLegacy, urlParse, urlResolve, urlResolveObject } = require('internal/url/legacy');

function urlFormat(urlObject, options) {
  if (!(urlObject instanceof URL)) return formatLegacy(urlObject);

  let fragment = true;
  let unicode = false;
  let search = true;
  let auth = true;
  if (options) {
    validateObject(options, 'options');
    if (options.fragment != null) fragment = Boolean(options.fragment);
    if (options.unicode != null) unicode = Boolean(options.unicode);
    if (options.search != null) search = Boolean(options.search);
    if (options.auth != null) auth = Boolean(options.auth);
  }

  const { href, protocol, username, password, host, hostname, port } = urlObject;
  let text = protocol;
  if (href.startsWith('//', protocol.length)) {
    text += '//';
    if (auth && (username !== '' || password !== '')) text += `${username}${password === '' ? '' : `:${password}`}@`;
    text += unicode ? `${domainToUnicode(hostname)}${port === '' ? '' : `:${port}`}` : host;
  }
  text += urlObject.pathname;
  if (search) text += urlObject.search;
  if (fragment) text += urlObject.hash;
  return text;
}

module.exports = {
  // The old interface.
  Url,
  parse: urlParse,
  resolve: urlResolve,
  resolveObject: urlResolveObject,
  format: urlFormat,

  // The WHATWG's.
  URL,
  URLSearchParams,
  domainToASCII,
  domainToUnicode,

  // Beside it.
  pathToFileURL,
  fileURLToPath,
  fileURLToPathBuffer,
  urlToHttpOptions,
};
