exports.named = 1;
module.exports.other = 2;
Object.defineProperty(exports, 'defined', { enumerable: true, value: 3 });
Object.defineProperty(exports, '__esModule', { value: true });
exports.default = 'the default';
module.exports = { ...exports, ...require('./reexports.cjs'), __esModule: true };
exports.reexported = 0;
