// The prompt, fed with lines: values, declarations made again, await, several lines, errors, commands.
const { spawnSync } = require('node:child_process');

require('node:fs').writeFileSync('beside.mjs', 'export const beside = "here";');
const input = `let a = 1
let a = 2
a + 1
const { b } = await Promise.resolve({ b: 7 })
b
{ x: 1 }
function f() {
return 4 }
f()
null.foo
missing
let 1
import { join as put, default as paths } from 'node:path'
put('a', 'b') + paths.sep
import * as all from './beside.mjs'
all.beside
(await import('./beside.mjs')).beside
import x from "y"
export const e = 1
fs.existsSync('/')
_
fs.readFileSync('/nope')
class Q {}
class Q { m() {} }
new Q()
throw 3
await new Promise((resolve) => setTimeout(resolve, 5, 'later'))
.nope
`;
const { stdout, status } = spawnSync(process.execPath, ['-i'], { input, encoding: 'utf8' });
console.log(stdout.replaceAll(process.cwd(), '.'), status);
