'use strict';

// Colours for a stream, when it shows them and the user wants them.

// FORCE_COLOR decides alone where it is set.
function shouldColorize(stream) {
  if (process.env.FORCE_COLOR !== undefined) return require('internal/tty/color_depth').getColorDepth() > 2;
  return Boolean(stream?.isTTY) && (typeof stream.getColorDepth !== 'function' || stream.getColorDepth() > 2);
}

const codes = { blue: 34, green: 32, white: 39, yellow: 33, red: 31, gray: 90 };

const colors = {
  blue: '',
  green: '',
  white: '',
  yellow: '',
  red: '',
  gray: '',
  clear: '',
  reset: '',
  hasColors: false,
  shouldColorize,
  // The environment may have changed since.
  refresh() {
    const has = shouldColorize(process.stderr);
    colors.hasColors = has;
    for (const name in codes) colors[name] = has ? `\u001b[${codes[name]}m` : '';
    colors.clear = has ? '\u001bc' : '';
    colors.reset = has ? '\u001b[0m' : '';
  },
};

module.exports = colors;
