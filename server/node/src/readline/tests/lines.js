'use strict';
// Lines without a terminal: endings, iteration, questions, closing.
const assert = require('node:assert');
const readline = require('node:readline');
const { PassThrough } = require('node:stream');
const { once } = require('node:events');

(async () => {
  {
    const input = new PassThrough();
    const lines = [];
    const rl = readline.createInterface({ input });
    rl.on('line', (line) => lines.push(line));
    input.write('one\r');
    input.write('\ntwo\nthr');
    input.write('ee\u2028four\r\n\r\n');
    input.end('five');
    await once(rl, 'close');
    assert.deepStrictEqual(lines, ['one', 'two', 'three\u2028four', '', 'five']);
  }
  {
    const input = new PassThrough();
    input.end('a\nb\nc');
    const lines = [];
    for await (const line of readline.createInterface({ input, crlfDelay: Infinity })) lines.push(line);
    assert.deepStrictEqual(lines, ['a', 'b', 'c']);
  }
  {
    const input = new PassThrough();
    const output = new PassThrough();
    const rl = readline.promises.createInterface({ input, output });
    const answer = rl.question('name? ');
    input.write('bob\n');
    assert.strictEqual(await answer, 'bob');
    assert.strictEqual(String(output.read()), 'name? ');
    const controller = new AbortController();
    const aborted = rl.question('again? ', { signal: controller.signal });
    controller.abort();
    await assert.rejects(aborted, { name: 'AbortError' });
    rl.close();
    await assert.rejects(rl.question('late?'), { code: 'ERR_USE_AFTER_CLOSE' });
  }
  {
    const rl = readline.createInterface({ input: new PassThrough() });
    rl.setPrompt('# ');
    assert.strictEqual(rl.getPrompt(), '# ');
    assert.strictEqual(rl.terminal, false);
    const events = [];
    rl.on('pause', () => events.push('pause')).on('resume', () => events.push('resume')).on('close', () => events.push('close'));
    rl.pause();
    rl.resume();
    rl.close();
    rl.close();
    assert.deepStrictEqual(events, ['pause', 'resume', 'pause', 'close']);
    assert.throws(() => readline.createInterface({ input: new PassThrough(), historySize: -1 }), { code: 'ERR_OUT_OF_RANGE' });
    assert.throws(() => readline.createInterface({ input: new PassThrough(), completer: 1 }), { code: 'ERR_INVALID_ARG_VALUE' });
    const controller = new AbortController();
    const stopped = readline.createInterface({ input: new PassThrough(), signal: controller.signal });
    controller.abort();
    assert.strictEqual(stopped.closed, true);
  }
  {
    const output = new PassThrough();
    readline.cursorTo(output, 1, 2);
    readline.moveCursor(output, -3, 4);
    readline.clearLine(output, 0);
    readline.clearLine(output, -1);
    readline.clearScreenDown(output);
    assert.strictEqual(String(output.read()), '\x1b[3;2H\x1b[3D\x1b[4B\x1b[2K\x1b[1K\x1b[0J');
    assert.throws(() => readline.cursorTo(output, NaN), { code: 'ERR_INVALID_ARG_VALUE' });
    assert.throws(() => readline.cursorTo(output, 'x', 1), { code: 'ERR_INVALID_CURSOR_POS' });
    const screen = new readline.promises.Readline(output);
    await screen.cursorTo(0).clearLine(1).moveCursor(0, 1).clearScreenDown().commit();
    assert.strictEqual(String(output.read()), '\x1b[1G\x1b[0K\x1b[1B\x1b[0J');
    assert.throws(() => screen.clearLine(2), { code: 'ERR_OUT_OF_RANGE' });
  }
})().catch((error) => {
  console.error(error);
  process.exitCode = 1;
});
