'use strict';
// Style sheets parsed, walked, changed by plugins, printed with maps; vendor prefixes; errors with their frame.
const postcss = require('postcss');
const autoprefixer = require('autoprefixer');

const css = `@charset "utf-8";
:root { --main: #ff0000; --size: calc(1px + 2em) }
.a, .b > .c:not(:hover)::before { color: var(--main) !important; user-select: none; background: url(data:image/png;base64,AA==) }
@media (min-width: 100px) { .d { display: flex; width: 10px; width: 20px /* note */ ; } }
/* comment */
@supports (display: grid) { .e { display: grid; grid-template-columns: [full] 1fr } }
.f{color:red;;}
@font-face{font-family:"X";src:url(x.woff)}
.g::placeholder { appearance: none; mask-image: linear-gradient(to right, red, blue) }
`;
const root = postcss.parse(css, { from: 'in.css' });
console.log(root.nodes.map((node) => `${node.type}:${node.selector ?? node.name ?? node.text}`));
root.walkDecls(/^(width|color)$/, (declaration) => console.log(declaration.prop, declaration.value, declaration.important ?? false, declaration.source.start, declaration.parent.selector));
const units = Object.assign(() => ({
  postcssPlugin: 'units',
  Once(node, { result }) {
    result.warn('once', { node: node.first });
  },
  Declaration: {
    width(declaration) {
      if (declaration.value.endsWith('px')) declaration.value = `${parseInt(declaration.value, 10) / 10}rem`;
    },
  },
  Rule(rule) {
    rule.selectors = rule.selectors.map((selector) => selector.replace('.a', '.renamed'));
    if (rule.selector === '.f') rule.append({ prop: 'margin', value: '0' }).cloneBefore({ selector: '.f-copy' });
  },
  AtRule: { supports: (rule) => rule.replaceWith(rule.nodes) },
  Comment: (comment) => comment.remove(),
}), { postcss: true });
const later = { postcssPlugin: 'later', async OnceExit(node, { Declaration }) {
  await new Promise(setImmediate);
  node.first.after(new Declaration({ prop: '$x', value: '1' }));
} };
(async () => {
  const result = await postcss([units(), later, autoprefixer({ overrideBrowserslist: ['ie 11', 'safari 7', 'firefox 30'] })]).process(css, { from: 'in.css', to: 'out.css', map: { inline: false, sourcesContent: false } });
  console.log(result.css);
  console.log(result.warnings().map(String), result.messages.length, result.map.toJSON().sources, result.map.toString().length > 200);
  console.log(postcss([]).process('a{b:c}', { from: undefined, map: { inline: true } }).css.replace(/base64,.*/, 'base64,…'));
  console.log(postcss.list.comma('a, f(b, c), "d, e"'), postcss.list.space('1px solid rgb(1, 2, 3)'));
  console.log(postcss.rule({ selector: 'x', raws: { between: '' } }).append(postcss.decl({ prop: 'a', value: 'b' }), postcss.comment({ text: 'c' })).toString());
  console.log(JSON.stringify(postcss.fromJSON(postcss.parse('a { b: c }').toJSON()).first.first.toJSON()).length > 50);
  for (const bad of ['a {', 'a { b: c', 'a { b }', '} a', '@media { a: "x', '.x { color: red; /* open', 'a { : c }', ': b']) {
    try {
      console.log('fine', postcss.parse(bad, { from: undefined }).toString());
    } catch (error) {
      console.log(error.name, error.reason, error.line, error.column, `\n${error.showSourceCode(false)}`);
    }
  }
  await postcss([{ postcssPlugin: 'thrower', Declaration(declaration) { throw declaration.error('bad value', { word: 'c' }); } }]).process('a {\n  b: c\n}', { from: '/x/in.css' }).catch((error) => console.log(error.name, error.message, error.plugin));
  let big = '';
  for (let at = 0; at < 3000; at++) big += `.c${at} { width: ${at}px; color: red }\n`;
  console.log((await postcss([units()]).process(big, { from: undefined })).css.length);
})();
