/* eslint n/no-missing-import: "warn" */
import { a } from './made.js';
// eslint-disable-next-line import/no-unresolved
import './b.js';

console.log(a);
