'use strict';
/*! What a probed program calls, and what else is seen of it: its logs, what nothing caught, its end. */

const native = lode.native('internal/evaluate/probes');
const { preview } = require('internal/evaluate/preview');
const { exportsSince, untold } = require('internal/evaluate/shape');
const { framesOf } = require('internal/stack_frames');
const { setImmediate, setInterval } = globalThis;
const { isPromise, promiseState, typeTag } = lode.internals;

const { stringify } = JSON;
const now = performance.now.bind(performance);
const { defineProperty, getOwnPropertyDescriptor } = Object;
const { apply } = Reflect;
const uncurry = (method) => Function.prototype.call.bind(method);
const add = uncurry(Array.prototype.push);
const startsWith = uncurry(String.prototype.startsWith);
const indexOf = uncurry(String.prototype.indexOf);
const slice = uncurry(String.prototype.slice);
const { tell } = native;
const mark = native.mark();

/** By probe, as values::Counts describes; the host reads them while this runs. */
const room = native.room();
const numbers = native.numbers();
const counts = numbers.subarray(0, room);
const lastNumbers = numbers.subarray(room, 2 * room);
const left = new Int32Array(numbers.buffer, lastNumbers.byteOffset + lastNumbers.byteLength + Float64Array.BYTES_PER_ELEMENT, room);
/** The hits of a probe that are told at once; later ones when their number is a power of two, and the last at the end. */
const EAGER = 8;
/** Hits between two that are told, at most. */
const MOST_LEFT = 2 ** 30;
/** From so many values on previews are short, so that a busy program is not held up by being looked at. */
const BUSY = 1000;
/** Milliseconds from when something is left out until it is told, where the program pauses. */
const REST = 100;
/** Frames of an error that are told. */
const MOST_FRAMES = 50;
/** Promises that are waited for. */
const MOST_PENDING = 1000;

/** Stands in `lastNumbers` for what is no number. It is one itself, the least of all, but hardly anybody has it. */
const NONE = 5e-324;

const started = now();
const nothing = { __proto__: null };
/** By probe that was reached: the last hit that was told, and the last value since then that is no number. */
const toldHits = [];
const held = [];
/** Promises that were pending when they were seen, each with its probe and hit. */
let pending = [];
let toldInAll = 0;

const isBusy = () => toldInAll > BUSY;

function tellValue(probe, hit, value, isLate) {
  // What it imports is loaded by now, what it requires a moment later; it may go on for long.
  if (toldInAll++ === 0) setImmediate(tellExports).unref();
  const event = { event: 'value', probe, hit, at: now() - started, value: preview(value, hit > EAGER || isBusy()) };
  if (isLate) event.isLate = true;
  tell(stringify(event));
  if (hit <= EAGER) tellShape(probe, value);
  if (pending.length > 0) tellSettled();
  if (isPromise(value) && promiseState(value)?.[0] === 0 && pending.length < MOST_PENDING) add(pending, { promise: value, probe, hit });
}

/** Of what is told at once: what its preview leaves out. */
function tellShape(probe, value) {
  const shape = untold(probe, value);
  if (shape !== undefined) tell(stringify({ event: 'shape', probe, shape }));
}

/** What modules export that are loaded by now. */
function tellExports() {
  const found = exportsSince();
  for (let i = 0; i < found.length; i++) tell(stringify(found[i]));
}

/** Asks the promises themselves: a handler of ours would hide that a rejection has none. */
function tellSettled() {
  const still = [];
  for (let i = 0; i < pending.length; i++) {
    const { promise, probe, hit } = pending[i];
    const state = promiseState(promise);
    if (state[0] === 0) add(still, pending[i]);
    else tell(stringify({ event: 'settled', probe, hit, at: now() - started, value: preview(state[1], isBusy()), isRejected: state[0] === 2 }));
  }
  pending = still;
}

const hitsOf = (probe) => counts[probe] - left[probe];

let isAwake = false;

/** From when something is left out until the end, so that a program that waits shows all that it has come to. */
function wake() {
  if (isAwake) return;
  isAwake = true;
  setInterval(tellRest, REST).unref();
}

/** A hit that is told. */
function tellHit(probe, value) {
  if (typeof value === 'object' && value !== null) clean(value);
  while (held.length <= probe) {
    add(held, nothing);
    add(toldHits, 0);
  }
  held[probe] = nothing;
  const hit = hitsOf(probe);
  try {
    tellValue(probe, hit, value, false);
  } finally {
    const silent = hit < EAGER ? 0 : hit > MOST_LEFT ? MOST_LEFT : hit - 1;
    if (silent > 0 || pending.length > 0) wake();
    toldHits[probe] = hit;
    counts[probe] = hit + silent;
    left[probe] = silent;
  }
}

/**
 * This runs in each loop of a program, and is as small as it can be, so that the engine puts it there. A number is not held, which would
 * make an object of it.
 */
function value(probe, value) {
  if (--left[probe] < 0) tellHit(probe, value);
  else if (typeof value === 'number') lastNumbers[probe] = value;
  else hold(probe, value);
  return value;
}

function hold(probe, value) {
  held[probe] = value;
  lastNumbers[probe] = NONE;
}

/** What a `catch` has got. */
function caught(probe, error) {
  if (typeof error === 'object' && error !== null) clean(error);
  return value(probe, error);
}

/** Tells what was left out on the way. */
function tellRest() {
  for (let probe = 0; probe < held.length; probe++) {
    const hit = hitsOf(probe);
    // What was never told is a count of something that has no value.
    if (hit === toldHits[probe] || toldHits[probe] === 0) continue;
    const isHeld = lastNumbers[probe] === NONE && held[probe] !== nothing;
    tellValue(probe, hit, isHeld ? held[probe] : lastNumbers[probe], true);
    toldHits[probe] = hit;
    held[probe] = nothing;
  }
  tellSettled();
  tellExports();
}

const pathOf = (file) => (startsWith(file, 'file://') ? require('internal/url').fileURLToPath(file) : file);

/** The frames of a program's own files, from 0. `most`: how many are wanted. */
function places(error, most) {
  const found = [];
  const frames = framesOf(error);
  for (let i = 0; i < frames.length && found.length < most; i++) {
    const { file, line, column } = frames[i];
    if (line === undefined || !(startsWith(file, '/') || startsWith(file, 'file://'))) continue;
    add(found, { file: pathOf(file), line: line - 1, column: column - 1 });
  }
  return found;
}

/** The messages of the engine's own errors tell of the text that runs: the program's own is put into its place. */
function clean(error) {
  if (typeTag(error) !== 'NativeError') return;
  const message = getOwnPropertyDescriptor(error, 'message');
  if (typeof message?.value === 'string' && indexOf(message.value, '_lode') !== -1) {
    const text = withoutProbes(message.value);
    const ours = indexOf(text, ' (evaluating \'$_lode_');
    defineProperty(error, 'message', { __proto__: null, ...message, value: ours === -1 ? text : slice(text, 0, ours) });
  }
}

/** Functions of ours, each behind the one that it stands for. */
const replaced = [];

/** Puts a function of ours into the place of an object's own: it looks the same. */
function replace(object, name, make) {
  const descriptor = getOwnPropertyDescriptor(object, name);
  const ours = make(descriptor.value);
  for (const key of ['name', 'length']) defineProperty(ours, key, getOwnPropertyDescriptor(descriptor.value, key));
  add(replaced, descriptor.value, ours);
  defineProperty(object, name, { __proto__: null, ...descriptor, value: ours });
}

function watchConsole(method) {
  replace(console, method, (original) => function (...values) {
    const previews = [];
    for (let i = 0; i < values.length; i++) add(previews, preview(values[i], isBusy()));
    tell(stringify({ event: 'log', method, values: previews, place: places(new Error(), 1)[0] ?? null }));
    return apply(original, this, values);
  });
}
['log', 'info', 'debug', 'warn', 'error', 'dir', 'table', 'trace'].forEach(watchConsole);

/** Without what probing has put in. */
function withoutProbes(text) {
  let rest = '';
  let from = 0;
  for (let at = indexOf(text, mark); at !== -1; at = indexOf(text, mark, from)) {
    const end = indexOf(text, mark, at + mark.length);
    rest += slice(text, from, at);
    // The engine ends the text of an arrow function before its last piece is closed.
    if (end === -1) return rest;
    from = end + mark.length;
  }
  return rest + slice(text, from);
}

replace(Function.prototype, 'toString', (original) => ({
  toString() {
    let meant = this;
    for (let i = 1; i < replaced.length; i += 2) if (replaced[i] === meant) meant = replaced[i - 1];
    return withoutProbes(apply(original, meant, []));
  },
}).toString);

const { emitProcess } = lode;
lode.emitProcess = (...event) => {
  if (event[0] === 'uncaughtExceptionMonitor') {
    const error = event[1];
    if (typeof error === 'object' && error !== null) clean(error);
    tell(stringify({ event: 'thrown', value: preview(error, false), frames: typeof error === 'object' && error !== null ? places(error, MOST_FRAMES) : [] }));
  }
  const result = apply(emitProcess, lode, event);
  if (event[0] === 'exit') tellRest();
  return result;
};

defineProperty(globalThis, '$_lode_value', { __proto__: null, value });
defineProperty(globalThis, '$_lode_caught', { __proto__: null, value: caught });
defineProperty(globalThis, '$_lode_count', { __proto__: null, value: counts });
