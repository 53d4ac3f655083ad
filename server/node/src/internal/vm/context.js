'use strict';

// Contexts: which object is the sandbox of which realm, and running text in one.
//
// A realm's global object looks into its sandbox for everything but the variables and functions that scripts declare. So
// text that declares such is run as eval code of the realm: there they are set by name and land in the sandbox, as Node has
// it. The `let`, `const` and classes of eval code are gone afterwards, though, so in such text they are made `var`.

const { codes: { ERR_INVALID_ARG_TYPE } } = require('internal/errors');
const { findDeclarations } = require('internal/vm/declarations');
const { isProxy } = require('internal/util/types');

const native = lode.native('vm');

// sandbox -> { handle, global, prototype, bridged: symbols, own: keys of ours, evaluate, mayDefine, hasHelpers }
const contexts = new WeakMap();

const { defineProperty, getOwnPropertyDescriptor, getOwnPropertySymbols, getPrototypeOf, hasOwn } = Object;
const isObject = (value) => (typeof value === 'object' && value !== null) || typeof value === 'function';

function isContext(object) {
  return contexts.has(object);
}

// The engine asks the sandbox for names only, and allows no Proxy below a global object. So each symbol of the sandbox gets an
// accessor on the global object's prototype, which is the realm's and nobody else's.
function bridgeSymbols({ prototype, bridged }, sandbox) {
  // What a Proxy holds is not asked for: its traps may tell that they were called.
  for (let object = sandbox; object !== null && !isProxy(object); object = getPrototypeOf(object)) {
    const symbols = getOwnPropertySymbols(object);
    for (let index = 0; index < symbols.length; index++) {
      const symbol = symbols[index];
      if (bridged.has(symbol)) continue;
      bridged.add(symbol);
      defineProperty(prototype, symbol, {
        __proto__: null,
        get: () => sandbox[symbol],
        set(value) { sandbox[symbol] = value; },
        enumerable: false,
        configurable: true,
      });
    }
  }
}

/** Stacks of another realm's errors have V8's form too. */
function giveErrors(handle, global) {
  native.setSandboxHidden(handle, true);
  require('internal/stack').wrapErrors(global);
  native.setSandboxHidden(handle, false);
}

function makeContext(sandbox, codeGeneration) {
  const handle = native.makeContext(sandbox, codeGeneration.strings);
  const global = native.globalOf(handle);
  giveErrors(handle, global);
  // Taken now: the sandbox may come to have an `eval` of its own. Without it declarations stay with the realm.
  const evaluate = codeGeneration.strings ? native.run(handle, 'eval', '', 1, 0) : undefined;
  if (!codeGeneration.wasm) forbidWebAssembly(handle, global);
  contexts.set(sandbox, { handle, global, prototype: getPrototypeOf(global), bridged: new Set(), own: new Set(), evaluate, mayDefine: false, hasHelpers: false });
}

// A context whose global object is no sandbox's mirror: it is handed out itself.
function makePlainContext(codeGeneration) {
  const handle = native.makeContext({ __proto__: null }, codeGeneration.strings);
  const global = native.globalOf(handle);
  giveErrors(handle, global);
  native.setSandboxHidden(handle, true);
  if (!codeGeneration.wasm) forbidWebAssembly(handle, global);
  contexts.set(global, { handle, global, own: new Set(), hasHelpers: false });
  return global;
}

function forbidWebAssembly(handle, global) {
  native.setSandboxHidden(handle, true);
  native.run(handle, `(() => {
    const refuse = (name) => new WebAssembly.CompileError(name + ': Wasm code generation disallowed by embedder');
    const { Module } = WebAssembly;
    const Refused = function Module() { throw refuse('WebAssembly.Module()'); };
    Object.defineProperty(Refused, 'length', { value: 1, configurable: true });
    Object.defineProperty(Refused, 'prototype', { value: Module.prototype, writable: false });
    for (const name of ['exports', 'imports', 'customSections']) {
      Object.defineProperty(Refused, name, Object.getOwnPropertyDescriptor(Module, name));
    }
    Module.prototype.constructor = Refused;
    const { instantiate } = WebAssembly;
    const put = (name, value) => Object.defineProperty(WebAssembly, name, { value, writable: true, configurable: true });
    put('Module', Refused);
    put('compile', { async compile(bytes) { throw refuse('WebAssembly.compile()'); } }.compile);
    put('instantiate', { instantiate(bytes, imports) {
      if (bytes instanceof Module) return instantiate(bytes, imports);
      return Promise.reject(refuse('WebAssembly.instantiate()'));
    } }.instantiate);
  })()`, 'node:vm', 1, 0);
  native.setSandboxHidden(handle, false);
}

// The globals that rewritten text calls; all their names begin with `$lode_`. They are the realm's: no sandbox shows them.
function installHelpers(context, sandbox) {
  context.hasHelpers = true;
  const isPlain = context.global === sandbox;
  if (!isPlain) native.setSandboxHidden(context.handle, true);
  for (const [name, value] of require('internal/esm/script').globals()) {
    context.own.add(name);
    // Where the global object is frozen, such text can't run.
    Reflect.defineProperty(context.global, name, { __proto__: null, value, enumerable: false, configurable: false, writable: false });
  }
  if (!isPlain) native.setSandboxHidden(context.handle, false);
}

// What every realm's global object has.
let standardKeys;

// Properties that scripts defined, other than by assigning, stand on the global object itself: they move to the sandbox.
function moveDefined({ handle, global, own }, sandbox) {
  if (standardKeys === undefined) {
    const other = native.makeContext({}, true);
    native.setSandboxHidden(other, true);
    standardKeys = new Set(Reflect.ownKeys(native.globalOf(other)));
  }
  native.setSandboxHidden(handle, true);
  const moved = [];
  try {
    for (const key of Reflect.ownKeys(global)) {
      if (standardKeys.has(key) || own.has(key)) continue;
      const descriptor = getOwnPropertyDescriptor(global, key);
      // So stand variables, which can't go.
      if (!descriptor.configurable && descriptor.writable) continue;
      // What declares a variable or a function leaves a property behind whose value went to the sandbox.
      if (descriptor.configurable && descriptor.writable && descriptor.enumerable && hasOwn(sandbox, key)) {
        delete global[key];
        continue;
      }
      moved.push([key, descriptor]);
      if (descriptor.configurable) delete global[key];
    }
  } finally {
    native.setSandboxHidden(handle, false);
  }
  for (const [key, descriptor] of moved) Reflect.defineProperty(sandbox, key, descriptor);
}

const defines = /\bdefinePropert(?:y|ies)\b|__define[GS]etter__|\b(?:Reflect|Symbol)\b/;

function run(sandbox, text, filename, firstLine, timeout) {
  if (sandbox === undefined) return native.run(undefined, text, filename, firstLine, timeout);
  const context = contexts.get(sandbox);
  if (context === undefined) throw new ERR_INVALID_ARG_TYPE('contextifiedObject', 'vm.Context', sandbox);
  if (!context.hasHelpers && text.includes('$lode_')) installHelpers(context, sandbox);
  if (context.global === sandbox) return native.run(context.handle, text, filename, firstLine, timeout);
  bridgeSymbols(context, sandbox);
  if (!context.mayDefine && !defines.test(text)) return runInRealm(context, text, filename, firstLine, timeout);
  // From now on its functions may do so at any time.
  context.mayDefine = true;
  try {
    return runInRealm(context, text, filename, firstLine, timeout);
  } finally {
    moveDefined(context, sandbox);
  }
}

function runInRealm(context, text, filename, firstLine, timeout) {
  const { lexical, hasVariables, strict } = findDeclarations(text);
  if (context.evaluate === undefined || !hasVariables) {
    return native.run(context.handle, text, filename, firstLine, timeout);
  }
  // Last first, so that the positions before stay right.
  for (const { keyword, start, end, name, bodyEnd } of lexical.toReversed()) {
    // A class declaration ends by itself, an assignment does not.
    if (bodyEnd !== -1) text = `${text.slice(0, bodyEnd)};${text.slice(bodyEnd)}`;
    text = `${text.slice(0, start)}${keyword === 'class' ? `var ${name}=class` : 'var'}${text.slice(end)}`;
  }
  // In strict eval code even `var` would be gone.
  if (strict !== -1) text = `${text.slice(0, strict)}${'          0 '}${text.slice(strict + 12)}`;
  const code = `${'\n'.repeat(Math.max(0, firstLine - 1))}${text}\n//# sourceURL=${filename}`;
  if (timeout === 0) return (0, context.evaluate)(code);
  return native.run(context.handle, `(0,eval)(${JSON.stringify(code)})`, filename, 1, timeout);
}

module.exports = { native, isContext, isObject, makeContext, makePlainContext, run };
