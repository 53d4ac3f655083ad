import { Circle } from './circle.js';

export const kinds = { Circle };
