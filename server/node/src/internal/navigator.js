'use strict';

const { codes: { ERR_ILLEGAL_CONSTRUCTOR } } = require('internal/errors');

const kInitialize = Symbol('kInitialize');

/** Browsers name the operating system and the processor; `darwin` and `x64` are Node's own words for them. */
function platformName(platform, arch) {
  switch (platform) {
    case 'darwin':
      return 'MacIntel';
    case 'win32':
      return 'Win32';
    case 'linux':
      if (arch === 'ia32') return 'Linux i686';
      if (arch === 'x64') return 'Linux x86_64';
      return `Linux ${arch}`;
    default:
      return `${platform[0].toUpperCase()}${platform.slice(1)} ${arch === 'x64' ? 'x86_64' : arch}`;
  }
}

class Navigator {
  // So that `navigator` itself passes and any other object does not.
  #concurrency;
  #language;
  #languages;
  #userAgent;
  #platform;

  constructor() {
    if (arguments[0] === kInitialize) return;
    throw new ERR_ILLEGAL_CONSTRUCTOR();
  }

  get hardwareConcurrency() {
    this.#concurrency ??= require('os').availableParallelism();
    return this.#concurrency;
  }

  get language() {
    // The locale that Intl formats in.
    this.#language ??= new Intl.NumberFormat().resolvedOptions().locale || 'en-US';
    return this.#language;
  }

  get languages() {
    this.#languages ??= Object.freeze([this.language]);
    return this.#languages;
  }

  get userAgent() {
    this.#userAgent ??= `Node.js/${process.version.slice(1, process.version.indexOf('.'))}`;
    return this.#userAgent;
  }

  get platform() {
    this.#platform ??= platformName(process.platform, process.arch);
    return this.#platform;
  }
}
for (const name of ['hardwareConcurrency', 'language', 'languages', 'userAgent', 'platform']) {
  Object.defineProperty(Navigator.prototype, name, { __proto__: null, enumerable: true });
}

module.exports = { Navigator, navigator: new Navigator(kInitialize) };
