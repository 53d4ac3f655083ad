'use strict';

// Which declarations a script makes at its top level: enough of JavaScript's grammar to tell, no more. Code that defeats it
// is run as if it declared nothing.

const identifierStart = /[\p{ID_Start}$_\\]/u;
const identifier = /[\p{ID_Continue}$_\\\u200c\u200d]+/uy;
const space = /\s+/y;
// After these a slash begins a regular expression.
const beforeRegExp = new Set([
  'return', 'typeof', 'instanceof', 'in', 'of', 'new', 'delete', 'void', 'throw', 'case', 'do', 'else', 'await', 'yield',
]);
const interesting = /\b(?:var|function)\b/;

// { lexical: [{ keyword, start, end, name, bodyEnd: of a class }], hasVariables, strict: position of the directive or -1 }
function findDeclarations(code) {
  const found = { lexical: [], hasVariables: false, strict: -1 };
  if (!interesting.test(code)) return found;
  let i = 0;
  let depth = 0;
  let previous = '';
  let inPrologue = true;
  // The class declaration whose body has not ended.
  let openClass;
  // Depths at which a template's `${` was opened.
  const templates = [];

  function skipString(quote) {
    for (i++; i < code.length && code[i] !== quote; i++) if (code[i] === '\\') i++;
    i++;
  }
  function skipTemplate() {
    for (; i < code.length; i++) {
      if (code[i] === '\\') {
        i++;
      } else if (code[i] === '`') {
        i++;
        return;
      } else if (code[i] === '$' && code[i + 1] === '{') {
        i += 2;
        templates.push(depth++);
        return;
      }
    }
  }
  function skipRegExp() {
    let inClass = false;
    for (i++; i < code.length && code[i] !== '\n'; i++) {
      if (code[i] === '\\') i++;
      else if (code[i] === '[') inClass = true;
      else if (code[i] === ']') inClass = false;
      else if (code[i] === '/' && !inClass) break;
    }
    i++;
  }

  while (i < code.length) {
    space.lastIndex = i;
    const blank = space.exec(code);
    if (blank !== null) {
      i = space.lastIndex;
      continue;
    }
    const char = code[i];
    if (char === '/' && code[i + 1] === '/') {
      const end = code.indexOf('\n', i);
      i = end === -1 ? code.length : end;
      continue;
    }
    if (char === '/' && code[i + 1] === '*') {
      const end = code.indexOf('*/', i + 2);
      i = end === -1 ? code.length : end + 2;
      continue;
    }
    if (identifierStart.test(char)) {
      identifier.lastIndex = i;
      const word = identifier.exec(code)[0];
      const start = i;
      i += word.length;
      const isStatement = previous === '' || previous === ';' || previous === '}' || previous === ')';
      if (depth === 0 && (word === 'let' || word === 'const' || word === 'class') && (isStatement || word !== 'class')) {
        const after = /^\s*([\p{ID_Continue}$_]+|[[{])/u.exec(code.slice(i, i + 200));
        if (after !== null) {
          const entry = { keyword: word, start, end: i, name: after[1], bodyEnd: -1 };
          found.lexical.push(entry);
          if (word === 'class') openClass = entry;
        }
      } else if ((depth === 0 && (word === 'var' || (word === 'function' && (isStatement || previous === 'async')))) ||
                 (depth === 1 && word === 'var' && previous === '(')) {
        found.hasVariables = true;
      }
      previous = word;
      inPrologue = false;
      continue;
    }
    if (char === '"' || char === "'") {
      const start = i;
      skipString(char);
      if (inPrologue && code.slice(start + 1, i - 1) === 'use strict') found.strict = start;
      previous = 'string';
      continue;
    }
    if (char === '`') {
      i++;
      skipTemplate();
      previous = 'string';
    } else if (char === '/' && (previous === '' || beforeRegExp.has(previous) || /[(,=:[!&|?{};+\-*%<>~^]/.test(previous))) {
      skipRegExp();
      previous = 'regexp';
    } else {
      if (char === '{' || char === '(' || char === '[') depth++;
      else if (char === '}' || char === ')' || char === ']') depth--;
      i++;
      previous = char;
      if (char === '}' && depth === 0 && openClass !== undefined) {
        openClass.bodyEnd = i;
        openClass = undefined;
      }
      if (char === '}' && templates[templates.length - 1] === depth) {
        templates.pop();
        skipTemplate();
        previous = 'string';
      }
    }
    if (char !== ';') inPrologue = false;
  }
  return found;
}

module.exports = { findDeclarations };
