// A small graph bundled: trees shaken, cycles, dynamic imports, chunks, a plugin, each format, and errors with their frame.
import { rollup, VERSION } from 'rollup';
import { parseAst } from 'rollup/parseAst';

console.log(VERSION.split('.')[0]);
const virtual = {
  name: 'virtual',
  resolveId: (id) => (id === 'virtual:data' ? `\0${id}` : null),
  load: (id) => (id === '\0virtual:data' ? 'export const data = [1, 2, 3]; export const unused = sideEffect();' : null),
  transform(code, id) {
    if (id.endsWith('used.js')) return { code: code.replaceAll('__NAME__', '"named"'), map: null };
  },
  renderChunk: (code, chunk) => `/* ${chunk.fileName}: ${chunk.exports.join()} */\n${code}`,
};
const warnings = [];
const bundle = await rollup({ input: { main: 'src/main.js', other: 'src/other.js' }, plugins: [virtual], external: ['node:fs', /^ext-/], onwarn: (warning) => warnings.push(`${warning.code}: ${warning.message.replaceAll(process.cwd(), '.')}`) });
for (const format of ['es', 'cjs']) {
  const { output } = await bundle.generate({ format, chunkFileNames: '[name].js', sourcemap: format === 'es', exports: 'named' });
  for (const chunk of output) {
    if (chunk.type === 'asset') continue;
    console.log(`--- ${format} ${chunk.fileName} entry=${chunk.isEntry} imports=${chunk.imports} dynamic=${chunk.dynamicImports}`);
    console.log(chunk.code.replace(/\/\/# sourceMappingURL.*/, ''));
    if (chunk.map) console.log(chunk.map.sources, chunk.map.mappings.length > 20);
  }
}
await bundle.close();
console.log(warnings);
const single = await rollup({ input: 'src/other.js', plugins: [virtual], external: () => false, onwarn: () => {} });
for (const format of ['iife', 'umd', 'system', 'amd']) console.log(`--- ${format}\n${(await single.generate({ format, name: 'Lib', exports: 'named', compact: format === 'amd' })).output[0].code}`);
await single.write({ file: 'out/other.mjs', format: 'es', banner: '// banner' });
console.log(Object.keys(await import('./out/other.mjs')));
for (const input of ['src/broken.js', 'src/missing-export.js', 'src/none.js']) {
  await rollup({ input, onwarn: (warning) => console.log('warned', warning.code) })
    .then((built) => built.generate({ format: 'es' }))
    .then(({ output }) => console.log(output[0].code), (error) => console.log(error.code, error.message.replaceAll(process.cwd(), '.'), error.loc?.line, error.loc?.column, `\n${error.frame}`));
}
console.log(parseAst('export const a = b?.c ?? 1n').body[0].declaration.declarations[0].init.type);
