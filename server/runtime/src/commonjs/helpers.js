'use strict';
/*! What a rewritten text takes from outside, and expressions that are compiled as a file's text is. */

const { native } = require('internal/commonjs/loader');

/** The value of an expression that may use `import()`, as if it stood in the file. */
function compileExpression(text, filename) {
  const compiled = native.compile(`${filename.slice(0, filename.lastIndexOf('/'))}/[function]`, `return (${text}\n)`, false);
  if (typeof compiled === 'function') return compiled();
  if (!Array.isArray(compiled)) throw require('internal/esm/syntax_error').syntaxError(compiled, filename);
  return compiled[0](helpersOf(filename))();
}

/** What a rewritten text takes from outside: `import()`, and the async context around `await`. */
function helpersOf(filename) {
  return {
    __proto__: null,
    get import() {
      let url;
      return (specifier, options) => {
        url ??= lode.native('internal/esm/loader').urlOfPath(filename);
        return require('internal/esm/loader').importDynamically(specifier, url, options);
      };
    },
    get save() {
      return require('internal/async_context').save;
    },
    get restore() {
      return require('internal/async_context').restore;
    },
  };
}

/** The file that called, as V8 gives it to such functions: relative specifiers start there. */
function callingFile() {
  const { framesOf } = require('internal/stack_frames');
  const file = framesOf(new Error()).find((frame) => frame.file !== undefined && !frame.file.startsWith('node:'))?.file;
  if (file?.startsWith('/')) return file;
  if (file?.startsWith('file://')) return require('internal/url').fileURLToPath(file);
  return `${process.cwd()}/[function]`;
}

/** What `new Function(...list)` gives where its body has an `import()`; `head` is how such a function begins. */
function dynamicFunction(head, list) {
  const parameters = list.slice(0, -1).join(',');
  return compileExpression(`${head} anonymous(${parameters}\n) {\n${list.at(-1)}\n}`, callingFile());
}

module.exports = { dynamicFunction, helpersOf };
