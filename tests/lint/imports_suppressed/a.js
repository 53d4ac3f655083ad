// eslint-disable-next-line import/no-unresolved -- made by the build
import { a } from './made.js';

console.log(a);
