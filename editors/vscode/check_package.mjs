// Checks a .vsix: what is in it, how large it is, and that a server in it runs here. `check_package.mjs VSIX [SERVER]`
import { spawnSync } from 'node:child_process';
import { createWriteStream, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { promisify } from 'node:util';
import yauzl from 'yauzl';

/** The extension without a server. */
const LIMIT = 300 * 1024;
/** What of it VS Code reads before it goes on. */
const FIRST = 64 * 1024;
/** What compression leaves of a server at most. */
const COMPRESSED = 0.6;

const [vsix, server] = process.argv.slice(2);
const folder = mkdtempSync(join(tmpdir(), 'lode-package-'));
try {
  const found = await entries(vsix);
  const pages = ['media', 'walkthrough'].flatMap((folder) => readdirSync(folder).map((name) => `${folder}/${name}`));
  const expected = ['package.json', 'readme.md', 'out/extension.js', 'out/language_client.js', ...pages, ...(server ? ['server/lode'] : [])];
  same(found, expected.map((name) => `extension/${name}`));
  const [size, limit] = [statSync(vsix).size, LIMIT + (server ? statSync(server).size * COMPRESSED : 0)];
  if (size > limit) {
    throw new Error(`it has ${size} bytes, more than ${Math.round(limit)}`);
  }
  const first = statSync('out/extension.js').size;
  if (first > FIRST) {
    throw new Error(`out/extension.js has ${first} bytes, more than ${FIRST}: what it needs later belongs into the file that is read later`);
  }
  if (server && spawnSync(join(folder, 'lode'), ['--version']).status !== 0) {
    throw new Error('the server in it does not run');
  }
  console.log(`${vsix}: ${found.length} files, ${Math.round(size / 1024)} kB`);
} catch (error) {
  console.error(`${vsix}: ${error.message}`);
  process.exitCode = 1;
} finally {
  rmSync(folder, { recursive: true });
}

/** The names of the files of the extension; a server is unpacked on the way, with the rights that it has in the package. */
async function entries(path) {
  const zip = await promisify(yauzl.open)(path, { lazyEntries: true });
  const names = [];
  return new Promise((resolve, reject) => {
    zip.on('error', reject);
    zip.on('end', () => resolve(names));
    zip.on('entry', async (entry) => {
      if (entry.fileName.startsWith('extension/')) {
        names.push(entry.fileName);
      }
      if (entry.fileName === 'extension/server/lode') {
        const mode = (entry.externalFileAttributes >>> 16) & 0o777;
        const read = await promisify(zip.openReadStream.bind(zip))(entry);
        await pipeline(read, createWriteStream(join(folder, 'lode'), { mode })).catch(reject);
      }
      zip.readEntry();
    });
    zip.readEntry();
  });
}

function same(found, expected) {
  const missing = expected.filter((name) => !found.includes(name));
  const strange = found.filter((name) => !expected.includes(name));
  if (missing.length + strange.length > 0) {
    throw new Error(`missing: ${missing.join(', ') || 'nothing'}; not expected: ${strange.join(', ') || 'nothing'}`);
  }
}
