// `--enable-source-maps` and its functions: stacks and the quoted line are those of the text that a file was made from.
const { spawnSync } = require('child_process');
const { mkdirSync, writeFileSync } = require('fs');
mkdirSync('work/node_modules/made', { recursive: true });

// Line 3, column 9 of the source is where line 1, column 22 of what runs comes from; line 5 for the call.
const source = '// One\n// Two\n  throw new Error("mapped");\n// Four\nthe_call();\n';
const made = 'function theCall() { throw new Error("mapped"); }\ntheCall();\n';
const map = { version: 3, sources: ['src/a.ts'], sourcesContent: [source], names: [], mappings: 'qBAEQ;AAEA' };
const inline = `//# sourceMappingURL=data:application/json;base64,${Buffer.from(JSON.stringify(map)).toString('base64')}\n`;
writeFileSync('work/inline.js', made + inline);
writeFileSync('work/file.mjs', `${made}//# sourceMappingURL=file.mjs.map\n`);
writeFileSync('work/file.mjs.map', JSON.stringify({ ...map, sourceRoot: 'root/', sourcesContent: undefined }));
writeFileSync('work/fine.js', 'exports.value = 1;\n' + inline);
writeFileSync('work/missing.js', `${made}//# sourceMappingURL=nowhere.map\n`);
writeFileSync('work/node_modules/made/index.js', made + inline);
writeFileSync('work/depends.js', 'require("module").setSourceMapsSupport(true, { nodeModules: process.argv[2] === "all" });\nrequire("made");');
writeFileSync('work/prepared.js', 'Error.prepareStackTrace = (error, sites) => `${sites[0].getLineNumber()}:${sites[0].getColumnNumber()}`;\n'
  + 'try { require("./inline.js"); } catch (error) { console.error("   at", error.stack); }');

function run(...command) {
  const { stderr } = spawnSync(process.execPath, command, { encoding: 'utf8', cwd: 'work' });
  const lines = stderr.replaceAll(process.cwd(), '').split('\n');
  const quoted = lines.slice(0, 2).filter((line) => !line.includes('node:'));
  console.log(command.join(' '), [...quoted, ...lines.filter((line) => /^ +at .*work/.test(line) || /^ +at \d/.test(line))].map((line) => (
    line.replace(/(?:Object\.)?<anonymous> \((.*)\)/, '$1').replace('file://', ''))));
}
run('inline.js');
run('--enable-source-maps', 'inline.js');
run('--enable-source-maps', 'missing.js');
run('-e', 'process.setSourceMapsEnabled(true); require("./inline.js")');
run('depends.js');
run('depends.js', 'all');
run('--enable-source-maps', 'prepared.js');
run('--enable-source-maps', 'file.mjs');

const { findSourceMap, getSourceMapsSupport } = require('module');
const fine = `${process.cwd()}/work/fine.js`;
console.log({ ...getSourceMapsSupport() }, process.sourceMapsEnabled, findSourceMap(fine));
process.setSourceMapsEnabled(true);
console.log({ ...getSourceMapsSupport() }, process.sourceMapsEnabled);
require(fine);
const { originalSource, ...entry } = findSourceMap(fine).findEntry(0, 30);
console.log(originalSource.replace(process.cwd(), ''), entry);
