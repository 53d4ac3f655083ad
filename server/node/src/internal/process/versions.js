'use strict';
/*! Which versions `process.versions` and `process.release` tell. */

const startup = lode.native('process').startup();

/** Node's version whose behaviour Lode has; programs decide by it what they may use. */
const node = process.version.slice(1);

const versions = { node, lode: startup.lodeVersion };
if (startup.engineVersion !== undefined) versions.jsc = startup.engineVersion;
// Programs parse it to guess at V8's features; JavaScriptCore has those of a V8 of this version.
versions.v8 = '12.4.254.21-node.35';
versions.uv = '1.51.0';
versions.zlib = '1.3.1';
// Programs and tests take it for "has crypto".
versions.openssl = '3.0.17';
versions.modules = '127';
versions.unicode = '16.0';
for (const name of Object.keys(versions)) Object.defineProperty(versions, name, { writable: false });

const release = { name: 'node', lts: 'Jod' };

const features = Object.defineProperties({}, Object.getOwnPropertyDescriptors({
  inspector: false,
  debug: false,
  uv: true,
  ipv6: true,
  tls_alpn: false,
  tls_sni: false,
  tls_ocsp: false,
  tls: false,
  cached_builtins: true,
  require_module: true,
  typescript: 'transform',
}));

const config = Object.freeze({ target_defaults: Object.freeze({}), variables: Object.freeze({ node_module_version: Number(versions.modules) }) });

module.exports = { versions, release, features, config };
