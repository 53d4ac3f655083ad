export let count = 0;
export var plain = 1;
export let destructured, rest;
export function increment() {
  count++;
  return count;
}
export function assignAll() {
  [destructured, ...rest] = [10, 11, 12];
  ({ plain, nested: { count } } = { plain: 5, nested: { count: 50 } });
  count += 1;
  count ||= 9;
  for (plain of [7, 8]);
  return count++;
}
export { count as 'a string name', increment as default };
