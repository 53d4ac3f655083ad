'use strict';
// Where a failed assertion says it stands.

const assert = require('node:assert');
const { spawnSync } = require('node:child_process');

(async () => {
  // The promise settles when nobody is on the stack any more: the stack names who waits.
  async function waits() {
    await assert.rejects(Promise.resolve(1));
  }
  async function waitsInVain() {
    await assert.doesNotReject(Promise.reject(new Error('no')));
  }
  for (const fn of [waits, waitsInVain]) {
    const error = await fn().then(() => assert.fail('nothing thrown'), (error) => error);
    assert.strictEqual(error.name, 'AssertionError');
    assert.match(error.stack, new RegExp(`at (?:async )?${fn.name} \\(.*places\\.js:\\d+:\\d+\\)`));
    assert.match(error.stack, /^AssertionError \[ERR_ASSERTION\]: /);
  }
  // An error of the program's own is left as it is.
  const own = new assert.AssertionError({ message: 'own' });
  const { stack } = own;
  await assert.rejects(assert.rejects(Promise.reject(new Error('other')), { message: 'wanted' }, own), (error) => error === own && error.stack === stack);

  // The expression is found in text from the command line too, as a script and as a module.
  for (const [type, header] of [['commonjs', "const assert = require('assert');"], ['module', "import assert from 'assert';"]]) {
    const { status, stderr } = spawnSync(process.execPath, [`--input-type=${type}`, '-e', `${header}\nassert.ok(0 === 2);\n`], { encoding: 'utf8' });
    assert.strictEqual(status, 1);
    assert.match(stderr, /AssertionError \[ERR_ASSERTION\]: The expression evaluated to a falsy value:\n\n {2}assert\.ok\(0 === 2\)\n/);
  }
  const { stdout } = spawnSync(process.execPath, ['--input-type=module', '-e', 'console.log(import.meta.url)'], { encoding: 'utf8' });
  assert.match(stdout, /^file:\/\/.*\/\[eval1\]\n$/);
})();

// `process` has its tag itself: what merely inherits from its prototype is no process.
const fake = Object.create(Object.getPrototypeOf(process));
for (const key of Object.keys(process)) Object.defineProperty(fake, key, { ...Object.getOwnPropertyDescriptor(process, key) });
assert.notDeepEqual(fake, process);
assert.strictEqual(Object.prototype.toString.call(process), '[object process]');
assert.deepStrictEqual(Object.getOwnPropertyDescriptor(process, Symbol.toStringTag), {
  value: 'process', writable: true, enumerable: false, configurable: false,
});
