'use strict';
// Templates with blocks, partials, helpers, whitespace control and layouts; precompiled ones; what is refused.
const Handlebars = require('handlebars');

const bars = Handlebars.create();
bars.registerHelper('loud', (text) => String(text).toUpperCase());
bars.registerHelper('repeat', function (count, options) {
  let out = '';
  for (let at = 0; at < count; at++) out += options.fn(this, { data: { ...options.data, at }, blockParams: [at] });
  return out || options.inverse(this);
});
bars.registerHelper('link', (text, options) => new bars.SafeString(`<a ${Object.entries(options.hash).map(([key, value]) => `${key}="${bars.escapeExpression(value)}"`).join(' ')}>${text}</a>`));
bars.registerHelper({ eq: (a, b) => a === b, add: (...list) => list.slice(0, -1).reduce((sum, n) => sum + n) });
bars.registerPartial('row', '<li>{{name}}{{#if (eq name "Ada")}}!{{/if}} {{@partial-block}}</li>');
bars.registerPartial('layout', '<main>{{> @partial-block}}</main>{{#*inline "x"}}{{/inline}}');
const context = {
  title: '<Title>',
  people: [{ name: 'Ada', tags: ['a', 'b'] }, { name: 'Alan', tags: [] }],
  map: { one: 1, two: 2 },
  nested: { deep: { value: 'deep' } },
  fn() { return `called on ${this.title}`; },
  html: new Handlebars.SafeString('<b>safe</b>'),
  'odd key': 'odd',
  zero: 0,
};
for (const template of [
  '{{title}} {{{title}}} {{&title}} {{loud title}} {{fn}} {{html}} {{[odd key]}} {{nested.deep.value}} {{missing.deep}}',
  '{{#each people as |person index|}}{{index}}:{{person.name}}{{#unless @last}}, {{/unless}}{{/each}}',
  '{{#each map}}{{@key}}={{this}}{{#if @first}};{{/if}}{{/each}}{{#each none}}x{{else}}none{{/each}}',
  '{{#with nested.deep}}{{value}} {{../title}} {{@root.zero}}{{/with}}{{#if zero includeZero=true}}zero{{/if}}{{#if zero}}x{{else if title}}title{{/if}}',
  '{{#people}}{{name}}[{{#tags}}{{.}}{{^}}-{{/tags}}]{{/people}}{{^missing}}inverted{{/missing}}',
  '{{#repeat 3 as |n|}}{{n}}{{@at}} {{/repeat}}{{#repeat 0}}x{{else}}never{{/repeat}}',
  '{{link "text" href="/x?a=1&b=2" title=title}} {{add 1 2 (add 3 4)}} {{lookup map "two"}} {{lookup (lookup people 0) "name"}}',
  '  {{~#if title~}}\n  trimmed  \n{{~/if~}}  |\n{{! comment }}\n{{!-- {{x}} --}}\nline\n  {{#if title}}\n  kept\n  {{/if}}\n',
  '{{#> layout}}{{#each people}}{{#> row}}in {{title}}{{/row}}{{/each}}{{/layout}}{{#> nothing}}fallback{{/nothing}}',
  '{{#*inline "greet"}}Hello {{who}}{{/inline}}{{> greet who="you"}} {{> (lookup . "dynamic") }}',
  '\\{{escaped}} {{"literal helper"}} {{true}} {{#each people}}{{#each tags}}{{../name}}{{@../index}}{{this}} {{/each}}{{/each}}',
]) console.log(JSON.stringify(bars.compile(template)({ ...context, dynamic: 'greet2' }, { partials: { greet2: 'dynamic partial' } })));
console.log(bars.compile('{{a}} {{b.c}}', { noEscape: true })({ a: '<', b: { c: '&' } }), bars.compile('{{constructor.name}} {{__proto__}}')({}).length);
const precompiled = bars.precompile('{{#each list}}{{this}},{{/each}}', { strict: true });
console.log(typeof precompiled, bars.template(new Function(`return ${precompiled}`)())({ list: [1, 2] }));
console.log(JSON.stringify(Handlebars.parse('{{#if a}}b{{else}}c{{/if}}').body[0].inverse.body), Handlebars.VERSION);
class Counter extends Handlebars.Visitor {
  constructor() { super(); this.seen = []; }
  PathExpression(path) { this.seen.push(path.original); }
}
const counter = new Counter();
counter.accept(Handlebars.parse('{{a.b}} {{#c d}}{{e}}{{/c}}'));
console.log(counter.seen);
for (const bad of ['{{#if a}}', '{{> missing}}', '{{nohelper 1}}', '{{/if}}', '{{a b=}}', '{{#each}}x{{/each}}', '{{../x}}{{']) {
  try {
    console.log(bars.compile(bad, { strict: bad.includes('strict') })({}));
  } catch (error) {
    console.log(`${error.name}: ${error.message}`);
  }
}
try {
  bars.compile('{{a.b.c}}', { strict: true })({ a: {} });
} catch (error) {
  console.log(error.message);
}
