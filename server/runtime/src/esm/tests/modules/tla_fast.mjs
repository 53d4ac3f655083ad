import { log } from './log.mjs';
log.push('fast starts');
await null;
log.push('fast ends');
