// What a person reads when the engine throws: V8's sentences, and the line with a mark where V8 has it.
const { spawnSync } = require('child_process');
const { mkdirSync, writeFileSync } = require('fs');
mkdirSync('work', { recursive: true });

function shown(code, name) {
  writeFileSync(`work/${name}`, code);
  const { stderr } = spawnSync(process.execPath, [name], { encoding: 'utf8', cwd: 'work' });
  const lines = stderr.split('\n');
  const message = lines.find((line) => /^\w*(?:Error|Exception)\b.*: /.test(line));
  const mark = lines.find((line) => /^ *\^+$/.test(line)) ?? '';
  const place = lines[0].match(/:(\d+)$/)?.[1];
  return { message, place, column: mark.indexOf('^') + 1, length: mark.trim().length };
}

console.log('-- with the place');
for (const code of [
  'let a = 1;\nlet b = nope;',
  'let a;\nlet a;',
  'function f() {\n  await x;\n}',
  'function f(p) { return p.a.b; }\nf({});',
  'const q = null; q();',
  'const o = {}; o.method();',
  'let s = "a"; s.foo.bar();',
  'null.a',
  'const o = { a: {} };\no.a.b.c.d',
]) {
  const { message, place, column, length } = shown(code, 'a.cjs');
  console.log(`${place}:${column}+${length} ${message}`);
}

console.log('-- a stack that the program has read');
{
  const { message, place } = shown('function f() { throw new RangeError("seen"); } try { f(); } catch (e) { e.stack; throw e; }', 'a.cjs');
  console.log(place, message);
}

console.log('-- the sentence');
for (const code of [
  'for (const x of 5);',
  '(function f() { f(); })()',
  '[].reduce((a, b) => a)',
  'new Array(-1)',
  'decodeURIComponent("%")',
  'class A { constructor() { this.x; } } class B extends A { constructor() { this.y = 1; } } new B()',
  '1 in "text"',
  '({}) instanceof 5',
  'new (() => {})()',
  'BigInt(1) + 1',
  'Symbol() + ""',
  'structuredClone(() => {})',
]) {
  console.log(shown(code, 'b.cjs').message);
}

console.log('-- code without a file');
for (const argument of ['throw new Error("a")', 'const a = 1;\nfoo(a)', 'a.b']) {
  const { stderr } = spawnSync(process.execPath, ['-e', argument], { encoding: 'utf8' });
  // Which column is marked is each runtime's own: where the error was made, or where it was thrown.
  console.log(stderr.split('\n').slice(0, 6).filter((line) => !/node:|^ *\^$/.test(line)).join('\n'));
}
const { stderr } = spawnSync(process.execPath, ['-'], { encoding: 'utf8', input: '\n  throw new TypeError("from a pipe")' });
console.log(stderr.split('\n').filter((line) => line.startsWith('    at [stdin]:')).join('\n'));
