'use strict';
const assert = require('node:assert');
const { inspect } = require('node:util');

{
  const controller = new AbortController();
  const { signal } = controller;
  const seen = [];
  signal.onabort = (event) => {
    seen.push(`on ${event.isTrusted}`);
    assert.strictEqual(event.target, signal);
  };
  signal.addEventListener('abort', () => seen.push('listener'));
  assert.strictEqual(signal.aborted, false);
  assert.strictEqual(signal.reason, undefined);
  signal.throwIfAborted();
  controller.abort('why');
  controller.abort('again');
  assert.deepStrictEqual(seen, ['on true', 'listener']);
  assert.strictEqual(signal.aborted, true);
  assert.strictEqual(signal.reason, 'why');
  assert.throws(() => signal.throwIfAborted(), (error) => error === 'why');
  assert.strictEqual(inspect(controller), 'AbortController { signal: [AbortSignal] }'.replace('[AbortSignal]', 'AbortSignal { aborted: true }'));
  assert.strictEqual(typeof signal.onabort, 'function');
}
{
  const { reason } = AbortSignal.abort();
  assert.ok(reason instanceof DOMException);
  assert.strictEqual(reason.name, 'AbortError');
  assert.strictEqual(reason.message, 'This operation was aborted');
  assert.strictEqual(AbortSignal.abort(5).reason, 5);
  assert.strictEqual(AbortSignal.abort(null).reason, null);
}

// any
{
  const a = new AbortController();
  const b = new AbortController();
  const any = AbortSignal.any([a.signal, b.signal]);
  const nested = AbortSignal.any([any]);
  const seen = [];
  nested.addEventListener('abort', () => seen.push('nested'));
  any.addEventListener('abort', () => seen.push(`any ${nested.aborted}`));
  b.signal.addEventListener('abort', () => seen.push(`source ${any.aborted}`));
  b.abort('b');
  assert.deepStrictEqual(seen, ['source true', 'any true', 'nested']);
  assert.strictEqual(any.reason, 'b');
  assert.strictEqual(nested.reason, 'b');
  assert.strictEqual(AbortSignal.any([AbortSignal.abort(1), b.signal]).reason, 1);
  assert.strictEqual(AbortSignal.any([]).aborted, false);
  assert.throws(() => AbortSignal.any(), { code: 'ERR_INVALID_ARG_TYPE' });
  assert.throws(() => AbortSignal.any([1]), { code: 'ERR_INVALID_ARG_TYPE' });
}

// timeout
{
  const signal = AbortSignal.timeout(2);
  let reason;
  signal.addEventListener('abort', () => { reason = signal.reason; });
  // The signal's timer alone does not keep the process.
  const keep = setInterval(() => {
    if (reason !== undefined) clearInterval(keep);
  }, 1);
  process.on('exit', () => {
    assert.strictEqual(reason.name, 'TimeoutError');
    assert.strictEqual(reason.message, 'The operation was aborted due to timeout');
    assert.strictEqual(reason.code, DOMException.TIMEOUT_ERR);
  });
  assert.throws(() => AbortSignal.timeout(), { code: 'ERR_INVALID_ARG_TYPE' });
  assert.throws(() => AbortSignal.timeout(-1), { code: 'ERR_OUT_OF_RANGE' });
}

assert.throws(() => new AbortSignal(), { code: 'ERR_ILLEGAL_CONSTRUCTOR' });
assert.throws(() => AbortSignal.prototype.aborted, { code: 'ERR_INVALID_THIS' });
assert.deepStrictEqual(Object.keys(AbortController.prototype), ['signal', 'abort']);
assert.strictEqual(Object.prototype.toString.call(new AbortController().signal), '[object AbortSignal]');
