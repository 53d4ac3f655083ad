import { basename } from 'node:path';
console.log('hello', typeof require, typeof module, this, basename(import.meta.filename), import.meta.url.startsWith('file://'), import.meta.main ?? 'no main');
console.log(Object.getOwnPropertyNames(import.meta).filter((name) => name !== 'main').sort());
