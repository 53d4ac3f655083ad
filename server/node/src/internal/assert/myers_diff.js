'use strict';

// Eugene W. Myers, "An O(ND) Difference Algorithm and Its Variations" (1986): the greedy form, and how a script of it is shown.

const colors = require('internal/util/colors');

const kInsert = 1;
const kDelete = -1;
const kSame = 0;

// Lines of an inspected object that differ in the comma behind them are the same: one is last where the other isn't.
function sameLine(a, b, ignoreComma) {
  if (a === b) return true;
  if (!ignoreComma) return false;
  return a.length === b.length + 1 ? a.endsWith(',') && a.startsWith(b) : b.length === a.length + 1 && b.endsWith(',') && b.startsWith(a);
}

// [operation, text] from the last to the first; `kInsert` is what only `actual` has.
function myersDiff(actual, expected, ignoreComma = false) {
  const actualLength = actual.length;
  const expectedLength = expected.length;
  const max = actualLength + expectedLength;
  if (max >= 2 ** 31) {
    const { codes } = require('internal/errors');
    throw new codes.ERR_OUT_OF_RANGE('myersDiff input size', '< 2^31', max);
  }
  // The furthest x on each diagonal, and what it was before each level of edits.
  const furthest = new Int32Array(2 * max + 1);
  const trace = [];
  for (let level = 0; level <= max; level++) {
    trace.push(furthest.slice(Math.max(0, max - level - 1), max + level + 2));
    for (let diagonal = -level; diagonal <= level; diagonal += 2) {
      const at = diagonal + max;
      const goesDown = diagonal === -level || (diagonal !== level && furthest[at - 1] < furthest[at + 1]);
      let x = goesDown ? furthest[at + 1] : furthest[at - 1] + 1;
      let y = x - diagonal;
      while (x < actualLength && y < expectedLength && sameLine(actual[x], expected[y], ignoreComma)) {
        x++;
        y++;
      }
      furthest[at] = x;
      if (x >= actualLength && y >= expectedLength) return walkBack(trace, max, actual, expected, ignoreComma);
    }
  }
  return [];
}

function walkBack(trace, max, actual, expected, ignoreComma) {
  const result = [];
  let x = actual.length;
  let y = expected.length;
  for (let level = trace.length - 1; level >= 0; level--) {
    const known = trace[level];
    const origin = Math.max(0, max - level - 1);
    const read = (diagonal) => known[diagonal + max - origin];
    const diagonal = x - y;
    const wentDown = diagonal === -level || (diagonal !== level && read(diagonal - 1) < read(diagonal + 1));
    const previous = wentDown ? diagonal + 1 : diagonal - 1;
    const previousX = read(previous);
    const previousY = previousX - previous;
    while (x > previousX && y > previousY) {
      const line = actual[x - 1];
      result.push([kSame, !ignoreComma || line.endsWith(',') ? line : expected[y - 1]]);
      x--;
      y--;
    }
    if (level > 0) {
      if (x > previousX) result.push([kInsert, actual[--x]]);
      else result.push([kDelete, expected[--y]]);
    }
  }
  return result;
}

// So many equal lines are shown between differences; more of them are skipped.
const kShownSameLines = 5;

function showDiff(diff, operator) {
  let message = '';
  let skipped = false;
  let same = 0;
  const sameLineText = (text) => `${colors.white}  ${text}\n`;
  for (let index = diff.length - 1; index >= 0; index--) {
    const [operation, text] = diff[index];
    if (operation !== kSame && same > 0) {
      // Skipping one line would take as much room as showing it.
      if (same === kShownSameLines + 2) message += sameLineText(diff[index + 2][1]);
      else if (same > kShownSameLines + 2) {
        message += `${colors.blue}...${colors.white}\n`;
        skipped = true;
      }
      if (same > kShownSameLines) message += sameLineText(diff[index + 1][1]);
      same = 0;
    }
    if (operation === kInsert) {
      // What a partial comparison may have besides is no mistake.
      if (operator === 'partialDeepStrictEqual') message += `${colors.gray}${colors.hasColors ? ' ' : '+'} ${text}${colors.white}\n`;
      else message += `${colors.green}+${colors.white} ${text}\n`;
    } else if (operation === kDelete) message += `${colors.red}-${colors.white} ${text}\n`;
    else {
      if (same < kShownSameLines) message += sameLineText(text);
      same++;
    }
  }
  return { message: `\n${message.trimEnd()}`, skipped };
}

// Characters in colours.
function showCharacterDiff(diff) {
  let message = '\n';
  for (let index = diff.length - 1; index >= 0; index--) {
    const [operation, text] = diff[index];
    const color = operation === kInsert ? colors.green : operation === kDelete ? colors.red : colors.white;
    message += `${color}${text}${colors.white}`;
  }
  return message;
}

module.exports = { myersDiff, showCharacterDiff, showDiff };
