console.log(require('typescript').version);
