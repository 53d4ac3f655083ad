// What a person does in VS Code and sees there, for tests to say.
'use strict';
const path = require('node:path');
const { until } = require('./harness.js');

/** Texts in the editor have blanks that do not break. */
const plain = (text) => (text ?? '').replaceAll('\u00a0', ' ');

function editorOf(vscode) {
  const { page } = vscode;
  const lines = page.locator('.editor-instance .monaco-editor .view-line');
  const input = page.locator('.quick-input-widget input');

  /**
   * Opens the list that a key opens, types into it, and takes the row that then has the focus, which has to have `text`.
   * Tried again where it goes away: a window that is just trusted, or whose extensions start, closes it, and what it lists is what there was when it opened.
   */
  async function take(key, typed, text, what) {
    const row = page.locator('.quick-input-list .monaco-list-row.focused').filter({ hasText: text });
    const inTime = { timeout: 5000 };
    await until(
      () => page.keyboard.press(key)
        .then(() => input.fill(typed, inTime))
        .then(() => row.waitFor(inTime))
        .then(() => true, () => page.keyboard.press('Escape')),
      what,
      60_000,
    );
    await page.keyboard.press('Enter');
  }

  const editor = {
    page,
    /** Opens a file by name, and gives the keyboard to it. */
    async open(name) {
      await take('Control+P', name, path.basename(name), `${name} in the list`);
      await until(async () => (await editor.file()) === path.basename(name), `${name} to open`);
    },
    /** The file in front. */
    async file() {
      return page.locator('.tabs-container .tab.active').first().getAttribute('data-resource-name');
    },
    /** Runs a command by its title. */
    async command(title) {
      await take('F1', `>${title}`, title, `the command ${title}`);
      // Where the command asks for something itself, its question takes the place of the palette.
      await until(async () => !(await input.isVisible()) || !(await input.inputValue()).startsWith('>'), 'the palette to go');
    },
    /** Lines that are drawn, from the top, without what decorations add. */
    async lines() {
      const drawn = await lines.evaluateAll((all) => all.map((line) => ({ top: parseFloat(line.style.top), text: line.textContent })));
      return drawn.sort((one, other) => one.top - other.top).map(({ text }) => plain(text));
    },
    /** What stands behind the ends of lines: [text of the line, text behind it, its colour]. */
    async lineEnds() {
      const drawn = await lines.evaluateAll((all) =>
        all.flatMap((line) =>
          [...line.querySelectorAll('span span')].flatMap((span) => {
            const { content, color } = getComputedStyle(span, '::after');
            return content && content !== 'none' && content !== 'normal' ? [[parseFloat(line.style.top), line.textContent, JSON.parse(content), color]] : [];
          }),
        ),
      );
      return drawn.sort((one, other) => one[0] - other[0]).map(([, text, behind, color]) => [plain(text), plain(behind), color]);
    },
    /** How many lines have a mark beside their number; the light bulb stands there too. */
    marks: () => page.locator('.editor-instance .glyph-margin-widgets .cgmr:not([class*=lightbulb])').count(),
    /** Waits for what stands behind the first line that has `code` in it. */
    async valueAt(code, wanted) {
      let seen;
      const what = () => `${wanted} behind ${code}, where there was ${seen}`;
      return until(async () => {
        seen = (await editor.lineEnds()).filter(([text]) => text.includes(code)).map(([, behind]) => behind).join('');
        return wanted.test(seen) && seen;
      }, { toString: what });
    },
    /** Titles of Lode's commands that the palette has now. */
    async offered() {
      await page.keyboard.press('F1');
      await input.waitFor();
      await input.fill('>Lode: ');
      const rows = page.locator('.quick-input-list .monaco-list-row');
      await rows.filter({ hasText: 'Lode: Show Output' }).first().waitFor();
      // Only rows that can be seen are there; each says how many there are.
      const titles = new Map();
      await until(async () => {
        const seen = await rows.evaluateAll((all) => all.map((row) => [Number(row.dataset.index), row.querySelector('.label-name')?.textContent ?? '', Number(row.getAttribute('aria-setsize'))]));
        seen.forEach(([index, title]) => titles.set(index, plain(title)));
        await page.keyboard.press('PageDown');
        return titles.size >= seen[0]?.[2];
      }, 'all rows');
      await page.keyboard.press('Escape');
      return [...titles.values()].filter((title) => title.startsWith('Lode: ')).map((title) => title.slice('Lode: '.length));
    },
    /** Chooses in a list that VS Code asks with, by the text of a row; `typed` is what is typed to find it. */
    async choose(text, typed = text) {
      await input.fill(typed);
      const row = page.locator('.quick-input-list .monaco-list-row').filter({ hasText: text }).first();
      await row.waitFor();
      await row.click();
    },
    /** What an output has, as far as it can be seen. */
    async output() {
      return plain((await page.locator('.panel .view-line').allInnerTexts()).join('\n'));
    },
    async goTo(line, column = 1) {
      await page.keyboard.press('Control+G');
      await input.waitFor();
      await input.fill(`:${line}:${column}`);
      await page.keyboard.press('Enter');
      await input.waitFor({ state: 'hidden' });
    },
    /** Selects so many characters to the right. */
    async select(count) {
      for (let done = 0; done < count; done++) {
        await page.keyboard.press('Shift+ArrowRight');
      }
    },
    /** Empties a line, and leaves the cursor there. */
    async eraseLine(line) {
      await editor.goTo(line);
      await page.keyboard.press('Shift+End');
      await page.keyboard.press('Delete');
    },
    async type(text) {
      await page.keyboard.type(text, { delay: 15 });
    },
    /** Rows of the popup of completions, the first first. */
    async completions() {
      const rows = page.locator('.suggest-widget.visible .monaco-list-row');
      await rows.first().waitFor();
      return rows.evaluateAll((all) => all.sort((one, other) => one.dataset.index - other.dataset.index).map((row) => row.getAttribute('aria-label')));
    },
    /** What the hover over a word of the code says. */
    async hover(word) {
      const shown = page.locator('.monaco-hover:not(.hidden) .hover-contents').first();
      // A hover that is asked for while VS Code still closes another does not come.
      await until(async () => {
        await page.mouse.move(0, 0);
        await page.locator('.editor-instance .view-line span span').filter({ hasText: word }).last().hover();
        return shown.waitFor({ timeout: 3000 }).then(() => true, () => false);
      }, `the hover over ${word}`);
      return editor.hoverText();
    },
    /** Puts the mouse on what stands behind a line. */
    async hoverLineEnd(code) {
      await page.mouse.move(0, 0);
      const line = lines.filter({ hasText: code }).first();
      const box = await line.locator('span span').last().boundingBox();
      await page.mouse.move(box.x + box.width - 5, box.y + box.height / 2, { steps: 3 });
    },
    async hoverText() {
      const shown = page.locator('.monaco-hover:not(.hidden) .hover-contents');
      await shown.first().waitFor();
      return plain((await shown.allInnerTexts()).join('\n'));
    },
    /** Whether a button is shown. */
    async has(title) {
      return (await page.locator(`.editor-actions a[aria-label^="${title}"]`).count()) > 0;
    },
    /** Where the cursor is, as the status bar says. */
    async cursor() {
      return plain(await page.locator('[id="status.editor.selection"]').textContent());
    },
    /** Lode's item in the status bar. */
    async status() {
      return plain(await page.locator('[id="lode.lode.lode"]').textContent());
    },
    /** Whether the item says that the server runs: it has no picture then, as long as no values are shown. */
    async serverRuns() {
      const item = page.locator('[id="lode.lode.lode"]');
      return (await item.count()) > 0 && (await item.locator('.codicon').count()) === 0;
    },
    /** What the editor wanted to tell, whether it was seen or not. */
    async notifications() {
      await editor.command('Notifications: Show Notifications');
      return (await page.locator('.notification-list-item-message').allInnerTexts()).map(plain).join('\n');
    },
    squiggles: (severity) => page.locator(`.editor-instance .squiggly-${severity}`),
    async screenshot(name) {
      await page.screenshot({ path: path.join(process.env.SCREENSHOTS, `${name}.png`) });
    },
    /** A picture for the pages of the documentation: of the window, or of the file in front alone, so many pixels of it. */
    async picture(name, height) {
      const folder = process.env.UPDATE_IMAGES ? path.join(__dirname, '../../../docs/images') : process.env.SCREENSHOTS;
      const { x, y, width } = await page.locator('.editor-instance .monaco-editor').first().boundingBox();
      await page.mouse.move(0, 0);
      await page.screenshot({ path: path.join(folder, `${name}.png`), ...(height ? { clip: { x, y, width, height } } : {}) });
    },
  };
  return editor;
}

module.exports = { editorOf, plain };
