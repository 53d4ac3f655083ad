'use strict';
// The runner as a program sees it: which tests run, in which order, and the exit code.
const assert = require('node:assert');
const { spawnSync } = require('node:child_process');

function run(code) {
  const { status, stdout, stderr } = spawnSync(process.execPath, ['-e', code], { encoding: 'utf8' });
  return { status, stdout, stderr };
}

const fine = run(`
const { test, describe, it, before, beforeEach, after, afterEach, mock } = require('node:test');
const assert = require('node:assert');
const log = [];
before(() => log.push('before all'));
test('one', async (t) => {
  log.push('one');
  await t.test('inner', () => log.push('inner'));
  log.push('one ends');
});
test('callback', (t, done) => setTimeout(() => { log.push('callback'); done(); }, 1));
test('skipped', { skip: true }, () => log.push('never'));
test.todo('todo', () => { throw new Error('not yet'); });
describe('suite', () => {
  beforeEach(() => log.push('each'));
  afterEach(() => log.push('each ends'));
  it('two', () => log.push('two'));
  it('three', () => log.push('three'));
});
test('plan', (t) => { t.plan(1); t.assert.ok(true); });
after(() => {
  console.log(log.join());
  const sum = mock.fn((a, b) => a + b);
  assert.strictEqual(sum(1, 2), 3);
  assert.deepStrictEqual(sum.mock.calls[0].arguments, [1, 2]);
  const object = { value: 1, method() { return this.value; } };
  mock.method(object, 'method', function() { return this.value + 1; });
  assert.strictEqual(object.method(), 2);
  object.method.mock.restore();
  assert.strictEqual(object.method(), 1);
});
`);
assert.strictEqual(fine.status, 0, fine.stdout + fine.stderr);
assert.match(fine.stdout, /before all,one,inner,one ends,callback,each,two,each ends,each,three,each ends/);
assert.doesNotMatch(fine.stdout, /never/);

const failing = run(`
const { test } = require('node:test');
test('fine', () => {});
test('broken', () => { throw new Error('the reason'); });
test('late', { timeout: 10 }, () => new Promise((resolve) => setTimeout(resolve, 300)));
`);
assert.strictEqual(failing.status, 1);
assert.match(failing.stdout, /the reason/);
assert.match(failing.stdout, /timed out after 10ms/);
