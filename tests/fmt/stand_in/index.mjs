// A prettier of a few lines, with the functions that Lode calls, so that most tests need no network. It makes runs of blanks one, and
// does what no formatter should when a text asks for it.
import fs from 'node:fs';
import path from 'node:path';

export const version = '3.0.0';

const parsers = { '.js': 'script', '.css': 'style' };

export async function getFileInfo(file, { ignorePath = [] }) {
    const ignored = ignorePath.some((ignore) => {
        const lines = fs.readFileSync(ignore, 'utf8').split('\n');
        return lines.includes(path.relative(path.dirname(ignore), file));
    });
    return { ignored, inferredParser: parsers[path.extname(file)] ?? null };
}

export async function resolveConfig(file) {
    for (let folder = path.dirname(file); ; folder = path.dirname(folder)) {
        const place = path.join(folder, '.prettierrc');
        if (fs.existsSync(place)) return JSON.parse(fs.readFileSync(place, 'utf8'));
        if (folder === path.dirname(folder)) return null;
    }
}

export async function format(text, { semi, plugins = [], rangeStart = 0, rangeEnd = text.length }) {
    if (text.includes('hang')) for (;;);
    if (text.includes('leave')) process.exit(7);
    if (text.includes('complain')) console.warn('[warn] this is not nice');
    console.log('what a configuration prints does not get in the way');
    const wrong = text.split('\n').findIndex((line) => line.includes('@@'));
    if (wrong >= 0) {
        const column = text.split('\n')[wrong].indexOf('@@') + 1;
        const codeFrame = '> 1 | its own frame';
        const error = new SyntaxError(`Unexpected character (${wrong + 1}:${column})\n${codeFrame}`);
        throw Object.assign(error, { codeFrame, loc: { start: { line: wrong + 1, column }, end: { line: wrong + 1, column: column + 2 } } });
    }
    let part = text.slice(rangeStart, rangeEnd).replace(/(\S) {2,}/g, '$1 ');
    if (semi === false) part = part.replace(/;$/gm, '');
    for (const plugin of plugins) part = (await import(plugin)).default(part);
    return text.slice(0, rangeStart) + part + text.slice(rangeEnd);
}
