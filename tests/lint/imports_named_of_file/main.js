import { lib } from './lib.js';

lib();
