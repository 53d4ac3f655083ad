'use strict';

// What an Interface does on a terminal: the line under edit, keys, history, completion, undo, the kill ring. Mixed into
// Interface's prototype.

const { getStringWidth, inspect, stripVTControlCharacters } = require('internal/util/inspect');
const { clearScreenDown, cursorTo, moveCursor } = require('internal/readline/callbacks');
const { charLengthAt, charLengthLeft, commonPrefix, kSubstringSearch } = require('internal/readline/utils');
const {
  kAddHistory, kBeforeEdit, kDeleteLeft, kDeleteLineLeft, kDeleteLineRight, kDeleteRight, kDeleteWordLeft, kDeleteWordRight,
  kGetDisplayPos, kHistoryNext, kHistoryPrev, kInsertString, kKillRing, kKillRingCursor, kLine, kMoveCursor, kOnLine,
  kPreviousKey, kPrompt, kPushToKillRing, kPushToUndoStack, kRedo, kRedoStack, kRefreshLine, kSawReturnAt, kSetRawMode,
  kTabComplete, kTabCompleter, kTtyWrite, kUndo, kUndoStack, kWordLeft, kWordRight, kWriteToOutput, kYank, kYankPop, kYanking,
} = require('internal/readline/symbols');

const kMaxUndoRedoStackSize = 2048;
const kMaxLengthOfKillRing = 32;
const lineEnding = /\r?\n|\r(?!\n)/g;
const wordAtEnd = /^\s*(?:[^\w\s]+|\w+)?/;
const wordAtStart = /^(?:\s+|[^\w\s]+|\w+)\s*/;
const wordAtStartOrNone = /^(?:\s+|\W+|\w+)\s*/;

const reverse = (text) => Array.from(text).reverse().join('');

module.exports = {
  __proto__: null,

  // History --------------------------------------------------------------------------------------------------------

  [kAddHistory]() {
    if (this.line.length === 0) return '';
    if (!this.history) return this.line;
    if (this.line.trim().length === 0) return this.line;
    if (this.history.length === 0 || this.history[0] !== this.line) {
      if (this.removeHistoryDuplicates) {
        const duplicate = this.history.indexOf(this.line);
        if (duplicate !== -1) this.history.splice(duplicate, 1);
      }
      this.history.unshift(this.line);
      if (this.history.length > this.historySize) this.history.pop();
    }
    this.historyIndex = -1;
    // The listener may take lines out, secrets for instance.
    const line = this.history[0];
    this.emit('history', this.history);
    return line;
  },

  [kHistoryNext]() {
    if (this.historyIndex < 0) return;
    this[kBeforeEdit](this.line, this.cursor);
    const search = this[kSubstringSearch] || '';
    let index = this.historyIndex - 1;
    while (index >= 0 && (!this.history[index].startsWith(search) || this.line === this.history[index])) index--;
    this.line = index === -1 ? search : this.history[index];
    this.historyIndex = index;
    this.cursor = this.line.length;
    this[kRefreshLine]();
  },

  [kHistoryPrev]() {
    if (this.historyIndex >= this.history.length || this.history.length === 0) return;
    this[kBeforeEdit](this.line, this.cursor);
    const search = this[kSubstringSearch] || '';
    let index = this.historyIndex + 1;
    while (index < this.history.length &&
           (!this.history[index].startsWith(search) || this.line === this.history[index])) index++;
    this.line = index === this.history.length ? search : this.history[index];
    this.historyIndex = index;
    this.cursor = this.line.length;
    this[kRefreshLine]();
  },

  // Inserting and completing ---------------------------------------------------------------------------------------

  [kInsertString](text) {
    this[kBeforeEdit](this.line, this.cursor);
    if (this.cursor < this.line.length) {
      this.line = this.line.slice(0, this.cursor) + text + this.line.slice(this.cursor);
      this.cursor += text.length;
      // Of several characters that come at once, the last draws the line.
      if (this.isCompletionEnabled) this[kRefreshLine]();
      else this[kWriteToOutput](text);
    } else {
      const oldPos = this.isCompletionEnabled ? this.getCursorPos() : null;
      this.line += text;
      this.cursor += text.length;
      if (oldPos !== null && oldPos.rows < this.getCursorPos().rows) this[kRefreshLine]();
      else this[kWriteToOutput](text);
    }
  },

  async [kTabComplete](lastKeypressWasTab) {
    this.pause();
    let value;
    try {
      value = await this.completer(this.line.slice(0, this.cursor));
    } catch (error) {
      this[kWriteToOutput](`Tab completion error: ${inspect(error)}`);
      return;
    } finally {
      this.resume();
    }
    this[kTabCompleter](lastKeypressWasTab, value);
  },

  // `completions` are for the text `completeOn` before the cursor. What all begin with is inserted; a second tab lists them.
  [kTabCompleter](lastKeypressWasTab, { 0: completions, 1: completeOn }) {
    if (!completions || completions.length === 0) return;
    const prefix = commonPrefix(completions.filter((completion) => completion !== ''));
    if (prefix.startsWith(completeOn) && prefix.length > completeOn.length) {
      this[kInsertString](prefix.slice(completeOn.length));
      return;
    }
    if (!completeOn.startsWith(prefix)) {
      this.line = this.line.slice(0, this.cursor - completeOn.length) + prefix + this.line.slice(this.cursor);
      this.cursor = this.cursor - completeOn.length + prefix.length;
      this[kRefreshLine]();
      return;
    }
    if (!lastKeypressWasTab) return;

    this[kBeforeEdit](this.line, this.cursor);
    const widths = completions.map((completion) => getStringWidth(completion));
    const width = Math.max(...widths) + 2;
    let maxColumns = Math.floor(this.columns / width) || 1;
    if (maxColumns === Infinity) maxColumns = 1;
    let output = '\r\n';
    let column = 0;
    let padding = 0;
    for (let i = 0; i < completions.length; i++) {
      const completion = completions[i];
      // An empty one separates groups.
      if (completion === '' || column === maxColumns) {
        output += '\r\n';
        column = 0;
        padding = 0;
      } else {
        output += ' '.repeat(padding);
      }
      if (completion !== '') {
        output += completion;
        padding = width - widths[i];
        column++;
      } else {
        output += '\r\n';
      }
    }
    if (column !== 0) output += '\r\n\r\n';
    this[kWriteToOutput](output);
    this[kRefreshLine]();
  },

  // Moving and deleting --------------------------------------------------------------------------------------------

  [kWordLeft]() {
    if (this.cursor === 0) return;
    this[kMoveCursor](-wordAtEnd.exec(reverse(this.line.slice(0, this.cursor)))[0].length);
  },

  [kWordRight]() {
    if (this.cursor >= this.line.length) return;
    this[kMoveCursor](wordAtStart.exec(this.line.slice(this.cursor))[0].length);
  },

  [kDeleteLeft]() {
    if (this.cursor === 0 || this.line.length === 0) return;
    this[kBeforeEdit](this.line, this.cursor);
    const size = charLengthLeft(this.line, this.cursor);
    this.line = this.line.slice(0, this.cursor - size) + this.line.slice(this.cursor);
    this.cursor -= size;
    this[kRefreshLine]();
  },

  [kDeleteRight]() {
    if (this.cursor >= this.line.length) return;
    this[kBeforeEdit](this.line, this.cursor);
    const size = charLengthAt(this.line, this.cursor);
    this.line = this.line.slice(0, this.cursor) + this.line.slice(this.cursor + size);
    this[kRefreshLine]();
  },

  [kDeleteWordLeft]() {
    if (this.cursor === 0) return;
    this[kBeforeEdit](this.line, this.cursor);
    let leading = this.line.slice(0, this.cursor);
    leading = leading.slice(0, leading.length - wordAtEnd.exec(reverse(leading))[0].length);
    this.line = leading + this.line.slice(this.cursor);
    this.cursor = leading.length;
    this[kRefreshLine]();
  },

  [kDeleteWordRight]() {
    if (this.cursor >= this.line.length) return;
    this[kBeforeEdit](this.line, this.cursor);
    const trailing = this.line.slice(this.cursor);
    this.line = this.line.slice(0, this.cursor) + trailing.slice(wordAtStartOrNone.exec(trailing)[0].length);
    this[kRefreshLine]();
  },

  [kDeleteLineLeft]() {
    this[kBeforeEdit](this.line, this.cursor);
    const deleted = this.line.slice(0, this.cursor);
    this.line = this.line.slice(this.cursor);
    this.cursor = 0;
    this[kPushToKillRing](deleted);
    this[kRefreshLine]();
  },

  [kDeleteLineRight]() {
    this[kBeforeEdit](this.line, this.cursor);
    const deleted = this.line.slice(this.cursor);
    this.line = this.line.slice(0, this.cursor);
    this[kPushToKillRing](deleted);
    this[kRefreshLine]();
  },

  [kPushToKillRing](deleted) {
    if (!deleted || deleted === this[kKillRing][0]) return;
    this[kKillRing].unshift(deleted);
    this[kKillRingCursor] = 0;
    while (this[kKillRing].length > kMaxLengthOfKillRing) this[kKillRing].pop();
  },

  [kYank]() {
    if (this[kKillRing].length === 0) return;
    this[kYanking] = true;
    this[kInsertString](this[kKillRing][this[kKillRingCursor]]);
  },

  // Puts the next older deletion in place of the one that was just inserted.
  [kYankPop]() {
    if (!this[kYanking] || this[kKillRing].length <= 1) return;
    const last = this[kKillRing][this[kKillRingCursor]];
    this[kKillRingCursor] = (this[kKillRingCursor] + 1) % this[kKillRing].length;
    const current = this[kKillRing][this[kKillRingCursor]];
    const head = this.line.slice(0, this.cursor - last.length);
    const tail = this.line.slice(this.cursor);
    this.line = head + current + tail;
    this.cursor = head.length + current.length;
    this[kRefreshLine]();
  },

  clearLine() {
    this[kMoveCursor](+Infinity);
    this[kWriteToOutput]('\r\n');
    this.line = '';
    this.cursor = 0;
    this.prevRows = 0;
  },

  [kLine]() {
    const line = this[kAddHistory]();
    this[kUndoStack] = [];
    this[kRedoStack] = [];
    this.clearLine();
    this[kOnLine](line);
  },

  [kPushToUndoStack](text, cursor) {
    if (this[kUndoStack].push({ text, cursor }) > kMaxUndoRedoStackSize) this[kUndoStack].shift();
  },

  [kUndo]() {
    if (this[kUndoStack].length === 0) return;
    this[kRedoStack].push({ text: this.line, cursor: this.cursor });
    const entry = this[kUndoStack].pop();
    this.line = entry.text;
    this.cursor = entry.cursor;
    this[kRefreshLine]();
  },

  [kRedo]() {
    if (this[kRedoStack].length === 0) return;
    this[kUndoStack].push({ text: this.line, cursor: this.cursor });
    const entry = this[kRedoStack].pop();
    this.line = entry.text;
    this.cursor = entry.cursor;
    this[kRefreshLine]();
  },

  // Where text ends on the screen ----------------------------------------------------------------------------------

  [kGetDisplayPos](text) {
    let offset = 0;
    let rows = 0;
    const { columns } = this;
    for (const char of stripVTControlCharacters(text)) {
      if (char === '\n') {
        rows += Math.ceil(offset / columns) || 1;
        offset = 0;
        continue;
      }
      if (char === '\t') {
        offset += this.tabSize - (offset % this.tabSize);
        continue;
      }
      const width = getStringWidth(char, false);
      if (width === 0 || width === 1) {
        offset += width;
      } else {
        // A wide character doesn't fit into the last column: it wraps.
        if ((offset + 1) % columns === 0) offset++;
        offset += 2;
      }
    }
    const cols = offset % columns;
    rows += (offset - cols) / columns;
    return { cols, rows };
  },

  getCursorPos() {
    return this[kGetDisplayPos](this[kPrompt] + this.line.slice(0, this.cursor));
  },

  [kMoveCursor](dx) {
    if (dx === 0) return;
    const oldPos = this.getCursorPos();
    this.cursor = Math.min(Math.max(this.cursor + dx, 0), this.line.length);
    const newPos = this.getCursorPos();
    if (oldPos.rows === newPos.rows) moveCursor(this.output, newPos.cols - oldPos.cols, 0);
    else this[kRefreshLine]();
  },

  // Keys -----------------------------------------------------------------------------------------------------------

  [kTtyWrite](s, key) {
    const previousKey = this[kPreviousKey];
    key ||= { __proto__: null };
    this[kPreviousKey] = key;
    if (!key.meta || key.name !== 'y') this[kYanking] = false;

    // Up and down go through the lines that begin with what stood before the cursor at first.
    if ((key.name === 'up' || key.name === 'down') && !key.ctrl && !key.meta && !key.shift) {
      if (this[kSubstringSearch] === null) this[kSubstringSearch] = this.line.slice(0, this.cursor);
    } else if (this[kSubstringSearch] !== null) {
      this[kSubstringSearch] = null;
      if (this.history.length === this.historyIndex) this.historyIndex = -1;
    }

    if (typeof key.sequence === 'string') {
      // Ctrl with `-` and with `^`, however the terminal names them.
      switch (key.sequence.codePointAt(0)) {
        case 0x1f: this[kUndo](); return;
        case 0x1e: this[kRedo](); return;
      }
    }
    if (key.name === 'escape') return;

    if (key.ctrl && key.shift) {
      if (key.name === 'backspace') this[kDeleteLineLeft]();
      else if (key.name === 'delete') this[kDeleteLineRight]();
    } else if (key.ctrl) {
      onControlKey(this, key.name);
    } else if (key.meta) {
      switch (key.name) {
        case 'b': this[kWordLeft](); break;
        case 'f': this[kWordRight](); break;
        case 'd':
        case 'delete': this[kDeleteWordRight](); break;
        case 'backspace': this[kDeleteWordLeft](); break;
        case 'y': this[kYankPop](); break;
      }
    } else {
      onPlainKey(this, s, key.name, previousKey);
    }
  },
};

function onControlKey(self, name) {
  switch (name) {
    case 'c':
      if (self.listenerCount('SIGINT') > 0) self.emit('SIGINT');
      else self.close();
      break;
    case 'h': self[kDeleteLeft](); break;
    case 'd':
      if (self.cursor === 0 && self.line.length === 0) self.close();
      else if (self.cursor < self.line.length) self[kDeleteRight]();
      break;
    case 'u': self[kDeleteLineLeft](); break;
    case 'k': self[kDeleteLineRight](); break;
    case 'a': self[kMoveCursor](-Infinity); break;
    case 'e': self[kMoveCursor](+Infinity); break;
    case 'b': self[kMoveCursor](-charLengthLeft(self.line, self.cursor)); break;
    case 'f': self[kMoveCursor](+charLengthAt(self.line, self.cursor)); break;
    case 'l':
      cursorTo(self.output, 0, 0);
      clearScreenDown(self.output);
      self[kRefreshLine]();
      break;
    case 'n': self[kHistoryNext](); break;
    case 'p': self[kHistoryPrev](); break;
    case 'y': self[kYank](); break;
    case 'z': suspend(self); break;
    case 'w':
    case 'backspace': self[kDeleteWordLeft](); break;
    case 'delete': self[kDeleteWordRight](); break;
    case 'left': self[kWordLeft](); break;
    case 'right': self[kWordRight](); break;
  }
}

function suspend(self) {
  if (process.platform === 'win32') return;
  if (self.listenerCount('SIGTSTP') > 0) {
    self.emit('SIGTSTP');
    return;
  }
  process.once('SIGCONT', () => {
    // Paused meanwhile by the program: then it stays so.
    if (!self.paused) {
      self.pause();
      self.emit('SIGCONT');
    }
    self[kSetRawMode](true);
    self[kRefreshLine]();
  });
  self[kSetRawMode](false);
  process.kill(process.pid, 'SIGTSTP');
}

function onPlainKey(self, s, name, previousKey) {
  if (self[kSawReturnAt] && name !== 'enter') self[kSawReturnAt] = 0;
  switch (name) {
    case 'return':
      self[kSawReturnAt] = Date.now();
      self[kLine]();
      break;
    case 'enter':
      // Right after a return it is the second half of CR LF.
      if (self[kSawReturnAt] === 0 || Date.now() - self[kSawReturnAt] > self.crlfDelay) self[kLine]();
      self[kSawReturnAt] = 0;
      break;
    case 'backspace': self[kDeleteLeft](); break;
    case 'delete': self[kDeleteRight](); break;
    case 'left': self[kMoveCursor](-charLengthLeft(self.line, self.cursor)); break;
    case 'right': self[kMoveCursor](+charLengthAt(self.line, self.cursor)); break;
    case 'home': self[kMoveCursor](-Infinity); break;
    case 'end': self[kMoveCursor](+Infinity); break;
    case 'up': self[kHistoryPrev](); break;
    case 'down': self[kHistoryNext](); break;
    case 'tab':
      if (typeof self.completer === 'function' && self.isCompletionEnabled) {
        self[kTabComplete](previousKey && previousKey.name === 'tab');
        break;
      }
      insertLines(self, s);
      break;
    default:
      insertLines(self, s);
  }
}

// Text that was typed or pasted, line by line.
function insertLines(self, s) {
  if (typeof s !== 'string' || !s) return;
  let from = 0;
  lineEnding.lastIndex = 0;
  let match;
  while ((match = lineEnding.exec(s)) !== null) {
    self[kInsertString](s.slice(from, match.index));
    from = lineEnding.lastIndex;
    self[kLine]();
    // A listener may have used the expression.
    lineEnding.lastIndex = from;
  }
  self[kInsertString](s.slice(from));
}
