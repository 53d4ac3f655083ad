import { order } from './order.mjs';
order.push('fast');
