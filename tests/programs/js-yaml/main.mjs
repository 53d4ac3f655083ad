// Documents of every kind read and written back, schemas and types of one's own, and errors with their place.
import * as yaml from 'js-yaml';

const text = `
anchors:
  base: &base { name: base, list: [1, 2] }
  derived:
    <<: *base
    name: derived
scalars:
  - plain text
  - 'single ''quoted'''
  - "double \\u00e9\\n"
  - 0x1F
  - 0o17
  - 1_000
  - 1e3
  - .inf
  - -.INF
  - .nan
  - ~
  - true
  - yes
  - 2024-02-29
  - 2024-02-29T12:00:00.5+02:00
blocks:
  literal: |
    line one
      indented

    last
  folded: >-
    folded
    into one

    new paragraph
  keep: |+
    kept

complex:
  ? [a, b]
  : value
set: !!set { x, y }
binary: !!binary aGVsbG8=
map: !!omap [ { one: 1 }, { two: 2 } ]
flow: { a: [1, {b: c}], "d e": f, empty: }
`;
let document;
try {
  document = yaml.load(text);
  console.log(document);
} catch (error) {
  console.log(error.name, error.reason, error.mark?.line, error.mark?.column);
}
const simple = yaml.load(text.replace(/^complex:[^]*/m, ''));
console.dir(simple, { depth: null });
console.log(simple.anchors.derived.list === simple.anchors.base.list);
console.log(yaml.dump(simple, { indent: 4, lineWidth: 40, sortKeys: true }));
console.log(yaml.dump({ a: 'yes', b: 'null', c: '1.5', d: ' lead', e: 'multi\nline\n', f: [[], {}], g: [[1, [2]]], h: 'x: y', i: '# no', j: '', k: null, l: new Date(0), m: true, n: -0, o: '☃ 🎉' }, { noRefs: true, quotingType: '"' }));
const shared = { x: 1 };
console.log(yaml.dump({ a: shared, b: shared, c: [shared] }), yaml.dump({ a: shared, b: shared }, { noRefs: true, flowLevel: 1 }));
console.log(yaml.loadAll('---\na: 1\n---\nb: 2\n...\n---\n- c\n'));
for (const bad of ['a: [1, 2', 'a: b: c', '\tx: 1', 'a: "unclosed', '- a\nb: c', 'a: *nope', 'x: !unknown y', '%YAML 9.0\n---\na', 'a: 1\na: 2']) {
  try {
    console.log(JSON.stringify(yaml.load(bad)));
  } catch (error) {
    console.log(`${error.name}: ${error.message}`);
  }
}
for (const value of [undefined, () => 1, Symbol('x'), { a: undefined }]) {
  try {
    console.log(yaml.dump(value, { skipInvalid: typeof value === 'object' }));
  } catch (error) {
    console.log(error.name, error.message);
  }
}
let long = 'root:\n';
for (let at = 0; at < 2000; at++) long += `  key${at}:\n    - ${at}\n    - "text ${at}"\n`;
const loaded = yaml.load(long);
console.log(Object.keys(loaded.root).length, yaml.dump(loaded).length);
