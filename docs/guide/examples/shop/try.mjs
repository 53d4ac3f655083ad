// Opens the shop, asks it a few things and then many, and shows what it answered and how long that took.
//   lode run try.mjs [program]     with another program (node, say) the shop runs on that instead
import { spawn } from 'node:child_process';
import http from 'node:http';
import { styleText } from 'node:util';

const colour = process.stdout.isTTY || Boolean(process.env.FORCE_COLOR);
const style = (kind, text) => (colour ? styleText(kind, text, { validateStream: false }) : text);
const [program = process.execPath] = process.argv.slice(2);

const started = performance.now();
const shop = spawn(program, ['server.js'], { cwd: import.meta.dirname, env: { ...process.env, PORT: '0' }, stdio: ['ignore', 'pipe', 'inherit'] });
shop.on('error', (error) => fail(`the shop can't be started: ${error.message}`));
shop.on('exit', (code) => code && fail(`the shop closed with code ${code}`));
const greeting = await new Promise((resolve) => shop.stdout.setEncoding('utf8').once('data', resolve));
const opened = performance.now() - started;
const { port } = new URL(greeting.match(/http:\S+/)[0]);
console.log(`  ${style('dim', greeting.trim())} ${style('dim', `(ready after ${opened.toFixed(0)} ms)`)}\n`);

const agent = new http.Agent({ keepAlive: true, maxSockets: 20 });
const questions = [
  ['GET', '/'],
  ['GET', '/products?search=tea&inStock=1'],
  ['GET', '/products/3'],
  ['POST', '/carts/ada', { product: 3, count: 2 }],
  ['POST', '/carts/ada', { product: 1 }],
  ['POST', '/carts/ada', { product: 2 }],
  ['POST', '/carts/ada', '{ "product": '],
  ['GET', '/shop.css'],
  ['GET', '/nowhere'],
];
for (const [method, path, body] of questions) {
  const before = performance.now();
  const answer = await ask(method, path, body);
  const took = performance.now() - before;
  const status = style(answer.status < 400 ? 'green' : 'yellow', String(answer.status));
  console.log(`  ${status} ${style('bold', `${method} ${path}`.padEnd(34))} ${`${took.toFixed(1)} ms`.padStart(9)}  ${style('dim', shortened(answer.text))}`);
}

const count = 2000;
const times = [];
const before = performance.now();
await Promise.all(
  Array.from({ length: 20 }, async () => {
    for (let n = 0; n < count / 20; n++) {
      const start = performance.now();
      const { status } = await ask('GET', '/products');
      if (status !== 200) fail(`an answer under load was ${status}`);
      times.push(performance.now() - start);
    }
  }),
);
const seconds = (performance.now() - before) / 1000;
times.sort((one, other) => one - other);
const at = (share) => times[Math.floor(times.length * share)].toFixed(1);
console.log(`\n  ${count} more: ${style('bold', `${Math.round(count / seconds)} requests a second`)}, half within ${at(0.5)} ms, 99 of 100 within ${at(0.99)} ms`);

agent.destroy();
shop.removeAllListeners('exit');
shop.kill();

function ask(method, path, body) {
  return new Promise((resolve, reject) => {
    const headers = body === undefined ? {} : { 'content-type': 'application/json' };
    const request = http.request({ host: '127.0.0.1', port, method, path, headers, agent }, (response) => {
      let text = '';
      response.setEncoding('utf8');
      response.on('data', (part) => (text += part));
      response.on('end', () => resolve({ status: response.statusCode, text }));
    });
    request.on('error', reject);
    request.end(typeof body === 'object' ? JSON.stringify(body) : body);
  });
}

function shortened(text) {
  const line = text.replace(/\s+/g, ' ');
  return line.length > 68 ? `${line.slice(0, 67)}…` : line;
}

function fail(message) {
  console.error(message);
  shop.kill();
  process.exit(1);
}
