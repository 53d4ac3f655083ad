import { a, type Shape } from './lib.js';

export const shape: Shape = { a };
