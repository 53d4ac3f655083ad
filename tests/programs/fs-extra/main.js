'use strict';
// Folders copied, moved, emptied and removed; JSON read and written; with promises, callbacks and synchronously.
const fs = require('fs-extra');
const path = require('path');

const at = (...parts) => path.join('work', ...parts);
const tree = async (folder) => {
  const lines = [];
  for (const name of (await fs.readdir(folder)).sort()) {
    const file = path.join(folder, name);
    const stat = await fs.lstat(file);
    if (stat.isSymbolicLink()) lines.push(`${file} -> ${await fs.readlink(file)}`);
    else if (stat.isDirectory()) lines.push(`${file}/`, ...(await tree(file)));
    else lines.push(`${file} ${stat.size}`);
  }
  return lines;
};

(async () => {
  await fs.remove('work');
  await fs.outputFile(at('a/b/c.txt'), 'hello');
  await fs.outputJson(at('data/config.json'), { name: 'x', list: [1, 2], nested: { deep: null } }, { spaces: 2 });
  console.log(await fs.readFile(at('data/config.json'), 'utf8'));
  console.log(await fs.readJson(at('data/config.json')));
  await fs.ensureFile(at('a/empty'));
  await fs.ensureDir(at('deep/er/est'), 0o755);
  await fs.ensureLink(at('a/b/c.txt'), at('links/hard.txt'));
  await fs.ensureSymlink(path.resolve(at('a/b')), at('links/soft'));
  console.log((await tree('work')).map((line) => line.replace(process.cwd(), '.')));

  await fs.copy(at('a'), at('copy'), { filter: (source) => !source.endsWith('empty'), preserveTimestamps: true });
  await fs.copy(at('a/b/c.txt'), at('copy/again.txt'));
  console.log(await tree(at('copy')));
  await fs.copy(at('data/config.json'), at('a/b/c.txt'), { overwrite: false, errorOnExist: true }).catch((error) => console.log(error.message.replace(process.cwd(), '.')));
  await fs.copy(at('a'), at('a/b/inside')).catch((error) => console.log(error.message.replaceAll(process.cwd(), '.')));
  await fs.move(at('copy'), at('moved/here'));
  await fs.move(at('moved/here'), at('deep')).catch((error) => console.log(error.message));
  await fs.move(at('moved/here'), at('deep'), { overwrite: true });
  console.log(await tree(at('deep')), await fs.pathExists(at('moved/here')));

  fs.copySync(at('deep'), at('sync'));
  fs.emptyDirSync(at('deep'));
  fs.writeJSONSync(at('sync/one.json'), [1], { EOL: '\r\n', spaces: '\t' });
  console.log(JSON.stringify(fs.readFileSync(at('sync/one.json'), 'utf8')), fs.readdirSync(at('deep')));
  fs.outputFileSync(at('sync/bad.json'), '{ "a": ');
  console.log(fs.readJsonSync(at('sync/bad.json'), { throws: false }));
  await fs.readJson(at('sync/bad.json')).catch((error) => console.log(error.name, error.message.startsWith(at('sync/bad.json'))));
  await fs.readJson(at('none.json')).catch((error) => console.log(error.code, error.syscall));
  fs.pathExists(at('sync'), (error, exists) => {
    console.log('callback', error, exists);
    fs.emptyDir('work', (failed) => {
      console.log('emptied', failed, fs.readdirSync('work'));
      fs.removeSync('work');
      console.log('gone', fs.existsSync('work'));
    });
  });
})();
