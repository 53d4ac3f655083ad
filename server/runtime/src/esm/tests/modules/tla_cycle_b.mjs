import { a } from './tla_cycle_a.mjs';
export const b = await 'b';
export function readA() {
  return a;
}
