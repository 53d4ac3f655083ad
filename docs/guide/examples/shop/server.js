'use strict';
// A small shop: a page, a JSON API, a cart kept in memory, and errors that are answered.
const path = require('node:path');
const express = require('express');
const { cartTotal, euros } = require('./pricing');
const products = require('./products.json');

const app = express();
const carts = new Map();
app.disable('x-powered-by');
app.use(express.json());
app.use(express.static(path.join(__dirname, 'public')));

app.get('/', (request, response) => {
  const rows = products.map(({ name, price, stock }) => `<li>${escape(name)}: ${euros(price)}${stock ? '' : ' (sold out)'}</li>`);
  response.send(`<!doctype html><title>Shop</title><link rel="stylesheet" href="/shop.css"><h1>Shop</h1><ul>${rows.join('')}</ul>`);
});

app.get('/products', (request, response) => {
  const { search = '', inStock } = request.query;
  const found = products.filter(({ name, stock }) => name.toLowerCase().includes(String(search).toLowerCase()) && (!inStock || stock > 0));
  response.json(found);
});

app.get('/products/:id', (request, response) => {
  response.json(productOf(request.params.id));
});

app.post('/carts/:cart', (request, response) => {
  const { product: id, count = 1 } = request.body ?? {};
  const product = productOf(id);
  if (!Number.isInteger(count) || count < 1) throw refusal(400, 'count must be a whole number above zero');
  if (count > product.stock) throw refusal(409, `only ${product.stock} of ${product.name} left`);
  const cart = carts.get(request.params.cart) ?? [];
  carts.set(request.params.cart, cart);
  cart.push({ product, count });
  const total = cartTotal(cart.map((item) => ({ price: item.product.price, count: item.count })));
  response.status(201).json({ items: cart.length, total: euros(total) });
});

app.use((request, response) => {
  response.status(404).json({ error: `there is nothing at ${request.path}` });
});

app.use((error, request, response, next) => {
  if (response.headersSent) return next(error);
  response.status(error.status ?? 500).json({ error: error.message });
});

function productOf(id) {
  const product = products.find((candidate) => candidate.id === Number(id));
  if (!product) throw refusal(404, `there is no product ${id}`);
  return product;
}

const refusal = (status, message) => Object.assign(new Error(message), { status });
const escape = (text) => text.replace(/[&<>]/g, (character) => `&#${character.charCodeAt(0)};`);

const server = app.listen(Number(process.env.PORT ?? 3000), '127.0.0.1', () => {
  console.log(`The shop is open at http://127.0.0.1:${server.address().port}`);
});

for (const signal of ['SIGINT', 'SIGTERM']) {
  process.on(signal, () => {
    server.close(() => process.exit(0));
    server.closeAllConnections();
  });
}
