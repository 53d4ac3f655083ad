'use strict';
// Values of Node's command line options that builtins ask about, from the command line (`process.execArgv`) and NODE_OPTIONS.
// The command line program has checked both; what is not given has Node's default.

const defaults = {
  '__proto__': null,
  '--dns-result-order': '',
  '--insecure-http-parser': false,
  '--max-http-header-size': 16 * 1024,
  '--network-family-autoselection': true,
  '--network-family-autoselection-attempt-timeout': 250,
};

let given;

function readAll() {
  given = { __proto__: null };
  // The command line comes last: it has the last word.
  read((process.env.NODE_OPTIONS ?? '').split(/\s+/));
  read(process.execArgv);
}

function read(list) {
  for (let index = 0; index < list.length; index++) {
    let name = list[index];
    let value;
    const equals = name.indexOf('=');
    if (equals !== -1) {
      value = name.slice(equals + 1);
      name = name.slice(0, equals);
    }
    name = name.replace(/(?!^)_/g, '-');
    const negated = name.startsWith('--no-');
    if (negated) name = `--${name.slice('--no-'.length)}`;
    const standard = defaults[name];
    if (standard === undefined) continue;
    if (typeof standard === 'boolean') {
      given[name] = !negated;
    } else {
      value ??= list[++index];
      given[name] = typeof standard === 'number' ? Number(value) : value;
    }
  }
}

function getOptionValue(name) {
  if (given === undefined) readAll();
  return given[name] ?? defaults[name];
}

module.exports = { getOptionValue };
