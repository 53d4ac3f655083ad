module.exports = { extends: 'strict/rules/more', rules: { eqeqeq: ['warn', 'smart'] } };
