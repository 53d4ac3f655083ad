'use strict';

// console.table: an object or list as a table with box-drawing characters.

const { getStringWidth } = require('internal/util/inspect/width');
const { inspect } = require('internal/util/inspect');
const types = require('internal/util/types');
const { validateArray } = require('internal/validators');

const indexName = '(index)';
const iterationName = '(iteration index)';
const keyName = 'Key';
const valuesName = 'Values';

function isPrimitive(value) {
  return value === null || (typeof value !== 'object' && typeof value !== 'function');
}

// One row: each cell with a space on both sides, padded to its column.
function renderRow(row, widths) {
  let text = '\u2502 ';
  for (let index = 0; index < row.length; index++) {
    const cell = row[index] ?? '';
    text += cell + ' '.repeat(widths[index] - getStringWidth(cell) - 2);
    text += index === row.length - 1 ? ' \u2502' : ' \u2502 ';
  }
  return text;
}

function renderTable(head, columns) {
  const height = Math.max(...columns.map((column) => column.length));
  const widths = head.map((name) => getStringWidth(name) + 2);
  const rows = Array.from({ length: height }, (_, row) =>
    columns.map((column, index) => {
      const cell = Object.hasOwn(column, row) ? column[row] : '';
      widths[index] = Math.max(widths[index], getStringWidth(cell) + 2);
      return cell;
    }));
  const lines = widths.map((width) => '\u2500'.repeat(width));
  let text = `\u250c${lines.join('\u252c')}\u2510\n${renderRow(head, widths)}\n\u251c${lines.join('\u253c')}\u2524\n`;
  for (const row of rows) text += `${renderRow(row, widths)}\n`;
  return `${text}\u2514${lines.join('\u2534')}\u2518`;
}

function formatCell(value, options) {
  const isLarge = value !== null && typeof value === 'object' && !Array.isArray(value) && Object.keys(value).length > 2;
  return inspect(value, { maxArrayLength: 3, breakLength: Infinity, ...options, depth: isLarge ? -1 : 0 });
}

// The rows of maps, sets and their iterators: [index, key?, value]. undefined for anything else.
function iterationColumns(data) {
  const isMapIterator = types.isMapIterator(data);
  let isKeyValue = false;
  let entries;
  if (isMapIterator || types.isSetIterator(data)) {
    const preview = lode.internals.previewEntries(data);
    ({ entries } = preview);
    isKeyValue = isMapIterator && preview.isKeyValue;
    if (preview.isKeyValue && !isKeyValue) entries = entries.filter((_, index) => index % 2 === 0);
  } else if (types.isMap(data)) {
    isKeyValue = true;
    entries = [...data].flat(1);
  } else if (types.isSet(data)) {
    entries = [...data];
  } else {
    return undefined;
  }
  if (!isKeyValue) return { head: [iterationName, valuesName], columns: [entries.map((_, index) => index), entries] };
  const keys = entries.filter((_, index) => index % 2 === 0);
  const values = entries.filter((_, index) => index % 2 === 1);
  return { head: [iterationName, keyName, valuesName], columns: [keys.map((_, index) => index), keys, values] };
}

// The text of the table, or undefined where `data` is nothing that has rows.
function table(data, properties, options) {
  if (data === null || typeof data !== 'object') return undefined;
  if (properties !== undefined) validateArray(properties, 'properties');
  const format = (value) => formatCell(value, options);

  const iteration = iterationColumns(data);
  if (iteration !== undefined) {
    const [indexes, ...rest] = iteration.columns;
    return renderTable(iteration.head, [indexes.map(String), ...rest.map((column) => column.map(format))]);
  }

  const columns = { __proto__: null };
  const values = [];
  const rowNames = Object.keys(data);
  let hasPrimitives = false;
  for (let row = 0; row < rowNames.length; row++) {
    const item = data[rowNames[row]];
    const primitive = isPrimitive(item);
    if (primitive) {
      hasPrimitives = true;
      values[row] = format(item);
    }
    for (const key of properties ?? (primitive ? [] : Object.keys(item))) {
      const column = (columns[key] ??= []);
      // What has no such property leaves its cell empty.
      if (!primitive && Object.hasOwn(item, key)) column[row] = format(item[key]);
      else if (properties !== undefined) column[row] = '';
    }
  }
  const names = Object.keys(columns);
  const head = [indexName, ...names];
  const cells = [rowNames, ...names.map((name) => columns[name])];
  if (hasPrimitives && properties === undefined) {
    head.push(valuesName);
    cells.push(values);
  }
  return renderTable(head, cells);
}

module.exports = { table };
