const { readFile, readdir } = require('fs/promises');
const path = require('path');
const folder = path.join(__dirname, 'data');
(async () => {
  const texts = await Promise.all((await readdir(folder)).map((name) => readFile(path.join(folder, name), 'utf8')));
  console.log(texts.reduce((sum, text) => sum + text.length, 0));
})();
