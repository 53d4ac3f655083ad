'use strict';

// node:vm.

const { Buffer } = require('buffer');
const {
  codes: {
    ERR_INVALID_ARG_TYPE, ERR_VM_DYNAMIC_IMPORT_CALLBACK_MISSING, ERR_VM_DYNAMIC_IMPORT_CALLBACK_MISSING_FLAG, ERR_VM_MODULE_NOT_MODULE,
  },
} = require('internal/errors');
const {
  validateArray, validateBoolean, validateBuffer, validateFunction, validateInt32, validateObject, validateOneOf,
  validateString, validateStringArray, validateUint32, kValidateObjectAllowArray, kValidateObjectAllowNullable,
  kValidateObjectAllowObjects,
} = require('internal/validators');
const { emitExperimentalWarning, kEmptyObject } = require('internal/util');
const { isArrayBufferView } = require('internal/util/types');
const contexts = require('internal/vm/context');

const { native } = contexts;

const constants = Object.freeze({
  __proto__: null,
  USE_MAIN_CONTEXT_DEFAULT_LOADER: Symbol('vm_dynamic_import_main_context_default'),
  DONT_CONTEXTIFY: Symbol('vm_context_no_contextify'),
});

function validateImporter(importModuleDynamically, name) {
  if (importModuleDynamically !== undefined && importModuleDynamically !== constants.USE_MAIN_CONTEXT_DEFAULT_LOADER) {
    validateFunction(importModuleDynamically, name);
  }
}

const usesHelpers = /\bimport\s*(?:\(|\/[/*])|\bawait\b/;

// What `import()` does in scripts that nobody gave a callback for, and where the callback takes an option.
const withoutCallback = async () => { throw new ERR_VM_DYNAMIC_IMPORT_CALLBACK_MISSING(); };
const withoutFlag = async () => { throw new ERR_VM_DYNAMIC_IMPORT_CALLBACK_MISSING_FLAG(); };

// The engine has no hook for `import()`: text with it, or with `await`, which keeps the asynchronous context, is rewritten.
function prepare(text, filename, importModuleDynamically, getReferrer) {
  if (!usesHelpers.test(text)) return text;
  let importer;
  if (importModuleDynamically === undefined) importer = withoutCallback;
  else if (importModuleDynamically === constants.USE_MAIN_CONTEXT_DEFAULT_LOADER) {
    emitExperimentalWarning('vm.USE_MAIN_CONTEXT_DEFAULT_LOADER');
  } else {
    importer = lode.flag('--experimental-vm-modules') === true ? callbackImporter(importModuleDynamically, getReferrer) : withoutFlag;
  }
  return require('internal/esm/script').prepareFor(text, filename, importer);
}

function callbackImporter(callback, getReferrer) {
  return async (specifier, options) => {
    const result = await callback(`${specifier}`, getReferrer(), { __proto__: null, ...options?.with });
    if (!require('internal/util/types').isModuleNamespaceObject(result)) throw new ERR_VM_MODULE_NOT_MODULE();
    return result;
  };
}

// The magic comments, of which the last counts.
function magicComment(code, name) {
  if (!code.includes(name)) return undefined;
  const matches = [...code.matchAll(new RegExp(`^.*?//[#@] ${name}=(\\S*)\\s*$`, 'mg'))];
  return matches.length > 0 ? matches[matches.length - 1][1] : undefined;
}

let codeOf;

class Script {
  #code;
  // What is run: the code, or what stands for it.
  #text;
  #filename;
  #firstLine;

  constructor(code, options = kEmptyObject) {
    code = `${code}`;
    if (typeof options === 'string') options = { filename: options };
    else validateObject(options, 'options');
    const {
      filename = 'evalmachine.<anonymous>', lineOffset = 0, columnOffset = 0, cachedData, produceCachedData = false,
      importModuleDynamically,
    } = options;
    validateString(filename, 'options.filename');
    validateInt32(lineOffset, 'options.lineOffset');
    validateInt32(columnOffset, 'options.columnOffset');
    if (cachedData !== undefined && !isArrayBufferView(cachedData)) {
      throw new ERR_INVALID_ARG_TYPE('options.cachedData', ['Buffer', 'TypedArray', 'DataView'], cachedData);
    }
    validateBoolean(produceCachedData, 'options.produceCachedData');
    validateImporter(importModuleDynamically, 'options.importModuleDynamically');

    this.#code = code;
    this.#filename = filename;
    this.#firstLine = lineOffset + 1;
    try {
      native.checkSyntax(code, filename, this.#firstLine);
    } catch (error) {
      require('internal/vm/errors').decorateError(error, code, filename, this.#firstLine, true);
      throw error;
    }
    this.#text = prepare(code, filename, importModuleDynamically, () => this);
    if (cachedData !== undefined) this.cachedDataRejected = !makeCachedData(code).equals(toBuffer(cachedData));
    if (produceCachedData) {
      this.cachedDataProduced = true;
      this.cachedData = makeCachedData(code);
    }
    this.sourceURL = magicComment(code, 'sourceURL');
    this.sourceMapURL = magicComment(code, 'sourceMappingURL');
  }

  #run(contextifiedObject, options) {
    const { timeout, displayErrors } = readRunOptions(options);
    try {
      return contexts.run(contextifiedObject, this.#text, this.#filename, this.#firstLine, timeout);
    } catch (error) {
      require('internal/vm/errors').decorateError(error, this.#code, this.#filename, this.#firstLine, displayErrors);
      throw error;
    }
  }

  static {
    codeOf = (script) => script.#code;
  }

  runInThisContext(options) {
    return this.#run(undefined, options);
  }

  runInContext(contextifiedObject, options) {
    validateContext(contextifiedObject);
    return this.#run(contextifiedObject, options);
  }

  runInNewContext(contextObject, options) {
    const context = createContext(contextObject, readContextOptions(options));
    return this.runInContext(context, options);
  }
}

// Inherited in Node too, so that it is no own property of the prototype.
Object.setPrototypeOf(Script.prototype, Object.create(Object.prototype, {
  createCachedData: {
    __proto__: null,
    configurable: true,
    writable: true,
    value: function createCachedData() { return makeCachedData(codeOf(this)); },
  },
}));

// The engine gives no compiled code away. What is cached says which text it is for, so that a program that keeps such data
// is told the same as on Node: accepted for this text, rejected for another.
function makeCachedData(code) {
  const text = Buffer.from(code, 'utf16le');
  const data = Buffer.alloc(16);
  data.write('lode', 'latin1');
  data.writeUInt32LE(1, 4);
  data.writeUInt32LE(text.length >>> 0, 8);
  data.writeUInt32LE(require('zlib').crc32(text), 12);
  return data;
}

function toBuffer(view) {
  return Buffer.from(view.buffer, view.byteOffset, view.byteLength);
}

function validateContext(contextifiedObject) {
  validateObject(contextifiedObject, 'contextifiedObject', kValidateObjectAllowObjects);
  if (!contexts.isContext(contextifiedObject)) {
    throw new ERR_INVALID_ARG_TYPE('contextifiedObject', 'vm.Context', contextifiedObject);
  }
}

function readRunOptions(options = kEmptyObject) {
  validateObject(options, 'options');
  const { timeout } = options;
  if (timeout !== undefined) validateUint32(timeout, 'options.timeout', true);
  const { displayErrors = true, breakOnSigint = false } = options;
  validateBoolean(displayErrors, 'options.displayErrors');
  validateBoolean(breakOnSigint, 'options.breakOnSigint');
  return { timeout: timeout ?? 0, displayErrors };
}

// Options of the run functions that are about the context they make.
function readContextOptions(options) {
  if (!options) return {};
  const { contextName: name, contextOrigin: origin, contextCodeGeneration, microtaskMode } = options;
  if (name !== undefined) validateString(name, 'options.contextName');
  if (origin !== undefined) validateString(origin, 'options.contextOrigin');
  let codeGeneration;
  if (contextCodeGeneration !== undefined) {
    validateObject(contextCodeGeneration, 'options.contextCodeGeneration');
    const { strings, wasm } = contextCodeGeneration;
    if (strings !== undefined) validateBoolean(strings, 'options.contextCodeGeneration.strings');
    if (wasm !== undefined) validateBoolean(wasm, 'options.contextCodeGeneration.wasm');
    codeGeneration = { strings, wasm };
  }
  if (microtaskMode !== undefined) validateString(microtaskMode, 'options.microtaskMode');
  return { name, origin, codeGeneration, microtaskMode };
}

function isContext(object) {
  validateObject(object, 'object', kValidateObjectAllowArray);
  return contexts.isContext(object);
}

let defaultContextNameIndex = 1;

function createContext(contextObject = {}, options = kEmptyObject) {
  const isPlain = contextObject === constants.DONT_CONTEXTIFY;
  if (!isPlain) {
    validateObject(contextObject, 'object', kValidateObjectAllowObjects);
    if (contexts.isContext(contextObject)) return contextObject;
  }
  validateObject(options, 'options');
  const {
    name = `VM Context ${defaultContextNameIndex++}`, origin, codeGeneration, microtaskMode, importModuleDynamically,
  } = options;
  validateString(name, 'options.name');
  if (origin !== undefined) validateString(origin, 'options.origin');
  if (codeGeneration !== undefined) validateObject(codeGeneration, 'options.codeGeneration');
  let strings = true;
  let wasm = true;
  if (codeGeneration !== undefined) {
    ({ strings = true, wasm = true } = codeGeneration);
    validateBoolean(strings, 'options.codeGeneration.strings');
    validateBoolean(wasm, 'options.codeGeneration.wasm');
  }
  validateOneOf(microtaskMode, 'options.microtaskMode', ['afterEvaluate', undefined]);
  validateImporter(importModuleDynamically, 'options.importModuleDynamically');
  if (isPlain) return contexts.makePlainContext({ strings, wasm });
  contexts.makeContext(contextObject, { strings, wasm });
  return contextObject;
}

function createScript(code, options) {
  return new Script(code, options);
}

function runInContext(code, contextifiedObject, options) {
  validateContext(contextifiedObject);
  options = typeof options === 'string' ? { filename: options } : { ...options };
  return createScript(code, options).runInContext(contextifiedObject, options);
}

function runInNewContext(code, contextObject, options) {
  if (typeof options === 'string') options = { filename: options };
  contextObject = createContext(contextObject, readContextOptions(options));
  return createScript(code, options).runInContext(contextObject, options);
}

function runInThisContext(code, options) {
  if (typeof options === 'string') options = { filename: options };
  return createScript(code, options).runInThisContext(options);
}

function compileFunction(code, params, options = kEmptyObject) {
  validateString(code, 'code');
  if (params !== undefined) validateStringArray(params, 'params');
  const {
    filename = '', columnOffset = 0, lineOffset = 0, cachedData = undefined, produceCachedData = false, parsingContext = undefined,
    contextExtensions = [], importModuleDynamically,
  } = options;
  validateString(filename, 'options.filename');
  validateInt32(columnOffset, 'options.columnOffset');
  validateInt32(lineOffset, 'options.lineOffset');
  if (cachedData !== undefined) validateBuffer(cachedData, 'options.cachedData');
  validateBoolean(produceCachedData, 'options.produceCachedData');
  if (parsingContext !== undefined && (!contexts.isObject(parsingContext) || !contexts.isContext(parsingContext))) {
    throw new ERR_INVALID_ARG_TYPE('options.parsingContext', 'Context', parsingContext);
  }
  validateArray(contextExtensions, 'options.contextExtensions');
  contextExtensions.forEach((extension, i) => {
    validateObject(extension, `options.contextExtensions[${i}]`, kValidateObjectAllowNullable);
  });
  validateImporter(importModuleDynamically, 'options.importModuleDynamically');

  // Only a body that closes the function itself could smuggle something in; the constructor sees that.
  if (/\}\s*\)/.test(code)) Function(...(params ?? []), code); // eslint-disable-line no-new-func
  // The body begins on the first line, so that its lines are right.
  let text = `(function (${(params ?? []).join(',')}) {${code}\n})`;
  const extensions = contextExtensions.filter((extension) => extension !== null);
  for (let i = extensions.length - 1; i >= 0; i--) text = `with (arguments[${i}]) return ${text}`;
  const isExtended = extensions.length > 0;
  if (isExtended) text = `(function () {${text}})`;
  let fn;
  text = prepare(text, filename, importModuleDynamically, () => fn);
  fn = contexts.run(parsingContext, text, filename, lineOffset + 1, 0);
  if (isExtended) fn = fn(...extensions);
  if (cachedData !== undefined) fn.cachedDataRejected = !makeCachedData(code).equals(toBuffer(cachedData));
  if (produceCachedData) {
    fn.cachedDataProduced = true;
    fn.cachedData = makeCachedData(code);
  }
  return fn;
}

function measureMemory(options = kEmptyObject) {
  emitExperimentalWarning('vm.measureMemory');
  validateObject(options, 'options');
  const { mode = 'summary', execution = 'default' } = options;
  validateOneOf(mode, 'options.mode', ['summary', 'detailed']);
  validateOneOf(execution, 'options.execution', ['default', 'eager']);
  // The engine counts its heap as a whole: what is in use, and what it holds.
  const { heapUsed, heapTotal } = process.memoryUsage();
  const estimate = () => ({ jsMemoryEstimate: heapUsed, jsMemoryRange: [heapUsed, heapTotal] });
  return Promise.resolve(mode === 'summary' ?
    { total: estimate() } : { total: estimate(), current: estimate(), other: [] });
}

module.exports = {
  Script, createContext, createScript, runInContext, runInNewContext, runInThisContext, isContext, compileFunction, measureMemory,
  constants,
};
