'use strict';
// What carts cost. `lode eval --inline pricing.js` shows the values of this file where they come about.

/** In cents; from ten pieces of a product on a tenth less. */
function lineTotal({ price, count }) {
  const full = price * count;
  return count >= 10 ? Math.round(full * 0.9) : full;
}

/** What all lines come to, with postage below 50 €. */
function cartTotal(lines) {
  const goods = lines.reduce((sum, line) => sum + lineTotal(line), 0);
  const postage = goods >= 5000 ? 0 : 490;
  return goods + postage;
}

const euros = (cents) => `${(cents / 100).toFixed(2)} €`;

module.exports = { cartTotal, euros };

if (require.main === module) {
  const cart = [{ price: 1250, count: 2 }, { price: 890, count: 10 }];
  euros(cartTotal(cart)); //=> '105.10 €'
  euros(cartTotal(cart.slice(0, 1))); //=> '29.90 €'
}
