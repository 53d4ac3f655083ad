'use strict';
const assert = require('node:assert');

assert.strictEqual(global, globalThis);
assert.strictEqual(globalThis[Symbol.toStringTag], 'global');
assert.deepStrictEqual(Object.keys(globalThis), [
  'global', 'clearImmediate', 'setImmediate', 'clearInterval', 'clearTimeout', 'setInterval', 'setTimeout',
  'queueMicrotask', 'structuredClone', 'atob', 'btoa', 'performance', 'fetch', 'navigator', 'crypto',
]);

// Each can be read, replaced and put back.
for (const name of ['setTimeout', 'URL', 'Event', 'performance', 'structuredClone', 'DOMException', 'Blob']) {
  const value = globalThis[name];
  assert.ok(value !== undefined, name);
  globalThis[name] = 1;
  assert.strictEqual(globalThis[name], 1);
  globalThis[name] = value;
  assert.strictEqual(globalThis[name], value);
}

// Where modules export them too.
assert.strictEqual(Buffer, require('node:buffer').Buffer);
assert.strictEqual(URL, require('node:url').URL);
assert.strictEqual(setTimeout, require('node:timers').setTimeout);
assert.strictEqual(console, require('node:console'));
assert.strictEqual(process, require('node:process'));
assert.strictEqual(performance, require('node:perf_hooks').performance);
assert.strictEqual(Blob, require('node:buffer').Blob);
assert.strictEqual(TextEncoder, require('node:util').TextEncoder);
assert.strictEqual(ReadableStream, require('node:stream/web').ReadableStream);

// DOMException.
{
  const error = new DOMException('m', 'AbortError');
  assert.ok(error instanceof Error && error instanceof DOMException);
  assert.deepStrictEqual([error.name, error.message, error.code, `${error}`], ['AbortError', 'm', 20, 'AbortError: m']);
  assert.match(error.stack, /^AbortError: m\n/);
  assert.strictEqual(Object.prototype.toString.call(error), '[object DOMException]');
  assert.deepStrictEqual([new DOMException().name, new DOMException().message, new DOMException().code], ['Error', '', 0]);
  assert.strictEqual(new DOMException('m', { name: 'X', cause: 1 }).cause, 1);
  assert.strictEqual(DOMException.DATA_CLONE_ERR, 25);
  assert.throws(() => DOMException.prototype.name, { code: 'ERR_INVALID_THIS' });
}

// navigator
assert.ok(navigator.hardwareConcurrency >= 1);
assert.match(navigator.userAgent, /^Node\.js\/\d+$/);
assert.strictEqual(navigator.languages[0], navigator.language);
assert.ok(Object.isFrozen(navigator.languages));
assert.strictEqual(typeof navigator.platform, 'string');
assert.throws(() => new Navigator(), { code: 'ERR_ILLEGAL_CONSTRUCTOR' });
