// A folder watched while it changes: what is told, in which order, for whom, and what is not.
import { mkdir, rename, rm, writeFile, appendFile, symlink } from 'node:fs/promises';
import path from 'node:path';
import { watch } from 'chokidar';

const root = path.resolve('watched');
await rm(root, { recursive: true, force: true });
await mkdir(path.join(root, 'sub'), { recursive: true });
await writeFile(path.join(root, 'first.txt'), '1');
await writeFile(path.join(root, 'sub/second.txt'), '2');
const at = (file) => path.join(root, file);

const events = [];
const watcher = watch(root, { ignored: (file, stats) => file.endsWith('.log') && (!stats || stats.isFile()), atomic: false });
watcher.on('all', (event, file) => events.push(`${event} ${path.relative(root, file) || '.'}`));
watcher.on('error', (error) => console.log('error', error.message));
await new Promise((resolve) => watcher.once('ready', resolve));
console.log('ready', events.splice(0).sort());
console.log(Object.entries(watcher.getWatched()).map(([folder, names]) => [path.relative(root, folder) || '.', names.sort()]).filter(([folder]) => !folder.startsWith('..')).sort());

/** Waits until what is expected was told, however slow the machine. */
async function told(label, change, ...expected) {
  await change();
  const isTold = () => expected.every((event) => events.includes(event));
  const end = Date.now() + 20000;
  for (let waited = 20; !isTold() && Date.now() < end; waited += 20) {
    await new Promise((resolve) => setTimeout(resolve, 20));
    // What is written between chokidar's look at a new file and its watching it is not told: written once more, it is.
    if (label === 'change' && waited % 1000 === 0 && !isTold()) await change();
  }
  console.log(label, [...new Set(events.splice(0))].filter((event) => expected.includes(event) || event.endsWith('.log')).sort());
}
await told('add', () => writeFile(at('new.txt'), 'x'), 'add new.txt');
await told('change', () => appendFile(at('new.txt'), 'more'), 'change new.txt');
await told('addDir', () => mkdir(at('deep')), 'addDir deep');
await told('inside', () => writeFile(at('deep/file.txt'), 'x'), 'add deep/file.txt');
await told('ignored', async () => (await writeFile(at('x.log'), ''), await writeFile(at('after.txt'), '')), 'add after.txt');
await told('rename', () => rename(at('new.txt'), at('renamed.txt')), 'unlink new.txt', 'add renamed.txt');
await told('link', () => symlink('first.txt', at('link.txt')), 'add link.txt');
await told('unlinkDir', () => rm(at('deep'), { recursive: true }), 'unlink deep/file.txt', 'unlinkDir deep');
watcher.unwatch(at('sub'));
await told('unwatched', async () => (await appendFile(at('sub/second.txt'), '!'), await appendFile(at('first.txt'), '!')), 'change first.txt');
await watcher.close();
await writeFile(at('late.txt'), '');
await new Promise((resolve) => setTimeout(resolve, 100));
console.log('closed', events, watcher.closed);

const waiting = watch(at('sub'), { awaitWriteFinish: { stabilityThreshold: 150, pollInterval: 20 }, ignoreInitial: true, cwd: root });
await new Promise((resolve) => waiting.once('ready', resolve));
const added = new Promise((resolve) => waiting.once('add', (file, stats) => resolve([file, stats?.size])));
await writeFile(at('sub/slow.txt'), 'a');
for (let n = 0; n < 5; n++) {
  await new Promise((resolve) => setTimeout(resolve, 30));
  await appendFile(at('sub/slow.txt'), 'a');
}
console.log('settled', await added);
await waiting.close();

const polling = watch(at('first.txt'), { usePolling: true, interval: 20, ignoreInitial: true });
await new Promise((resolve) => polling.once('ready', resolve));
const changed = new Promise((resolve) => polling.once('change', (file) => resolve(path.basename(file))));
await new Promise((resolve) => setTimeout(resolve, 50));
await appendFile(at('first.txt'), 'polled');
console.log('polled', await changed);
await polling.close();
await rm(root, { recursive: true });
