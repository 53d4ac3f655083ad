'use strict';
const assert = require('node:assert');
const { inspect } = require('node:util');

// Event.
{
  const event = new Event('x', { bubbles: true, cancelable: true, composed: true });
  assert.deepStrictEqual(
    [event.type, event.bubbles, event.cancelable, event.composed, event.defaultPrevented, event.isTrusted],
    ['x', true, true, true, false, false]);
  assert.deepStrictEqual([event.target, event.currentTarget, event.srcElement, event.eventPhase], [null, null, null, 0]);
  assert.deepStrictEqual(event.composedPath(), []);
  assert.ok(event.timeStamp > 0);
  event.preventDefault();
  assert.strictEqual(event.defaultPrevented, true);
  assert.strictEqual(event.returnValue, false);
  assert.strictEqual(event.cancelBubble, false);
  event.stopPropagation();
  assert.strictEqual(event.cancelBubble, true);
  assert.deepStrictEqual([Event.NONE, Event.CAPTURING_PHASE, Event.AT_TARGET, Event.BUBBLING_PHASE], [0, 1, 2, 3]);
  assert.strictEqual(Object.prototype.toString.call(event), '[object Event]');
  assert.match(inspect(new Event('y')), /^Event \{\n {2}type: 'y',\n {2}defaultPrevented: false,\n {2}cancelable: false,/);
  event.initEvent('z');
  assert.strictEqual(event.type, 'z');
  assert.throws(() => new Event(), { code: 'ERR_MISSING_ARGS' });
  assert.throws(() => new Event('x', 1), { code: 'ERR_INVALID_ARG_TYPE' });
  assert.throws(() => Event.prototype.preventDefault.call({}), { code: 'ERR_INVALID_THIS' });
  assert.strictEqual(new CustomEvent('x', { detail: 5 }).detail, 5);
  assert.strictEqual(new CustomEvent('x').detail, null);
}

// Dispatch.
{
  const target = new EventTarget();
  const seen = [];
  const first = (event) => {
    seen.push('first');
    assert.strictEqual(event.target, target);
    assert.strictEqual(event.currentTarget, target);
    assert.strictEqual(event.eventPhase, Event.AT_TARGET);
    assert.deepStrictEqual(event.composedPath(), [target]);
    assert.throws(() => target.dispatchEvent(event), { code: 'ERR_EVENT_RECURSION' });
  };
  target.addEventListener('x', first);
  target.addEventListener('x', first);
  target.addEventListener('x', { handleEvent(event) { seen.push(`object ${event.type}`); } });
  target.addEventListener('x', () => seen.push('once'), { once: true });
  assert.strictEqual(target.dispatchEvent(new Event('x')), true);
  assert.strictEqual(target.dispatchEvent(new Event('x')), true);
  target.removeEventListener('x', first);
  target.dispatchEvent(new Event('x'));
  assert.deepStrictEqual(seen, ['first', 'object x', 'once', 'first', 'object x', 'object x']);
}
{
  const target = new EventTarget();
  const seen = [];
  target.addEventListener('x', (event) => { event.preventDefault(); }, { passive: true });
  assert.strictEqual(target.dispatchEvent(new Event('x', { cancelable: true })), true);
  target.addEventListener('x', (event) => { event.preventDefault(); event.stopImmediatePropagation(); });
  target.addEventListener('x', () => seen.push('never'));
  assert.strictEqual(target.dispatchEvent(new Event('x', { cancelable: true })), false);
  assert.deepStrictEqual(seen, []);
}
{
  const target = new EventTarget();
  const controller = new AbortController();
  let count = 0;
  target.addEventListener('x', () => count++, { signal: controller.signal });
  target.addEventListener('x', () => count++, { signal: AbortSignal.abort() });
  target.dispatchEvent(new Event('x'));
  controller.abort();
  target.dispatchEvent(new Event('x'));
  assert.strictEqual(count, 1);
}

// Checks.
{
  const target = new EventTarget();
  assert.throws(() => target.addEventListener('x'), { code: 'ERR_MISSING_ARGS' });
  assert.throws(() => target.addEventListener('x', 1), { code: 'ERR_INVALID_ARG_TYPE' });
  assert.throws(() => target.addEventListener('x', () => {}, 1), { code: 'ERR_INVALID_ARG_TYPE' });
  assert.throws(() => target.dispatchEvent(), { code: 'ERR_MISSING_ARGS' });
  assert.throws(() => target.dispatchEvent({}), { code: 'ERR_INVALID_ARG_TYPE' });
  assert.throws(() => EventTarget.prototype.dispatchEvent.call({}, new Event('x')), { code: 'ERR_INVALID_THIS' });
  assert.strictEqual(inspect(target), 'EventTarget {}');
}

// What a listener throws is uncaught and does not stop the others.
{
  const errors = [];
  process.on('uncaughtException', (error) => errors.push(error.message));
  const target = new EventTarget();
  let later = false;
  target.addEventListener('x', () => { throw new Error('sync'); });
  target.addEventListener('x', async () => { throw new Error('async'); });
  target.addEventListener('x', () => { later = true; });
  target.dispatchEvent(new Event('x'));
  assert.strictEqual(later, true);
  process.on('exit', () => assert.deepStrictEqual(errors, ['sync', 'async']));
}
