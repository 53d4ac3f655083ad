'use strict';

// util.parseEnv: the text of a `.env` file as an object.

// Not String.prototype.trim: a byte order mark is part of the first name.
function trim(text) {
  return text.replace(/^[ \t\n\v\f\r]+|[ \t\n\v\f\r]+$/g, '');
}

function parseEnv(text) {
  const found = new Map();
  let at = 0;
  while (at < text.length) {
    let end = text.indexOf('\n', at);
    if (end === -1) end = text.length;
    const line = trim(text.slice(at, end));
    const equals = text.indexOf('=', at);
    if (line === '' || line[0] === '#' || equals === -1 || equals > end) {
      at = end + 1;
      continue;
    }
    const key = trim(text.slice(at, equals)).replace(/^export\s+/, '');
    let start = equals + 1;
    while (start < end && (text[start] === ' ' || text[start] === '\t' || text[start] === '\r')) start++;
    let value;
    const quote = text[start];
    const isQuoted = quote === '"' || quote === "'" || quote === '`';
    const close = isQuoted ? text.indexOf(quote, start + 1) : -1;
    if (close !== -1) {
      // A quoted value may run over several lines; what follows it on its last line is ignored.
      value = text.slice(start + 1, close);
      if (quote === '"') value = value.replaceAll('\\n', '\n');
      end = text.indexOf('\n', close);
      if (end === -1) end = text.length;
    } else {
      value = text.slice(start, end);
      const comment = isQuoted ? -1 : value.indexOf('#');
      if (comment !== -1) value = value.slice(0, comment);
      value = trim(value);
    }
    if (key !== '') found.set(key, value);
    at = end + 1;
  }
  // In the order of their names, as Node has them.
  return Object.fromEntries([...found].sort(([a], [b]) => (a < b ? -1 : 1)));
}

module.exports = { parseEnv };
