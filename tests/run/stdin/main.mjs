import { createInterface } from 'node:readline';
let count = 0;
for await (const line of createInterface({ input: process.stdin })) console.log(++count, line);
console.log('end', count);
