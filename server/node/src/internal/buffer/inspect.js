'use strict';
// How a buffer is shown.

// `shown` bytes at most, then how many more there are, then properties that are not bytes.
function inspectBuffer(buffer, most, ctx) {
  const shown = Math.min(most, buffer.length);
  const remaining = buffer.length - most;
  let text = buffer.hexSlice(0, shown).replace(/(.{2})/g, '$1 ').trim();
  if (remaining > 0) text += ` ... ${remaining} more byte${remaining > 1 ? 's' : ''}`;
  if (ctx) {
    const extras = extraProperties(buffer, ctx.showHidden);
    if (extras !== undefined) {
      if (buffer.length !== 0) text += ', ';
      // Shown as the inside of an object's braces.
      const { inspect } = require('internal/util/inspect');
      const shownObject = inspect(extras, { ...ctx, breakLength: Infinity, compact: true });
      text += shownObject.slice('[Object: null prototype] { '.length, -2);
    }
  }
  return `<${buffer.constructor.name} ${text}>`;
}

// Properties that are not bytes, as an object without a prototype; undefined when there are none.
function extraProperties(buffer, hidden) {
  const keys = hidden ? Reflect.ownKeys(buffer) : [...Object.keys(buffer), ...Object.getOwnPropertySymbols(buffer)];
  if (keys.length === buffer.length) return undefined;
  const extras = { __proto__: null };
  // The engine lists the indices first.
  for (let i = buffer.length; i < keys.length; i++) {
    const descriptor = Object.getOwnPropertyDescriptor(buffer, keys[i]);
    if (!hidden && !descriptor.enumerable) continue;
    extras[keys[i]] = buffer[keys[i]];
  }
  return Reflect.ownKeys(extras).length === 0 ? undefined : extras;
}

module.exports = { inspectBuffer };
