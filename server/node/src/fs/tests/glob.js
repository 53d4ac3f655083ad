'use strict';
// glob, globSync, promises.glob.
const assert = require('node:assert');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'lode-fs-'));
process.on('exit', () => fs.rmSync(folder, { recursive: true, force: true }));
for (const name of ['a/b/c', 'a/x', '.hid/in', 'z']) fs.mkdirSync(path.join(folder, name), { recursive: true });
for (const name of ['f.js', 'g.ts', '.dot', 'a/f.js', 'a/.q', 'a/b/f.js', 'a/b/c/deep.js', '.hid/f.js', 'a/x/y.md',
  'z/1.txt', 'z/2.txt', 'z/10.txt', 'we[i]rd']) fs.writeFileSync(path.join(folder, name), '');
fs.symlinkSync('a', path.join(folder, 'link'));

const cases = {
  '*': 'a f.js g.ts link we[i]rd z',
  '**': '. a a/b a/b/c a/b/c/deep.js a/b/f.js a/f.js a/x a/x/y.md f.js g.ts link we[i]rd z z/1.txt z/10.txt z/2.txt',
  '**/*.js': 'a/b/c/deep.js a/b/f.js a/f.js f.js',
  '*/': 'a z',
  'a/**': 'a a/b a/b/c a/b/c/deep.js a/b/f.js a/f.js a/x a/x/y.md',
  '{f,g}.*': 'f.js g.ts',
  'z/{1..2}.txt': 'z/1.txt z/2.txt',
  'z/[!1].txt': 'z/2.txt',
  'z/??.txt': 'z/10.txt',
  '.*': '.dot .hid',
  '**/.*': '.dot .hid a/.q',
  '.hid/**': '.hid .hid/f.js .hid/in',
  '+(f|g).*': 'f.js g.ts',
  '!(f).js': '',
  '@(f|g).?s': 'f.js g.ts',
  'we[[]i]rd': 'we[i]rd',
  '[[:alpha:]].js': 'f.js',
  'a/../*.js': 'f.js',
  './*.js': 'f.js',
  'a//b/*.js': 'a/b/f.js',
  'link/*.js': 'link/f.js',
  'none': '',
  'a/b': 'a/b',
};
for (const pattern of Object.keys(cases)) {
  assert.strictEqual(fs.globSync(pattern, { cwd: folder }).sort().join(' '), cases[pattern], pattern);
}
assert.deepStrictEqual(fs.globSync(['*.js', '*.ts'], { cwd: folder }).sort(), ['f.js', 'g.ts']);
assert.deepStrictEqual(fs.globSync(`${folder}/z/1*`).sort(), [`${folder}/z/1.txt`, `${folder}/z/10.txt`]);
assert.deepStrictEqual(fs.globSync('**/*.js', { cwd: folder, exclude: (name) => name === 'b' }).sort(), ['a/f.js', 'f.js']);
assert.deepStrictEqual(fs.globSync('**/*.js', { cwd: folder, exclude: ['a/**'] }), ['f.js']);
const [entry] = fs.globSync('a/f.js', { cwd: folder, withFileTypes: true });
assert.strictEqual(entry.name, 'f.js');
assert.strictEqual(entry.parentPath, path.join(folder, 'a'));
assert.strictEqual(entry.isFile(), true);
assert.throws(() => fs.globSync(5), { message: 'The "patterns" argument must be of type string. Received type number (5)' });
assert.throws(() => fs.globSync('*', { exclude: 5 }), { code: 'ERR_INVALID_ARG_TYPE' });

fs.glob('*.ts', { cwd: folder }, (error, matches) => {
  assert.ifError(error);
  assert.deepStrictEqual(matches, ['g.ts']);
});
(async () => {
  const matches = [];
  for await (const match of fs.promises.glob('z/*', { cwd: folder })) matches.push(match);
  assert.deepStrictEqual(matches.sort(), ['z/1.txt', 'z/10.txt', 'z/2.txt']);
})();
