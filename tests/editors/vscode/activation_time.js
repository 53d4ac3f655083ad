// Loads the extension and activates it, in an editor of which everything is there and does nothing: prints the milliseconds that takes.
// `activation_time.js BUNDLE`
'use strict';
const Module = require('node:module');

/** Whatever is done with it, it is this again. Of promises it is none, and of lists it is an empty one. */
const nothing = new Proxy(function () {}, {
  get: (_, name) => (name === Symbol.toPrimitive ? () => '' : name === Symbol.iterator ? [][Symbol.iterator].bind([]) : name === 'then' ? undefined : nothing),
  apply: () => nothing,
  construct: () => nothing,
  set: () => true,
});

const load = Module._load;
Module._load = (name, ...rest) => (name === 'vscode' ? nothing : load(name, ...rest));

const began = performance.now();
const extension = require(process.argv[2]);
extension.activate({ extensionPath: '/nowhere', subscriptions: [] });
console.log((performance.now() - began).toFixed(1));
process.exit(0);
