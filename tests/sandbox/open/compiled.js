// Compilers and their threads, and work on other threads.
attempt(async () => {
  let sum = 0;
  for (let i = 0; i < 1e7; i++) sum += i % 7;
  const bytes = Uint8Array.of(0, 97, 115, 109, 1, 0, 0, 0);
  await WebAssembly.instantiate(bytes);
  const { promisify } = require('util');
  await promisify(require('zlib').gzip)('text');
  await promisify(require('crypto').pbkdf2)('a', 'b', 1000, 32, 'sha256');
  await new Promise((resolve) => setTimeout(resolve, 1));
});
