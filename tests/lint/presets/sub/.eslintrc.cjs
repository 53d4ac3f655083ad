module.exports = { root: true, extends: ['../shared.cjs', 'plugin:here/none'], parserOptions: { sourceType: 'script' } };
