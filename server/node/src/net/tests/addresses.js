'use strict';
// isIP, SocketAddress and BlockList.
const assert = require('node:assert');
const net = require('node:net');
const { inspect } = require('node:util');

for (const [text, kind] of [
  ['127.0.0.1', 4], ['0.0.0.0', 4], ['255.255.255.255', 4], ['256.0.0.1', 0], ['01.2.3.4', 0], ['1.2.3', 0], ['', 0],
  ['::', 6], ['::1', 6], ['1:2:3:4:5:6:7:8', 6], ['1:2:3:4:5:6:7:8:9', 0], ['1::2::3', 0], ['::ffff:1.2.3.4', 6],
  ['1:2:3:4:5:6:1.2.3.4', 6], ['fe80::1%eth0', 6], ['fe80::1%', 0], ['12345::', 0], [':1', 0], ['x', 0],
]) {
  assert.strictEqual(net.isIP(text), kind, text);
  assert.strictEqual(net.isIPv4(text), kind === 4);
  assert.strictEqual(net.isIPv6(text), kind === 6);
}
assert.strictEqual(net.isIP(undefined), 0);

const address = new net.SocketAddress({ address: '1.2.3.4', port: 80 });
assert.deepStrictEqual(address.toJSON(), { address: '1.2.3.4', port: 80, family: 'ipv4', flowlabel: 0 });
assert.strictEqual(inspect(address), "SocketAddress { address: '1.2.3.4', port: 80, family: 'ipv4', flowlabel: 0 }");
assert.strictEqual(new net.SocketAddress({ family: 'ipv6', address: '0:0::1' }).address, '::1');
assert.strictEqual(net.SocketAddress.isSocketAddress(address), true);
assert.strictEqual(net.SocketAddress.isSocketAddress({}), false);
assert.strictEqual(net.SocketAddress.parse('[::1]:443').port, 443);
assert.strictEqual(net.SocketAddress.parse('not an address'), undefined);
assert.throws(() => new net.SocketAddress({ address: '::1' }), { code: 'ERR_INVALID_ADDRESS' });
assert.throws(() => new net.SocketAddress({ family: 'x' }), { code: 'ERR_INVALID_ARG_VALUE' });
assert.throws(() => new net.SocketAddress({ port: 65536 }), { code: 'ERR_SOCKET_BAD_PORT' });

const list = new net.BlockList();
list.addAddress('1.1.1.1');
list.addRange('10.0.0.1', '10.0.0.10');
list.addSubnet('8592:757c:efae:4e45::', 64, 'ipv6');
assert.strictEqual(list.check('1.1.1.1'), true);
assert.strictEqual(list.check('::ffff:1.1.1.1', 'ipv6'), true);
assert.strictEqual(list.check('1.1.1.2'), false);
assert.strictEqual(list.check('10.0.0.5'), true);
assert.strictEqual(list.check('10.0.0.11'), false);
assert.strictEqual(list.check('8592:757c:efae:4e45:fb5d:d62a:0d00:8e17', 'ipv6'), true);
assert.strictEqual(list.check('8592:757c:efae:4e46::', 'ipv6'), false);
assert.deepStrictEqual(list.rules, [
  'Subnet: IPv6 8592:757c:efae:4e45::/64',
  'Range: IPv4 10.0.0.1-10.0.0.10',
  'Address: IPv4 1.1.1.1',
]);
assert.strictEqual(net.BlockList.isBlockList(list), true);
assert.throws(() => list.addRange('1.1.1.2', '1.1.1.1'), { code: 'ERR_INVALID_ARG_VALUE' });
assert.throws(() => list.addSubnet('1.1.1.1', 33), { code: 'ERR_OUT_OF_RANGE' });
