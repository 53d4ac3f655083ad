import { a, hoisted } from './a.mjs';
console.log('b evaluates', hoisted());
try { a; } catch (error) { console.log(error.name); }
export const b = 'b value';
export const useA = () => a + hoisted();
