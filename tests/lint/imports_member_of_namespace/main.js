import * as shapes from './lib.js';

shapes.cirlce();
