import { present, absent } from './exports.mjs';
console.log(present, absent);
