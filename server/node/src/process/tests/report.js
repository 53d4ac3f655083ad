'use strict';
// process.report: what it tells, what it writes, its settings.

const assert = require('node:assert');
const fs = require('node:fs');
const path = require('node:path');

const { report } = process;
const made = report.getReport();
assert.strictEqual(made.header.event, 'JavaScript API');
assert.strictEqual(made.header.trigger, 'GetReport');
assert.strictEqual(made.header.filename, null);
assert.strictEqual(made.header.processId, process.pid);
assert.strictEqual(made.header.cwd, process.cwd());
assert.strictEqual(made.header.nodejsVersion, process.version);
assert.strictEqual(made.header.platform, process.platform);
assert.ok(Array.isArray(made.header.cpus) && Array.isArray(made.header.networkInterfaces));
assert.match(made.header.dumpEventTime, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
// By this and by the libraries packages tell glibc from musl.
if (process.platform === 'linux') {
  assert.ok(made.header.glibcVersionRuntime !== undefined || made.sharedObjects.some((file) => file.includes('libc.musl-')));
  assert.ok(made.userLimits.open_files.soft > 0);
}
assert.strictEqual(made.environmentVariables.PATH, process.env.PATH);
assert.match(made.javascriptStack.message, /^Error \[ERR_SYNTHETIC\]: JavaScript Callstack$/);
assert.ok(made.javascriptStack.stack.some((frame) => frame.includes(__filename)));
assert.deepStrictEqual(made.workers, []);

const { javascriptStack } = report.getReport(new RangeError('given'));
assert.strictEqual(javascriptStack.message, 'RangeError: given');
assert.throws(() => report.getReport(1), { code: 'ERR_INVALID_ARG_TYPE', message: /The "err" argument must be of type object/ });
assert.throws(() => report.writeReport(1), { code: 'ERR_INVALID_ARG_TYPE', message: /The "file" argument must be of type string/ });

for (const [name, bad] of [['directory', 1], ['filename', 1], ['compact', 1], ['excludeNetwork', 1], ['signal', 1], ['reportOnSignal', 1]]) {
  assert.throws(() => { report[name] = bad; }, { code: 'ERR_INVALID_ARG_TYPE' });
}
assert.throws(() => { report.signal = 'SIGNOPE'; }, { code: 'ERR_UNKNOWN_SIGNAL' });
assert.deepStrictEqual([report.directory, report.filename, report.compact, report.signal, report.reportOnFatalError], ['', '', false, 'SIGUSR2', false]);

report.directory = process.cwd();
report.excludeNetwork = true;
report.compact = true;
assert.strictEqual(report.writeReport('named.json'), 'named.json');
const named = fs.readFileSync(path.join(process.cwd(), 'named.json'), 'utf8');
assert.strictEqual(named.trim().split('\n').length, 1);
const read = JSON.parse(named);
assert.strictEqual(read.header.trigger, 'API');
assert.strictEqual(read.header.filename, 'named.json');
assert.strictEqual(read.header.networkInterfaces, undefined);
assert.match(report.writeReport(), /^report\.\d{8}\.\d{6}\.\d+\.0\.\d{3}\.json$/);
report.filename = 'set.json';
assert.strictEqual(report.writeReport(new Error('e')), 'set.json');
assert.ok(fs.existsSync('set.json'));
