'use strict';

// fs.cp: one algorithm (a generator that yields what it wants done) with a synchronous and an asynchronous driver.

const path = require('path');
const {
  codes: {
    ERR_FS_CP_DIR_TO_NON_DIR,
    ERR_FS_CP_EEXIST,
    ERR_FS_CP_EINVAL,
    ERR_FS_CP_FIFO_PIPE,
    ERR_FS_CP_NON_DIR_TO_DIR,
    ERR_FS_CP_SOCKET,
    ERR_FS_CP_SYMLINK_TO_SUBDIRECTORY,
    ERR_FS_CP_UNKNOWN,
    ERR_FS_EISDIR,
    ERR_INCOMPATIBLE_OPTION_PAIR,
    ERR_INVALID_RETURN_VALUE,
  },
} = require('internal/errors');
const { validateBoolean, validateFunction, validateInteger, validateObject } = require('internal/validators');
const { statsFromBytes } = require('internal/fs/stats');
const { pending } = require('internal/fs/file_handle');
const { messageError } = require('internal/fs/utils');

const native = lode.native('fs');

const DEFAULTS = {
  dereference: false,
  errorOnExist: false,
  filter: undefined,
  force: true,
  preserveTimestamps: false,
  recursive: false,
  verbatimSymlinks: false,
  mode: 0,
};

const EEXIST = 17;
const ENOTDIR = 20;
const EISDIR = 21;
const EINVAL = 22;
const OWNER_CAN_WRITE = 0o200;

function getCpOptions(options) {
  if (options === undefined) return { ...DEFAULTS };
  validateObject(options, 'options');
  options = { ...DEFAULTS, ...options };
  for (const name of
    ['dereference', 'errorOnExist', 'force', 'preserveTimestamps', 'recursive', 'verbatimSymlinks']) {
    validateBoolean(options[name], `options.${name}`);
  }
  if (options.mode == null) options.mode = 0;
  else validateInteger(options.mode, 'mode', 0, 7);
  if (options.dereference === true && options.verbatimSymlinks === true) {
    throw new ERR_INCOMPATIBLE_OPTION_PAIR('dereference', 'verbatimSymlinks');
  }
  if (options.filter !== undefined) validateFunction(options.filter, 'options.filter');
  return options;
}

// What a copy may be refused for: the asynchronous form tells it as a SystemError, the synchronous as a plain Error
// with a sentence of its own.
const REFUSALS = {
  '__proto__': null,
  'directory': [ERR_FS_EISDIR, EISDIR, 'EISDIR', 'ERR_FS_EISDIR',
                (src) => [`${src} is a directory (not copied)`, src],
                (src) => `Recursive option not enabled, cannot copy a directory: ${src}/`],
  'dirToNonDir': [ERR_FS_CP_DIR_TO_NON_DIR, EISDIR, 'EISDIR', 'ERR_FS_CP_DIR_TO_NON_DIR',
                  (src, dest) => [`cannot overwrite non-directory ${dest} with directory ${src}`, dest],
                  (src, dest) => `Cannot overwrite non-directory ${dest} with directory ${src}`],
  'nonDirToDir': [ERR_FS_CP_NON_DIR_TO_DIR, ENOTDIR, 'ENOTDIR', 'ERR_FS_CP_NON_DIR_TO_DIR',
                  (src, dest) => [`cannot overwrite directory ${dest} with non-directory ${src}`, dest],
                  (src, dest) => `Cannot overwrite directory ${dest} with non-directory ${src}`],
  'same': [ERR_FS_CP_EINVAL, EINVAL, 'EINVAL', 'ERR_FS_CP_EINVAL',
           (src, dest) => ['src and dest cannot be the same', dest],
           (src, dest) => `src and dest cannot be the same ${dest}`],
  'inside': [ERR_FS_CP_EINVAL, EINVAL, 'EINVAL', 'ERR_FS_CP_EINVAL',
             (src, dest) => [`cannot copy ${src} to a subdirectory of self ${dest}`, dest],
             (src, dest) => `Cannot copy ${src}/ to a subdirectory of self ${dest}`],
  'exists': [ERR_FS_CP_EEXIST, EEXIST, 'EEXIST', 'ERR_FS_CP_EEXIST',
             (src, dest) => [`${dest} already exists`, dest],
             (src, dest) => `[ERR_FS_CP_EEXIST]: Target already exists: cp returned EEXIST (${dest} already exists)`],
  'socket': [ERR_FS_CP_SOCKET, EINVAL, 'EINVAL', 'ERR_FS_CP_SOCKET',
             (src, dest) => [`cannot copy a socket file: ${dest}`, dest],
             (src, dest) => `Cannot copy a socket file: ${dest}`],
  'fifo': [ERR_FS_CP_FIFO_PIPE, EINVAL, 'EINVAL', 'ERR_FS_CP_FIFO_PIPE',
           (src, dest) => [`cannot copy a FIFO pipe: ${dest}`, dest],
           (src, dest) => `Cannot copy a FIFO pipe: ${dest}`],
  'unknown': [ERR_FS_CP_UNKNOWN, EINVAL, 'EINVAL', 'ERR_FS_CP_UNKNOWN',
              (src, dest) => [`cannot copy an unknown file type: ${dest}`, dest],
              (src, dest) => `Cannot copy an unknown file type: ${dest}`],
};

class Copy {
  #options;
  #synchronous;

  constructor(options, synchronous) {
    this.#options = options;
    this.#synchronous = synchronous;
  }

  #refuse(kind, src, dest) {
    const { 0: SystemError, 1: errno, 2: code, 3: own, 4: system, 5: plain } = REFUSALS[kind];
    if (this.#synchronous) return messageError(Error, own, plain(src, dest));
    const { 0: message, 1: at } = system(src, dest);
    return new SystemError({ message, path: at, syscall: 'cp', errno, code });
  }

  * start(src, dest) {
    const checked = yield* this.#check(src, dest);
    if (checked === undefined) return;
    yield* this.#checkParents(src, checked.srcStat, dest);
    const parent = path.dirname(dest);
    if (!(yield { operation: 'exists', path: parent })) yield { operation: 'mkdirTree', path: parent };
    yield* this.#copy(src, dest, checked);
  }

  // The stats of both sides once it is known that one may go to the other; undefined when the filter says no.
  * #check(src, dest) {
    if (this.#options.filter && !(yield { operation: 'filter', src, dest })) return undefined;
    const follow = this.#options.dereference;
    const srcStat = yield { operation: 'stat', path: src, follow };
    const destStat = yield { operation: 'statIfThere', path: dest, follow };
    if (destStat !== null) {
      if (areSame(srcStat, destStat)) throw this.#refuse('same', src, dest);
      if (srcStat.isDirectory() && !destStat.isDirectory()) throw this.#refuse('dirToNonDir', src, dest);
      if (!srcStat.isDirectory() && destStat.isDirectory()) throw this.#refuse('nonDirToDir', src, dest);
    }
    if (srcStat.isDirectory() && isInside(src, dest)) throw this.#refuse('inside', src, dest);
    return { srcStat, destStat };
  }

  // A link may hide that dest lies in src: so each directory above dest is compared with src.
  * #checkParents(src, srcStat, dest) {
    const srcParent = path.resolve(path.dirname(src));
    let above = path.resolve(path.dirname(dest));
    while (above !== srcParent && above !== path.parse(above).root) {
      const status = yield { operation: 'statIfThere', path: above, follow: true };
      if (status !== null && areSame(srcStat, status)) throw this.#refuse('inside', src, dest);
      above = path.dirname(above);
    }
  }

  * #copy(src, dest, { srcStat, destStat }) {
    if (srcStat.isDirectory()) {
      if (!this.#options.recursive) throw this.#refuse('directory', src, dest);
      yield* this.#directory(src, dest, srcStat, destStat);
    } else if (srcStat.isFile() || srcStat.isCharacterDevice() || srcStat.isBlockDevice()) {
      yield* this.#file(src, dest, srcStat, destStat);
    } else if (srcStat.isSymbolicLink()) {
      yield* this.#link(src, dest, destStat);
    } else if (srcStat.isSocket()) {
      throw this.#refuse('socket', src, dest);
    } else if (srcStat.isFIFO()) {
      throw this.#refuse('fifo', src, dest);
    } else {
      throw this.#refuse('unknown', src, dest);
    }
  }

  * #directory(src, dest, srcStat, destStat) {
    const { errorOnExist, force } = this.#options;
    if (destStat === null) {
      yield { operation: 'mkdir', path: dest };
    } else if (!this.#synchronous && errorOnExist && !force) {
      throw this.#refuse('exists', src, dest);
    }
    for (const name of yield { operation: 'list', path: src }) {
      const from = path.join(src, name);
      const to = path.join(dest, name);
      const checked = yield* this.#check(from, to);
      if (checked !== undefined) yield* this.#copy(from, to, checked);
    }
    // Last, since the mode may forbid to write into it.
    if (destStat === null) yield { operation: 'chmod', path: dest, mode: srcStat.mode };
  }

  * #file(src, dest, srcStat, destStat) {
    const { errorOnExist, force, mode, preserveTimestamps } = this.#options;
    if (destStat !== null) {
      if (!force) {
        if (errorOnExist) throw this.#refuse('exists', src, dest);
        return;
      }
      yield { operation: 'unlink', path: dest };
    }
    yield { operation: 'copyFile', src, dest, mode };
    if (!preserveTimestamps) return;
    // Times can't be set on a file that its owner can't write.
    const writable = (Number(srcStat.mode) & OWNER_CAN_WRITE) !== 0;
    if (!writable) yield { operation: 'chmod', path: dest, mode: Number(srcStat.mode) | OWNER_CAN_WRITE };
    // Read again: the copy was an access.
    const { atimeNs, mtimeNs } = yield { operation: 'stat', path: src, follow: true };
    yield { operation: 'utimes', path: dest, atime: Number(atimeNs) / 1e9, mtime: Number(mtimeNs) / 1e9 };
    if (!writable) yield { operation: 'chmod', path: dest, mode: srcStat.mode };
  }

  * #link(src, dest, destStat) {
    let target = yield { operation: 'readlink', path: src };
    if (!this.#options.verbatimSymlinks && !path.isAbsolute(target)) target = path.resolve(path.dirname(src), target);
    if (destStat === null) {
      yield { operation: 'symlink', target, path: dest };
      return;
    }
    let present;
    try {
      present = yield { operation: 'readlink', path: dest };
    } catch (error) {
      // A file, not a link: making the link says so.
      if (error.code === 'EINVAL' || error.code === 'UNKNOWN') {
        yield { operation: 'symlink', target, path: dest };
        return;
      }
      throw error;
    }
    if (!path.isAbsolute(present)) present = path.resolve(path.dirname(dest), present);
    const status = yield { operation: 'statIfThere', path: src, follow: true };
    if (status?.isDirectory() && isInside(target, present)) {
      throw new ERR_FS_CP_EINVAL({
        message: `cannot copy ${target} to a subdirectory of self ${present}`,
        path: dest, syscall: 'cp', errno: EINVAL, code: 'EINVAL',
      });
    }
    // The link would replace what it points into.
    if (status?.isDirectory() && isInside(present, target)) {
      throw new ERR_FS_CP_SYMLINK_TO_SUBDIRECTORY({
        message: `cannot overwrite ${present} with ${target}`,
        path: dest, syscall: 'cp', errno: EINVAL, code: 'EINVAL',
      });
    }
    yield { operation: 'unlink', path: dest };
    yield { operation: 'symlink', target, path: dest };
  }
}

function areSame(a, b) {
  return b.ino && b.dev && b.ino === a.ino && b.dev === a.dev;
}

// Whether dest is src or lies below it, by their texts.
function isInside(src, dest) {
  const from = path.resolve(src).split(path.sep).filter(Boolean);
  const to = path.resolve(dest).split(path.sep).filter(Boolean);
  return from.every((part, i) => to[i] === part);
}

function names(joined) {
  return joined === '' ? [] : joined.split('/');
}

function isMissing(error) {
  return error.code === 'ENOENT';
}

const SYNC = {
  __proto__: null,
  chmod: ({ path, mode }) => native.chmod(path, Number(mode)),
  copyFile: ({ src, dest, mode }) => native.copyFile(src, dest, mode),
  exists: ({ path }) => native.exists(path),
  filter({ src, dest }, options) {
    const keep = options.filter(src, dest);
    if (require('internal/util/types').isPromise(keep)) {
      throw new ERR_INVALID_RETURN_VALUE('boolean', 'filter', keep);
    }
    return keep;
  },
  list: ({ path }) => names(native.readdir(path)),
  mkdir: ({ path }) => native.mkdir(path, 0o777),
  mkdirTree: ({ path }) => native.mkdirTree(path, 0o777),
  readlink: ({ path }) => native.readlink(path),
  stat: ({ path, follow }) => statsFromBytes(native.statBytes(path, follow, false)),
  statIfThere({ path, follow }) {
    try {
      return SYNC.stat({ path, follow });
    } catch (error) {
      if (isMissing(error)) return null;
      throw error;
    }
  },
  symlink: ({ target, path }) => native.symlink(target, path),
  unlink: ({ path }) => native.unlink(path),
  utimes: ({ path, atime, mtime }) => native.utimes(path, atime, mtime),
};

const ASYNC = {
  __proto__: null,
  chmod: ({ path, mode }) => pending(native.chmodAsync, path, Number(mode)),
  copyFile: ({ src, dest, mode }) => pending(native.copyFileAsync, src, dest, mode),
  exists: ({ path }) => pending(native.accessAsync, path, 0).then(() => true, () => false),
  filter: ({ src, dest }, options) => options.filter(src, dest),
  list: ({ path }) => pending(native.readdirAsync, path).then(names),
  mkdir: ({ path }) => pending(native.mkdirAsync, path, 0o777),
  mkdirTree: ({ path }) => pending(native.mkdirTreeAsync, path, 0o777),
  readlink: ({ path }) => pending(native.readlinkAsync, path),
  stat: ({ path, follow }) => pending(native.statBytesAsync, path, follow, false).then(statsFromBytes),
  statIfThere({ path, follow }) {
    return ASYNC.stat({ path, follow }).catch((error) => {
      if (isMissing(error)) return null;
      throw error;
    });
  },
  symlink: ({ target, path }) => pending(native.symlinkAsync, target, path),
  unlink: ({ path }) => pending(native.unlinkAsync, path),
  utimes: ({ path, atime, mtime }) => pending(native.utimesAsync, path, atime, mtime),
};

function cpSync(src, dest, options) {
  const steps = new Copy(options, true).start(src, dest);
  for (let step = steps.next(); !step.done;) {
    let answer;
    try {
      answer = SYNC[step.value.operation](step.value, options);
    } catch (error) {
      step = steps.throw(error);
      continue;
    }
    step = steps.next(answer);
  }
}

async function cp(src, dest, options) {
  const steps = new Copy(options, false).start(src, dest);
  for (let step = steps.next(); !step.done;) {
    let answer;
    try {
      answer = await ASYNC[step.value.operation](step.value, options);
    } catch (error) {
      step = steps.throw(error);
      continue;
    }
    step = steps.next(answer);
  }
}

module.exports = { cp, cpSync, getCpOptions };
