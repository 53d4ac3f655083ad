'use strict';
// The streams of zlib: chunks of all sizes, flush, params, reset, close, errors, pipes.
const assert = require('node:assert');
const zlib = require('node:zlib');
const { Readable } = require('node:stream');
const { pipeline } = require('node:stream/promises');
const { once } = require('node:events');

const data = Buffer.from(Array.from({ length: 20000 }, (unused, i) => `line ${i % 97}\n`).join(''));

async function through(stream, input, size) {
  const chunks = [];
  stream.on('data', (chunk) => chunks.push(chunk));
  for (let i = 0; i < input.length; i += size) stream.write(input.subarray(i, i + size));
  stream.end();
  await once(stream, 'end');
  return Buffer.concat(chunks);
}

(async () => {
  for (const [create, undo] of [
    ['createGzip', 'createGunzip'], ['createDeflate', 'createInflate'], ['createDeflateRaw', 'createInflateRaw'],
    ['createBrotliCompress', 'createBrotliDecompress'], ['createZstdCompress', 'createZstdDecompress'],
  ]) {
    const options = create === 'createBrotliCompress' ? { params: { [zlib.constants.BROTLI_PARAM_QUALITY]: 4 } } : {};
    for (const size of [1000, 64 * 1024, data.length]) {
      const packed = await through(zlib[create](options), data, size);
      const unpacked = await through(zlib[undo]({ chunkSize: 512 }), packed, 100);
      assert(unpacked.equals(data), `${create} ${size}`);
    }
  }
  {
    const gzip = zlib.createGzip();
    const gunzip = zlib.createGunzip();
    gzip.pipe(gunzip);
    gzip.write('first');
    gzip.flush();
    const [chunk] = await once(gunzip, 'data');
    assert.strictEqual(String(chunk), 'first');
    assert.strictEqual(gzip.bytesWritten, 5);
    gzip.end();
    gunzip.resume();
    await once(gunzip, 'close');
  }
  {
    const deflate = zlib.createDeflate({ level: 9 });
    const chunks = [];
    deflate.on('data', (chunk) => chunks.push(chunk));
    deflate.write(data.subarray(0, 5000));
    await new Promise((resolve) => deflate.params(0, zlib.constants.Z_DEFAULT_STRATEGY, resolve));
    deflate.end(data.subarray(5000, 10000));
    await once(deflate, 'end');
    assert(zlib.inflateSync(Buffer.concat(chunks)).equals(data.subarray(0, 10000)));
    assert.throws(() => zlib.createDeflate().params(10, 0), { code: 'ERR_OUT_OF_RANGE' });
  }
  {
    const deflate = zlib.createDeflate();
    deflate.reset();
    const chunks = await deflate.end('x').toArray();
    assert.strictEqual(zlib.inflateSync(Buffer.concat(chunks)).toString(), 'x');
  }
  {
    const gunzip = zlib.createGunzip();
    gunzip.write('this is not gzip');
    const [error] = await once(gunzip, 'error');
    assert.strictEqual(error.code, 'Z_DATA_ERROR');
    assert.strictEqual(error.errno, -3);
    assert.strictEqual(gunzip.destroyed, true);
    const short = zlib.createGunzip();
    short.end(zlib.gzipSync('abc').subarray(0, 12));
    const [end] = await once(short.resume(), 'error');
    assert.strictEqual(end.message, 'unexpected end of file');
  }
  {
    const inflate = zlib.createInflate({ rejectGarbageAfterEnd: true });
    inflate.end(Buffer.concat([zlib.deflateSync('a'), Buffer.from('junk')]));
    const [error] = await once(inflate.resume(), 'error');
    assert.strictEqual(error.code, 'ERR_TRAILING_JUNK_AFTER_STREAM_END');
  }
  {
    const gzip = zlib.createGzip();
    await new Promise((resolve) => gzip.close(resolve));
    assert.throws(() => gzip.reset(), { code: 'ERR_INTERNAL_ASSERTION' });
    // Closed in the middle of its work.
    const busy = zlib.createGzip();
    busy.write(data);
    busy.close();
    await once(busy, 'close');
  }
  {
    const unzip = zlib.createUnzip();
    const chunks = [];
    unzip.on('data', (chunk) => chunks.push(chunk));
    for (const byte of zlib.gzipSync('byte by byte')) unzip.write(Buffer.from([byte]));
    unzip.end();
    await once(unzip, 'end');
    assert.strictEqual(Buffer.concat(chunks).toString(), 'byte by byte');
  }
  {
    const parts = [];
    await pipeline(Readable.from([data]), zlib.createGzip(), zlib.createGunzip(), async (source) => {
      for await (const part of source) parts.push(part);
    });
    assert(Buffer.concat(parts).equals(data));
    assert(zlib.Gzip() instanceof zlib.Gzip);
    assert.strictEqual(zlib.createGzip().constructor.name, 'Gzip');
  }
})().catch((error) => {
  console.error(error);
  process.exitCode = 1;
});
