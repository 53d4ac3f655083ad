'use strict';
// What the POSIX and the Windows flavour of `path` share.

const { validateString } = require('internal/check');

const DOT = 46;

// Takes `.`, `..` and empty segments out of `path` from `start` on. `..` above the beginning is kept when
// `allowAboveRoot`. The result has no separator at its ends.
function normalizeSegments(path, start, allowAboveRoot, separator, isSeparator) {
  const length = path.length;
  let result = '';
  // Where the result ended before each segment that a `..` could take back.
  const ends = [];
  let from = start;
  for (let i = start; i <= length; i++) {
    if (i < length && !isSeparator(path.charCodeAt(i))) continue;
    const size = i - from;
    const first = size > 0 && size <= 2 ? path.charCodeAt(from) : 0;
    if (size === 0 || (size === 1 && first === DOT)) {
      // Nothing to add.
    } else if (size === 2 && first === DOT && path.charCodeAt(from + 1) === DOT) {
      if (ends.length > 0) result = result.slice(0, ends.pop());
      else if (allowAboveRoot) result = result.length > 0 ? `${result}${separator}..` : '..';
    } else {
      ends.push(result.length);
      const segment = path.slice(from, i);
      result = result.length > 0 ? result + separator + segment : segment;
    }
    from = i + 1;
  }
  return result;
}

// The extension of a last segment: from its last dot, unless that begins it or the segment is `..`.
function extensionOf(base) {
  for (let dot = base.length - 1; dot > 0; dot--) {
    if (base.charCodeAt(dot) === DOT) return base === '..' ? '' : base.slice(dot);
  }
  return '';
}

function endsWith(text, suffix) {
  let i = text.length - suffix.length;
  if (i < 0) return false;
  for (let j = 0; j < suffix.length; i++, j++) {
    if (text.charCodeAt(i) !== suffix.charCodeAt(j)) return false;
  }
  return true;
}

// `base` (at `start` in `path`) without `suffix`. Node's two oddities are kept: nothing is left of a path that is the
// suffix, and when the suffix ends in the whole base, trailing separators stay.
function withoutSuffix(path, from, base, start, suffix) {
  if (suffix === path) return '';
  if (base.length < suffix.length && suffix.endsWith(base)) return path.slice(base.length > 0 ? start : from);
  return base.length > suffix.length && endsWith(base, suffix) ? base.slice(0, base.length - suffix.length) : base;
}

function formatWith(separator, pathObject) {
  require('internal/validators').validateObject(pathObject, 'pathObject');
  const dir = pathObject.dir || pathObject.root;
  const { ext } = pathObject;
  const base = pathObject.base || `${pathObject.name || ''}${ext ? `${ext[0] === '.' ? '' : '.'}${ext}` : ''}`;
  if (!dir) return base;
  return dir === pathObject.root ? `${dir}${base}` : `${dir}${separator}${base}`;
}

function formatter(separator) {
  // Node's is a bound function, which shows in its name.
  return { _format: formatWith }._format.bind(null, separator);
}
Object.defineProperty(formatWith, 'name', { __proto__: null, value: '_format', configurable: true });

function matchesGlob(path, pattern, windows) {
  require('internal/util').emitExperimentalWarning('glob');
  validateString(path, 'path');
  validateString(pattern, 'pattern');
  return require('internal/fs/glob').matchGlobPattern(path, pattern, windows);
}

module.exports = { extensionOf, formatter, matchesGlob, normalizeSegments, withoutSuffix };
