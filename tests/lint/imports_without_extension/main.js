import { circle } from './lib';
import { square } from './shapes';

circle(square);
