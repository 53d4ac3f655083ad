'use strict';

const { validateString } = require('internal/check');
const { extensionOf, formatter, matchesGlob: glob, normalizeSegments, withoutSuffix } = require('internal/path');

const SLASH = 47;
const BACKSLASH = 92;
const COLON = 58;
const DOT = 46;
const QUESTION_MARK = 63;

const isSeparator = (code) => code === SLASH || code === BACKSLASH;

function isDriveLetter(code) {
  return (code >= 65 && code <= 90) || (code >= 97 && code <= 122);
}

function isDrive(path) {
  return path.length > 1 && path.charCodeAt(1) === COLON && isDriveLetter(path.charCodeAt(0));
}

// The index after the run of characters for which `test` holds.
function skip(path, index, test) {
  while (index < path.length && test(path.charCodeAt(index))) index++;
  return index;
}

const notSeparator = (code) => !isSeparator(code);

// Reads `\\server\share` at the start of a path. `end` is the index after the share's name.
function uncRoot(path) {
  if (path.length < 2 || !isSeparator(path.charCodeAt(0)) || !isSeparator(path.charCodeAt(1))) return undefined;
  const serverEnd = skip(path, 2, notSeparator);
  if (serverEnd === 2 || serverEnd === path.length) return undefined;
  const shareStart = skip(path, serverEnd, isSeparator);
  if (shareStart === path.length) return undefined;
  const shareEnd = skip(path, shareStart, notSeparator);
  return { server: path.slice(2, serverEnd), share: path.slice(shareStart, shareEnd), end: shareEnd };
}

// The device (`C:` or `\\server\share`), how long the root is in the text, and whether the path is absolute.
function splitRoot(path) {
  const first = path.charCodeAt(0);
  if (path.length === 1) return isSeparator(first) ? { device: '', rootEnd: 1, absolute: true } : { device: '', rootEnd: 0, absolute: false };
  if (isSeparator(first)) {
    const unc = uncRoot(path);
    if (unc === undefined) return { device: '', rootEnd: 1, absolute: true };
    if (unc.server === '.' || unc.server === '?') {
      // `\\.\device`: the name of a device, not a share.
      return { device: `\\\\${unc.server}`, rootEnd: 4, absolute: true, unc };
    }
    return { device: `\\\\${unc.server}\\${unc.share}`, rootEnd: unc.end, absolute: true, unc };
  }
  if (isDrive(path)) {
    const absolute = path.length > 2 && isSeparator(path.charCodeAt(2));
    return { device: path.slice(0, 2), rootEnd: absolute ? 3 : 2, absolute };
  }
  return { device: '', rootEnd: 0, absolute: false };
}

// The last segment after `rootEnd`, trailing separators left out: [start, end).
function lastSegment(path, rootEnd) {
  let end = path.length;
  while (end > rootEnd && isSeparator(path.charCodeAt(end - 1))) end--;
  let start = end;
  while (start > rootEnd && !isSeparator(path.charCodeAt(start - 1))) start--;
  return { start, end };
}

// Names of devices, reserved in every folder.
const reservedNames = new Set([
  'CON', 'PRN', 'AUX', 'NUL', 'COM1', 'COM2', 'COM3', 'COM4', 'COM5', 'COM6', 'COM7', 'COM8', 'COM9', 'LPT1', 'LPT2',
  'LPT3', 'LPT4', 'LPT5', 'LPT6', 'LPT7', 'LPT8', 'LPT9', 'COM\xb9', 'COM\xb2', 'COM\xb3', 'LPT\xb9', 'LPT\xb2',
  'LPT\xb3',
]);

function startsWithReservedName(path) {
  const colon = path.indexOf(':');
  return colon > 0 && reservedNames.has(path.slice(0, colon).toUpperCase());
}

const win32 = {
  resolve(...args) {
    let device = '';
    let tail = '';
    let absolute = false;

    for (let i = args.length - 1; i >= -1; i--) {
      let path;
      if (i >= 0) {
        path = args[i];
        validateString(path, `paths[${i}]`);
        if (path.length === 0) continue;
      } else if (device.length === 0) {
        path = process.cwd();
        // With nothing to resolve and a Windows path, it is already the answer.
        if (args.length === 0 || ((args.length === 1 && (args[0] === '' || args[0] === '.')) &&
            isSeparator(path.charCodeAt(0)))) {
          return process.platform === 'win32' ? path : path.replace(/\//g, '\\');
        }
      } else {
        // Each drive has its own working directory, kept in the environment by the system.
        path = process.env[`=${device}`] || process.cwd();
        if (path === undefined ||
            (path.slice(0, 2).toLowerCase() !== device.toLowerCase() && path.charCodeAt(2) === BACKSLASH)) {
          path = `${device}\\`;
        }
      }

      const root = splitRoot(path);
      if (root.device.length > 0) {
        if (device.length > 0) {
          // Another device: this path says nothing about ours.
          if (root.device.toLowerCase() !== device.toLowerCase()) continue;
        } else {
          device = root.device;
        }
      }
      if (absolute) {
        if (device.length > 0) break;
      } else {
        tail = `${path.slice(root.rootEnd)}\\${tail}`;
        absolute = root.absolute;
        if (absolute && device.length > 0) break;
      }
    }

    tail = normalizeSegments(tail, 0, !absolute, '\\', isSeparator);
    return absolute ? `${device}\\${tail}` : `${device}${tail}` || '.';
  },

  normalize(path) {
    validateString(path, 'path');
    const { length } = path;
    if (length === 0) return '.';
    const first = path.charCodeAt(0);
    if (length === 1) return first === SLASH ? '\\' : path;

    let { device, rootEnd, absolute, unc } = splitRoot(path);
    if (unc !== undefined && device.length > 3 && unc.end === length && unc.server !== '.' && unc.server !== '?') {
      // Nothing but the root.
      return `\\\\${unc.server}\\${path.slice(unc.end - unc.share.length)}\\`;
    }
    const reserved = device.length === 0 && !absolute && startsWithReservedName(path);
    if (reserved) {
      rootEnd = path.indexOf(':') + 1;
      device = path.slice(0, rootEnd);
    }

    let tail = rootEnd < length ? normalizeSegments(path, rootEnd, !absolute, '\\', isSeparator) : '';
    if (tail.length === 0 && !absolute) tail = '.';
    if (tail.length > 0 && isSeparator(path.charCodeAt(length - 1))) tail += '\\';

    // A device's name must not come out as something else than a file's.
    if (reserved) return `.\\${device}${tail}`;
    if (!absolute && device.length === 0 && path.includes(':')) {
      // What is left must not turn into a drive (`./c:x`) that was not there before.
      if (tail.length >= 2 && isDriveLetter(tail.charCodeAt(0)) && tail.charCodeAt(1) === COLON) return `.\\${tail}`;
      let index = path.indexOf(':');
      do {
        if (index === length - 1 || isSeparator(path.charCodeAt(index + 1))) return `.\\${tail}`;
      } while ((index = path.indexOf(':', index + 1)) !== -1);
    }
    return absolute ? `${device}\\${tail}` : `${device}${tail}`;
  },

  isAbsolute(path) {
    validateString(path, 'path');
    if (path.length === 0) return false;
    return isSeparator(path.charCodeAt(0)) || (path.length > 2 && isDrive(path) && isSeparator(path.charCodeAt(2)));
  },

  join(...args) {
    let joined;
    let firstPart;
    for (let i = 0; i < args.length; i++) {
      const part = args[i];
      validateString(part, 'path');
      if (part.length === 0) continue;
      if (joined === undefined) joined = firstPart = part;
      else joined += `\\${part}`;
    }
    if (joined === undefined) return '.';

    // Joining must not make a share out of `\` and `\name`; a first part that begins like a share means one.
    let needsReplace = true;
    let slashes = 0;
    if (isSeparator(firstPart.charCodeAt(0))) {
      slashes++;
      if (firstPart.length > 1 && isSeparator(firstPart.charCodeAt(1))) {
        slashes++;
        if (firstPart.length > 2) {
          if (isSeparator(firstPart.charCodeAt(2))) slashes++;
          else needsReplace = false;
        }
      }
    }
    if (needsReplace) {
      slashes = skip(joined, slashes, isSeparator);
      if (slashes >= 2) joined = `\\${joined.slice(slashes)}`;
    }
    // Where a part names a device, Node joins and does not normalize.
    if (joined.includes(':') && joined.split('\\').some(startsWithReservedName)) return joined.replaceAll('/', '\\');
    return win32.normalize(joined);
  },

  relative(from, to) {
    validateString(from, 'from');
    validateString(to, 'to');
    if (from === to) return '';
    const fromResolved = win32.resolve(from);
    const toResolved = win32.resolve(to);
    if (fromResolved === toResolved) return '';
    // The file system does not care about case.
    const fromLower = fromResolved.toLowerCase();
    const toLower = toResolved.toLowerCase();
    if (fromLower === toLower) return '';

    if (fromResolved.length !== fromLower.length || toResolved.length !== toLower.length) {
      // Lower case can be longer; segments are compared instead of characters.
      return relativeBySegments(fromResolved, toResolved);
    }

    const trim = (path) => {
      let start = 0;
      let end = path.length;
      while (start < end && path.charCodeAt(start) === BACKSLASH) start++;
      while (end - 1 > start && path.charCodeAt(end - 1) === BACKSLASH) end--;
      return [start, end];
    };
    const [fromStart, fromEnd] = trim(fromLower);
    const [toStart, toEnd] = trim(toLower);
    const fromLength = fromEnd - fromStart;
    const toLength = toEnd - toStart;
    const shorter = Math.min(fromLength, toLength);
    let lastSeparator = -1;
    let i = 0;
    for (; i < shorter; i++) {
      const code = fromLower.charCodeAt(fromStart + i);
      if (code !== toLower.charCodeAt(toStart + i)) break;
      if (code === BACKSLASH) lastSeparator = i;
    }

    if (i !== shorter) {
      // Different devices have no way between them.
      if (lastSeparator === -1) return toResolved;
    } else {
      if (toLength > shorter) {
        if (toLower.charCodeAt(toStart + i) === BACKSLASH) return toResolved.slice(toStart + i + 1);
        // `from` is the root of a drive.
        if (i === 2) return toResolved.slice(toStart + i);
      }
      if (fromLength > shorter) {
        if (fromLower.charCodeAt(fromStart + i) === BACKSLASH) lastSeparator = i;
        else if (i === 2) lastSeparator = 3;
      }
      if (lastSeparator === -1) lastSeparator = 0;
    }

    let out = '';
    for (i = fromStart + lastSeparator + 1; i <= fromEnd; i++) {
      if (i === fromEnd || fromLower.charCodeAt(i) === BACKSLASH) out += out.length === 0 ? '..' : '\\..';
    }
    let at = toStart + lastSeparator;
    if (out.length > 0) return `${out}${toResolved.slice(at, toEnd)}`;
    if (toResolved.charCodeAt(at) === BACKSLASH) at++;
    return toResolved.slice(at, toEnd);
  },

  toNamespacedPath(path) {
    if (typeof path !== 'string' || path.length === 0) return path;
    const resolved = win32.resolve(path);
    if (resolved.length <= 2) return path;
    if (resolved.charCodeAt(0) === BACKSLASH) {
      if (resolved.charCodeAt(1) === BACKSLASH) {
        const code = resolved.charCodeAt(2);
        // A share, and not already a namespaced path.
        if (code !== QUESTION_MARK && code !== DOT) return `\\\\?\\UNC\\${resolved.slice(2)}`;
      }
    } else if (isDrive(resolved) && resolved.charCodeAt(2) === BACKSLASH) {
      return `\\\\?\\${resolved}`;
    }
    return resolved;
  },

  dirname(path) {
    validateString(path, 'path');
    const { length } = path;
    if (length === 0) return '.';
    if (length === 1) return isSeparator(path.charCodeAt(0)) ? path : '.';

    let rootEnd = -1;
    let offset = 0;
    if (isSeparator(path.charCodeAt(0))) {
      rootEnd = offset = 1;
      const unc = uncRoot(path);
      if (unc !== undefined) {
        if (unc.end === length) return path;
        // The separator after the share belongs to the root.
        rootEnd = offset = unc.end + 1;
      }
    } else if (isDrive(path)) {
      rootEnd = length > 2 && isSeparator(path.charCodeAt(2)) ? 3 : 2;
      offset = rootEnd;
    }

    let end = -1;
    let trailing = true;
    for (let i = length - 1; i >= offset; i--) {
      if (isSeparator(path.charCodeAt(i))) {
        if (!trailing) {
          end = i;
          break;
        }
      } else {
        trailing = false;
      }
    }
    if (end === -1) {
      if (rootEnd === -1) return '.';
      end = rootEnd;
    }
    return path.slice(0, end);
  },

  basename(path, suffix) {
    if (suffix !== undefined) validateString(suffix, 'suffix');
    validateString(path, 'path');
    // The drive is never part of a name.
    const from = isDrive(path) ? 2 : 0;
    const { start, end } = lastSegment(path, from);
    const base = path.slice(start, end);
    if (suffix === undefined || suffix.length === 0 || suffix.length > path.length) return base;
    return withoutSuffix(path, from, base, start, suffix);
  },

  extname(path) {
    validateString(path, 'path');
    const { start, end } = lastSegment(path, isDrive(path) ? 2 : 0);
    return extensionOf(path.slice(start, end));
  },

  format: formatter('\\'),

  parse(path) {
    validateString(path, 'path');
    const parsed = { root: '', dir: '', base: '', ext: '', name: '' };
    const { length } = path;
    if (length === 0) return parsed;

    let rootEnd = 0;
    if (length === 1) {
      if (isSeparator(path.charCodeAt(0))) {
        parsed.root = parsed.dir = path;
        return parsed;
      }
      parsed.base = parsed.name = path;
      return parsed;
    }
    if (isSeparator(path.charCodeAt(0))) {
      rootEnd = 1;
      const unc = uncRoot(path);
      if (unc !== undefined) rootEnd = unc.end === length ? length : unc.end + 1;
    } else if (isDrive(path)) {
      if (length === 2) {
        parsed.root = parsed.dir = path;
        return parsed;
      }
      rootEnd = 2;
      if (isSeparator(path.charCodeAt(2))) {
        if (length === 3) {
          parsed.root = parsed.dir = path;
          return parsed;
        }
        rootEnd = 3;
      }
    }
    if (rootEnd > 0) parsed.root = path.slice(0, rootEnd);

    const { start, end } = lastSegment(path, rootEnd);
    if (start < end) {
      const base = path.slice(start, end);
      const ext = extensionOf(base);
      parsed.base = base;
      parsed.ext = ext;
      parsed.name = ext.length > 0 ? base.slice(0, -ext.length) : base;
    }
    if (start < end && start > rootEnd) parsed.dir = path.slice(0, start - 1);
    else parsed.dir = parsed.root;
    return parsed;
  },

  matchesGlob(path, pattern) {
    return glob(path, pattern, true);
  },

  sep: '\\',
  delimiter: ';',
  win32: null,
  posix: null,
};

function relativeBySegments(fromResolved, toResolved) {
  const from = fromResolved.split('\\');
  const to = toResolved.split('\\');
  if (from.at(-1) === '') from.pop();
  if (to.at(-1) === '') to.pop();
  let i = 0;
  while (i < from.length && i < to.length && from[i].toLowerCase() === to[i].toLowerCase()) i++;
  if (i === 0) return toResolved;
  if (i === from.length && i === to.length) return '';
  const ups = '..\\'.repeat(from.length - i);
  if (to.length > i) return ups + to.slice(i).join('\\');
  return ups.slice(0, -1);
}

win32.win32 = win32;
win32.posix = require('path/posix');
win32._makeLong = win32.toNamespacedPath;

module.exports = win32;
