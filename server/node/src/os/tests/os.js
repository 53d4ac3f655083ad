'use strict';
const assert = require('node:assert');
const os = require('node:os');

for (const name of ['arch', 'endianness', 'homedir', 'hostname', 'machine', 'platform', 'release', 'tmpdir', 'type', 'version']) {
  assert.strictEqual(typeof os[name](), 'string', name);
  assert.strictEqual(`${os[name]}`, os[name](), name);
}
assert.strictEqual(os.arch(), process.arch);
assert.strictEqual(os.platform(), process.platform);
assert.ok(['LE', 'BE'].includes(os.endianness()));
assert.strictEqual(os.EOL, '\n');
assert.strictEqual(os.devNull, '/dev/null');
assert.throws(() => { os.EOL = 'x'; }, TypeError);

assert.ok(os.totalmem() > os.freemem() && os.freemem() > 0);
assert.strictEqual(+os.totalmem, os.totalmem());
assert.ok(os.uptime() > 0);
assert.ok(os.availableParallelism() >= 1);
const loads = os.loadavg();
assert.strictEqual(loads.length, 3);
for (const load of loads) assert.ok(load >= 0);

const cpus = os.cpus();
assert.ok(cpus.length >= 1);
for (const cpu of cpus) {
  assert.deepStrictEqual(Object.keys(cpu), ['model', 'speed', 'times']);
  assert.deepStrictEqual(Object.keys(cpu.times), ['user', 'nice', 'sys', 'idle', 'irq']);
}

for (const addresses of Object.values(os.networkInterfaces())) {
  for (const address of addresses) {
    assert.ok(['IPv4', 'IPv6'].includes(address.family));
    assert.match(address.mac, /^([0-9a-f]{2}:){5}[0-9a-f]{2}$/);
    assert.ok(address.cidr === null || address.cidr.startsWith(`${address.address}/`));
    assert.strictEqual('scopeid' in address, address.family === 'IPv6');
  }
}
const loopback = Object.values(os.networkInterfaces()).flat().find(({ address }) => address === '127.0.0.1');
if (loopback !== undefined) {
  assert.strictEqual(loopback.cidr, '127.0.0.1/8');
  assert.strictEqual(loopback.internal, true);
}

const user = os.userInfo();
assert.strictEqual(Object.getPrototypeOf(user), null);
assert.strictEqual(user.uid, process.getuid());
assert.strictEqual(typeof user.username, 'string');
assert.ok(Buffer.isBuffer(os.userInfo({ encoding: 'buffer' }).username));
assert.strictEqual(os.userInfo({ encoding: 'hex' }).username, Buffer.from(user.username).toString('hex'));

// The environment is asked first.
const { HOME, TMPDIR } = process.env;
process.env.HOME = '/somewhere';
assert.strictEqual(os.homedir(), '/somewhere');
delete process.env.HOME;
assert.strictEqual(os.homedir(), user.homedir);
if (HOME !== undefined) process.env.HOME = HOME;
process.env.TMPDIR = '/elsewhere/';
assert.strictEqual(os.tmpdir(), '/elsewhere');
if (TMPDIR === undefined) delete process.env.TMPDIR;
else process.env.TMPDIR = TMPDIR;

assert.strictEqual(typeof os.getPriority(), 'number');
os.setPriority(os.getPriority());
assert.throws(() => os.getPriority('a'), { code: 'ERR_INVALID_ARG_TYPE' });
assert.throws(() => os.setPriority(0, 20), {
  code: 'ERR_OUT_OF_RANGE', message: 'The value of "priority" is out of range. It must be >= -20 && <= 19. Received 20',
});
assert.throws(() => os.getPriority(2 ** 30), {
  name: 'SystemError',
  code: 'ERR_SYSTEM_ERROR',
  message: 'A system error occurred: uv_os_getpriority returned ESRCH (no such process)',
  info: { errno: -3, code: 'ESRCH', message: 'no such process', syscall: 'uv_os_getpriority' },
});

const { constants } = os;
assert.strictEqual(constants.signals.SIGINT, 2);
assert.strictEqual(constants.errno.ENOENT, 2);
assert.strictEqual(constants.priority.PRIORITY_LOW, 19);
assert.strictEqual(constants.dlopen.RTLD_LAZY, 1);
assert.strictEqual(constants.UV_UDP_REUSEADDR, 4);
assert.ok(Object.isFrozen(constants.signals));
