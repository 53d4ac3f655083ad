'use strict';
/*! The life of a program: the main module, 'beforeExit', 'exit'. Each function is called by Rust through the trampoline. */

const native = lode.native('internal/main');

/** A preloaded module may have replaced it. */
function runMain(main) {
  const loader = require('internal/commonjs/loader');
  (loader.Module.runMain ?? loader.runMain)(main);
}

function start() {
  const options = native.options();
  if (options.isPlain) runMain(options.text);
  else require('internal/main/preparation').start(options, runMain);
}

function beforeExit() {
  if (!process._exiting) lode.emitProcess('beforeExit', lode.exitCode() || 0);
}

function exit() {
  if (!process._exiting) {
    process._exiting = true;
    const unsettled = lode.unsettledMain?.() === true && lode.exitCode() === undefined;
    if (unsettled) process.exitCode = 13;
    lode.emitProcess('exit', lode.exitCode() || 0);
    if (unsettled && lode.exitCode() === 13) lode.warnUnsettledMain();
  }
  return Number(lode.exitCode() || 0);
}

module.exports = { start, beforeExit, exit };
