import { b, callA } from './a.mjs';
console.log('main', b, callA());
