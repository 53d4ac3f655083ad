import { sep } from 'node:path';
console.log('hello', sep);
