'use strict';
/*! Records of modules with a text: how a graph of them is linked, and in which order it is evaluated.
 *
 * This is the language's own algorithm (Link, Evaluate and their inner parts in ECMA-262, "Cyclic Module Records"), over functions
 * made of the modules' texts. A function talks to its record through a Link, whose members `transform` documents. Two parts are
 * loaded when a program first needs them: `cycle.js` and `async_evaluation.js`.
 */

const {
  AMBIGUOUS, NAMESPACE, ModuleRecord, SyntheticRecord,
  UNLINKED, LINKING, LINKED, EVALUATING, EVALUATING_ASYNC, EVALUATED,
} = require('internal/esm/record');

const { defineProperty } = Object;

/** The bit of a local's kind that says that it may be assigned to, as the native part numbers them. */
const MUTABLE = 4;

let asyncOrder = 0;

function uninitialized(name) {
  return new ReferenceError(`Cannot access '${name}' before initialization`);
}

/** What a module's function gets. Members are made when the function asks for them, which most do for one or two. */
class Link {
  constructor(record) {
    this.record = record;
    this.get = undefined;
    this.set = undefined;
    this.start = undefined;
  }

  value(index) {
    const { record } = this;
    const resolution = record.imported[index];
    return resolution.index === NAMESPACE ? resolution.record.namespace() : resolution.record.get(resolution.index);
  }

  get announce() {
    const { record } = this;
    return (index, result) => {
      if (record.subscribers !== undefined) record.announce(index);
      return result;
    };
  }

  get constant() {
    const { set } = this;
    return new Proxy({ __proto__: null }, {
      __proto__: null,
      // An operator reads before it assigns; the value does not matter, since assigning throws.
      get: () => undefined,
      set() {
        throw new TypeError('Assignment to constant variable.');
      },
    });
  }

  get meta() {
    return hooks.makeMeta(this.record);
  }

  get import() {
    const { url } = this.record;
    return (specifier, options) => hooks.importDynamically(specifier, url, options);
  }

  get save() {
    return asyncContext().save;
  }

  get restore() {
    return asyncContext().restore;
  }

  name(defaultFunction) {
    defineProperty(defaultFunction, 'name', { __proto__: null, value: 'default', configurable: true });
  }
}

let context;
function asyncContext() {
  return context ??= require('internal/async_context');
}

/** What the loader lends: `makeMeta`, `importDynamically`, `loadRequested`, `missingExport`, `conflictingExport`. */
const hooks = { __proto__: null };

/** A module with a text. */
class SourceTextRecord extends ModuleRecord {
  constructor(url, compiled, file) {
    super(url);
    this.file = file;
    this.handle = compiled.handle;
    const { requests, imports, locals, exports, indirect, stars } = compiled;
    /** Flat: specifier, attributes. */
    this.requests = requests;
    /** Flat: request, name (null for the namespace). */
    this.imports = imports;
    this.locals = locals;
    this.indexes = undefined;
    this.exports = exports;
    this.indirect = indirect;
    this.stars = stars;
    this.hasTopLevelAwait = compiled.isAsync;
    this.awaitPlace = compiled.awaitPlace;
    /** Records of the requests, set when they are loaded. */
    this.requested = undefined;
    /** What each import resolved to. */
    this.imported = undefined;
    this.link_ = new Link(this);
    this.function = undefined;
    /** In a cycle: the generator or function that holds the program, and the layers around it that wait for imports. */
    this.isCyclic = false;
    this.program = undefined;
    this.startProgram = undefined;
    // The algorithm's own fields.
    this.index = -1;
    this.ancestor = -1;
    this.cycleRoot = undefined;
    this.asyncEvaluation = 0;
    this.pendingDependencies = 0;
    this.asyncParents = [];
    this.capability = undefined;
  }

  get(index) {
    const { get } = this.link_;
    if (get === undefined) throw uninitialized(this.nameOfLocal(index));
    return get(index);
  }

  nameOfLocal(index) {
    const { exports } = this;
    for (let i = 0; i < exports.length; i += 2) {
      if (exports[i + 1] === index) return exports[i];
    }
    return 'default';
  }

  exportedNames(seen) {
    if (seen.has(this)) return [];
    seen.add(this);
    const names = [];
    for (let i = 0; i < this.exports.length; i += 2) names.push(this.exports[i]);
    for (let i = 0; i < this.indirect.length; i += 3) names.push(this.indirect[i]);
    if (this.stars.length > 0) {
      const known = new Set(names);
      for (const request of this.stars) {
        for (const name of this.requested[request].exportedNames(seen)) {
          if (name !== 'default' && !known.has(name)) {
            known.add(name);
            names.push(name);
          }
        }
      }
    }
    return names;
  }

  /** ResolveExport: `{ record, index }`, undefined, or AMBIGUOUS. */
  resolve(name, path) {
    const index = this.exportIndexes().get(name);
    if (index !== undefined) return { record: this, index };
    const known = this.resolutions.get(name);
    if (known !== undefined) return known;
    const resolution = this.search(name, path);
    // What was found on the way through a cycle may be incomplete; only whole answers are kept.
    if (path === undefined && resolution !== undefined) this.resolutions.set(name, resolution);
    return resolution;
  }

  /** The exported variables by name: generated modules have thousands. */
  exportIndexes() {
    if (this.indexes === undefined) {
      const { exports } = this;
      this.indexes = new Map();
      for (let i = 0; i < exports.length; i += 2) this.indexes.set(exports[i], exports[i + 1]);
    }
    return this.indexes;
  }

  search(name, path = []) {
    for (let i = 0; i < path.length; i += 2) {
      if (path[i] === this && path[i + 1] === name) return undefined;
    }
    path.push(this, name);
    const { indirect } = this;
    for (let i = 0; i < indirect.length; i += 3) {
      if (indirect[i] !== name) continue;
      const target = this.requested[indirect[i + 1]];
      if (indirect[i + 2] === null) return { record: target, index: NAMESPACE };
      return target.resolve(indirect[i + 2], path);
    }
    if (name === 'default') return undefined;
    let found;
    for (const request of this.stars) {
      const resolution = this.requested[request].resolve(name, path);
      if (resolution === AMBIGUOUS) return AMBIGUOUS;
      if (resolution === undefined) continue;
      if (found === undefined) found = resolution;
      else if (found.record !== resolution.record || found.index !== resolution.index) return AMBIGUOUS;
    }
    return found;
  }

  link() {
    if (this.status !== UNLINKED && this.status !== LINKING) return;
    const stack = [];
    try {
      innerLink(this, stack, 0);
    } catch (error) {
      for (const record of stack) {
        record.status = UNLINKED;
        record.index = record.ancestor = -1;
        record.imported = undefined;
      }
      throw error;
    }
  }

  /** What every import means; throws for the first that means nothing. */
  resolveImports() {
    const { indirect, imports } = this;
    for (let i = 0; i < indirect.length; i += 3) {
      if (indirect[i + 2] === null) continue;
      const resolution = this.resolve(indirect[i]);
      if (resolution === undefined) throw hooks.missingExport(this, 2, i / 3, indirect[i + 1], indirect[i + 2]);
      if (resolution === AMBIGUOUS) throw hooks.conflictingExport(this, 2, i / 3, indirect[i + 1], indirect[i + 2]);
    }
    const imported = new Array(imports.length / 2);
    for (let i = 0; i < imports.length; i += 2) {
      const target = this.requested[imports[i]];
      const name = imports[i + 1];
      if (name === null) {
        imported[i / 2] = { record: target, index: NAMESPACE };
        continue;
      }
      const resolution = target.resolve(name);
      if (resolution === undefined) throw hooks.missingExport(this, 1, i / 2, imports[i], name);
      if (resolution === AMBIGUOUS) throw hooks.conflictingExport(this, 1, i / 2, imports[i], name);
      imported[i / 2] = resolution;
    }
    this.imported = imported;
  }

  /** Not in a cycle: the function is called when the module is evaluated, and reads its imports then. */
  instantiate() {
    this.function = hooks.instantiate(this, undefined);
    const { imported } = this;
    for (let i = 0; i < imported.length; i++) {
      const { record, index } = imported[i];
      if (index === NAMESPACE || !(record instanceof SyntheticRecord || record.locals[index] & MUTABLE)) continue;
      record.subscribe(index, () => {
        const { set } = this.link_;
        // Before it is evaluated there is nothing to set, and then it reads for itself.
        if (set !== undefined && this.status >= EVALUATING) set(i, record.get(index));
      });
    }
  }

  /** In a cycle, first step: the function runs up to its program. `component` is the cycle. */
  instantiateInCycle(component) {
    return require('internal/esm/cycle').instantiateInCycle(this, component);
  }

  /** Runs the program; a promise where it has top-level await. */
  execute() {
    if (!this.isCyclic) {
      const compiled = this.function;
      this.function = undefined;
      return compiled(this.link_);
    }
    const { program } = this;
    this.program = undefined;
    if (this.hasTopLevelAwait) {
      this.startProgram();
      return program;
    }
    program.next();
    return undefined;
  }

  /** Evaluate: a promise of the end of it. */
  evaluate() {
    const record = this.status === EVALUATING_ASYNC || this.status === EVALUATED ? this.cycleRoot ?? this : this;
    if (record.capability !== undefined) return record.capability.promise;
    const capability = record.capability = Promise.withResolvers();
    const stack = [];
    try {
      innerEvaluate(record, stack, 0);
      // A module that another one imported may have ended long ago.
      if (record.asyncEvaluation === 0 || record.status === EVALUATED) capability.resolve(undefined);
    } catch (error) {
      fail(stack, error);
      capability.reject(error);
    }
    return capability.promise;
  }

  /** Evaluates a graph without top-level await to its end, or throws what it throws. */
  evaluateNow() {
    if (this.status === EVALUATED) {
      const root = this.cycleRoot ?? this;
      if (root.hasError) throw root.error;
      if (this.hasError) throw this.error;
      return;
    }
    const stack = [];
    try {
      innerEvaluate(this, stack, 0);
    } catch (error) {
      fail(stack, error);
      throw error;
    }
  }
}

function fail(stack, error) {
  for (const record of stack) {
    record.status = EVALUATED;
    record.error = error;
    record.hasError = true;
    record.cycleRoot ??= record;
  }
}

function innerLink(record, stack, index) {
  if (record instanceof SyntheticRecord) {
    record.link();
    return index;
  }
  if (record.status !== UNLINKED) return index;
  record.status = LINKING;
  record.index = record.ancestor = index++;
  stack.push(record);
  const { requested } = record;
  for (let i = 0; i < requested.length; i++) {
    const required = requested[i];
    index = innerLink(required, stack, index);
    if (required.status === LINKING && required.ancestor < record.ancestor) record.ancestor = required.ancestor;
  }
  record.resolveImports();
  if (record.ancestor !== record.index) return index;
  // `record` closes a component: everything above it on the stack.
  const component = stack.splice(stack.lastIndexOf(record));
  if (component.length === 1 && !requested.includes(record)) {
    record.instantiate();
  } else {
    const members = new Set(component);
    // In the order in which they will be evaluated; all have their functions before any import of a function is read.
    const ready = component.map((member) => member.instantiateInCycle(members));
    for (let i = 0; i < ready.length; i++) ready[i]();
  }
  for (let i = 0; i < component.length; i++) {
    component[i].status = LINKED;
    component[i].index = component[i].ancestor = -1;
  }
  return index;
}

function innerEvaluate(record, stack, index) {
  if (record instanceof SyntheticRecord) {
    record.evaluateNow();
    return index;
  }
  if (record.status === EVALUATING_ASYNC || record.status === EVALUATED) {
    if (record.hasError) throw record.error;
    return index;
  }
  if (record.status === EVALUATING) return index;
  record.status = EVALUATING;
  record.index = record.ancestor = index++;
  record.pendingDependencies = 0;
  stack.push(record);
  const { requested } = record;
  for (let i = 0; i < requested.length; i++) {
    let required = requested[i];
    index = innerEvaluate(required, stack, index);
    if (required instanceof SyntheticRecord) continue;
    if (required.status === EVALUATING) {
      if (required.ancestor < record.ancestor) record.ancestor = required.ancestor;
    } else {
      required = required.cycleRoot;
      if (required.hasError) throw required.error;
    }
    if (required.asyncEvaluation !== 0 && required.status !== EVALUATED) {
      record.pendingDependencies++;
      required.asyncParents.push(record);
    }
  }
  if (record.pendingDependencies > 0 || record.hasTopLevelAwait) {
    record.asyncEvaluation = ++asyncOrder;
    if (record.pendingDependencies === 0) require('internal/esm/async_evaluation').executeAsync(record);
  } else {
    record.execute();
    record.release();
  }
  if (record.ancestor === record.index) {
    let member;
    do {
      member = stack.pop();
      member.status = member.asyncEvaluation === 0 ? EVALUATED : EVALUATING_ASYNC;
      member.cycleRoot = record;
    } while (member !== record);
  }
  return index;
}

/** Whether a graph has top-level await anywhere, evaluated or not. */
function isAsyncGraph(record, seen = new Set()) {
  if (record instanceof SyntheticRecord || seen.has(record)) return false;
  seen.add(record);
  if (record.hasTopLevelAwait) return true;
  for (const required of record.requested) {
    if (isAsyncGraph(required, seen)) return true;
  }
  return false;
}

module.exports = { SourceTextRecord, hooks, isAsyncGraph };
