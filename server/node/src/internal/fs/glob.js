'use strict';

// fs.glob: a walk that keeps, for each directory, which parts of which patterns may match in it. One algorithm (a
// generator that asks for I/O) serves the synchronous and the asynchronous form.

const path = require('path');
const { codes: { ERR_INVALID_ARG_TYPE } } = require('internal/errors');
const { validateObject, validateString, validateStringArray } = require('internal/validators');
const { kEmptyObject } = require('internal/util');
const { GLOBSTAR, compile, matchParts, matchesGlob, testPart } = require('internal/fs/glob_pattern');
const { DirentFromStats } = require('internal/fs/readdir');
const { STATS_LENGTH, statsFromNumbers } = require('internal/fs/stats');
const { pending } = require('internal/fs/file_handle');

const native = lode.native('fs');

// The numbers of an entry's type, as in Dirent.
const DIRECTORY = 2;
const LINK = 3;

class Glob {
  #root;
  #patterns;
  #isExcluded;
  #withFileTypes;
  #results = new Set();
  #seen = new Set();
  #stack = [];
  // Directories on the stack by path: states found for one of them later join it.
  #pending = new Map();

  constructor(patterns, options = kEmptyObject) {
    validateObject(options, 'options');
    const { exclude, cwd, withFileTypes } = options;
    this.#root = toRoot(cwd) ?? '.';
    this.#withFileTypes = !!withFileTypes;
    this.#isExcluded = makeExclusion(exclude, this.#withFileTypes);
    if (typeof patterns === 'object' && patterns !== null) {
      validateStringArray(patterns, 'patterns');
    } else if (patterns === null) {
      throw new ERR_INVALID_ARG_TYPE('patterns', 'Array', patterns);
    } else {
      validateString(patterns, 'patterns');
      patterns = [patterns];
    }
    this.#patterns = patterns.flatMap((pattern) => compile(pattern));
  }

  globSync() {
    const results = [];
    const walk = this.#walk();
    for (let step = walk.next(); !step.done;) {
      const { operation, path: target, result } = step.value;
      if (result !== undefined) {
        results.push(result);
        step = walk.next();
        continue;
      }
      let answer;
      try {
        answer = operation === 'list' ? native.readdirTyped(target) : lstatNumbers(target);
      } catch {
        // What can't be looked at matches nothing.
      }
      step = walk.next(answer);
    }
    return results;
  }

  async* glob() {
    const walk = this.#walk();
    for (let step = walk.next(); !step.done;) {
      const { operation, path: target, result } = step.value;
      if (result !== undefined) {
        yield result;
        step = walk.next();
        continue;
      }
      let answer;
      try {
        answer = operation === 'list' ? await pending(native.readdirTypedAsync, target) :
          await pending(native.statAsync, target, false);
      } catch {
        // As above.
      }
      step = walk.next(answer);
    }
  }

  #full(relative) {
    return path.isAbsolute(relative) ? relative : path.resolve(this.#root, relative);
  }

  #push(relative, pattern, index) {
    const key = `${this.#patterns.indexOf(pattern)}:${index}:${relative}`;
    if (this.#seen.has(key)) return;
    this.#seen.add(key);
    const top = this.#pending.get(relative);
    if (top !== undefined) {
      top.push({ pattern, index });
      return;
    }
    const states = [{ pattern, index }];
    this.#pending.set(relative, states);
    this.#stack.push({ relative, states });
  }

  * #walk() {
    for (const pattern of this.#patterns) {
      const absolute = pattern[0] === '' && pattern.length > 1;
      this.#push(absolute ? '/' : '.', pattern, absolute ? 1 : 0);
    }
    while (this.#stack.length > 0) {
      const { relative, states } = this.#stack.pop();
      this.#pending.delete(relative);
      yield* this.#visit(relative, states);
    }
  }

  * #visit(directory, states) {
    const listing = [];
    for (const state of states) {
      const part = state.pattern[state.index];
      if (part === undefined) continue;
      if (typeof part === 'string') yield* this.#literal(directory, state, part);
      else listing.push(state);
    }
    if (listing.length === 0) return;
    const answer = yield { operation: 'list', path: this.#full(directory) };
    if (answer === undefined) return;
    for (const { pattern, index } of listing) {
      // `**` stands for nothing too: the directory itself, with or without a slash at its end.
      if (pattern[index] !== GLOBSTAR) continue;
      const rest = pattern.length - index - 1;
      if (rest === 0 || (rest === 1 && pattern[index + 1] === '')) yield* this.#foundDirectory(directory);
      if (pattern[index + 1] === '..') {
        const above = path.join(directory, '..');
        if (rest === 1) yield* this.#foundDirectory(above);
        else this.#push(above, pattern, index + 2);
      }
    }
    if (answer[0] === '') return;
    const names = answer[0].split('/');
    for (let i = 0; i < names.length; i++) yield* this.#entry(directory, names[i], answer[1][i], listing);
  }

  * #entry(directory, name, type, states) {
    const relative = join(directory, name);
    const isDirectory = type === DIRECTORY;
    const isHidden = name[0] === '.';
    // The program is asked about an entry at most once, and not about those that no pattern wants.
    let excluded;
    const isExcluded = () => excluded ??= this.#excludes(directory, name, type, relative);
    for (const { pattern, index } of states) {
      const part = pattern[index];
      const isLast = index === pattern.length - 1;
      if (part !== GLOBSTAR) {
        if (!testPart(part, name) || isExcluded()) continue;
        if (isLast) yield* this.#found(relative);
        else if (isDirectory) this.#push(relative, pattern, index + 1);
        continue;
      }
      const next = pattern[index + 1];
      const matches = !isLast && testPart(next, name);
      if ((isHidden && !matches) || isExcluded()) continue;
      if (!isHidden) {
        if (isDirectory) this.#push(relative, pattern, index);
        else if (isLast) yield* this.#found(relative);
      }
      if (isLast) continue;
      if (matches) {
        if (index + 1 === pattern.length - 1) yield* this.#found(relative);
        else if (isDirectory) this.#push(relative, pattern, index + 2);
      }
      // A link is not walked by `**`, but what follows the `**` is looked for in it.
      if ((matches || pattern[0] === '.') && (isDirectory || type === LINK)) this.#push(relative, pattern, index + 1);
    }
  }

  // A part without wildcards needs no listing: it is there or not.
  * #literal(directory, { pattern, index }, part) {
    const isLast = index === pattern.length - 1;
    if (part === '' && isLast) {
      if (directory === '.') return;
      const status = yield { operation: 'stat', path: this.#full(directory) };
      if (status !== undefined && (isDirectoryMode(status[1]) || isLinkMode(status[1]))) {
        yield* this.#foundDirectory(directory);
      }
      return;
    }
    if (part === '.') {
      if (!isLast) yield* this.#visit(directory, [{ pattern, index: index + 1 }]);
      return;
    }
    const relative = join(directory, part);
    if (isLast) {
      if (part === '..' && directory === '.') return;
      const status = yield { operation: 'stat', path: this.#full(relative) };
      if (status === undefined) return;
      if (this.#excludes(directory, part, typeOf(status[1]), relative)) return;
      yield* this.#found(relative);
      return;
    }
    this.#push(relative, pattern, index + 1);
  }

  #excludes(directory, name, type, relative) {
    if (this.#isExcluded === undefined) return false;
    return this.#isExcluded(relative, name, type, this.#full(directory));
  }

  * #foundDirectory(relative) {
    // A function is asked by the whole path, or with a Dirent that is relative too.
    const name = this.#withFileTypes ? path.basename(relative) : relative;
    if (this.#isExcluded?.(relative, name, DIRECTORY, path.dirname(relative))) return;
    yield* this.#found(relative);
  }

  * #found(relative) {
    if (this.#results.has(relative)) return;
    this.#results.add(relative);
    if (!this.#withFileTypes) {
      yield { result: relative };
      return;
    }
    const full = this.#full(relative);
    const numbers = yield { operation: 'stat', path: full };
    if (numbers === undefined) return;
    const shown = path.isAbsolute(relative) ? relative : path.join(this.#root, relative);
    yield { result: new DirentFromStats(path.basename(shown), statsFromNumbers(numbers), path.dirname(shown)) };
  }
}

// A fresh array: a result may be kept.
function lstatNumbers(target) {
  const numbers = new Float64Array(STATS_LENGTH);
  native.statInto(target, false, numbers, false);
  return numbers;
}

const MODE_TYPES = { __proto__: null, 0o040000: DIRECTORY, 0o120000: LINK };

function typeOf(mode) {
  return MODE_TYPES[mode & 0o170000] ?? 1;
}

function isDirectoryMode(mode) {
  return typeOf(mode) === DIRECTORY;
}

function isLinkMode(mode) {
  return typeOf(mode) === LINK;
}

function join(directory, name) {
  if (directory === '.') return name;
  return path.join(directory, name);
}

function toRoot(cwd) {
  if (cwd === undefined || cwd === null) return undefined;
  cwd = require('internal/url').toPathIfFileURL(cwd);
  validateString(cwd, 'paths[0]');
  return cwd;
}

// (relative path, name, type, directory) -> whether to leave the entry and what is below it out.
function makeExclusion(exclude, withFileTypes) {
  if (exclude === undefined || exclude === null) return undefined;
  if (Array.isArray(exclude)) {
    validateStringArray(exclude, 'options.exclude');
    const compiled = exclude.flatMap((pattern) => compile(pattern)).map((pattern) => {
      return pattern[0] === '.' ? pattern.slice(1) : pattern;
    });
    return (relative) => {
      const parts = relative.split('/');
      return compiled.some((pattern) => matchParts(parts, pattern));
    };
  }
  if (typeof exclude !== 'function') {
    throw new ERR_INVALID_ARG_TYPE('options.exclude', ['function', 'string[]'], exclude);
  }
  if (!withFileTypes) return (relative, name) => exclude(name);
  const { Dirent } = require('internal/fs/readdir');
  return (relative, name, type, directory) => exclude(new Dirent(name, type, directory));
}

module.exports = { Glob, matchGlobPattern: matchesGlob };
