//! CommonJS and ES modules.

use super::check;

#[test]
fn exports_of_every_kind() {
    check(
        r#"
//- /a.js
exports.one = 1;
module.exports.two = () => 'x';
this.three = [];
//- /b.js
module.exports = { four: 4, five };
function five() { return true; }
//- /c.js
const mod = module.exports = function create(options) { return { options }; };
mod.version = '1.0';
mod.create = mod;
//- /main.js
const a = require('./a'), b = require('./b'), c = require('./c');
a;
//^^ members: one three two
"#
        .replace("a;\n//^^ members", "use(a, b, c, c({ x: 1 }));\n//  ^ members")
        .as_str(),
    );
}

#[test]
fn what_require_gives() {
    check(
        r#"
//- /b.js
module.exports = { four: 4, five };
function five() { return true; }
//- /c.js
const mod = module.exports = function create(options) { return { options }; };
mod.version = '1.0';
//- /main.js
const b = require('./b'), c = require('./c');
const { five } = require('./b');
use(b, c, b.five(), five, c({ x: 1 }));
//  ^ members: five four
//     ^ members: version
//        ^^^^^^^^ true
//                  ^^^^ () => boolean
//                        ^^^^^^^^^^^ { options: { x: number } }
"#,
    );
}

#[test]
fn express_like_application() {
    check(
        r#"
//- /lib/express.js
var mixin = require('./merge');
var proto = require('./application');
exports = module.exports = createApplication;
function createApplication() {
  var app = function (req, res, next) { app.handle(req, res, next); };
  mixin(app, proto, false);
  app.request = Object.create({ a: 1 });
  app.init();
  return app;
}
exports.Router = function Router() {};
//- /lib/merge.js
module.exports = function (dest, src) {
  Object.getOwnPropertyNames(src).forEach(function (name) {
    Object.defineProperty(dest, name, Object.getOwnPropertyDescriptor(src, name));
  });
  return dest;
};
//- /lib/application.js
var app = exports = module.exports = {};
app.init = function init() { this.cache = {}; };
app.handle = function handle(req) {};
app.listen = function () { return this; };
//- /main.js
const express = require('./lib/express');
const app = express();
app;
//^ members: cache handle init listen request ..
express;
//^^^^^ members: Router
"#,
    );
}

#[test]
fn es_modules() {
    check(
        r#"
//- /m.mjs
export const answer = 42;
export function ask(question) { return { question }; }
export default class Oracle { speak() {} }
export { answer as alias };
export * from './n.mjs';
export * as inner from './n.mjs';
//- /n.mjs
export const deep = 'x';
//- /main.mjs
import Oracle, { answer, ask, alias as other, deep, inner } from './m.mjs';
import * as all from './m.mjs';
use(new Oracle(), answer, ask('?'), other, deep, inner.deep, all);
//  ^^^^^^^^^^^^ Oracle
//                ^^^^^^ number
//                        ^^^^^^^^ { question: string }
//                                  ^^^^^ number
//                                         ^^^^ "x"
//                                               ^^^^^^^^^^ "x"
//                                                           ^^^ members: alias answer ask deep default inner
import('./m.mjs').then((m) => m.ask);
//                            ^^^^^ (question: any) => { question: string }
"#
        .replace(
            "//                            ^^^^^ (question: any) => { question: string }\n",
            "//                            ^ members: alias answer ask deep default inner\n",
        )
        .as_str(),
    );
}

#[test]
fn common_js_from_es() {
    check(
        r#"
//- /c.cjs
module.exports = { parse() { return 1; } };
//- /main.mjs
import c, { parse } from './c.cjs';
use(c.parse(), parse());
//  ^^^^^^^^^ number
//             ^^^^^^^ number
"#,
    );
}

#[test]
fn untyped_packages() {
    check(
        r#"
//- /node_modules/p/package.json
{ "name": "p", "version": "1.0.0", "main": "lib/index.js" }
//- /node_modules/p/lib/index.js
module.exports = Parser;
function Parser(text) { this.text = text; }
Parser.prototype.next = function () { return { done: false, value: this.text }; };
Parser.parse = function (text) { return new Parser(text); };
//- /main.js
const Parser = require('p');
new Parser('x');
//^^^^^^^^^^^^^ members: next text
Parser.parse('x').next().done;
//^^^^^^^^^^^^^^^^^^^^^^^^^^^ false
"#,
    );
}

#[test]
fn typed_packages() {
    check(
        r#"
//- /node_modules/t/package.json
{ "name": "t", "version": "1.0.0", "main": "index.js", "types": "index.d.ts" }
//- /node_modules/t/index.d.ts
declare function t(name: string): t.Thing;
declare namespace t { interface Thing { name: string; size(): number } const version: string; }
export = t;
//- /node_modules/@types/u/package.json
{ "name": "@types/u", "version": "1.0.0", "types": "index.d.ts" }
//- /node_modules/@types/u/index.d.ts
export function pick<T, K extends keyof T>(object: T, ...keys: K[]): Pick<T, K>;
export interface Options { depth?: number; on(event: 'open' | 'close', listener: () => void): this }
export function make(options?: Options): Promise<Options>;
//- /node_modules/u/package.json
{ "name": "u", "version": "1.0.0", "main": "index.js" }
//- /node_modules/u/index.js
exports.pick = () => {}; exports.make = () => {};
//- /main.js
const t = require('t'), u = require('u');
use(t('x'), t('x').size(), t.version, u.make());
//  ^^^^^^ Thing
//          ^^^^^^^^^^^^^ number
//                         ^^^^^^^^^ string
//                                    ^^^^^^^^ Promise<Options>
async () => (await u.make()).on('open', () => {});
//          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ Options
"#,
    );
}

#[test]
fn a_method_for_each_http_method() {
    check(
        r#"
//- /app.js
const { METHODS } = require('node:http');
const methods = METHODS.map((method) => method.toLowerCase());
const app = module.exports = {};
methods.forEach(function (method) {
  app[method] = function (path) { return this; };
});
//- /main.js
const app = require('./app');
app;
//^ members: delete get post put ..
"#,
    );
}

#[test]
fn types_in_comments_make_no_module() {
    check(
        r#"
//- /shapes.js
/** @typedef {{ radius: number }} Circle */
/** @import { Other } from './other' */
class Shape { static make() {} }
module.exports = Shape;
//- /names.js
/** @typedef {string} Name */
exports.first = 1;
exports.second = exports.first;
//- /package.json
{ "type": "commonjs" }
//- /main.js
/** @typedef {import('./shapes').Circle} Circle */
const Shape = require('./shapes'), names = require('./names');
/** @type {Circle} */
let circle;
use(Shape, names, circle, Shape.make);
//  ^^^^^ members: make
//         ^^^^^ members: first second
//                ^^^^^^ members: radius
"#,
    );
}

#[test]
fn copied_by_loops_and_getters() {
    check(
        r#"
//- /nodes.js
exports.isA = function () { return true; };
exports.isB = () => 1;
//- /index.js
var _nodes = require('./nodes');
Object.keys(_nodes).forEach(function (key) {
    if (key === 'default') return;
    Object.defineProperty(exports, key, { enumerable: true, get: function () { return _nodes[key]; } });
});
//- /plain.js
const nodes = require('./nodes');
for (const name in nodes) exports[name] = nodes[name];
//- /main.js
const index = require('./index'), plain = require('./plain');
use(index, plain, index.isB());
//  ^^^^^ members: isA isB
//         ^^^^^ members: isA isB
//                ^^^^^^^^^^^ number
"#,
    );
}

#[test]
fn functions_that_hand_on_their_arguments() {
    check(
        r#"
function createMap(object) {
    return Object.assign.apply(null, [Object.create(null)].concat(Array.prototype.slice.call(arguments)));
}
/** @returns {Object} something frozen */
function define(object) {
    if (!object) throw new Error(arguments.length);
//                               ^^^^^^^^^^^^^^^^ number
    return Object.freeze(createMap(object));
}
const states = define({ RUNNING: 'running', DONE: 'done' });
use(states, states.DONE);
//  ^^^^^^ members: DONE RUNNING
//          ^^^^^^^^^^^ "done"
"#,
    );
}

#[test]
fn modules_that_hand_on_all_of_common_js() {
    check(
        r#"
//- /shop.cjs
exports = module.exports = Shop;
function Shop() {}
exports.prices = { a: 1 };
exports.default = 1;
//- /index.js
export { default } from './shop.cjs';
export * from './shop.cjs';
//- /main.js
import * as all from './index.js';
import { prices, nothing } from './index.js';
use(all, prices.a, nothing);
//  ^^^ members: default prices
//       ^^^^^^^^ number
//                 ^^^^^^^ any
//- /test.cjs
const { prices } = require('./index.js');
use(prices);
//  ^^^^^^ { a: number }
"#,
    );
}

#[test]
fn comments_that_name_what_an_object_makes() {
    check(
        r#"
//- /node_modules/agent/package.json
{ "name": "agent", "version": "1.0.0", "main": "index.js" }
//- /node_modules/agent/index.js
class Test { expect(code) { return this; } }
/**
 * @return {Test}
 */
module.exports = function (app) {
  const made = {};
  ['get', 'post'].forEach(function (method) {
    made[method] = function (url) { return new Test(app, method, url); };
  });
  return made;
};
//- /main.js
const request = require('agent');
use(request({}).get('/'), request({}));
//  ^^^^^^^^^^^^^^^^^^^^ Test
//                        ^^^^^^^^^^^ members: expect get post
"#,
    );
}
