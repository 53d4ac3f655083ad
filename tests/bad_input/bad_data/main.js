for (const run of [
  () => JSON.parse('{"a": 1,}'),
  () => JSON.parse(''),
  () => new RegExp('('),
  () => decodeURIComponent('%'),
  () => new URL('nope'),
  () => Buffer.from('zz', 'nope'),
  () => new Array(-1),
  () => 'x'.repeat(-1),
  () => (1).toFixed(101),
  () => null.property,
  () => undefined.method(),
  () => ({}).method(),
  () => missing,
  () => { 'use strict'; undeclared = 1; },
  () => { const constant = 1; constant = 2; },
  () => new (class { #p; static t(o) { return o.#p; } }).constructor.t({}),
  () => [...5],
  () => { const [a] = null; },
  () => { const { a } = null; },
  () => Symbol() + '',
  () => BigInt(1.5),
  () => 1n + 1,
  () => new Proxy({}, null),
  () => Reflect.construct(1),
  () => ({}) instanceof 5,
  () => 'a' in 'b',
  () => structuredClone(() => {}),
  () => new (function () {}.bind())().x.y,
  () => require('fs').readFileSync('none'),
  () => require('fs').readFileSync('.'),
  () => require('zlib').gunzipSync('nonsense'),
  () => new TextDecoder('utf-8', { fatal: true }).decode(new Uint8Array([255])),
  () => require('crypto').createHash('nope'),
  () => process.chdir('/none'),
  () => new Intl.NumberFormat('not a locale'),
  () => new Date(NaN).toISOString(),
]) {
  try {
    console.log('no error', run());
  } catch (error) {
    // The words of the engine's own errors are the engine's; those of the runtime are Node's.
    console.log(error.name, error.code ?? '', error.code ? error.message.split('\n')[0] : '');
  }
}
