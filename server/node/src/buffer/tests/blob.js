'use strict';
// Blob, File and object URLs.
const assert = require('node:assert');
const util = require('node:util');
const { Blob, File, resolveObjectURL } = require('node:buffer');

async function main() {
  const blob = new Blob(['a', new Uint8Array([98]), new ArrayBuffer(1), new Blob(['é']), 5, null], { type: 'Text/Plain' });
  assert.strictEqual(blob.size, 1 + 1 + 1 + 2 + 1 + 4);
  assert.strictEqual(blob.type, 'text/plain');
  assert.strictEqual(await blob.text(), 'ab\0é5null');
  assert.ok(await blob.arrayBuffer() instanceof ArrayBuffer);
  assert.deepStrictEqual([...await blob.bytes()].slice(0, 2), [97, 98]);
  assert.strictEqual(await new Blob(['\ufeffx']).text(), 'x');
  assert.strictEqual(await new Blob(['a\r\nb\rc'], { endings: 'native' }).text(), 'a\nb\rc');

  // What was given may change afterwards.
  const bytes = new Uint8Array([1]);
  const kept = new Blob([bytes]);
  bytes[0] = 2;
  assert.strictEqual((await kept.bytes())[0], 1);

  const text = new Blob(['hello ', 'world']);
  assert.strictEqual(await text.slice(4, 8).text(), 'o wo');
  assert.strictEqual(await text.slice(-5).text(), 'world');
  assert.strictEqual(text.slice(0, 1, 'A/B').type, 'a/b');
  assert.strictEqual(text.slice(0, 1, 'é').type, '');
  assert.strictEqual(text.slice(5, 2).size, 0);

  let streamed = '';
  for await (const chunk of text.stream()) streamed += Buffer.from(chunk);
  assert.strictEqual(streamed, 'hello world');

  for (const sources of ['a', null, 5, {}]) {
    assert.throws(() => new Blob(sources), { code: 'ERR_INVALID_ARG_TYPE' });
  }
  assert.throws(() => new Blob([], 5), { code: 'ERR_INVALID_ARG_TYPE' });
  assert.throws(() => new Blob([], { endings: 'x' }), { code: 'ERR_INVALID_ARG_VALUE' });
  await assert.rejects(Blob.prototype.text.call({}), { code: 'ERR_INVALID_THIS' });
  assert.throws(() => Blob.prototype.size, { code: 'ERR_INVALID_THIS' });
  assert.strictEqual(util.inspect(new Blob(['a'])), "Blob { size: 1, type: '' }");
  assert.strictEqual(Object.prototype.toString.call(blob), '[object Blob]');

  const file = new File(['ab'], 'name.txt', { type: 'x/y', lastModified: 5 });
  assert.strictEqual(file.name, 'name.txt');
  assert.strictEqual(file.lastModified, 5);
  assert.ok(file instanceof Blob);
  assert.strictEqual(await file.text(), 'ab');
  assert.ok(Math.abs(new File([], '').lastModified - Date.now()) < 60000);
  assert.throws(() => new File([]), { code: 'ERR_MISSING_ARGS' });
  assert.strictEqual(util.inspect(file), "File { size: 2, type: 'x/y', name: 'name.txt', lastModified: 5 }");

  const url = URL.createObjectURL(blob);
  assert.match(url, /^blob:nodedata:[0-9a-f-]{36}$/);
  assert.strictEqual(resolveObjectURL(url).size, blob.size);
  URL.revokeObjectURL(url);
  assert.strictEqual(resolveObjectURL(url), undefined);
  assert.throws(() => URL.createObjectURL({}), { code: 'ERR_INVALID_ARG_TYPE' });
}

main();
