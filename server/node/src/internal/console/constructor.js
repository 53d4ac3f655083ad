'use strict';

// The class Console. The global console is made of the same methods, bound to the standard streams when they are first needed.

const channels = require('internal/console/channels');

const { defineProperties, defineProperty } = Object;
const { apply, ownKeys } = Reflect;

const kMaxGroupIndentation = 1000;

const kCounts = Symbol('counts');
const kColorMode = Symbol('kColorMode');
const kIsConsole = Symbol('kIsConsole');
const kGroupIndentWidth = Symbol('kGroupIndentWidth');
const kGroupIndentation = Symbol('kGroupIndentationString');
const kWriteToConsole = Symbol('kWriteToConsole');
const kBindProperties = Symbol('kBindProperties');
const kBindStreamsEager = Symbol('kBindStreamsEager');
const kBindStreamsLazy = Symbol('kBindStreamsLazy');
const kGetInspectOptions = Symbol('kGetInspectOptions');
const kFormatForStdout = Symbol('kFormatForStdout');
const kFormatForStderr = Symbol('kFormatForStderr');
const kUseStdout = Symbol('kUseStdout');
const kUseStderr = Symbol('kUseStderr');
// Writes a line without a stream, or says that there is one: of the global console only.
const kWriteDirectly = Symbol('kWriteDirectly');

const withColors = { colors: true };
const withoutColors = {};

const inspectOptionsOf = new WeakMap();

function noop() {}

function Console(options) {
  // Callable without `new`, as ever.
  if (new.target === undefined) return Reflect.construct(Console, arguments);
  if (!options || typeof options.write === 'function') {
    options = { stdout: options, stderr: arguments[1], ignoreErrors: arguments[2] };
  }
  const {
    stdout,
    stderr = stdout,
    ignoreErrors = true,
    colorMode = 'auto',
    inspectOptions,
    groupIndentation,
  } = options;
  const { codes: { ERR_CONSOLE_WRITABLE_STREAM, ERR_INCOMPATIBLE_OPTION_PAIR } } = require('internal/errors');
  const { validateInteger, validateObject, validateOneOf } = require('internal/validators');
  if (!stdout || typeof stdout.write !== 'function') throw new ERR_CONSOLE_WRITABLE_STREAM('stdout');
  if (!stderr || typeof stderr.write !== 'function') throw new ERR_CONSOLE_WRITABLE_STREAM('stderr');
  validateOneOf(colorMode, 'colorMode', ['auto', true, false]);
  if (groupIndentation !== undefined) validateInteger(groupIndentation, 'groupIndentation', 0, kMaxGroupIndentation);
  if (inspectOptions !== undefined) {
    validateObject(inspectOptions, 'options.inspectOptions');
    if (inspectOptions.colors !== undefined && options.colorMode !== undefined) {
      throw new ERR_INCOMPATIBLE_OPTION_PAIR('options.inspectOptions.color', 'colorMode');
    }
    inspectOptionsOf.set(this, inspectOptions);
  }

  // Methods can be taken off the object: each is bound to it.
  for (const name of Object.keys(methods)) {
    this[name] = this[name].bind(this);
    defineProperty(this[name], 'name', { __proto__: null, value: name });
  }
  this[kBindStreamsEager](stdout, stderr);
  this[kBindProperties](ignoreErrors, colorMode, groupIndentation);
}

const hidden = { __proto__: null, writable: true, enumerable: false, configurable: true };

const internals = {
  [kBindStreamsEager]: {
    ...hidden,
    value(stdout, stderr) {
      defineProperties(this, {
        _stdout: { ...hidden, value: stdout },
        _stderr: { ...hidden, value: stderr },
      });
    },
  },
  [kBindStreamsLazy]: {
    ...hidden,
    // `object` has the streams as properties, which are read when they are first wanted.
    value(object) {
      for (const name of ['stdout', 'stderr']) {
        let stream;
        defineProperty(this, `_${name}`, {
          __proto__: null,
          enumerable: false,
          configurable: true,
          get() {
            stream ||= object[name];
            return stream;
          },
          set(value) {
            stream = value;
            // From now on everything goes where the user wants it.
            this[kWriteDirectly] = undefined;
          },
        });
      }
    },
  },
  [kBindProperties]: {
    ...hidden,
    value(ignoreErrors, colorMode, groupIndentation = 2) {
      defineProperties(this, {
        _stdoutErrorHandler: { ...hidden, value: createWriteErrorHandler(this, kUseStdout) },
        _stderrErrorHandler: { ...hidden, value: createWriteErrorHandler(this, kUseStderr) },
        _ignoreErrors: { ...hidden, value: Boolean(ignoreErrors) },
        _times: { ...hidden, value: new Map() },
        [kCounts]: { ...hidden, value: new Map() },
        [kColorMode]: { ...hidden, value: colorMode },
        [kIsConsole]: { ...hidden, value: true },
        [kGroupIndentWidth]: { ...hidden, value: groupIndentation },
        [kGroupIndentation]: { ...hidden, value: '' },
        [Symbol.toStringTag]: { __proto__: null, writable: false, enumerable: false, configurable: true, value: 'console' },
      });
    },
  },
  [kWriteToConsole]: {
    ...hidden,
    value(streamSymbol, text) {
      const indentation = this[kGroupIndentation];
      if (indentation.length !== 0) {
        if (text.includes('\n')) text = text.replaceAll('\n', `\n${indentation}`);
        text = indentation + text;
      }
      text += '\n';
      if (this[kWriteDirectly]?.(streamSymbol === kUseStdout ? 1 : 2, text)) return;

      const isStdout = streamSymbol === kUseStdout;
      const stream = isStdout ? this._stdout : this._stderr;
      if (this._ignoreErrors === false) {
        stream.write(text);
        return;
      }
      // An error may come now (files, terminals) or later (pipes): neither is to end the program.
      const onError = isStdout ? this._stdoutErrorHandler : this._stderrErrorHandler;
      let listens = false;
      try {
        if (stream.listenerCount?.('error') === 0) {
          stream.once('error', noop);
          listens = true;
        }
        stream.write(text, onError);
      } catch (error) {
        if (require('internal/errors').isStackOverflowError(error)) throw error;
      } finally {
        if (listens) stream.removeListener('error', noop);
      }
    },
  },
  [kGetInspectOptions]: {
    ...hidden,
    value(stream) {
      let color = this[kColorMode];
      if (color === 'auto') color = require('internal/util/colors').shouldColorize(stream);
      const options = inspectOptionsOf.get(this);
      if (options !== undefined) return options.colors === undefined ? { ...options, colors: color } : options;
      return color ? withColors : withoutColors;
    },
  },
  [kFormatForStdout]: {
    ...hidden,
    value(args) {
      return formatFor(this, kUseStdout, args);
    },
  },
  [kFormatForStderr]: {
    ...hidden,
    value(args) {
      return formatFor(this, kUseStderr, args);
    },
  },
};

let inspecting;
function inspector() {
  inspecting ??= require('internal/util/inspect');
  return inspecting;
}

// Text of values that look the same with and without colours and formatting, or undefined. Most lines are of such values, and a
// program that logs nothing else never loads what inspects.
function plainText(args) {
  let text = '';
  for (let index = 0; index < args.length; index++) {
    const value = args[index];
    if (typeof value !== 'string' || (index === 0 && args.length > 1 && value.includes('%'))) return undefined;
    text = index === 0 ? value : `${text} ${value}`;
  }
  return text;
}

// The same where no colours are wanted: numbers and the like have one form then.
function uncolouredText(args) {
  let text = '';
  for (let index = 0; index < args.length; index++) {
    const value = args[index];
    switch (typeof value) {
      case 'string':
        if (index === 0 && args.length > 1 && value.includes('%')) return undefined;
        break;
      case 'number':
        if (value === 0 && 1 / value < 0) return undefined;
        break;
      case 'boolean':
      case 'undefined':
        break;
      default:
        if (value !== null) return undefined;
    }
    text = index === 0 ? `${value}` : `${text} ${value}`;
  }
  return text;
}

// Options matter only where something is inspected.
function formatFor(self, streamSymbol, args) {
  const plain = plainText(args);
  if (plain !== undefined) return plain;
  if (self[kWriteDirectly]?.(streamSymbol === kUseStdout ? 1 : 2)) return uncolouredText(args) ?? inspector().format(...args);
  return inspector().formatWithOptions(self[kGetInspectOptions](streamSymbol === kUseStdout ? self._stdout : self._stderr), ...args);
}

function createWriteErrorHandler(self, streamSymbol) {
  return (error) => {
    // An asynchronous error: nobody may be listening for it.
    if (error === null || error === undefined) return;
    const stream = streamSymbol === kUseStdout ? self._stdout : self._stderr;
    if (stream.writableErrored || stream._writableState?.errorEmitted) return;
    if (stream.listenerCount('error') === 0) stream.once('error', noop);
  };
}

function publish(channel, args) {
  if (channel !== undefined && channel.hasSubscribers) channel.publish(args);
}

function timers() {
  return require('internal/util/debuglog');
}

function printTime(self) {
  return (label, formatted, args) => {
    if (args === undefined) self.log('%s: %s', label, formatted);
    else self.log('%s: %s', label, formatted, ...args);
  };
}

const methods = {
  log(...args) {
    publish(channels.log, args);
    this[kWriteToConsole](kUseStdout, this[kFormatForStdout](args));
  },

  info(...args) {
    publish(channels.info, args);
    this[kWriteToConsole](kUseStdout, this[kFormatForStdout](args));
  },

  debug(...args) {
    publish(channels.debug, args);
    this[kWriteToConsole](kUseStdout, this[kFormatForStdout](args));
  },

  warn(...args) {
    publish(channels.warn, args);
    this[kWriteToConsole](kUseStderr, this[kFormatForStderr](args));
  },

  error(...args) {
    publish(channels.error, args);
    this[kWriteToConsole](kUseStderr, this[kFormatForStderr](args));
  },

  dir(object, options) {
    const { inspect } = require('internal/util/inspect');
    this[kWriteToConsole](kUseStdout, inspect(object, { customInspect: false, ...this[kGetInspectOptions](this._stdout), ...options }));
  },

  time(label = 'default') {
    timers().time(this._times, 'console.time()', label);
  },

  timeEnd(label = 'default') {
    timers().timeEnd(this._times, 'console.timeEnd()', printTime(this), label);
  },

  timeLog(label = 'default', ...data) {
    timers().timeLog(this._times, 'console.timeLog()', printTime(this), label, data);
  },

  trace: function trace(...args) {
    const error = { name: 'Trace', message: this[kFormatForStderr](args) };
    Error.captureStackTrace(error, trace);
    this.error(error.stack);
  },

  // Never throws, unlike node:assert.
  assert(expression, ...args) {
    if (expression) return;
    if (typeof args[0] === 'string') args[0] = `Assertion failed: ${args[0]}`;
    else args.unshift('Assertion failed');
    apply(this.warn, this, args);
  },

  clear() {
    // Only a terminal has something to clear.
    if (this._stdout.isTTY && process.env.TERM !== 'dumb') {
      const { cursorTo, clearScreenDown } = require('readline');
      cursorTo(this._stdout, 0, 0);
      clearScreenDown(this._stdout);
    }
  },

  count(label = 'default') {
    label = `${label}`;
    const count = (this[kCounts].get(label) ?? 0) + 1;
    this[kCounts].set(label, count);
    this.log(`${label}: ${count}`);
  },

  countReset(label = 'default') {
    label = `${label}`;
    if (!this[kCounts].delete(label)) process.emitWarning(`Count for '${label}' does not exist`);
  },

  group(...data) {
    if (data.length > 0) apply(this.log, this, data);
    this[kGroupIndentation] += ' '.repeat(this[kGroupIndentWidth]);
  },

  groupEnd() {
    const indentation = this[kGroupIndentation];
    this[kGroupIndentation] = indentation.slice(0, Math.max(0, indentation.length - this[kGroupIndentWidth]));
  },

  table(tabularData, properties) {
    if (tabularData === null || typeof tabularData !== 'object') {
      this.log(tabularData);
      return;
    }
    const { table } = require('internal/console/table');
    this.log(table(tabularData, properties, this[kGetInspectOptions](this._stdout)));
  },
};

methods.dirxml = function dirxml(...args) {
  apply(this.log, this, args);
};
methods.groupCollapsed = function groupCollapsed(...args) {
  apply(this.group, this, args);
};

// Node's tell of no parameters.
for (const name of ['dir', 'time', 'timeEnd', 'timeLog', 'assert', 'count', 'countReset', 'table']) {
  defineProperty(methods[name], 'length', { __proto__: null, value: 0, configurable: true });
}

for (const name of Object.keys(methods)) Console.prototype[name] = methods[name];
defineProperties(Console.prototype, internals);
defineProperty(Console, Symbol.hasInstance, {
  __proto__: null,
  value(instance) {
    return instance !== null && instance !== undefined && instance[kIsConsole] === true;
  },
});

// Makes `console`, whose prototype is an empty object, of the methods.
function initializeGlobalConsole(console, writeDirectly) {
  for (const name of Object.keys(methods)) {
    console[name] = methods[name].bind(console);
    defineProperty(console[name], 'name', { __proto__: null, value: name });
  }
  for (const key of ownKeys(internals)) defineProperty(console, key, internals[key]);
  defineProperty(console, kWriteDirectly, { ...hidden, value: writeDirectly });
  console[kBindStreamsLazy](process);
  console[kBindProperties](true, 'auto');
}

module.exports = { Console, initializeGlobalConsole };
