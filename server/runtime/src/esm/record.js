'use strict';
/*! Module records: what modules export to each other, whatever they are made of.
 *
 * A binding gets from one module to another as a value in a variable of the importer, which the exporter announces when it changes;
 * this is the one thing in which the records differ from the specification's. Those with a text: `source_text_record.js`.
 */

const { defineProperty, preventExtensions, create } = Object;
const { apply } = Reflect;

const UNLINKED = 0;
const LINKING = 1;
const LINKED = 2;
const EVALUATING = 3;
const EVALUATING_ASYNC = 4;
const EVALUATED = 5;

const AMBIGUOUS = { __proto__: null };
/** The index that stands for the namespace object of a record. */
const NAMESPACE = -1;

const namespaces = new WeakSet();
lode.isModuleNamespace = (value) => namespaces.has(value);

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

function makeNamespace(record) {
  const object = create(null);
  const names = record.exportedNames(new Set());
  // By code units, which is what comes without a comparison of one's own.
  names.sort();
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

module.exports = {
  AMBIGUOUS, NAMESPACE, ModuleRecord, SyntheticRecord, namespaces,
  UNLINKED, LINKING, LINKED, EVALUATING, EVALUATING_ASYNC, EVALUATED,
};
