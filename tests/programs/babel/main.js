'use strict';
// New syntax compiled to old, types removed, a plugin of one's own, source maps, and errors with their frame.
const babel = require('@babel/core');

const source = `
import thing, { other as renamed } from './thing';
export class Point extends Base {
  static #count = 0;
  #x = 1; y;
  constructor(x = 0, ...rest) { super(...rest); this.#x = x; Point.#count++; }
  get x() { return this.#x ?? renamed?.value; }
  static async *points(list) { for await (const { x, ...others } of list) yield new Point(x, others); }
}
export const swap = ([a, b]) => [b, a], power = (n) => n ** 2;
export default async function main() {
  const results = await Promise.all([1, 2, 3].map(async (n) => \`\${n}: \${await power(n)}\`));
  label: for (const result of results) { if (!result) continue label; thing(result, { ...renamed }); }
  return results.at(-1)?.length ||= 5;
}
`.replace('return results.at(-1)?.length ||= 5;', 'results.last ||= 5; return /(?<year>\\d+)/u.exec(results);');
const compiled = babel.transformSync(source, { configFile: false, babelrc: false, filename: 'point.js', presets: [[require.resolve('@babel/preset-env'), { targets: { ie: '11' }, modules: 'commonjs' }]], sourceMaps: true });
console.log(compiled.code);
console.log(compiled.map.sources, compiled.map.mappings.length, compiled.map.names.slice(0, 5));
const modern = babel.transformSync(source, { configFile: false, babelrc: false, presets: [[require.resolve('@babel/preset-env'), { targets: { node: '22' }, modules: false }]] });
console.log(modern.code.split('\n').length);
const typed = babel.transformSync('enum Color { Red = 1, Green = "g" }\nconst f = <T,>(x: T, y?: number): x is T => x!;\nexport type A = { a: string };\nabstract class B { z!: number; constructor(private readonly q: string) {} }\nimport type { C } from "c";\nlet x = y as unknown as string;', { configFile: false, babelrc: false, filename: 'a.ts', plugins: [require.resolve('@babel/plugin-transform-typescript')] });
console.log(typed.code);
const plugin = ({ types: t, template }) => ({
  visitor: {
    Identifier(path) {
      if (path.node.name === 'before') path.node.name = 'after';
    },
    DebuggerStatement(path) {
      path.replaceWith(template.statement.ast`console.trace(${t.stringLiteral('here')});`);
    },
    FunctionDeclaration(path) {
      const bindings = Object.keys(path.scope.bindings).sort();
      path.addComment('leading', ` binds ${bindings.join(', ')}`);
    },
  },
});
console.log(babel.transformSync('function f(before, c) { var d; debugger; return before + c }', { configFile: false, babelrc: false, plugins: [plugin], compact: false }).code);
console.log(babel.transformSync(source, { configFile: false, babelrc: false, minified: true, comments: false }).code.length);
try {
  babel.transformSync('const a = 1;\nconst b = {\n  c: 1,\n  d e\n};', { configFile: false, babelrc: false, filename: 'broken.js' });
} catch (error) {
  console.log(error.name, error.code, error.reasonCode, error.loc, `\n${error.message.replace(process.cwd(), '.')}`);
}
babel.parseAsync('a |> b', { configFile: false, babelrc: false }).catch((error) => console.log(error.message.split('\n')[0]));
babel.traverse(babel.parseSync('let a = 1, b = a; { let a = 2; b = a }', { configFile: false, babelrc: false }), {
  Scope(path) {
    console.log(path.type, Object.keys(path.scope.bindings).map((name) => `${name}:${path.scope.bindings[name].references}`));
  },
});
