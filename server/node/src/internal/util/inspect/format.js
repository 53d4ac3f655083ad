'use strict';

// util.format: printf-like placeholders, and what is left of the arguments behind them.

const { inspect } = require('internal/util/inspect');
const { bigIntText, numberText } = require('internal/util/inspect/primitives');
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
  if (typeof value[Symbol.toPrimitive] === 'function') {
    if (!isOfTheLanguage(value, Symbol.toPrimitive)) return false;
  } else if (typeof value.toString !== 'function') return true;
  return isOfTheLanguage(value, 'toString');
}

// Whether the class that supplies the method is one of the language's.
function isOfTheLanguage(value, method) {
  if (Object.hasOwn(value, method)) return false;
  let pointer = value;
  do {
    pointer = Object.getPrototypeOf(pointer);
  } while (pointer !== null && !Object.hasOwn(pointer, method));
  const descriptor = pointer === null ? undefined : Object.getOwnPropertyDescriptor(pointer, 'constructor');
  return (
    descriptor !== undefined &&
    typeof descriptor.value === 'function' &&
    require('internal/util/inspect/prototypes').isBuiltInName(descriptor.value.name)
  );
}

function separates(options) {
  return options?.numericSeparator ?? inspect.defaultOptions.numericSeparator;
}

function formatNumberArgument(value, convert, options) {
  if (typeof value === 'bigint') return bigIntText(value, separates(options));
  if (typeof value === 'symbol') return 'NaN';
  return numberText(convert(value), separates(options));
}

function formatStringArgument(value, options) {
  if (typeof value === 'string') return value;
  if (typeof value === 'number') return numberText(value, separates(options));
  if (typeof value === 'bigint') return bigIntText(value, separates(options));
  if (typeof value !== 'object' || value === null || !hasBuiltInToString(value)) return String(value);
  return inspect(value, { ...options, depth: 0, colors: false, compact: 3 });
}

// Numbers are logged so often that they don't take the long way.
function formatRest(value, options) {
  if (typeof value === 'number' && !(options?.colors ?? inspect.defaultOptions.colors) && options?.stylize === undefined) {
    return numberText(value, separates(options));
  }
  return inspect(value, options);
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
          replacement = formatNumberArgument(args[index], Number, options);
          break;
        case 79: // O
          replacement = inspect(args[index], options);
          break;
        case 111: // o
          replacement = inspect(args[index], { ...options, showHidden: true, showProxy: true, depth: 4 });
          break;
        case 105: // i
          replacement = formatNumberArgument(args[index], Number.parseInt, options);
          break;
        case 102: // f
          replacement = typeof args[index] === 'symbol' ? 'NaN' : numberText(Number.parseFloat(args[index]), separates(options));
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
    text += typeof value === 'string' ? value : formatRest(value, options);
    separator = ' ';
  }
  return text;
}

module.exports = { formatWithOptions };
