import { value } from './other.mjs';
export const base = 1;
console.log(value);
