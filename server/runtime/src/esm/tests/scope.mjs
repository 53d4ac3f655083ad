import assert from 'node:assert';

assert.strictEqual(this, undefined);
assert.strictEqual((() => this)(), undefined);
assert.strictEqual(typeof arguments, 'undefined');
assert.strictEqual(typeof require, 'undefined');
assert.strictEqual(typeof module, 'undefined');
assert.strictEqual(typeof exports, 'undefined');
assert.strictEqual(typeof __filename, 'undefined');
assert.throws(() => { undeclared = 1; }, ReferenceError);
assert.strictEqual((function() { return this; })(), undefined);
class Fields {
  own = this;
  static self = this;
}
assert.strictEqual(Fields.self, Fields);
assert(new Fields().own instanceof Fields);

assert.deepStrictEqual(Object.keys(import.meta), ['dirname', 'filename', 'main', 'resolve', 'url']);
assert.strictEqual(Object.getPrototypeOf(import.meta), null);
assert.strictEqual(import.meta.url, `file://${import.meta.filename}`);
assert.strictEqual(import.meta.filename, `${import.meta.dirname}/scope.mjs`);
assert.strictEqual(import.meta.main, true);
assert.strictEqual(import.meta.resolve('./x'), new URL('./x', import.meta.url).href);
assert.strictEqual(import.meta.resolve('fs'), 'node:fs');
import.meta.added = 1;
assert.strictEqual(import.meta.added, 1);

const { stack } = new Error('here'); const [, place] = stack.split('\n');
assert.match(place, /scope\.mjs:29:\d+/);
await null; const later = new Error('there').stack.split('\n')[1];
assert.match(later, /scope\.mjs:31:\d+/);
