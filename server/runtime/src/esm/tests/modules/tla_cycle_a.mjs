import { b, readA } from './tla_cycle_b.mjs';
export let a = await 'a';
export const seen = [b, readA()];
a = 'changed';
