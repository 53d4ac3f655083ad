'use strict';
const own = {
  rules: {
    'no-foo': {
      meta: { type: 'problem', fixable: 'code', messages: { foo: "'{{ name }}' is not allowed." }, schema: [] },
      create(context) {
        return {
          'Identifier[name=/^foo/]'(node) {
            context.report({ node, messageId: 'foo', data: { name: node.name }, fix: (fixer) => fixer.replaceText(node, 'bar') });
          },
        };
      },
    },
  },
};
module.exports = [
  { ignores: ['**/ignored.js'] },
  {
    files: ['**/*.js'],
    plugins: { own },
    languageOptions: { ecmaVersion: 2025, sourceType: 'commonjs', globals: { require: 'readonly', module: 'writable', console: 'readonly' } },
    linterOptions: { reportUnusedDisableDirectives: 'warn' },
    rules: {
      'no-unused-vars': ['error', { argsIgnorePattern: '^_' }],
      'no-undef': 'error', 'prefer-const': 'error', eqeqeq: ['error', 'smart'], 'no-unreachable': 'error', 'no-fallthrough': 'warn',
      'no-prototype-builtins': 'error', 'no-empty': 'error', complexity: ['warn', 4], 'no-shadow': 'warn', 'no-var': 'error', 'consistent-return': 'error',
      'no-restricted-syntax': ['error', { selector: 'WithStatement', message: 'No with.' }], 'no-control-regex': 'error', 'no-loss-of-precision': 'error',
      'own/no-foo': 'error', camelcase: 'warn', 'object-shorthand': 'error', 'no-constant-condition': 'error', 'no-useless-escape': 'error',
    },
  },
];
