// The prompt at a terminal, which `script` (util-linux) makes: completion with Tab, an await that is left with Ctrl+C, the history.
const { spawn } = require('node:child_process');
const { readFileSync, rmSync } = require('node:fs');
const { stripVTControlCharacters } = require('node:util');

// What is typed, and what the terminal shows at its end before the next is: keys that come at once are taken for a paste.
const PROMPT = '> ';
const steps = [
  ['', PROMPT],
  ['const o = { alpha: 1, beta: { gamma: 2 } }\r', PROMPT],
  ['o.al', 'o.al'], ['\t', 'pha'], [' + 1\r', PROMPT],
  ['o[\'be', 'o[\'be'], ['\t', 'ta\']'], ['.ga', '.ga'], ['\t', 'mma'], ['\r', PROMPT],
  ['\'abc\'.toUpp', '.toUpp'], ['\t', 'erCase'], ['()\r', PROMPT],
  ['require(\'path\').norm', '.norm'], ['\t', 'alize'], ['.name\r', PROMPT],
  ['[3].flatM', '.flatM'], ['\t', 'ap'], ['((n) => n + 1)\r', PROMPT],
  ['await new Promise(() => {})\r', '{})\r\r\n'],
  ['\x03', PROMPT],
  ['\'still here\'\r', PROMPT],
  ['.exit\r', ''],
];
rmSync('.local', { recursive: true, force: true });
const env = { ...process.env, TERM: 'xterm', HOME: process.cwd(), NO_COLOR: '1' };
delete env.XDG_STATE_HOME;
delete env.NODE_REPL_HISTORY;
const child = spawn('script', ['-qec', `"${process.execPath}" -i`, '/dev/null'], { env });
let shown = '';
let seen = 0;
child.stdout.setEncoding('utf8').on('data', (data) => {
  shown += data;
  if (!stripVTControlCharacters(shown.slice(seen)).endsWith(steps[0]?.[1] ?? PROMPT)) return;
  seen = shown.length;
  steps.shift();
  child.stdin.write(steps[0]?.[0] ?? '');
});
child.on('close', (code) => {
  const lines = stripVTControlCharacters(shown).split(/[\r\n]+/).map((line) => line.replace(/^> /, ''));
  console.log(lines.filter((line) => /^('|"|\d|\[|No longer|Uncaught|\{|undefined)/.test(line)).join('\n'));
  console.log(code, readFileSync('.local/state/lode/history', 'utf8').trim().split('\n'));
});
