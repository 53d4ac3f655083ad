import * as big from './big.mjs';
console.log(Object.keys(big).length);
