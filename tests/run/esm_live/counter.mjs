export let count = 0;
export function increment() { return ++count; }
export default (a) => a;
export const later = new Promise((resolve) => setTimeout(() => { [count] = [10]; ({ count } = { count: count + 1 }); for (count of [count, 12]); resolve(); }, 1));
let local = 'local';
export { local as renamed };
local = 'changed';
