import { Shape } from './shape.js';

new Shape();
