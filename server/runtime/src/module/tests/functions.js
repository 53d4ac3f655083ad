'use strict';
const assert = require('node:assert');
const fs = require('node:fs');
const Module = require('node:module');
const path = require('node:path');
const { pathToFileURL } = require('node:url');

// createRequire
assert.strictEqual(Module.createRequire(__filename)('node:fs'), fs);
assert.strictEqual(Module.createRequire(pathToFileURL(__filename)).resolve('./functions.js'), __filename);
assert.strictEqual(Module.createRequire(`${__dirname}/`).resolve('./functions.js'), __filename);
for (const wrong of [1, 'relative', './relative', new URL('http://a/b'), {}, undefined]) {
  assert.throws(() => Module.createRequire(wrong), { code: 'ERR_INVALID_ARG_VALUE' });
}
assert.strictEqual(module.constructor.createRequire.length, 1);

// isBuiltin
assert(Module.isBuiltin('fs') && Module.isBuiltin('node:fs/promises') && Module.isBuiltin('sys') && Module.isBuiltin('node:test'));
assert(!Module.isBuiltin('test') && !Module.isBuiltin('lodash') && !Module.isBuiltin(1));

// What resolution reads
const folder = fs.mkdtempSync(path.join(require('node:os').tmpdir(), 'module-'));
process.on('exit', () => fs.rmSync(folder, { recursive: true }));
const manifest = path.join(folder, 'package.json');
fs.writeFileSync(manifest, '{"name":"a","version":"1.0.0","type":"commonjs","exports":{"./x":"./y"}}');
assert.deepEqual({ ...Module._readPackage(folder) }, {
  name: 'a', type: 'commonjs', exports: { './x': './y' }, exists: true, pjsonPath: manifest,
});
assert.deepEqual({ ...Module._readPackage(path.join(folder, 'b')) }, {
  type: 'none', exists: false, pjsonPath: path.join(folder, 'b', 'package.json'),
});
assert.strictEqual(Module._stat(folder), 1);
assert.strictEqual(Module._stat(manifest), 0);
assert(Module._stat(path.join(folder, 'none')) < 0);
fs.writeFileSync(path.join(folder, 'x.js'), '');
assert.strictEqual(Module.findPackageJSON('./x.js', pathToFileURL(path.join(folder, 'main.js'))), manifest);

// The folders of NODE_PATH, set anew
fs.writeFileSync(path.join(folder, 'from_node_path.js'), 'module.exports = 1;');
assert.throws(() => require('from_node_path'), { code: 'MODULE_NOT_FOUND' });
process.env.NODE_PATH = `${folder}${path.delimiter}${path.delimiter}/nowhere`;
Module._initPaths();
assert.deepStrictEqual(Module.globalPaths.slice(0, 2), [folder, '/nowhere']);
assert(require.resolve.paths('a').includes(folder));
assert.strictEqual(require('from_node_path'), 1);
delete process.env.NODE_PATH;
Module._initPaths();
assert(!Module.globalPaths.includes(folder));

// require.resolve's paths
assert.strictEqual(require.resolve('./functions.js', { paths: [__dirname] }), __filename);
for (const value of [1, false, null, undefined, {}]) {
  assert.throws(() => require.resolve('.', { paths: [value] }), { code: 'ERR_INVALID_ARG_TYPE' });
  assert.throws(() => require.resolve('a', { paths: [value] }), { code: 'ERR_INVALID_ARG_TYPE' });
}
assert.throws(() => require.resolve('a', { paths: 1 }), { code: 'ERR_INVALID_ARG_VALUE' });

// A module that is required while it is being loaded
const warnings = [];
process.on('warning', ({ message }) => warnings.push(message));
fs.writeFileSync(path.join(folder, 'a.js'), "exports.here = 1; exports.seen = require('./b');");
fs.writeFileSync(path.join(folder, 'b.js'), "const a = require('./a'); module.exports = [a.here, a.missing];");
const a = require(path.join(folder, 'a.js'));
assert.deepStrictEqual(a.seen, [1, undefined]);
assert.strictEqual(Object.getPrototypeOf(a), Object.prototype);
fs.writeFileSync(path.join(folder, 'proxy.js'), `
  module.exports = new Proxy({}, { getPrototypeOf() { throw new Error('asked'); } });
  require('./user');`);
fs.writeFileSync(path.join(folder, 'user.js'), "exports.proxy = require('./proxy');");
require(path.join(folder, 'proxy.js'));
setImmediate(() => {
  assert.deepStrictEqual(warnings, [
    "Accessing non-existent property 'missing' of module exports inside circular dependency",
  ]);
});
