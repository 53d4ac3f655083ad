// A person's morning in VS Code, one step after the other, in the workbench itself.
'use strict';
const assert = require('node:assert');
const { until } = require('./harness.js');

/** The empty line at the end of main.js. */
const END = 16;

module.exports = async function (editor, step) {
  const { page } = editor;

  await step('the server runs, and says so in the status bar', async () => {
    await editor.open('main.js');
    await until(() => editor.serverRuns(), 'the server');
  });

  await step('VS Code took no longer to activate it than for extensions of its own', async () => {
    await editor.command('Developer: Show Running Extensions');
    const rows = page.locator('.runtime-extensions-editor .monaco-list-row');
    // The slowest come first, and only rows that can be seen are there.
    const times = new Map();
    await rows.first().hover();
    await until(async () => {
      for (const text of await rows.allInnerTexts()) {
        times.set(text.split('\n')[0], Number(/Activation: (\d+)ms/.exec(text)?.[1] ?? 0));
      }
      await page.mouse.wheel(0, 200);
      return times.has('Lode');
    }, 'Lode in the list');
    console.log(`                ${[...times].map(([name, took]) => `${name} ${took} ms`).join(', ')}`);
    const took = times.get('Lode');
    times.delete('Lode');
    // In these times VS Code itself is busy with starting; what the extension alone takes is measured without it.
    assert.ok(took < 100 || [...times.values()].some((other) => took <= other), `${took} ms`);
    await page.keyboard.press('Control+W');
    await editor.open('main.js');
  });

  await step('completion: the first row is what is meant', async () => {
    await editor.goTo(END);
    await editor.type('basket.');
    const rows = await editor.completions();
    assert.match(rows[0], /^add\b/, rows.join(' | '));
    await editor.screenshot('members');
    await editor.type('to');
    await until(async () => /^total\b/.test((await editor.completions())[0]), 'total to be first');
    await editor.picture('completion', 420);
    await page.keyboard.press('Enter');
    await until(async () => (await editor.lines()).some((line) => /basket\.total/.test(line)), 'what was chosen');
  });

  await step('hover: what a name is', async () => {
    await page.keyboard.press('Escape');
    assert.match(await editor.hover('discounted'), /discounted\(total/);
    await editor.screenshot('hover');
  });

  await step('a problem appears, and goes with its cause', async () => {
    await page.mouse.move(0, 0);
    await editor.goTo(END);
    await page.keyboard.press('Shift+End');
    await editor.type('basquet.total();');
    await editor.squiggles('error').first().waitFor();
    await page.keyboard.press('Home');
    await page.keyboard.press('Shift+End');
    await page.keyboard.press('Delete');
    await editor.squiggles('error').first().waitFor({ state: 'detached' });
  });

  await step('a quick fix is applied', async () => {
    await editor.type('if (!!total) basket.add();');
    await editor.squiggles('error').first().waitFor();
    await editor.goTo(END, 6);
    await page.locator('.editor-instance [class*=lightbulb]').first().waitFor();
    const actions = page.locator('.action-widget .monaco-list-row');
    await until(async () => {
      await page.keyboard.press('Control+.');
      return actions.first().waitFor({ timeout: 2000 }).then(() => true, () => false);
    }, 'the actions');
    await editor.screenshot('quick-fix');
    await page.keyboard.press('Enter');
    await until(async () => (await editor.lines()).some((line) => line === 'if (total) basket.add();'), 'the fix');
  });

  await step('go to definition opens the other file', async () => {
    await editor.goTo(8, 16);
    await page.keyboard.press('F12');
    await until(async () => (await editor.file()) === 'basket.js', 'basket.js');
    await until(async () => /Ln 15, Col 17/.test(await editor.cursor()), 'the cursor at the definition');
  });

  await step('rename reaches the other file', async () => {
    await page.keyboard.press('F2');
    const box = page.locator('.rename-box input');
    await box.waitFor();
    await box.fill('reduced');
    await page.keyboard.press('Enter');
    await until(async () => (await editor.lines()).some((line) => /function reduced/.test(line)), 'the new name here');
    await editor.open('main.js');
    await until(async () => (await editor.lines()).filter((line) => /reduced/.test(line)).length === 2, 'the new name there');
  });

  await step('values appear at the ends of lines', async () => {
    await editor.goTo(END);
    await page.keyboard.press('Shift+End');
    await page.keyboard.press('Delete');
    await editor.goTo(1);
    await page.locator('.codelens-decoration a').filter({ hasText: 'Live' }).click();
    await editor.valueAt('const total', /^25\.05$/);
    await editor.valueAt('console.log(`', /» 12 apple\s+» 1 melon\s+» 2 coffee/);
  });

  await step('lines that were not reached have a mark', async () => {
    await until(async () => (await editor.marks()) === 1, 'a mark');
    await editor.goTo(END);
    await editor.type('if (price > 100) basket.add();');
    await until(async () => (await editor.marks()) === 2, 'a mark at the line of which a part was not reached');
    await editor.screenshot('coverage');
    await editor.eraseLine(END);
    await until(async () => (await editor.marks()) === 1, 'that mark to go');
  });

  await step('they have the colours of the theme, and are dim while the text is newer', async () => {
    const colour = async () => (await editor.lineEnds()).find(([text]) => text.includes('const total'))?.[2];
    const is = (wanted) => until(async () => (await colour()) === wanted, { toString: () => `the colour ${wanted}` });
    await is('rgb(127, 168, 201)');
    await editor.goTo(END);
    await editor.type('if (');
    await is('rgba(127, 168, 201, 0.4)');
    await editor.screenshot('stale');
    await editor.eraseLine(END);
    await is('rgb(127, 168, 201)');
    await editor.command('Preferences: Toggle between Light/Dark Themes');
    await is('rgb(59, 110, 150)');
    await editor.screenshot('light');
    await editor.command('Preferences: Toggle between Light/Dark Themes');
    await is('rgb(127, 168, 201)');
  });

  await step('and change with what is typed', async () => {
    await editor.goTo(5, 22);
    await editor.select(3);
    await editor.type('2.1');
    await editor.valueAt('const total', /^13\.45$/);
    await editor.goTo(1);
    await page.locator('.codelens-decoration a').filter({ hasText: 'Stop' }).waitFor();
    await editor.picture('values', 330);
  });

  await step('they stay, dim, while a program that takes its time runs again', async () => {
    await editor.goTo(END);
    await editor.type('for (const end = Date.now() + 800; Date.now() < end; );');
    await until(async () => !/loading/.test(await page.locator('[id="lode.lode.lode"] a').getAttribute('aria-label')), 'it to have run');
    await editor.valueAt('const total', /^13\.45$/);
    await page.evaluate(() => {
      window.longestWithout = 0;
      window.isWatched = true;
      let seenAt = performance.now();
      const look = () => {
        const line = [...document.querySelectorAll('.editor-instance .view-line')].find(({ textContent }) => /const.total/.test(textContent));
        const spans = line ? [...line.querySelectorAll('span span')] : [];
        if (spans.some((span) => !['none', 'normal'].includes(getComputedStyle(span, '::after').content))) {
          seenAt = performance.now();
        }
        window.longestWithout = Math.max(window.longestWithout, performance.now() - seenAt);
        if (window.isWatched) {
          requestAnimationFrame(look);
        }
      };
      look();
    });
    await editor.goTo(5, 22);
    await editor.select(3);
    await editor.type('3.1');
    await editor.valueAt('const total', /^15\.45$/);
    // VS Code itself draws some lines without what stands behind them, for a moment.
    const longest = await page.evaluate(() => ((window.isWatched = false), window.longestWithout));
    assert.ok(longest < 200, `${longest} ms without a value`);
    await editor.goTo(5, 22);
    await editor.select(3);
    await editor.type('2.1');
    await editor.eraseLine(END);
    await editor.valueAt('const total', /^13\.45$/);
  });

  await step('they move along with the text, and are dim where it was edited', async () => {
    await editor.goTo(6);
    await page.keyboard.press('Enter');
    await editor.valueAt('const total', /^13\.45$/);
    await page.keyboard.press('Backspace');
  });

  await step('the hover over a value has all of it, and what can be done with it', async () => {
    await editor.hoverLineEnd('const basket');
    const hover = await editor.hoverText();
    assert.match(hover, /Basket/);
    assert.match(hover, /Copy/);
    await editor.screenshot('value-hover');
    await page.locator('.monaco-hover:not(.hidden) a').filter({ hasText: 'Copy' }).first().click();
    await until(async () => /^Basket \{/.test(await page.evaluate(() => navigator.clipboard.readText())), 'the value on the clipboard');
    await page.keyboard.press('Escape');
  });

  await step('the view of values: lines, and members when they are opened', async () => {
    await editor.command('Lode: Focus on Values View');
    const rows = page.locator('.pane-body .monaco-list-row');
    await rows.filter({ hasText: '13.45' }).first().waitFor();
    await rows.filter({ hasText: "basket.add('coffee'" }).click();
    await page.keyboard.press('ArrowRight');
    await rows.filter({ hasText: /^items/ }).click();
    await page.keyboard.press('ArrowRight');
    await rows.filter({ hasText: /^2\{.*coffee/ }).waitFor();
    await editor.screenshot('view');
  });

  await step('the view is searched', async () => {
    const rows = page.locator('.pane-body .monaco-list-row');
    await editor.command('Lode: Search Values');
    await page.locator('.quick-input-widget input').fill('total');
    await until(async () => (await rows.count()) === 1 && /13\.45/.test(await rows.first().innerText()), 'one row');
    await page.keyboard.press('Enter');
    await editor.command('Lode: Clear the Search');
    await until(async () => (await rows.count()) > 5, 'all rows');
  });

  await step('the history of a value that was many', async () => {
    await editor.open('main.js');
    await editor.goTo(9);
    await editor.command('Lode: History of the Value');
    const rows = page.locator('.quick-input-list .monaco-list-row');
    await until(async () => (await rows.count()) === 3, 'three values');
    assert.match((await rows.allInnerTexts()).join('\n'), /12[^]*1[^]*2/);
    await page.locator('.quick-input-widget').evaluate((widget) => Promise.all(widget.getAnimations({ subtree: true }).map((each) => each.finished)));
    await editor.screenshot('history');
    await page.keyboard.press('Escape');
  });

  await step('a value becomes a comment, and is checked from then on', async () => {
    await editor.goTo(7);
    await editor.command('Lode: Insert Value as Comment');
    await editor.valueAt('const total', /✓/);
    assert.equal((await editor.lines()).find((line) => /const total/.test(line)), 'const total = basket.total(); //=> 13.45');
    await page.keyboard.press('Control+Z');
  });

  await step('selected code is evaluated', async () => {
    await editor.goTo(7, 15);
    await editor.select('basket.total()'.length);
    await editor.command('Lode: Evaluate the Selection');
    await editor.valueAt('const total', /= 13\.45/);
    await editor.screenshot('selection');
    await page.keyboard.press('ArrowLeft');
    await editor.valueAt('const total', /^13\.45$/);
  });

  await step('an error stands where it was thrown', async () => {
    await editor.open('main.js');
    await editor.goTo(END);
    await editor.type("throw new RangeError('sold out');");
    await editor.valueAt('throw new', /RangeError: sold out|sold out/);
    await until(async () => (await editor.lineEnds()).find(([text]) => text.includes('throw new'))?.[2] === 'rgb(244, 135, 113)', 'the colour of errors');
    await until(async () => /Lode/.test(await editor.status()), 'the status');
    await editor.screenshot('error');
    await editor.eraseLine(END);
  });

  await step('a loop without an end is stopped', async () => {
    await editor.type('for (let i = 0; ; i++);');
    await until(async () => /stopped after .* in line 16/.test(await editor.status()), 'the status bar to say so', 20_000);
    await editor.picture('stopped');
    await editor.eraseLine(END);
    await editor.valueAt('const total', /^13\.45$/);
  });

  await step('a program that waits is stopped by its key', async () => {
    await editor.type("setInterval(() => {}, 1000);");
    await until(() => editor.has('Stop the Running Program'), 'the button that stops it');
    await page.keyboard.press('Control+K');
    await page.keyboard.press('Control+.');
    await until(async () => !(await editor.has('Stop the Running Program')), 'it to stop');
    await editor.eraseLine(END);
  });

  await step('a program is run once, and what it prints has an output', async () => {
    await editor.command('Lode: Hide Values');
    await editor.command('Lode: Run and Show Values');
    await editor.valueAt('const total', /^13\.45$/);
    await page.locator('.panel .monaco-select-box, .panel select').filter({ hasText: 'Lode: Program' }).first().waitFor();
    await editor.screenshot('run');
  });

  await step('values go when they are not wanted any more', async () => {
    await editor.command('Lode: Hide Values');
    await until(async () => (await editor.lineEnds()).length === 0, 'the ends of lines to be empty');
  });

  await step('and come and go with a key', async () => {
    const press = async () => {
      await editor.goTo(END);
      await page.keyboard.press('Control+K');
      await page.keyboard.press('Control+V');
    };
    await press();
    await editor.valueAt('const total', /^13\.45$/);
    await press();
    await until(async () => (await editor.lineEnds()).length === 0, 'the ends of lines to be empty');
  });
};
