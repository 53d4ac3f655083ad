'use strict';

// The own keys of arrays and typed arrays but their indexes. Listing all keys of a long list only to find that it has none
// takes far longer than everything else that is done with it, so the common case is told by the object's shape.

const { keys: objectKeys, getOwnPropertyNames } = Object;
const { shapeNumber } = lode.native('internals');

// The shapes of lists that nobody added anything to: one for each way in which the engine stores items.
let bareShapes;
let samples;
function learnShapes() {
  const sparse = [];
  sparse[1e6] = 1;
  const emptied = [{}];
  emptied.length = 0;
  const mixed = [1, 'a'];
  mixed.push({});
  const counted = [1];
  counted.push(2);
  const measured = [1.5];
  measured.push(2.5);
  const holed = [1, , 2];
  holed.push(3);
  // A number is only good while an object with that shape lives, so the samples stay.
  samples = [[], [1], [1.5], ['a'], [{}], [1, , 2], new Array(3), sparse, emptied, mixed, counted, measured, holed];
  for (const List of [
    Uint8Array, Int8Array, Uint8ClampedArray, Uint16Array, Int16Array, Uint32Array, Int32Array, Float32Array, Float64Array,
    BigInt64Array, BigUint64Array,
  ]) {
    samples.push(new List(1), new List(new ArrayBuffer(8)));
  }
  bareShapes = new Set(samples.map(shapeNumber));
  // Should the engine not do what is thought of it, nothing is bare.
  const named = [1];
  named.name = 1;
  if (bareShapes.has(shapeNumber(named)) || shapeNumber([2]) !== shapeNumber([3])) bareShapes.clear();
}

// Whether an array or typed array has its items and nothing else, no symbols either.
function isBare(list) {
  if (bareShapes === undefined) learnShapes();
  return bareShapes.has(shapeNumber(list));
}

function isIndex(key) {
  const number = key >>> 0;
  return `${number}` === key && number !== 4294967295;
}

// Own enumerable names, or all own names, without the indexes: those come first.
function nonIndexNames(list, withHidden) {
  if (!withHidden && isBare(list)) return [];
  const keys = withHidden ? getOwnPropertyNames(list) : objectKeys(list);
  let first = keys.length;
  while (first > 0 && !isIndex(keys[first - 1])) first--;
  return first === 0 ? keys : first === keys.length ? [] : keys.slice(first);
}

module.exports = { isBare, nonIndexNames };
