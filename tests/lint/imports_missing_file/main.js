import { circle } from './shape.js';

circle();
