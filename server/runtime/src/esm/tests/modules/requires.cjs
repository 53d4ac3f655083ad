const namespace = require('./counter.mjs');
const values = require('./receiver.mjs');
exports.keys = Object.keys(namespace);
exports.mark = namespace.__esModule;
exports.again = require('./counter.mjs') === namespace;
exports.unmarked = '__esModule' in values;
exports.dynamic = () => import('./counter.mjs');
try {
  require('./tla_fast.mjs');
} catch (error) {
  exports.async = error.code;
}
exports.replaced = require('./replaces.mjs');
