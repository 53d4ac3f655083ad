const log = (text) => process.stdout.write(`${text}\n`);
setTimeout(() => log('timeout 0'), 0);
setTimeout(() => { log('timeout with'); process.nextTick(() => log('  tick')); Promise.resolve().then(() => log('  microtask')); setImmediate(() => log('  immediate from timeout')); }, 0);
setTimeout(() => log('timeout after'), 0);
setImmediate(() => { log('immediate'); process.nextTick(() => log('  tick of immediate')); setImmediate(() => { log('immediate next round'); read(); }); });
setImmediate(() => log('immediate 2'));
process.nextTick(() => { log('tick 1'); Promise.resolve().then(() => log('microtask in tick')); process.nextTick(() => log('tick in tick')); });
process.nextTick((...list) => log(`tick 2 ${list}`), 'a', 'b');
Promise.resolve().then(() => { log('microtask 1'); process.nextTick(() => log('tick in microtask')); queueMicrotask(() => log('microtask in microtask')); });
queueMicrotask(() => log('microtask 2'));
(async () => { log('async start'); await null; log('async after await'); })();
function read() { require('fs').readFile(__filename, () => { log('read'); setTimeout(() => log('timeout from read'), 0); setImmediate(() => log('immediate from read')); }); }
process.on('beforeExit', (code) => { if (!globalThis.done) { globalThis.done = true; log(`beforeExit ${code}`); setTimeout(() => log('kept alive'), 1); } });
process.on('exit', (code) => { log(`exit ${code}`); process.exitCode = 0; setTimeout(() => log('never')); });
const unref = setTimeout(() => log('never'), 10000);
unref.unref();
log('sync end');
