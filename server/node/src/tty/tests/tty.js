'use strict';
// isatty, colours by environment; what needs no terminal.
const assert = require('node:assert');
const tty = require('node:tty');

for (const value of [-1, 1e9, '0', 'x', undefined, NaN, 1.5]) assert.strictEqual(tty.isatty(value), false);
assert.throws(() => new tty.ReadStream(-1), { code: 'ERR_INVALID_FD', name: 'RangeError' });
assert.throws(() => new tty.WriteStream('1'), { code: 'ERR_INVALID_FD' });

const file = require('node:fs').openSync(__filename);
assert.strictEqual(tty.isatty(file), false);
assert.throws(() => new tty.WriteStream(file), {
  code: 'ERR_TTY_INIT_FAILED', message: 'TTY initialization failed: uv_tty_init returned EINVAL (invalid argument)',
});
require('node:fs').closeSync(file);

const { getColorDepth, hasColors } = tty.WriteStream.prototype;
for (const [environment, depth] of [
  [{}, 1], [{ TERM: 'dumb' }, 1], [{ TERM: 'xterm' }, 4], [{ TERM: 'xterm-256color' }, 8], [{ COLORTERM: 'truecolor' }, 24],
  [{ NO_COLOR: '1', TERM: 'xterm' }, 1], [{ FORCE_COLOR: '0' }, 1], [{ FORCE_COLOR: '3' }, 24], [{ TMUX: '1' }, 24],
  [{ CI: '1' }, 1], [{ CI: '1', TRAVIS: '1' }, 8], [{ CI: '1', GITHUB_ACTIONS: '1' }, 24], [{ TERM: 'mosh' }, 24],
  [{ TEAMCITY_VERSION: '9.1.0' }, 4], [{ TERM_PROGRAM: 'iTerm.app', TERM_PROGRAM_VERSION: '3.1' }, 24], [{ TERM: 'screen' }, 4],
]) assert.strictEqual(getColorDepth(environment), depth, JSON.stringify(environment));
const stream = { getColorDepth };
assert.strictEqual(hasColors.call(stream, { TERM: 'xterm' }), true);
assert.strictEqual(hasColors.call(stream, 256, { TERM: 'xterm' }), false);
assert.throws(() => hasColors.call(stream, 1), { code: 'ERR_OUT_OF_RANGE' });
