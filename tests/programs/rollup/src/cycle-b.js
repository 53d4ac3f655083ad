import { ping } from './cycle-a.js';
export const pong = (n) => ping(n);
