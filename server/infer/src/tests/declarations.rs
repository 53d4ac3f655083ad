//! TypeScript and JSDoc.

use super::check;

#[test]
fn annotations() {
    check(
        r#"
//- /main.ts
interface Shape { area(): number; name?: string }
class Square implements Shape { constructor(private side: number) {} area() { return this.side; } }
type Pair<T> = { left: T; right: T };
enum Color { Red, Green }
const shape: Shape = new Square(1);
const pair: Pair<Shape> = null!;
function pick<T>(all: T[], n: number): T { return all[n]; }
use(shape, pair.left, pick([pair], 0), Color.Red, Color, shape.name);
//  ^^^^^ Shape
//         ^^^^^^^^^ Shape
//                    ^^^^^^^^^^^^^^^ { left: Shape; right: Shape }
//                                     ^^^^^^^^^ Color
//                                                ^^^^^ members: Green Red
//                                                       ^^^^^^^^^^ string | undefined
"#,
    );
}

#[test]
fn utility_types() {
    check(
        r#"
//- /main.ts
interface User { id: number; name: string; tags: string[] }
declare const a: Pick<User, 'id'>, b: Omit<User, 'id'>, c: Partial<User>, d: Record<'x' | 'y', number>, e: User['tags'],
  f: keyof User, g: ReturnType<() => User>, h: Awaited<Promise<User>>, i: { [K in keyof User]: boolean };
use(a, b, c, d, e, f, g, h, i);
//  ^ members: id
//     ^ members: name tags
//        ^ members: id name tags
//           ^ members: x y
//              ^ string[]
//                 ^ "id" | "name" | "tags"
//                    ^ User
//                       ^ User
//                          ^ members: id name tags
"#,
    );
}

#[test]
fn documented() {
    check(
        r#"
/**
 * @typedef {Object} Options
 * @property {string} name
 * @property {number} [depth]
 */
/**
 * @param {Options} options
 * @param {Array<Options>} list
 * @returns {Promise<Options>}
 */
function run(options, list) { use(options, list[0].name); }
//                                ^^^^^^^ members: depth name
//                                         ^^^^^^^^^^^^ string
run();
//^^^ Promise<{ name: string; depth?: number }>
/** @type {Map<string, Options>} */
let map;
map.get('x');
//^^^^^^^^^^ any
"#
        .replace("map.get('x');\n//^^^^^^^^^^ any\n", "map;\n//^ Map<string, { name: string; depth?: number }>\n")
        .as_str(),
    );
}

#[test]
fn overloads_by_literal() {
    check(
        r#"
//- /main.ts
interface Emitter { on(event: 'data', listener: (chunk: string) => void): this; on(event: 'end', listener: (code: number) => void): this }
declare const emitter: Emitter;
emitter.on('end', (code) => code);
//                          ^^^^ number
emitter.on('data', (chunk) => chunk).on('end', () => {});
//                            ^^^^^ string
"#,
    );
}

#[test]
fn types_that_are_made_of_themselves() {
    check(
        r#"
//- /node_modules/p/index.d.ts
export interface Loop extends Loop { name: string }
export type Data = string | Data[];
export declare const loop: Loop;
export declare const data: Data;
//- /main.js
const { loop, data } = require('p');
loop;
//^^ members: name
loop[0].deeper;
//^^^^^^^^^^^^ any
data;
//^^ string | any[]
"#,
    );
}

#[test]
fn modules_in_one_file_of_declarations() {
    check(
        r#"
//- /node_modules/bundle/package.json
{ "name": "bundle", "version": "1.0.0", "types": "all.d.ts", "main": "all.js" }
//- /node_modules/bundle/all.js
//- /node_modules/bundle/all.d.ts
declare module "bundle/part" { export class Part { size: number } }
declare module "bundle" {
    import { Part } from "bundle/part";
    export function make(): Part;
}
//- /main.js
const bundle = require('bundle');
const { Buffer } = require('node:buffer');
use(bundle.make(), Buffer.byteLength('x'));
//  ^^^^^^^^^^^^^ Part
//                 ^^^^^^^^^^^^^^^^^^^^^^ number
"#,
    );
}

#[test]
fn type_arguments_of_what_is_required() {
    check(
        r#"
//- /node_modules/hooks/package.json
{ "name": "hooks", "version": "1.0.0", "types": "hooks.d.ts" }
//- /node_modules/hooks/hooks.d.ts
type AsArray<T> = T extends any[] ? T : [T];
declare class Hook<T, R> {
    tap(options: string | { name: string }, fn: (...args: AsArray<T>) => R): void;
    taps: T;
}
export class SyncHook<T, R = void> extends Hook<T, R> { call(...args: AsArray<T>): R; }
export class HookMap<H> { for(key: any): H; }
//- /compiler.js
const { SyncHook, HookMap } = require('hooks');
class Compilation { finish() {} }
class Compiler {
    constructor() {
        this.hooks = Object.freeze({
            /** @type {SyncHook<[Compilation, string]>} */
            compilation: new SyncHook(['compilation', 'name']),
            /** @type {HookMap<SyncHook<[Compilation]>>} */
            each: new HookMap(() => new SyncHook(['compilation'])),
        });
    }
}
module.exports = Compiler;
//- /plugin.js
/** @typedef {import('./compiler')} Compiler */
class Plugin {
    /** @param {Compiler} compiler */
    apply(compiler) {
        compiler.hooks.compilation.tap('plugin', (compilation, name) => {
            use(compilation, name);
//              ^^^^^^^^^^^ Compilation
//                           ^^^^ string
        });
        compiler.hooks.each.for('x').tap({ name: 'plugin' }, (compilation) => {
            use(compilation);
//              ^^^^^^^^^^^ Compilation
        });
    }
}
"#,
    );
}

#[test]
fn a_module_as_a_type() {
    check(
        r#"
//- /one.mjs
export class Test { run() {} }
//- /two.mjs
export default class Suite { tests = 1 }
export const name = 'x';
//- /three.js
module.exports = { four: 4 };
//- /main.js
/**
 * @typedef {import('./one.mjs')} Test
 * @typedef {import('./two.mjs')} Suite
 * @typedef {import('./three')} Three
 * @typedef {typeof import('./one.mjs')} Module
 */
/** @param {Test} test @param {Suite} suite @param {Three} three @param {Module} module */
function f(test, suite, three, module) {
    use(test, suite, three, module);
//      ^^^^ Test
//            ^^^^^ Suite
//                   ^^^^^ members: four
//                          ^^^^^^ members: Test
}
"#,
    );
}

#[test]
fn names_in_comments_that_nothing_declares() {
    check(
        r#"
//- /package.json
{ "name": "app", "type": "module" }
//- /runner.js
export class Runner { start() {} }
//- /suite.cjs
class Suite { add() {} }
module.exports = Suite;
//- /types.js
/** @typedef {{ type: string }} TreeNode */
export {};
//- /main.js
/** @param {Runner} runner @param {Suite} suite @param {TreeNode} node @param {Nothing} nothing */
function f(runner, suite, node, nothing) {
    use(runner, suite, node, nothing);
//      ^^^^^^ Runner
//              ^^^^^ Suite
//                     ^^^^ members: type
//                           ^^^^^^^ any
}
"#,
    );
}

#[test]
fn comments_of_parameters_that_are_taken_apart() {
    check(
        r#"
/**
 * @typedef {{ spec: string[], sort: boolean }} Options
 */
/**
 * @param {Options} [options] - what to do
 * @param {number} count
 * @param {{ a: string }} more
 */
module.exports = ({ spec, sort } = {}, count, { a }) => {
    use(spec, sort, a);
//      ^^^^ string[]
//            ^^^^ boolean
//                  ^ string
};
/** @param {string} b */
function other({ a }, b) { use(a); }
//                             ^ any
"#,
    );
}

#[test]
fn records_of_any_name() {
    check(
        r#"
/** @type {Record<string, string[]>} */
const types = { array: ['a'] };
use(types, types[name]);
//  ^^^^^ { [name: string]: string[] }
//         ^^^^^^^^^^^ string[]
"#,
    );
}

#[test]
fn a_promise_of_anything_says_nothing() {
    check(
        r#"
/** @returns {Promise<object>} what was loaded */
async function load() { return { a: 1 }; }
load().then((loaded) => loaded.a);
//                      ^^^^^^^^ number
"#,
    );
}

#[test]
fn names_for_what_a_namespace_holds() {
    check(
        r#"
//- /node_modules/runner/package.json
{ "name": "runner", "types": "index.d.ts" }
//- /node_modules/runner/index.d.ts
import Callback = run.Callback;
import All = run;
declare function run(callback?: Callback): void;
declare namespace run {
  type Callback = (context: Context) => void;
  interface Context { plan: number }
  function skip(callback?: All.Callback): void;
}
export = run;
//- /main.js
const run = require('runner');
run((context) => context);
//               ^^^^^^^ Context
run.skip((context) => context);
//                    ^^^^^^^ Context
const { test, it } = require('node:test');
test('name', (t) => t);
//                  ^ TestContext
it('name', { skip: true }, (t) => t.assert);
//                                ^^^^^^^^ TestContextAssert
"#,
    );
}

#[test]
fn types_of_the_declarations_beside_a_file() {
    check(
        r#"
//- /server.d.ts
declare namespace server { interface Options { port: number } }
declare function server(options: server.Options): void;
export = server;
//- /server.js
/** @param {import('./server.js').Options} options */
function server(options) { return options.port; }
//                                ^^^^^^^^^^^^ number
module.exports = server;
"#,
    );
}

#[test]
fn an_overload_that_demands_more_than_is_given() {
    check(
        r#"
//- /node_modules/maker/package.json
{ "name": "maker", "types": "index.d.ts" }
//- /node_modules/maker/index.d.ts
interface Options { name?: string }
interface Secure { secure: true }
interface Plain { plain: true }
export function make(options: Options & { key: string }): Secure;
export function make(options?: Options): Plain;
//- /main.js
const { make } = require('maker');
use(make({ name: 'a' }), make({ name: 'a', key: 'b' }), make());
//  ^^^^^^^^^^^^^^^^^^^ Plain
//                       ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ Secure
//                                                      ^^^^^^ Plain
"#,
    );
}

#[test]
fn what_declarations_beside_a_file_say_of_what_it_makes() {
    check(
        r#"
//- /server.d.ts
declare namespace server {
  interface Reply { send(): void }
  interface Server { get(path: string, handler: (reply: Reply) => void): void }
}
declare function server(): server.Server;
export = server;
//- /server.js
const routes = new Map();
function server() {
  const made = { get: function (path, handler) { return add('GET', { path, handler }); } };
  return made;
}
function add(method, route) { routes.set(method, route); }
module.exports = server;
//- /main.js
const server = require('./server');
server().get('/', (reply) => reply);
//                           ^^^^^ Reply
"#,
    );
}
