const path = require('path');

const source = path.resolve(__dirname, 'src');

module.exports = (env) => ({
  mode: env.mode,
  resolve: {
    alias: {
      '@': source,
      shapes$: path.join(source, 'deep', 'shapes.js'),
      anything: env.somewhere,
    },
    modules: [path.resolve(__dirname, 'shared'), 'node_modules'],
  },
});
