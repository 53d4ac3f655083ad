// A window with two folders that know nothing of each other.
'use strict';
const fs = require('node:fs');
const path = require('node:path');
const { until } = require('./harness.js');

/** Puts a second folder beside the project, with rules of its own, and a file that lists both; gives that file. */
function prepare(project) {
  const tools = path.join(path.dirname(project), 'tools');
  fs.mkdirSync(tools);
  fs.writeFileSync(path.join(tools, 'package.json'), '{ "name": "tools", "type": "module" }\n');
  fs.writeFileSync(path.join(tools, 'lode.json'), '{ "lint": { "rules": { "no-debugger": "off", "no-var": "error" } } }\n');
  fs.writeFileSync(path.join(tools, 'wrench.js'), 'export var wrench = { size: 12 };\ndebugger;\nconsole.log(wrench.size * 2);\n');
  fs.writeFileSync(path.join(project, 'src/wrong.js'), 'export var wrong = 1;\ndebugger;\n');
  fs.writeFileSync(path.join(path.dirname(project), 'all.code-workspace'), JSON.stringify({ folders: [{ path: 'market' }, { path: 'tools' }] }));
}

async function test(editor, step) {
  const { page } = editor;
  const messages = async () => {
    await editor.command('Problems: Focus on Problems View');
    return (await page.locator('.markers-panel .monaco-list-row').allInnerTexts()).join('\n');
  };

  await step('each folder of a window is judged by its own configuration', async () => {
    await editor.open('wrench.js');
    await until(() => editor.serverRuns(), 'the server');
    await editor.open('wrong.js');
    await until(async () => {
      const said = await messages();
      return /no-var[^]*wrench|wrench[^]*no-var/.test(said) && /no-debugger/.test(said) && said.match(/no-debugger/g).length === 1;
    }, 'what is wrong in both');
    await editor.screenshot('folders');
  });

  await step('and each runs in its own folder', async () => {
    await editor.open('wrench.js');
    await editor.command('Lode: Show Values While Typing');
    await editor.valueAt('console.log', /» 24/);
    await editor.open('main.js');
    await editor.command('Lode: Show Values While Typing');
    await editor.valueAt('const total', /^25\.05$/);
    await editor.open('wrench.js');
    await editor.valueAt('console.log', /» 24/);
  });

  await step('which folder is linted is asked', async () => {
    await editor.command('Lode: Lint the Folder');
    await editor.choose('tools');
    await until(async () => /lint/.test(await page.locator('.terminal-outer-container, .terminal-wrapper').first().innerText().catch(() => '')) || (await page.locator('.panel .terminal-tabs-entry, .panel .single-terminal-tab').count()) > 0, 'the task');
  });
}

module.exports = { prepare, test };
