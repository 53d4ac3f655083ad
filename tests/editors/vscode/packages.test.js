// A server that is found on the PATH, and how it says how far it is with reading packages.
'use strict';
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');
const assert = require('node:assert');
const { until } = require('./harness.js');

/** So many that they are not read between two looks. */
const PACKAGES = 300;

function text(number) {
  const functions = Array.from({ length: 300 }, (_, index) => `function step${index}(size) {\n  return { size: size + ${index} };\n}\n`);
  return `${functions.join('')}exports.make${number} = (size) => step1(size);\n`;
}

/** What `npm install` would do. */
function install(project) {
  const dependencies = {};
  for (let number = 0; number < PACKAGES; number++) {
    const name = `part-${number}`;
    const folder = path.join(project, 'node_modules', name);
    fs.mkdirSync(folder, { recursive: true });
    fs.writeFileSync(path.join(folder, 'package.json'), JSON.stringify({ name, version: '1.0.0', main: 'index.js' }));
    fs.writeFileSync(path.join(folder, 'index.js'), text(number));
    dependencies[name] = '1.0.0';
  }
  fs.writeFileSync(path.join(project, 'package.json'), JSON.stringify({ name: 'market', type: 'module', dependencies }));
}

/** A folder for the PATH in which the server is `lode`. */
function onPath() {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'lode-on-path-'));
  fs.symlinkSync(process.env.LODE_TEST_SERVER, path.join(folder, 'lode'));
  return folder;
}

async function test(editor, folder, step) {
  const { page } = editor;
  await step('a server that is on the PATH is started', async () => {
    await editor.open('main.js');
    await until(() => editor.serverRuns(), 'the server');
  });

  await step('the status bar says how far it is with reading packages, and stops saying it', async () => {
    await page.evaluate(() => {
      window.said = [];
      const look = () => {
        const text = document.getElementById('lode.lode.lode')?.textContent.replaceAll('\u00a0', ' ').trim();
        if (text && text !== window.said.at(-1)) {
          window.said.push(text);
        }
      };
      new MutationObserver(look).observe(document.body, { subtree: true, childList: true, characterData: true });
    });
    install(folder);
    const said = () => page.evaluate(() => window.said);
    await until(async () => (await said()).some((text) => /^Lode \d+ of \d+$/.test(text)), 'how far it is');
    await until(async () => (await said()).at(-1) === 'Lode', 'the end of it');
    console.log(`                ${(await said()).join(' | ')}`);
  });

  await step('then what packages export is completed, and imported', async () => {
    await editor.goTo(16);
    await editor.type('make14');
    const rows = await editor.completions();
    assert.match(rows[0], /^make14\b/, rows.join(' | '));
    await page.keyboard.press('Enter');
    await editor.goTo(1);
    await until(async () => (await editor.lines()).some((line) => /import .*make14.* from ['"]part-14['"]/.test(line)), 'the import');
    await editor.screenshot('import');
  });
}

module.exports = { onPath, test };
