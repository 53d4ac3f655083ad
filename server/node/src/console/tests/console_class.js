'use strict';
// Console over streams of its own: every method and option.
const assert = require('node:assert');
const { Console } = require('node:console');
const { Writable } = require('node:stream');

class Sink extends Writable {
  text = '';
  _write(chunk, encoding, callback) {
    this.text += chunk;
    callback();
  }
}

function run(use, options) {
  const stdout = new Sink();
  const stderr = new Sink();
  use(new Console({ stdout, stderr, ...options }));
  return [stdout.text, stderr.text];
}

assert.deepStrictEqual(run((c) => { c.log('a', 1, { b: 1 }); c.info('%s!', 'x'); c.debug(); c.dirxml({ a: 1 }, [2]); }), ['a 1 { b: 1 }\nx!\n\n{ a: 1 } [ 2 ]\n', '']);
assert.deepStrictEqual(run((c) => { c.warn('w'); c.error('e'); }), ['', 'w\ne\n']);
assert.deepStrictEqual(run((c) => { c.assert(true, 'no'); c.assert(false); c.assert(false, 'm %s', 1); c.assert(0, { a: 1 }); }),
  ['', 'Assertion failed\nAssertion failed: m 1\nAssertion failed { a: 1 }\n']);
assert.deepStrictEqual(run((c) => { c.count(); c.count('x'); c.count(); c.countReset(); c.count(); }), ['default: 1\nx: 1\ndefault: 2\ndefault: 1\n', '']);
assert.deepStrictEqual(run((c) => { c.group('G'); c.log('a\nb'); c.groupCollapsed(); c.warn('w'); c.groupEnd(); c.groupEnd(); c.groupEnd(); c.log('out'); }),
  ['G\n  a\n  b\nout\n', '    w\n']);
assert.deepStrictEqual(run((c) => { c.group(); c.log('x'); }, { groupIndentation: 4 })[0], '    x\n');
assert.deepStrictEqual(run((c) => c.dir({ a: { b: { c: {} } } }, { depth: 0 }))[0], '{ a: [Object] }\n');
assert.deepStrictEqual(run((c) => c.log({ a: { b: {} } }), { inspectOptions: { depth: 0 } })[0], '{ a: [Object] }\n');
assert.deepStrictEqual(run((c) => c.log({ a: 1 }), { colorMode: true })[0], '{ a: \u001b[33m1\u001b[39m }\n');
assert.match(run((c) => { c.time('t'); c.timeLog('t', 'more'); c.timeEnd('t'); })[0], /^t: [\d.]+m?s more\nt: [\d.]+m?s\n$/);
assert.match(run((c) => c.trace('here %d', 1))[1], /^Trace: here 1\n {4}at /);
assert.strictEqual(run((c) => { const { log } = c; log('bound'); })[0], 'bound\n');

// Tables.
const table = (data, properties) => run((c) => c.table(data, properties))[0];
const lines = (...rows) => `${rows.join('\n')}\n`;
assert.strictEqual(table([{ a: 1, b: 'x' }, { a: 2 }]), lines(
  '\u250c\u2500\u2500\u2500\u2500\u2500\u2500\u2500\u2500\u2500\u252c\u2500\u2500\u2500\u252c\u2500\u2500\u2500\u2500\u2500\u2510',
  "\u2502 (index) \u2502 a \u2502 b   \u2502",
  '\u251c\u2500\u2500\u2500\u2500\u2500\u2500\u2500\u2500\u2500\u253c\u2500\u2500\u2500\u253c\u2500\u2500\u2500\u2500\u2500\u2524',
  "\u2502 0       \u2502 1 \u2502 'x' \u2502",
  '\u2502 1       \u2502 2 \u2502     \u2502',
  '\u2514\u2500\u2500\u2500\u2500\u2500\u2500\u2500\u2500\u2500\u2534\u2500\u2500\u2500\u2534\u2500\u2500\u2500\u2500\u2500\u2518',
));
assert.match(table([1, 'x']), /\(index\) \u2502 Values/);
assert.match(table(new Map([['a', 1]])), /\(iteration index\) \u2502 Key \u2502 Values/);
assert.match(table(new Set([1])), /\(iteration index\) \u2502 Values/);
assert.match(table([{ a: 1, b: 2 }], ['b']), /\(index\) \u2502 b \u2502\n/);
assert.strictEqual(table('text'), 'text\n');
assert.throws(() => table([], 'a'), { code: 'ERR_INVALID_ARG_TYPE' });

// The constructor.
assert.throws(() => new Console(), { code: 'ERR_CONSOLE_WRITABLE_STREAM' });
assert.throws(() => new Console({ stdout: new Sink(), stderr: 1 }), { code: 'ERR_CONSOLE_WRITABLE_STREAM' });
assert.throws(() => new Console({ stdout: new Sink(), colorMode: 'x' }), { code: 'ERR_INVALID_ARG_VALUE' });
assert.throws(() => new Console({ stdout: new Sink(), groupIndentation: -1 }), { code: 'ERR_OUT_OF_RANGE' });
assert.throws(() => new Console({ stdout: new Sink(), colorMode: true, inspectOptions: { colors: true } }), { code: 'ERR_INCOMPATIBLE_OPTION_PAIR' });
assert.ok(Console({ stdout: new Sink() }) instanceof Console);
assert.ok(console instanceof Console);
assert.strictEqual(console.Console, Console);
assert.strictEqual(require('node:console'), console);
assert.strictEqual(Object.prototype.toString.call(console), '[object console]');

// Errors of the stream are swallowed, unless that is not wanted.
const failing = { write() { throw new Error('broken'); }, listenerCount: () => 1, removeListener() {} };
new Console({ stdout: failing }).log('lost');
assert.throws(() => new Console({ stdout: failing, ignoreErrors: false }).log('lost'), /broken/);
