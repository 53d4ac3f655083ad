'use strict';
/*! Completion at the prompt: names in scope, members of live objects, module names, commands. Getters are not run on the way. */

const KEYWORDS = [
  'async', 'await', 'break', 'case', 'catch', 'class', 'const', 'continue', 'debugger', 'default', 'delete', 'do', 'else', 'export',
  'extends', 'false', 'finally', 'for', 'function', 'if', 'import', 'in', 'instanceof', 'let', 'new', 'null', 'return', 'super',
  'switch', 'this', 'throw', 'true', 'try', 'typeof', 'undefined', 'var', 'void', 'while', 'with', 'yield',
];
const COMMANDS = ['.break', '.clear', '.editor', '.exit', '.help', '.load', '.save'];
const NAME = /(?:^|[^\w$.\])'"`])([\w$]*)$/;
// What can be looked at without running anything: literals, names, builtins that are required, and members of these.
const STRING = String.raw`'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*"`;
const HEAD = String.raw`(?:require\s*\(\s*(?:${STRING})\s*\)|[A-Za-z_$][\w$]*|${STRING}|` + '`(?:[^`\\\\$]|\\\\.)*`' + String.raw`|\[[^[\]]*\]|/(?:[^/\\*]|\\.)(?:[^/\\]|\\.)*/[a-z]*)`;
const STEP = String.raw`(?:\??\.[A-Za-z_$][\w$]*|(?:\?\.)?\[(?:\d+|${STRING})\])`;
const BEFORE = String.raw`(?:^|[^\w$.\])'"` + '`])';
const MEMBER = new RegExp(`${BEFORE}(${HEAD}(?:${STEP})*)(\\??\\.)([\\w$]*)$`);
const KEY = new RegExp(`${BEFORE}(${HEAD}(?:${STEP})*)(?:\\?\\.)?\\[(['"])([^'"]*)$`);
const MODULE = /\b(?:require|import)\s*\(\s*(['"])([^'"]*)$/;

/** The property of a value, or undefined where a getter or a proxy is in the way. */
function memberOf(value, name) {
  for (let owner = Object(value); owner !== null; owner = Object.getPrototypeOf(owner)) {
    if (require('util').types.isProxy(owner)) return undefined;
    const descriptor = Object.getOwnPropertyDescriptor(owner, name);
    if (descriptor === undefined) continue;
    if (descriptor.get === undefined) return descriptor.value;
    // Globals that are loaded when they are first named are ours, and safe.
    return value === globalThis ? descriptor.get.call(globalThis) : undefined;
  }
  return undefined;
}

const unquoted = (text) => text.slice(1, -1).replace(/\\(.)/g, '$1');

function headValue(head) {
  if (/^['"`]/.test(head)) return unquoted(head);
  if (head[0] === '[') return [];
  if (head[0] === '/') return /(?:)/;
  const required = /^require\s*\(\s*(['"][^]*['"])\s*\)$/.exec(head);
  if (required === null) return memberOf(globalThis, head);
  const name = unquoted(required[1]);
  return require('module').isBuiltin(name) ? globalThis.require(name) : undefined;
}

/** The value of an expression that HEAD and STEP describe, or undefined where it can't be told without running something. */
function valueOf(expression) {
  const [head] = new RegExp(`^${HEAD}`).exec(expression);
  let value = headValue(head);
  for (const [step] of expression.slice(head.length).matchAll(new RegExp(STEP, 'g'))) {
    if (value === undefined || value === null) return undefined;
    const index = /\[([^]*)\]$/.exec(step)?.[1];
    if (index === undefined) value = memberOf(value, step.replace(/^\??\./, ''));
    else value = memberOf(value, /^\d/.test(index) ? index : unquoted(index));
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

/** The keys of an object itself. */
function keysOf(value) {
  const isObject = (typeof value === 'object' || typeof value === 'function') && value !== null;
  return isObject && !require('util').types.isProxy(value) ? Object.keys(value) : [];
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
  const key = KEY.exec(line);
  if (key !== null) {
    const [, expression, quote, typed] = key;
    const names = keysOf(valueOf(expression)).filter((name) => name.startsWith(typed) && !/['"\\\n]/.test(name));
    return [names.map((name) => `${name}${quote}]`), typed];
  }
  const member = MEMBER.exec(line);
  if (member !== null) {
    const [, expression, dot, typed] = member;
    const value = valueOf(expression);
    if (value === undefined || value === null) return [[], line];
    const prefix = expression + dot;
    return [membersOf(value).filter((name) => name.startsWith(typed)).map((name) => prefix + name), prefix + typed];
  }
  const name = NAME.exec(line);
  if (name === null) return [[], line];
  const [, typed] = name;
  const names = [...new Set([...membersOf(globalThis), ...KEYWORDS])];
  return [typed === '' ? [] : names.filter((known) => known.startsWith(typed)).sort(), typed];
}

module.exports = { complete };
