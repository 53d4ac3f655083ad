'use strict';
/*! Completion at the prompt: names in scope, members of live objects, module names, commands. Getters are not run on the way. */

const KEYWORDS = [
  'async', 'await', 'break', 'case', 'catch', 'class', 'const', 'continue', 'debugger', 'default', 'delete', 'do', 'else', 'export',
  'extends', 'false', 'finally', 'for', 'function', 'if', 'import', 'in', 'instanceof', 'let', 'new', 'null', 'return', 'super',
  'switch', 'this', 'throw', 'true', 'try', 'typeof', 'undefined', 'var', 'void', 'while', 'with', 'yield',
];
const COMMANDS = ['.break', '.clear', '.editor', '.exit', '.help', '.load', '.save'];
const CHAIN = /(?:^|[^\w$.\])])((?:[\w$]+\??\.)*)([\w$]*)$/;
const MODULE = /\b(?:require|import)\s*\(\s*(['"])([^'"]*)$/;

/** The value of a chain of plain names, or undefined where a getter or a proxy is in the way. */
function valueOf(chain) {
  let value = globalThis;
  for (const name of chain) {
    if (value === undefined || value === null) return undefined;
    let owner = Object(value);
    let descriptor;
    for (; owner !== null; owner = Object.getPrototypeOf(owner)) {
      if (require('util').types.isProxy(owner)) return undefined;
      descriptor = Object.getOwnPropertyDescriptor(owner, name);
      if (descriptor !== undefined) break;
    }
    if (descriptor === undefined) return undefined;
    // Globals that are loaded when they are first named are ours, and safe.
    if (descriptor.get !== undefined && value !== globalThis) return undefined;
    value = descriptor.get === undefined ? descriptor.value : descriptor.get.call(globalThis);
  }
  return value;
}

/** Property names of an object and its prototypes, the nearest first. */
function membersOf(value) {
  const groups = [];
  const seen = new Set();
  for (let object = Object(value); object !== null && groups.length < 8; object = Object.getPrototypeOf(object)) {
    const names = Object.getOwnPropertyNames(object).filter((name) => /^[A-Za-z_$][\w$]*$/.test(name) && !seen.has(name)).sort();
    for (const name of names) seen.add(name);
    groups.push(names);
  }
  return groups.flat();
}

function modules(typed) {
  const { builtinModules } = require('module');
  const names = new Set(builtinModules.filter((name) => !name.startsWith('_')));
  const fs = require('fs');
  if (typed.startsWith('.') || typed.startsWith('/')) {
    const path = require('path');
    const folder = typed.slice(0, typed.lastIndexOf('/') + 1);
    try {
      return fs.readdirSync(path.resolve(folder || '.'), { withFileTypes: true })
        .filter((entry) => !entry.name.startsWith('.'))
        .map((entry) => folder + entry.name + (entry.isDirectory() ? '/' : ''));
    } catch {
      return [];
    }
  }
  for (const folder of require('module')._nodeModulePaths(process.cwd())) {
    try {
      for (const name of fs.readdirSync(folder)) if (!name.startsWith('.')) names.add(name);
    } catch {
      // No such folder.
    }
  }
  return [...names].sort();
}

/** As readline wants it: `[matches, the text that they replace]`. */
function complete(line, pending) {
  if (pending === '' && /^\.[a-z]*$/.test(line)) return [COMMANDS.filter((name) => name.startsWith(line)), line];
  const module = MODULE.exec(line);
  if (module !== null) return [modules(module[2]).filter((name) => name.startsWith(module[2])), module[2]];
  const match = CHAIN.exec(line);
  if (match === null) return [[], line];
  const [, prefix, typed] = match;
  if (prefix === '') {
    const names = [...new Set([...membersOf(globalThis), ...KEYWORDS])];
    return [typed === '' ? [] : names.filter((name) => name.startsWith(typed)).sort(), typed];
  }
  const chain = prefix.split('.').slice(0, -1).map((name) => name.replace('?', ''));
  const value = valueOf(chain);
  if (value === undefined || value === null) return [[], line];
  return [membersOf(value).filter((name) => name.startsWith(typed)).map((name) => prefix + name), prefix + typed];
}

module.exports = { complete };
