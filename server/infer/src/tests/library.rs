//! The standard library and Node's modules.

use super::check;

#[test]
fn strings_and_arrays() {
    check(
        r#"
use('a,b'.split(','), [1].concat([2]), [[1]].flat(), 'x'.length, [3, 1].sort().reverse(), Math.max(1, 2), JSON.stringify({}));
//  ^^^^^^^^^^^^^^^^ string[]
//                    ^^^^^^^^^^^^^^^ number[]
//                                                   ^^^^^^^^^^ number
//                                                               ^^^^^^^^^^^^^^^^^^^^^^^ number[]
//                                                                                        ^^^^^^^^^^^^^^ number
//                                                                                                        ^^^^^^^^^^^^^^^^^^ string
"#,
    );
}

#[test]
fn maps_sets_and_dates() {
    check(
        r#"
const map = new Map([['a', { x: 1 }]]);
const set = new Set([1, 2]);
use(map.get('a'), [...set], new Date().getTime(), [...map.values()], map);
//  ^^^^^^^^^^^^ { x: number } | undefined
//                ^^^^^^^^ number[]
//                          ^^^^^^^^^^^^^^^^^^^^ number
//                                                ^^^^^^^^^^^^^^^^^ { x: number }[]
for (const [key, value] of map) use(key, value);
//                                  ^^^ string
//                                       ^^^^^ { x: number }
"#,
    );
}

#[test]
fn node_modules_of_node() {
    check(
        r#"
const fs = require('fs'), path = require('node:path'), { EventEmitter } = require('events'), http = require('http');
use(fs.readFileSync('x', 'utf8'), path.join('a'), fs.statSync('x'), path, fs.promises);
//                                ^^^^^^^^^^^^^^ string
//                                                                  ^^^^ members: basename dirname extname join resolve ..
http.createServer((req, res) => use(req, res));
//                                  ^^^ members: headers method on url ..
//                                       ^^^ members: end setHeader writeHead ..
fs.readFile('x', (error, data) => use(error, data));
//                                    ^^^^^ members: code message ..
class Bus extends EventEmitter { send() { this; } }
//                                        ^^^^ members: emit on once send ..
process.argv;
//^^^^^^^^^^ string[]
console;
//^^^^^ members: error log warn ..
"#,
    );
}

#[test]
fn es_imports_of_node() {
    check(
        r#"
//- /main.mjs
import { readFile } from 'node:fs/promises';
import fs from 'fs';
const text = await readFile('x', 'utf8');
use(text, fs);
//  ^^^^ string
//        ^^ members: existsSync readFileSync ..
"#,
    );
}

#[test]
fn events_of_process() {
    check(
        r#"
process.on('exit', (code) => code);
//                           ^^^^ number
"#,
    );
}

#[test]
fn namespaces_in_several_files() {
    check(
        r#"
/** @type {NodeJS.Dict<string>} */
let dict;
/** @type {NodeJS.ProcessEnv} */
let env;
use(dict.a, env.b);
//  ^^^^^^ string | undefined
//          ^^^^^ string | undefined
"#,
    );
    check(
        r#"
use(process.env, process.env.HOME, process);
//  ^^^^^^^^^^^ ProcessEnv
//               ^^^^^^^^^^^^^^^^ string | undefined
//                                 ^^^^^^^ Process
"#,
    );
}
