import cjs, { named, reexported, __esModule as flag } from './old.cjs';
import * as space from './old.cjs';
import data from './data.json' with { type: 'json' };
import { createRequire } from 'node:module';
import fs, { readFileSync } from 'node:fs';
console.log(cjs, named, reexported, flag, Object.keys(space));
console.log(data, (await import('./data.json', { with: { type: 'json' } })).default === data);
await import('./data.json').catch((error) => console.log(error.code));
const require = createRequire(import.meta.url);
const esm = require('./new.mjs');
console.log(esm, esm.default, esm[Symbol.toStringTag], require('./new.mjs') === esm);
try { require('./awaits.mjs'); } catch (error) { console.log(error.code); }
console.log((await import('./awaits.mjs')).value, fs.readFileSync === readFileSync);
console.log(import.meta.resolve('./x.js').endsWith('/x.js'), import.meta.resolve('fs'), import.meta.dirname === (await import('node:path')).dirname(import.meta.filename));
await import('./old.cjs?again=1').then((again) => console.log(again.default === cjs, Object.keys(again)));
console.log((await import('data:text/javascript,export default 1+1;export const u=import.meta.url.slice(0,5)')), (await import('./unmarked.js')).default);
