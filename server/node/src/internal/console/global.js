'use strict';

// The global console. Until something asks for `process.stdout` (or stderr) its lines go straight to the descriptor, so that
// a program which only logs never loads streams.

const { Console, initializeGlobalConsole } = require('internal/console/constructor');

const { getOwnPropertyDescriptor } = Object;

// While the accessor that makes the stream is still in place, nobody has seen the stream.
const streams = [undefined, 'stdout', 'stderr'];
const untouched = streams.map((name) => name && getOwnPropertyDescriptor(process, name)?.get);
const direct = [];

function isDirect(fd) {
  const { get } = getOwnPropertyDescriptor(process, streams[fd]) ?? {};
  if (get === undefined || get !== untouched[fd]) return false;
  // A terminal may want colours and its width, which its stream knows; FORCE_COLOR asks for them anywhere.
  return (direct[fd] ??= native().descriptorKind(fd) !== 'TTY' && process.env.FORCE_COLOR === undefined);
}

let processNative;
function native() {
  processNative ??= lode.native('process');
  return processNative;
}

// Without text: whether it would be written so. Errors of writing are ignored, as the console does.
function writeDirectly(fd, text) {
  if (!isDirect(fd)) return false;
  if (text !== undefined) native().writeSync(fd, text);
  return true;
}

const console = Object.create({});
initializeGlobalConsole(console, writeDirectly);

console.Console = Console;
// What a debugger's console has besides; nothing is recorded without one.
console.profile = function profile() {};
console.profileEnd = function profileEnd() {};
console.timeStamp = function timeStamp() {};
console.context = function context(name) {
  return { __proto__: Object.getPrototypeOf(console), ...console };
};
console.createTask = function createTask(name) {
  if (typeof name !== 'string' || name === '') throw new Error('First argument must be a non-empty string.');
  return {
    run(fn) {
      if (typeof fn !== 'function') throw new Error('First argument must be a function.');
      return fn();
    },
  };
};

module.exports = console;
