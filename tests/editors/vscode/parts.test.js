// Parts of the extension that need no editor.
'use strict';
const assert = require('node:assert');
const { spawnSync } = require('node:child_process');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');
const { findServer } = require('../../../editors/vscode/src/server_path.ts');
const { moved } = require('../../../editors/vscode/src/values/moved.ts');

module.exports = async function (step) {
  await step('the named server counts, then the one of the extension, then that of the PATH', () => {
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'lode-path-'));
    const program = (name) => {
      fs.mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
      fs.writeFileSync(path.join(folder, name), '', { mode: 0o755 });
      return path.join(folder, name);
    };
    const find = (setting) => findServer({ setting, extension: folder, path: `${folder}/none:${folder}/bin` });
    assert.match(find('').problem, /no `lode` on the PATH/);
    const onPath = program('bin/lode');
    assert.deepEqual(find(''), { path: onPath, from: 'PATH' });
    const bundled = program('server/lode');
    assert.deepEqual(find(''), { path: bundled, from: 'extension' });
    const named = program('named');
    assert.deepEqual(find(` ${named}`), { path: named, from: 'setting' });
    assert.match(find('/nowhere/lode').problem, /not at \/nowhere\/lode, where the setting/);
    assert.match(find(folder).problem, /not at/);
    fs.rmSync(folder, { recursive: true });
  });

  await step('the extension is active within 100 ms', () => {
    const bundle = path.join(__dirname, '../../../editors/vscode/out/extension.js');
    const times = Array.from({ length: 9 }, () => {
      const { stdout, stderr } = spawnSync(process.execPath, [path.join(__dirname, 'activation_time.js'), bundle], { encoding: 'utf8' });
      assert.match(stdout, /^[\d.]+\n$/, stderr);
      return Number(stdout);
    }).sort((one, other) => one - other);
    console.log(`                ${times.join(', ')} ms`);
    // What else the machine does makes single runs longer, and none shorter.
    assert.ok(times[4] < 100);
  });

  await step('values move with the text', () => {
    // `[` and `]` are a value, `<` and `>` what is replaced; behind it stands what it is replaced by, and then the text that is left.
    const cases = [
      ['a = [1];\n<>b', 'x\n', 'a = [1];\nx\nb', false],
      ['<>a = [1];', 'x\n', 'x\na = [1];', false],
      ['x\n<y\n>a = [1];', '', 'x\na = [1];', false],
      ['<>a = [1];', '  ', '  a = [1];', true],
      ['a = [1]<>;', ' + 2', 'a = [1 + 2];', true],
      ['a = [1];<>', '\nb', 'a = [1];\nb', false],
      ['a = [1<23>4];', '', 'a = [14];', true],
      ['<x\na> = [1];', 'y', 'y = [1];', true],
      ['[f(\n<1>\n)];', '2', '[f(\n2\n)];', true],
      ['a <=\n> [1];', '=', 'a = [1];', true],
    ];
    for (const [before, text, after, isTouched] of cases) {
      const value = span(before.replace(/[<>]/g, ''), '[', ']');
      const edit = { range: span(before.replace(/[[\]]/g, ''), '<', '>'), text };
      assert.deepEqual(moved(value, edit), { span: span(after, '[', ']'), isTouched }, before);
    }
  });
};

function span(text, open, close) {
  const [head, rest] = text.split(open);
  const place = (text) => ({ line: text.split('\n').length - 1, character: text.split('\n').at(-1).length });
  return { start: place(head), end: place(head + rest.split(close)[0]) };
}
