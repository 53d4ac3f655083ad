// The side of a worker that runs JavaScript: loads one prettier, and formats what it is asked to until its parent has gone, or has
// asked for nothing for long. A message is its length in four bytes, the lowest first, and JSON; the channel is standard input,
// which is a socket. Standard output stays with the project's code, whatever that prints.
//
// Each answer names the files that were loaded, read, looked for and listed since the last one: what came out depends on them.
import fs from 'node:fs';
import { createRequire, registerHooks, syncBuiltinESMExports } from 'node:module';
import { basename, dirname, extname, join, resolve } from 'node:path';
import { Readable } from 'node:stream';
import { fileURLToPath, pathToFileURL } from 'node:url';

const CHANNEL = 0;
const [folder] = process.argv.slice(-1);
const { existsSync, readFileSync, readSync, writeSync } = fs;
// What has not been told yet, and what has.
const read = new Set();
const listed = new Set();
const told = new Map([
    [read, new Set()],
    [listed, new Set()],
]);

function note(places, place) {
    if (place instanceof URL && place.protocol === 'file:') place = fileURLToPath(place);
    if (typeof place !== 'string') return;
    const path = resolve(place);
    if (!told.get(places).has(path)) places.add(path);
}

function tell(places) {
    const paths = [...places];
    for (const path of paths) told.get(places).add(path);
    places.clear();
    return paths;
}

function watch(object, names, places) {
    for (const name of names) {
        const original = object[name];
        const watching = function (place, ...rest) {
            note(places, place);
            return Reflect.apply(original, this, [place, ...rest]);
        };
        object[name] = Object.defineProperties(watching, Object.getOwnPropertyDescriptors(original));
    }
}

const READING = ['access', 'lstat', 'open', 'readFile', 'stat'];
watch(fs, [...READING, ...READING.map((name) => `${name}Sync`), 'exists', 'existsSync', 'createReadStream'], read);
watch(fs, ['readdir', 'readdirSync', 'opendir', 'opendirSync'], listed);
watch(fs.promises, READING, read);
watch(fs.promises, ['readdir', 'opendir'], listed);
syncBuiltinESMExports();
registerHooks({
    load(url, context, next) {
        if (url.startsWith('file:')) note(read, new URL(url));
        return next(url, context);
    },
});

// The channel is nobody else's, and must stay one that waits: whoever asks for standard input gets an empty one.
let empty;
Object.defineProperty(process, 'stdin', { configurable: true, get: () => (empty ??= Readable.from([])) });

function receive(length) {
    const bytes = Buffer.allocUnsafe(length);
    for (let at = 0; at < length; ) {
        let count = 0;
        try {
            count = readSync(CHANNEL, bytes, at, length - at);
        } catch (error) {
            // Nothing has been asked for long.
            if (error.code !== 'EAGAIN') throw error;
        }
        if (count === 0) process.exit(0);
        at += count;
    }
    return bytes;
}

function send(answer) {
    const body = Buffer.from(JSON.stringify(answer));
    const bytes = Buffer.allocUnsafe(4 + body.length);
    bytes.writeUInt32LE(body.length);
    body.copy(bytes, 4);
    for (let at = 0; at < bytes.length; ) at += writeSync(CHANNEL, bytes, at);
}

async function load() {
    const entry = join(folder, 'index.mjs');
    if (!existsSync(entry)) return createRequire(join(folder, 'package.json'))(folder);
    const loaded = await import(pathToFileURL(entry).href);
    return loaded.default ?? loaded;
}

async function format({ path, text, is_named: isNamed, ignore, range }) {
    prettier ??= await load();
    const [major, minor] = prettier.version.split('.').map(Number);
    // Before 3 there was one such file.
    const ignorePath = major < 3 ? ignore.find((file) => file.endsWith('.prettierignore')) : ignore;
    const information = await prettier.getFileInfo(path, { ignorePath, withNodeModules: true, resolveConfig: false });
    if (information.ignored) return { kind: 'ignored' };
    const options = (await prettier.resolveConfig(path, { editorconfig: true })) ?? {};
    const { plugins, pluginSearchDirs } = options;
    let parser = options.parser ?? information.inferredParser;
    // Before 3.1 a script that only its first line tells of was none of a folder's files. There is no file of the name asked for.
    if (!isNamed && !extname(path) && (major < 3 || (major === 3 && minor < 1))) {
        const nowhere = join(dirname(path), 'lode-nowhere', basename(path));
        ({ inferredParser: parser } = await prettier.getFileInfo(nowhere, { withNodeModules: true, resolveConfig: false }));
    }
    if (!parser && plugins?.length) {
        const searched = { plugins, pluginSearchDirs, withNodeModules: true, resolveConfig: false };
        ({ inferredParser: parser } = await prettier.getFileInfo(path, searched));
    }
    if (!parser) return { kind: 'unknown' };
    if (text === null) return { kind: 'same' };
    const part = range ? { rangeStart: range[0], rangeEnd: range[1] } : {};
    const formatted = await prettier.format(text, { ...options, ...part, filepath: path });
    return formatted === text ? { kind: 'same' } : { kind: 'formatted', text: formatted };
}

// Prettier counts columns from 1; some of its parsers, before 3, gave no end.
function failure(error) {
    const start = error?.loc?.start ?? error?.loc;
    const message = String(error?.message ?? error);
    if (typeof start?.line !== 'number') return { kind: 'failed', message: error?.stack?.includes(message) ? message : String(error) };
    const { end } = error.loc;
    const frame = error.codeFrame ? message.indexOf(`\n${error.codeFrame}`) : -1;
    return {
        kind: 'syntax',
        message: (frame < 0 ? message : message.slice(0, frame)).replace(/\s*\(\d+:\d+\)\s*$/, ''),
        place: { line: start.line, column: start.column ?? 1, end: typeof end?.line === 'number' ? [end.line, end.column ?? 1] : null },
    };
}

let prettier;
for (;;) {
    const request = JSON.parse(receive(receive(4).readUInt32LE()).toString());
    let answer;
    try {
        answer = await format(request);
    } catch (error) {
        answer = failure(error);
    }
    read.delete(request.path);
    send({ id: request.id, ...answer, read: tell(read), listed: tell(listed) });
}
