import { b, useA } from './b.mjs';
export { b };
console.log('a evaluates', b, hoisted());
export const a = 'a value';
export function hoisted() { return 'hoisted'; }
export const callA = () => useA();
