// Its own files, in folders with secrets too, and what can be told of others without opening them.
attempt(() => {
  fs.readFileSync('main.js');
  fs.readFileSync('keys/public.txt');
  fs.readdirSync('.');
  if (!fs.existsSync('../outside.txt') || !fs.statSync('..').isDirectory()) throw new Error();
});
