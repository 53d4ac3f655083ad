import { circle } from 'shapes/round.js';

circle();
