// What the engine itself throws is shown to a person in the words they know.
const { spawnSync } = require('child_process');
for (const code of ['missing', 'null.property', 'undefined.method()', 'let object = {}; object.method()', 'let list = [1]; list.nope()', 'const fixed = 1; fixed = 2', 'let [a] = null', 'new (class { constructor() { this.x.y } })', 'later; let later = 1', '[].reduce((a) => a)', 'null[Symbol.iterator]', 'let n; n.a = 1', 'JSON.parse("{")', 'new Array(-1)', 'class A extends B {}', '5()', 'let f = 1; f()', 'new 5', 'Symbol() + ""', 'for (const x of 5);', '"a" in "b"', 'Object.defineProperty(Object.freeze({}), "a", { value: 1 })']) {
  const { status, stderr } = spawnSync(process.execPath, ['-e', code], { encoding: 'utf8' });
  console.log(status, code, '->', stderr.split('\n').find((line) => /^(\w*Error|Uncaught)/.test(line)));
}
