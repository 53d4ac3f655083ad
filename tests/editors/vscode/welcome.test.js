// The first things that a person sees and presses: the walkthrough, keys and commands where they have a meaning, and the outputs.
'use strict';
const assert = require('node:assert');
const { until } = require('./harness.js');

module.exports = async function (editor, step, hasLogs) {
  const { page } = editor;

  await step('the walkthrough has a page for each of its steps', async () => {
    await editor.command('Welcome: Open Walkthrough');
    await editor.choose('Get started with Lode');
    const steps = page.locator('.getting-started-step');
    await steps.first().waitFor();
    const titles = await steps.locator('.step-title').allInnerTexts();
    assert.deepEqual(titles, ['See values while you type', 'What does not end is stopped', 'Find and mend problems', 'Have each answer once', 'Check what Lode needs']);
    const pages = [/new Basket/, /stopped after/, /source\.fixAll\.lode/, /Disable \(Workspace\)/, /libjavascriptcoregtk/];
    for (const [index, expected] of pages.entries()) {
      await steps.nth(index).locator('.step-title').click();
      const shown = page.frameLocator('.getting-started-media iframe').frameLocator('iframe').locator('body');
      await until(async () => expected.test(await shown.innerText().catch(() => '')), `${expected} in the page of ${titles[index]}`);
    }
    await steps.first().locator('.step-title').click();
    await editor.screenshot('walkthrough');
    await page.keyboard.press('Control+W');
  });

  await step('in a file that is no program there are no commands for programs', async () => {
    await editor.open('package.json');
    await editor.goTo(1);
    await page.keyboard.press('Control+K');
    await page.keyboard.press('Control+V');
    const offered = await editor.offered();
    assert.ok(offered.includes('Show Output'), offered.join(', '));
    for (const absent of ['Run and Show Values', 'Show Values While Typing', 'Stop the Running Program', 'Hide Values', 'Fix All Problems of the File', 'Show Menu']) {
      assert.ok(!offered.includes(absent), absent);
    }
    assert.equal(await editor.has('Run and Show Values'), false);
  });

  await step('in a program there are those that have a meaning now', async () => {
    await editor.open('main.js');
    await until(() => editor.serverRuns(), 'the server');
    const offered = await editor.offered();
    assert.ok(offered.includes('Run and Show Values') && offered.includes('Show Values While Typing'), offered.join(', '));
    for (const absent of ['Stop the Running Program', 'Hide Values', 'Copy Value', 'Search Values', 'Evaluate the Selection']) {
      assert.ok(!offered.includes(absent), absent);
    }
    assert.deepEqual(await editor.lineEnds(), []);
  });

  await step('keys run the program, and evaluate what is selected', async () => {
    await page.keyboard.press('Control+Alt+Enter');
    await editor.valueAt('const total', /^25\.05$/);
    await editor.command('Lode: Hide Values');
    await editor.goTo(7, 15);
    await editor.select('basket.total()'.length);
    await page.keyboard.press('Control+K');
    await page.keyboard.press('Control+Enter');
    await editor.valueAt('const total', /= 25\.05/);
    await page.keyboard.press('ArrowLeft');
  });

  await step('the item in the status bar opens a menu of what can be done', async () => {
    await page.locator('[id="lode.lode.lode"] a').click();
    const rows = page.locator('.quick-input-list .monaco-list-row');
    await rows.filter({ hasText: 'Run and show values' }).waitFor();
    await editor.screenshot('menu');
    await page.keyboard.press('Escape');
  });

  await step('what editor and server say to each other is in an output of its own, once that is wanted', async () => {
    if (!hasLogs) {
      console.error('!! NOT TESTED: outputs, since this VS Code has no part that writes logs: tests/editors/setup-vscode.sh compiles it');
      return;
    }
    await editor.command('Developer: Set Log Level');
    await editor.choose('Lode: Messages');
    await editor.choose('Trace');
    await editor.open('main.js');
    await editor.hover('discounted');
    await editor.command('Lode: Show Messages Between Editor and Server');
    await until(async () => /textDocument\/hover/.test(await editor.output()), 'the messages');
    await editor.screenshot('messages');
    await editor.command('Lode: Show Output');
    await until(async () => (await editor.output()).includes(`${process.env.LODE_TEST_SERVER} (setting)`), 'which server was started');
  });

  await step('the task that lints fills the list of problems', async () => {
    await editor.command('Lode: Lint the Folder');
    await editor.command('Problems: Focus on Problems View');
    await page.locator('.markers-panel .monaco-list-row').filter({ hasText: 'no-debugger' }).first().waitFor();
    await editor.screenshot('problems');
  });
};
