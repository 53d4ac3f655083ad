import { pong } from './cycle-b.js';
export const ping = (n) => (n > 0 ? pong(n - 1) : 'done');
