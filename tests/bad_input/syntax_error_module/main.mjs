import { sep } from 'node:path';
const fine = sep;
const fine = 2;
