'use strict';
exports.early = 1;
const b = require('./b');
exports.late = 2;
console.log('main sees', b.seen, b.fn());
console.log(module.children.length, module.children[0].parent === module, module.loaded, require.cache[__filename] === module, Object.keys(require.cache).length);
console.log(module.id, module.paths[0].endsWith('node_modules'), require.resolve('./b').endsWith('b.js'), Object.keys(require.extensions));
delete require.cache[require.resolve('./b')];
console.log(require('./b') === b, require('./b') === require('./b'));
