// Makes expected.txt with Node 22: node oracle.cjs
// It lays tree.txt out, asks require.resolve and import.meta.resolve/import for each line of specifiers.txt from /app/main.js,
// and writes what they answer, the root of the tree taken out.
'use strict';
const fs = require('fs');
const os = require('os');
const path = require('path');
const { execFileSync } = require('child_process');

const here = (name) => path.join(__dirname, name);
const root = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'resolve-')));
let file;
for (const line of fs.readFileSync(here('tree.txt'), 'utf8').split('\n')) {
  if (line.startsWith('//- ')) {
    file = path.join(root, line.slice(4));
    fs.mkdirSync(path.dirname(file), { recursive: true });
    fs.writeFileSync(file, '');
  } else if (file) fs.appendFileSync(file, `${line}\n`);
}

const main = path.join(root, 'app/main.js');
fs.writeFileSync(main, `
const show = (mode, specifier, error) => {
  const own = {};
  for (const key of Object.getOwnPropertyNames(error)) if (key !== 'stack' && key !== 'message') own[key] = error[key];
  console.log(mode, specifier, '!', error.name, JSON.stringify(error.message), JSON.stringify(own));
};
process.removeAllListeners('warning');
process.on('warning', (warning) => console.log('warning', warning.code, JSON.stringify(warning.message)));
(async () => {
  for (const specifier of ${JSON.stringify(fs.readFileSync(here('specifiers.txt'), 'utf8').trimEnd().split('\n'))}) {
    try {
      console.log('require', specifier, '->', require.resolve(specifier));
    } catch (error) {
      show('require', specifier, error);
    }
    try {
      const { url } = await import('./hook.mjs').then((hook) => hook.ask(specifier));
      console.log('import', specifier, '->', url);
    } catch (error) {
      show('import', specifier, error);
    }
    await new Promise(setImmediate);
  }
})();
`);
// A resolve hook sees where a module would be loaded from without loading it.
fs.writeFileSync(path.join(root, 'app/hook.mjs'), `
import module from 'module';
export async function ask(specifier) {
  let answer;
  const hooks = module.registerHooks({
    resolve(requested, context, next) {
      const found = next(requested, context);
      if (requested !== specifier) return found;
      answer = found;
      return { url: 'data:text/javascript,', format: 'module', shortCircuit: true };
    },
  });
  try {
    await import(pathToMain(specifier));
  } finally {
    hooks.deregister();
  }
  return answer;
}
let count = 0;
import fs from 'fs';
// The importer must be a file beside main.js: one is written for each question.
function pathToMain(specifier) {
  const name = new URL('./ask' + count++ + '.mjs', import.meta.url);
  fs.writeFileSync(name, 'import ' + JSON.stringify(specifier) + ';');
  return name.href;
}
`);
const output = execFileSync(process.execPath, [main], { cwd: path.join(root, 'app'), encoding: 'utf8' });
fs.rmSync(root, { recursive: true });
fs.writeFileSync(here('expected.txt'), output.replaceAll(root, '').replace(/\/app\/ask\d+\.mjs/g, '/app/main.js'));
