// Runs the tests in VS Code: `main.js VSIX [PART]`. The exit code is 0 when all is well.
'use strict';
const assert = require('node:assert');
const fs = require('node:fs');
const path = require('node:path');
const { editorOf } = require('./editor.js');
const folders = require('./folders.test.js');
const { inExtensionHost, start, until } = require('./harness.js');
const packages = require('./packages.test.js');

const [vsix, wanted] = process.argv.slice(2);
const began = performance.now();

/** Each has an editor of its own, so that none finds what another has left. */
const PARTS = {
  async 'extension host'(vscode, editor, step) {
    await step('what can be asked of VS Code itself', async () => {
      const heard = [];
      const isFine = await inExtensionHost(vscode, path.join(__dirname, 'extension_host_suite.js'), (line) => {
        heard.push(line);
        const said = /TEST (.*)/.exec(line)?.[1];
        if (said) {
          console.log(`                ${said}`);
        }
      });
      if (!isFine) {
        throw new Error(heard.slice(-20).join('\n'));
      }
    });
  },

  async workbench(vscode, editor, step) {
    await step('VS Code opens the project', () => openProject(vscode));
    await require('./workbench.test.js')(editor, step);
    await step('nobody but this machine was asked for anything', () => {
      if (vscode.strangers.size > 0) {
        throw new Error([...vscode.strangers].join(', '));
      }
    });
  },

  async 'first things'(vscode, editor, step) {
    await openProject(vscode);
    await require('./welcome.test.js')(editor, step, vscode.hasLogs);
  },

  async 'two folders'(vscode, editor, step) {
    await vscode.open([], path.join(path.dirname(vscode.folder), 'all.code-workspace'));
    await vscode.page.locator('.explorer-folders-view .monaco-list-row').first().waitFor({ timeout: 60_000 });
    await folders.test(editor, step);
  },

  async packages(vscode, editor, step) {
    await openProject(vscode);
    await packages.test(editor, vscode.folder, step);
  },

  async 'no server'(vscode, editor, step) {
    await step('without a server the editor says so, and how to get one', async () => {
      await openProject(vscode);
      await until(async () => /Lode's server was not found.*Build it from Lode's sources/.test(await editor.notifications()), 'the sentence');
      await editor.screenshot('no-server');
      await editor.page.locator('.notification-list-item a, .notification-list-item .monaco-button').filter({ hasText: 'How to get it' }).first().click();
      const shown = editor.page.frameLocator('.webview.ready').frameLocator('iframe').locator('body');
      await until(async () => /lode\.path[^]*make editors/.test(await shown.innerText().catch(() => '')), 'the page that says how');
      await editor.screenshot('how-to-get-it');
    });
    await step('once it is named, it is started', async () => {
      await editor.open('main.js');
      vscode.setOnMachine({ 'lode.path': process.env.LODE_TEST_SERVER });
      await until(() => editor.serverRuns(), 'the server');
    });
  },

  async 'no trust'(vscode, editor, step) {
    const lens = (title) => editor.page.locator('.codelens-decoration a').filter({ hasText: title });
    await step('a folder without trust is answered about, and not run', async () => {
      await openProject(vscode);
      await until(() => editor.serverRuns(), 'the server');
      assert.match(await editor.hover('discounted'), /discounted\(total/);
      assert.equal(await editor.has('Show Values While Typing'), false);
      assert.equal(await editor.has('Run and Show Values'), false);
      await editor.command('Lode: Focus on Values View');
      await editor.page.locator('.welcome-view-content').filter({ hasText: 'not trusted' }).waitFor();
      await editor.screenshot('no-trust');
    });
    await step('and the server refuses to run it', async () => {
      await editor.goTo(1);
      await lens('Run').click();
      await until(async () => /trust/.test(await editor.notifications()), 'the sentence');
    });
    await step('until the folder is trusted', async () => {
      const { page } = editor;
      await page.keyboard.press('Escape');
      await page.locator('.welcome-view-content a').filter({ hasText: 'Manage Trust' }).click();
      await page.locator('.workspace-trust-editor a.monaco-button').filter({ hasText: /^Trust$/ }).click();
      await page.locator('.workspace-trust-header').filter({ hasText: 'You trust' }).waitFor();
      await editor.open('main.js');
      await until(() => editor.has('Show Values While Typing'), 'the button');
      await editor.goTo(1);
      await lens('Live').click();
      await editor.valueAt('const total', /^25\.05$/);
    });
  },
};

async function openProject(vscode) {
  await vscode.open([['openFile', vscode.remote(path.join(vscode.folder, 'src/main.js'))]]);
  await vscode.page.locator('.editor-instance .view-line').first().waitFor({ timeout: 60_000 });
}

/** How editors of parts are started, where not as usual. */
const STARTED = {
  'first things': { prepare: (project) => fs.writeFileSync(path.join(project, 'src/wrong.js'), 'debugger;\n') },
  'two folders': { prepare: folders.prepare },
  packages: { machine: { 'lode.path': '' }, path: [packages.onPath()] },
  'no server': { machine: { 'lode.path': '' } },
  'no trust': { isTrusted: false },
};

async function run(name, part) {
  const vscode = await start({ vsix: path.resolve(vsix), project: path.join(__dirname, 'project'), ...STARTED[name] });
  const editor = editorOf(vscode);
  try {
    await part(vscode, editor, step);
  } catch (error) {
    console.error(await editor.notifications().catch(() => ''));
    await editor.screenshot('failed').catch(() => {});
    throw error;
  } finally {
    await vscode.stop();
  }
}

async function step(what, body) {
  try {
    await body();
  } catch (error) {
    console.error(`FAIL  ${what}`);
    throw error;
  }
  console.log(`ok    ${((performance.now() - began) / 1000).toFixed(1).padStart(5)} s  ${what}`);
}

async function main() {
  await require('./parts.test.js')(step);
  for (const [name, part] of Object.entries(PARTS)) {
    if (!wanted || name === wanted) {
      // The workbench closes lists and hovers for reasons of its own: what failed is told, and tried once more in a new window.
      await run(name, part).catch((error) => {
        console.error(`${error.stack}\nAGAIN ${name}`);
        return run(name, part);
      });
    }
  }
}

main().catch((error) => {
  console.error(error.stack);
  process.exitCode = 1;
});
