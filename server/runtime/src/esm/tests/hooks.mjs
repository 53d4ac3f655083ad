import assert from 'node:assert';
import { registerHooks, createRequire, stripTypeScriptTypes, SourceMap } from 'node:module';

const require = createRequire(import.meta.url);
const hooks = registerHooks({
  resolve(specifier, context, nextResolve) {
    if (specifier.startsWith('virtual:')) return { url: specifier, format: 'module', shortCircuit: true };
    return nextResolve(specifier, context);
  },
  load(url, context, nextLoad) {
    if (url === 'virtual:one') return { format: 'module', source: 'export default 1', shortCircuit: true };
    if (url === 'virtual:common') return { format: 'commonjs', source: 'exports.common = true', shortCircuit: true };
    const result = nextLoad(url, context);
    if (url.endsWith('receiver_free.mjs')) return { ...result, source: 'export const helper = "replaced"' };
    return result;
  },
});
assert.strictEqual((await import('virtual:one')).default, 1);
assert.strictEqual((await import('./modules/receiver_free.mjs')).helper, 'replaced');
assert.deepStrictEqual(require('virtual:common'), { common: true });
assert.strictEqual(require('./modules/values.cjs').a, 1);
hooks.deregister();
await assert.rejects(import('virtual:two'));
assert.throws(() => registerHooks({ resolve: 1 }), { code: 'ERR_INVALID_ARG_TYPE' });

assert.strictEqual(stripTypeScriptTypes('const a: number = 1;'), 'const a         = 1;');
assert.match(stripTypeScriptTypes('enum A { B }', { mode: 'transform' }), /A\["B"\] = 0/);
assert.throws(() => stripTypeScriptTypes('enum A { B }'), { code: 'ERR_UNSUPPORTED_TYPESCRIPT_SYNTAX' });

const map = new SourceMap({ version: 3, sources: ['a.js'], names: ['n'], mappings: 'AAAA,IAAIA;AACA' });
assert.deepStrictEqual(map.findEntry(0, 5), {
  generatedLine: 0, generatedColumn: 4, originalSource: 'a.js', originalLine: 0, originalColumn: 4, name: 'n',
});
assert.deepStrictEqual(map.findOrigin(2, 3), { name: 'n', fileName: 'a.js', lineNumber: 2, columnNumber: 7 });
