'use strict';

// util.inspect: its options, styles and colours. The work is done in internal/util/inspect/*.

const { validateObject, validateString } = require('internal/validators');

const { defineProperty, assign } = Object;

const inspectDefaultOptions = Object.seal({
  showHidden: false,
  depth: 2,
  colors: false,
  customInspect: true,
  showProxy: false,
  maxArrayLength: 100,
  maxStringLength: 10000,
  breakLength: 80,
  compact: 3,
  sorted: false,
  getters: false,
  numericSeparator: false,
});

const knownOptions = new Set([...Object.keys(inspectDefaultOptions), 'stylize']);

function stylizeWithNoColor(text) {
  return text;
}

function stylizeWithColor(text, styleType) {
  const style = inspect.styles[styleType];
  if (style !== undefined) {
    const color = inspect.colors[style];
    if (color !== undefined) return `\u001b[${color[0]}m${text}\u001b[${color[1]}m`;
  }
  return text;
}

// inspect(value, { options }) or, from old times, inspect(value, showHidden, depth, colors).
function inspect(value, opts) {
  const defaults = inspectDefaultOptions;
  const ctx = {
    budget: [],
    indentationLvl: 0,
    seen: [],
    currentDepth: 0,
    stylize: stylizeWithNoColor,
    showHidden: defaults.showHidden,
    depth: defaults.depth,
    colors: defaults.colors,
    customInspect: defaults.customInspect,
    showProxy: defaults.showProxy,
    maxArrayLength: defaults.maxArrayLength,
    maxStringLength: defaults.maxStringLength,
    breakLength: defaults.breakLength,
    compact: defaults.compact,
    sorted: defaults.sorted,
    getters: defaults.getters,
    numericSeparator: defaults.numericSeparator,
    userOptions: undefined,
    circular: undefined,
  };
  if (arguments.length > 1) {
    if (arguments.length > 2) {
      if (arguments[2] !== undefined) ctx.depth = arguments[2];
      if (arguments.length > 3 && arguments[3] !== undefined) ctx.colors = arguments[3];
    }
    if (typeof opts === 'boolean') {
      ctx.showHidden = opts;
    } else if (opts) {
      const keys = Object.keys(opts);
      for (let index = 0; index < keys.length; index++) {
        const key = keys[index];
        if (knownOptions.has(key)) ctx[key] = opts[key];
        // What we don't know is for the inspect functions of users.
        else ctx.userOptions ??= opts;
      }
    }
  }
  if (ctx.colors) ctx.stylize = stylizeWithColor;
  if (ctx.maxArrayLength === null) ctx.maxArrayLength = Infinity;
  if (ctx.maxStringLength === null) ctx.maxStringLength = Infinity;
  return require('internal/util/inspect/value').formatValue(ctx, value, 0);
}
inspect.custom = Symbol.for('nodejs.util.inspect.custom');

defineProperty(inspect, 'defaultOptions', {
  __proto__: null,
  get() {
    return inspectDefaultOptions;
  },
  set(options) {
    validateObject(options, 'options');
    return assign(inspectDefaultOptions, options);
  },
});

const foreground = 39;
const background = 49;

// Set Graphics Rendition codes: on, off.
inspect.colors = assign({ __proto__: null }, {
  reset: [0, 0],
  bold: [1, 22],
  dim: [2, 22],
  italic: [3, 23],
  underline: [4, 24],
  blink: [5, 25],
  inverse: [7, 27],
  hidden: [8, 28],
  strikethrough: [9, 29],
  doubleunderline: [21, 24],
  black: [30, foreground],
  red: [31, foreground],
  green: [32, foreground],
  yellow: [33, foreground],
  blue: [34, foreground],
  magenta: [35, foreground],
  cyan: [36, foreground],
  white: [37, foreground],
  bgBlack: [40, background],
  bgRed: [41, background],
  bgGreen: [42, background],
  bgYellow: [43, background],
  bgBlue: [44, background],
  bgMagenta: [45, background],
  bgCyan: [46, background],
  bgWhite: [47, background],
  framed: [51, 54],
  overlined: [53, 55],
  gray: [90, foreground],
  redBright: [91, foreground],
  greenBright: [92, foreground],
  yellowBright: [93, foreground],
  blueBright: [94, foreground],
  magentaBright: [95, foreground],
  cyanBright: [96, foreground],
  whiteBright: [97, foreground],
  bgGray: [100, background],
  bgRedBright: [101, background],
  bgGreenBright: [102, background],
  bgYellowBright: [103, background],
  bgBlueBright: [104, background],
  bgMagentaBright: [105, background],
  bgCyanBright: [106, background],
  bgWhiteBright: [107, background],
});

for (const [target, ...aliases] of [
  ['gray', 'grey', 'blackBright'],
  ['bgGray', 'bgGrey', 'bgBlackBright'],
  ['dim', 'faint'],
  ['strikethrough', 'crossedout', 'strikeThrough', 'crossedOut'],
  ['hidden', 'conceal'],
  ['inverse', 'swapcolors', 'swapColors'],
  ['doubleunderline', 'doubleUnderline'],
]) {
  for (const alias of aliases) {
    defineProperty(inspect.colors, alias, {
      __proto__: null,
      get() {
        return this[target];
      },
      set(value) {
        this[target] = value;
      },
      configurable: true,
      enumerable: false,
    });
  }
}

inspect.styles = assign({ __proto__: null }, {
  special: 'cyan',
  number: 'yellow',
  bigint: 'yellow',
  boolean: 'yellow',
  undefined: 'grey',
  null: 'bold',
  string: 'green',
  symbol: 'green',
  date: 'magenta',
  // `name` is left alone on purpose.
  regexp: 'red',
  module: 'underline',
});

function stripVTControlCharacters(text) {
  validateString(text, 'str');
  return require('internal/util/inspect/width').stripControlSequences(text);
}

function formatter() {
  return require('internal/util/inspect/format');
}

module.exports = {
  inspect,
  inspectDefaultOptions,
  format(...args) {
    return formatter().formatWithOptions(undefined, args);
  },
  formatWithOptions(inspectOptions, ...args) {
    validateObject(inspectOptions, 'inspectOptions');
    return formatter().formatWithOptions(inspectOptions, args);
  },
  getStringWidth(text, removeControlChars) {
    return require('internal/util/inspect/width').getStringWidth(text, removeControlChars);
  },
  isZeroWidthCodePoint(codePoint) {
    return require('internal/util/inspect/width').isZeroWidthCodePoint(codePoint);
  },
  stripVTControlCharacters,
};
