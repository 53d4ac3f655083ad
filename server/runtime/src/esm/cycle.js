'use strict';
/*! Modules that import each other in a circle: the imports of one that the others have not made yet are layers of scope around its
 * program, each of which goes on when its binding has a value, so that reading it earlier throws as the language wants. */

const { NAMESPACE, SyntheticRecord, EVALUATED } = require('internal/esm/record');
const { hooks } = require('internal/esm/source_text_record');

const promiseThen = Promise.prototype.then;
const { apply } = Reflect;

// Kinds of a local, as the native part numbers them.
const FUNCTION = 0;
const VAR = 1;
const MUTABLE = 4;

/** More layers than this would make a deep scope chain; further imports of a cycle are plain variables without a dead zone. */
const MAXIMUM_LAYERS = 48;

/**
 * First step of a cycle: the importer's function runs up to its program, so that its own functions exist. `component` is the cycle.
 * Gives what lets the importer have the functions of the others, once all have theirs.
 */
function instantiateInCycle(importer, component) {
  const { imported } = importer;
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
  let generator = hooks.instantiate(importer, layers)(importer.link_);
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
    else importer.program = inner;
  }
  if (importer.hasTopLevelAwait) {
    const { promise, resolve } = Promise.withResolvers();
    importer.link_.start = promise;
    importer.startProgram = resolve;
    importer.program = importer.program();
    // A rejection is looked at when the module is evaluated.
    apply(promiseThen, importer.program, [undefined, () => {}]);
  } else {
    importer.program = importer.program();
    importer.program.next();
  }
  importer.isCyclic = true;
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
        if (isSet[i]) importer.link_.set(i, record.get(index));
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

module.exports = { instantiateInCycle };
