import { circle } from 'shape';

circle();
