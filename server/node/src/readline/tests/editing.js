'use strict';
// A terminal: keys, moving, deleting, history, undo, the kill ring, completion.
const assert = require('node:assert');
const readline = require('node:readline');
const { PassThrough } = require('node:stream');

process.env.TERM = 'xterm';

function open(options) {
  const input = new PassThrough();
  const output = new PassThrough();
  output.columns = 80;
  const rl = readline.createInterface({ input, output, terminal: true, ...options });
  rl.shown = () => String(output.read() ?? '');
  rl.type = (keys) => {
    input.emit('data', Buffer.from(keys));
    return rl;
  };
  return rl;
}

{
  const keys = [];
  const input = new PassThrough();
  readline.emitKeypressEvents(input);
  input.on('keypress', (s, key) => keys.push([s, key.name, key.ctrl, key.meta, key.shift]));
  input.emit('data', Buffer.from('aB\r\x01\x1b[A\x1b[1;5C\x1bb\x1b[3~\x1b[Z\u20ac'));
  assert.deepStrictEqual(keys, [
    ['a', 'a', false, false, false], ['B', 'b', false, false, true], ['\r', 'return', false, false, false],
    ['\x01', 'a', true, false, false], [undefined, 'up', false, false, false], [undefined, 'right', true, false, false],
    [undefined, 'b', false, true, false], [undefined, 'delete', false, false, false], [undefined, 'tab', false, false, true],
    ['\u20ac', undefined, false, false, false],
  ]);
}
{
  const rl = open({ prompt: '> ' });
  rl.prompt();
  assert.strictEqual(rl.shown(), '\x1b[1G\x1b[0J> \x1b[3G');
  rl.type('one two three');
  assert.deepStrictEqual([rl.line, rl.cursor], ['one two three', 13]);
  rl.type('\x1b[D').type('\x1b[D');
  assert.strictEqual(rl.cursor, 11);
  rl.type('\x1bb');
  assert.strictEqual(rl.cursor, 8);
  rl.type('\x01').type('\x1bf').type('\x1bd');
  assert.strictEqual(rl.line, 'one three');
  rl.type('\x05').type('\x17');
  assert.strictEqual(rl.line, 'one ');
  rl.type('\x15');
  assert.strictEqual(rl.line, '');
  rl.type('\x19');
  assert.strictEqual(rl.line, 'one ');
  rl.type('\x1f');
  assert.strictEqual(rl.line, '');
  rl.type('\x1e');
  assert.strictEqual(rl.line, 'one ');
  rl.type('\x7f');
  assert.strictEqual(rl.line, 'one');
  assert.deepStrictEqual(rl.getCursorPos(), { rows: 0, cols: 5 });
  rl.close();
}
{
  const lines = [];
  const rl = open({ historySize: 2 });
  rl.on('line', (line) => lines.push(line));
  for (const line of ['first', 'second', 'third']) rl.type(`${line}\r`);
  assert.deepStrictEqual(lines, ['first', 'second', 'third']);
  assert.deepStrictEqual(rl.history, ['third', 'second']);
  rl.type('\x1b[A');
  assert.strictEqual(rl.line, 'third');
  rl.type('\x1b[A');
  assert.strictEqual(rl.line, 'second');
  rl.type('\x1b[B').type('\x1b[B');
  assert.strictEqual(rl.line, '');
  rl.type('pasted\nlines\n');
  assert.deepStrictEqual(lines.slice(3), ['pasted', 'lines']);
  let interrupted = 0;
  rl.once('SIGINT', () => interrupted++);
  rl.type('\x03');
  assert.strictEqual(interrupted, 1);
  rl.type('\x03');
  assert.strictEqual(rl.closed, true);
  const other = open();
  other.type('\x04');
  assert.strictEqual(other.closed, true);
}
{
  const rl = open({ completer: (line) => [['apple', 'apricot'].filter((word) => word.startsWith(line)), line] });
  rl.type('a').type('\t');
  assert.strictEqual(rl.line, 'ap');
  rl.shown();
  rl.type('\t').type('\t');
  assert.match(rl.shown(), /apple {4}apricot/);
  rl.type('r').type('\t');
  assert.strictEqual(rl.line, 'apricot');
  rl.close();
}
