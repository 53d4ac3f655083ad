// What the engine itself throws is shown to a person in the words they know.
const { spawnSync } = require('child_process');
for (const code of ['missing', 'null.property', 'undefined.method()', 'let object = {}; object.method()', 'let list = [1]; list.nope()', 'new (class { constructor() { this.x.y } })', 'let n; n.a = 1', 'JSON.parse("{")', 'class A extends B {}', '5()', 'let f = 1; f()', 'new 5', 'Symbol() + ""']) {
  const { status, stderr } = spawnSync(process.execPath, ['-e', code], { encoding: 'utf8' });
  console.log(status, code, '->', stderr.split('\n').find((line) => /^(\w*Error|Uncaught)/.test(line)));
}
