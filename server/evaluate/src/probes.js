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
const recent = new Int32Array(numbers.buffer, lastNumbers.byteOffset + lastNumbers.byteLength + Float64Array.BYTES_PER_ELEMENT, room);
/** The hits of a probe that are told at once: so many, and those behind them whose number is a power of two, until it is hot. */
const EAGER = 8;
/** With so many hits a probe is hot: few enough that the engine has not yet made its best code of what the probe stands in. */
const HOT = 64;
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
/** All of them, as `make` made them. */
const probes = [];
/** Promises that were pending when they were seen, each with its probe and hit. */
let pending = [];
let toldInAll = 0;

const isBusy = () => toldInAll > BUSY;

function tellValue(number, hit, value, isLate) {
  // What it imports is loaded by now, what it requires a moment later; it may go on for long.
  if (toldInAll++ === 0) setImmediate(tellExports).unref();
  const event = { event: 'value', probe: number, hit, at: now() - started, value: preview(value, hit > EAGER || isBusy()) };
  if (isLate) event.isLate = true;
  tell(stringify(event));
  if (hit <= EAGER) tellShape(number, value);
  if (pending.length > 0) tellSettled();
  if (isPromise(value) && promiseState(value)?.[0] === 0 && pending.length < MOST_PENDING) add(pending, { promise: value, number, hit });
}

/** Of what is told at once: what its preview leaves out. */
function tellShape(number, value) {
  const shape = untold(number, value);
  if (shape !== undefined) tell(stringify({ event: 'shape', probe: number, shape }));
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
    const { promise, number, hit } = pending[i];
    const state = promiseState(promise);
    if (state[0] === 0) add(still, pending[i]);
    else tell(stringify({ event: 'settled', probe: number, hit, at: now() - started, value: preview(state[1], isBusy()), isRejected: state[0] === 2 }));
  }
  pending = still;
}

const hitsOf = (probe) => counts[probe.number] + (recent[probe.number] >>> 0);

let isAwake = false;

/** From when something is left out until the end, so that a program that waits shows all that it has come to. */
function wake() {
  if (isAwake) return;
  isAwake = true;
  setInterval(tellRest, REST).unref();
}

/** A hit that is told. */
function tellHit(probe, hit, value) {
  if (typeof value === 'object' && value !== null) clean(value);
  probe.held = nothing;
  try {
    tellValue(probe.number, hit, value, false);
  } finally {
    probe.told = hit;
    if (hit >= EAGER || pending.length > 0) wake();
  }
}

function hold(probe, value) {
  probe.held = value;
  lastNumbers[probe.number] = NONE;
}

/** A value of a probe that is not hot. */
function look(probe, value) {
  const hit = ++recent[probe.number];
  if (hit <= EAGER || (hit & (hit - 1)) === 0) tellHit(probe, hit, value);
  else if (typeof value === 'number') lastNumbers[probe.number] = value;
  else hold(probe, value);
  if (hit >= HOT) heat(probe);
}

/**
 * A value of one that is: what each round of a hot loop pays. What may wrap around the engine counts in one step. A number is not held, which
 * would make an object of it.
 */
function pass(probe, value) {
  recent[probe.number] = (recent[probe.number] + 1) | 0;
  if (typeof value === 'number') lastNumbers[probe.number] = value;
  else hold(probe, value);
}

/**
 * Gives a probe its second shape. The engine knows the probe that a text calls. Of one with this shape it takes for granted what no object
 * of this shape was ever seen to change, and leaves out of a loop that it can be otherwise: above all the call that tells a value, behind
 * which it would know nothing of the program's objects any more. Of one with the first shape it takes nothing for granted, since
 * `isHot` changes there.
 */
function heat(probe) {
  probe.isHot = true;
  probe.isOfSecondShape = true;
}

/** The function that takes the values of a probe, and gives each back. */
function make(number) {
  const made = function probe(value) {
    if (probe.isHot) pass(probe, value);
    else look(probe, value);
    return value;
  };
  made.number = number;
  made.isHot = false;
  made.told = 0;
  made.held = nothing;
  return made;
}

/** Shows the engine both shapes and all kinds of values, so that it does not take the first that it meets for the only ones. */
function train() {
  const young = make(room - 1);
  const old = make(room - 1);
  heat(old);
  for (let round = 0; round < 30; round++) {
    for (const value of [round, round / 3, 'text', nothing, undefined]) {
      // A hit that is not told.
      recent[room - 1] = EAGER;
      young(value);
      old(value);
    }
  }
  recent[room - 1] = 0;
  lastNumbers[room - 1] = 0;
  return [young, old];
}
const trained = train();

/** Beyond the room there is nothing to write to. */
function makeOfProgram(number) {
  if (number >= room) return (value) => value;
  const probe = make(number);
  add(probes, probe);
  return probe;
}

/** What a `catch` has got, before its probe takes it. */
function caught(error) {
  if (typeof error === 'object' && error !== null) clean(error);
}

/** Tells what was left out on the way. */
function tellRest() {
  for (let i = 0; i < probes.length; i++) {
    const probe = probes[i];
    const hit = hitsOf(probe);
    if (hit === probe.told) continue;
    const last = lastNumbers[probe.number];
    tellValue(probe.number, hit, last === NONE && probe.held !== nothing ? probe.held : last, true);
    probe.told = hit;
    probe.held = nothing;
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

native.begin(makeOfProgram, caught, recent);
