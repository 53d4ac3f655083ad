'use strict';
// emitWarning: its forms and what listeners get.
const assert = require('node:assert');

process.removeAllListeners('warning');
const warnings = [];
process.on('warning', (warning) => warnings.push(warning));
process.emitWarning('one');
process.emitWarning('two', 'CustomWarning', 'CODE2');
process.emitWarning('three', { type: 'Other', code: 'CODE3', detail: 'more' });
process.emitWarning(Object.assign(new Error('four'), { name: 'Mine' }));
assert.throws(() => process.emitWarning(1), { code: 'ERR_INVALID_ARG_TYPE' });
assert.throws(() => process.emitWarning('a', 1), { code: 'ERR_INVALID_ARG_TYPE' });
assert.strictEqual(warnings.length, 0);
process.on('exit', () => {
  assert.deepStrictEqual(warnings.map(({ name, message, code, detail }) => [name, message, code, detail]), [
    ['Warning', 'one', undefined, undefined],
    ['CustomWarning', 'two', 'CODE2', undefined],
    ['Other', 'three', 'CODE3', 'more'],
    ['Mine', 'four', undefined, undefined],
  ]);
});
