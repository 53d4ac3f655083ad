'use strict';

// Node's error classes. `codes.ERR_X` is a constructor; the table of messages (internal/errors/codes) is read when the
// first error is made, not when a module asks for its codes. An error made here has its class's name, an own `code`, and
// `TypeError [ERR_X]: message` at the head of its stack.

const { defineProperty, defineProperties, keys, getOwnPropertyDescriptor, isExtensible } = Object;
const { construct, apply } = Reflect;

// Marks what was made here; on the prototype of coded errors, own on system errors. Whoever writes the head of a stack looks
// for it: the name is followed by the code then.
const kIsNodeError = (lode.kIsNodeError ??= Symbol('kIsNodeError'));

let inspectModule;
function inspector() {
  inspectModule ??= require('internal/util/inspect');
  return inspectModule;
}

let uvModule;
function uv() {
  uvModule ??= require('internal/errors/uv');
  return uvModule;
}

let tableModule;
function table() {
  tableModule ??= require('internal/errors/codes');
  return tableModule;
}

const nativeClasses = { __proto__: null, Error, TypeError, RangeError, SyntaxError, URIError };

function isErrorStackTraceLimitWritable() {
  const descriptor = getOwnPropertyDescriptor(Error, 'stackTraceLimit');
  if (descriptor === undefined) return isExtensible(Error);
  return descriptor.writable === true || descriptor.set !== undefined;
}

function formatMessage(code, message, args, self) {
  if (typeof message === 'function') return apply(message, self, args);
  if (args.length === 0) return message;
  if (message === '%s' && typeof args[0] === 'string') return args[0];
  return inspector().format(message, ...args);
}

// One target of construction for each base class: its prototype sits between the error and the class's own prototype.
const targets = new Map();
function targetFor(Base) {
  let target = targets.get(Base);
  if (target === undefined) {
    target = function NodeError() {};
    target.prototype = Object.create(Base.prototype, {
      constructor: { __proto__: null, value: Base, writable: true, enumerable: false, configurable: true },
      toString: {
        __proto__: null,
        value() {
          return `${this.name} [${this.code}]: ${this.message}`;
        },
        writable: true,
        enumerable: false,
        configurable: true,
      },
      [kIsNodeError]: { __proto__: null, value: true, writable: false, enumerable: false, configurable: true },
    });
    targets.set(Base, target);
  }
  return target;
}

// The frames of this file are left out where stacks are written.
function makeCoded(Base, code, template, args) {
  const error = construct(Base, [], targetFor(Base));
  error.code = code;
  const message = formatMessage(code, template, args, error);
  defineProperty(error, 'message', { __proto__: null, value: message, enumerable: false, writable: true, configurable: true });
  return error;
}

// An error about a failed system call: `context` is { code, message, syscall, errno?, path?, dest?, ... } and stays at
// `info`, which `errno`, `syscall`, `path` and `dest` read and write through.
class SystemError extends Error {
  constructor(key, context, prefix = table().SystemError[key] ?? key) {
    super();
    let message = `${prefix}: ${context.syscall} returned ${context.code} (${context.message})`;
    if (context.path !== undefined) message += ` ${context.path}`;
    if (context.dest !== undefined) message += ` => ${context.dest}`;
    this.code = key;
    defineProperties(this, {
      [kIsNodeError]: { __proto__: null, value: true, enumerable: false, writable: false, configurable: true },
      name: { __proto__: null, value: 'SystemError', enumerable: false, writable: true, configurable: true },
      message: { __proto__: null, value: message, enumerable: false, writable: true, configurable: true },
      info: { __proto__: null, value: context, enumerable: true, configurable: true, writable: false },
      errno: throughContext(context, 'errno'),
      syscall: throughContext(context, 'syscall'),
    });
    if (context.path !== undefined) defineProperty(this, 'path', throughContext(context, 'path', (value) => `${value}`));
    if (context.dest !== undefined) defineProperty(this, 'dest', throughContext(context, 'dest', (value) => `${value}`));
  }

  toString() {
    return `${this.name} [${this.code}]: ${this.message}`;
  }
}

function throughContext(context, key, read = (value) => value) {
  return {
    __proto__: null,
    get() {
      return read(context[key]);
    },
    set(value) {
      context[key] = value;
    },
    enumerable: true,
    configurable: true,
  };
}

// What `new codes.ERR_X.TypeError()` may ask for besides the class in the table.
const otherClasses = {
  __proto__: null,
  ERR_HTTP2_INVALID_SETTING_VALUE: [RangeError],
  ERR_INVALID_ARG_VALUE: [RangeError],
  ERR_INVALID_RETURN_VALUE: [RangeError],
  ERR_INVALID_STATE: [TypeError, RangeError],
  ERR_OPERATION_FAILED: [TypeError],
};

function findEntry(code) {
  const entries = table();
  for (const name in nativeClasses) {
    const template = entries[name]?.[code];
    if (template !== undefined) return { Base: nativeClasses[name], template };
  }
  if (entries.SystemError[code] !== undefined) return { Base: SystemError, template: entries.SystemError[code] };
  throw new Error(`${code} is not in the table of error codes`);
}

function makeConstructor(code, OtherBase = undefined) {
  let entry;
  function NodeError(...args) {
    entry ??= findEntry(code);
    if (entry.Base === SystemError) return new SystemError(code, args[0]);
    return makeCoded(OtherBase ?? entry.Base, code, entry.template, args);
  }
  NodeError.HideStackFramesError = NodeError;
  return NodeError;
}

function withOtherClasses(code, NodeError) {
  const others = otherClasses[code];
  if (others !== undefined) for (const Base of others) NodeError[Base.name] = makeConstructor(code, Base);
  return NodeError;
}

// Constructors are made when they are first asked for: few of the three hundred are, and every module asks at start-up.
const made = { __proto__: null };
const codes = new Proxy(made, {
  __proto__: null,
  get(target, code) {
    const known = target[code];
    if (known !== undefined || typeof code !== 'string') return known;
    return (target[code] = withOtherClasses(code, makeConstructor(code)));
  },
  has(target, code) {
    return code in target || allCodes().includes(code);
  },
  ownKeys() {
    return [...new Set([...keys(made), ...allCodes()])];
  },
  getOwnPropertyDescriptor(target, code) {
    if (!(code in target) && !allCodes().includes(code)) return undefined;
    return { __proto__: null, value: codes[code], writable: true, enumerable: true, configurable: true };
  },
});

function allCodes() {
  return Object.values(table()).flatMap(keys);
}

// Adds a code that the table doesn't have.
function E(code, template, Base, ...others) {
  const make = (Class) => {
    function NodeError(...args) {
      if (Class === SystemError) return new SystemError(code, args[0], template);
      return makeCoded(Class, code, template, args);
    }
    NodeError.HideStackFramesError = NodeError;
    return NodeError;
  };
  const constructor = make(Base);
  for (const Other of others) constructor[Other.name] = make(Other);
  made[code] = constructor;
}

// Node drops the frame of a validator from the stack. Frames of internal/validators and internal/errors are left out
// where stacks are formatted, so the function stays what it is: a wrapper would cost a call on hot paths.
function hideStackFrames(fn) {
  fn.withoutStackTrace = fn;
  return fn;
}

class AbortError extends Error {
  constructor(message = 'The operation was aborted', options = undefined) {
    if (options !== undefined && typeof options !== 'object') {
      throw new codes.ERR_INVALID_ARG_TYPE('options', 'Object', options);
    }
    super(message, options);
    this.code = 'ABORT_ERR';
    this.name = 'AbortError';
  }
}

class ConnResetException extends Error {
  constructor(message) {
    super(message);
    this.code = 'ECONNRESET';
  }

  get ['constructor']() {
    return Error;
  }
}

function connResetException(message) {
  return new ConnResetException(message);
}

function uvErrmapGet(errno) {
  return uv().errorMap.get(errno);
}

// { errno, syscall, path?, dest?, message?, ... } as the errors of fs: `ENOENT: no such file or directory, open 'x'`.
function UVException(context) {
  const entry = uvErrmapGet(context.errno);
  const code = entry === undefined ? 'UNKNOWN' : entry[0];
  let message = `${code}: ${context.message || (entry === undefined ? 'unknown error' : entry[1])}, ${context.syscall}`;
  let path;
  let dest;
  if (context.path) {
    path = `${context.path}`;
    message += ` '${path}'`;
  }
  if (context.dest) {
    dest = `${context.dest}`;
    message += ` -> '${dest}'`;
  }
  const error = new Error(message);
  for (const key of keys(context)) {
    if (key === 'message' || key === 'path' || key === 'dest') continue;
    error[key] = context[key];
  }
  error.code = code;
  if (path) error.path = path;
  if (dest) error.dest = dest;
  return error;
}

function codeOfErrno(errno) {
  return uv().errname(errno);
}


function UVExceptionWithHostPort(errno, syscall, address, port) {
  const [code, text] = uvErrmapGet(errno) ?? ['UNKNOWN', 'unknown error'];
  let details = '';
  if (port && port > 0) details = ` ${address}:${port}`;
  else if (address) details = ` ${address}`;
  const error = new Error(`${syscall} ${code}: ${text}${details}`);
  error.code = code;
  error.errno = errno;
  error.syscall = syscall;
  error.address = address;
  if (port) error.port = port;
  return error;
}

function ErrnoException(errno, syscall, original = undefined) {
  const code = codeOfErrno(errno);
  const error = new Error(original ? `${syscall} ${code} ${original}` : `${syscall} ${code}`);
  error.errno = errno;
  error.code = code;
  error.syscall = syscall;
  return error;
}

function ExceptionWithHostPort(errno, syscall, address, port, additional = undefined) {
  const code = codeOfErrno(errno);
  let details = '';
  if (port && port > 0) details = ` ${address}:${port}`;
  else if (address) details = ` ${address}`;
  if (additional) details += ` - Local (${additional})`;
  const error = new Error(`${syscall} ${code}${details}`);
  error.errno = errno;
  error.code = code;
  error.syscall = syscall;
  error.address = address;
  if (port) error.port = port;
  return error;
}

function DNSException(code, syscall, hostname = undefined) {
  let errno;
  if (typeof code === 'number') {
    errno = code;
    const { UV_EAI_NODATA, UV_EAI_NONAME } = uv();
    // The system tells "no such name" and "no address of that family" apart; programs know one code for both.
    code = code === UV_EAI_NODATA || code === UV_EAI_NONAME ? 'ENOTFOUND' : codeOfErrno(code);
  }
  const error = new Error(`${syscall} ${code}${hostname ? ` ${hostname}` : ''}`);
  error.errno = errno;
  error.code = code;
  error.syscall = syscall;
  if (hostname) error.hostname = hostname;
  return error;
}

// Two errors of one operation (the second while cleaning up): neither may be lost.
function aggregateTwoErrors(innerError, outerError) {
  if (innerError && outerError && innerError !== outerError) {
    if (Array.isArray(outerError.errors)) {
      outerError.errors.push(innerError);
      return outerError;
    }
    const error = new AggregateError([outerError, innerError], outerError.message);
    error.code = outerError.code;
    return error;
  }
  return innerError || outerError;
}

class NodeAggregateError extends AggregateError {
  constructor(errors, message) {
    super(errors, message);
    this.code = errors[0]?.code;
  }

  get ['constructor']() {
    return AggregateError;
  }
}

function genericNodeError(message, properties) {
  return Object.assign(new Error(message), properties);
}

function isErrorLike(value) {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, 'stack');
}

function isStackOverflowError(error) {
  return error instanceof RangeError && error.message.startsWith('Maximum call stack size exceeded');
}

function determineSpecificType(value) {
  if (value === null) return 'null';
  switch (typeof value) {
    case 'undefined':
      return 'undefined';
    case 'function':
      return `function ${value.name}`;
    case 'object': {
      const { constructor } = value;
      if (constructor && 'name' in constructor) return `an instance of ${constructor.name}`;
      return inspector().inspect(value, { depth: -1 });
    }
    case 'string': {
      const shown = value.length > 28 ? `${value.slice(0, 25)}...` : value;
      return shown.includes("'") ? `type string (${JSON.stringify(shown)})` : `type string ('${shown}')`;
    }
    case 'number':
      return `type number (${Object.is(value, -0) ? '-0' : value})`;
    case 'bigint':
      return `type bigint (${value}n)`;
    default:
      return `type ${typeof value} (${String(value)})`;
  }
}

// 'a', 'a and b', 'a, b, and c'
function formatList(values, conjunction = 'and') {
  switch (values.length) {
    case 0:
      return '';
    case 1:
      return `${values[0]}`;
    case 2:
      return `${values[0]} ${conjunction} ${values[1]}`;
    default:
      return `${values.slice(0, -1).join(', ')}, ${conjunction} ${values[values.length - 1]}`;
  }
}

module.exports = {
  AbortError,
  ConnResetException,
  DNSException,
  E,
  ErrnoException,
  ExceptionWithHostPort,
  NodeAggregateError,
  SystemError,
  UVException,
  UVExceptionWithHostPort,
  aggregateTwoErrors,
  codes,
  connResetException,
  determineSpecificType,
  errnoException: ErrnoException,
  exceptionWithHostPort: ExceptionWithHostPort,
  formatList,
  genericNodeError,
  hideStackFrames,
  isErrorLike,
  isErrorStackTraceLimitWritable,
  isStackOverflowError,
  kIsNodeError,
  uvErrmapGet,
  uvException: UVException,
  uvExceptionWithHostPort: UVExceptionWithHostPort,
};
