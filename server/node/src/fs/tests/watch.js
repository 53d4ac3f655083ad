'use strict';
// watch, watchFile, promises.watch.
const assert = require('node:assert');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'lode-fs-'));
const at = (name) => path.join(folder, name);
process.on('exit', () => fs.rmSync(folder, { recursive: true, force: true }));

// Resolves when an event comes that `wanted` accepts.
const event = (watcher, wanted) => new Promise((resolve) => {
  watcher.on('change', (type, name) => wanted(type, name) && resolve());
});

async function main() {
  const watcher = fs.watch(folder);
  const created = event(watcher, (type, name) => type === 'rename' && name === 'a');
  const changed = event(watcher, (type, name) => type === 'change' && name === 'a');
  fs.writeFileSync(at('a'), 'x');
  await Promise.all([created, changed]);
  const closed = new Promise((resolve) => watcher.on('close', resolve));
  watcher.close();
  await closed;
  watcher.close();

  fs.mkdirSync(at('sub'));
  const deep = fs.watch(folder, { recursive: true, encoding: 'utf8' });
  const below = event(deep, (type, name) => name === path.join('sub', 'b'));
  const later = event(deep, (type, name) => name === path.join('new', 'c'));
  // Node's own recursive watcher needs a moment before it sees everything.
  await new Promise((resolve) => setTimeout(resolve, 50));
  fs.writeFileSync(at('sub/b'), '');
  await below;
  fs.mkdirSync(at('new'));
  await new Promise((resolve) => setTimeout(resolve, 50));
  fs.writeFileSync(at('new/c'), '');
  await later;
  deep.close();

  const file = fs.watch(at('a'), 'buffer');
  const bytes = new Promise((resolve) => file.on('change', (type, name) => resolve(name)));
  fs.appendFileSync(at('a'), 'y');
  assert.deepStrictEqual(await bytes, Buffer.from('a'));
  file.close();

  const controller = new AbortController();
  const aborted = fs.watch(folder, { signal: controller.signal });
  const end = new Promise((resolve) => aborted.on('close', resolve));
  controller.abort();
  await end;

  const stop = new AbortController();
  const events = fs.promises.watch(folder, { signal: stop.signal });
  const first = events.next();
  // The watch begins with the first next(), in a later turn.
  await new Promise((resolve) => setTimeout(resolve, 20));
  fs.writeFileSync(at('e'), '');
  const { value } = await first;
  assert.deepStrictEqual({ ...value }, { eventType: 'rename', filename: 'e' });
  stop.abort();
  await assert.rejects((async () => {
    for await (const _ of events) { /* what else came */ }
  })(), { name: 'AbortError' });

  assert.throws(() => fs.watch(at('none')), {
    code: 'ENOENT', syscall: 'watch', path: at('none'), filename: at('none'),
  });

  // The first report of a file that is not there, then that it came.
  const reports = [];
  await new Promise((resolve) => {
    fs.watchFile(at('polled'), { interval: 10 }, (current, previous) => {
      reports.push([current.size, previous.size]);
      if (reports.length === 1) fs.writeFileSync(at('polled'), 'abc');
      else resolve();
    });
  });
  assert.deepStrictEqual(reports, [[0, 0], [3, 0]]);
  fs.unwatchFile(at('polled'));
  // Alone it must not keep the program.
  fs.watchFile(at('a'), { persistent: false }, () => {});
  fs.watch(folder, { persistent: false });
}
main();
