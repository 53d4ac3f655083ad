import { log } from './log.mjs';
log.push('slow starts');
await new Promise((resolve) => setImmediate(resolve));
log.push('slow ends');
export const slow = 1;
