import { readfile } from 'node:fs';

readfile('main.js');
