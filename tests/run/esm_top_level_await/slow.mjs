import { order } from './order.mjs';
order.push('slow starts');
await new Promise((resolve) => setTimeout(resolve, 5));
order.push('slow ends');
