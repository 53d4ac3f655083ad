module.exports = { rules: { curly: ['error', 'multi-line'], 'unheard-of': 'error' }, env: { node: true } };
