'use strict';
const { strictEqual, throws } = require('assert');
describe('a second file', function () {
  this.slow(1000);
  it('shares nothing', () => strictEqual(typeof log, 'undefined'));
  it('expects errors', () => throws(() => JSON.parse('{'), SyntaxError));
  it('compares strings', () => strictEqual('one\ntwo\nthree', 'one\n2\nthree'));
});
