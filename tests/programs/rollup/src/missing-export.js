import { nope } from './other.js';
console.log(nope);
