export { default as arrow } from './defaults/arrow.mjs';
export { default as anonymousClass } from './defaults/class.mjs';
export { default as anonymousFunction, early } from './defaults/function.mjs';
export { default as generator } from './defaults/generator.mjs';
export { default as named } from './defaults/named.mjs';
export { default as expression } from './defaults/expression.mjs';
export { default as parenthesized } from './defaults/parenthesized.mjs';
export { default as asynchronous } from './defaults/async.mjs';
