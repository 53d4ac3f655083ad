import { total } from './prices.js';

const basket = [10, 20.5, 3];
console.log(total(basket));
