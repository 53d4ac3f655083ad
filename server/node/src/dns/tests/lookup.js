'use strict';
// What the system's resolver answers without a network, and what is checked before it is asked.
const assert = require('node:assert');
const dns = require('node:dns');
const { promisify } = require('node:util');

assert.strictEqual(dns.promises, require('node:dns/promises'));
assert.throws(() => dns.lookup('x'), { code: 'ERR_INVALID_ARG_TYPE' });
assert.throws(() => dns.lookup(1, () => {}), { code: 'ERR_INVALID_ARG_TYPE' });
assert.throws(() => dns.lookup('x', 5, () => {}), { code: 'ERR_INVALID_ARG_VALUE' });
assert.throws(() => dns.lookup('x', { hints: 1 << 20 }, () => {}), { code: 'ERR_INVALID_ARG_VALUE' });
assert.throws(() => dns.lookup('x', { all: 1 }, () => {}), { code: 'ERR_INVALID_ARG_TYPE' });
assert.throws(() => dns.lookup('x', { order: 'y' }, () => {}), { code: 'ERR_INVALID_ARG_VALUE' });
assert.throws(() => dns.lookupService('x', 1, () => {}), { code: 'ERR_INVALID_ARG_VALUE' });
assert.throws(() => dns.lookupService('127.0.0.1', 1), { code: 'ERR_MISSING_ARGS' });
assert.throws(() => dns.setDefaultResultOrder('x'), { code: 'ERR_INVALID_ARG_VALUE' });
assert.strictEqual(dns.getDefaultResultOrder(), 'verbatim');

(async () => {
  assert.deepStrictEqual(await dns.promises.lookup('127.0.0.1'), { address: '127.0.0.1', family: 4 });
  assert.deepStrictEqual(await dns.promises.lookup('::1', { all: true }), [{ address: '::1', family: 6 }]);
  assert.deepStrictEqual(await promisify(dns.lookup)('127.0.0.1'), { address: '127.0.0.1', family: 4 });
  const { address, family } = await dns.promises.lookup('localhost', 4);
  assert.strictEqual(address, '127.0.0.1');
  assert.strictEqual(family, 4);
  await new Promise((resolve) => {
    dns.lookup('localhost', { all: true, order: 'ipv4first' }, (error, list) => {
      assert.strictEqual(error, null);
      assert.strictEqual(list[0].family, 4);
      resolve();
    });
  });
  await assert.rejects(dns.promises.lookup('name.invalid'), (error) => {
    assert.strictEqual(error.syscall, 'getaddrinfo');
    assert.strictEqual(error.hostname, 'name.invalid');
    assert.ok(['ENOTFOUND', 'EAI_AGAIN'].includes(error.code));
    assert.strictEqual(error.message, `getaddrinfo ${error.code} name.invalid`);
    return true;
  });
})();
