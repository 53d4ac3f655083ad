'use strict';
/*! How classes of the runtime take part in structured cloning.
 *
 * A class that can be cloned has `[kClone]()`, one that can be transferred `[kTransfer]()` (and `[kTransferList]()` for
 * what goes with it); both give `{ data, deserializeInfo: 'module:Class' }`. The clone is `new Class()` of that module, on
 * which `[kDeserialize](data)` is called. `[kTransfer]()` may give `{ moved }` instead: the new object itself.
 */

const messaging_clone_symbol = Symbol('messaging_clone_symbol');
const messaging_deserialize_symbol = Symbol('messaging_deserialize_symbol');
const messaging_transfer_symbol = Symbol('messaging_transfer_symbol');
const messaging_transfer_list_symbol = Symbol('messaging_transfer_list_symbol');

// Bits of an object's mode; an object without one is cloned by its shape.
const kCloneable = 1;
const kTransferable = 2;
const modes = new WeakMap();
let anyMarked = false;

/** Says what may be done with `object`; neither makes cloning it an error. */
function markTransferMode(object, cloneable, transferable) {
  if ((typeof object !== 'object' && typeof object !== 'function') || object === null) return;
  anyMarked = true;
  modes.set(object, (cloneable ? kCloneable : 0) | (transferable ? kTransferable : 0));
}

/** The same for every instance of a class, without a mark on each. */
const prototypes = new WeakMap();
function markClassTransferMode(prototype, cloneable, transferable) {
  prototypes.set(prototype, (cloneable ? kCloneable : 0) | (transferable ? kTransferable : 0));
}

/** Whether the object itself was marked, not its class. */
function isMarked(object) {
  return anyMarked && modes.has(object);
}

function transferMode(object) {
  let mode = modes.get(object);
  if (mode !== undefined) return mode;
  for (let proto = Object.getPrototypeOf(object); proto !== null; proto = Object.getPrototypeOf(proto)) {
    mode = prototypes.get(proto);
    if (mode !== undefined) return mode;
  }
  return undefined;
}

/** A method that throws when the object can't be transferred now. */
const kCheckTransferable = Symbol('kCheckTransferable');

module.exports = {
  kCheckTransferable,
  markTransferMode,
  markClassTransferMode,
  isMarked,
  transferMode,
  kCloneable,
  kTransferable,
  kClone: messaging_clone_symbol,
  kDeserialize: messaging_deserialize_symbol,
  kTransfer: messaging_transfer_symbol,
  kTransferList: messaging_transfer_list_symbol,
};
