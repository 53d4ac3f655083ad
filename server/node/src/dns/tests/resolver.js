'use strict';
// Resolvers: servers, options, names that can't be asked for, cancelling.
const assert = require('node:assert');
const dns = require('node:dns');

const resolver = new dns.Resolver({ timeout: 50, tries: 1 });
resolver.setServers(['1.2.3.4', '5.6.7.8:53', '[::1]:5353', '::2']);
assert.deepStrictEqual(resolver.getServers(), ['1.2.3.4', '5.6.7.8', '[::1]:5353', '::2']);
assert.throws(() => resolver.setServers('x'), { code: 'ERR_INVALID_ARG_TYPE' });
assert.throws(() => resolver.setServers(['x']), { code: 'ERR_INVALID_IP_ADDRESS' });
assert.throws(() => new dns.Resolver({ timeout: -2 }), { code: 'ERR_OUT_OF_RANGE' });
assert.throws(() => new dns.Resolver({ tries: 0 }), { code: 'ERR_OUT_OF_RANGE' });
assert.throws(() => resolver.setLocalAddress('x'), { code: 'ERR_INVALID_ARG_VALUE' });
assert.throws(() => resolver.resolve('x', 'NO', () => {}), { code: 'ERR_INVALID_ARG_VALUE' });
assert.throws(() => resolver.resolve4('x'), { code: 'ERR_INVALID_ARG_TYPE' });
assert.throws(() => resolver.reverse('x', () => {}), { code: 'EINVAL', syscall: 'getHostByAddr' });
assert.ok(Array.isArray(dns.getServers()));

(async () => {
  const promises = new dns.promises.Resolver({ timeout: 50, tries: 1 });
  await assert.rejects(promises.resolve4('a..b'), { code: 'EBADNAME', syscall: 'queryA', hostname: 'a..b' });
  promises.setServers(['127.0.0.1:1']);
  const cancelled = assert.rejects(promises.resolveMx('name.invalid'), { code: 'ECANCELLED', syscall: 'queryMx' });
  promises.cancel();
  await cancelled;
})();
