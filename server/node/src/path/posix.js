'use strict';

const { validateString } = require('internal/check');
const { extensionOf, formatter, matchesGlob: glob, normalizeSegments, withoutSuffix } = require('internal/path');

const SLASH = 47;
const isSlash = (code) => code === SLASH;

function endWithoutSlashes(path) {
  let end = path.length;
  while (end > 0 && path.charCodeAt(end - 1) === SLASH) end--;
  return end;
}

// The last segment, trailing slashes left out.
function lastSegment(path) {
  const end = endWithoutSlashes(path);
  // Names are short: a loop of our own is quicker than a call.
  let start = end;
  while (start > 0 && path.charCodeAt(start - 1) !== SLASH) start--;
  return path.slice(start, end);
}

const posix = {
  resolve(...args) {
    let path = '';
    let absolute = false;
    for (let i = args.length - 1; i >= 0 && !absolute; i--) {
      const part = args[i];
      validateString(part, `paths[${i}]`);
      if (part.length === 0) continue;
      path = path.length === 0 ? part : `${part}/${path}`;
      absolute = part.charCodeAt(0) === SLASH;
    }
    if (!absolute) {
      const cwd = process.cwd();
      path = `${cwd}/${path}`;
      absolute = cwd.charCodeAt(0) === SLASH;
    }
    const result = normalizeSegments(path, 0, !absolute, '/', isSlash);
    if (absolute) return `/${result}`;
    return result.length > 0 ? result : '.';
  },

  normalize(path) {
    validateString(path, 'path');
    if (path.length === 0) return '.';
    const absolute = path.charCodeAt(0) === SLASH;
    const trailing = path.charCodeAt(path.length - 1) === SLASH;
    let result = normalizeSegments(path, 0, !absolute, '/', isSlash);
    if (result.length === 0) {
      if (absolute) return '/';
      return trailing ? './' : '.';
    }
    if (trailing) result += '/';
    return absolute ? `/${result}` : result;
  },

  isAbsolute(path) {
    validateString(path, 'path');
    return path.length > 0 && path.charCodeAt(0) === SLASH;
  },

  join(...args) {
    let joined = '';
    for (let i = 0; i < args.length; i++) {
      const part = args[i];
      validateString(part, 'path');
      if (part.length > 0) joined = joined.length === 0 ? part : `${joined}/${part}`;
    }
    return joined.length === 0 ? '.' : posix.normalize(joined);
  },

  relative(from, to) {
    validateString(from, 'from');
    validateString(to, 'to');
    if (from === to) return '';
    from = posix.resolve(from);
    to = posix.resolve(to);
    if (from === to) return '';

    // The longest beginning that both have and that ends with a segment.
    const shorter = Math.min(from.length, to.length);
    let i = 0;
    let slash = 0;
    while (i < shorter) {
      const code = from.charCodeAt(i);
      if (code !== to.charCodeAt(i)) break;
      if (code === SLASH) slash = i;
      i++;
    }
    if (i === shorter && (i === from.length ? to.charCodeAt(i) : from.charCodeAt(i)) === SLASH) slash = i;

    let ups = '';
    if (from.length > 1) {
      for (let j = slash + 1; j <= from.length; j++) {
        if (j === from.length || from.charCodeAt(j) === SLASH) ups += ups.length === 0 ? '..' : '/..';
      }
    }
    const rest = to.slice(slash + 1);
    if (ups.length === 0) return rest;
    return rest.length === 0 ? ups : `${ups}/${rest}`;
  },

  toNamespacedPath(path) {
    // A notion of Windows only.
    return path;
  },

  dirname(path) {
    validateString(path, 'path');
    if (path.length === 0) return '.';
    // The last segment, then the slashes before it; a first slash always stays.
    let end = path.length;
    while (end > 1 && path.charCodeAt(end - 1) === SLASH) end--;
    const slash = path.lastIndexOf('/', end - 1);
    if (slash === -1) return '.';
    if (slash === 0) return '/';
    if (slash === 1 && path.charCodeAt(0) === SLASH) return '//';
    return path.slice(0, slash);
  },

  basename(path, suffix) {
    if (suffix !== undefined) validateString(suffix, 'suffix');
    validateString(path, 'path');
    const base = lastSegment(path);
    if (suffix === undefined || suffix.length === 0 || suffix.length > path.length) return base;
    return withoutSuffix(path, 0, base, endWithoutSlashes(path) - base.length, suffix);
  },

  extname(path) {
    validateString(path, 'path');
    return extensionOf(lastSegment(path));
  },

  format: formatter('/'),

  parse(path) {
    validateString(path, 'path');
    const parsed = { root: '', dir: '', base: '', ext: '', name: '' };
    if (path.length === 0) return parsed;
    const absolute = path.charCodeAt(0) === SLASH;
    if (absolute) parsed.root = '/';
    const base = lastSegment(path);
    // Directly under the root, Node takes the second dot of `..` for an extension.
    const ext = base === '..' && endWithoutSlashes(path) === 3 && absolute ? '.' : extensionOf(base);
    parsed.base = base;
    parsed.ext = ext;
    parsed.name = ext.length > 0 ? base.slice(0, -ext.length) : base;
    const start = base.length > 0 ? endWithoutSlashes(path) - base.length : 0;
    if (start > 0 && !(absolute && start === 1)) parsed.dir = path.slice(0, start - 1);
    else if (absolute) parsed.dir = '/';
    return parsed;
  },

  matchesGlob(path, pattern) {
    return glob(path, pattern, false);
  },

  sep: '/',
  delimiter: ':',
  win32: null,
  posix: null,
};

posix.posix = posix;
// Loaded when somebody asks for it: most programs never do.
Object.defineProperty(posix, 'win32', {
  __proto__: null,
  configurable: true,
  enumerable: true,
  get() {
    return require('path/win32');
  },
  set(value) {
    Object.defineProperty(posix, 'win32', {
      __proto__: null, configurable: true, enumerable: true, writable: true, value,
    });
  },
});

// The old name, still used by some programs.
posix._makeLong = posix.toNamespacedPath;

module.exports = posix;
