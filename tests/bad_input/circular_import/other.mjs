import { base } from './main.mjs';
export const value = base + 1;
