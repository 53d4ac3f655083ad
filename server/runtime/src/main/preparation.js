'use strict';
/*! What the command line and the environment ask for before the main program runs, and programs that are no file. */

/** Runs `run` when the modules of `--import` are there: at once where there are none. */
function afterImports(options, run) {
  if (options.import.length === 0) return run();
  const { importFrom } = require('internal/esm/loader');
  const parent = require('internal/url').pathToFileURL(`${process.cwd()}/`).href;
  (async () => {
    for (const specifier of options.import) await importFrom(specifier, parent);
    run();
  })().catch((error) => require('internal/process/execution').uncaughtException(error, true));
}

function runCode(options, text, name) {
  // A failed assertion shows the line it stands on.
  lode.evaluated = { name, text };
  require('internal/eval').evaluateMain(text, name, options);
}

function readStandardInput(done) {
  const fs = require('fs');
  done(fs.readFileSync(0, 'utf8'));
}

/** Options that are properties in JavaScript. */
function applyFlags(options) {
  const { flag } = lode;
  if (flag('--no-deprecation')) process.noDeprecation = true;
  if (flag('--throw-deprecation')) process.throwDeprecation = true;
  if (flag('--trace-deprecation')) process.traceDeprecation = true;
  if (flag('--trace-warnings')) process.traceProcessWarnings = true;
  const limit = flag('--stack-trace-limit');
  if (limit !== undefined) Error.stackTraceLimit = Number(limit);
  const title = flag('--title');
  if (title !== undefined) process.title = title;
  const order = flag('--dns-result-order');
  if (order !== undefined) {
    require('internal/validators').validateOneOf(order, '--dns-result-order', ['verbatim', 'ipv4first', 'ipv6first']);
  }
  if (flag('--enable-source-maps')) process.setSourceMapsEnabled(true);
  if (flag('--expose-gc')) globalThis.gc = lode.collectGarbage;
  loadEnvironment(options.envFiles);
}

/** Variables that are there already stay, and a later file is stronger than an earlier one: the last is read first. */
function loadEnvironment(files) {
  for (const [path, isRequired] of files.reverse()) {
    try {
      process.loadEnvFile(path);
    } catch (error) {
      if (error.code !== 'ENOENT') throw error;
      const { exit, writeSync } = lode.native('process');
      if (!isRequired) {
        writeSync(2, `${path} not found. Continuing without it.\n`);
        continue;
      }
      writeSync(2, `${process.argv0}: ${path}: not found\n`);
      exit(9);
    }
  }
}

function checkOnly(options) {
  const { native, Module } = require('internal/commonjs/loader');
  const file = Module._resolveFilename(native.absolute(options.text), null, true);
  require('internal/eval').check(native.readText(file), file);
}

/** A parent that called fork() left a channel: `process.send` and 'message'. */
function openParentChannel(options) {
  if (!options.hasChannel) return;
  const { env } = process;
  const descriptor = Number(env.NODE_CHANNEL_FD);
  const serialization = env.NODE_CHANNEL_SERIALIZATION_MODE || 'json';
  delete env.NODE_CHANNEL_FD;
  delete env.NODE_CHANNEL_SERIALIZATION_MODE;
  require('child_process')._forkChild(descriptor, serialization);
}

function start(options, runMain) {
  applyFlags(options);
  openParentChannel(options);
  if (options.check) return checkOnly(options);
  if (options.require.length !== 0) require('module')._preloadModules(options.require);
  afterImports(options, () => {
    switch (options.kind) {
      case 'file':
        runMain(options.text);
        break;
      case 'code':
        runCode(options, options.text, '[eval]');
        break;
      case 'stdin':
        readStandardInput((text) => runCode(options, text, '[stdin]'));
        break;
      case 'prompt':
        require('internal/repl').start();
        break;
    }
  });
}

module.exports = { start };
