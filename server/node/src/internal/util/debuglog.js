'use strict';

// util.debuglog: messages of one part of a program, printed when NODE_DEBUG names the part.

const { defineProperty } = Object;

// NODE_DEBUG=fs,http* - read once; a name may have `*` in it.
let isWanted;
function wanted(set) {
  if (isWanted === undefined) initializeDebugEnv(process.env.NODE_DEBUG);
  return isWanted(set);
}

function initializeDebugEnv(value) {
  if (!value) {
    isWanted = () => false;
    return;
  }
  const pattern = value
    .replace(/[|\\{}()[\]^$+?.]/g, '\\$&')
    .replaceAll('*', '.*')
    .replaceAll(',', '$|^');
  const names = new RegExp(`^${pattern}$`, 'i');
  isWanted = (set) => names.test(set);
}

const enabled = new Map();
const printers = new Map();

function isEnabled(set) {
  let answer = enabled.get(set);
  if (answer === undefined) {
    answer = wanted(set);
    enabled.set(set, answer);
  }
  return answer;
}

function printer(set) {
  let print = printers.get(set);
  if (print === undefined) {
    const { formatWithOptions } = require('internal/util/inspect');
    print = (...args) => {
      const { shouldColorize } = require('internal/util/colors');
      const colors = shouldColorize(process.stderr);
      const message = formatWithOptions({ colors }, ...args);
      const name = colors ? formatWithOptions({ colors }, '%s %O:', set, process.pid) : `${set} ${process.pid}:`;
      process.stderr.write(`${name} ${message}\n`);
    };
    printers.set(set, print);
    if (set === 'HTTP' || set === 'HTTP2') {
      process.emitWarning(
        `Setting the NODE_DEBUG environment variable to '${set.toLowerCase()}' can expose sensitive data (such as passwords, ` +
          'tokens and authentication headers) in the resulting log.',
      );
    }
  }
  return print;
}

// `onFirstUse` is given the plain function once the environment was asked, so that a caller can replace what it holds.
function debuglog(set, onFirstUse) {
  let name;
  let active = (...args) => {
    name ??= `${set}`.toUpperCase();
    active = isEnabled(name) ? printer(name) : () => {};
    onFirstUse?.(active);
    active(...args);
  };
  const logger = (...args) => active(...args);
  defineProperty(logger, 'enabled', {
    __proto__: null,
    get() {
      name ??= `${set}`.toUpperCase();
      return isEnabled(name);
    },
    configurable: true,
    enumerable: true,
  });
  return logger;
}

// 1234.5 ms -> '1.235s'; what console.timeEnd prints.
function formatTime(milliseconds) {
  let hours = 0;
  let minutes = 0;
  let seconds = 0;
  if (milliseconds >= 1000) {
    if (milliseconds >= 60_000) {
      if (milliseconds >= 3_600_000) {
        hours = Math.floor(milliseconds / 3_600_000);
        milliseconds %= 3_600_000;
      }
      minutes = Math.floor(milliseconds / 60_000);
      milliseconds %= 60_000;
    }
    seconds = milliseconds / 1000;
  }
  if (hours !== 0 || minutes !== 0) {
    const [whole, fraction] = seconds.toFixed(3).split('.');
    const rest = `${pad(whole)}.${fraction}`;
    return hours !== 0 ? `${hours}:${pad(minutes)}:${rest} (h:mm:ss.mmm)` : `${minutes}:${rest} (m:ss.mmm)`;
  }
  if (seconds !== 0) return `${seconds.toFixed(3)}s`;
  return `${Number(milliseconds.toFixed(3))}ms`;
}

function pad(value) {
  return `${value}`.padStart(2, '0');
}

// Timers by label ------------------------------------------------------------------------------------------------------------

const now = () => performance.now();

function time(store, implementation, label = 'default') {
  label = `${label}`;
  if (store.has(label)) {
    process.emitWarning(`Label '${label}' already exists for ${implementation}`);
    return;
  }
  store.set(label, now());
}

function report(store, implementation, log, label, args) {
  label = `${label}`;
  const start = store.get(label);
  if (start === undefined) {
    process.emitWarning(`No such label '${label}' for ${implementation}`);
    return false;
  }
  log(label, formatTime(now() - start), args);
  return true;
}

function timeEnd(store, implementation, log, label = 'default') {
  if (report(store, implementation, log, label)) store.delete(`${label}`);
}

function timeLog(store, implementation, log, label = 'default', args = undefined) {
  report(store, implementation, log, label, args);
}

module.exports = { debuglog, formatTime, initializeDebugEnv, time, timeEnd, timeLog };
