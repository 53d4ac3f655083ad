'use strict';
// The one-shot functions: round trips, options, errors, crc32.
const assert = require('node:assert');
const zlib = require('node:zlib');
const { promisify } = require('node:util');

const text = 'a sentence that repeats itself, a sentence that repeats itself. '.repeat(100);
const pairs = [
  ['deflate', 'inflate'], ['gzip', 'gunzip'], ['deflateRaw', 'inflateRaw'], ['brotliCompress', 'brotliDecompress'],
  ['zstdCompress', 'zstdDecompress'],
];

(async () => {
  for (const [compress, decompress] of pairs) {
    const packed = zlib[`${compress}Sync`](text);
    assert(packed.length < text.length / 10, compress);
    assert.strictEqual(zlib[`${decompress}Sync`](packed).toString(), text);
    const packedLater = await promisify(zlib[compress])(text);
    assert.strictEqual((await promisify(zlib[decompress])(packedLater)).toString(), text);
    assert.throws(() => zlib[`${decompress}Sync`](packed, { maxOutputLength: 10 }), {
      code: 'ERR_BUFFER_TOO_LARGE', name: 'RangeError', message: 'Cannot create a Buffer larger than 10 bytes',
    });
    const { buffer, engine } = zlib[`${decompress}Sync`](packed, { info: true });
    assert.strictEqual(buffer.toString(), text);
    assert.strictEqual(engine.bytesWritten, packed.length);
    assert.throws(() => zlib[`${compress}Sync`](5), { code: 'ERR_INVALID_ARG_TYPE' });
    assert.throws(() => zlib[compress](text), { code: 'ERR_INVALID_ARG_TYPE' });
  }

  // What Node made is read.
  assert.strictEqual(zlib.gunzipSync(Buffer.from('H4sIAAAAAAAAA8tIzcnJVyjPL8pJAQCFEUoNCwAAAA==', 'base64')).toString(), 'hello world');
  assert.strictEqual(zlib.brotliDecompressSync(Buffer.from('CwWAaGVsbG8gd29ybGQD', 'base64')).toString(), 'hello world');

  const gzipped = zlib.gzipSync('one');
  assert.strictEqual(zlib.gunzipSync(Buffer.concat([gzipped, zlib.gzipSync('two')])).toString(), 'onetwo');
  assert.strictEqual(zlib.gunzipSync(Buffer.concat([gzipped, Buffer.alloc(10)])).toString(), 'one');
  assert.throws(() => zlib.gunzipSync(Buffer.concat([gzipped, Buffer.from('junk')])), {
    code: 'Z_DATA_ERROR', errno: zlib.constants.Z_DATA_ERROR, message: 'incorrect header check',
  });
  assert.throws(() => zlib.gunzipSync(gzipped.subarray(0, 15)), {
    code: 'Z_BUF_ERROR', errno: zlib.constants.Z_BUF_ERROR, message: 'unexpected end of file',
  });
  assert.strictEqual(zlib.gunzipSync(gzipped.subarray(0, -4), { finishFlush: zlib.constants.Z_SYNC_FLUSH }).toString(), 'one');
  assert.strictEqual(zlib.unzipSync(gzipped).toString(), 'one');
  assert.strictEqual(zlib.unzipSync(zlib.deflateSync('two')).toString(), 'two');
  assert.throws(() => zlib.inflateSync(Buffer.from('not compressed')), { message: 'incorrect header check' });
  assert.throws(() => zlib.brotliDecompressSync(Buffer.from('not compressed')), { message: 'Decompression failed' });
  assert.throws(() => zlib.zstdDecompressSync(Buffer.from('not compressed')), { code: 'ZSTD_error_prefix_unknown' });
  await assert.rejects(promisify(zlib.inflate)(Buffer.from('not compressed')), { code: 'Z_DATA_ERROR', errno: -3 });

  const dictionary = Buffer.from('a sentence that repeats itself');
  const withDictionary = zlib.deflateSync(text, { dictionary });
  assert.strictEqual(zlib.inflateSync(withDictionary, { dictionary }).toString(), text);
  assert.throws(() => zlib.inflateSync(withDictionary), { code: 'Z_NEED_DICT', message: 'Missing dictionary' });
  assert.throws(() => zlib.inflateSync(withDictionary, { dictionary: Buffer.from('x') }), { message: 'Bad dictionary' });

  for (let level = 0; level <= 9; level++) {
    assert.strictEqual(zlib.inflateSync(zlib.deflateSync(text, { level, memLevel: 9, strategy: 1 })).toString(), text);
  }
  for (let windowBits = 9; windowBits <= 15; windowBits++) {
    assert.strictEqual(zlib.inflateRawSync(zlib.deflateRawSync(text, { windowBits }), { windowBits }).toString(), text);
  }
  for (const [options, code] of [
    [{ level: 10 }, 'ERR_OUT_OF_RANGE'], [{ windowBits: 7 }, 'ERR_OUT_OF_RANGE'], [{ memLevel: 0 }, 'ERR_OUT_OF_RANGE'],
    [{ strategy: 5 }, 'ERR_OUT_OF_RANGE'], [{ chunkSize: 1 }, 'ERR_OUT_OF_RANGE'], [{ flush: 99 }, 'ERR_OUT_OF_RANGE'],
    [{ dictionary: 1 }, 'ERR_INVALID_ARG_TYPE'], [{ level: 'x' }, 'ERR_INVALID_ARG_TYPE'],
  ]) assert.throws(() => zlib.createDeflate(options), { code });
  const { BROTLI_PARAM_QUALITY, ZSTD_c_compressionLevel } = zlib.constants;
  const quick = zlib.brotliCompressSync(text, { params: { [BROTLI_PARAM_QUALITY]: 1 } });
  assert.strictEqual(zlib.brotliDecompressSync(quick).toString(), text);
  assert.throws(() => zlib.createBrotliCompress({ params: { 99: 1 } }), { code: 'ERR_BROTLI_INVALID_PARAM' });
  const best = zlib.zstdCompressSync(text, { params: { [ZSTD_c_compressionLevel]: 19 } });
  assert.strictEqual(zlib.zstdDecompressSync(best).toString(), text);
  assert.throws(() => zlib.createZstdCompress({ params: { 999: 1 } }), { code: 'ERR_ZSTD_INVALID_PARAM' });

  assert.strictEqual(zlib.crc32('hello'), 907060870);
  assert.strictEqual(zlib.crc32(Buffer.from(' world'), zlib.crc32('hello')), zlib.crc32('hello world'));
  assert.throws(() => zlib.crc32(1), { code: 'ERR_INVALID_ARG_TYPE' });
  assert.throws(() => zlib.crc32('a', -1), { code: 'ERR_OUT_OF_RANGE' });
  assert.strictEqual(zlib.codes.Z_BUF_ERROR, -5);
  assert.strictEqual(zlib.codes[-5], 'Z_BUF_ERROR');
  assert.throws(() => { zlib.constants.Z_OK = 1; }, TypeError);
})().catch((error) => {
  console.error(error);
  process.exitCode = 1;
});
