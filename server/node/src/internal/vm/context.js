'use strict';

// Contexts: which object is the sandbox of which realm, and running text in one.
//
// A realm's global object looks into its sandbox for everything but the variables and functions that scripts declare. So
// text that declares such is run as eval code of the realm: there they are set by name and land in the sandbox, as Node has
// it. The `let`, `const` and classes of eval code are gone afterwards, though, so in such text they are made `var`.

const { codes: { ERR_INVALID_ARG_TYPE } } = require('internal/errors');
const { findDeclarations } = require('internal/vm/declarations');

const native = lode.native('vm');

// sandbox -> { handle, evaluate }
const contexts = new WeakMap();

const isObject = (value) => (typeof value === 'object' && value !== null) || typeof value === 'function';

function isContext(object) {
  return contexts.has(object);
}

function makeContext(sandbox, allowEval) {
  const handle = native.makeContext(sandbox, allowEval);
  // Taken now: the sandbox may come to have an `eval` of its own. Without it declarations stay with the realm.
  const evaluate = allowEval ? native.run(handle, 'eval', '', 1, 0) : undefined;
  contexts.set(sandbox, { handle, evaluate });
}

// A context whose global object is no sandbox's mirror: it is handed out itself.
function makePlainContext(allowEval) {
  const handle = native.makeContext({ __proto__: null }, allowEval);
  const global = native.globalOf(handle);
  contexts.set(global, { handle, evaluate: undefined });
  return global;
}

function run(sandbox, text, filename, firstLine, timeout) {
  if (sandbox === undefined) return native.run(undefined, text, filename, firstLine, timeout);
  const context = contexts.get(sandbox);
  if (context === undefined) throw new ERR_INVALID_ARG_TYPE('contextifiedObject', 'vm.Context', sandbox);
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
