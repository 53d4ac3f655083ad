'use strict';
// Code made small: compressed, mangled, with source maps, names kept, properties renamed, and libraries of real size.
const fs = require('fs');
const vm = require('vm');
const { minify } = require('terser');

const source = `
const DEBUG = false;
function outer(longArgument, unusedArgument) {
  'use strict';
  const helper = (value) => value * 2 + longArgument;
  if (DEBUG) { console.log('debug', longArgument); }
  var result = [];
  for (let index = 0; index < 3; index++) { result.push(helper(index) ? { index: index, value: helper(index) } : null); }
  return typeof result === 'undefined' ? void 0 : result.filter(Boolean).map(function (entry) { return entry.value; });
}
class Thing { #secret = 1; static create() { return new this(); } get value() { return this.#secret ?? 0; } async *items() { yield* [1, 2]; } }
const { a, b: { c = 5 } = {}, ...rest } = { a: 1, d: 2 };
console.log(outer(1), Thing.create().value, a, c, rest, \`template \${1 + 1} text\`, 60 * 60 * 24, !0 === true, "it's" + ' "quoted"');
label: while (true) { if (a) break label; else continue; }
export_ = { outer, Thing };
`;
const run = (code) => {
  const lines = [];
  vm.runInNewContext(code, { console: { log: (...list) => lines.push(list.map((value) => JSON.stringify(value)).join(' ')) } });
  return lines;
};
(async () => {
  const expected = run(source);
  for (const options of [{}, { compress: false }, { mangle: false, compress: { passes: 3, unsafe: true, toplevel: true } }, { toplevel: true, ecma: 2020 }, { mangle: { toplevel: true, properties: { regex: /^_/ } }, keep_classnames: true }, { format: { beautify: true, quote_style: 1, comments: true }, mangle: false }, { compress: { drop_console: true, pure_getters: true } }]) {
    const { code } = await minify(source, options);
    console.log(JSON.stringify(options), code.length, options.compress?.drop_console ? '' : JSON.stringify(run(code)) === JSON.stringify(expected));
    console.log(code);
  }
  const mapped = await minify({ 'one.js': 'function one(first) { return first }', 'two.js': 'one(function two(second) { return second * 2 })' }, { sourceMap: { filename: 'out.js', url: 'out.js.map', includeSources: true } });
  console.log(mapped.code, mapped.map);
  const nameCache = {};
  await minify('let x = { _private: 1 }', { nameCache, mangle: { properties: true } });
  console.log(JSON.stringify(nameCache));
  for (const name of ['lodash', 'handlebars']) {
    const text = fs.readFileSync(require.resolve(name), 'utf8');
    const { code } = await minify(text, { compress: { passes: 1 } });
    console.log(name, code.length < text.length, code.length > 100);
  }
  console.log((await minify('a?.b ?? c ||= d; for await (const x of y);', { module: true }).catch((error) => ({ code: `${error.name}: ${error.message} ${error.line}:${error.col}` }))).code);
  for (const bad of ['let a = {', 'return', 'const x;', '"unclosed', '/(/', 'let let = 1']) {
    await minify(bad, { sourceMap: false }).then(({ code }) => console.log('fine', code), (error) => console.log(error.name, error.message, error.line, error.col, error.pos));
  }
  await minify('1', { unknown: true }).catch((error) => console.log(error.name, error.message));
})();
