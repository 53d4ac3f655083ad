'use strict';

// Glob patterns: braces are expanded, the rest is split at '/', and each part becomes a literal, a regular expression
// or GLOBSTAR. Backslashes are separators, so nothing can be escaped but by a class: `[[]`.

const GLOBSTAR = Symbol('GLOBSTAR');
// An upper limit for what one pattern's braces may become.
const kMaxExpansions = 100_000;

const POSIX_CLASSES = {
  '__proto__': null,
  '[:alnum:]': '\\p{L}\\p{Nl}\\p{Nd}',
  '[:alpha:]': '\\p{L}\\p{Nl}',
  '[:ascii:]': '\\x00-\\x7f',
  '[:blank:]': '\\p{Zs}\\t',
  '[:cntrl:]': '\\p{Cc}',
  '[:digit:]': '\\p{Nd}',
  '[:graph:]': '',
  '[:lower:]': '\\p{Ll}',
  '[:print:]': '',
  '[:punct:]': '\\p{P}',
  '[:space:]': '\\p{Z}\\t\\r\\n\\v\\f',
  '[:upper:]': '\\p{Lu}',
  '[:word:]': '\\p{L}\\p{Nl}\\p{Nd}\\p{Pc}',
  '[:xdigit:]': 'A-Fa-f0-9',
};

function escapeText(text) {
  return text.replace(/[-[\]{}()*+?.,\\^$|#\s/]/gu, '\\$&');
}

// The position of the bracket that closes the one at `start`, or -1.
function closing(text, start, open, close) {
  let depth = 0;
  for (let i = start; i < text.length; i++) {
    if (text[i] === open) depth++;
    else if (text[i] === close && --depth === 0) return i;
  }
  return -1;
}

// Splits at the commas that are in no inner brace.
function splitBrace(body) {
  const parts = [];
  let depth = 0;
  let start = 0;
  for (let i = 0; i < body.length; i++) {
    if (body[i] === '{') depth++;
    else if (body[i] === '}') depth--;
    else if (body[i] === ',' && depth === 0) {
      parts.push(body.slice(start, i));
      start = i + 1;
    }
  }
  parts.push(body.slice(start));
  return parts;
}

// `1..10`, `a..e`, `01..10..3`.
function sequence(body) {
  const match = /^(-?\d+|[a-zA-Z])\.\.(-?\d+|[a-zA-Z])(?:\.\.(-?\d+))?$/u.exec(body);
  if (match === null) return undefined;
  const { 1: from, 2: to, 3: by } = match;
  const numeric = /\d/u.test(from);
  if (numeric !== /\d/u.test(to)) return undefined;
  const first = numeric ? Number(from) : from.charCodeAt(0);
  const last = numeric ? Number(to) : to.charCodeAt(0);
  const step = Math.max(Math.abs(Number(by ?? 1)), 1);
  const padded = numeric && [from, to].some((text) => /^-?0\d/u.test(text));
  const width = padded ? Math.max(from.length, to.length) : 0;
  const items = [];
  const sign = first <= last ? 1 : -1;
  for (let value = first; sign * value <= sign * last && items.length < kMaxExpansions; value += sign * step) {
    if (!numeric) items.push(String.fromCharCode(value));
    else if (value < 0) items.push(`-${String(-value).padStart(width - 1, '0')}`);
    else items.push(String(value).padStart(width, '0'));
  }
  return items;
}

function expandBraces(pattern) {
  for (let start = pattern.indexOf('{'); start !== -1; start = pattern.indexOf('{', start + 1)) {
    // `${` is left alone, as shells do.
    if (pattern[start - 1] === '$') continue;
    const end = closing(pattern, start, '{', '}');
    if (end === -1) continue;
    const body = pattern.slice(start + 1, end);
    const items = sequence(body) ?? splitBrace(body);
    if (items.length < 2 && sequence(body) === undefined) continue;
    const before = pattern.slice(0, start);
    const afters = expandBraces(pattern.slice(end + 1));
    const results = [];
    for (const item of items) {
      for (const inner of expandBraces(item)) {
        for (const after of afters) {
          if (results.length < kMaxExpansions) results.push(before + inner + after);
        }
      }
    }
    return results;
  }
  return [pattern];
}

// A class at `start`: its source and where it ends, or undefined when it is no class.
function parseClass(text, start) {
  let i = start + 1;
  const negated = text[i] === '!' || text[i] === '^';
  if (negated) i++;
  let body = '';
  const first = i;
  for (; i < text.length; i++) {
    if (text[i] === ']' && i > first) {
      if (body === '') return undefined;
      const source = `[${negated ? '^/' : ''}${body}]`;
      return { source, end: i, literal: !negated && i === first + 1 ? text[first] : undefined };
    }
    if (text[i] === '[' && text[i + 1] === ':') {
      const end = text.indexOf(':]', i);
      const known = end === -1 ? undefined : POSIX_CLASSES[text.slice(i, end + 2)];
      if (known !== undefined) {
        body += known;
        i = end + 1;
        continue;
      }
    }
    if (text[i] === '-' && i > first && text[i + 1] !== undefined && text[i + 1] !== ']') body += '-';
    else body += text[i].replace(/[-[\]\\^&~|]/gu, '\\$&');
  }
  return undefined;
}

const EXTGLOB = /^[!?+*@]$/u;
const NOT_HIDDEN = '(?!\\.)';

function splitAlternatives(body) {
  const parts = [];
  let depth = 0;
  let start = 0;
  for (let i = 0; i < body.length; i++) {
    if (body[i] === '(') depth++;
    else if (body[i] === ')') depth--;
    else if (body[i] === '|' && depth === 0) {
      parts.push(body.slice(start, i));
      start = i + 1;
    }
  }
  parts.push(body.slice(start));
  return parts;
}

// The source of a regular expression for `text`. At the start of a name a wildcard never stands for a dot.
function source(text, atStart) {
  let result = '';
  for (let i = 0; i < text.length; i++) {
    const character = text[i];
    const hide = atStart && i === 0 ? NOT_HIDDEN : '';
    if (EXTGLOB.test(character) && text[i + 1] === '(') {
      const end = closing(text, i + 1, '(', ')');
      if (end !== -1) {
        const alternatives = splitAlternatives(text.slice(i + 2, end));
        const inner = alternatives.map((part) => source(part, atStart && i === 0 && character !== '!')).join('|');
        if (character === '!') {
          const rest = source(text.slice(end + 1), false);
          return `${result}${hide}(?!(?:${inner})${rest}$)[^/]*?${rest}`;
        }
        const repeat = character === '@' ? '' : character;
        result += `(?:${inner})${repeat}`;
        i = end;
        continue;
      }
    }
    if (character === '*') {
      while (text[i + 1] === '*') i++;
      result += `${hide}[^/]*?`;
    } else if (character === '?') {
      result += `${hide}[^/]`;
    } else if (character === '[') {
      const found = parseClass(text, i);
      if (found === undefined) {
        result += '\\[';
      } else {
        result += (found.literal === undefined ? hide : '') + found.source;
        i = found.end;
      }
    } else {
      result += escapeText(character);
    }
  }
  return result;
}

function compilePart(part, nocase) {
  if (part === '**') return GLOBSTAR;
  const magic = /[*?[]|[!+@]\(/u.test(part);
  if (!magic && !nocase) return part;
  if (/^\*+$/u.test(part)) return /^(?!\.)[^/]+$/u;
  const body = source(part, true);
  try {
    return new RegExp(`^${body}$`, nocase ? 'ui' : 'u');
  } catch {
    // A range in the wrong order: it matches nothing, as itself.
    return part;
  }
}

// The parts of a path or pattern without those that say nothing: 'a//b', 'a/./b', 'a/b/..'.
function simplify(parts) {
  const result = [];
  for (let i = 0; i < parts.length; i++) {
    const part = parts[i];
    const previous = result[result.length - 1];
    if (part === '' && i > 0 && i < parts.length - 1) continue;
    if (part === '.' && i > 0 && i < parts.length - 1) continue;
    if (part === '**' && previous === '**') continue;
    if (part === '..' && previous !== undefined && previous !== '' && previous !== '.' && previous !== '..' &&
        previous !== '**') {
      result.pop();
      continue;
    }
    result.push(part);
  }
  return result;
}

// One pattern as lists of parts, one for each expansion of its braces.
function compile(pattern, nocase = false) {
  return expandBraces(pattern.replace(/\\/g, '/')).map((expanded) => {
    return simplify(expanded.split('/')).map((part) => compilePart(part, nocase));
  });
}

function testPart(part, name) {
  if (typeof part === 'string') return part === name;
  return part.test(name);
}

// Whether the parts of a path match the parts of a pattern, all of them.
function matchParts(path, pattern, at = 0, from = 0) {
  for (; from < pattern.length; from++, at++) {
    const part = pattern[from];
    if (part === GLOBSTAR) {
      if (from === pattern.length - 1) {
        for (; at < path.length; at++) if (path[at][0] === '.') return false;
        return true;
      }
      for (let next = at; next <= path.length; next++) {
        if (matchParts(path, pattern, next, from + 1)) return true;
        if (next < path.length && path[next][0] === '.') return false;
      }
      return false;
    }
    if (at >= path.length || !testPart(part, path[at])) return false;
  }
  return at === path.length;
}

// path.matchesGlob().
function matchesGlob(path, pattern, windows = false) {
  const text = windows ? path.replace(/\\/g, '/') : path;
  const parts = simplify(text.split('/'));
  return compile(pattern, windows).some((compiled) => matchParts(parts, compiled));
}

module.exports = { GLOBSTAR, compile, matchParts, matchesGlob, testPart };
