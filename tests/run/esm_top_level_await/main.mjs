import { order } from './order.mjs';
import './slow.mjs';
import './fast.mjs';
order.push('main');
console.log(order);
const failed = await import('./fails.mjs').catch((error) => error.message);
console.log(failed, await import('./fails.mjs').catch((error) => error.message));
for await (const value of (async function* () { yield 1; yield 2; })()) console.log(value);
console.log(await Promise.all([import('./slow.mjs'), import('./slow.mjs')]).then(([one, two]) => one === two));
