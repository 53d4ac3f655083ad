'use strict';

// How the entries of an object come to stand: on one line, grouped into columns, or one on each line.

const { getStringWidth, stripControlSequences } = require('internal/util/inspect/width');

const kObjectType = 0;
const kArrayType = 1;
const kArrayExtrasType = 2;

function visibleLength(ctx, text) {
  return ctx.colors ? stripControlSequences(text).length : text.length;
}

function fitsOnLine(ctx, output, start, base) {
  // Each entry is followed by a comma and a space.
  let total = output.length + start;
  if (total + output.length > ctx.breakLength) return false;
  for (let index = 0; index < output.length; index++) {
    total += visibleLength(ctx, output[index]);
    if (total > ctx.breakLength) return false;
  }
  return base === '' || !base.includes('\n');
}

// Not Array.prototype.join, which copies: texts are put together on each level, and stay ropes until the last.
function join(output, separator) {
  let text = output.length === 0 ? '' : output[0];
  for (let index = 1; index < output.length; index++) text += separator + output[index];
  return text;
}

// Puts short entries of a long array into columns: about as many as make the block a little wider than high, each as wide as
// its widest entry. Numbers are aligned to the right.
function groupArrayElements(ctx, output, value) {
  let totalLength = 0;
  let maxLength = 0;
  let count = output.length;
  // "... more items" keeps a line of its own.
  if (ctx.maxArrayLength < output.length) count--;
  const separatorSpace = 2;
  const widths = new Array(count);
  let index = 0;
  for (; index < count; index++) {
    const width = ctx.colors ? getStringWidth(output[index]) : getStringWidth(output[index], false);
    widths[index] = width;
    totalLength += width + separatorSpace;
    if (maxLength < width) maxLength = width;
  }
  const actualMax = maxLength + separatorSpace;
  if (actualMax * 3 + ctx.indentationLvl >= ctx.breakLength) return output;
  // Entries of very different lengths look bad in columns, unless all are short.
  if (totalLength / actualMax <= 5 && maxLength > 6) return output;

  const averageBias = Math.sqrt(actualMax - totalLength / output.length);
  const biasedMax = Math.max(actualMax - 3 - averageBias, 1);
  // A character is about two and a half times as high as it is wide.
  const columns = Math.min(
    Math.round(Math.sqrt(2.5 * biasedMax * count) / biasedMax),
    Math.floor((ctx.breakLength - ctx.indentationLvl) / actualMax),
    ctx.compact * 4,
    15,
  );
  if (columns <= 1) return output;

  const columnWidths = [];
  for (let column = 0; column < columns; column++) {
    let width = 0;
    for (let row = column; row < count; row += columns) if (widths[row] > width) width = widths[row];
    columnWidths.push(width + separatorSpace);
  }
  let alignRight = true;
  if (value !== undefined) {
    for (let item = 0; item < output.length; item++) {
      if (typeof value[item] !== 'number' && typeof value[item] !== 'bigint') {
        alignRight = false;
        break;
      }
    }
  }
  const rows = [];
  for (let first = 0; first < count; first += columns) {
    const last = Math.min(first + columns, count) - 1;
    let row = '';
    for (let item = first; item < last; item++) {
      const text = `${output[item]}, `;
      const width = columnWidths[item - first] + output[item].length - widths[item];
      row += alignRight ? text.padStart(width) : text.padEnd(width);
    }
    if (alignRight) {
      row += output[last].padStart(columnWidths[last - first] + output[last].length - widths[last] - separatorSpace);
    } else row += output[last];
    rows.push(row);
  }
  if (ctx.maxArrayLength < output.length) rows.push(output[count]);
  return rows;
}

// Joins the entries, between braces and after the base (`[Function: f]`, a stack), to the text of the whole value.
function joinEntries(ctx, output, base, open, close, extrasType, recurseTimes, value) {
  if (ctx.compact === true) {
    if (fitsOnLine(ctx, output, 0, base)) {
      return `${open}${base ? ` ${base}` : ''} ${join(output, ', ')} ${close}`;
    }
    const indentation = `\n${' '.repeat(ctx.indentationLvl)}`;
    const start = base === '' && open.length === 1 ? ' ' : `${base ? ` ${base}` : ''}${indentation}  `;
    return `${open}${start}${join(output, `,${indentation}  `)} ${close}`;
  }
  const head = base ? `${base} ` : '';
  if (typeof ctx.compact === 'number' && ctx.compact >= 1) {
    const entries = output.length;
    if (extrasType === kArrayExtrasType && entries > 6) output = groupArrayElements(ctx, output, value);
    // The innermost `compact` levels go on one line, if they fit and hold no line breaks; never what was grouped.
    if (ctx.currentDepth - recurseTimes < ctx.compact && entries === output.length) {
      const start = output.length + ctx.indentationLvl + open.length + base.length + 10;
      if (fitsOnLine(ctx, output, start, base)) {
        const joined = join(output, ', ');
        if (!joined.includes('\n')) return `${head}${open} ${joined} ${close}`;
      }
    }
  }
  const indentation = `\n${' '.repeat(ctx.indentationLvl)}`;
  return `${head}${open}${indentation}  ${join(output, `,${indentation}  `)}${indentation}${close}`;
}

module.exports = { joinEntries, kArrayExtrasType, kArrayType, kObjectType };
