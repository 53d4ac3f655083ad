'use strict';
const assert = require('assert');

describe('sum', () => {
  const log = [];
  before(() => log.push('before'));
  beforeEach(() => log.push('each'));
  after(() => assert.deepStrictEqual(log.slice(0, 2), ['before', 'each']));

  it('adds', () => assert.strictEqual(1 + 1, 2));
  it('adds later', async () => {
    await new Promise((resolve) => setTimeout(resolve, 5));
    assert.ok(true);
  });
  it('calls back', (done) => setImmediate(done));
  it('is wrong about objects', () => assert.deepStrictEqual({ a: 1, b: { c: [1, 2] } }, { a: 1, b: { c: [1, 3] } }));
  it('throws', () => {
    throw new TypeError('thrown on purpose');
  });
  it('rejects', () => Promise.reject(new Error('rejected on purpose', { cause: new Error('the cause') })));
  it('calls back an error', (done) => done(new Error('called back on purpose')));
  it('is pending');
  it.skip('is skipped', () => assert.fail());
  it('takes too long', function (done) {
    this.timeout(20);
    setTimeout(done, 5000).unref();
  });
  it('calls back twice', (done) => {
    done();
    done();
  });
  describe('nested', () => {
    for (const n of [1, 2]) it(`case ${n}`, () => assert.strictEqual(n % 2, 1));
    context('with a broken hook', () => {
      beforeEach(() => {
        throw new Error('hook failed');
      });
      it('never runs', () => {});
    });
  });
  it('retries', function () {
    this.retries(2);
    this.tries = (this.tries ?? 0) + 1;
    assert.strictEqual(this.test.currentRetry(), 2);
  });
});
