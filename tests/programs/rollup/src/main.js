import { used, neverUsed } from './used.js';
import * as space from './used.js';
import { data } from 'virtual:data';
import { readFileSync } from 'node:fs';
import thing from 'ext-thing';
import { ping } from './cycle-a.js';

export const result = [used(), data.length, ping(2), space.name];
export { readFileSync as read, thing };
if (false) neverUsed();
export const load = () => import('./lazy.js');
