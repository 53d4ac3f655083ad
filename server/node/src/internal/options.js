'use strict';
// Values of Node's command line options that builtins ask about. The command line program has read the arguments and NODE_OPTIONS
// and checked them; what is not given has Node's default.

const defaults = {
  '__proto__': null,
  '--dns-result-order': '',
  '--insecure-http-parser': false,
  '--max-http-header-size': 16 * 1024,
  '--network-family-autoselection': true,
  '--network-family-autoselection-attempt-timeout': 250,
};

let given;

// An unsigned integer as C reads it: as far as there are digits, and what is negative counts down from 2^64.
function parseUnsigned(text) {
  const value = Number(/^\s*[+-]?\d+/.exec(text)?.[0] ?? 0);
  return value < 0 ? 2 ** 64 + value : value;
}

function readAll() {
  given = { __proto__: null };
  // NODE_OPTIONS comes first, the command line has the last word.
  for (const flag of lode.native('process').startup().flags) {
    const equals = flag.indexOf('=');
    let name = equals === -1 ? flag : flag.slice(0, equals);
    const isNegated = name.startsWith('--no-');
    if (isNegated) name = `--${name.slice('--no-'.length)}`;
    if (name === '--enable-network-family-autoselection') name = '--network-family-autoselection';
    const standard = defaults[name];
    if (standard === undefined) continue;
    if (typeof standard === 'boolean') {
      given[name] = !isNegated;
    } else {
      const value = flag.slice(equals + 1);
      given[name] = typeof standard === 'number' ? parseUnsigned(value) : value;
    }
  }
}

function getOptionValue(name) {
  if (given === undefined) readAll();
  return given[name] ?? defaults[name];
}

module.exports = { getOptionValue };
