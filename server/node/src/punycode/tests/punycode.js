'use strict';
const assert = require('node:assert');
const punycode = require('node:punycode');

const pairs = [['ma\u00f1ana', 'maana-pta'], ['\u2603-\u2318', '--dqo34k'], ['b\u00fccher', 'bcher-kva'], ['\u{1f4a9}', 'ls8h'], ['', ''], ['abc', 'abc-']];
for (const [decoded, encoded] of pairs) {
  assert.strictEqual(punycode.encode(decoded), encoded);
  assert.strictEqual(punycode.decode(encoded), decoded);
}
assert.strictEqual(punycode.toASCII('m\u00e4dchen@b\u00fccher.com'), 'm\u00e4dchen@xn--bcher-kva.com');
assert.strictEqual(punycode.toASCII('b\u00fccher\u3002com'), 'xn--bcher-kva.com');
assert.strictEqual(punycode.toUnicode('xn--bcher-kva.com'), 'b\u00fccher.com');
assert.deepStrictEqual(punycode.ucs2.decode('\u{1f4a9}a'), [0x1f4a9, 97]);
assert.strictEqual(punycode.ucs2.encode([0x1f4a9, 97]), '\u{1f4a9}a');
assert.strictEqual(punycode.version, '2.1.0');
for (const bad of ['\u0080-a', 'a-!', 'ls8h=']) assert.throws(() => punycode.decode(bad), RangeError);
