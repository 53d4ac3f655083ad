/** What a customer is about to buy. */
export class Basket {
  items = [];

  add(name, price, count = 1) {
    this.items.push({ name, price, count });
    return this;
  }

  total() {
    return this.items.reduce((sum, item) => sum + item.price * item.count, 0);
  }
}

export function discounted(total) {
  if (total > 1000) {
    return total * 0.8;
  }
  return total > 20 ? total * 0.9 : total;
}
