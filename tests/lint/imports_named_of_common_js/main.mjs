import { circle } from 'shapes';

circle();
