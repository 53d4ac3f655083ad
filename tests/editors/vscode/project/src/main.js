import { Basket, discounted } from './basket.js';

const basket = new Basket();
basket.add('apple', 0.5, 12).add('melon', 3.25);
basket.add('coffee', 7.9, 2);

const total = basket.total();
const price = discounted(total);
for (const { name, count } of basket.items) {
  console.log(`${count} ${name}`);
}
if (price > 100) {
  console.log('a present for free');
}
console.log(price.toFixed(2));
