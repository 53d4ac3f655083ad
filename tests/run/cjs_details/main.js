console.log(this === module.exports, this === exports, arguments.length, typeof arguments[1], new.target);
console.log((function () { return this === globalThis; })());
require.extensions['.up'] = (module, filename) => { module._compile(`module.exports = ${JSON.stringify(require('fs').readFileSync(filename, 'utf8').trim().toUpperCase())}`, filename); };
console.log(require('./text'), require('./text.up'));
console.log(require('./data.json'), require('./data'));
for (const id of ['./broken.json', './none', 'none', '', 5, null]) {
  try {
    require(id);
  } catch (error) {
    console.log(error.name, error.code, String(error.message).split('\n')[0].replace(__dirname, '.').replace(/(broken\.json: ).*/, '$1…'));
  }
}
try { require('./throws'); } catch (error) { console.log(error.message); }
try { require('./throws'); } catch (error) { console.log(error.message); }
const Module = require('module');
const made = new Module('made', module);
made._compile('module.exports = [typeof require, __filename, module.id, module.parent === null]', '/made/up.js');
console.log(made.exports, Module.builtinModules.includes('fs'), Module.isBuiltin('node:test'), Module.wrap('x'));
console.log(Module.createRequire(__filename)('./data').a, Module._extensions === require.extensions, Module._cache === require.cache, Module._nodeModulePaths('/a/node_modules/b'));
const load = Module._load;
Module._load = function (request, parent, isMain) { return request === 'virtual' ? { virtual: true } : load.apply(this, arguments); };
console.log(require('virtual'));
const resolve = Module._resolveFilename;
Module._resolveFilename = function (request, ...rest) { return request === 'alias' ? require.resolve('./data') : resolve.call(this, request, ...rest); };
console.log(require('alias').a);
console.log(require('./strict'), require('./shebang'), require('./returns'));
require('./globals');
console.log(leaked, typeof notLeaked);
