'use strict';

// util.format: printf-like placeholders, and what is left of the arguments behind them.

const { inspect } = require('internal/util/inspect');
const { numberText } = require('internal/util/inspect/primitives');
const { internals } = lode;

function stringify(value) {
  try {
    return JSON.stringify(value);
  } catch (error) {
    // Circular: each engine has its own words for it.
    if (error.name === 'TypeError' && /circular|cyclic/i.test(error.message)) return '[Circular]';
    throw error;
  }
}

// Whether `String(value)` would run a method that the user wrote. Nobody wants to see "[object Object]".
function hasBuiltInToString(value) {
  if (internals.typeTag(value) === 'Proxy') {
    const details = internals.proxyTarget(value);
    if (!details || details[0] === null) return true;
    value = details[0];
  }
  // An object that is no longer converted by a function is not converted at all.
  if (typeof value[Symbol.toPrimitive] === 'function' && !Object.hasOwn(Date.prototype, Symbol.toPrimitive)) return false;
  if (typeof value.toString !== 'function') return true;
  if (Object.hasOwn(value, 'toString')) return false;
  // The class that supplies the method: of the language, or the user's.
  let pointer = value;
  do {
    pointer = Object.getPrototypeOf(pointer);
  } while (pointer !== null && !Object.hasOwn(pointer, 'toString'));
  const descriptor = pointer === null ? undefined : Object.getOwnPropertyDescriptor(pointer, 'constructor');
  return (
    descriptor !== undefined &&
    typeof descriptor.value === 'function' &&
    require('internal/util/inspect/prototypes').isBuiltInName(descriptor.value.name)
  );
}

function formatNumberArgument(value, convert) {
  if (typeof value === 'bigint') return `${value}n`;
  if (typeof value === 'symbol') return 'NaN';
  return numberText(convert(value), false);
}

function formatStringArgument(value, options) {
  if (typeof value === 'string') return value;
  if (typeof value === 'number') return numberText(value, false);
  if (typeof value === 'bigint') return `${value}n`;
  if (typeof value !== 'object' || value === null || !hasBuiltInToString(value)) return String(value);
  return inspect(value, { ...options, depth: 0, colors: false, compact: 3 });
}

function formatWithOptions(options, args) {
  const first = args[0];
  if (args.length === 1) return typeof first === 'string' ? first : inspect(first, options);
  let index = 0;
  let text = '';
  let separator = '';
  if (typeof first === 'string') {
    index = 1;
    let last = 0;
    for (let at = first.indexOf('%'); at !== -1 && at < first.length - 1; at = first.indexOf('%', at + 1)) {
      const placeholder = first.charCodeAt(at + 1);
      if (placeholder === 37) {
        // %%
        text += `${first.slice(last, at)}%`;
        last = at + 2;
        at++;
        continue;
      }
      if (index === args.length) continue;
      let replacement;
      switch (placeholder) {
        case 115: // s
          replacement = formatStringArgument(args[index], options);
          break;
        case 106: // j
          replacement = stringify(args[index]);
          break;
        case 100: // d
          replacement = formatNumberArgument(args[index], Number);
          break;
        case 79: // O
          replacement = inspect(args[index], options);
          break;
        case 111: // o
          replacement = inspect(args[index], { ...options, showHidden: true, showProxy: true, depth: 4 });
          break;
        case 105: // i
          replacement = formatNumberArgument(args[index], Number.parseInt);
          break;
        case 102: // f
          replacement = typeof args[index] === 'symbol' ? 'NaN' : numberText(Number.parseFloat(args[index]), false);
          break;
        case 99: // c: CSS, which a terminal has no use for
          replacement = '';
          break;
        default:
          continue;
      }
      text += first.slice(last, at) + replacement;
      last = at + 2;
      at++;
      index++;
    }
    if (last !== 0) {
      separator = ' ';
      if (last < first.length) text += first.slice(last);
    } else {
      text = first;
      separator = ' ';
    }
  }
  for (; index < args.length; index++) {
    const value = args[index];
    text += separator;
    text += typeof value === 'string' ? value : inspect(value, options);
    separator = ' ';
  }
  return text;
}

module.exports = { formatWithOptions };
