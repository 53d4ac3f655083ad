'use strict';

// Entries of arrays, typed arrays, buffers, maps, sets, their iterators, and promises.

const { hasOwn } = Object;
const { internals } = lode;
const { formatBigInt, formatNumber } = require('internal/util/inspect/primitives');
const { joinEntries, kArrayExtrasType, kArrayType } = require('internal/util/inspect/layout');

const values = require('internal/util/inspect/value');

const setValues = Set.prototype.values;
const mapEntries = Map.prototype.entries;
const { next: setNext } = Object.getPrototypeOf(new Set().values());
const { next: mapNext } = Object.getPrototypeOf(new Map().entries());

function remainingText(remaining, noun = 'item') {
  return `... ${remaining} more ${noun}${remaining > 1 ? 's' : ''}`;
}

function shownLength(ctx, length) {
  return Math.min(Math.max(0, ctx.maxArrayLength), length);
}

function formatArray(ctx, value, recurseTimes) {
  const { length } = value;
  const limit = shownLength(ctx, length);
  const output = [];
  for (let index = 0; index < limit; index++) {
    if (value[index] === undefined && !hasOwn(value, index)) return formatSparseArray(ctx, value, recurseTimes, limit, output, index);
    output.push(values.formatProperty(ctx, value, recurseTimes, index, kArrayType));
  }
  if (length > limit) output.push(remainingText(length - limit));
  return output;
}

// A run of holes is one entry. Only existing keys are visited: an array may be nearly all holes.
function formatSparseArray(ctx, value, recurseTimes, limit, output, index) {
  const { length } = value;
  const keys = Object.keys(value);
  let at = index;
  for (; at < keys.length && output.length < limit && index < length; at++) {
    const key = keys[at];
    const number = Number(key);
    // Names that aren't indexes come last.
    if (`${index}` !== key) {
      if (!(number >= 0 && number < 4294967295 && String(number >>> 0) === key)) break;
      const holes = number - index;
      output.push(ctx.stylize(`<${holes} empty item${holes > 1 ? 's' : ''}>`, 'undefined'));
      index = number;
      if (output.length === limit) break;
    }
    output.push(values.formatProperty(ctx, value, recurseTimes, key, kArrayType));
    index++;
  }
  const remaining = length - index;
  if (output.length !== limit) {
    if (remaining > 0) output.push(ctx.stylize(`<${remaining} empty item${remaining > 1 ? 's' : ''}>`, 'undefined'));
  } else if (remaining > 0) {
    output.push(remainingText(remaining));
  }
  return output;
}

function formatTypedArray(ctx, value, recurseTimes, length, hiddenSource) {
  const limit = shownLength(ctx, length);
  const output = new Array(limit);
  // By the `length` that the user sees, as Node does.
  const format = hiddenSource.length > 0 && typeof value[0] === 'number' ? formatNumber : formatBigInt;
  const { stylize, numericSeparator } = ctx;
  for (let index = 0; index < limit; index++) output[index] = format(stylize, value[index], numericSeparator);
  if (length > limit) output.push(remainingText(length - limit));
  if (ctx.showHidden) {
    ctx.indentationLvl += 2;
    for (const key of ['BYTES_PER_ELEMENT', 'length', 'byteLength', 'byteOffset', 'buffer']) {
      output.push(`[${key}]: ${values.formatValue(ctx, hiddenSource[key], recurseTimes, true)}`);
    }
    ctx.indentationLvl -= 2;
  }
  return output;
}

function formatArrayBuffer(ctx, value) {
  let bytes;
  try {
    bytes = new Uint8Array(value);
  } catch {
    return [ctx.stylize('(detached)', 'special')];
  }
  const limit = shownLength(ctx, bytes.length);
  const hex = [];
  for (let index = 0; index < limit; index++) hex.push(bytes[index] < 16 ? `0${bytes[index].toString(16)}` : bytes[index].toString(16));
  let text = hex.join(' ');
  if (bytes.length > limit) text += ` ${remainingText(bytes.length - limit, 'byte')}`;
  return [`${ctx.stylize('[Uint8Contents]', 'special')}: <${text}>`];
}

function formatSet(ctx, value, recurseTimes, size) {
  const limit = shownLength(ctx, size);
  const output = [];
  ctx.indentationLvl += 2;
  const iterator = setValues.call(value);
  for (let index = 0; index < limit; index++) {
    const step = setNext.call(iterator);
    if (step.done) break;
    output.push(values.formatValue(ctx, step.value, recurseTimes));
  }
  if (size > limit) output.push(remainingText(size - limit));
  ctx.indentationLvl -= 2;
  return output;
}

function formatMap(ctx, value, recurseTimes, size) {
  const limit = shownLength(ctx, size);
  const output = [];
  ctx.indentationLvl += 2;
  const iterator = mapEntries.call(value);
  for (let index = 0; index < limit; index++) {
    const step = mapNext.call(iterator);
    if (step.done) break;
    const pair = step.value;
    output.push(`${values.formatValue(ctx, pair[0], recurseTimes)} => ${values.formatValue(ctx, pair[1], recurseTimes)}`);
  }
  if (size > limit) output.push(remainingText(size - limit));
  ctx.indentationLvl -= 2;
  return output;
}

// What an iterator has left, or a weak collection holds: a flat list. Weak ones have no order of their own.
function formatSetEntries(ctx, entries, recurseTimes, weak) {
  const limit = shownLength(ctx, entries.length);
  const output = new Array(limit);
  ctx.indentationLvl += 2;
  for (let index = 0; index < limit; index++) output[index] = values.formatValue(ctx, entries[index], recurseTimes);
  ctx.indentationLvl -= 2;
  if (weak && !ctx.sorted) output.sort();
  if (entries.length > limit) output.push(remainingText(entries.length - limit));
  return output;
}

function formatMapEntries(ctx, entries, recurseTimes, weak) {
  const count = entries.length / 2;
  const limit = shownLength(ctx, count);
  const output = new Array(limit);
  ctx.indentationLvl += 2;
  for (let index = 0; index < limit; index++) {
    const key = values.formatValue(ctx, entries[index * 2], recurseTimes);
    const item = values.formatValue(ctx, entries[index * 2 + 1], recurseTimes);
    output[index] = weak ? `${key} => ${item}` : joinPair(ctx, key, item, recurseTimes);
  }
  ctx.indentationLvl -= 2;
  if (weak && !ctx.sorted) output.sort();
  if (count > limit) output.push(remainingText(count - limit));
  return output;
}

function joinPair(ctx, key, item, recurseTimes) {
  return joinEntries(ctx, [key, item], '', '[', ']', kArrayExtrasType, recurseTimes);
}

function formatWeakSet(ctx, value, recurseTimes) {
  const preview = ctx.showHidden ? internals.previewEntries(value) : undefined;
  if (preview === undefined) return [ctx.stylize('<items unknown>', 'special')];
  return formatSetEntries(ctx, preview.entries, recurseTimes, true);
}

function formatWeakMap(ctx, value, recurseTimes) {
  const preview = ctx.showHidden ? internals.previewEntries(value) : undefined;
  if (preview === undefined) return [ctx.stylize('<items unknown>', 'special')];
  return formatMapEntries(ctx, preview.entries, recurseTimes, true);
}

function formatPromise(ctx, value, recurseTimes) {
  const details = internals.promiseState(value);
  const state = details[0];
  if (state === 0) return [ctx.stylize('<pending>', 'special')];
  ctx.indentationLvl += 2;
  const text = values.formatValue(ctx, details[1], recurseTimes);
  ctx.indentationLvl -= 2;
  return [state === 2 ? `${ctx.stylize('<rejected>', 'special')} ${text}` : text];
}

module.exports = {
  formatArray,
  formatArrayBuffer,
  formatMap,
  formatMapEntries,
  formatPromise,
  formatSet,
  formatSetEntries,
  formatTypedArray,
  formatWeakMap,
  formatWeakSet,
};
