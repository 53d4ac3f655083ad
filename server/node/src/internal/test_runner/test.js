'use strict';
/*! The tree of tests: each runs after those before it, with its hooks; a parent ends when its children have. */

const { validateFunction, validateNumber } = require('internal/validators');
const { MockTracker } = require('internal/test_runner/mock');
const { setTimeout: startTimer, clearTimeout } = require('timers');

const kHooks = ['before', 'beforeEach', 'after', 'afterEach'];

/** `(name?, options?, fn?)` in any of its short forms. */
function readArguments(name, options, fn) {
  if (typeof name === 'function') fn = name;
  else if (name !== null && typeof name === 'object') [options, fn] = [name, typeof options === 'function' ? options : fn];
  else if (typeof options === 'function') fn = options;
  if (options === null || typeof options !== 'object') options = {};
  if (typeof name !== 'string' || name === '') name = fn?.name || '<anonymous>';
  return { name, options, fn: typeof fn === 'function' ? fn : () => {} };
}

class Test {
  constructor(parent, { name, options, fn }, isSuite) {
    this.parent = parent;
    this.name = name;
    this.fn = fn;
    this.isSuite = isSuite;
    this.skip = options.skip ?? false;
    this.todo = options.todo ?? parent?.todo ?? false;
    this.only = options.only ?? false;
    this.timeout = options.timeout ?? Infinity;
    if (options.timeout !== undefined && options.timeout !== null) validateNumber(options.timeout, 'options.timeout', 0, 2 ** 31 - 1);
    this.signal = options.signal;
    this.plan = options.plan;
    this.assertions = 0;
    this.children = [];
    this.hooks = { before: [], beforeEach: [], after: [], afterEach: [] };
    this.depth = parent === undefined ? -1 : parent.depth + 1;
    this.error = undefined;
    this.controller = new AbortController();
  }

  /** Runs the children one after the other. */
  async runChildren() {
    const onlies = this.children.some((child) => child.only);
    for (let index = 0; index < this.children.length; index++) {
      const child = this.children[index];
      if (onlies && !child.only && !child.started) child.skip ||= '\'only\' option is set';
      await (child.running ??= child.run());
    }
  }

  async run() {
    this.started = true;
    const start = performance.now();
    if (!this.skip) {
      try {
        await this.limited();
      } catch (error) {
        this.error = error;
        this.failed = true;
      }
    }
    this.duration = performance.now() - start;
    this.ended = true;
    if (!this.failed && this.children.some((child) => child.failed && !child.todo)) {
      this.failed = true;
      const count = this.children.filter((child) => child.failed && !child.todo).length;
      this.error = Object.assign(new Error(`${count} subtest${count === 1 ? '' : 's'} failed`), { code: 'ERR_TEST_FAILURE', isSubtests: true });
    }
    require('internal/test_runner/report').ended(this);
    return this;
  }

  async limited() {
    if (this.timeout === Infinity) return this.body();
    let timer;
    const expired = new Promise((_, reject) => {
      timer = startTimer(() => {
        const error = new Error(`test timed out after ${this.timeout}ms`);
        this.controller.abort(error);
        reject(error);
      }, this.timeout);
    });
    try {
      await Promise.race([this.body(), expired]);
    } finally {
      clearTimeout(timer);
    }
  }

  async body() {
    const context = this.isSuite ? new SuiteContext(this) : new TestContext(this);
    const ancestors = [];
    for (let test = this.parent; test !== undefined; test = test.parent) ancestors.unshift(test);
    if (!this.isSuite) for (const test of ancestors) await test.callHooks('beforeEach', context);
    try {
      if (this.isSuite) {
        // What `describe` calls is collected first, then run.
        await inside(this, () => this.fn(context));
        await this.callHooks('before', context);
        await this.runChildren();
      } else {
        await inside(this, () => callWithDone(this.fn, context));
        await this.runChildren();
        if (this.plan !== undefined && this.assertions !== this.plan) {
          throw Object.assign(new Error(`plan expected ${this.plan} assertions but received ${this.assertions}`), { code: 'ERR_TEST_FAILURE' });
        }
      }
    } finally {
      await this.callHooks('after', context);
      if (!this.isSuite) for (const test of ancestors.reverse()) await test.callHooks('afterEach', context);
      context.mock?.reset();
      this.controller.abort();
    }
  }

  async callHooks(kind, context) {
    for (const hook of this.hooks[kind]) {
      if (kind === 'before' && hook.called) continue;
      hook.called = true;
      await callWithDone(hook.fn, context);
    }
  }
}

/** A function with a second parameter gets a callback, as in Node. */
function callWithDone(fn, context) {
  if (fn.length < 2) return fn.call(context, context);
  return new Promise((resolve, reject) => {
    const returned = fn.call(context, context, (error) => (error ? reject(error) : resolve()));
    if (typeof returned?.then === 'function') reject(new Error('passed a callback but also returned a Promise'));
  });
}

const root = new Test(undefined, { name: '<root>', options: {}, fn() {} }, true);
let current = root;
/** Calls `fn` with `test` as what top-level `test()` and hooks belong to, up to its first `await`. */
async function inside(test, fn) {
  const before = current;
  current = test;
  let result;
  try {
    result = fn();
  } finally {
    current = before;
  }
  return result;
}

class SuiteContext {
  #test;
  constructor(test) {
    this.#test = test;
  }
  get name() { return this.#test.name; }
  get fullName() { return fullName(this.#test); }
  get filePath() { return process.argv[1]; }
  get signal() { return this.#test.controller.signal; }
}

function fullName(test) {
  return test.parent === undefined || test.parent === root ? test.name : `${fullName(test.parent)} > ${test.name}`;
}

class TestContext {
  #test;
  #mock;
  #assert;
  constructor(test) {
    this.#test = test;
  }
  get name() { return this.#test.name; }
  get fullName() { return fullName(this.#test); }
  get filePath() { return process.argv[1]; }
  get signal() { return this.#test.controller.signal; }
  get mock() { return this.#mock ??= new MockTracker(); }
  get error() { return this.#test.error ?? null; }
  get passed() { return !this.#test.failed; }
  /** node:assert, counted for `plan`. */
  get assert() {
    if (this.#assert !== undefined) return this.#assert;
    const assert = require('assert');
    this.#assert = {};
    for (const name of Object.keys(assert)) {
      if (typeof assert[name] !== 'function' || /^[A-Z]/.test(name) || name === 'strict') continue;
      this.#assert[name] = (...args) => {
        this.#test.assertions++;
        return assert[name](...args);
      };
    }
    return this.#assert;
  }
  plan(count) {
    validateNumber(count, 'count');
    this.#test.plan = count;
  }
  diagnostic(message) {
    require('internal/test_runner/report').diagnostic(this.#test, message);
  }
  skip(message) {
    this.#test.skip = message || true;
  }
  todo(message) {
    this.#test.todo = message || true;
  }
  runOnly() {}
  test(name, options, fn) {
    this.#test.assertions++;
    return add(this.#test, readArguments(name, options, fn), false, true);
  }
  before(fn) { addHook(this.#test, 'before', fn); }
  beforeEach(fn) { addHook(this.#test, 'beforeEach', fn); }
  after(fn) { addHook(this.#test, 'after', fn); }
  afterEach(fn) { addHook(this.#test, 'afterEach', fn); }
}

function addHook(test, kind, fn) {
  validateFunction(fn, 'fn');
  test.hooks[kind].push({ fn, called: false });
}

/** Adds a test. One of a test that is running runs when those before it have ended; others wait for their suite. */
function add(parent, described, isSuite, isRunning) {
  if (described.options.concurrency !== undefined && described.options.concurrency !== null && typeof described.options.concurrency !== 'boolean') {
    validateNumber(described.options.concurrency, 'options.concurrency', 1);
  }
  const child = new Test(parent, described, isSuite);
  const previous = parent.children.at(-1);
  parent.children.push(child);
  if (parent === root) startRoot();
  if (!isRunning) return Promise.resolve();
  child.running = (async () => {
    await previous?.running;
    return child.run();
  })();
  return child.running.then(() => undefined);
}

let rootStarted = false;
function startRoot() {
  if (rootStarted) return;
  rootStarted = true;
  const report = require('internal/test_runner/report');
  // After the file's own code: `only` and the hooks of the file are known then.
  setImmediate(async () => {
    try {
      await root.callHooks('before', undefined);
      await root.runChildren();
      await root.callHooks('after', undefined);
    } catch (error) {
      root.error = error;
      root.failed = true;
    }
    report.finish(root);
  });
}

function define(isSuite) {
  const describe = (extra) => (name, options, fn) => {
    const described = readArguments(name, options, fn);
    return add(current, { ...described, options: { ...described.options, ...extra } }, isSuite, false);
  };
  const test = describe({});
  for (const name of ['skip', 'todo', 'only']) test[name] = describe({ [name]: true });
  return test;
}

const hooks = {};
for (const kind of kHooks) hooks[kind] = (fn) => addHook(current, kind, fn);

module.exports = { test: define(false), suite: define(true), hooks };
