// Patterns over a tree made here: braces, extglobs, ignores, dots, marks, streams and both ways of asking.
import fs from 'node:fs';
import path from 'node:path';
import { Glob, glob, globIterate, globStream, globSync, escape, hasMagic } from 'glob';

const root = path.resolve('tree');
for (const file of ['a.js', 'b.ts', 'src/one.js', 'src/two.mjs', 'src/deep/er/three.js', 'src/deep/[odd].js', '.hidden/x.js', '.dot.js', 'docs/readme.md', 'docs/img/a.PNG']) {
  fs.mkdirSync(path.dirname(path.join(root, file)), { recursive: true });
  fs.writeFileSync(path.join(root, file), file);
}
fs.rmSync(path.join(root, 'link'), { force: true });
fs.symlinkSync('src', path.join(root, 'link'));

const sorted = (list) => [...list].sort();
for (const pattern of ['*', '*.js', '**/*.js', '**', 'src/**/*.{js,mjs}', 'src/*', '+(a|b).*', '!(a).*', '?.[jt]s', '{docs,src}/**/*.md', 'link/*', 'src/deep/\\[odd\\].js', '**/*.png']) {
  console.log(pattern.padEnd(22), sorted(await glob(pattern, { cwd: root })));
}
console.log('dot   ', sorted(globSync('**/*.js', { cwd: root, dot: true })));
console.log('ignore', sorted(globSync('**/*.js', { cwd: root, ignore: ['src/deep/**', 'a.js'] })));
console.log('nocase', sorted(globSync('**/*.png', { cwd: root, nocase: true })));
console.log('nodir ', sorted(globSync('src/**', { cwd: root, nodir: true })));
console.log('mark  ', sorted(globSync('*', { cwd: root, mark: true })));
console.log('depth ', sorted(globSync('**', { cwd: root, maxDepth: 1 })));
console.log('follow', sorted(globSync('**/two.mjs', { cwd: root, follow: true })));
console.log('abs   ', sorted(globSync('a.js', { cwd: root, absolute: true })).map((file) => path.relative(root, file)));
const types = globSync('src/**', { cwd: root, withFileTypes: true, stat: true });
console.log('types ', sorted(types.map((entry) => `${entry.name}:${entry.isDirectory() ? 'd' : entry.size}`)));
const streamed = [];
for await (const file of globStream('**/*.js', { cwd: root })) streamed.push(file);
console.log('stream', sorted(streamed));
const iterated = [];
for await (const file of globIterate(['*.ts', 'docs/*'], { cwd: root })) iterated.push(file);
console.log('iter  ', sorted(iterated));
const custom = new Glob('**/*.js', { cwd: root, ignore: { ignored: (entry) => entry.name === 'a.js', childrenIgnored: (entry) => entry.isNamed('deep') } });
console.log('custom', sorted(custom.walkSync()));
console.log(escape('a[b]*c'), hasMagic('a*'), hasMagic('a'), hasMagic(['x', '{a,b}'], { magicalBraces: true }));
const controller = new AbortController();
controller.abort(new Error('enough'));
await glob('**', { cwd: root, signal: controller.signal }).catch((error) => console.log('aborted:', error.message));
