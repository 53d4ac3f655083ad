'use strict';
/*! What top-level await adds to the evaluation of modules: a module's end comes later, and then its importers run that waited for it. */

const { EVALUATED } = require('internal/esm/record');

const promiseThen = Promise.prototype.then;
const { apply } = Reflect;

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

module.exports = { executeAsync };
