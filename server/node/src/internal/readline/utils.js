'use strict';

// Keys and characters: what a terminal sends for a key press, and how long characters are.

const kUTF16SurrogateThreshold = 0x10000;
const kEscape = '\x1b';
const kSubstringSearch = Symbol('kSubstringSearch');

// Control sequences for the terminal.
function CSI(strings, ...args) {
  let result = `${kEscape}[`;
  for (let n = 0; n < strings.length; n++) {
    result += strings[n];
    if (n < args.length) result += args[n];
  }
  return result;
}
CSI.kEscape = kEscape;
CSI.kClearToLineBeginning = CSI`1K`;
CSI.kClearToLineEnd = CSI`0K`;
CSI.kClearLine = CSI`2K`;
CSI.kClearScreenDown = CSI`0J`;

// How many UTF-16 units the character before or at `i` has.
function charLengthLeft(text, i) {
  if (i <= 0) return 0;
  return (i > 1 && text.codePointAt(i - 2) >= kUTF16SurrogateThreshold) || text.codePointAt(i - 1) >= kUTF16SurrogateThreshold ?
    2 : 1;
}

function charLengthAt(text, i) {
  // At the end, the answer decides whether a key press inserts: one is inserted.
  if (text.length <= i) return 1;
  return text.codePointAt(i) >= kUTF16SurrogateThreshold ? 2 : 1;
}

// By what follows the escape character. A value is a name, or [name, modifier].
const sequences = new Map(Object.entries({
  '[P': 'f1', '[Q': 'f2', '[R': 'f3', '[S': 'f4', 'OP': 'f1', 'OQ': 'f2', 'OR': 'f3', 'OS': 'f4',
  '[11~': 'f1', '[12~': 'f2', '[13~': 'f3', '[14~': 'f4', '[200~': 'paste-start', '[201~': 'paste-end',
  '[[A': 'f1', '[[B': 'f2', '[[C': 'f3', '[[D': 'f4', '[[E': 'f5',
  '[15~': 'f5', '[17~': 'f6', '[18~': 'f7', '[19~': 'f8', '[20~': 'f9', '[21~': 'f10', '[23~': 'f11', '[24~': 'f12',
  '[A': 'up', '[B': 'down', '[C': 'right', '[D': 'left', '[E': 'clear', '[F': 'end', '[H': 'home',
  'OA': 'up', 'OB': 'down', 'OC': 'right', 'OD': 'left', 'OE': 'clear', 'OF': 'end', 'OH': 'home',
  '[1~': 'home', '[2~': 'insert', '[3~': 'delete', '[4~': 'end', '[5~': 'pageup', '[6~': 'pagedown',
  '[[5~': 'pageup', '[[6~': 'pagedown', '[7~': 'home', '[8~': 'end',
  '[a': ['up', 'shift'], '[b': ['down', 'shift'], '[c': ['right', 'shift'], '[d': ['left', 'shift'], '[e': ['clear', 'shift'],
  '[2$': ['insert', 'shift'], '[3$': ['delete', 'shift'], '[5$': ['pageup', 'shift'], '[6$': ['pagedown', 'shift'],
  '[7$': ['home', 'shift'], '[8$': ['end', 'shift'],
  'Oa': ['up', 'ctrl'], 'Ob': ['down', 'ctrl'], 'Oc': ['right', 'ctrl'], 'Od': ['left', 'ctrl'], 'Oe': ['clear', 'ctrl'],
  '[2^': ['insert', 'ctrl'], '[3^': ['delete', 'ctrl'], '[5^': ['pageup', 'ctrl'], '[6^': ['pagedown', 'ctrl'],
  '[7^': ['home', 'ctrl'], '[8^': ['end', 'ctrl'],
  '[Z': ['tab', 'shift'],
}));

const characterNames = new Map([
  ['\r', 'return'], ['\n', 'enter'], ['\t', 'tab'], ['\b', 'backspace'], ['\x7f', 'backspace'], [kEscape, 'escape'], [' ', 'space'],
]);
const isDigit = (ch) => ch >= '0' && ch <= '9';

// Gets the characters one by one with next() and emits 'keypress' for each key. An empty string ends an escape sequence
// that nothing followed.
function* emitKeys(stream) {
  while (true) {
    let ch = yield;
    let s = ch;
    let escaped = false;
    const key = { sequence: null, name: undefined, ctrl: false, meta: false, shift: false };

    if (ch === kEscape) {
      escaped = true;
      s += (ch = yield);
      if (ch === kEscape) s += (ch = yield);
    }

    if (escaped && (ch === 'O' || ch === '[')) {
      let code = ch;
      let modifier = 0;
      if (ch === 'O') {
        // ESC O letter, or ESC O modifier letter.
        s += (ch = yield);
        if (isDigit(ch)) {
          modifier = Number(ch) - 1;
          s += (ch = yield);
        }
        code += ch;
      } else {
        // ESC [ letter, ESC [ [ letter, ESC [ number ~, ESC [ number ; modifier ~ and the like.
        s += (ch = yield);
        if (ch === '[') {
          code += ch;
          s += (ch = yield);
        }
        const start = s.length - 1;
        if (isDigit(ch)) {
          s += (ch = yield);
          if (isDigit(ch)) {
            s += (ch = yield);
            if (isDigit(ch)) s += (ch = yield);
          }
        }
        if (ch === ';') {
          s += (ch = yield);
          if (isDigit(ch)) s += yield;
        }
        const command = s.slice(start);
        let match = /^(?:(\d\d?)(?:;(\d))?([~^$])|(\d{3}~))$/.exec(command);
        if (match !== null) {
          code += match[4] ?? match[1] + match[3];
          modifier = (match[2] || 1) - 1;
        } else if ((match = /^((\d;)?(\d))?([A-Za-z])$/.exec(command)) !== null) {
          code += match[4];
          modifier = (match[3] || 1) - 1;
        } else {
          code += command;
        }
      }
      key.ctrl = (modifier & 4) !== 0;
      key.meta = (modifier & 10) !== 0;
      key.shift = (modifier & 1) !== 0;
      key.code = code;
      const found = sequences.get(code);
      if (Array.isArray(found)) {
        key.name = found[0];
        key[found[1]] = true;
      } else {
        key.name = found ?? 'undefined';
      }
    } else if (characterNames.has(ch)) {
      key.name = characterNames.get(ch);
      key.meta = escaped;
    } else if (!escaped && ch <= '\x1a') {
      key.name = String.fromCharCode(ch.charCodeAt(0) + 'a'.charCodeAt(0) - 1);
      key.ctrl = true;
    } else if (/^[0-9A-Za-z]$/.test(ch)) {
      key.name = ch.toLowerCase();
      key.shift = /^[A-Z]$/.test(ch);
      key.meta = escaped;
    } else if (escaped) {
      // ESC and something else, or ESC alone.
      key.name = ch.length ? undefined : 'escape';
      key.meta = true;
    }

    key.sequence = s;
    if (s.length !== 0 && (key.name !== undefined || escaped)) {
      stream.emit('keypress', escaped ? undefined : s, key);
    } else if (charLengthAt(s, 0) === s.length) {
      // A single character that is no key with a name.
      stream.emit('keypress', s, key);
    }
    // What is left are pieces of something unknown: dropped.
  }
}

// The longest beginning that all have.
function commonPrefix(strings) {
  if (strings.length === 0) return '';
  if (strings.length === 1) return strings[0];
  const sorted = strings.toSorted();
  const min = sorted[0];
  const max = sorted[sorted.length - 1];
  for (let i = 0; i < min.length; i++) {
    if (min[i] !== max[i]) return min.slice(0, i);
  }
  return min;
}

module.exports = { charLengthAt, charLengthLeft, commonPrefix, emitKeys, kSubstringSearch, CSI };
