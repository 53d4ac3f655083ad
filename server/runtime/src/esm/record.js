'use strict';
/*! Module records: what modules export to each other, how a graph is linked, and in which order it is evaluated.
 *
 * This is the language's own algorithm (Link, Evaluate and their inner parts in ECMA-262, "Cyclic Module Records"), over functions
 * made of the modules' texts. A function talks to its record through a Link, whose members `transform` documents. What differs from
 * the specification is only how a binding gets from one module to another: as a value in a variable of the importer, which the
 * exporter announces when it changes.
 */

const native = lode.native('internal/esm/loader');
const { defineProperty, preventExtensions, create } = Object;
const promiseThen = Promise.prototype.then;
const { apply } = Reflect;

const UNLINKED = 0;
const LINKING = 1;
const LINKED = 2;
const EVALUATING = 3;
const EVALUATING_ASYNC = 4;
const EVALUATED = 5;

// Kinds of a local, as the native part numbers them.
const FUNCTION = 0;
const VAR = 1;
const MUTABLE = 4;

/** More layers than this would make a deep scope chain; further imports of a cycle are plain variables without a dead zone. */
const MAXIMUM_LAYERS = 48;

const AMBIGUOUS = { __proto__: null };
/** The index that stands for the namespace object of a record. */
const NAMESPACE = -1;

const namespaces = new WeakSet();
lode.isModuleNamespace = (value) => namespaces.has(value);

let asyncOrder = 0;

function uninitialized(name) {
  return new ReferenceError(`Cannot access '${name}' before initialization`);
}

class ModuleRecord {
  constructor(url) {
    this.url = url;
    this.status = UNLINKED;
    this.error = undefined;
    this.hasError = false;
    /** Export name to { record, index }; filled as names are asked for. */
    this.resolutions = new Map();
    /** Index of a local to the callbacks of those who import it; undefined until there are any. */
    this.subscribers = undefined;
    /** What waits for this module's bindings, in modules of a cycle that imports it. */
    this.waiters = undefined;
    this.namespaceObject = undefined;
  }

  subscribe(index, callback) {
    const all = this.subscribers ??= [];
    const list = all[index];
    if (list === undefined) all[index] = [callback];
    else list.push(callback);
  }

  announce(index) {
    const list = this.subscribers?.[index];
    if (list === undefined) return;
    for (let i = 0; i < list.length; i++) list[i]();
  }

  /** Lets the modules that waited have this one's bindings. */
  release() {
    const { waiters } = this;
    if (waiters === undefined) return;
    this.waiters = undefined;
    for (let i = 0; i < waiters.length; i++) waiters[i]();
  }

  namespace() {
    return this.namespaceObject ??= makeNamespace(this);
  }
}

/** The accessor of one export: as fast to read as a variable, live, and in its dead zone a throw. */
function accessor(record, index) {
  return index === NAMESPACE ? () => record.namespace() : () => record.get(index);
}

function byCodeUnit(a, b) {
  return a < b ? -1 : a > b ? 1 : 0;
}

function makeNamespace(record) {
  const object = create(null);
  const names = record.exportedNames(new Set());
  names.sort(byCodeUnit);
  for (let i = 0; i < names.length; i++) {
    const resolution = record.resolve(names[i]);
    if (resolution === undefined || resolution === AMBIGUOUS) continue;
    defineProperty(object, names[i], {
      __proto__: null,
      get: accessor(resolution.record, resolution.index),
      set: undefined,
      enumerable: true,
      configurable: false,
    });
  }
  defineProperty(object, Symbol.toStringTag, {
    __proto__: null, value: 'Module', writable: false, enumerable: false, configurable: false,
  });
  namespaces.add(object);
  return preventExtensions(object);
}

/** A record over values that exist without a text: a builtin, JSON, a CommonJS module. */
class SyntheticRecord extends ModuleRecord {
  constructor(url, names, evaluate) {
    super(url);
    this.names = names;
    this.values = new Array(names.length);
    this.run = evaluate;
    this.cycleRoot = this;
    this.isCommonJs = false;
  }

  get(index) {
    return this.values[index];
  }

  set(name, value) {
    const index = this.names.indexOf(name);
    if (index === -1) return;
    this.values[index] = value;
    this.announce(index);
  }

  exportedNames() {
    return this.names.slice();
  }

  resolve(name) {
    let resolution = this.resolutions.get(name);
    if (resolution === undefined) {
      const index = this.names.indexOf(name);
      if (index === -1) return undefined;
      this.resolutions.set(name, resolution = { record: this, index });
    }
    return resolution;
  }

  link() {
    if (this.status < LINKED) this.status = LINKED;
  }

  evaluateNow() {
    if (this.hasError) throw this.error;
    if (this.status === EVALUATED || this.status === EVALUATING) return;
    this.status = EVALUATING;
    try {
      apply(this.run, this, []);
    } catch (error) {
      this.error = error;
      this.hasError = true;
      throw error;
    } finally {
      this.status = EVALUATED;
    }
    this.release();
  }
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
    /** Flat: request, name. */
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
    const index = this.exportIndexes().get(name);
    if (index !== undefined) return { record: this, index };
    for (let i = 0; i < indirect.length; i += 3) {
      if (indirect[i] !== name) continue;
      const target = this.requested[indirect[i + 1]];
      if (indirect[i + 2] === undefined) return { record: target, index: NAMESPACE };
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
      if (indirect[i + 2] === undefined) continue;
      const resolution = this.resolve(indirect[i]);
      if (resolution === undefined) throw hooks.missingExport(this, 2, i / 3, indirect[i + 1], indirect[i + 2]);
      if (resolution === AMBIGUOUS) throw hooks.conflictingExport(this, 2, i / 3, indirect[i + 1], indirect[i + 2]);
    }
    const imported = new Array(imports.length / 2);
    for (let i = 0; i < imports.length; i += 2) {
      const target = this.requested[imports[i]];
      const name = imports[i + 1];
      if (name === undefined) {
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

  /** In a cycle, first step: the function runs up to its program, so that its own functions exist. `component` is the cycle. */
  instantiateInCycle(component) {
    const { imported } = this;
    const layers = [];
    const resumes = [];
    const atOnce = [];
    const external = new Map();
    const bindings = new Map();
    const addLayer = (imports) => {
      resumes.push(undefined);
      return layers.push(imports) - 1;
    };
    for (let i = 0; i < imported.length; i++) {
      const { record, index } = imported[i];
      if (index === NAMESPACE) {
        atOnce.push(i);
      } else if (!component.has(record)) {
        if (record.status === EVALUATED && !record.hasError) atOnce.push(i);
        else if (external.has(record)) layers[external.get(record)].push(i);
        else if (layers.length < MAXIMUM_LAYERS) external.set(record, addLayer([i]));
      } else if ((record.locals[index] & 3) === FUNCTION || (record.locals[index] & 3) === VAR) {
        atOnce.push(i);
      } else {
        const known = bindings.get(record)?.get(index);
        if (known !== undefined) {
          layers[known].push(i);
        } else if (layers.length < MAXIMUM_LAYERS) {
          const layer = addLayer([i]);
          if (!bindings.has(record)) bindings.set(record, new Map());
          bindings.get(record).set(index, layer);
        }
      }
    }
    const first = addLayer(atOnce);
    let generator = hooks.instantiate(this, layers)(this.link_);
    for (let i = 0; i < layers.length; i++) {
      const inner = generator.next().value;
      const waiting = generator;
      let isOpen = true;
      resumes[i] = () => {
        if (!isOpen) return;
        isOpen = false;
        waiting.next();
      };
      if (i < layers.length - 1) generator = inner();
      else this.program = inner;
    }
    if (this.hasTopLevelAwait) {
      const { promise, resolve } = Promise.withResolvers();
      this.link_.start = promise;
      this.startProgram = resolve;
      this.program = this.program();
      // A rejection is looked at when the module is evaluated.
      apply(promiseThen, this.program, [undefined, () => {}]);
    } else {
      this.program = this.program();
      this.program.next();
    }
    this.isCyclic = true;
    const isSet = new Array(imported.length).fill(true);
    layers.forEach((imports) => imports.forEach((i) => isSet[i] = false));
    const afterwards = (imports, resume) => () => {
      resume();
      for (const i of imports) isSet[i] = true;
    };
    // Before what resumes a layer, so that a binding's first value is written once and by its declaration.
    for (let i = 0; i < imported.length; i++) {
      const { record, index } = imported[i];
      if (index === NAMESPACE) continue;
      const isLive = record instanceof SyntheticRecord || record.locals[index] & MUTABLE
        || component.has(record) && (record.locals[index] & 3) === VAR;
      if (isLive) {
        record.subscribe(index, () => {
          if (isSet[i]) this.link_.set(i, record.get(index));
        });
      }
    }
    for (const [record, layer] of external) {
      (record.waiters ??= []).push(afterwards(layers[layer], resumes[layer]));
    }
    for (const [record, locals] of bindings) {
      for (const [index, layer] of locals) record.subscribe(index, afterwards(layers[layer], resumes[layer]));
    }
    return afterwards(atOnce, resumes[first]);
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
    if (record.pendingDependencies === 0) executeAsync(record);
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

function executeAsync(record) {
  const promise = record.execute();
  apply(promiseThen, promise, [() => fulfilled(record), (error) => rejected(record, error)]);
}

/** The ancestors of `record` that can run now that it is done. */
function gatherParents(record, list) {
  for (const parent of record.asyncParents) {
    if (list.includes(parent) || parent.cycleRoot.hasError) continue;
    if (--parent.pendingDependencies > 0) continue;
    list.push(parent);
    if (!parent.hasTopLevelAwait) gatherParents(parent, list);
  }
}

function fulfilled(record) {
  if (record.status === EVALUATED) return;
  record.status = EVALUATED;
  record.release();
  record.capability?.resolve(undefined);
  const ready = [];
  gatherParents(record, ready);
  ready.sort((a, b) => a.asyncEvaluation - b.asyncEvaluation);
  for (const parent of ready) {
    if (parent.status === EVALUATED) continue;
    if (parent.hasTopLevelAwait) {
      executeAsync(parent);
      continue;
    }
    try {
      parent.execute();
    } catch (error) {
      rejected(parent, error);
      continue;
    }
    parent.status = EVALUATED;
    parent.release();
    parent.capability?.resolve(undefined);
  }
}

function rejected(record, error) {
  if (record.status === EVALUATED) return;
  record.status = EVALUATED;
  record.error = error;
  record.hasError = true;
  for (const parent of record.asyncParents) rejected(parent, error);
  record.capability?.reject(error);
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

module.exports = {
  ModuleRecord, SourceTextRecord, SyntheticRecord, hooks, isAsyncGraph, namespaces,
  UNLINKED, LINKING, LINKED, EVALUATING, EVALUATING_ASYNC, EVALUATED,
};
