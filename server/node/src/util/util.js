'use strict';

// node:util: what is small stands here, the rest is loaded when it is first used.

const {
  codes: { ERR_FALSY_VALUE_REJECTION, ERR_INVALID_ARG_TYPE },
  ErrnoException,
  ExceptionWithHostPort,
} = require('internal/errors');
const { inspect, format, formatWithOptions, stripVTControlCharacters } = require('internal/util/inspect');
const {
  captureCallSites,
  deprecate: internalDeprecate,
  defineLazyProperties,
  getSystemErrorMap,
  getSystemErrorMessage,
  getSystemErrorName,
  isError,
  promisify,
  toUSVString,
} = require('internal/util');
const {
  validateBoolean,
  validateFunction,
  validateNumber,
  validateObject,
  validateOneOf,
  validateString,
} = require('internal/validators');
const types = require('internal/util/types');
const { debuglog } = require('internal/util/debuglog');

const { defineProperty, getOwnPropertyDescriptor, getOwnPropertyDescriptors, keys, setPrototypeOf } = Object;
const { apply } = Reflect;

function deprecate(fn, message, code, options) {
  return internalDeprecate(fn, message, code, undefined, options?.modifyPrototype);
}

// Terminal styles --------------------------------------------------------------------------------------------------------

function styleCodes(format) {
  if (format === 'none') return ['', ''];
  const color = inspect.colors[format];
  if (color == null) validateOneOf(format, 'format', keys(inspect.colors));
  return [`\u001b[${color[0]}m`, `\u001b[${color[1]}m`];
}

function checkStream(stream) {
  if (!require('internal/streams/utils').isNodeStream(stream) && !isWebStream(stream)) {
    throw new ERR_INVALID_ARG_TYPE('stream', ['ReadableStream', 'WritableStream', 'Stream'], stream);
  }
}

function isWebStream(stream) {
  return stream instanceof globalThis.ReadableStream || stream instanceof globalThis.WritableStream;
}

function styleText(format, text, options = undefined) {
  const { validateStream = true, stream = undefined } = options ?? {};
  validateString(text, 'text');
  if (options !== undefined) validateObject(options, 'options');
  validateBoolean(validateStream, 'options.validateStream');
  let skip = false;
  if (validateStream) {
    const target = stream ?? process.stdout;
    if (stream !== undefined) checkStream(target);
    skip = !require('internal/util/colors').shouldColorize(target);
  }
  let open = '';
  let close = '';
  for (const each of Array.isArray(format) ? format : [format]) {
    const [on, off] = styleCodes(each);
    open += on;
    close = off + close;
    // A style inside that ends with our own code would end ours too.
    if (off !== '') text = reopen(text, on, off, each);
  }
  return skip ? text : `${open}${text}${close}`;
}

function reopen(text, on, off, format) {
  if (!text.includes(off)) return text;
  // Bold and dim share their end: it has to stay before either begins again.
  const keepsEnd = format === 'bold' || format === 'dim';
  return text.replaceAll(off, keepsEnd ? off + on : on);
}

// Functions -----------------------------------------------------------------------------------------------------------------

function callbackify(original) {
  validateFunction(original, 'original');
  function callbackified(...args) {
    const callback = args.pop();
    validateFunction(callback, 'last argument');
    const finish = (...results) => apply(callback, this, results);
    apply(original, this, args).then(
      (value) => process.nextTick(finish, null, value),
      (error) => {
        // `null` and the like would be taken for success.
        if (!error) error = new ERR_FALSY_VALUE_REJECTION(error);
        process.nextTick(finish, error);
      },
    );
  }
  const descriptors = getOwnPropertyDescriptors(original);
  if (typeof descriptors.length.value === 'number') descriptors.length.value++;
  if (typeof descriptors.name.value === 'string') descriptors.name.value += 'Callbackified';
  for (const key of Reflect.ownKeys(descriptors)) {
    const descriptor = setPrototypeOf(descriptors[key], null);
    const existing = getOwnPropertyDescriptor(callbackified, key);
    if (existing === undefined || existing.configurable) defineProperty(callbackified, key, descriptor);
    else if (existing.writable) callbackified[key] = descriptor.value;
  }
  return callbackified;
}

function inherits(ctor, superCtor) {
  if (ctor === undefined || ctor === null) throw new ERR_INVALID_ARG_TYPE('ctor', 'Function', ctor);
  if (superCtor === undefined || superCtor === null) throw new ERR_INVALID_ARG_TYPE('superCtor', 'Function', superCtor);
  if (superCtor.prototype === undefined) throw new ERR_INVALID_ARG_TYPE('superCtor.prototype', 'Object', superCtor.prototype);
  defineProperty(ctor, 'super_', { __proto__: null, value: superCtor, writable: true, configurable: true });
  setPrototypeOf(ctor.prototype, superCtor.prototype);
}

// Where the caller is called from, outermost last.
function getCallSites(frameCount = 10, options = undefined) {
  if (options === undefined) {
    if (typeof frameCount === 'object') {
      options = frameCount;
      validateObject(options, 'options');
      frameCount = 10;
    }
  } else validateObject(options, 'options');
  if (options?.sourceMap !== undefined) validateBoolean(options.sourceMap, 'options.sourceMap');
  validateNumber(frameCount, 'frameCount', 1, 200);
  return captureCallSites(getCallSites, Math.floor(frameCount)).map((site) => {
    const column = site.getColumnNumber();
    return {
      __proto__: null,
      functionName: site.getFunctionName() ?? '',
      scriptId: String(site.getScriptId?.() ?? 0),
      scriptName: site.getScriptNameOrSourceURL?.() ?? site.getFileName() ?? '',
      lineNumber: site.getLineNumber(),
      columnNumber: column,
      column,
    };
  });
}

// What Node deprecates and still has ----------------------------------------------------------------------------------------

function _extend(target, source) {
  if (source === null || typeof source !== 'object') return target;
  for (const key of keys(source)) target[key] = source[key];
  return target;
}

function isPrimitive(arg) {
  return arg === null || (typeof arg !== 'object' && typeof arg !== 'function');
}

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

function timestamp() {
  const now = new Date();
  const time = [now.getHours(), now.getMinutes(), now.getSeconds()].map((part) => `${part}`.padStart(2, '0')).join(':');
  return `${now.getDate()} ${months[now.getMonth()]} ${time}`;
}

function log(...args) {
  console.log('%s - %s', timestamp(), format(...args));
}

function deprecatedCheck(name, code, check, advice) {
  return deprecate(check, `The \`util.${name}\` API is deprecated. ${advice}`, code);
}

let warnedOfCallSite = false;

function parseEnv(content) {
  validateString(content, 'content');
  return require('internal/util/parse_env').parseEnv(content);
}

function parseArgs(...args) {
  return require('internal/util/parse_args').parseArgs(...args);
}

function diff(actual, expected) {
  return require('internal/util/diff').diff(actual, expected);
}

// What a signal interrupts is not known to the engine: there is no stack to print.
function setTraceSigInt(enable) {}

module.exports = {
  _errnoException(...args) {
    return ErrnoException(...args);
  },
  _exceptionWithHostPort(...args) {
    return ExceptionWithHostPort(...args);
  },
  _extend: deprecate(_extend, 'The `util._extend` API is deprecated. Please use Object.assign() instead.', 'DEP0060'),
  callbackify,
  debug: debuglog,
  debuglog,
  deprecate,
  format,
  styleText,
  formatWithOptions,
  getCallSite: Object.defineProperty(
    function deprecated(...args) {
      if (!warnedOfCallSite) {
        warnedOfCallSite = true;
        process.emitWarning('The `util.getCallSite` API has been renamed to `util.getCallSites()`.', 'ExperimentalWarning');
      }
      return getCallSites(...args);
    },
    'length',
    { __proto__: null, value: 0, configurable: true },
  ),
  getCallSites,
  getSystemErrorMap,
  getSystemErrorName,
  getSystemErrorMessage,
  inherits,
  inspect,
  isArray: deprecatedCheck('isArray', 'DEP0044', (arg) => Array.isArray(arg), 'Please use `Array.isArray()` instead.'),
  isBoolean: deprecatedCheck('isBoolean', 'DEP0045', (arg) => typeof arg === 'boolean', ' Please use `typeof arg === "boolean"` instead.'),
  isBuffer: deprecatedCheck('isBuffer', 'DEP0046', (arg) => Buffer.isBuffer(arg), 'Please use `Buffer.isBuffer()` instead.'),
  isDeepStrictEqual(a, b) {
    return require('internal/util/comparisons').isDeepStrictEqual(a, b);
  },
  isNull: deprecatedCheck('isNull', 'DEP0050', (arg) => arg === null, 'Please use `arg === null` instead.'),
  isNullOrUndefined: deprecatedCheck('isNullOrUndefined', 'DEP0051', (arg) => arg == null, 'Please use `arg === null || arg === undefined` instead.'),
  isNumber: deprecatedCheck('isNumber', 'DEP0052', (arg) => typeof arg === 'number', 'Please use `typeof arg === "number"` instead.'),
  isString: deprecatedCheck('isString', 'DEP0056', (arg) => typeof arg === 'string', ' Please use `typeof arg === "string"` instead.'),
  isSymbol: deprecatedCheck('isSymbol', 'DEP0057', (arg) => typeof arg === 'symbol', ' Please use `arg === "symbol"` instead.'),
  isUndefined: deprecatedCheck('isUndefined', 'DEP0058', (arg) => arg === undefined, 'Please use `arg === undefined` instead.'),
  isRegExp: deprecatedCheck('isRegExp', 'DEP0055', types.isRegExp, 'Please use `arg instanceof RegExp` instead.'),
  isObject: deprecatedCheck('isObject', 'DEP0053', (arg) => arg !== null && typeof arg === 'object', 'Please use `arg !== null && typeof arg === "object"` instead.'),
  isDate: deprecatedCheck('isDate', 'DEP0047', types.isDate, ' Please use `arg instanceof Date` instead.'),
  isError: deprecatedCheck('isError', 'DEP0048', (arg) => isError(arg), 'Please use `ObjectPrototypeToString(e) === "[object Error]" || e instanceof Error` instead.'),
  isFunction: deprecatedCheck('isFunction', 'DEP0049', (arg) => typeof arg === 'function', ' Please use `typeof arg === "function"` instead.'),
  isPrimitive: deprecatedCheck('isPrimitive', 'DEP0054', isPrimitive, 'Please use `arg === null || (typeof arg !== "object" && typeof arg !== "function")` instead.'),
  log: deprecate(log, 'The `util.log API is deprecated. Please use console.log() with a custom formatter or a third-party logger instead.', 'DEP0059'),
  promisify,
  stripVTControlCharacters,
  toUSVString,
  get transferableAbortSignal() {
    return require('internal/abort_controller').transferableAbortSignal;
  },
  get transferableAbortController() {
    return require('internal/abort_controller').transferableAbortController;
  },
  get aborted() {
    return require('internal/abort_controller').aborted;
  },
  types,
  parseEnv,
  parseArgs,
};

defineLazyProperties(module.exports, 'internal/encoding', ['TextDecoder', 'TextEncoder']);
defineLazyProperties(module.exports, 'internal/mime', ['MIMEType', 'MIMEParams']);
module.exports.diff = diff;
module.exports.setTraceSigInt = setTraceSigInt;
