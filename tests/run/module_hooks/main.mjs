import { registerHooks } from 'node:module';
const hooks = registerHooks({
  resolve(specifier, context, next) {
    if (specifier.startsWith('virtual:')) return { url: specifier, shortCircuit: true, format: 'module' };
    return next(specifier, context);
  },
  load(url, context, next) {
    if (url.startsWith('virtual:')) return { format: 'module', shortCircuit: true, source: `export default ${JSON.stringify(url)}` };
    const loaded = next(url, context);
    if (url.endsWith('changed.mjs')) return { ...loaded, source: String(loaded.source).replace('before', 'after') };
    return loaded;
  },
});
console.log((await import('virtual:x')).default, (await import('./changed.mjs')).default);
hooks.deregister();
await import('virtual:z').catch((error) => console.log(error.code));
