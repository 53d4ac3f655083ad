'use strict';
function thrower(error) {
  throw error;
}
const which = process.argv[2];
if (which === 'plain') thrower(new Error('plain message'));
if (which === 'cause') thrower(new Error('outer', { cause: new TypeError('inner', { cause: 'a string' }) }));
if (which === 'aggregate') thrower(new AggregateError([new Error('one'), new RangeError('two')], 'several'));
if (which === 'rejection') Promise.reject(new Error('not handled'));
if (which === 'named') {
  class CustomError extends Error {
    name = 'CustomError';
    code = 'E_CUSTOM';
  }
  thrower(new CustomError('custom message'));
}
if (which === 'properties') thrower(Object.assign(new Error('two\nlines'), { detail: { deep: [1, { a: 1 }] } }));
if (which === 'frozen') thrower(Object.freeze(new Error('frozen')));
if (which === 'nested') {
  try {
    thrower(new Error('first'));
  } finally {
    thrower(new Error('second'));
  }
}
if (which === 'late') setTimeout(() => thrower(new Error('from a timer')), 1);
