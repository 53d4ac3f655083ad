'use strict';
// Meant to look for the price at which a cart has no postage. It never finds it.
let price = 4999;
for (let tries = 0; price !== 5000; tries++) {
  price += tries % 2 ? 1 : -1;
  price = Math.min(price, 4999);
}
