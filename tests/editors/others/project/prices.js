export const currency = 'EUR';

/** What a basket costs. */
export function total(prices) {
  return prices.reduce((sum, price) => sum + price, 0);
}
