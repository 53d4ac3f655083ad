module.exports = { configs: { recommended: { plugins: ['here'], rules: { 'here/rule': 2, 'no-eval': 'error' } } } };
